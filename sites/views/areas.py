"""The parts of a county: planning areas and soziale Zentren with their sites, and its providers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import redirect, render
from django.urls import reverse

from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import page_with_form
from sites.core.journal import subject_of
from sites.core.lists import page, word
from sites.forms.areas import AreaForm, CentreForm, FirstPersonForm, ProviderEditForm
from sites.models import Area, County, Entry, Kita, Provider, Site, SocialCentre
from sites.services.areas import change_provider_data, has_people, invite_first_person, providers_of, save_area, save_centre
from sites.services.names import former_names

SHOWN_ENTRIES = 20
FEW = "Ein soziales Zentrum verbindet mehrere ThEKiZ (2.4). Gespeichert ist es mit {}; bitte ordnen Sie die weiteren zu, sobald sie feststehen."


# Planning areas ---------------------------------------------------------------------------------------------------


@allow("sites.view", group="register")
def area_list(request, county):
    """Planning areas and soziale Zentren of a county, each with its sites."""
    loose = rows(request, Site).filter(county=OuterRef("pk"), planning_area__isnull=True).order_by().values("county").annotate(n=Count("pk"))
    county = fetch(request, rows(request, County).annotate(loose=Coalesce(Subquery(loose.values("n")), 0)), pk=county)
    sites = Prefetch("sites", rows(request, Site))
    context = {
        "county": county,
        "page": page(request, rows(request, Area).filter(county=county).prefetch_related(sites)),
        "centres": rows(request, SocialCentre).filter(county=county).prefetch_related(sites).order_by("name"),
        "may_register": county.pk in request.access.reach("sites.register").places,
        "tabs": navigation.REGISTRY_TABS.at(request.access, county.pk, navigation.AREAS),
    }
    return render(request, "sites/area_list.html", context)


def _crumbs(county: int, label: str) -> list[tuple[str, str]]:
    return [navigation.SITES.crumb(), navigation.AREAS.crumb(county), (label, "")]


@allow("sites.register", "GET", "POST", group="register")
def area_create(request, county):
    """A planning area or social space."""
    return _area(request, Area(county=fetch(request, County, pk=county)), "Raum anlegen")


@allow("sites.register", "GET", "POST", group="register")
def area_edit(request, pk):
    """Name, text and sites of an area."""
    area = fetch(request, Area, pk=pk, lock=request.method == "POST")
    return _area(request, area, area.name)


def _area(request, area: Area, title: str):
    form = AreaForm(request.POST if request.method == "POST" else None, instance=area, request=request)
    if request.method == "POST" and form.is_valid():
        area = save_area(access=request.access, form=form)
        messages.success(request, f"{area.get_kind_display()} „{area.name}“ ist gespeichert.")
        return redirect("sites:area_list", area.county_id)
    former = former_names(subject_of(area)) if area.pk else []
    back = navigation.AREAS.url(area.county_id)
    context = {"title": title, "former_names": former, "back": back, "crumbs": _crumbs(area.county_id, title)}
    return page_with_form(request, "sites/area_form.html", form, **context)


# Soziale Zentren --------------------------------------------------------------------------------------------------


@allow("sites.register", "GET", "POST", group="register")
def centre_create(request, county):
    """A soziales Zentrum of several ThEKiZ."""
    return _centre(request, fetch(request, County, pk=county), None)


@allow("sites.register", "GET", "POST", group="register")
def centre_edit(request, pk):
    """Name and sites of a soziales Zentrum."""
    centre = fetch(request, rows(request, SocialCentre).select_related("county"), pk=pk, lock=request.method == "POST")
    return _centre(request, centre.county, centre)


def _centre(request, county: County, centre: SocialCentre | None):
    title, former = centre.name if centre else "Soziales Zentrum anlegen", former_names(subject_of(centre)) if centre else []
    form = CentreForm(request.POST if request.method == "POST" else None, county=county, centre=centre, request=request)
    if request.method == "POST" and form.is_valid():
        save_centre(access=request.access, county=county, centre=centre, **form.cleaned_data)
        messages.success(request, f"Das soziale Zentrum „{form.cleaned_data['name']}“ ist gespeichert.")
        if (number := len(form.cleaned_data["sites"])) < 2:
            messages.warning(request, FEW.format("einem Standort" if number else "keinem Standort"))
        return redirect("sites:area_list", county.pk)
    context = {"title": title, "former_names": former, "back": navigation.AREAS.url(county.pk), "crumbs": _crumbs(county.pk, title)}
    return page_with_form(request, "sites/centre_form.html", form, **context)


# Providers --------------------------------------------------------------------------------------------------------


@allow("sites.view", group="register")
def provider_list(request, county):
    """The providers with their seat or a Kita in a county."""
    county, q = fetch(request, County, pk=county), word(request)
    found = providers_of(county)
    if q:
        found = found.filter(Q(name__icontains=q))
    may_register = county.pk in request.access.reach("sites.register").places
    context = {
        "county": county,
        "q": q,
        "page": page(request, found),
        "may_register": may_register,
        "tabs": navigation.REGISTRY_TABS.at(request.access, county.pk, navigation.PROVIDERS),
    }
    return render(request, "sites/provider_list.html", context)


@allow("sites.view", reads=("entries.view",), group="kitas")
def provider_detail(request, pk):
    """One provider: contacts, its Kitas within reach, former names, entries; and whether anybody has access."""
    access = request.access
    provider = fetch(request, rows(request, Provider).select_related("county"), pk=pk)
    kitas = rows(request, Kita).filter(provider=provider, merged_into__isnull=True).select_related("municipality", "county")
    entries = rows(request, Entry).filter(subject=subject_of(provider)).order_by("-at", "-pk") if access.holds("entries.view") else []
    in_county = provider.county_id in access.reach("sites.view").places
    context = {
        "provider": provider,
        "page": page(request, kitas),
        "former_names": former_names(subject_of(provider)),
        "entries": list(entries[:SHOWN_ENTRIES]),
        "may_permit": access.may("sites.permit", provider),
        "may_register": provider.county_id in access.reach("sites.register").places,
        "in_county": in_county,
        "nobody": not has_people(access, provider),
    }
    above = [navigation.PROVIDERS.crumb(provider.county_id)] if in_county else []
    crumbs = [navigation.SITES.crumb(), *above, (provider.name, "")]
    return render(request, "sites/provider_detail.html", {**context, "crumbs": crumbs})


def _provider_crumbs(provider: Provider, title: str, label: str) -> list[tuple[str, str]]:
    return [navigation.SITES.crumb(), (title, reverse("sites:provider_detail", args=[provider.pk])), (label, "")]


@allow("sites.permit", "GET", "POST", group="kitas")
def provider_edit(request, pk):
    """Name and contacts of a provider."""
    provider = fetch(request, Provider, pk=pk, lock=request.method == "POST")
    title = provider.name
    form = ProviderEditForm(request.POST if request.method == "POST" else None, instance=provider, request=request)
    if request.method == "POST" and form.is_valid():
        change_provider_data(access=request.access, form=form)
        messages.success(request, "Die Angaben zum Träger sind gespeichert.")
        return redirect("sites:provider_detail", provider.pk)
    crumbs = _provider_crumbs(provider, title, "Angaben ändern")
    return page_with_form(request, "sites/provider_edit.html", form, provider=provider, title=title, crumbs=crumbs)


@allow("sites.register", "GET", "POST", group="kitas")
def provider_invite(request, pk):
    """Invite somebody to a provider that nobody reaches."""
    provider = fetch(request, Provider, pk=pk)
    form = FirstPersonForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            invite_first_person(access=request.access, provider=provider, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{form.cleaned_data['name']} ist als Träger eingeladen.")
            return redirect("sites:provider_detail", provider.pk)
    crumbs = _provider_crumbs(provider, provider.name, "Person einladen")
    return page_with_form(request, "sites/provider_invite.html", form, provider=provider, crumbs=crumbs)
