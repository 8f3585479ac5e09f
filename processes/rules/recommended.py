"""The only place that says how many hours of facilitation the recommendations name for a day (R127–R132). Pure: it warns, it never blocks."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from processes.models import HoursRule
from sites.core.days import is_over, valid
from sites.core.numbers import in_hours, inflected
from sites.models import Phase

DAY = timedelta(days=1)


def two_years_after(day: date) -> date:
    """The first day after two full years; two years from 29 February end with 28 February."""
    try:
        return day.replace(year=day.year + 2)
    except ValueError:
        return date(day.year + 2, 3, 1)


def on_the_way_since(phases: Iterable[Any], day: date) -> date | None:
    """The first day of the unbroken stretch on the way that holds this day."""
    since: date | None = None
    for row in sorted(phases, key=lambda row: row.starts, reverse=True):
        if row.starts > day:
            continue
        reached = not is_over(row, since - DAY if since else day)
        if row.phase != Phase.ON_THE_WAY or not reached:
            break
        since = row.starts
    return since


def situation(phases: Iterable[Any], day: date) -> str | None:
    """Which of the recommendations speaks about this day; none before the way begins and after it ends."""
    current = next((row.phase for row in valid(phases, day)), None)
    if current == Phase.CONSULTATION:
        return "consultation_site"
    if current == Phase.ESTABLISHED:
        return "ongoing"
    if current != Phase.ON_THE_WAY:
        return None
    since = on_the_way_since(phases, day)
    return "first_two_years" if since and day < two_years_after(since) else "ongoing"


def recommended(phase_history: Iterable[Any], day: date, rules: Iterable[HoursRule]) -> HoursRule | None:
    """The rule that applies on a day, in the newest edition valid then, or None. `hours` of a rule may be empty: by need."""
    when = situation(phase_history, day)
    applying = [rule for rule in valid(rules, day) if rule.when == when]
    return max(applying, key=lambda rule: rule.starts, default=None)


def source(rule: HoursRule) -> str:
    """Where a rule is written: "Fachliche Empfehlungen 2021, Abschnitt 2.4 (1)"."""
    return f"{rule.edition}, Abschnitt {rule.paragraph}"


def advice(rule: HoursRule) -> str:
    """What a rule says, in one sentence without a full stop."""
    if rule.hours is None:
        return "Empfohlen ist ein Umfang nach Bedarf"
    if rule.when == "first_two_years":
        return f"In den ersten zwei Jahren auf dem Weg {inflected(rule.hours, 'ist', 'sind')} {in_hours(rule.hours)} im Monat empfohlen"
    return f"Ist ein ThEKiZ bereits auf dem Weg, {inflected(rule.hours, 'ist', 'sind')} mindestens {in_hours(rule.hours)} im Monat empfohlen"


def warning(agreed: Decimal, reason: str, rule: HoursRule | None) -> str:
    """What departs from the recommendation, with rule, source and edition; empty when nothing does."""
    if rule is None or (rule.hours is not None and agreed >= rule.hours):
        return ""
    if rule.hours is None:
        return "" if reason.strip() else f"{advice(rule)}. Eine Begründung des Umfangs fehlt noch. Quelle: {source(rule)}."
    missing = "" if reason.strip() else " Eine Begründung fehlt noch."
    return f"Vereinbart {inflected(agreed, 'ist', 'sind')} {in_hours(agreed)}. {advice(rule)}.{missing} Quelle: {source(rule)}."
