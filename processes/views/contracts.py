"""Contracts with facilitators, and their hours."""

from django.urls import reverse

from processes.forms.contracts import ContractForm, HoursForm
from processes.models import Contract, FacilitationSession
from processes.pages.contract_detail import contract_detail_page
from processes.pages.contract_list import contract_list_page
from processes.rules.contracts import hours_rules
from processes.rules.recommended import advice, recommended, source
from processes.services.contracts import begin_facilitation, correct_hours, log_hours, refuse_removing
from sites.core.access import allow, fetch, rows
from sites.core.days import from_to
from sites.core.forms import form_page, posted
from sites.core.numbers import in_hours
from sites.core.pages import render_page
from sites.core.removal import Removal
from sites.models import Site, with_today
from sites.rules.as_of import day_of, history, on_day

NOT_YOURS = "Stunden trägt nur die Person ein, mit der die Vereinbarung besteht."


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


@allow("contracts.view", reads=("hours.view", "sites.view"))
def contract_detail(request, pk):
    """One contract: agreed, recommended and delivered, with every line of hours for those who may read them."""
    return render_page(request, "processes/contract_detail.html", contract_detail_page(request, pk))


@allow("hours.change", "GET", "POST", reads=("contracts.view", "sites.view"))
def hours_create(request, pk):
    """One line of hours, by the facilitator of the contract."""
    places = request.access.reach("hours.change").places
    contracts = rows(request, Contract).filter(site_id__in=places).select_related("site", "facilitator")
    contract = fetch(request, contracts.annotate(history=history("site__")), pk=pk)
    line = FacilitationSession(contract=contract, site_id=contract.site_id, held_on=request.access.today)
    site, page_of_contract = on_day(contract, day_of(contract, request.access.today)).name, reverse("processes:contract_detail", args=[contract.pk])
    return form_page(
        request,
        HoursForm(*posted(request), instance=line, request=request),
        save=lambda form: log_hours(access=request.access, contract=contract, **form.cleaned_data),
        done=lambda line: f"Eingetragen: {in_hours(line.hours)} am {line.held_on:%d.%m.%Y} bei {site}.",
        back=reverse("processes:contract_list"),
        crumbs=[(site, contract.site.get_absolute_url()), ("Prozessbegleitung", page_of_contract)],
        title="Stunden eintragen",
        pre=f"{site} · {contract.facilitator.name}",
        lead=f"Vereinbarung vom {from_to(contract.starts, contract.ends)}.",
        submit="Eintragen",
        why_not="" if contract.facilitator_id == request.user.pk else NOT_YOURS,
    )


@allow("hours.change", "GET", "POST", reads=("contracts.view", "sites.view"))
def hours_edit(request, pk):
    """Put a line of hours right, by the facilitator of the contract."""
    line = _line(request, pk)
    contract, page_of_contract = line.contract, reverse("processes:contract_detail", args=[line.contract_id])
    site = on_day(line, day_of(contract, request.access.today)).name
    return form_page(
        request,
        HoursForm(*posted(request), instance=line, request=request),
        save=lambda form: correct_hours(access=request.access, line=line, **form.cleaned_data),
        done="Die Stunden sind geändert.",
        crumbs=[(site, contract.site.get_absolute_url()), ("Prozessbegleitung", page_of_contract)],
        title="Stunden ändern",
        pre=f"{site} · {contract.facilitator.name}",
        lead=f"Vereinbarung vom {from_to(contract.starts, contract.ends)}.",
        why_not="" if contract.facilitator_id == request.user.pk else NOT_YOURS,
        removal=Removal(
            line,
            name=f"Eintrag „{in_hours(line.hours)} am {line.held_on:%d.%m.%Y}“",
            about=contract,
            before=lambda: refuse_removing(access=request.access, line=line),
        ),
    )


def _line(request, pk: int) -> FacilitationSession:
    lines = rows(request, FacilitationSession).select_related("contract__site", "contract__facilitator").annotate(history=history("site__"))
    return fetch(request, lines, pk=pk, lock=request.method == "POST")
