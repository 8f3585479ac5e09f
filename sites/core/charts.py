"""The only place where figures become the screen's pictures: tile map, columns, spark line, meter; sizes as attributes, colours by class."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sites.core.numbers import HIDDEN, decimal, number

#: Where the 22 counties lie on the tile map: AGS → column, row.
TILES = {
    "16061": (1, 0), "16062": (2, 0), "16065": (3, 0),
    "16064": (1, 1), "16068": (2, 1), "16071": (3, 1),
    "16063": (0, 2), "16067": (1, 2), "16051": (2, 2), "16055": (3, 2), "16053": (4, 2), "16074": (5, 2), "16052": (6, 2), "16077": (7, 2),
    "16066": (0, 3), "16054": (1, 3), "16070": (2, 3), "16073": (3, 3), "16075": (4, 3), "16076": (5, 3),
    "16069": (1, 4), "16072": (2, 4),
}  # fmt: skip
#: Colours of one, two, three and four parts of a column.
FILLS = {1: ("f3",), 2: ("f2", "f4"), 3: ("f2", "f3", "f4"), 4: ("f1", "f2", "f3", "f4")}
LEFT, RIGHT, TOP, BASE = 36, 520, 30, 250


@dataclass(frozen=True)
class Shape:
    """One element of a picture."""

    tag: str
    css: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass
class Columns:
    """Columns of stacked parts with an axis; the table with the same figures stands under them."""

    title: str
    keys: list[tuple[str, str]]
    rows: list[tuple[str, list[str]]]
    shapes: list[Shape] = field(default_factory=list)

    def add(self, tag: str, css: str, text: str = "", **attributes: float) -> None:
        self.shapes.append(Shape(tag, css, text, tuple((name, f"{value:.1f}".removesuffix(".0")) for name, value in attributes.items())))


def tiles(counties: Sequence[dict]) -> list[dict]:
    """Counties as tiles: ags, short, value, class (q0 hidden, q1 to q4) and title; url where the tile leads somewhere."""
    placed = []
    for county in counties:
        column, row = TILES[county["ags"]]
        placed.append(
            {
                "url": "",
                **county,
                "x": column * 90 + 1,
                "y": row * 90 + 1,
                "middle": column * 90 + 42,
                "name_y": row * 90 + 35,
                "value_y": row * 90 + 67,
            }
        )
    return placed


def _ticks(highest: float) -> list[float]:
    step = next(step for scale in (1, 10, 100, 1000, 10**4, 10**5, 10**6, 10**7) for step in (1 * scale, 2 * scale, 5 * scale) if highest <= step * 4)
    return [step * count for count in range(int(-(-highest // step)) + 1)] or [0, step]


def columns(title: str, keys: Sequence[str], rows: Sequence[tuple[str, Sequence[float | None]]], places: int = 0) -> Columns:
    """Rows are (label, one value per key); None is a hidden value: its column is a dot, the table says so too."""
    fills = FILLS[len(keys)]
    written = [(label, [HIDDEN if value is None else decimal(value, places) for value in values]) for label, values in rows]
    chart = Columns(title, list(zip(keys, fills, strict=True)), written)
    highest = max((sum(value or 0 for value in values) for _, values in rows if None not in values), default=0)
    ticks = _ticks(highest or 1)
    scale = (BASE - TOP) / ticks[-1]
    for tick in ticks:
        y = BASE - tick * scale
        chart.add("line", "ax", x1=LEFT, x2=RIGHT, y1=y, y2=y)
        chart.add("text", "t-soft t-r", number(tick), x=LEFT - 8, y=y + 5)
    step = (RIGHT - LEFT) / max(len(rows), 4)
    every = -(-len(rows) // 9)
    for index, (label, values) in enumerate(rows):
        centre = LEFT + step * (index + 0.5)
        if index % every == 0:
            chart.add("text", "t-soft t-m", label, x=centre, y=272)
        _column(chart, centre, step * 0.7, values, scale, fills, places)
    return chart


def _column(chart: Columns, centre: float, width: float, values: Sequence[float | None], scale: float, fills: Sequence[str], places: int) -> None:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        chart.add("text", "t-m t-b", HIDDEN, x=centre, y=BASE - 8)
        return
    y = float(BASE)
    for value, fill in reversed(list(zip(known, fills, strict=True))):
        height = float(value) * scale
        if height:
            chart.add("rect", fill, x=centre - width / 2, y=y - height + 1, width=width, height=max(height - 2, 0.5), rx=2)
        y -= height
    if width >= 18:
        chart.add("text", "t-m t-b", decimal(sum(known), places), x=centre, y=y - 7)


def spark(values: Sequence[float]) -> str:
    """The points of a line in a box of 100 by 28."""
    low, high = min(values), max(values)
    step, scale = 100 / max(len(values) - 1, 1), 24 / ((high - low) or 1)
    return " ".join(f"{index * step:.1f},{26 - (float(value) - float(low)) * float(scale):.1f}" for index, value in enumerate(values))


def meter(actual: float | None, target: float | None, baseline: float | None) -> dict:
    """Widths of a bar of 100: the end of the scale is the larger of target and value, with a little room behind it."""
    end = max(float(value) for value in (actual or 0, target or 0, baseline or 0, 0.0001)) * 1.02

    def place(value: float | None) -> str:
        return "" if value is None else f"{max(float(value), 0) / end * 100:.0f}"

    return {"actual": place(actual) or "0", "target": place(target), "baseline": place(baseline)}
