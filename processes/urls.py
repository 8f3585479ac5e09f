"""Addresses of contracts and hours."""

from django.urls import path

from processes.views import contracts as views

app_name = "processes"
urlpatterns = [
    path("contracts/", views.contract_list, name="contract_list"),
    path("contracts/new/<int:site>/", views.contract_create, name="contract_create"),
    path("contracts/<int:pk>/", views.contract_detail, name="contract_detail"),
    path("contracts/<int:pk>/hours/", views.hours_create, name="hours_create"),
    path("hours/<int:pk>/edit/", views.hours_edit, name="hours_edit"),
]
