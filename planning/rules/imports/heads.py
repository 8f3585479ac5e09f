"""Where the head of a table stands, below titles, empty and joined rows, and what each column holds: by its name, or as somebody has said."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planning.rules.imports.columns import COLUMNS, Kind, bare, label_of, lacking, listed, names_of
from planning.rules.imports.grid import Grid, Row, Unreadable, column_name

#: A column of figures whose head says the year or the indicator.
WIDE = "wide"
LEFT_OUT = ""
DEEPEST = 60  # so many rows with something in them may stand above the head
YEAR = re.compile(r"(?:(?:31\.12\.|30\.06\.|30\.6\.|Jahr |Stand )?)((?:19|20)\d\d)")
FULL_DAY = re.compile(r"(?:Stand |am )?(\d{1,2}\.\d{1,2}\.(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d)")

type IsIndicator = Callable[[str], bool]


@dataclass(frozen=True)
class Head:
    """The head of a table in one row or in two. `texts`: its words by column; `over`: those of the row above, as far as they reach."""

    above: list[Row]
    last: Row
    body: list[Row]
    texts: list[str]
    over: list[str]
    columns: dict[int, str]  # position → name of the column, WIDE, or left out because somebody said so
    place: tuple[int, bool] = (0, False)  # at which row of the grid it ends, and whether it has two

    @property
    def number(self) -> int:
        return self.last.number

    @property
    def is_known(self) -> bool:
        """Whether at least one column is read."""
        return any(self.columns.values())

    def unread(self, used: set[int]) -> list[str]:
        """The columns that hold something and are not read."""
        return [self.called(at) for at in sorted(used) if not self.columns.get(at)]

    def called(self, at: int) -> str:
        return (self.texts[at] if at < len(self.texts) else "")[:60] or f"Spalte {column_name(at)}"

    def whole(self, at: int) -> str:
        """Over a column of a wide table, in both rows: "Arbeitslose, 2023"."""
        above = self.over[at][:60] if at < len(self.over) else ""
        return ", ".join(dict.fromkeys(filter(None, (above, self.called(at)))))


def find_head(kind: str, grid: Grid, kept: Mapping[str, str], is_indicator: IsIndicator) -> Head:
    """The row that knows the most columns; `kept`: what somebody has said of heads in earlier tables."""
    names = {**names_of(kind), **kept}
    best, most = (_fallback(grid), False), 0
    for at, row in enumerate(grid.rows[: min(DEEPEST, len(grid.rows) - 1)]):
        for is_double in (False, True) if at else (False,):
            texts, over = _texts(grid, at, is_double)
            columns = _columns(kind, texts, over, names, is_indicator)
            if len(columns) > most and (len(columns) > 1 or sum(map(bool, row.cells)) <= 2):
                best, most = (at, is_double), len(columns)
    return head_at(kind, grid, *best, names, is_indicator)


def head_at(kind: str, grid: Grid, at: int, is_double: bool, names: Mapping[str, str], is_indicator: IsIndicator) -> Head:
    texts, over = _texts(grid, at, is_double)
    return _checked(grid, _head(grid, at, is_double, _columns(kind, texts, over, names, is_indicator)))


def head_as_said(grid: Grid, place: Sequence[Any], columns: Mapping[int, str]) -> Head:
    """The head at a place that was found before, with its columns as somebody has said them."""
    return _checked(grid, _head(grid, int(place[0]), bool(place[1]), dict(columns)))


def _head(grid: Grid, at: int, is_double: bool, columns: dict[int, str]) -> Head:
    texts, over = _texts(grid, at, is_double)
    return Head(grid.rows[: at - is_double], grid.rows[at], grid.rows[at + 1 :], texts, over, columns, (at, is_double))


def _checked(grid: Grid, head: Head) -> Head:
    if not head.body:
        raise Unreadable("Die Tabelle hat nur Überschriften. Bitte tragen Sie darunter mindestens eine Zeile ein.")
    if joined := next((join for join in grid.joined if join.first != join.last and join.last > head.number), None):
        raise Unreadable(
            f"Im Blatt „{grid.sheet}“ sind Zellen verbunden ({joined.name}). Dann ist unklar, für welche Zeile der Wert gilt. "
            "Bitte heben Sie die Verbindung auf und füllen Sie jede Zelle."
        )
    return head


def _fallback(grid: Grid) -> int:
    """Where nothing is known: the first row with several cells above another one like it."""
    wide = [sum(map(bool, row.cells)) > 1 for row in grid.rows[:DEEPEST]]
    return next((at for at in range(len(wide) - 1) if wide[at] and wide[at + 1]), 0)


def _texts(grid: Grid, at: int, is_double: bool) -> tuple[list[str], list[str]]:
    """The words of the head by column, and what stands above them: a word there reaches over the empty cells beside it."""
    lower = grid.rows[at].cells
    if not is_double:
        return list(lower), []
    upper, over, reaching = grid.rows[at - 1].cells, [], ""
    for position in range(max(len(lower), len(upper))):
        text = upper[position] if position < len(upper) else ""
        reaching = text or (reaching if position < len(lower) and lower[position] else "")
        over.append(reaching)
    texts = [lower[position] if position < len(lower) else "" for position in range(len(over))]
    return [text or above for text, above in zip(texts, over, strict=True)], over


def _columns(kind: str, texts: Sequence[str], over: Sequence[str], names: Mapping[str, str], is_indicator: IsIndicator) -> dict[int, str]:
    columns: dict[int, str] = {}
    for at, text in enumerate(texts):
        above = over[at] if at < len(over) else ""
        words = [f"{above} {text}", text, above] if above and above != text else [text]
        name = next((names[bare(word)] for word in words if bare(word) in names), None)
        if name is None and kind == Kind.FIGURES and wide_of(text, above, is_indicator):
            name = WIDE
        if name is not None and (name in {WIDE, LEFT_OUT} or name not in columns.values()):
            columns[at] = name
    return columns


def wide_of(text: str, above: str, is_indicator: IsIndicator) -> dict[str, str]:
    """What the head of a column of figures says: the day, the indicator, or both in two rows."""
    said: dict[str, str] = {}
    for word in filter(None, (text, above)):
        if is_indicator(word):
            said.setdefault("indicator", word)
        elif day := FULL_DAY.fullmatch(word):
            said.setdefault("day", day[1])
        elif year := YEAR.fullmatch(word):
            said.setdefault("day", f"31.12.{year[1]}")
    return said


def what_lacks(kind: str, head: Head, fixed: Mapping[str, str], is_indicator: IsIndicator) -> list[str]:
    """The labels of what the table cannot do without and does not say anywhere."""
    names = {name for name in head.columns.values() if name} | {name for name, text in fixed.items() if text}
    wide = [wide_of(*_words(head, at), is_indicator) for at, name in head.columns.items() if name == WIDE]
    if wide:
        names |= {"value", *set.intersection(*(set(said) for said in wide))}
    return lacking(kind, names)


def refuse_narrow(kind: str, head: Head) -> None:
    """A table with fewer columns than it would need cannot be helped by saying what they mean; of figures much may be said for all rows."""
    missing = lacking(kind, {name for name in head.columns.values() if name})
    free = [text for at, text in enumerate(head.texts) if text and not head.columns.get(at)]
    if len(missing) > len(free) and kind != Kind.FIGURES:
        found = ", ".join(f"„{text[:40]}“" for text in head.texts[:20] if text)
        possible = ", ".join(column.label for column in COLUMNS[kind])
        raise Unreadable(f"{listed('Es fehlt die Spalte', 'Es fehlen die Spalten', missing)}. Gefunden haben wir: {found}. Möglich sind: {possible}.")


def _words(head: Head, at: int) -> tuple[str, str]:
    return head.texts[at] if at < len(head.texts) else "", head.over[at] if at < len(head.over) else ""


def said_by(head: Head, at: int, is_indicator: IsIndicator) -> dict[str, str]:
    return wide_of(*_words(head, at), is_indicator)


def twice(kind: str, head: Head, names: Mapping[str, str]) -> list[str]:
    """The labels of columns of which the table has a second one that is not read."""
    doubles = {names.get(bare(text)) for at, text in enumerate(head.texts) if text and at not in head.columns}
    return [label_of(kind, name) for name in doubles if name and name in head.columns.values()]
