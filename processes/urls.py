"""Addresses of how a site grows: contracts and hours, steps, the concept."""

from django.urls import path

from processes.views import book, concepts, contracts, steps

app_name = "processes"
urlpatterns = [
    path("contracts/", contracts.contract_list, name="contract_list"),
    path("contracts/new/<int:site>/", contracts.contract_create, name="contract_create"),
    path("contracts/<int:pk>/", contracts.contract_detail, name="contract_detail"),
    path("contracts/<int:pk>/hours/", book.hours_create, name="hours_create"),
    path("contracts/<int:pk>/entries/", book.entry_list, name="entry_list"),
    path("hours/log/", book.hours_log, name="hours_log"),
    path("hours/close/", book.month_close, name="month_close"),
    path("hours/<int:pk>/edit/", book.hours_edit, name="hours_edit"),
    path("hours/<int:pk>/correct/", book.hours_correct, name="hours_correct"),
    path("hours/notes/", book.note_list, name="note_list"),
    path("tasks/site/<int:site>/", book.task_list, name="task_list"),
    path("tasks/site/<int:site>/<slug:code>/", book.task_edit, name="task_edit"),
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
]
