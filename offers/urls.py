"""Addresses of offers and sessions: below offers/ for people with a role, below familien/ for everybody (offers/urls_public.py)."""

from django.urls import include, path

from offers import views

app_name = "offers"
inside = [
    path("site/<int:site>/", views.offer_list, name="offer_list"),
    path("new/<int:site>/", views.offer_create, name="offer_create"),
    path("<int:pk>/", views.offer_detail, name="offer_detail"),
    path("<int:pk>/edit/", views.offer_edit, name="offer_edit"),
    path("<int:pk>/dates/", views.session_create, name="session_create"),
    path("sessions/<int:pk>/", views.session_log, name="session_log"),
    path("sessions/<int:pk>/undo/", views.session_undo, name="session_undo"),
    path("sessions/<int:pk>/cancel/", views.session_cancel, name="session_cancel"),
]
urlpatterns = [path("offers/", include(inside)), path("familien/", include("offers.urls_public"))]
