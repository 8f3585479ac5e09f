"""What stands on the list of the numbers that help everywhere."""

from django.urls import reverse

from offers.rules.crises import numbers
from sites.core.access import Request
from sites.core.days import date_figures
from sites.core.lists import Page
from sites.core.pages import Cell, Empty, RowList


def help_number_list_page(request: Request) -> RowList:
    """In the order in which families read them; one query."""
    may = request.access.holds("catalogues.change")
    return RowList(
        title="Notrufnummern",
        pre="Gilt überall",
        lead="Sie stehen im Hilfeverzeichnis jedes Landkreises und auf den Aushängen. Gepflegt von der Fachstelle ThEKiZ.",
        caption="Notrufnummern in der Reihenfolge des Hilfeverzeichnisses",
        heads=("Name", "Telefon", "Wann", "Geprüft am"),
        page=Page(list(numbers()), "", True),
        row=lambda row: (
            Cell(row.title, url=reverse("offers:help_number_edit", args=[row.pk]) if may else ""),
            row.phone,
            row.hours or "–",
            date_figures(row.checked_on) or Cell("noch nicht", quiet=True),
        ),
        empty=Empty("Noch keine Nummer", "Hier stehen die Nummern, die überall helfen."),
        audience="alle, auch ohne Anmeldung",
    )
