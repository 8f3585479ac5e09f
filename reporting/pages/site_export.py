"""What stands in the file of the list of sites: the lines of the page, figures stay figures."""

from typing import Any

from reporting.pages.site_list import Line, asked_for, lines_in_words
from reporting.pages.site_order import sorts_of
from sites.core.access import Request
from sites.core.lists import in_order

LONGEST = 5000
#: What is of today in the list of any year says so.
HEAD = (
    "Standort", "Gemeinde", "Landkreis", "Träger", "Phase", "seit", "Organisationsform", "Koordination (VZÄ)", "Stunden im Monat heute",
    "empfohlen heute", "Termine", "Teilnahmen", "Letzter Eintrag bis heute", "Handlungsfeld", "Sachbericht", "Stand heute",
)  # fmt: skip


def exported(request: Request) -> tuple[str, int, list[list[Any]]]:
    """The county when it is a single one, the year, and the lines of the filtered list."""
    sites, _, _, year = asked_for(request)
    lines = lines_in_words(request.access, in_order(request, sites, sorts_of(request.access, year))[:LONGEST], year)
    counties = {line.site.county.name for line in lines}
    return counties.pop() if len(counties) == 1 else "", year, [_as_row(line) for line in lines]


def _as_row(line: Line) -> list[Any]:
    site, advised = line.site, line.advised if line.sees_hours else None
    return [
        line.name, line.then.municipality, site.county.name, line.providers, line.phase_label, line.phase.starts if line.phase else None,
        line.forms, line.fte, line.agreed, advised, line.held, line.people, line.last_day, line.field, line.report,
        line.standing[1],
    ]  # fmt: skip
