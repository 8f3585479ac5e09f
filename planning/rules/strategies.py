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
    """A year of the strategy: wanted and counted sites at its end, today in the running year; None where nothing is wanted.

    A coming year counts what is decided until now: who is there, who has been admitted from a later day on, who ends until then. `by_end`: the
    same at the end of the running year, where it is another number than today's.
    """

    year: int
    wanted: int | None
    wanted_consultation: int | None
    sites: int
    consultation: int
    is_now: bool
    is_coming: bool = False
    by_end: int | None = None

    @property
    def difference(self) -> int | None:
        return None if self.wanted is None else self.sites - self.wanted

    @property
    def decided(self) -> str:
        """What a number rests on that is not yet true."""
        if self.is_coming:
            return "beschlossen"
        return "" if self.by_end is None else f"Ende des Jahres {self.by_end}, so beschlossen"


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
    """Plan against actual, year by year (R109): past years on 31 December, the running one today, coming ones by what is decided.

    A decision begins and ends phases on its day of effect, and takes them along when it is corrected or taken back: the phases say it all.
    """
    if strategy is None:
        return []
    wanted, lines = {target.year: target for target in strategy.targets}, []
    for year in range(strategy.year_from, strategy.year_until + 1):
        target, end = wanted.get(year), date(year, 12, 31)
        sites, consultation = counted(history, today if year == today.year else end)
        at_end, _ = counted(history, end)
        if target or year <= today.year:
            aim, part = (target.sites, target.consultation) if target else (None, None)
            lines.append(YearLine(year, aim, part, sites, consultation, year == today.year, year > today.year, at_end if at_end != sites else None))
    return lines
