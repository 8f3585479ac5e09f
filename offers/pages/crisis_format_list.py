"""What stands on the list of the 24 formats."""

from django.urls import reverse

from offers.models import CrisisFormat
from offers.rules.crises import formats
from sites.core.access import Request
from sites.core.lists import Page
from sites.core.pages import Cell, Empty, RowList


def crisis_format_list_page(request: Request) -> RowList:
    """In the order of the recommendations; one query."""
    may = request.access.holds("catalogues.change")
    return RowList(
        title="Formen für Krisenzeiten",
        pre="Fachliche Empfehlungen, Anhang 3",
        lead="Die erprobten Formen: was sie brauchen und was nicht festgehalten wird. Ein Haus macht mit einem Klick ein Angebot daraus.",
        caption="Formen in der Reihenfolge der Fachlichen Empfehlungen",
        heads=("Form", "Gruppe", "Braucht", "Nicht festgehalten"),
        page=Page(list(formats().order_by("group__number", "number")), "", True),
        row=lambda row: _row(row, reverse("offers:crisis_format_edit", args=[row.pk]) if may else ""),
        empty=Empty("Noch keine Form", "Hier stehen die Formen der Empfehlungen."),
        audience="alle mit einer Rolle",
    )


def needs_of(row: CrisisFormat) -> str:
    """What a format cannot do without, in words."""
    named = (
        (row.digital, "einen Weg ohne Internet daneben"),
        (row.needs_channel, "einen geprüften digitalen Weg"),
        (row.needs_consent, "Einwilligungen für Bilder"),
        (row.needs_partner, "eine Kooperationspartner*in"),
    )
    return ", ".join(words for needed, words in named if needed) or "nichts Besonderes"


def _row(row: CrisisFormat, url: str) -> tuple[Cell | str, ...]:
    return (
        Cell(f"{row.code} {row.title}", row.summary, url=url),
        row.group.label,
        needs_of(row),
        Cell(row.privacy_note or "–", quiet=not row.privacy_note),
    )
