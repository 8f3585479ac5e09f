"""Addresses of offers and sessions: below offers/ for people with a role, below familien/ for everybody."""

from django.urls import include, path

from offers.views import calendar, classification, counts, families, lifecycle, offers, sessions, wishes

app_name = "offers"
inside = [
    path("site/<int:site>/", offers.offer_list, name="offer_list"),
    path("site/<int:site>/week/", offers.offer_week, name="offer_week"),
    path("site/<int:site>/month/", offers.offer_month, name="offer_month"),
    path("new/<int:site>/", offers.offer_create, name="offer_create"),
    path("<int:pk>/", offers.offer_detail, name="offer_detail"),
    path("<int:pk>/edit/", offers.offer_edit, name="offer_edit"),
    path("site/<int:site>/coverage/", classification.coverage, name="coverage"),
    path("site/<int:site>/nearby/", classification.offer_nearby, name="offer_nearby"),
    path("<int:pk>/classify/", offers.offer_classify, name="offer_classify"),
    path("<int:pk>/steps/new/", lifecycle.step_create, name="step_create"),
    path("steps/<int:pk>/", lifecycle.step_edit, name="step_edit"),
    path("<int:pk>/dates/", sessions.session_create, name="session_create"),
    path("sessions/<int:pk>/", sessions.session_log, name="session_log"),
    path("sessions/<int:pk>/edit/", sessions.session_edit, name="session_edit"),
    path("sessions/<int:pk>/undo/", sessions.session_undo, name="session_undo"),
    path("sessions/<int:pk>/cancel/", sessions.session_cancel, name="session_cancel"),
    path("sessions/<int:pk>/call-off/", sessions.session_call_off, name="session_call_off"),
    path("site/<int:site>/closing/", calendar.closing_list, name="closing_list"),
    path("site/<int:site>/closing/new/", calendar.closing_create, name="closing_create"),
    path("closing/<int:pk>/", calendar.closing_edit, name="closing_edit"),
    path("holidays/", calendar.holiday_list, name="holiday_list"),
    path("holidays/new/", calendar.holiday_create, name="holiday_create"),
    path("holidays/<int:pk>/", calendar.holiday_edit, name="holiday_edit"),
    path("site/<int:site>/referrals/", counts.referral_count, name="referral_count"),
    path("site/<int:site>/referrals/outcomes/", counts.referral_outcomes, name="referral_outcomes"),
    path("referrals/<int:pk>/undo/", counts.referral_undo, name="referral_undo"),
    path("site/<int:site>/support/", counts.support_count, name="support_count"),
    path("support/<int:pk>/undo/", counts.support_undo, name="support_undo"),
]
for_families = [
    path("", families.family_list, name="family_list"),
    path("<slug:slug>/", families.family_page, name="family_page"),
    path("<slug:slug>/idee/", wishes.wish_form, name="wish_form"),
]
urlpatterns = [path("offers/", include(inside)), path("familien/", include(for_families))]
