"""The municipalities of a county with their official keys; without them no Kita has a place."""

from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import form_page, posted
from sites.core.pages import render_page
from sites.core.removal import Removal
from sites.forms.municipalities import MunicipalityForm
from sites.models import County, Municipality
from sites.pages.municipality_list import municipality_list_page
from sites.rules.names import former_names
from sites.services.municipalities import save_municipality


@allow("sites.view", group="register")
def municipality_list(request, county):
    """The municipalities of a county by name, with the number of their Kitas."""
    return render_page(request, "row_list.html", municipality_list_page(request, county))


@allow("sites.register", "GET", "POST", group="register")
def municipality_create(request, county):
    """A municipality with its official key."""
    return _municipality(request, Municipality(county=fetch(request, County, pk=county)), "Gemeinde anlegen")


@allow("sites.register", "GET", "POST", group="register")
def municipality_edit(request, pk):
    """Name and key of a municipality; a former name is kept."""
    municipality = fetch(request, rows(request, Municipality).select_related("county"), pk=pk, lock=request.method == "POST")
    return _municipality(request, municipality, municipality.name)


def _municipality(request, municipality: Municipality, title: str):
    return form_page(
        request,
        MunicipalityForm(*posted(request), instance=municipality, request=request),
        save=lambda form: save_municipality(access=request.access, municipality=municipality, **form.cleaned_data),
        done=lambda municipality: f"Die Gemeinde „{municipality.name}“ ist gespeichert.",
        crumbs=[navigation.SITES.crumb(), navigation.MUNICIPALITIES.crumb(municipality.county_id)],
        title=title,
        pre="Gemeinde",
        lead="Name und amtlicher Schlüssel. Ein früherer Name bleibt als Verlauf stehen.",
        removal=Removal(municipality),
        template="sites/area_form.html",
        former_names=former_names(municipality),
    )
