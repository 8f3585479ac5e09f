"""Contracts with facilitators."""

from django.urls import reverse

from processes.forms.contracts import ContractEditForm, ContractForm, ReasonForm, centre_form, centre_terms
from processes.models import ChangeEvent, Contract, FacilitationRequest, HoursReason
from processes.models.contracts import MANDATE
from processes.pages.contract_detail import contract_detail_page
from processes.pages.contract_list import contract_list_page
from processes.rules.contracts import proposed_terms, stretch_on
from processes.rules.editions import hours_editions
from processes.rules.fees import budget_warning, rate_warning
from processes.rules.outside import inside_warning, with_inside
from processes.rules.recommended import advice, recommended, source
from processes.services.contracts import (
    begin_facilitation,
    begin_for_centre,
    change_contract,
    explain_hours,
)
from sites.core.access import allow, fetch, rows
from sites.core.days import month_long, valid
from sites.core.forms import form_page, posted
from sites.core.journal import changes_of
from sites.core.lists import number_in
from sites.core.navigation import CONTRACTS
from sites.core.numbers import in_hours, with_noun
from sites.core.pages import render_page
from sites.models import Site, SocialCentre


@allow("contracts.view", reads=("hours.view", "sites.view", "changes.view"))
def contract_list(request):
    """My sites and my hours for facilitators; the contracts within reach for everybody else."""
    return render_page(request, "processes/contract_list.html", contract_list_page(request))


@allow("contracts.change", "GET", "POST", reads=("sites.view", "changes.view", "matching.view", "documents.change"))
def contract_create(request, site):
    """The planner enters a contract; the recommended hours stand beside the field.

    `?nach=`: the contract it follows, which ends the day before; `?fuer=`: the search for facilitation that it answers.
    """
    today, reach = request.access.today, request.access.reach("contracts.change")
    # guard: contract-site -> site = fetch(request, rows(request, Site).select_related("county").prefetch_related("phases"), pk=site)
    site = fetch(request, rows(request, Site).select_related("county").prefetch_related("phases").filter(pk__in=reach.places), pk=site)
    phase = next((one.get_phase_display() for one in valid(site.phases.all(), today)), "")
    follows, asked = _named(request, Contract, "nach", site=site), _named(request, FacilitationRequest, "fuer", site=site)
    rule = recommended(today, site.phases.all(), rows(request, ChangeEvent).filter(site=site), hours_editions().of(site.county_id))
    form = ContractForm(
        *posted(request), instance=Contract(site=site), county=site.county_id, request=request, initial=proposed_terms(follows, asked, rule, today)
    )
    return form_page(
        request,
        form,
        save=lambda form: begin_facilitation(access=request.access, site=site, follows=follows, asked=asked, **form.cleaned_data),
        done=lambda contract: f"Die Vereinbarung mit {contract.facilitator.name} ist eingetragen.",
        warning=lambda contract: _warnings(request, contract),
        to=lambda contract: reverse("processes:contract_detail", args=[contract.pk]),
        back=reverse("processes:contract_list"),
        crumbs=[(site.name, site.get_absolute_url())],
        title="Folgevereinbarung eintragen" if follows else "Honorarvereinbarung eintragen",
        pre=" · ".join(filter(None, [site.name, phase])),
        lead="Die Prozessbegleitung sieht den Standort genau für die Dauer der Vereinbarung.",
        submit="Vereinbarung eintragen",
        note=f"Die laufende Vereinbarung mit {follows.facilitator.name} endet am Tag vor dem Beginn der neuen." if follows else "",
        template="processes/contract_create.html",
        advice=advice(rule) if rule else "",
        source=source(rule) if rule else "",
    )


@allow("contracts.change", "GET", "POST", reads=("sites.view", "documents.change"))
def centre_contract_create(request, centre):
    """One agreement for all sites of a soziales Zentrum, in agreement with the planner: a contract at each of them."""
    today, places = request.access.today, request.access.reach("contracts.change").places
    # guard: centre-county -> centre = fetch(request, SocialCentre, pk=centre)
    centre = fetch(request, rows(request, SocialCentre).filter(county__in=places), pk=centre)
    sites = list(rows(request, Site).filter(social_centre=centre, pk__in=places).order_by("sort_key", "pk"))
    terms = {"starts": today, "agreed_on": today, "client": Contract.Client.COUNTY, "mandate": MANDATE}
    form = centre_form(sites)(*posted(request), instance=Contract(), county=centre.county_id, request=request, initial=terms)
    return form_page(
        request,
        form,
        save=lambda form: begin_for_centre(access=request.access, centre=centre, sites=sites, **centre_terms(form.cleaned_data, sites)),
        done=lambda made: f"Die Vereinbarung mit {made[0].facilitator.name} ist an {with_noun(len(made), 'Standort', 'Standorten')} eingetragen.",
        warning=lambda made: " ".join(filter(None, (_warnings(request, contract) for contract in made))),
        to=reverse("processes:contract_list"),
        crumbs=[CONTRACTS.named("Prozessbegleitung").crumb()],
        title="Vereinbarung für ein soziales Zentrum",
        pre=centre.name,
        lead="Eine Vereinbarung für mehrere Standorte eines Sozialraums. An jedem Standort steht sein Anteil; leer heißt: zu gleichen Teilen.",
        submit="Vereinbarung eintragen",
        why_not="" if sites else "Zu diesem sozialen Zentrum gehört noch kein Standort.",
    )


def _named(request, model, name: str, **lookup):
    """A row that the address names; without one, or with nonsense, none."""
    pk = number_in(request, name)
    return rows(request, model).filter(pk=pk, **lookup).first() if pk else None


def _warnings(request, contract: Contract) -> str:
    """What to think of now that it is saved: the rate, the budget, and whether the person comes from outside."""
    saved = with_inside(rows(request, Contract), request.access.today).select_related("facilitator", "fee").get(pk=contract.pk)
    return " ".join(filter(None, [rate_warning(saved.rate, saved.fee), budget_warning(saved), inside_warning(saved)]))


@allow("contracts.change", "GET", "POST", reads=("sites.view", "documents.change", "hours.view"))
def contract_edit(request, pk):
    """Change the money, the mandate or the last day of a contract; its access ends with it."""
    contract = fetch(request, rows(request, Contract).select_related("site", "facilitator"), pk=pk, lock=request.method == "POST")
    page_of_contract = reverse("processes:contract_detail", args=[contract.pk])
    return form_page(
        request,
        ContractEditForm(*posted(request), instance=contract, county=contract.site.county_id, request=request),
        save=lambda form: change_contract(
            access=request.access, contract=form.instance, upload=form.cleaned_data["upload"], changes=changes_of(form)
        ),
        done="Die Vereinbarung ist gespeichert.",
        warning=lambda contract: _warnings(request, contract),
        crumbs=[(contract.site.name, contract.site.get_absolute_url()), ("Prozessbegleitung", page_of_contract)],
        title="Vereinbarung ändern",
        pre=f"{contract.site.name} · {contract.facilitator.name}",
        lead="Person, Beginn und Stunden bleiben. Andere Stunden sind eine Folgevereinbarung.",
        audience="contracts.view",
    )


@allow("contracts.explain", "GET", "POST", reads=("changes.view", "sites.view"))
def contract_explain(request, pk):
    """Say why fewer hours are agreed than recommended, since the rule of today holds."""
    contract = fetch(request, rows(request, Contract).select_related("site", "facilitator"), pk=pk)
    day, books = min(max(request.access.today, contract.starts), contract.ends), hours_editions().of(contract.site.county_id)
    changes = rows(request, ChangeEvent).filter(site=contract.site_id)
    since, rule = stretch_on(day, contract.starts, contract.site.phases.all(), changes, books)
    said = rows(request, HoursReason).filter(contract=contract, month=since).first()
    page_of_contract = reverse("processes:contract_detail", args=[contract.pk])
    return form_page(
        request,
        ReasonForm(*posted(request), edits=said, initial={"text": said.text if said else ""}, request=request),
        save=lambda form: explain_hours(access=request.access, contract=contract, month=since, text=form.cleaned_data["text"]),
        done="Die Begründung ist gespeichert.",
        crumbs=[(contract.site.name, contract.site.get_absolute_url()), ("Prozessbegleitung", page_of_contract)],
        title="Umfang begründen",
        pre=f"{contract.site.name} · {contract.facilitator.name}",
        lead=f"Für die Zeit ab {month_long(since)}: vereinbart {in_hours(contract.hours_per_month)}, empfohlen {rule.words if rule else 'nichts'}.",
        audience="contracts.view",
    )


@allow("contracts.view", reads=("hours.view", "notes.view", "sites.view", "changes.view", "goals.view", "assessments.view"))
def contract_detail(request, pk):
    """One contract: agreed, recommended and delivered, with every line of hours for those who may read them."""
    return render_page(request, "processes/contract_detail.html", contract_detail_page(request, pk))
