"""Addresses of offers and sessions: below offers/ for people with a role, below familien/ for everybody."""

from django.urls import include, path

from offers.views import classification, counts, families, offers, publications, sessions, signups, wishes

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
    path("sessions/<int:pk>/signups/", signups.signup_list, name="signup_list"),
    path("sessions/<int:pk>/signups/new/", signups.signup_create, name="signup_create"),
    path("signups/<int:pk>/strike/", signups.signup_strike, name="signup_strike"),
    path("signups/<int:pk>/called/", signups.signup_called, name="signup_called"),
    path("site/<int:site>/calls/", signups.signup_calls, name="signup_calls"),
    path("site/<int:site>/publications/", publications.publication_list, name="publication_list"),
    path("publications/new/<int:site>/", publications.publication_create, name="publication_create"),
    path("publications/<int:pk>/", publications.publication_edit, name="publication_edit"),
    path("site/<int:site>/referrals/", counts.referral_count, name="referral_count"),
    path("site/<int:site>/referrals/outcomes/", counts.referral_outcomes, name="referral_outcomes"),
    path("referrals/<int:pk>/undo/", counts.referral_undo, name="referral_undo"),
    path("site/<int:site>/support/", counts.support_count, name="support_count"),
    path("support/<int:pk>/undo/", counts.support_undo, name="support_undo"),
]
for_families = [
    path("", families.family_list, name="family_list"),
    path("feed.json", families.family_feed, name="family_feed"),
    path("anmeldung/<str:secret>/", families.place_status, name="place_status"),
    path("anmeldung/<str:secret>/absagen/", families.place_cancel, name="place_cancel"),
    path("<slug:slug>/", families.family_page, name="family_page"),
    path("<slug:slug>/termine.ics", families.family_calendar, name="family_calendar"),
    path("<slug:slug>/angebot/<slug:offer>/", families.family_offer, name="family_offer"),
    path("<slug:slug>/angebot/<slug:offer>/termine.ics", families.offer_calendar, name="offer_calendar"),
    path("<slug:slug>/idee/", wishes.wish_form, name="wish_form"),
]
urlpatterns = [path("offers/", include(inside)), path("familien/", include(for_families))]
