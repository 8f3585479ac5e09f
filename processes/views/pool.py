"""The pool of facilitators, what counties look for, and who is proposed."""

from django.shortcuts import redirect

from processes.forms.pool import FacilitatorForm, ProposeForm, RequestForm
from processes.models import FacilitationRequest, Facilitator
from processes.pages.facilitator_list import facilitator_list_page
from processes.rules.matching import matches, the_pool
from processes.services.pool import propose
from sites.core.access import allow, fetch, keep, rows
from sites.core.flow import advance
from sites.core.forms import carry_out, form_page, posted
from sites.core.navigation import POOL
from sites.core.numbers import in_hours
from sites.core.pages import render_page
from sites.core.places import place_within, site_within
from sites.core.removal import Removal

AT = ("state", "county")


@allow("facilitators.view", reads=("matching.view",))
def facilitator_list(request):
    """Who could facilitate, and for which houses somebody is looked for."""
    return render_page(request, "processes/facilitator_list.html", facilitator_list_page(request))


@allow("facilitators.change", "GET", "POST")
def facilitator_create(request, place):
    """Take a person into the pool of the Land or a county."""
    place = place_within(request, place, *AT)
    return _entry_form(request, Facilitator(place=place), place.label, "Person aufnehmen")


@allow("facilitators.change", "GET", "POST")
def facilitator_edit(request, pk):
    """Change what stands in the pool about a person."""
    entry = fetch(request, rows(request, Facilitator).select_related("place", "account"), pk=pk, lock=request.method == "POST")
    return _entry_form(request, entry, place_within(request, entry.place_id, *AT).label, "Angaben ändern")


def _entry_form(request, entry, place, title):
    return form_page(
        request,
        FacilitatorForm(*posted(request), instance=entry, request=request),
        save=lambda form: keep(request, form, f"Prozessbegleitung im Pool, {form.instance}"),
        done=lambda entry: f"{entry.name} steht im Pool.",
        crumbs=[POOL.crumb()],
        title=title,
        pre=f"Pool der Prozessbegleitung · {place}",
        lead="Alle Landkreise wählen aus demselben Pool. Die Person weiß, dass sie hier steht.",
        audience="facilitators.view",
        removal=Removal(entry, name="Eintrag im Pool"),
    )


@allow("matching.ask", "GET", "POST", reads=("sites.view",))
def request_create(request, site):
    """Look for facilitation for a house."""
    site = site_within(request, "matching.ask", site)
    row = FacilitationRequest(place_id=site.county_id, site=site, asked_on=request.access.today, site_name=f"{site.name}, {site.municipality.name}")
    return _request_form(request, row, "Prozessbegleitung suchen")


@allow("matching.ask", "GET", "POST")
def request_edit(request, pk):
    """Change what is looked for."""
    row = fetch(request, rows(request, FacilitationRequest).filter(state__in=FacilitationRequest.PENDING), pk=pk, lock=request.method == "POST")
    return _request_form(request, row, "Suche ändern")


def _request_form(request, row, title):
    return form_page(
        request,
        RequestForm(*posted(request), instance=row, request=request),
        save=lambda form: keep(request, form, f"Suche nach Prozessbegleitung, {form.instance}"),
        done="Die Suche ist eingetragen. Fachstelle ThEKiZ und Sozialplanung können jemanden vorschlagen.",
        crumbs=[POOL.crumb()],
        title=title,
        pre=row.site_name,
        lead="Vorgeschlagen wird aus dem Pool; die Vereinbarung schließen danach Sie.",
        audience="matching.view",
        removal=Removal(row, name="Suche nach Prozessbegleitung"),
    )


@allow("matching.propose", "GET", "POST", reads=("facilitators.view",))
def request_propose(request, pk):
    """Propose somebody of the pool, the best match first."""
    asked = rows(request, FacilitationRequest).filter(state__in=FacilitationRequest.PENDING).select_related("place__county")
    row = fetch(request, asked, pk=pk)
    pool = {entry.pk: entry for entry in the_pool(request.access.today)}
    found = matches(row, row.place.county.name, pool.values())
    return form_page(
        request,
        ProposeForm(*posted(request), matches=found, initial={"entry": row.proposed_id or (found[0].entry.pk if found else None)}, request=request),
        save=lambda form: propose(access=request.access, request=row, entry=pool[form.cleaned_data["entry"]]),
        done=lambda row: f"{row.proposed} ist vorgeschlagen.",
        crumbs=[POOL.crumb()],
        title="Prozessbegleitung vorschlagen",
        pre=row.site_name,
        lead=f"Gesucht: {in_hours(row.hours)} im Monat ab {row.starts:%d.%m.%Y}.",
        submit="Vorschlagen",
        why_not="" if found else "Im Pool steht noch niemand.",
        audience="matching.view",
    )


@allow("matching.ask", "POST")
def request_withdraw(request, pk):
    """Nobody is looked for any more."""
    row = fetch(request, FacilitationRequest, pk=pk)
    carry_out(request, lambda: advance(row, "withdraw", access=request.access), "Die Suche ist zurückgezogen.")
    return redirect(POOL.url())
