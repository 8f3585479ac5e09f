"""Addresses of offers and sessions: below offers/ for people with a role, below familien/ for everybody."""

from django.urls import include, path

from offers.views import answers, classification, counts, families, offers, sessions, surveys, wishes

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
    path("site/<int:site>/surveys/", surveys.survey_list, name="survey_list"),
    path("surveys/new/<int:site>/", surveys.survey_create, name="survey_create"),
    path("surveys/<int:pk>/", surveys.survey_detail, name="survey_detail"),
    path("surveys/<int:pk>/edit/", surveys.survey_edit, name="survey_edit"),
    path("surveys/<int:pk>/words/", surveys.survey_words, name="survey_words"),
    path("surveys/<int:pk>/sheet/", surveys.survey_sheet, name="survey_sheet"),
    path("surveys/<int:pk>/enter/", surveys.survey_enter, name="survey_enter"),
    path("surveys/<int:pk>/conclude/", surveys.survey_conclude, name="survey_conclude"),
    path("surveys/<int:pk>/assess/", surveys.survey_assess, name="survey_assess"),
    path("surveys/<int:pk>/texts/<slug:code>/", surveys.survey_translate, name="survey_translate"),
    path("<int:pk>/feedback/", surveys.feedback_sheet, name="feedback_sheet"),
]
for_families = [
    path("", families.family_list, name="family_list"),
    path("umfrage/<slug:code>/", answers.survey_answer, name="survey_answer"),
    path("umfrage/<slug:code>/danke/", answers.survey_thanks, name="survey_thanks"),
    path("rueckmeldung/<slug:code>/", answers.feedback_form, name="feedback_form"),
    path("<slug:slug>/", families.family_page, name="family_page"),
    path("<slug:slug>/idee/", wishes.wish_form, name="wish_form"),
    path("<slug:slug>/idee/antwort/", wishes.wish_look, name="wish_look"),
    path("<slug:slug>/gehoert/", wishes.heard, name="heard"),
]
short = [path("u/<slug:code>/", answers.survey_short, name="survey_short"), path("r/<slug:code>/", answers.feedback_short, name="feedback_short")]
urlpatterns = [path("offers/", include(inside)), path("familien/", include(for_families)), *short]
