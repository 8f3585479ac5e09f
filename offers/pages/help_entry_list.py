"""What stands on the list of places of help that a county or a house keeps."""

from typing import Any

from django.urls import reverse

from offers.models import HelpEntry
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.keys import labelled, named
from sites.core.lists import Sort, page
from sites.core.pages import Cell, Empty, RowList

NEW = "Hilfe eintragen"
SORTS = {
    "kind": Sort("Was es ist", labelled("kind", HelpEntry.Kind.choices), "Art"),
    "title": Sort("Name", named("title"), "Name"),
}


def help_entry_list_page(request: Request, place: Any) -> RowList:
    """Those of the place itself; families read them together with those of the county and of the whole country."""
    new_url = reverse("offers:help_entry_create", args=[place.pk])
    listed = page(request, rows(request, HelpEntry).filter(place=place.pk), sorts=SORTS)
    return RowList(
        title="Hilfeverzeichnis",
        pre=place.label,
        lead="Wo Familien Hilfe finden: Jugendamt, Beratungsstellen, Notdienste, Kinderschutz. Immer für alle sichtbar, auch ohne Krise.",
        new_url=new_url,
        new_label=NEW,
        crumbs=[navigation.CRISIS.crumb(place.pk), ("Hilfeverzeichnis", "")] if place.kind == "site" else (),
        caption=f"Hilfen nach {listed.order}",
        heads=[*listed.heads, "Telefon", "Wann"],
        page=listed,
        row=_row,
        empty=Empty("Noch keine Hilfe eingetragen", "Beginnen Sie mit dem Notdienst des Jugendamtes.", new_url, NEW),
        audience="alle, auch ohne Anmeldung",
    )


def _row(row: HelpEntry) -> tuple[Cell | str, ...]:
    return row.get_kind_display(), Cell(row.title, url=reverse("offers:help_entry_edit", args=[row.pk])), row.phone, row.hours or "–"
