"""What stands in the file of the overview: the table of the page in the year that is shown, with what stays hidden there."""

from reporting.pages.overview import Overview
from reporting.rules.above import Share
from reporting.rules.history import FORMS
from sites.core.tables import Value
from sites.rules.phases import RUNNING


def exported(page: Overview) -> list[list[Value]]:
    """The table of the page and its sums, with what stays hidden there."""
    lines: list[list[Value]] = [
        [
            line.county.name, line.sites, *line.phases, *line.forms, line.sessions, "ausgeblendet" if line.is_hidden else _rounded(line.average),
            line.last_day, line.adopted_words, line.coverage.accompanied, "ausgeblendet" if line.hides_hours else line.coverage.agreed, line.events,
        ]
        for line in page.table
    ]  # fmt: skip
    totals = page.totals
    sums: list[Value] = [
        "Zusammen", totals.sites, *totals.phases, *totals.forms, totals.sessions, _rounded(totals.average), "", str(totals.adopted),
        totals.accompanied, totals.agreed, totals.events,
    ]  # fmt: skip
    return [*lines, sums]


def _rounded(average: Share) -> Value:
    return "" if average is None else "ausgeblendet" if isinstance(average, str) else round(average, 1)


HEAD = (
    "Gebiet", "Standorte", *(str(phase.label) for phase in RUNNING), *map(str, FORMS), "Termine", "Teilnahmen je Termin", "Datenstand",
    "Empfehlungen beschlossen", "mit Prozessbegleitung", "Stunden im Monat vereinbart", "Veranstaltungen",
)  # fmt: skip
