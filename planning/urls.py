"""Addresses of interests, applications, decisions, needs, goals and measures."""

from django.urls import path

from planning import views

app_name = "planning"
urlpatterns = [
    path("interesse/", views.interest_form, name="interest_form"),
    path("interests/<int:pk>/", views.interest_step, name="interest_step"),
    path("applications/", views.application_list, name="application_list"),
    path("applications/invite/", views.application_invite, name="application_invite"),
    path("applications/<int:pk>/", views.application_detail, name="application_detail"),
    path("applications/<int:pk>/edit/", views.application_edit, name="application_edit"),
    path("applications/<int:pk>/decision/", views.decision_create, name="decision_create"),
    path("applications/<int:pk>/statements/<slug:party>/", views.statement_edit, name="statement_edit"),
    path("applications/<int:pk>/<slug:name>/", views.application_step, name="application_step"),
    path("site/<int:site>/phase/", views.phase_record, name="phase_record"),
    path("site/<int:site>/needs/", views.need_list, name="need_list"),
    path("site/<int:site>/needs/new/", views.need_create, name="need_create"),
    path("needs/<int:pk>/edit/", views.need_edit, name="need_edit"),
    path("site/<int:site>/goals/", views.goal_list, name="goal_list"),
    path("site/<int:site>/goals/new/", views.goal_create, name="goal_create"),
    path("goals/<int:pk>/edit/", views.goal_edit, name="goal_edit"),
    path("goals/<int:goal>/indicators/new/", views.indicator_create, name="indicator_create"),
    path("indicators/<int:pk>/edit/", views.indicator_edit, name="indicator_edit"),
    path("indicators/<int:indicator>/values/new/", views.value_create, name="value_create"),
    path("site/<int:site>/measures/new/", views.measure_create, name="measure_create"),
    path("measures/<int:pk>/edit/", views.measure_edit, name="measure_edit"),
]
