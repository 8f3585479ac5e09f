"""A list to be printed for ticking off by hand; it knows no family, and what is written on it comes back to no server."""

from dataclasses import dataclass

from offers.models import OutreachCount
from sites.core import navigation
from sites.core.access import Request
from sites.models import Site

LINES = 16


@dataclass(frozen=True)
class TickList:
    """Empty lines, a column for each way."""

    site: Site
    lines: range
    heads: list[str]

    @property
    def lead(self) -> str:
        return (
            "Zum Ausdrucken und Ausfüllen von Hand. Die Liste bleibt im Haus; hier wird nichts davon gespeichert. Nach der Krise wird sie vernichtet."
        )

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.CRISIS.crumb(self.site.pk), ("Abhakliste", "")]


def tick_list_page(request: Request, site: Site) -> TickList:
    return TickList(site, range(1, LINES + 1), ["Nr.", "Familie oder Gruppe", *OutreachCount.Channel.labels, "wann wieder"])
