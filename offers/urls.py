"""Addresses of offers and sessions: below offers/ for people with a role, below familien/ for everybody (offers/urls_public.py)."""

from django.urls import include, path

from offers import views

app_name = "offers"
inside = [
    path("site/<int:site>/", views.offer_list, name="offer_list"),
    path("new/<int:site>/", views.offer_create, name="offer_create"),
    path("<int:pk>/", views.offer_detail, name="offer_detail"),
    path("<int:pk>/edit/", views.offer_edit, name="offer_edit"),
    path("site/<int:site>/coverage/", views.coverage, name="coverage"),
    path("site/<int:site>/nearby/", views.offer_nearby, name="offer_nearby"),
    path("<int:pk>/classify/", views.offer_classify, name="offer_classify"),
    path("<int:pk>/dates/", views.session_create, name="session_create"),
    path("sessions/<int:pk>/", views.session_log, name="session_log"),
    path("sessions/<int:pk>/undo/", views.session_undo, name="session_undo"),
    path("sessions/<int:pk>/cancel/", views.session_cancel, name="session_cancel"),
    path("site/<int:site>/referrals/", views.referral_count, name="referral_count"),
    path("site/<int:site>/referrals/outcomes/", views.referral_outcomes, name="referral_outcomes"),
    path("referrals/<int:pk>/undo/", views.referral_undo, name="referral_undo"),
    path("site/<int:site>/support/", views.support_count, name="support_count"),
    path("support/<int:pk>/undo/", views.support_undo, name="support_undo"),
]
urlpatterns = [path("offers/", include(inside)), path("familien/", include("offers.urls_public"))]
