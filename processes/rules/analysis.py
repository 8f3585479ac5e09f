"""What follows from a round of analysis: who speaks for which view, where views lie apart, when the next round is due. Never a sum, never a rank."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations

from processes.models.analysis import FieldRating
from sites.core.numbers import in_words
from sites.core.roles import HOUSE, Role

View = FieldRating.View
LEADERS = frozenset({Role.HEAD, Role.COORDINATOR})
#: Who enters the view of a circle: the parents' one by themselves, or by the house after a survey.
RATERS: dict[str, frozenset[Role]] = {
    View.TEAM: frozenset(HOUSE),
    View.PARENTS: LEADERS | {Role.PARENT_REPRESENTATIVE},
    View.STEERING: LEADERS | {Role.FACILITATOR},
    View.COMMON: LEADERS | {Role.FACILITATOR},
}
#: "At regular intervals" (§3.1); twelve months are our proposal.
MONTHS_BETWEEN = 12
#: How a view is called as the one that sees something: the team sees, the parents see.
SEEING = {View.TEAM: "sieht das Team", View.PARENTS: "sehen die Eltern", View.STEERING: "sieht das Steuerungsteam"}
THAN = {View.TEAM: "das Team", View.PARENTS: "die Eltern", View.STEERING: "das Steuerungsteam"}
APART = 2


def next_due(begun_on: date) -> date:
    """The first day on which it is time for the next round."""
    months = begun_on.month - 1 + MONTHS_BETWEEN
    year, month = begun_on.year + months // 12, months % 12 + 1
    leap = begun_on.month == 2 and begun_on.day == 29
    return date(year, 3, 1) if leap else begun_on.replace(year=year, month=month)


def apart(fields: Sequence[tuple[int, Mapping[str, int]]]) -> str:
    """The field in which two views lie furthest apart, in a sentence; nothing where none lie two levels apart. The first one of several."""
    found: list[tuple[int, int, View, View]] = []
    for number, levels in fields:
        for one, other in combinations(SEEING, 2):
            if one in levels and other in levels:
                high, low = (one, other) if levels[one] >= levels[other] else (other, one)
                found.append((levels[high] - levels[low], number, high, low))
    widest = max(found, key=lambda pair: (pair[0], -pair[1]), default=None)
    if widest is None or widest[0] < APART:
        return ""
    steps, number, high, low = widest
    return f"In Feld {number} {SEEING[high]} das Haus {in_words(steps)} Stufen weiter als {THAN[low]}."


def compared(now: Mapping[int, int], before: Mapping[int, int]) -> str:
    """What the net shows, in words: in which fields the round lies higher, lower or as before; the fields by their numbers."""
    both = sorted(now.keys() & before.keys())
    kinds = (
        ("höher", [number for number in both if now[number] > before[number]]),
        ("niedriger", [number for number in both if now[number] < before[number]]),
        ("gleich", [number for number in both if now[number] == before[number]]),
    )
    return "; ".join(f"{word} in Feld {_listed(numbers)}" for word, numbers in kinds if numbers)


def _listed(numbers: Sequence[int]) -> str:
    *first, last = map(str, numbers)
    return f"{', '.join(first)} und {last}" if first else last
