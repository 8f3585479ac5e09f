"""The parts of a county: planning areas and soziale Zentren with their sites."""

from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import form_page, posted
from sites.core.pages import render_page
from sites.core.removal import Removal
from sites.forms.areas import AreaForm, CentreForm
from sites.models import Area, County, SocialCentre
from sites.pages.area_list import area_list as area_list_page
from sites.rules.names import former_names
from sites.services.areas import save_area, save_centre

FEW = "Ein soziales Zentrum verbindet mehrere ThEKiZ (2.4). Gespeichert ist es mit {}; bitte ordnen Sie die weiteren zu, sobald sie feststehen."


# Planning areas ---------------------------------------------------------------------------------------------------


@allow("sites.view", group="register")
def area_list(request, county):
    """Planning areas and soziale Zentren of a county, each with its sites."""
    return render_page(request, "sites/area_list.html", area_list_page(request, county))


def _crumbs(county: int) -> list[tuple[str, str]]:
    return [navigation.SITES.crumb(), navigation.AREAS.crumb(county)]


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
    form = AreaForm(*posted(request), instance=area, request=request)
    return form_page(
        request,
        form,
        save=lambda form: save_area(access=request.access, area=area, **form.cleaned_data),
        done=lambda area: f"{area.get_kind_display()} „{area.name}“ ist gespeichert.",
        crumbs=_crumbs(area.county_id),
        title=title,
        pre="Planungsraum oder Sozialraum",
        lead="Ein Raum unterhalb des Landkreises, in dem Familien leben und Partner*innen zusammenarbeiten.",
        removal=Removal(area),
        template="sites/area_form.html",
        former_names=former_names(area),
    )


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
    form = CentreForm(*posted(request), county=county, centre=centre, request=request)
    return form_page(
        request,
        form,
        save=lambda form: save_centre(access=request.access, county=county, centre=centre, **form.cleaned_data),
        done=lambda centre: f"Das soziale Zentrum „{centre.name}“ ist gespeichert.",
        warning=lambda _: _few(len(form.cleaned_data["sites"])),
        crumbs=_crumbs(county.pk),
        title=centre.name if centre else "Soziales Zentrum anlegen",
        pre="Soziales Zentrum",
        lead="Mehrere ThEKiZ eines Sozialraums mit einer gemeinsamen Prozessbegleitung.",
        removal=Removal(centre) if centre else None,
        template="sites/centre_form.html",
        former_names=former_names(centre) if centre else [],
    )


def _few(number: int) -> str:
    return FEW.format("einem Standort" if number else "keinem Standort") if number < 2 else ""
