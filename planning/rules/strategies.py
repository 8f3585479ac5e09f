"""The strategies of a county, plan against actual: how many sites there shall be at the end of each year, and how many there were."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from planning.models import Strategy, StrategyTarget
from sites.core.days import valid
from sites.models import Phase, SitePhase
from sites.rules.phases import RUNNING, PhaseSpan


@dataclass(frozen=True)
class Target:
    """How many sites there shall be at the end of a year, and how many consultation sites among them."""

    year: int
    sites: int
    consultation: int


@dataclass(frozen=True)
class CountyStrategy:
    """A strategy with its targets by year."""

    row: Strategy
    targets: list[Target]

    @property
    def year_from(self) -> int:
        return self.row.year_from

    @property
    def year_until(self) -> int:
        return self.row.year_until

    @property
    def targets_in_words(self) -> str:
        numbers = ", ".join(f"{target.year}: {target.sites}" for target in self.targets) or "ohne Zielzahlen"
        return f"{numbers} · Beschluss {self.row.resolution.number}" if self.row.resolution else numbers

    def holds(self, day: date) -> bool:
        return self.year_from <= day.year <= self.year_until


@dataclass(frozen=True)
class YearLine:
    """A year of the strategy: wanted and counted sites at its end, today in the running year; None where nothing is known."""

    year: int
    wanted: int | None
    wanted_consultation: int | None
    sites: int | None
    consultation: int | None
    is_now: bool

    @property
    def difference(self) -> int | None:
        return None if self.sites is None or self.wanted is None else self.sites - self.wanted


def strategies_of(county: int, today: date) -> list[CountyStrategy]:
    """The strategies of a county, first the one whose years hold today, then the newest. One query."""
    targets = (
        StrategyTarget.objects.filter(strategy=OuterRef("pk"))
        .order_by("year")
        .values(json=JSONObject(year="year", sites="sites", consultation="consultation_sites"))
    )
    rows = Strategy.objects.filter(place=county).select_related("resolution__body", "document").annotate(lines=ArraySubquery(targets))
    known = [CountyStrategy(row, [Target(**line) for line in row.lines]) for row in rows.order_by("-year_from", "-pk")]
    return sorted(known, key=lambda strategy: not strategy.holds(today))


def history_of(county: int) -> list[PhaseSpan]:
    """The running phases of all sites of a county, for counting at the end of each year."""
    return [PhaseSpan(*row) for row in SitePhase.objects.filter(county=county, phase__in=RUNNING).values_list("phase", "starts", "ends")]


def counted(history: Iterable[PhaseSpan], day: date) -> tuple[int, int]:
    """How many sites were on the way or established on a day, and how many of them consultation sites."""
    phases = [span.phase for span in valid(history, day) if span.phase in RUNNING]
    return len(phases), phases.count(Phase.CONSULTATION)


def course(strategy: CountyStrategy | None, history: list[PhaseSpan], today: date) -> list[YearLine]:
    """Plan against actual, year by year (R109): past years on 31 December, the running one today, the coming ones without a count."""
    if strategy is None:
        return []
    wanted, lines = {target.year: target for target in strategy.targets}, []
    for year in range(strategy.year_from, strategy.year_until + 1):
        target = wanted.get(year)
        sites, consultation = counted(history, min(date(year, 12, 31), today)) if year <= today.year else (None, None)
        if target or sites is not None:
            aim, part = (target.sites, target.consultation) if target else (None, None)
            lines.append(YearLine(year, aim, part, sites, consultation, year == today.year))
    return lines
