"""What stands on the duty roster of a house."""

from django.urls import reverse

from offers.models import PhoneHour
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_figures
from sites.core.lists import Page
from sites.core.pages import Cell, Empty, RowList
from sites.models import Site

NEW = "Telefonzeit eintragen"


def duty_list_page(request: Request, site: Site) -> RowList:
    """By weekday and hour; what has ended stands there until it is removed."""
    may = request.access.may("outreach.change", site)
    new_url = reverse("offers:duty_create", args=[site.pk]) if may else ""
    return RowList(
        title="Dienstplan am Telefon",
        pre=site.name,
        lead="Wer wann antwortet, mit der Funktion, ohne Namen. Die Zeiten stehen in der Krise auf der Familienseite und auf dem Aushang.",
        new_url=new_url,
        new_label=NEW,
        crumbs=[navigation.CRISIS.crumb(site.pk), ("Dienstplan am Telefon", "")],
        caption="Telefonzeiten nach Wochentag",
        heads=("Zeit", "Bereitschaft", "Gilt ab", "Gilt bis"),
        page=Page(list(rows(request, PhoneHour).filter(site=site)), "", True),
        row=lambda row: _row(row, may),
        empty=Empty("Noch keine Telefonzeit", "Zum Beispiel: Montag, 9 bis 12 Uhr, Koordination.", new_url, NEW),
        audience="Leitung, Koordination, Team, Träger und Prozessbegleitung",
    )


def _row(row: PhoneHour, may: bool) -> tuple[Cell | str, ...]:
    url = reverse("offers:duty_edit", args=[row.pk]) if may else ""
    return Cell(str(row), url=url), row.get_who_display(), date_figures(row.starts), date_figures(row.ends) or "offen"
