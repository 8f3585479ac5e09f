"""Addresses of how a site grows: contracts and hours, steps, the concept."""

from django.urls import path

from processes.views import concepts, contracts, meetings, steps

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
    path("meetings/<int:pk>/open/", meetings.meeting_open, name="meeting_open"),
    path("meetings/<int:pk>/attendance/", meetings.meeting_attend, name="meeting_attend"),
    path("meetings/<int:pk>/agenda/", meetings.meeting_agenda, name="meeting_agenda"),
    path("meetings/<int:pk>/close/", meetings.meeting_close, name="meeting_close"),
    path("meetings/<int:pk>/reopen/", meetings.meeting_reopen, name="meeting_reopen"),
    path("agenda-items/<int:pk>/minutes/", meetings.meeting_run, name="meeting_run"),
    path("concepts/site/<int:site>/", concepts.concept_list, name="concept_list"),
    path("concepts/new/<int:site>/", concepts.concept_create, name="concept_create"),
    path("concepts/<int:pk>/", concepts.concept_detail, name="concept_detail"),
    path("concepts/<int:pk>/edit/", concepts.concept_edit, name="concept_edit"),
    path("concepts/<int:pk>/paper/", concepts.concept_paper, name="concept_paper"),
    path("concepts/<int:pk>/hear/", concepts.concept_hear, name="concept_hear"),
    path("concepts/<int:pk>/release/", concepts.concept_release, name="concept_release"),
    path("concepts/<int:pk>/<slug:name>/", concepts.concept_step, name="concept_step"),
]
