"""The municipalities of a county by name, with the number of their Kitas."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from sites.core import navigation
from sites.core.access import Request, fetch, rows
from sites.core.days import date_long
from sites.core.lists import Counted, Sort, page, word
from sites.core.pages import Cell, Empty, RowList
from sites.core.search import searched
from sites.forms.search import SearchForm
from sites.models import County, Municipality
from sites.pages.provider_list import REGISTRY_AUDIENCE, number_of_kitas

SORTS = {
    "name": Sort("Gemeinde", "sort_key", "Name"),
    "ags": Sort("Schlüssel (AGS)", "ags"),
    "kitas": Sort("Kitas:n", "kita_count", "Zahl der Kitas"),
}


def municipality_list_page(request: Request, county: int) -> RowList:
    """The county within reach, or a 404."""
    place, q = fetch(request, County, pk=county), word(request)
    kitas = Count("kitas", filter=Q(kitas__merged_into__isnull=True))
    known = rows(request, Municipality).filter(county=place)
    towns = searched(known.select_related("merged_into").annotate(kita_count=kitas), q, "name", "official_name", "ags")
    shown = page(request, towns, sorts=SORTS, counted=Counted(known, "Gemeinde", "Gemeinden", "Gemeinden"))
    may_register = place.pk in request.access.reach("sites.register").places
    kitas_url = navigation.KITAS.url(place.pk)

    def row(town: Any) -> tuple[Cell | str, ...]:
        official = town.official_name if town.official_name != town.name else ""
        small = f"seit {date_long(town.merged_since)} Teil von {town.merged_into}" if town.merged_into else official
        name = Cell(town.name, small, url=reverse("sites:municipality_edit", args=[town.pk]) if may_register else "")
        return name, town.ags, number_of_kitas(town.kita_count, f"in {town.name}", f"{kitas_url}?municipality={town.pk}")

    return RowList(
        title="Gemeinden",
        pre=place.name,
        lead="Jede Kita und jeder Standort liegt in einer Gemeinde. Am amtlichen Schlüssel erkennt eine Tabelle sie wieder.",
        new_url=reverse("sites:municipality_create", args=[place.pk]) if may_register else "",
        new_label="Gemeinde anlegen",
        crumbs=[navigation.SITES.crumb(), ("Gemeinden", "")],
        tabs=navigation.REGISTRY_TABS.at(request.access, place.pk, navigation.MUNICIPALITIES),
        form=SearchForm(initial={"q": q}, label="Name oder Schlüssel", request=request),
        caption=f"Gemeinden in {place.name} nach {shown.order}",
        heads=[shown.head(name) for name in SORTS],
        page=shown,
        row=row,
        empty=_empty(place, is_filtered=bool(q), may_register=may_register),
        audience=REGISTRY_AUDIENCE,
    )


def _empty(county: County, *, is_filtered: bool, may_register: bool) -> Empty:
    if is_filtered:
        text = "Versuchen Sie einen Teil des Namens oder den Anfang des Schlüssels."
        return Empty("Keine Gemeinde passt dazu", text, navigation.MUNICIPALITIES.url(county.pk), "Alle anzeigen")
    if may_register:
        text = "Am schnellsten lesen Sie die Gemeinden mit ihren Schlüsseln aus einer Tabelle ein."
        return Empty("Noch keine Gemeinde", text, navigation.IMPORTS.url(county.pk), "Tabelle einlesen")
    return Empty("Noch keine Gemeinde", "Hier stehen die Gemeinden, sobald die Sozialplanung sie einträgt.")
