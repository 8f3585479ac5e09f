"""What stands on the lists of visits: those that were, and the sites where nobody has been for a year (R273)."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.urls import reverse

from processes.models import Channel, SiteVisit
from sites.core.access import Request, rows
from sites.core.days import date_short, until, valid_on
from sites.core.keys import day, labelled, named
from sites.core.lists import Counted, Sort, latest, page
from sites.core.navigation import UNVISITED, VISIT_TABS, VISITS, EntryPage, Links
from sites.core.pages import Cell, Empty, RowList
from sites.core.rights import roles_with
from sites.models import Site
from sites.rules.phases import RUNNING

#: A site counts as visited for a year.
A_YEAR = timedelta(days=365)
SORTS = {
    "newest": Sort("", latest("visited_on"), "Tag, die neuesten zuerst", like="-day"),
    "day": Sort("Tag", day("visited_on")),
    "site": Sort("Standort", named("site__name"), "Name"),
    "channel": Sort("Wie", labelled("channel", Channel.choices)),
}
MISSING = {
    "longest": Sort("", day("last"), "letztem Besuch, am längsten her zuerst"),
    "site": Sort("Standort", "sort_key", "Name"),
    "county": Sort("Gebiet", F("county__sort_key"), "Name"),
}


def sitevisit_list_page(request: Request) -> RowList:
    """The visits of the reach; a house finds those whose notes are released."""
    found = rows(request, SiteVisit).select_related("site", "county")
    listed = page(request, found, sorts=SORTS, counted=Counted(found, "Besuch", "Besuche", "Besuchen"))
    return RowList(
        title="Besuche bei den Standorten",
        lead="Vor Ort und digital. Was besprochen wurde, liest das Haus, sobald es freigegeben ist.",
        tabs=_tabs(request, VISITS),
        caption=f"Besuche nach {listed.order}",
        heads=listed.heads,
        page=listed,
        row=_row,
        empty=Empty("Noch kein Besuch", "Hier stehen die Besuche, sobald einer eingetragen ist."),
        audience=roles_with("visits.view"),
    )


def _row(visit: SiteVisit) -> tuple[Cell | str, ...]:
    url = reverse("processes:sitevisit_detail", args=[visit.pk])
    released = "freigegeben" if visit.is_released else "nur für die Ämter"
    return (
        Cell(date_short(visit.visited_on), visit.visitor, url=url, about=visit.site.name),
        Cell(visit.site.name, visit.county.name),
        Cell(visit.get_channel_display(), released),
    )


def _tabs(request: Request, here: EntryPage) -> Links | None:
    """Both lists side by side for the offices; a house has one."""
    return VISIT_TABS.at(request.access, 0, here) if request.access.holds("visits.plan") else None


def unvisited(counties: Any, today: date) -> Any:
    """Running sites of counties where nobody has been within a year, each with the day of the last visit."""
    visits = SiteVisit.objects.filter(site=OuterRef("pk")).order_by().values("site").annotate(day=Max("visited_on"))
    running = Site.objects.filter(valid_on(today, "phases__"), county__in=counties, phases__phase__in=RUNNING)
    return running.annotate(last=Subquery(visits.values("day")[:1])).filter(Q(last__isnull=True) | Q(last__lt=today - A_YEAR))


def sitevisit_missing_page(request: Request) -> RowList:
    """Where nobody has been yet, or for longer than a year, those first."""
    today, may = request.access.today, request.access.reach("visits.change").places
    found = unvisited(request.access.reach("visits.plan").places, today).select_related("county")
    listed = page(request, found, sorts=MISSING, counted=Counted(found, "Standort", "Standorte", "Standorten"))
    return RowList(
        title="Noch nicht besucht",
        pre="Besuche bei den Standorten",
        lead="Standorte ohne Besuch in den letzten zwölf Monaten, vor Ort oder digital.",
        tabs=_tabs(request, UNVISITED),
        caption=f"Standorte nach {listed.order}",
        heads=[*listed.heads, "Letzter Besuch"],
        page=listed,
        row=lambda site: _missing_row(site, today, may),
        empty=Empty("Alle besucht", "Bei jedem Standort war in den letzten zwölf Monaten jemand."),
        audience=roles_with("visits.plan"),
    )


def _missing_row(site: Any, today: date, may: Any) -> tuple[Cell | str, ...]:
    url = f"{reverse('processes:sitevisit_create', args=[site.county_id])}?site={site.pk}" if site.county_id in may else ""
    last = Cell(until(site.last, today)) if site.last else Cell("noch nie", quiet=True)
    return Cell(site.name, "Besuch eintragen" if url else "", url=url), site.county.name, last
