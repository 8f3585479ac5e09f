"""The municipalities of a county with their official keys; without them no Kita has a place."""

from django.shortcuts import redirect
from django.urls import reverse

from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import carry_out, form_page, posted
from sites.core.pages import render_page
from sites.core.removal import Removal
from sites.forms.municipalities import MergerForm, MunicipalityForm
from sites.models import County, Municipality
from sites.pages.municipality_list import municipality_list_page
from sites.rules.names import former_names
from sites.services.municipalities import merge_municipality, save_municipality, undo_merger


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
    municipality = _fetched(request, pk)
    return _municipality(request, municipality, municipality.name)


@allow("sites.register", "GET", "POST", group="register")
def municipality_merge(request, pk):
    """A municipality that has become part of another one: its Kitas and sites go there, the rest stays to be read."""
    municipality = _fetched(request, pk)
    into = municipality.merged_into
    return form_page(
        request,
        MergerForm(*posted(request), municipality=municipality, request=request),
        save=lambda form: merge_municipality(access=request.access, municipality=municipality, **form.cleaned_data),
        done=lambda municipality: f"„{municipality.name}“ gehört jetzt zu „{municipality.merged_into}“. Kitas und Standorte sind mitgegangen.",
        to=navigation.MUNICIPALITIES.url(municipality.county_id),
        crumbs=[navigation.SITES.crumb(), navigation.MUNICIPALITIES.crumb(municipality.county_id), (municipality.name, _address(municipality))],
        title="Zusammenschluss eintragen",
        pre=municipality.name,
        lead="Kitas und Standorte gehen mit. Name, Schlüssel und Zahlen bleiben stehen, und Tabelle wie Suche finden die Gemeinde weiter.",
        why_not=f"Sie gehört schon zu „{into}“." if into else "",
        submit="Zusammenschluss eintragen",
    )


@allow("sites.register", "POST", group="register")
def municipality_unmerge(request, pk):
    """The way back from a merger that was entered by mistake."""
    municipality = _fetched(request, pk)
    done = f"Der Zusammenschluss ist zurückgenommen. „{municipality.name}“ steht wieder für sich."
    carry_out(request, lambda: undo_merger(access=request.access, municipality=municipality), done)
    return redirect(_address(municipality))


def _fetched(request, pk: int) -> Municipality:
    known = rows(request, Municipality).select_related("county", "merged_into")
    return fetch(request, known, pk=pk, lock=request.method == "POST")


def _address(municipality: Municipality) -> str:
    return reverse("sites:municipality_edit", args=[municipality.pk])


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
        template="sites/municipality_form.html",
        municipality=municipality,
        former_names=former_names(municipality),
    )
