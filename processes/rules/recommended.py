"""The only place that says how many hours of facilitation are recommended in a month (R127–R132). Pure: it warns, it never blocks."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from processes.models import ChangeEvent
from sites.core.days import Span, is_over, is_valid, overlap
from sites.core.numbers import exact, in_hours, inflected
from sites.models import Phase

DAY = timedelta(days=1)
FIRST_TWO_YEARS, ONGOING, CHANGE, CONSULTATION = "first_two_years", "ongoing", "change", "consultation_site"
#: The numbers of §2.4, and which rule goes before which where several hold in a month.
NUMBERS = {FIRST_TWO_YEARS: 1, ONGOING: 2, CHANGE: 3, CONSULTATION: 4}
PRECEDENCE = (CHANGE, CONSULTATION, FIRST_TWO_YEARS, ONGOING)
ON_THE_WAY = frozenset({Phase.ON_THE_WAY, Phase.ESTABLISHED, Phase.CONSULTATION})
#: How many months the first rule holds, that of the beginning included.
FIRST_MONTHS = 24
LABELS = {
    FIRST_TWO_YEARS: "erste zwei Jahre auf dem Weg",
    ONGOING: "bereits auf dem Weg",
    CHANGE: "grundlegende Veränderung",
    CONSULTATION: "Konsultationseinrichtung",
}


@dataclass(frozen=True)
class Rule:
    """What an edition says to one of the four situations; without hours: by need. `up_to`: where it names a span."""

    when: str
    hours: Decimal | None
    at_least: bool = False
    paragraph: str = ""
    up_to: Decimal | None = None


@dataclass(frozen=True)
class Edition:
    """Rules from one hand for a time. `level`: 0 the recommendations, 1 the Land, 2 the county: the highest that holds decides."""

    name: str
    starts: date
    ends: date | None
    rules: tuple[Rule, ...]
    level: int = 0


class Change(NamedTuple):
    """A change with its days, where the row itself is not at hand."""

    trigger: str
    starts: date
    ends: date | None

    def __str__(self) -> str:
        return str(ChangeEvent.Trigger(self.trigger).label)


@dataclass(frozen=True)
class Recommendation:
    """The rule of a month. `hours` empty: by need, which asks for a reason and names no number; `why`: what brings it about, in words."""

    number: int
    when: str
    hours: Decimal | None
    up_to: Decimal | None
    at_least: bool
    paragraph: str
    edition: str
    why: str

    @property
    def words(self) -> str:
        """mind. 10, 10, 2 bis 5, nach Bedarf"""
        if self.hours is None:
            return "nach Bedarf"
        if self.up_to is not None:
            return f"{exact(self.hours)} bis {exact(self.up_to)}"
        return f"mind. {exact(self.hours)}" if self.at_least else exact(self.hours)

    @property
    def rule(self) -> str:
        """(3) grundlegende Veränderung: Leitungswechsel"""
        return f"({self.number}) {self.why}"

    def is_met(self, agreed: Decimal) -> bool:
        """Whether so many hours are what is recommended; by need, no number is too few."""
        return self.hours is None or agreed >= self.hours


def months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def on_the_way_since(phases: Iterable[Any], day: date) -> date | None:
    """The first day of the unbroken stretch of phase 1 that holds this day."""
    since: date | None = None
    for row in sorted(phases, key=lambda row: row.starts, reverse=True):
        if row.starts > day:
            continue
        reached = not is_over(row, since - DAY if since else day)
        if row.phase != Phase.ON_THE_WAY or not reached:
            break
        since = row.starts
    return since


def recommended(month: date, phases: Iterable[Any], changes: Iterable[Any], editions: Iterable[Edition]) -> Recommendation | None:
    """What is recommended in the month of a day; None before phase 1, after the end, and where no edition holds.

    `phases`: rows with `phase`, `starts`, `ends`; `changes`: rows with `starts`, `ends`, whose text is the trigger; both in any order.
    The rule of the highest precedence that holds on any day of the month; the edition is that of its first day, county before Land before
    recommendations; what an edition leaves out, the next one says.
    """
    first = month.replace(day=1)
    span = Span(first, first.replace(day=monthrange(first.year, first.month)[1]))
    history = list(phases)
    accompanied = [row for row in history if row.phase in ON_THE_WAY and overlap(row, span)]
    reasons = dict(_situations(first, span, history, accompanied))
    if change := _change(span, accompanied, changes):
        reasons[CHANGE] = change
    when = next((when for when in PRECEDENCE if when in reasons), None)
    if when is None:
        return None
    for edition in sorted((one for one in editions if is_valid(one, first)), key=lambda one: (one.level, one.starts, one.name), reverse=True):
        for rule in edition.rules:
            if rule.when == when:
                why, number = reasons[when], NUMBERS[when]
                return Recommendation(number, when, rule.hours, rule.up_to, rule.at_least, rule.paragraph, edition.name, why)
    return None


def _situations(first: date, span: Span, history: Sequence[Any], accompanied: Sequence[Any]) -> Iterable[tuple[str, str]]:
    """Which of the rules 1, 2 and 4 hold on some day of the month, each with what it is called here."""
    for row in accompanied:
        if row.phase == Phase.CONSULTATION:
            yield CONSULTATION, LABELS[CONSULTATION]
        elif row.phase == Phase.ESTABLISHED:
            yield ONGOING, LABELS[ONGOING]
        else:
            since = on_the_way_since(history, max(row.starts, first))
            number = months_between(since, first) + 1 if since else FIRST_MONTHS + 1
            when = FIRST_TWO_YEARS if number <= FIRST_MONTHS else ONGOING
            yield when, LABELS[when]


def _change(span: Span, accompanied: Sequence[Any], changes: Iterable[Any]) -> str:
    """What changes on a day of the month on which the house is on its way; the latest beginning speaks."""
    found = [one for one in changes if any(_share_a_day(one, row, span) for row in accompanied)]
    if not found:
        return ""
    return f"{LABELS[CHANGE]}: {max(found, key=lambda one: (one.starts, str(one)))}"


def _share_a_day(*rows: Any) -> bool:
    """Whether there is a day on which all of them hold."""
    ends = [row.ends for row in rows if row.ends is not None]
    return not ends or max(row.starts for row in rows) <= min(ends)


def periods(
    first: date, last: date, phases: Iterable[Any], changes: Iterable[Any], editions: Iterable[Edition]
) -> list[tuple[date, date, Recommendation | None]]:
    """The months from one to another in stretches with the same recommendation: first month, last month (each its first day), and what holds."""
    history, events, books = list(phases), list(changes), list(editions)
    found: list[tuple[date, date, Recommendation | None]] = []
    month, end = first.replace(day=1), last.replace(day=1)
    while month <= end:
        rule = recommended(month, history, events, books)
        if found and found[-1][2] == rule:
            found[-1] = (found[-1][0], month, rule)
        else:
            found.append((month, month, rule))
        month = (month + 32 * DAY).replace(day=1)
    return found


def source(rule: Recommendation) -> str:
    """Where a rule is written: "Fachliche Empfehlungen 2021, Abschnitt 2.4 (1)"."""
    return f"{rule.edition}, Abschnitt {rule.paragraph}" if rule.paragraph else rule.edition


SITUATION = {
    FIRST_TWO_YEARS: "In den ersten zwei Jahren auf dem Weg",
    ONGOING: "Ist ein ThEKiZ bereits auf dem Weg,",
    CHANGE: "Bei grundlegenden Veränderungen",
    CONSULTATION: "Für eine Konsultationseinrichtung",
}


def advice(rule: Recommendation) -> str:
    """What a rule says, in one sentence without a full stop."""
    if rule.hours is None:
        return "Empfohlen ist ein Umfang nach Bedarf"
    last = rule.hours if rule.up_to is None else rule.up_to
    hours = f"{exact(rule.hours)} bis {in_hours(last)}" if rule.up_to is not None else in_hours(rule.hours)
    least = "mindestens " if rule.at_least else ""
    return f"{SITUATION[rule.when]} {inflected(last, 'ist', 'sind')} {least}{hours} im Monat empfohlen"


def warning(agreed: Decimal, reason: str, rule: Recommendation | None) -> str:
    """What departs from the recommendation, with rule, source and edition; empty when nothing does."""
    if rule is None or (rule.hours is not None and rule.is_met(agreed)):
        return ""
    if rule.hours is None:
        return "" if reason.strip() else f"{advice(rule)}. Eine Begründung des Umfangs fehlt noch. Quelle: {source(rule)}."
    missing = "" if reason.strip() else " Eine Begründung fehlt noch."
    return f"Vereinbart {inflected(agreed, 'ist', 'sind')} {in_hours(agreed)}. {advice(rule)}.{missing} Quelle: {source(rule)}."
