"""Addresses that families type or find on a poster: /familien/…"""

from django.urls import path

from offers import views

urlpatterns = [
    path("", views.family_list, name="family_list"),
    path("<slug:slug>/", views.family_page, name="family_page"),
    path("<slug:slug>/idee/", views.wish_form, name="wish_form"),
]
