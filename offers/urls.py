"""Addresses of offers and sessions: below offers/ for people with a role, below familien/ for everybody."""

from django.urls import include, path

from offers.views import classification, counts, crisis, families, help, offers, outreach, reachability, sessions, wishes

app_name = "offers"
inside = [
    path("site/<int:site>/", offers.offer_list, name="offer_list"),
    path("new/<int:site>/", offers.offer_create, name="offer_create"),
    path("<int:pk>/", offers.offer_detail, name="offer_detail"),
    path("<int:pk>/edit/", offers.offer_edit, name="offer_edit"),
    path("site/<int:site>/coverage/", classification.coverage, name="coverage"),
    path("site/<int:site>/nearby/", classification.offer_nearby, name="offer_nearby"),
    path("<int:pk>/classify/", offers.offer_classify, name="offer_classify"),
    path("<int:pk>/dates/", sessions.session_create, name="session_create"),
    path("sessions/<int:pk>/", sessions.session_log, name="session_log"),
    path("sessions/<int:pk>/edit/", sessions.session_edit, name="session_edit"),
    path("sessions/<int:pk>/undo/", sessions.session_undo, name="session_undo"),
    path("sessions/<int:pk>/cancel/", sessions.session_cancel, name="session_cancel"),
    path("site/<int:site>/referrals/", counts.referral_count, name="referral_count"),
    path("site/<int:site>/referrals/outcomes/", counts.referral_outcomes, name="referral_outcomes"),
    path("referrals/<int:pk>/undo/", counts.referral_undo, name="referral_undo"),
    path("site/<int:site>/support/", counts.support_count, name="support_count"),
    path("support/<int:pk>/undo/", counts.support_undo, name="support_undo"),
]
in_a_crisis = [
    path("site/<int:site>/", crisis.crisis, name="crisis"),
    path("times/<int:place>/", crisis.crisis_period_list, name="crisis_period_list"),
    path("times/<int:place>/new/", crisis.crisis_period_create, name="crisis_period_create"),
    path("times/<int:pk>/edit/", crisis.crisis_period_edit, name="crisis_period_edit"),
    path("formats/", crisis.crisis_format_list, name="crisis_format_list"),
    path("formats/<int:pk>/edit/", crisis.crisis_format_edit, name="crisis_format_edit"),
    path("site/<int:site>/formats/<str:code>/", crisis.crisis_offer_create, name="crisis_offer_create"),
    path("site/<int:site>/questions/<str:code>/", crisis.format_questions, name="format_questions"),
    path("site/<int:site>/plan/<slug:code>/", crisis.basic_edit, name="basic_edit"),
    path("site/<int:site>/worksheet/", crisis.crisis_worksheet, name="crisis_worksheet"),
    path("site/<int:site>/worksheet/<slug:code>/", crisis.answer_create, name="answer_create"),
    path("answers/<int:pk>/edit/", crisis.answer_edit, name="answer_edit"),
    path("site/<int:site>/consents/", crisis.consent_list, name="consent_list"),
    path("site/<int:site>/consents/new/", outreach.consent_create, name="consent_create"),
    path("consents/<int:pk>/edit/", outreach.consent_edit, name="consent_edit"),
    path("site/<int:site>/contacts/", outreach.outreach_count, name="outreach_count"),
    path("contacts/<int:pk>/undo/", outreach.outreach_undo, name="outreach_undo"),
    path("topics/<int:pk>/undo/", outreach.topic_undo, name="topic_undo"),
    path("site/<int:site>/families/", outreach.week_edit, name="week_edit"),
    path("site/<int:site>/tick-list/", outreach.tick_list, name="tick_list"),
    path("site/<int:site>/channels/new/", outreach.channel_create, name="channel_create"),
    path("channels/<int:pk>/edit/", outreach.channel_edit, name="channel_edit"),
    path("site/<int:site>/reach/", reachability.reachability_edit, name="reachability_edit"),
    path("reach/<int:pk>/confirm/", reachability.reachability_confirm, name="reachability_confirm"),
    path("site/<int:site>/duty/", reachability.duty_list, name="duty_list"),
    path("site/<int:site>/duty/new/", reachability.duty_create, name="duty_create"),
    path("duty/<int:pk>/edit/", reachability.duty_edit, name="duty_edit"),
    path("site/<int:site>/poster/", reachability.crisis_poster, name="crisis_poster"),
    path("help/<int:place>/", help.help_entry_list, name="help_entry_list"),
    path("help/<int:place>/new/", help.help_entry_create, name="help_entry_create"),
    path("help/entries/<int:pk>/edit/", help.help_entry_edit, name="help_entry_edit"),
    path("help/numbers/", help.help_number_list, name="help_number_list"),
    path("help/numbers/<int:pk>/edit/", help.help_number_edit, name="help_number_edit"),
]
for_families = [
    path("", families.family_list, name="family_list"),
    path("hilfe/", help.help_all, name="help_all"),
    path("hilfe/<int:county>/", help.help_county, name="help_county"),
    path("<slug:slug>/", families.family_page, name="family_page"),
    path("<slug:slug>/idee/", wishes.wish_form, name="wish_form"),
]
urlpatterns = [path("offers/", include(inside)), path("crisis/", include(in_a_crisis)), path("familien/", include(for_families))]
