"""Which Kitas form a site: the page with all of them over time, and what the planner changes there (R027, R069)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render

from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.days import valid
from sites.core.forms import page_with_form
from sites.core.journal import subject_of
from sites.forms.kitas import SiteKitaDaysForm, SiteKitaForm
from sites.models import OrganisationForm, Site, SiteForm, SiteKita
from sites.services.names import former_names
from sites.services.site_kitas import add_kita, change_days, lead

ONE_LEFT = "Der Verbund hat jetzt nur noch eine Kita. Zu einem Verbundmodell gehören mehrere (1.3); die Begründung steht im Protokoll."


@allow("sites.view")
def site_kitas(request, pk):
    """The Kitas of a site today, later and before, with provider, permit and who leads."""
    site = fetch(request, rows(request, Site).select_related("county", "municipality", "social_centre", "planning_area"), pk=pk)
    access, today = request.access, request.access.today
    found = rows(request, SiteKita).filter(site=site).select_related("kita__provider", "kita__municipality", "kita__merged_into")
    links, reach = list(found.order_by("-leading", "-starts", "kita__sort_key")), access.reach("sites.view")
    for link in links:
        link.opens = link.kita in reach
    now = valid(links, today)
    network = rows(request, SiteForm).on(today).filter(site=site, form=OrganisationForm.NETWORK).exists()
    context = {
        "site": site,
        "now": now,
        "together": _together(now) if len(now) > 1 else "",
        "others": [link for link in links if link not in now],
        "former_names": former_names(subject_of(site)),
        "may_register": site.county_id in access.reach("sites.register").places,
        "unled": len(now) > 1 and not any(link.leading for link in now),
        "alone": network and len(now) == 1,
        "crumbs": [(site.name, site.get_absolute_url()), ("Kitas", "")],
    }
    return render(request, "sites/site_kitas.html", context)


def _together(links: list) -> str:
    """What the Kitas of a Verbund are together: "580 Plätze in 6 Kitas von 3 Trägern"."""
    known = [link.kita.places for link in links if link.kita.places is not None]
    providers = len({link.kita.provider_id for link in links})
    places = f"{sum(known)} Plätze in {len(links)} Kitas" if len(known) == len(links) else f"{len(links)} Kitas"
    return f"{places} {'eines Trägers' if providers == 1 else f'von {providers} Trägern'}"


def _crumbs(site: Site, label: str) -> list[tuple[str, str]]:
    return [(site.name, site.get_absolute_url()), navigation.SITE_KITAS.crumb(site.pk), (label, "")]


def _link(request, pk: int) -> SiteKita:
    return fetch(request, rows(request, SiteKita).select_related("site", "kita"), pk=pk, lock=request.method == "POST")


@allow("sites.register", "GET", "POST")
def site_kita_add(request, pk):
    """A Kita joins the site from a day on."""
    site = fetch(request, Site, pk=pk)
    form = SiteKitaForm(request.POST if request.method == "POST" else None, site=site, request=request, initial={"day": request.access.today})
    if request.method == "POST" and form.is_valid():
        try:
            link = add_kita(access=request.access, site=site, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"„{link.kita.name}“ gehört ab {link.starts:%d.%m.%Y} zum Standort.")
            return redirect("sites:site_kitas", site.pk)
    return page_with_form(request, "sites/site_kita_add.html", form, site=site, crumbs=_crumbs(site, "Kita aufnehmen"))


@allow("sites.register", "GET", "POST")
def site_kita_end(request, pk):
    """A Kita leaves the site on a day."""
    return _days(request, _link(request, pk), corrected=False)


@allow("sites.register", "GET", "POST")
def site_kita_correct(request, pk):
    """The days of a Kita at the site were written down wrongly."""
    return _days(request, _link(request, pk), corrected=True)


def _days(request, link: SiteKita, *, corrected: bool):
    form = SiteKitaDaysForm(request.POST if request.method == "POST" else None, link=link, corrected=corrected, request=request)
    if request.method == "POST" and form.is_valid():
        data = {"starts": link.starts, **form.cleaned_data}
        try:
            change_days(access=request.access, link=link, corrected=corrected, **data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Die Tage von „{link.kita.name}“ sind gespeichert.")
            if data["ends"] and form.leaves_one(data["ends"]):
                messages.warning(request, ONE_LEFT)
            return redirect("sites:site_kitas", link.site_id)
    label = "Tage berichtigen" if corrected else "Zugehörigkeit beenden"
    context = {"site": link.site, "link": link, "corrected": corrected, "label": label, "crumbs": _crumbs(link.site, label)}
    return page_with_form(request, "sites/site_kita_days.html", form, **context)


@allow("sites.register", "POST")
def site_kita_lead(request, pk):
    """This Kita speaks for the Verbund."""
    link = _link(request, pk)
    lead(access=request.access, link=link)
    messages.success(request, f"„{link.kita.name}“ ist federführend.")
    return redirect("sites:site_kitas", link.site_id)
