"""The only door to figures above the site: as of the last closed month, with what is small or rests on few sites hidden.

What stands there changes once a month and then stays: from one day to the next nobody reckons back the figures of a single house. Who reads
every site of a county anyway reads its sums whole, and only numbers of one or two people stay hidden.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Max

from reporting.models import ClosedFigures, CountyQuarter
from reporting.rules.sums import PEOPLE
from reporting.rules.suppression import Cell, suppress, too_few
from sites.core.access import Request, rows
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
    """A county in a year, as it may be read. `sites`: how many deliver."""

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
    """All counties of the reach together; people are hidden where the sum would give away the rest of few sites."""

    sessions: int
    people: Cell
    adults: Cell
    space: Cell

    @property
    def average(self) -> Share:
        return ratio(self.people, self.sessions)

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
    stored = list(rows(request, ClosedFigures).order_by("number"))
    until = min(today, max((row.until for row in stored), default=closed_on(today)))
    inside = request.access.reach("sitefigures.view").places
    lines = [row for row in stored if row.year in (until.year, until.year - 1)]
    few = {
        year: too_few({row.county_id: row.sites for row in lines if row.year == year and not row.number}) - inside
        for year in (until.year - 1, until.year)
    }
    counties = {
        (whole.county_id, whole.year): _county(
            whole,
            [row for row in lines if row.number and (row.county_id, row.year) == (whole.county_id, whole.year)],
            whole.county_id in few[whole.year],
            whole.county_id in inside,
        )
        for whole in lines
        if not whole.number
    }
    logged = rows(request, CountyQuarter).filter(year=today.year).order_by().values_list("county").annotate(last=Max("last_day"))
    wholes = [row for row in lines if not row.number and row.year == until.year]
    return Above(until, counties, few[until.year], _land(wholes, counties), {county: last for county, last in logged if last})


def _people(row: Any) -> int:
    return sum(getattr(row, name) for name in PEOPLE)


def _county(whole: ClosedFigures, parts: list[ClosedFigures], few: bool, inside: bool) -> CountyYear:
    """People by action field and together. A field of fewer than three sites hides as a small number does."""
    cells, sites = [_people(row) for row in parts], [SMALLEST if inside else row.sites for row in parts]
    total, (shown,) = suppress(_people(whole), cells, sites=[sites])  # guard: few-in-field -> total, (shown,) = suppress(_people(whole), cells)
    # an LSZ report says how many of each kind came: the rest of what is not small would be what is
    # guard: small-kind -> if few:
    if few or (not inside and any(is_small(getattr(whole, name)) for name in PEOPLE)):
        total, shown = HIDDEN, [HIDDEN] * len(parts)
    fields = [FieldSum(row.number, row.name, row.sessions, cell) for row, cell in zip(parts, shown, strict=True)]
    return CountyYear(whole.sites, whole.sessions, total, fields)


def _land(wholes: Iterable[ClosedFigures], counties: dict[tuple[int, int], CountyYear]) -> LandYear:
    """The sums of the year. What is hidden of its counties must not be one of them, nor rest on fewer than three sites."""
    wholes = list(wholes)
    hidden = [row for row in wholes if counties[row.county_id, row.year].is_hidden]
    sums = {name: sum(getattr(row, name) for row in wholes) for name in PEOPLE}
    # guard: hidden-rest -> betrays = False
    betrays = len(hidden) == 1 or 0 < sum(row.sites for row in hidden) < SMALLEST
    if betrays or any(map(is_small, sums.values())):
        return LandYear(sum(row.sessions for row in wholes), HIDDEN, HIDDEN, HIDDEN)
    adults = sums["adults_centre"] + sums["adults_space"]
    return LandYear(sum(row.sessions for row in wholes), sum(sums.values()), adults, sums["adults_space"])
