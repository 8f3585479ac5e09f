"""The only place where figures become pictures, on screens as on paper: shapes with places and classes; each medium's style sheet colours them.

A picture with words is never stretched on a screen, for its letters would shrink with it: it is `fluid`. What lies across is a share of its
width, heights are pixels, and its letters have the size of the page's text. A figure may be hidden (•) or missing (None): it is written, not
drawn. The same figures always stand in words or in a table beside the picture.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sites.core.numbers import HIDDEN, Number, decimal, is_number, number, total

#: Where the 22 counties lie on the tile map: AGS → column, row.
TILES = {
    "16061": (1, 0), "16062": (2, 0), "16065": (3, 0),
    "16064": (1, 1), "16068": (2, 1), "16071": (3, 1),
    "16063": (0, 2), "16067": (1, 2), "16051": (2, 2), "16055": (3, 2), "16053": (4, 2), "16074": (5, 2), "16052": (6, 2), "16077": (7, 2),
    "16066": (0, 3), "16054": (1, 3), "16070": (2, 3), "16073": (3, 3), "16075": (4, 3), "16076": (5, 3),
    "16069": (1, 4), "16072": (2, 4),
}  # fmt: skip
WIDTH = 1 + max(column for column, _ in TILES.values())  # tiles side by side in the widest row
#: Steps of one, two, three and four ordered parts of a column; what has no order gets the colours and outlines of KINDS instead.
KINDS = ("k1", "k2", "k3", "k4")
FILLS = {1: ("f3",), 2: ("f2", "f4"), 3: ("f2", "f3", "f4"), 4: ("f1", "f2", "f3", "f4")}
MARGIN = 124.72  # of paper, 44 mm in points: where the column of text begins
BASE = 250.0  # of the columns on screens
NARROW, WIDE = 250.0, 448.0  # pixels that a picture has at least, within a card on a phone, and where t-wide is shown
#: Attributes that lie across a picture.
ACROSS = {"x", "x1", "x2", "cx", "width"}
#: Lines that keep their thickness in a picture that is stretched.
STEADY = {"vector_effect": "non-scaling-stroke"}


@dataclass(frozen=True)
class Shape:
    """One element of a picture."""

    tag: str
    css: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass
class Picture:
    """Shapes in a box. `title` holds the whole message and is read out, `desc` says how to read it; without a title others say it beside it.

    Classes of text: t-b bold, t-l large, t-soft, t-m and t-r middle and right, t-on on a dark bar, t-wide where there is room.
    """

    width: float
    height: float
    title: str = ""
    desc: str = ""
    css: str = "chart"
    stretched: bool = False
    fluid: bool = False
    shapes: list[Shape] = field(default_factory=list)

    def add(self, tag: str, css: str, text: str = "", **attributes: float | str) -> None:
        pairs = tuple((name.replace("_", "-"), self._placed(tag, name, value)) for name, value in attributes.items())
        self.shapes.append(Shape(tag, css, text, pairs))

    def _placed(self, tag: str, name: str, value: float | str) -> str:
        """Lengths across a fluid picture in percent; a length given as text is in pixels everywhere."""
        across = name in ACROSS or (name == "rx" and tag == "ellipse")
        return share(value, self.width) if self.fluid and across and not isinstance(value, str) else plain(value)

    def write(self, x: float, y: float, text: str, css: str = "") -> None:
        self.add("text", css, text, x=x, y=y)

    @property
    def size(self) -> tuple[str, str]:
        return plain(self.width), plain(self.height)


def plain(value: float | str) -> str:
    """A length as SVG writes it: 12.5, 12."""
    return value if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def share(value: float, whole: float) -> str:
    return f"{value / whole * 100:.2f}".rstrip("0").rstrip(".") + "%"


def fitting(label: str, points: float) -> str:
    """A label of paper that fits beside its shape; the table with the figures has it in full."""
    most = int(points / 4.6)
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"


def crowded(figures: Sequence[str], points: float) -> bool:
    """Whether one of the figures is broader than its column: then every second one stands a line lower, where it has twice the room."""
    return any(len(figure) * 4.6 > points for figure in figures)


def round_steps(highest: Number) -> list[float]:
    """Zero to the first round figure that holds the highest one, in at most four steps of 1, 2 or 5 (times ten, a hundred …)."""
    sizes = (step * scale for scale in (10**power for power in range(12)) for step in (1, 2, 5))
    step = next(size for size in sizes if highest <= size * 4)
    return [step * count for count in range(max(int(-(-float(highest) // step)), 1) + 1)]


def axis(picture: Picture, ticks: Sequence[float], left: float, right: float, top: float, base: float, letter: float) -> float:
    """Level lines with their figures beside them, in letters of this height; returns how high a one is."""
    scale = (base - top) / ticks[-1]
    for tick in ticks:
        y = base - tick * scale
        picture.add("line", "ax" if tick else "ax base", x1=left, x2=right, y1=y, y2=y)
        picture.write(left - letter, y + letter * 0.6, number(tick), "t-soft t-r")
    return scale


# Map ----------------------------------------------------------------------------------------------------------------


GAP = 6  # pixels between rows of tiles


def tiles(counties: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], int]:
    """Counties as tiles, and how high their map is: ags, short, value, class (q0 hidden, q1 to q4; k1 to k5) and title; url where it leads.

    The parts of a value (12/3/1) stand below each other, because a phone has no room beside them. `parts`: (class, number) of what the value
    is made of, a band at the foot of the tile.
    """
    high = 32 + 20 * max((county["value"].count("/") + 1 for county in counties), default=1) + (16 if any("parts" in one for one in counties) else 0)
    placed = []
    for county in counties:
        column, row = TILES[county["ags"]]
        top = row * (high + GAP) + 1
        placed.append(
            {
                "url": "",
                **county,
                "x": share(column + 0.03, WIDTH),
                "y": top,
                "width": share(0.94, WIDTH),
                "height": high,
                "middle": share(column + 0.5, WIDTH),
                "name_y": top + 21,
                "values": [(part, top + 41 + 20 * index) for index, part in enumerate(county["value"].split("/"))],
                "band_y": top + high - 18,
                "bands": _band(column, county.get("parts", ())),
            }
        )
    return placed, 5 * (high + GAP)


def _band(column: int, parts: Sequence[tuple[str, int]]) -> list[tuple[str, str, str]]:
    """The parts of a tile's value side by side: class, where each begins and how wide it is; parts of nothing are left out."""
    shown, whole = [(css, part) for css, part in parts if part], sum(part for _, part in parts)
    begins, wide, found = column + 0.12, 0.76 - 0.03 * (len(shown) - 1), list[tuple[str, str, str]]()
    for css, part in shown:
        width = wide * part / whole
        found.append((css, share(begins, WIDTH), share(width, WIDTH)))
        begins += width + 0.03
    return found


# Columns ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Columns:
    """Columns of stacked parts with the colours of their keys, and the rows of the table with the same figures."""

    picture: Picture
    keys: list[tuple[str, str]]
    rows: list[tuple[str, list[str]]]


def columns(title: str, keys: Sequence[str], rows: Sequence[tuple[str, Sequence[object]]], *, kinds: bool = False) -> Columns:
    """Rows are (label, one value per key); one part that is hidden or missing hides the column. `kinds`: the parts have no order."""
    picture, fills = Picture(522, 284, title, fluid=True), KINDS[: len(keys)] if kinds else FILLS[len(keys)]
    wholes = [total(values) if None not in values else None for _, values in rows]
    ticks = round_steps(max((whole for whole in wholes if is_number(whole)), default=0) or 1)
    left = _letters(number(ticks[-1])) / NARROW * picture.width
    scale = _levels(picture, ticks)
    step = (picture.width - left) / max(len(rows), 4)
    labels, figures = (_shown(texts, step) for texts in ([label for label, _ in rows], [decimal(whole, 0) for whole in wholes]))
    for index, ((label, values), whole) in enumerate(zip(rows, wholes, strict=True)):
        centre = left + step * (index + 0.5)
        if (css := labels(index)) is not None:
            picture.write(centre, 274, label, f"t-soft t-m{css}")
        top = _stack(picture, centre, step * 0.7, list(zip(values, fills, strict=True)), scale) if is_number(whole) else BASE
        if (css := figures(index)) is not None or not is_number(whole):
            picture.write(centre, top - 7, decimal(whole, 0) if is_number(whole) else number(whole), f"t-m t-b{css or ''}")
    return Columns(picture, list(zip(keys, fills, strict=True)), [(label, [decimal(value, 0) for value in values]) for label, values in rows])


def _letters(text: str) -> float:
    """About how many pixels a word takes in the letters of the page, with a space behind it."""
    return len(text) * 9.5 + 5


def _levels(picture: Picture, ticks: Sequence[float]) -> float:
    """Level lines with their figures on them, at the left edge; returns how high a one is."""
    scale = (BASE - 30) / ticks[-1]
    for tick in ticks:
        y = BASE - tick * scale
        picture.add("line", "ax" if tick else "ax base", x1=0, x2=picture.width, y1=y, y2=y)
        picture.write(0, y - 4, number(tick), "t-soft")
    return scale


def _shown(texts: Sequence[str], step: float) -> Callable[[int], str | None]:
    """Which of these texts stand at their columns without touching each other: " t-wide" on wide screens alone, None nowhere."""
    widest = max(map(_letters, texts), default=0)
    narrow, wide = (-(-widest // (step * pixels)) for pixels in (NARROW / 522, WIDE / 522))
    return lambda index: "" if index % narrow == 0 else " t-wide" if index % wide == 0 else None


def _stack(picture: Picture, centre: float, width: float, parts: list[tuple[object, str]], scale: float) -> float:
    """The parts of a column, the last one at the bottom; returns where it ends."""
    y = BASE
    for value, fill in reversed(parts):
        height = _length(value, scale)
        if height:
            picture.add("rect", fill, x=centre - width / 2, y=y - height + 1, width=width, height=max(height - 2, 0.5), rx=2)
        y -= height
    return y


def _length(value: object, scale: float) -> float:
    return float(value) * scale if is_number(value) else 0


def hours(title: str, agreed: object, recommended: object, given: Sequence[object]) -> Picture:
    """Hours per month above the months of the table below, with lines for what is agreed and what is recommended."""
    advised = "; gestrichelte Linie: empfohlen" if is_number(recommended) else ""
    picture = Picture(476, 116, title, f"Balken: erbrachte Stunden; durchgezogene Linie: vereinbart{advised}.")
    ends, base = 451.2, 112.0
    highest = max((float(value) for value in (agreed, recommended, *given) if is_number(value)), default=0)
    scale = axis(picture, round_steps(highest or 1), MARGIN, ends, 22, base, 5)
    written, step = [decimal(value) for value in given], (ends - MARGIN) / len(given)
    higher = 10 if crowded(written, step) else 0
    for index, value in enumerate(given):
        centre = MARGIN + (index + 0.5) * step
        if height := _length(value, scale):
            picture.add("rect", "f2", x=centre - 7.5, y=base - height, width=15, height=height)
        picture.write(centre, 107.5 - higher * (index % 2), written[index], "t-m")
    for value, css, word, y in ((agreed, "agreed", "vereinbart", 43), (recommended, "advised", "empfohlen", 25)):
        if is_number(value):
            for x, end, at in ((MARGIN, ends, base - _length(value, scale)), (0, 22, y)):
                picture.add("line", css, x1=x, y1=at, x2=end, y2=at)
            picture.write(28, y + 3, word)
    picture.add("rect", "f2", x=3.5, y=55, width=15, height=12)
    picture.write(28, 64, "erbracht")
    picture.write(0, 9, "Stunden je Monat", "t-soft")
    return picture


# Bars, dots, lines --------------------------------------------------------------------------------------------------


def hours_month(agreed: Number, given: Number, recommended: Number | None, highest: Number) -> Picture:
    """One month of hours: agreed broad and light, given slim and dark before it, recommended as a line above; their figures stand beside it."""
    picture = Picture(60, 96, css="", stretched=True)
    scale = 88 / float(highest or 1)
    for css, left, width, value in (("f2", 14, 32, agreed), ("f3", 22, 16, given)):
        picture.add("rect", css, x=left, width=width, y=96 - float(value) * scale, height=float(value) * scale)
    if recommended:
        picture.add("line", "goal", x1=4, x2=56, y1=96 - float(recommended) * scale, y2=96 - float(recommended) * scale, **STEADY)
    picture.add("line", "base", x1=0, x2=60, y1=95.5, y2=95.5, **STEADY)
    return picture


def bars(title: str, desc: str, keys: tuple[str, str], rows: Sequence[tuple[str, str, object, object]], width: float = 476) -> Picture:
    """Horizontal bars of two kinds of parts (label, small line, first part, second part); a hidden part hides its bar."""
    picture = Picture(width, len(rows) * 29 + 20, title, desc)
    begin = min(MARGIN, width - 300)
    for x, fill, key in ((begin, "k1", keys[0]), (begin + 136, "k2", keys[1])):
        picture.add("rect", fill, x=x, y=2, width=8, height=8)
        picture.write(x + 12, 9, key)
    highest = max((float(whole) for *_, first, second in rows if is_number(whole := total([first, second]))), default=0)
    scale = (width - MARGIN - 61) / highest if highest else 0
    picture.add("line", "ax base", x1=MARGIN, y1=18, x2=MARGIN, y2=len(rows) * 29 + 16)
    for index, (label, small, *parts) in enumerate(rows):
        _bar(picture, 22 + index * 29, label, small, parts, scale)
    return picture


def _bar(picture: Picture, top: float, label: str, small: str, parts: Sequence[object], scale: float) -> None:
    picture.write(0, top + 9, fitting(label, MARGIN - 20), "t-b t-l")
    picture.write(0, top + 19, small, "t-soft")
    whole = total(parts)
    if not is_number(whole):
        words = "verdeckt" if whole == HIDDEN else "nicht erhoben"
        picture.write(MARGIN + 6, top + 12.6, f"{number(whole)}  {words}", "t-soft")
        return
    x = MARGIN
    for part, fill, ink in zip(parts, KINDS[:2], ("t-r t-on", "t-r"), strict=True):
        length = _length(part, scale)
        if length:
            picture.add("rect", fill, x=x, y=top, width=length, height=18)
        if length > 22 and number(part) != number(whole):  # a bar of one part has its figure behind it
            picture.write(x + length - 4, top + 12.3, number(part), ink)
        x += length
    picture.write(x + 6, top + 12.6, number(whole), "t-b t-l")


def dots(title: str, desc: str, rows: Sequence[tuple[str, object, object]], unit: int = 1, width: float = 351.5) -> Picture:
    """One dot per `unit` things and row (label, filled, open); a hidden figure is written, not drawn."""
    across, pitch, radius = (3, 6.9, 2.7) if len(rows) > 5 else (6, 11.0, 4.3)
    step = width / max(len(rows), 3)
    counts = [(_dots(filled, unit), _dots(empty, unit)) for _, filled, empty in rows]
    base = max(max((-(-(full + empty) // across) for full, empty in counts), default=0), 1) * pitch + 4
    written = [number(filled) for _, filled, _ in rows]
    lower = 10 if crowded(written, step) else 0
    picture = Picture(width, base + 28 + lower, title, desc)
    for index, ((label, _, _), (full, empty)) in enumerate(zip(rows, counts, strict=True)):
        left = index * step
        for dot in range(full + empty):
            x, y = left + radius + 0.7 + dot % across * pitch, base - 4 - dot // across * pitch
            picture.add("circle", "f4" if dot < full else "open", cx=x, cy=y, r=radius if dot < full else radius - 0.4)
        picture.write(left + 0.8, base + 10, fitting(label, step), "t-soft")
        is_last = bool(lower) and index == len(rows) - 1
        picture.write(width if is_last else left + 0.8, base + 21 + lower * (index % 2), written[index], "t-b t-r" if is_last else "t-b")
    return picture


def _dots(value: object, unit: int) -> int:
    return -(-int(value) // unit) if is_number(value) and value > 0 else 0


def dot_unit(rows: Sequence[tuple[str, object, object]], most: int = 42) -> int:
    """How many things one dot stands for, so that the highest row keeps at most `most` dots."""
    highest = max((sum(int(value) for value in row[1:] if is_number(value)) for row in rows), default=0)
    return next(unit for unit in (step * int(10**power) for power in range(12) for step in (1, 2, 5)) if highest <= most * unit)


def spark(values: Sequence[Number]) -> Picture:
    """A line without axis beside a sentence that says the figures; nothing for a single value."""
    picture = Picture(100, 28, css="sparkline", stretched=True)
    if len(values) > 1:
        low, high = float(min(values)), float(max(values))
        step, scale = 100 / (len(values) - 1), 24 / ((high - low) or 1)
        points = " ".join(f"{index * step:.1f},{26 - (float(value) - low) * scale:.1f}" for index, value in enumerate(values))
        picture.add("polyline", "spark", points=points, **STEADY)
    return picture


def meter(value: object, target: object = None, baseline: object = None, *, whole: Number | None = None, title: str = "") -> Picture:
    """A bar for the value, a stroke for the target, a ring for the baseline. All targets stand at the same place, so that bars can be compared.

    A share of a `whole` needs no target; without either there is nothing to measure by, and only the track is drawn.
    """
    picture = Picture(85, 16, title, "Alle Balken sind am Soll ausgerichtet." if title else "", css="meter", stretched=True)
    picture.add("line", "track", x1=0, y1=8, x2=85, y2=8, **STEADY)
    end, place = (float(whole), 85.0) if whole else (float(target) if is_number(target) else 0, 61.0)
    if end <= 0:
        return picture
    if length := min(max(_length(value, place / end), 0), 85):
        picture.add("rect", "value", x=0, y=5, width=length, height=6)
    if is_number(baseline):
        at = min(max(_length(baseline, place / end), 2.3), 85)
        for css in ("ring", "from"):
            picture.add("line", css, x1=at, y1=8, x2=at, y2=8, **STEADY)
    if not whole:
        picture.add("line", "goal", x1=place, y1=1.5, x2=place, y2=14.5, **STEADY)
    return picture
