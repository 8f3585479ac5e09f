"""Addresses that families type or find on a poster: /familien/…"""

from django.urls import path

from offers.views import families, wishes

urlpatterns = [
    path("", families.family_list, name="family_list"),
    path("<slug:slug>/", families.family_page, name="family_page"),
    path("<slug:slug>/idee/", wishes.wish_form, name="wish_form"),
]
