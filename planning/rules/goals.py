"""What an indicator says about itself: where its numbers and its direction do not go together."""

from planning.models import Indicator


def against_direction(indicator: Indicator) -> str:
    """What to think of when the target lies on the other side of the baseline than the direction says; keeping a level may mean it."""
    target, baseline = (value / (of or 1) for value, of in ((indicator.target, indicator.target_of), (indicator.baseline, indicator.baseline_of)))
    less = indicator.direction == Indicator.Direction.LESS
    if not (target > baseline if less else target < baseline):
        return ""
    side = "über dem Ausgangswert, obwohl weniger" if less else "unter dem Ausgangswert, obwohl mehr"
    return f"Das Ziel liegt {side} besser ist. Bitte prüfen Sie die Richtung."
