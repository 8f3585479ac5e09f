"""Addresses of how a site grows: contracts and hours, steps, the concept."""

from django.urls import path

from processes.views import advice, concepts, contracts, practice, steps, visits

app_name = "processes"
urlpatterns = [
    path("contracts/", contracts.contract_list, name="contract_list"),
    path("contracts/new/<int:site>/", contracts.contract_create, name="contract_create"),
    path("contracts/<int:pk>/", contracts.contract_detail, name="contract_detail"),
    path("contracts/<int:pk>/hours/", contracts.hours_create, name="hours_create"),
    path("hours/<int:pk>/edit/", contracts.hours_edit, name="hours_edit"),
    path("steps/site/<int:site>/", steps.step_list, name="step_list"),
    path("steps/new/<int:site>/", steps.step_create, name="step_create"),
    path("steps/<int:pk>/edit/", steps.step_edit, name="step_edit"),
    path("concepts/site/<int:site>/", concepts.concept_list, name="concept_list"),
    path("concepts/new/<int:site>/", concepts.concept_create, name="concept_create"),
    path("concepts/<int:pk>/", concepts.concept_detail, name="concept_detail"),
    path("concepts/<int:pk>/edit/", concepts.concept_edit, name="concept_edit"),
    path("concepts/<int:pk>/paper/", concepts.concept_paper, name="concept_paper"),
    path("concepts/<int:pk>/hear/", concepts.concept_hear, name="concept_hear"),
    path("concepts/<int:pk>/release/", concepts.concept_release, name="concept_release"),
    path("advice/place/<int:place>/", advice.advice_list, name="advice_list"),
    path("advice/place/<int:place>/new/", advice.advice_create, name="advice_create"),
    path("advice/own/", advice.advice_own, name="advice_own"),
    path("advice/<int:pk>/edit/", advice.advice_edit, name="advice_edit"),
    path("topics/", advice.topic_list, name="topic_list"),
    path("seats/place/<int:place>/", advice.seat_list, name="seat_list"),
    path("seats/place/<int:place>/new/", advice.seat_create, name="seat_create"),
    path("seats/<int:pk>/edit/", advice.seat_edit, name="seat_edit"),
    path("visits/", visits.sitevisit_list, name="sitevisit_list"),
    path("visits/missing/", visits.sitevisit_missing, name="sitevisit_missing"),
    path("visits/new/<int:county>/", visits.sitevisit_create, name="sitevisit_create"),
    path("visits/<int:pk>/", visits.sitevisit_detail, name="sitevisit_detail"),
    path("visits/<int:pk>/edit/", visits.sitevisit_edit, name="sitevisit_edit"),
    path("practice/", practice.example_list, name="example_list"),
    path("practice/new/<int:site>/", practice.example_create, name="example_create"),
    path("practice/<int:pk>/", practice.example_detail, name="example_detail"),
    path("practice/<int:pk>/edit/", practice.example_edit, name="example_edit"),
    path("practice/<int:pk>/figures/new/", practice.figure_create, name="figure_create"),
    path("practice/figures/<int:pk>/edit/", practice.figure_edit, name="figure_edit"),
    path("practice/<int:pk>/media/new/", practice.medium_create, name="medium_create"),
    path("practice/media/<int:pk>/edit/", practice.medium_edit, name="medium_edit"),
    path("practice/files/<int:pk>/", practice.practice_medium, name="practice_medium"),
    path("practice/<int:pk>/steps/<slug:name>/", practice.example_step, name="example_step"),
    path("concepts/<int:pk>/<slug:name>/", concepts.concept_step, name="concept_step"),
]
