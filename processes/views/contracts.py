"""Contracts with facilitators."""

from django.urls import reverse

from processes.forms.contracts import ContractForm
from processes.models import Contract
from processes.pages.contract_detail import contract_detail_page
from processes.pages.contract_list import contract_list_page
from processes.rules.contracts import hours_rules
from processes.rules.recommended import advice, recommended, source
from processes.services.contracts import begin_facilitation
from sites.core.access import allow, fetch, rows
from sites.core.forms import form_page, posted
from sites.core.pages import render_page
from sites.models import Site, with_today


@allow("contracts.view", reads=("hours.view", "sites.view"))
def contract_list(request):
    """My sites and my hours for facilitators; the contracts within reach for everybody else."""
    return render_page(request, "processes/contract_list.html", contract_list_page(request))


@allow("contracts.change", "GET", "POST", reads=("sites.view",))
def contract_create(request, site):
    """The planner enters a contract; the recommended hours stand beside the field."""
    today, reach = request.access.today, request.access.reach("contracts.change")
    # guard: contract-site -> site = fetch(request, with_today(rows(request, Site), today).prefetch_related("phases"), pk=site)
    site = fetch(request, with_today(rows(request, Site), today).prefetch_related("phases").filter(pk__in=reach.places), pk=site)
    form = ContractForm(*posted(request), instance=Contract(site=site), request=request, initial={"starts": today})
    rule = recommended(site.phases.all(), today, hours_rules())
    return form_page(
        request,
        form,
        save=lambda form: begin_facilitation(access=request.access, site=site, **form.cleaned_data),
        done=lambda contract: f"Die Vereinbarung mit {contract.facilitator.name} ist eingetragen.",
        to=lambda contract: reverse("processes:contract_detail", args=[contract.pk]),
        back=reverse("processes:contract_list"),
        crumbs=[(site.name, site.get_absolute_url())],
        title="Honorarvereinbarung eintragen",
        pre=" · ".join(filter(None, [site.name, site.phase_today.get_phase_display() if site.phase_today else ""])),
        lead="Die Prozessbegleitung sieht den Standort genau für die Dauer der Vereinbarung.",
        submit="Vereinbarung eintragen",
        template="processes/contract_create.html",
        advice=advice(rule) if rule else "",
        source=source(rule) if rule else "",
    )


@allow("contracts.view", reads=("hours.view", "notes.view", "sites.view", "goals.view", "assessments.view"))
def contract_detail(request, pk):
    """One contract: agreed, recommended and delivered, with every line of hours for those who may read them."""
    return render_page(request, "processes/contract_detail.html", contract_detail_page(request, pk))
