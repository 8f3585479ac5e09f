"""The only door to figures above the site: as of the last closed month, with what is small or rests on few sites hidden.

What stands there changes once a month and then stays: from one day to the next nobody reckons back the figures of a single house, nor from
one month to the next (reporting/sql/thekiz_close_month.sql). Pages and LSZ reports are made of the same rows. Who reads every site of a
county anyway reads its sums whole, and only numbers of one or two people stay hidden.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, OuterRef, QuerySet

from offers.models import OfferType
from reporting.models import ClosedFigures, CountyQuarter
from reporting.rules.sums import FIGURES, PEOPLE, Figures, nothing
from reporting.rules.suppression import Cell, suppress
from sites.core.access import Access, Request, rows
from sites.core.numbers import HIDDEN, ratio
from sites.rules.small_numbers import SMALLEST, is_small

type Share = float | str | None


def closed_on(today: date) -> date:
    """The last day of the last month that is over."""
    return today.replace(day=1) - timedelta(days=1)


@dataclass(frozen=True)
class FieldSum:
    """An action field in the year of a county."""

    number: int
    name: str
    sessions: int
    people: Cell


@dataclass(frozen=True)
class CountyYear:
    """A county in a year, as it may be read. `sites`: how many deliver; `until`: to which day its figures go."""

    until: date | None = None
    sites: int = 0
    sessions: int = 0
    people: Cell = 0
    fields: list[FieldSum] = field(default_factory=list)

    @property
    def average(self) -> Share:
        return ratio(self.people, self.sessions)

    @property
    def is_hidden(self) -> bool:
        return self.people == HIDDEN


@dataclass(frozen=True)
class LandYear:
    """All counties of the reach together. People are summed over the counties that are shown, so that no rest tells a hidden one; `counted`:
    the sessions of these."""

    sessions: int
    counted: int
    people: Cell
    adults: Cell
    space: Cell

    @property
    def average(self) -> Share:
        return ratio(self.people, self.counted)

    @property
    def share(self) -> Share:
        """The share of adults from the neighbourhood."""
        return ratio(self.space, self.adults)


@dataclass(frozen=True)
class Above:
    """What a person reads of counties: `until` and the year of that day, by county; `few`: this year hidden for too few sites; `last`: when
    somebody has logged in this year."""

    until: date
    counties: dict[tuple[int, int], CountyYear]
    few: set[int]
    land: LandYear
    last: dict[int, date]

    @property
    def year(self) -> int:
        return self.until.year

    def of(self, county: int, year: int) -> CountyYear:
        return self.counties.get((county, year), CountyYear())

    def sessions(self, year: int) -> int:
        return sum(one.sessions for (_, of), one in self.counties.items() if of == year)


def figures_above(request: Request, today: date) -> Above:
    """The counties of the reach, in the year of the last closed month and the one before; of a year that is over: in that one. Two queries."""
    stored = list(rows(request, ClosedFigures).filter(part__in=[ClosedFigures.Part.WHOLE, ClosedFigures.Part.FIELD]).order_by("number"))
    until = min(today, max((row.closed for row in stored), default=closed_on(today)))
    inside = request.access.reach("sitefigures.view").places
    lines = [row for row in stored if row.year in (until.year, until.year - 1)]
    wholes = [row for row in lines if row.part == ClosedFigures.Part.WHOLE]
    fields: dict[tuple[int, int], list[ClosedFigures]] = {}
    for row in lines:
        if row.part == ClosedFigures.Part.FIELD:
            fields.setdefault((row.county_id, row.year), []).append(row)
    counties = {
        (whole.county_id, whole.year): _county(whole, fields.get((whole.county_id, whole.year), []), inside=whole.county_id in inside)
        for whole in wholes
    }
    logged = rows(request, CountyQuarter).filter(year=today.year).order_by().values_list("county").annotate(last=Max("last_day"))
    of_year = [row for row in wholes if row.year == until.year]
    few = {row.county_id for row in of_year if is_few(row.sites) and row.county_id not in inside}
    return Above(until, counties, few, _land(of_year, counties), {county: last for county, last in logged if last})


def last_entry(county: OuterRef) -> QuerySet[Any]:
    """The day on which the houses of a county last logged anything, and no figure of them: one row of one column, for a subquery."""
    entered: QuerySet[Any] = CountyQuarter.objects.filter(county=county).order_by().values("county").annotate(last=Max("last_day"))
    return entered.values("last")


def is_few(sites: int) -> bool:
    return 0 < sites < SMALLEST


def _people(row: Any) -> int:
    return sum(getattr(row, name) for name in PEOPLE)


def _county(whole: ClosedFigures, parts: list[ClosedFigures], *, inside: bool) -> CountyYear:
    """People by action field and together; which fields hide was decided when the month was closed."""
    cells, hidden = [_people(row) for row in parts], {at for at, row in enumerate(parts) if row.hidden and not inside}
    total, (shown,) = suppress(_people(whole), cells, hidden=[hidden])
    few = is_few(whole.sites)  # guard: few-sites -> few = False
    # an LSZ report says how many of each kind came: the rest of what is not small would be what is
    # guard: small-kind -> if few and not inside:
    if not inside and (few or any(is_small(getattr(whole, name)) for name in PEOPLE)):
        total, shown = HIDDEN, [HIDDEN] * len(parts)
    fields = [FieldSum(row.number, row.name, row.sessions, cell) for row, cell in zip(parts, shown, strict=True)]
    return CountyYear(min(whole.until, date(whole.year, 12, 31)), whole.sites, whole.sessions, total, fields)


def _land(wholes: Iterable[ClosedFigures], counties: dict[tuple[int, int], CountyYear]) -> LandYear:
    wholes = list(wholes)
    # guard: hidden-rest -> shown = wholes
    shown = [row for row in wholes if not counties[row.county_id, row.year].is_hidden]
    sessions, counted = (sum(row.sessions for row in of) for of in (wholes, shown))
    if wholes and not shown:
        return LandYear(sessions, 0, HIDDEN, HIDDEN, HIDDEN)
    sums = {name: sum(getattr(row, name) for row in shown) for name in PEOPLE}
    adults = sums["adults_centre"] + sums["adults_space"]
    return LandYear(sessions, counted, sum(sums.values()), adults, sums["adults_space"])


# The LSZ report -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClosedYear:
    """A county's year for its LSZ report: `sums` by quarter and by type of offer, in fixed order, and which lines of them hide."""

    until: date
    sites: int
    sums: dict[str, list[Figures]]
    hidden: dict[str, set[int]]


def closed_years(access: Access, action: str, county: int, years: Iterable[int]) -> list[ClosedYear]:
    """The years of a county as of the last closed month, each line whole: what hides of them is decided where they are frozen. One query."""
    source: QuerySet[ClosedFigures] = ClosedFigures.objects.filter(access.q(action, ClosedFigures), county=county)
    return [_closed_year([row for row in source if row.year == year], year, access.today) for year in years]


def _closed_year(stored: list[ClosedFigures], year: int, today: date) -> ClosedYear:
    whole = next((row for row in stored if row.part == ClosedFigures.Part.WHOLE), None)
    known = {(row.part, row.number): row for row in stored}
    parts = (("by_quarter", ClosedFigures.Part.QUARTER, 4), ("by_type", ClosedFigures.Part.TYPE, len(OfferType)))
    lines = {key: [known.get((part, number)) for number in range(1, many + 1)] for key, part, many in parts}
    until = whole.until if whole else closed_on(today)
    return ClosedYear(
        until=min(until, date(year, 12, 31)),
        sites=whole.sites if whole else 0,
        sums={key: [_figures(row) if row else nothing() for row in found] for key, found in lines.items()},
        hidden={key: {at for at, row in enumerate(found) if row and row.hidden} for key, found in lines.items()},
    )


def _figures(row: ClosedFigures) -> Figures:
    return dict(zip(FIGURES, (row.sessions, row.cancelled, *(getattr(row, name) for name in PEOPLE)), strict=True))
