"""Pictures that are no charts of amounts: a net of fields with levels, and the seats of a training."""

from collections.abc import Sequence
from math import cos, pi, sin

from sites.core.charts import Picture
from sites.core.numbers import with_noun

# Net ----------------------------------------------------------------------------------------------------------------

CENTRE, RADIUS = (240.0, 190.0), 136.0


def spider(title: str, desc: str, axes: Sequence[Sequence[str]], now: Sequence[int | None], before: Sequence[int | None], rings: int) -> Picture:
    """A net with one axis for each name (its lines) and one ring for each level; what was not asked has no point on its axis."""
    picture = Picture(480, 362, title, desc, css="spider")
    count = len(axes)
    for ring in range(1, rings + 1):
        picture.add("polygon", "ring", points=_points([ring] * count, rings))
    for index in range(count):
        x, y = _on_axis(index, count, 1)
        picture.add("line", "spoke", x1=CENTRE[0], y1=CENTRE[1], x2=x, y2=y)
    if sum(value is not None for value in before) > 1:
        picture.add("polygon", "before", points=_points(before, rings))
    if sum(value is not None for value in now) > 1:
        picture.add("polygon", "now", points=_points(now, rings))
    for index, value in enumerate(now):
        if value is not None:
            x, y = _on_axis(index, count, value / rings)
            picture.add("circle", "point", cx=x, cy=y, r=5)
    for ring in range(1, rings + 1):
        picture.write(CENTRE[0] + 6, CENTRE[1] - RADIUS * ring / rings + 17, str(ring), "ring-figure")
    for index, lines in enumerate(axes):
        _name(picture, index, count, lines)
    return picture


def _on_axis(index: int, count: int, share_of: float) -> tuple[float, float]:
    angle = 2 * pi * index / count - pi / 2
    return CENTRE[0] + RADIUS * share_of * cos(angle), CENTRE[1] + RADIUS * share_of * sin(angle)


def _points(values: Sequence[int | None], rings: int) -> str:
    """The corners of a polygon, without those that nobody was asked about."""
    places = [_on_axis(index, len(values), value / rings) for index, value in enumerate(values) if value is not None]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def _name(picture: Picture, index: int, count: int, lines: Sequence[str]) -> None:
    """The name of an axis beyond its end: above, below or beside, as far out as its letters need."""
    x, y = _on_axis(index, count, 1)
    widest = max(map(len, lines), default=0) * 4.5
    if abs(x - CENTRE[0]) < 1:
        at, top = x, y - 16 - 22 * (len(lines) - 1)
    elif y < CENTRE[1]:
        at, top = x + (widest + 6 if x > CENTRE[0] else -widest - 6), y - 12 - 11 * (len(lines) - 1)
    else:
        at, top = x + (20 if x > CENTRE[0] else -20), y + 30
    for number_of, line in enumerate(lines):
        picture.write(min(max(at, widest), picture.width - widest), top + 22 * number_of, line)


# Seats --------------------------------------------------------------------------------------------------------------

SEAT, IN_ROW, MOST_SEATS = 20, 20, 60


def seats_drawn(taken: int, free: int, waiting: int, you: int | None) -> Picture:
    """A circle for each place and, behind them, for each who waits; `you`: the place on the waiting list. Too many are said in words alone."""
    held, behind = ["taken"] * taken + ["open"] * free, ["waits"] * min(waiting, IN_ROW)
    if you and you <= len(behind):
        behind[you - 1] = "you"
    if len(held) > MOST_SEATS:
        return Picture(0, 0)
    rows = [held[at : at + IN_ROW] for at in range(0, len(held), IN_ROW)] or [[]]
    short = len(rows[-1]) + 1 + len(behind) <= IN_ROW + 6
    lines = [*rows[:-1], [*rows[-1], "", *behind]] if short and behind else [*rows, behind] if behind else rows
    said = f"{taken} von {with_noun(taken + free, 'Platz', 'Plätzen')} vergeben" + (f", {waiting} auf der Warteliste" if waiting else "")
    picture = Picture((IN_ROW + 6) * SEAT, len(lines) * 24, said + (f", Sie sind auf Platz {you}" if you else ""), css="seats")
    for row, line in enumerate(lines):
        for column, css in enumerate(line):
            if css:
                picture.add("circle", css, cx=column * SEAT + 10, cy=row * 24 + 12, r=7)
    return picture
