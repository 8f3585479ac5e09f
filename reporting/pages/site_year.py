"""The year of a site in figures, and its last Sachberichte: sections of its own page and of the dossier of its case.

Both come along in the query of the rows they belong to. The figures are those of the roll-ups, where only additional offers count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateField, F, OuterRef, Subquery, Sum
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse

from planning.models import Measure
from planning.pages.above import PARTS, Part
from reporting.models import Report, ReportSnapshot, SiteQuarter
from reporting.rules.sums import PEOPLE
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.numbers import decimal, number, percent, ratio, with_noun

ADULTS = ("adults_centre", "adults_space")
COUNTED = ("sessions", "cancelled", *PEOPLE)
#: So many years of Sachberichte are shown; the others stand in their list.
SHOWN = 5

type Sums = Mapping[str, int]


# The year in figures ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """A key figure of the year until today: value, the same of the whole year before in words, n."""

    label: str
    value: object
    words: str
    trend: str
    source: str


@dataclass(frozen=True)
class SiteYear:
    """`figures`: none when nothing was logged this year or last."""

    today: date
    figures: list[Figure]
    empty = "In diesem Jahr und im letzten sind keine Termine eingetragen."

    @property
    def is_empty(self) -> bool:
        return not self.figures

    @property
    def title(self) -> str:
        return f"Das Jahr {self.today.year} in Zahlen"

    @property
    def note(self) -> str:
        return f"zusätzliche Angebote bis heute, {date_long(self.today)}"


def year_of(request: Request, site: str = "") -> ArraySubquery:
    """The sums of this year and the one before within reach, an annotation for rows; `site`: how they lead to a site, such as "site__"."""
    year = request.access.today.year
    quarters = rows(request, SiteQuarter).filter(site=OuterRef(f"{site}pk"), year__in=[year - 1, year]).order_by()
    sums = quarters.values("year").annotate(**{f"sum_{name}": Sum(name) for name in COUNTED})
    return ArraySubquery(sums.values(json=JSONObject(year="year", **{name: f"sum_{name}" for name in COUNTED})))


def site_year(request: Request, site: int, found: list[dict[str, Any]]) -> SiteYear | None:
    """What `year_of` brought along; None for those who see no figures of this site."""
    if site not in request.access.reach("sitefigures.view").places:  # guard: site-year -> if False:
        return None
    today, years = request.access.today, {row["year"]: row for row in found}
    nothing: Sums = dict.fromkeys(COUNTED, 0)
    now, before = (years.get(year, nothing) for year in (today.year, today.year - 1))
    return SiteYear(today, _figures(now, before, today.year - 1) if now["sessions"] or before["sessions"] else [])


def _figures(now: Sums, before: Sums, year: int) -> list[Figure]:
    """A year that is not over is never measured by a whole one: sums stand beside each other, averages and shares are said of both."""
    people, adults = _sum(now, PEOPLE), _sum(now, ADULTS)
    averages = [ratio(_sum(of, PEOPLE), of["sessions"]) for of in (now, before)]
    shares = [ratio(of["adults_space"], _sum(of, ADULTS)) for of in (now, before)]

    def whole(value: int) -> str:
        return f"{year} im ganzen Jahr: {number(value)}" if before["sessions"] else ""

    def then(words: str) -> str:
        return f"{year}: {words}" if before["sessions"] else ""

    sessions, visits = (now["sessions"], before["sessions"]), (people, _sum(before, PEOPLE))
    held, heard = with_noun(sessions[0], "Termin", "Termine"), with_noun(adults, "Erwachsener", "Erwachsene")
    return [
        Figure("Termine zusätzlicher Angebote", sessions[0], number(sessions[0]), whole(sessions[1]), f"{now['cancelled']} ausgefallen"),
        Figure("Teilnahmen", visits[0], number(visits[0]), whole(visits[1]), "Erwachsene und Kinder"),
        Figure("Teilnahmen je Termin", averages[0], decimal(averages[0]), then(decimal(averages[1])), f"n = {held}"),
        Figure("Erwachsene aus dem Sozialraum", shares[0], percent(shares[0]), then(percent(shares[1])), f"n = {heard}"),
    ]


def _sum(of: Sums, names: tuple[str, ...]) -> int:
    return sum(of[name] for name in names)


# The last Sachberichte --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class YearReport:
    """The Sachbericht of a measure as this person sees it; a draft of the house is one that is to come.

    `first`: the day of its first version; `last`: key, number and day of the newest one.
    """

    year: int
    due: date
    today: date
    report: dict[str, Any] | None
    first: date | None
    last: dict[str, Any] | None

    @property
    def title(self) -> str:
        return f"Sachbericht {self.year}"

    @property
    def url(self) -> str:
        return reverse("reporting:report_detail", args=[self.report["pk"]]) if self.report else ""

    @property
    def version_url(self) -> str:
        return reverse("reporting:snapshot_detail", args=[self.last["pk"]]) if self.last else ""

    @property
    def version(self) -> str:
        return f"Fassung {self.last['version']}" if self.last else ""

    @property
    def is_delivered(self) -> bool:
        return bool(self.report and self.report["state"] in {Report.State.SUBMITTED, Report.State.ACCEPTED})

    @property
    def words(self) -> str:
        """State, last version, and whether it came in time; a report that came back or is missing says until when it is due."""
        state = Report.State(self.report["state"]).label if self.report else "steht aus"
        last = f"{self.version} vom {date_long(self.last['made'])}" if self.last else ""
        return " · ".join(filter(None, [state, last, self._in_time]))

    @property
    def _in_time(self) -> str:
        if not self.is_delivered:
            return f"{'war fällig' if self.due < self.today else 'fällig'} am {date_long(self.due)}"
        if self.first is None:
            return ""
        return "pünktlich eingereicht" if self.first <= self.due else f"verspätet eingereicht, fällig am {date_long(self.due)}"

    @property
    def is_late(self) -> bool:
        return self.due < ((self.first or self.due) if self.is_delivered else self.today)


@dataclass(frozen=True)
class SiteReports:
    """One line for each measure until this year, the newest first."""

    lines: list[YearReport]
    empty = "Noch kein Sachbericht."

    @property
    def is_empty(self) -> bool:
        return not self.lines


def last_reports(request: Request, site: str = "") -> ArraySubquery:
    """The newest measures with their Sachbericht and its versions within reach, an annotation for rows; `site` as in `year_of`."""
    reports = rows(request, Report).filter(measure=OuterRef("pk")).order_by().values(json=JSONObject(pk="pk", state="state"))
    versions = rows(request, ReportSnapshot).filter(report__measure=OuterRef("pk")).annotate(made_on=Cast("created__date", DateField()))
    last = versions.order_by("-version").values(json=JSONObject(pk="pk", version="version", made="made_on"))
    until = {"site": OuterRef(f"{site}pk"), "funding_year__lte": request.access.today.year}
    # guard: years-missing -> measures = rows(request, Measure).filter(**until)
    measures = rows(request, Measure).filter(request.access.reach("reports.view").q(Measure), **until)
    columns = JSONObject(
        year="funding_year",
        due=F("report_due"),
        report=Subquery(reports[:1]),
        first=Subquery(versions.order_by("version").values("made_on")[:1]),
        last=Subquery(last[:1]),
    )
    return ArraySubquery(measures.order_by("-funding_year").values(json=columns)[:SHOWN])


def site_reports(request: Request, site: int, found: list[dict[str, Any]]) -> SiteReports | None:
    """What `last_reports` brought along; None for those who read no Sachbericht of this site."""
    if site not in request.access.reach("reports.view").places:  # guard: site-reports -> if False:
        return None
    return SiteReports([_line(one, request.access.today) for one in found])


def _line(one: dict[str, Any], today: date) -> YearReport:
    first = date.fromisoformat(one["first"]) if one["first"] else None
    last = one["last"] and {**one["last"], "made": date.fromisoformat(one["last"]["made"])}
    return YearReport(one["year"], date.fromisoformat(one["due"]), today, one["report"], first, last)


PARTS["year"] = Part("reporting/site_year.html", year_of, site_year)
PARTS["reports"] = Part("reporting/site_reports.html", last_reports, site_reports)
