"""Addresses of how a site grows: contracts and hours, steps, the concept."""

from django.urls import path

from processes.views import changes, concepts, contracts, editions, pool, steps

app_name = "processes"
urlpatterns = [
    path("contracts/", contracts.contract_list, name="contract_list"),
    path("contracts/new/<int:site>/", contracts.contract_create, name="contract_create"),
    path("contracts/<int:pk>/", contracts.contract_detail, name="contract_detail"),
    path("contracts/centre/<int:centre>/", contracts.centre_contract_create, name="centre_contract_create"),
    path("contracts/<int:pk>/edit/", contracts.contract_edit, name="contract_edit"),
    path("contracts/<int:pk>/reason/", contracts.contract_explain, name="contract_explain"),
    path("contracts/<int:pk>/hours/", contracts.hours_create, name="hours_create"),
    path("hours/<int:pk>/edit/", contracts.hours_edit, name="hours_edit"),
    path("changes/site/<int:site>/", changes.change_list, name="change_list"),
    path("changes/new/<int:site>/", changes.change_create, name="change_create"),
    path("changes/<int:pk>/edit/", changes.change_edit, name="change_edit"),
    path("proposals/<int:pk>/accept/", changes.proposal_accept, name="proposal_accept"),
    path("proposals/<int:pk>/decline/", changes.proposal_decline, name="proposal_decline"),
    path("editions/<int:place>/", editions.edition_list, name="edition_list"),
    path("editions/new/<int:place>/", editions.edition_create, name="edition_create"),
    path("editions/<int:pk>/edit/", editions.edition_edit, name="edition_edit"),
    path("fees/new/<int:place>/", editions.fee_create, name="fee_create"),
    path("fees/<int:pk>/edit/", editions.fee_edit, name="fee_edit"),
    path("pool/", pool.facilitator_list, name="facilitator_list"),
    path("pool/new/<int:place>/", pool.facilitator_create, name="facilitator_create"),
    path("pool/<int:pk>/edit/", pool.facilitator_edit, name="facilitator_edit"),
    path("requests/new/<int:site>/", pool.request_create, name="request_create"),
    path("requests/<int:pk>/edit/", pool.request_edit, name="request_edit"),
    path("requests/<int:pk>/propose/", pool.request_propose, name="request_propose"),
    path("requests/<int:pk>/withdraw/", pool.request_withdraw, name="request_withdraw"),
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
