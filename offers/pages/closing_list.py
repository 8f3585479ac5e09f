"""What stands on the list of a house's closing days, with the public and school holidays that are proposed as left out beside them."""

from collections.abc import Sequence

from django.urls import reverse

from offers.models import ClosingDays, SchoolHolidays
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import from_to
from sites.core.lists import choice, latest, options, page
from sites.core.pages import Cell, Empty, RowList
from sites.core.rights import roles_with
from sites.models import Site

NEW = "Schließtage eintragen"
LEAD = "An diesen Tagen schlägt die Anwendung keine Termine vor. Feiertage in Thüringen und Schulferien kommen von selbst dazu."


def closing_list_page(request: Request, site: Site) -> RowList:
    """By day: what is to come, or what is over."""
    show, today = choice(request, "show", {"past"}), request.access.today
    may_change = site.pk in request.access.reach("sessions.change").places
    new_url = reverse("offers:closing_create", args=[site.pk]) if may_change else ""
    days = rows(request, ClosingDays).filter(site=site)
    listed = days.filter(ends__lt=today).annotate(newest=latest("starts")) if show else days.filter(ends__gte=today)
    return RowList(
        title=navigation.CLOSING.label,
        pre=site.name,
        lead=LEAD,
        new_url=new_url,
        new_label=NEW,
        crumbs=[navigation.OFFERS.crumb(site.pk), (navigation.CLOSING.label, "")],
        choices=options(show, {"": "Heute und später", "past": "Vorbei"}),
        caption="Schließtage nach Tagen",
        heads=("Anlass", "Tage"),
        page=page(request, listed, "newest" if show else "starts"),
        row=lambda row: (Cell(row.name, url=reverse("offers:closing_edit", args=[row.pk]) if may_change else ""), row.days),
        empty=Empty("Nichts ist vorbei", LEAD) if show else Empty("Noch keine Schließtage", LEAD, new_url, NEW if new_url else ""),
        audience=roles_with("sessions.view"),
    )


def holiday_list_page(request: Request) -> RowList:
    """The school holidays of the Land from today on, or those that are over."""
    show, today, may_change = choice(request, "show", {"past"}), request.access.today, request.access.holds("catalogues.change")
    listed = (
        SchoolHolidays.objects.filter(ends__lt=today).annotate(newest=latest("starts")) if show else SchoolHolidays.objects.filter(ends__gte=today)
    )
    new_url = reverse("offers:holiday_create") if may_change else ""
    return RowList(
        title="Schulferien",
        lead="Schulferien in Thüringen. Häuser können in dieser Zeit Termine planen; vorgeschlagen sind sie nicht.",
        new_url=new_url,
        new_label="Ferien eintragen",
        crumbs=[navigation.CATALOGUES.crumb(), ("Schulferien", "")],
        choices=options(show, {"": "Heute und später", "past": "Vorbei"}),
        caption="Schulferien nach Tagen",
        heads=("Ferien", "Tage"),
        page=page(request, listed, "newest" if show else "starts"),
        row=lambda row: _holiday(row, may_change),
        empty=Empty("Keine Schulferien eingetragen", "Das Landesamt trägt sie ein.", new_url, "Ferien eintragen" if new_url else ""),
        audience=roles_with("catalogues.view"),
    )


def _holiday(row: SchoolHolidays, may_change: bool) -> Sequence[Cell | str]:
    return Cell(row.name, url=reverse("offers:holiday_edit", args=[row.pk]) if may_change else ""), from_to(row.starts, row.ends)
