"""The only place that judges an indicator in a document: reached, partly, not, open, and whether chance would explain it."""

from dataclasses import dataclass
from typing import Any

from sites.core.numbers import decimal, is_number, number, rounded

REACHED, PARTLY, MISSED, OPEN, UNJUDGED = "erreicht", "teilweise", "nicht erreicht", "offen", "nicht bewertet"
MARKS = {REACHED: "full", PARTLY: "half", MISSED: "empty", OPEN: "empty", UNJUDGED: ""}
SOCIETY = 7  # the step of the results staircase that one house cannot prove

SHARE, SCALE, LESS = "share", "scale", "less"  # as a snapshot says kind and direction

type Measured = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """An indicator with its latest value, in percent where it is a share."""

    no: str
    title: str
    step: int
    baseline: float | None
    target: float | None
    value: float | None
    texts: tuple[str, str, str]
    sizes: tuple[object, object]
    verdict: str
    by_chance: bool
    bottom: int  # where the bar begins: a scale has no zero

    @property
    def alt(self) -> str:
        baseline, target, value = self.texts
        return f"{self.title}: Ausgang {baseline}, Soll {target}, Ist {value}, {self.verdict}."


def judgements(snapshot: dict[str, Any]) -> list[Judged]:
    """All indicators of a Sachbericht, numbered by their goal."""
    return [
        judge(f"{goal['no']}.{index}", indicator, goal["step"])
        for goal in snapshot["goals"]
        for index, indicator in enumerate(goal["indicators"], start=1)
    ]


def judge(no: str, indicator: dict[str, Any], step: int) -> Judged:
    baseline, target = indicator.get("baseline"), indicator.get("target")
    latest = max(indicator.get("values") or [], key=lambda measured: measured.get("on") or "", default=None)
    levels = (level(baseline), level(target), level(latest))
    unit = "%" if indicator["kind"] == SHARE else indicator.get("unit") or ""
    title = f"{indicator['title']} in\u00a0{unit}" if unit == "%" else f"{indicator['title']} ({unit})" if unit else indicator["title"]
    less = indicator["direction"] == LESS
    return Judged(
        no=no,
        title=f"{title}, weniger ist besser" if less else title,
        step=step,
        baseline=levels[0],
        target=levels[1],
        value=levels[2],
        texts=written((baseline, target, latest), levels),
        sizes=((baseline or {}).get("den"), (latest or {}).get("den")),
        verdict=UNJUDGED if step == SOCIETY else verdict(*levels, less=less),
        bottom=indicator["lowest"] if indicator["kind"] == SCALE else 0,
        by_chance=within_chance(baseline, latest),
    )


def level(measured: Measured | None) -> float | None:
    """The figure of a measurement: a share in percent, or a plain number when there is no denominator."""
    if not measured or not is_number(measured.get("num")):
        return None
    if measured.get("den") is None:
        return float(measured["num"])
    return measured["num"] / measured["den"] * 100 if is_number(measured["den"]) and measured["den"] else None


def written(measured: tuple[Measured | None, ...], levels: tuple[float | None, ...]) -> tuple[str, str, str]:
    """Equal decimals in one row: none, unless rounding would hide a difference or a number is not whole."""
    known = [figure for figure in levels if figure is not None]
    blurred = len({rounded(figure) for figure in known}) < len({rounded(figure, 1) for figure in known})
    shares = any(part and part.get("den") is not None for part in measured)
    decimals = 1 if blurred or (not shares and any(figure % 1 for figure in known)) else 0
    first, second, third = (
        decimal(figure, decimals)
        if figure is not None
        else number((part or {}).get("num"))
        if not is_number((part or {}).get("num"))
        else number(None)
        for part, figure in zip(measured, levels, strict=True)
    )
    return first, second, third


def verdict(baseline: float | None, target: float | None, value: float | None, *, less: bool) -> str:
    """`less`: the smaller value is the better one."""
    if target is None or value is None:
        return OPEN
    if value <= target if less else value >= target:
        return REACHED
    if baseline is None:
        return MISSED
    return PARTLY if (value < baseline if less else value > baseline) else MISSED


def within_chance(before: Measured | None, now: Measured | None) -> bool:
    """Whether two shares differ by less than chance would explain (two proportions, 95 %)."""
    if not all(part and is_number(part.get("num")) and is_number(part.get("den")) and part["den"] for part in (before, now)):
        return False
    (a, m), (b, n) = ((part["num"], part["den"]) for part in (before, now) if part)
    pooled = (a + b) / (m + n)
    spread = (max(pooled * (1 - pooled), 0) * (1 / m + 1 / n)) ** 0.5
    return bool(abs(a / m - b / n) < 1.96 * spread)
