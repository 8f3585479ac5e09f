"""The only place where figures become shapes: accessible SVG charts of the documents, drawn by one template partial."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sites.core.numbers import HIDDEN, decimal, is_number, number, total

# The colours of report.css: attributes of SVG know no variables of a style sheet.
INK, MUTE, LINE, DEEP, RUST, PALE = "#16202c", "#525e6e", "#c3cbd5", "#1b3f73", "#a94a1a", "#a9c1de"
MARGIN = 124.72  # 44 mm in points: where the text column begins


@dataclass(frozen=True)
class Shape:
    tag: str
    attributes: tuple[tuple[str, str], ...]
    text: str = ""


@dataclass
class Chart:
    """An SVG picture; `title` holds the complete message and becomes the alternative text, `desc` says how to read it."""

    title: str
    desc: str
    width: str
    height: str
    shapes: list[Shape] = field(default_factory=list)

    def add(self, tag: str, text: str = "", **attributes: object) -> None:
        pairs = tuple((name.replace("_", "-"), _plain(value)) for name, value in attributes.items())
        self.shapes.append(Shape(tag, pairs, text))

    def write(self, x: float, y: float, text: str, *, anchor: str = "start", weight: int = 400, fill: str = INK, size: int = 8) -> None:
        self.add("text", text, x=x, y=y, text_anchor=anchor, font_size=size, font_weight=weight, fill=fill)


def _plain(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def dots(title: str, desc: str, columns: Sequence[tuple[str, object, object]], unit: int = 1, width: float = 351.5) -> Chart:
    """One dot per `unit` things and column (label, filled, open); a hidden figure is written, not drawn."""
    across, pitch, radius = (3, 6.9, 2.7) if len(columns) > 5 else (6, 11.0, 4.3)
    step = width / max(len(columns), 3)
    counts = [(_dots(filled, unit), _dots(empty, unit)) for _, filled, empty in columns]
    rows = max((-(-(full + empty) // across) for full, empty in counts), default=0)
    base = max(rows, 1) * pitch + 4
    chart = Chart(title, desc, _plain(width), _plain(base + 28))
    for index, ((label, filled, _), (full, empty)) in enumerate(zip(columns, counts, strict=True)):
        left = index * step
        for dot in range(full + empty):
            x, y = left + radius + 0.7 + dot % across * pitch, base - 4 - dot // across * pitch
            if dot < full:
                chart.add("circle", cx=x, cy=y, r=radius, fill=DEEP)
            else:
                chart.add("circle", cx=x, cy=y, r=radius - 0.4, fill="#fff", stroke=RUST, stroke_width=".9")
        chart.write(left + 0.8, base + 10, fitting(label, step), fill=MUTE)
        chart.write(left + 0.8, base + 21, number(filled), weight=600)
    return chart


def _dots(value: object, unit: int) -> int:
    return -(-int(value) // unit) if is_number(value) and value > 0 else 0


def fitting(label: str, points: float) -> str:
    """A label that fits beside its shape; the table with the figures has it in full."""
    most = int(points / 4.6)
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"


def dot_unit(columns: Sequence[tuple[str, object, object]], most: int = 42) -> int:
    """How many things one dot stands for, so that the highest column keeps at most `most` dots."""
    highest = max((sum(int(value) for value in column[1:] if is_number(value)) for column in columns), default=0)
    return next(unit for unit in (1, 2, 5, 10, 20, 50, 100, 1000, 10**9) if highest <= most * unit)


def stacked(title: str, desc: str, keys: tuple[str, str], bars: Sequence[tuple[str, str, object, object]]) -> Chart:
    """Horizontal bars of two parts (label, small line, first part, second part); a hidden part hides its bar."""
    chart = Chart(title, desc, "476", str(len(bars) * 29 + 20))
    for x, fill, key in ((MARGIN, DEEP, keys[0]), (MARGIN + 136, PALE, keys[1])):
        chart.add("rect", x=x, y=2, width=8, height=8, fill=fill)
        chart.write(x + 12, 9, key)
    highest = max((whole for *_, first, second in bars if is_number(whole := total([first, second]))), default=0)
    scale = 290 / highest if highest else 0
    chart.add("line", x1=MARGIN, y1=18, x2=MARGIN, y2=len(bars) * 29 + 16, stroke=INK, stroke_width=".8")
    for index, (label, small, first, second) in enumerate(bars):
        _stacked_bar(chart, 22 + index * 29, label, small, (first, second), scale)
    return chart


def _stacked_bar(chart: Chart, top: float, label: str, small: str, parts: tuple[object, object], scale: float) -> None:
    chart.write(0, top + 9, fitting(label, MARGIN - 20), weight=600, size=9)
    chart.write(0, top + 19, small, fill=MUTE)
    whole = total(list(parts))
    if not is_number(whole):
        words = "verdeckt" if whole == HIDDEN else "nicht erhoben"
        chart.write(MARGIN + 6, top + 12.6, f"{number(whole)}  {words}", fill=MUTE)
        return
    x = MARGIN
    for part, fill, ink in ((parts[0], DEEP, "#fff"), (parts[1], PALE, INK)):
        length = part * scale if is_number(part) else 0
        if length:
            chart.add("rect", x=x, y=top, width=length, height=18, fill=fill)
        if length > 22:
            chart.write(x + length - 4, top + 12.3, number(part), anchor="end", fill=ink)
        x += length
    chart.write(x + 6, top + 12.6, number(whole), weight=600, size=9)


def hours(title: str, months: Sequence[str], agreed: object, recommended: object, given: Sequence[object]) -> Chart:
    """Hours per month as bars, with a solid line for what is agreed and a dashed one for what is recommended."""
    chart = Chart(title, "Balken: erbrachte Stunden; durchgezogene Linie: vereinbart; gestrichelte Linie: empfohlen.", "476", "116")
    highest = max((float(value) for value in (agreed, recommended, *given) if is_number(value)), default=0)
    tick = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000, 10**6) if highest <= step * 4)
    top = max(tick, -(-highest // tick) * tick)
    ends = 451.2

    def level(value: float) -> float:
        return 112 - value * 90 / top

    for mark in range(0, int(top) + 1, tick):
        chart.add("line", x1=MARGIN, y1=level(mark), x2=ends, y2=level(mark), stroke=LINE if mark else INK, stroke_width=0.5 if mark else 0.8)
        chart.write(MARGIN - 6, level(mark) + 3, str(mark), anchor="end", fill=MUTE)
    for index, value in enumerate(given):
        centre = MARGIN + (index + 0.5) * (ends - MARGIN) / len(months)
        if is_number(value) and value:
            chart.add("rect", x=centre - 7.5, y=level(value), width=15, height=112 - level(value), fill=PALE)
        chart.write(centre, 107.5, decimal(value, 1), anchor="middle")
    for value, stroke, weight, dash, word, y in ((agreed, DEEP, 2.4, "none", "vereinbart", 43), (recommended, RUST, 1.3, "4 3", "empfohlen", 25)):
        if is_number(value):
            for x, end, at in ((MARGIN, ends, level(value)), (0, 22, y)):
                chart.add("line", x1=x, y1=at, x2=end, y2=at, stroke=stroke, stroke_width=weight, stroke_dasharray=dash)
            chart.write(28, y + 3, word)
    chart.add("rect", x=3.5, y=55, width=15, height=12, fill=PALE)
    chart.write(28, 64, "erbracht")
    chart.write(0, 9, "Stunden je Monat", fill=MUTE)
    return chart


def attainment(words: str, baseline: float | None, target: float | None, value: float | None) -> Chart:
    """One bar of a table cell: the value, scaled so that all targets of the table stand at the same place."""
    chart = Chart(words, "Alle Balken sind am Soll ausgerichtet.", "85", "16")
    chart.add("line", x1=0, y1=8, x2=85, y2=8, stroke=LINE, stroke_width=".5")
    if target is None or target <= 0:
        return chart

    def place(figure: float) -> float:
        return min(max(figure, 0) / target * 61, 85.0)

    if value:
        chart.add("rect", x=0, y=5, width=place(value), height=6, fill=DEEP)
    if baseline is not None:
        chart.add("circle", cx=max(place(baseline), 2.3), cy=8, r=2.3, fill="#fff", stroke=INK, stroke_width=".7")
    chart.add("line", x1=61, y1=1.5, x2=61, y2=14.5, stroke=RUST, stroke_width="1.8")
    return chart
