"""Addresses of how a site grows: contracts and hours, steps, the concept."""

from django.urls import include, path

from processes.views import concepts, contracts, open_trainings, registrations, steps, trainings

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
    path("concepts/<int:pk>/<slug:name>/", concepts.concept_step, name="concept_step"),
    path("trainings/", trainings.training_list, name="training_list"),
    path("trainings/new/<int:place>/", trainings.training_create, name="training_create"),
    path("trainings/counties/<int:year>/", trainings.training_counties, name="training_counties"),
    path("trainings/<int:pk>/", trainings.training_detail, name="training_detail"),
    path("trainings/<int:pk>/edit/", trainings.training_edit, name="training_edit"),
    path("trainings/<int:pk>/cancel/", trainings.training_cancel, name="training_cancel"),
    path("trainings/<int:pk>/step/<slug:name>/", trainings.training_step, name="training_step"),
    path("trainings/<int:training>/days/new/", trainings.training_day_create, name="training_day_create"),
    path("training-days/<int:pk>/edit/", trainings.training_day_edit, name="training_day_edit"),
    path("trainings/<int:pk>/register/", registrations.training_register, name="training_register"),
    path("trainings/<int:pk>/leave/", registrations.training_leave, name="training_leave"),
    path("trainings/<int:pk>/topic/", registrations.training_topic, name="training_topic"),
    path("trainings/<int:pk>/feedback/", registrations.training_feedback, name="training_feedback"),
    path("trainings/<int:pk>/attendance/", registrations.training_attendance, name="training_attendance"),
    path("trainings/<int:training>/registrations/", registrations.registration_list, name="registration_list"),
    path("registrations/<int:pk>/strike/", registrations.registration_strike, name="registration_strike"),
]
#: What people without an account type or get by mail.
FOR_ALL = [
    path("", open_trainings.open_training_list, name="open_training_list"),
    path("<int:pk>/", open_trainings.open_training, name="open_training"),
    path("<int:pk>/gesendet/", open_trainings.open_training_sent, name="open_training_sent"),
    path("<int:pk>/termin.ics", open_trainings.training_calendar, name="training_calendar"),
    path("platz/<str:secret>/", open_trainings.training_place, name="training_place"),
    path("platz/<str:secret>/abmelden/", open_trainings.training_place_leave, name="training_place_leave"),
    path("platz/<str:secret>/rueckblick/", open_trainings.training_place_feedback, name="training_place_feedback"),
    path("platz/<str:secret>/thema/", open_trainings.training_place_topic, name="training_place_topic"),
]
urlpatterns = [path("processes/", include(urlpatterns)), path("fortbildungen/", include(FOR_ALL))]  # type: ignore[list-item]  # a resolver is a pattern, too
