"""The addresses that only a demo has."""

from django.urls import path

from thekiz.demo import views

app_name = "demo"
urlpatterns = [
    path("enter/", views.enter, name="enter"),
    path("postausgang/", views.outbox, name="outbox"),
    path("loading/", views.loading, name="loading"),
]
