"""A county in the tables of the overview of the state, and the sums of all that are shown."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from processes.rules.coverage import Coverage
from reporting.rules.above import CountyYear, LandYear, Share, is_few
from reporting.rules.history import FORMS
from sites.core.days import until
from sites.core.numbers import in_hours, is_number
from sites.models import County, Phase
from sites.rules.phases import RUNNING

STALE_DAYS, FRESH_DAYS = 45, 30
CONSULTATION = RUNNING.index(Phase.CONSULTATION)


@dataclass(frozen=True)
class Line:
    """A county in the tables. `phases` and `forms`: sites in the order of RUNNING and FORMS; `figures`: the year, as it may be read here;
    `coverage`: how far its sites are accompanied; `events`: those of the year that lie in it."""

    county: County
    today: date
    phases: list[int]
    forms: list[int]
    figures: CountyYear
    last: date | None
    adopted: date | None
    coverage: Coverage
    events: int

    @property
    def sites(self) -> int:
        return sum(self.phases)

    @property
    def sessions(self) -> int:
        return self.figures.sessions

    @property
    def is_hidden(self) -> bool:
        return self.figures.is_hidden

    @property
    def average(self) -> float | None:
        average = self.figures.average
        return float(average) if is_number(average) else None

    @property
    def days(self) -> int | None:
        """Days since the last session with figures."""
        return (self.today - self.last).days if self.last else None

    @property
    def is_stale(self) -> bool:
        return bool(self.sites) and (self.days is None or self.days > STALE_DAYS)

    @property
    def last_entry(self) -> str:
        return "in diesem Jahr noch kein Eintrag" if self.days is None else f"letzter Eintrag {until(self.last, self.today)}"

    @property
    def last_day(self) -> str:
        return f"{self.last:%d.%m.}" if self.last else "–"

    @property
    def hides_hours(self) -> bool:
        """The hours of one or two houses would be those of these houses."""
        return is_few(self.coverage.accompanied)  # guard: few-accompanied -> return False

    @property
    def agreed_words(self) -> str:
        return in_hours(self.coverage.agreed)

    @property
    def adopted_words(self) -> str:
        return f"ja, {self.adopted:%d.%m.%Y}" if self.adopted else "nein"


@dataclass(frozen=True)
class Totals:
    """Sums over all counties of the reach; averages from numerators and denominators. `before`: sessions of the whole year before."""

    lines: list[Line]
    land: LandYear
    before: int

    def _sum(self, name: str) -> int:
        return sum(getattr(line, name) for line in self.lines)

    @property
    def sites(self) -> int:
        return self._sum("sites")

    @property
    def phases(self) -> list[int]:
        return [sum(line.phases[at] for line in self.lines) for at in range(len(RUNNING))]

    @property
    def forms(self) -> list[int]:
        return [sum(line.forms[at] for line in self.lines) for at in range(len(FORMS))]

    @property
    def sessions(self) -> int:
        return self.land.sessions

    @property
    def average(self) -> Share:
        return self.land.average

    @property
    def accompanied(self) -> int:
        return sum(line.coverage.accompanied for line in self.lines)

    @property
    def supported(self) -> int:
        """Sites that are on their way or further: those that could be accompanied."""
        return sum(line.coverage.sites for line in self.lines)

    @property
    def agreed(self) -> Decimal:
        """Only of the counties whose hours are shown: the rest would be those of a hidden one."""
        # guard: agreed-rest -> return sum((line.coverage.agreed for line in self.lines), Decimal(0))
        return sum((line.coverage.agreed for line in self.lines if not line.hides_hours), Decimal(0))

    @property
    def events(self) -> int:
        return self._sum("events")

    @property
    def adopted(self) -> int:
        return sum(line.adopted is not None for line in self.lines)

    @property
    def without(self) -> int:
        """Counties without a site that is open for consultation."""
        return sum(not line.phases[CONSULTATION] for line in self.lines)

    @property
    def fresh(self) -> int:
        return sum(line.days is not None and line.days <= FRESH_DAYS for line in self.lines)
