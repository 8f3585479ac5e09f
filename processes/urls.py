"""Addresses of how a site grows: contracts and hours, steps, the concept; of consultation sites also what strangers see, at the root."""

from django.urls import include, path

from processes.views import concepts, consultation, contracts, steps, visitors

app_name = "processes"
inside = [
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
    path("consultation/site/<int:site>/", consultation.consultation, name="consultation"),
    path("consultation/site/<int:site>/profile/", consultation.consultation_edit, name="consultation_edit"),
    path("consultation/site/<int:site>/publish/", consultation.consultation_publish, name="consultation_publish"),
    path("consultation/site/<int:site>/times/new/", consultation.slot_create, name="slot_create"),
    path("consultation/times/<int:pk>/", consultation.slot_edit, name="slot_edit"),
    path("consultation/site/<int:site>/visits/new/", consultation.visit_create, name="visit_create"),
    path("consultation/visits/<int:pk>/", consultation.consultation_visit, name="consultation_visit"),
    path("consultation/visits/<int:pk>/answer/", consultation.visit_reply, name="visit_reply"),
    path("consultation/visits/<int:pk>/record/", consultation.visit_record, name="visit_record"),
]
urlpatterns = [
    path("processes/", include(inside)),
    path("konsultation/", visitors.consultation_houses, name="consultation_houses"),
    path("konsultation/<slug:slug>/", visitors.consultation_house, name="consultation_house"),
    path("konsultation/besuch/<slug:secret>/", visitors.visit_status, name="visit_status"),
    path("konsultation/besuch/<slug:secret>/rueckmeldung/", visitors.visit_feedback, name="visit_feedback"),
]
