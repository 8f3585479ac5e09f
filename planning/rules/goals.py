"""What a goal and its indicators say about themselves: how far they are, in which round, and where numbers and direction do not go together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from planning.models import Goal, GoalReview, Indicator
from sites.core.numbers import Number

FIRST_IMPACT = 4
#: The steps in words, at choosing (UF23).
EXPLAINED = {
    Goal.Step.TAKES_PLACE: "Das Angebot gibt es, wie es geplant war.",
    Goal.Step.IS_USED: "Familien kommen, auch die, um die es geht.",
    Goal.Step.IS_ACCEPTED: "Familien sind zufrieden und kommen wieder.",
    Goal.Step.KNOWLEDGE: "Familien wissen oder können etwas, das sie vorher nicht wussten oder konnten.",
    Goal.Step.BEHAVIOUR: "Familien tun etwas anders als vorher.",
    Goal.Step.LIVING: "Familien geht es in ihrem Alltag besser.",
    Goal.Step.SOCIETY: "Im Wohngebiet oder darüber hinaus hat sich etwas verändert.",
}
ONLY_OUTPUTS = (
    "Bisher beschreiben alle Ziele, was Sie tun (Stufe 1 bis 3). Welches sagt, was sich für Familien ändert? Ab Stufe 4 sprechen wir von Wirkung."
)


def against_direction(indicator: Indicator) -> str:
    """What to think of when the target lies on the other side of the baseline than the direction says; keeping a level may mean it."""
    target, baseline = (value / (of or 1) for value, of in ((indicator.target, indicator.target_of), (indicator.baseline, indicator.baseline_of)))
    less = indicator.direction == Indicator.Direction.LESS
    if not (target > baseline if less else target < baseline):
        return ""
    side = "über dem Ausgangswert, obwohl weniger" if less else "unter dem Ausgangswert, obwohl mehr"
    return f"Das Ziel liegt {side} besser ist. Bitte prüfen Sie die Richtung."


# Attainment -------------------------------------------------------------------------------------------------------


def level(value: Number, of: int | None) -> Fraction:
    """A figure as one number: a share as what it is of its whole. Exact, so that nothing is reached by rounding."""
    return Fraction(str(value)) / (of or 1)


def is_reached(indicator: Indicator, value: Number, of: int | None) -> bool:
    """Has the value come to the target, or beyond it on the better side?"""
    now, target = level(value, of), level(indicator.target, indicator.target_of)
    return now <= target if indicator.direction == Indicator.Direction.LESS else now >= target


def attainment(indicator: Indicator, value: Number, of: int | None) -> int:
    """How much of the way from baseline to target is done, in whole percent from 0 to 100; 100 says that it is reached, and nothing else does.

    Where the target is no step forward from the baseline (keeping a level), there is no way: it is reached or it is not.
    """
    if is_reached(indicator, value, of):
        return 100
    now, start, end = (level(*pair) for pair in ((value, of), (indicator.baseline, indicator.baseline_of), (indicator.target, indicator.target_of)))
    if against_direction(indicator) or start == end:
        return 0
    return max(0, int(100 * (now - start) / (end - start)))  # rounded down


# The cycle --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cycle:
    """Where a goal stands: the number of its round, the step of it, and what comes next, in words (R245)."""

    number: int
    step: str
    next_words: str

    @property
    def steps(self) -> list[tuple[str, bool]]:
        return [(words, step == self.step) for step, words in STEPS.items()]

    @property
    def words(self) -> str:
        return f"Runde {self.number}: {STEPS[self.step]}" if self.step in STEPS else f"Nach Runde {self.number} abgeschlossen"


STEPS = {"plan": "Wirkung planen", "analyse": "Wirkung analysieren", "improve": "Wirkung verbessern"}
NEXT = {
    "plan": "Legen Sie fest, woran Sie das Ziel erkennen.",
    "analyse": "Messen Sie in dieser Runde mindestens einmal.",
    "improve": "Werten Sie aus: Was haben Sie gesehen, und was folgt daraus?",
    "over": "Das Ziel ist abgeschlossen. Ein neues Ziel beginnt am besten bei einem Bedarf.",
}


def cycle_of(*, has_signs: bool, measured: date | None, reviews: Sequence[GoalReview]) -> Cycle:
    """From what is there: without a sign it is being planned, without a value of this round analysed, else there is something to learn.

    `measured`: the day of the newest value; `reviews`: newest first.
    """
    last = reviews[0] if reviews else None
    if last and last.outcome == GoalReview.Outcome.END:
        return Cycle(last.cycle, "over", NEXT["over"])
    number = last.cycle + 1 if last else 1
    is_measured = measured is not None and (last is None or measured > last.held_on)
    step = "plan" if not has_signs else "improve" if is_measured else "analyse"
    return Cycle(number, step, NEXT[step])
