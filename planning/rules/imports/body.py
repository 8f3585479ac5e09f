"""The rows of a table below its head: what is an entry, and what is a total, a footnote or empty and is named instead of read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planning.rules.imports.columns import COLUMNS, Kind, listed
from planning.rules.imports.grid import MOST_ROWS, Grid, Row, Unreadable
from planning.rules.imports.heads import WIDE, Head, IsIndicator, said_by, twice

TOTAL = re.compile(r"(?:gesamt(?:summe|ergebnis|zahl)?|end(?:summe|ergebnis)|zwischensumme|summe|insgesamt|zusammen|total)\b", re.IGNORECASE)
OF_COUNTY = re.compile(r".*\b(?:gesamt|insgesamt|zusammen)", re.IGNORECASE)
FOOTNOTE = re.compile(
    r"\*|[¹²³]|\d\)|(?:Quelle|Quellen|Anmerkung|Anmerkungen|Hinweis|Stand|Erläuterung|Datenstand|Legende)\b|©|_{3}|–{3}", re.IGNORECASE
)
LONG = 60  # a single text of so many letters is prose
SHOWN = 8


@dataclass(frozen=True)
class Given:
    """One entry as the table gives it. `kept`: columns of which somebody has said that they are right as they stand; `left`: left out by hand;
    `head`: what stands over its column, where a row of a wide table has several entries."""

    number: int
    cells: dict[str, str]
    kept: tuple[str, ...] = ()
    left: bool = False
    head: str = ""


@dataclass
class Body:
    """The entries of a table, and sentences about everything that is none: {"kind", "text", "rows"}."""

    entries: list[Given] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    source: str = ""  # where the figures come from, if a footnote says so

    def note(self, kind: str, text: str, rows: Sequence[int] = ()) -> None:
        self.notes.append({"kind": kind, "text": text, "rows": list(rows)[:MOST_ROWS]})


def in_words(numbers: Sequence[int]) -> str:
    """Zeile 5; Zeilen 5 und 9; Zeilen 5, 6, 7 … (23 Zeilen)."""
    if len(numbers) == 1:
        return f"Zeile {numbers[0]}"
    if len(numbers) > SHOWN:
        return f"Zeilen {', '.join(map(str, numbers[:SHOWN]))} … ({len(numbers)} Zeilen)"
    return f"Zeilen {', '.join(map(str, numbers[:-1]))} und {numbers[-1]}"


def read_body(kind: str, grid: Grid, head: Head, names: Mapping[str, str], fixed: Mapping[str, str], is_indicator: IsIndicator) -> Body:
    """Every row below the head becomes an entry, several entries where the table is wide, or is named with what it is."""
    body, sorts = Body(), {}  # type: Body, dict[str, list[Row]]
    for at, row in enumerate(head.body):
        if sort := _sort(kind, grid, head, row, is_first=not at):
            sorts.setdefault(sort, []).append(row)
        else:
            body.entries += _entries(head, row, fixed, is_indicator)
            if len(body.entries) > MOST_ROWS:
                raise Unreadable("Die Tabelle ergibt mehr als 20.000 Einträge. Bitte teilen Sie sie in mehrere Dateien.")
    if not body.entries:
        raise Unreadable(
            "Unter der Überschrift steht keine Zeile, die wir lesen können. Bitte prüfen Sie, ob die Überschriften über den Spalten stehen."
        )
    _name_sorts(body, sorts)
    _name_beside(kind, body, grid, head, names, is_indicator)
    return body


def _cell(row: Row, at: int) -> str:
    return row.cells[at] if at < len(row.cells) else ""


def _sort(kind: str, grid: Grid, head: Head, row: Row, *, is_first: bool) -> str:
    """What a row is when it is no entry."""
    filled = [text for text in row.cells if text]
    if row.cells == head.last.cells:
        return "repeat"
    numbers = [text.strip("()") for text in filled]
    if is_first and len(numbers) > 2 and numbers == [str(int(numbers[0]) + at if numbers[0].isdigit() else "") for at in range(len(numbers))]:
        return "numbering"
    is_unread = head.is_known and not any(_cell(row, at) for at, name in head.columns.items() if name)
    if not is_unread and _is_total(kind, head, row, filled[0]):
        return "total"
    if len(filled) == 1 and sum(map(bool, head.texts)) > 1 and _is_foot(grid, row, filled[0]):
        return "foot"
    return "unread" if is_unread else ""


def _is_total(kind: str, head: Head, row: Row, begin: str) -> bool:
    if kind == Kind.FIGURES:
        named = next((_cell(row, at) for at, name in head.columns.items() if name in {"municipality", "planning_area"}), "")
        return bool(TOTAL.match(named or begin) or OF_COUNTY.fullmatch(named))
    needed = [column.name for column in COLUMNS[kind] if column.needed]
    return bool(TOTAL.match(begin)) and any(not _cell(row, at) for at, name in head.columns.items() if name in needed)


def _is_foot(grid: Grid, row: Row, text: str) -> bool:
    """What the only text of a row is, also below a column that is not read."""
    is_joined = any(join.first == row.number and join.right > join.left for join in grid.joined)
    return bool(FOOTNOTE.match(text)) or len(text) > LONG or is_joined


def _entries(head: Head, row: Row, fixed: Mapping[str, str], is_indicator: IsIndicator) -> Iterable[Given]:
    """One entry; of a wide table one for each column of figures that holds something."""
    cells = {name: _cell(row, at) for at, name in head.columns.items() if name and name != WIDE and _cell(row, at)}
    cells = {**{name: text for name, text in fixed.items() if text}, **cells}
    wide = [at for at, name in head.columns.items() if name == WIDE]
    if not wide:
        return [Given(row.number, cells)]
    return [
        Given(row.number, {**cells, **said_by(head, at, is_indicator), "value": _cell(row, at)}, head=head.whole(at)) for at in wide if _cell(row, at)
    ]


def _name_sorts(body: Body, sorts: Mapping[str, list[Row]]) -> None:
    words = {
        "total": ("ist eine Summe und wird nicht gelesen", "sind Summen und werden nicht gelesen"),
        "foot": (
            "ist eine Fußnote oder Zwischenüberschrift und wird nicht gelesen",
            "sind Fußnoten oder Zwischenüberschriften und werden nicht gelesen",
        ),
        "repeat": ("wiederholt die Überschrift", "wiederholen die Überschrift"),
        "numbering": ("zählt nur die Spalten", "zählen nur die Spalten"),
        "unread": ("hat in den gelesenen Spalten nichts", "haben in den gelesenen Spalten nichts"),
    }
    for sort, rows in sorts.items():
        one, several = words[sort]
        begins = ", ".join(f"„{next(filter(None, row.cells))[:60]}“" for row in rows[:3]) if sort in {"total", "foot"} else ""
        text = f"{in_words([row.number for row in rows])} {one if len(rows) == 1 else several}{f': {begins}' if begins else ''}."
        body.note(sort, text, [row.number for row in rows])
    for row in sorts.get("foot", []):
        if source := re.match(r"(?:Quelle|Quellen)\s*:\s*(.+)", next(filter(None, row.cells)), re.IGNORECASE):
            body.source = source[1][:200]


def _name_beside(kind: str, body: Body, grid: Grid, head: Head, names: Mapping[str, str], is_indicator: IsIndicator) -> None:
    """What stands above the head, what is empty, hidden, unknown or on other sheets, and what the heads of a wide table are taken for."""
    if head.above:
        texts = ", ".join(f"„{next(filter(None, row.cells))[:60]}“" for row in head.above[:3])
        one = "Eine Zeile über der Überschrift wird" if len(head.above) == 1 else f"{len(head.above)} Zeilen über der Überschrift werden"
        body.note("title", f"Die Überschrift steht in Zeile {head.number}. {one} nicht gelesen: {texts}.", [row.number for row in head.above])
    there = {row.number for row in head.body} | set(grid.remarks)
    empty = [number for number in range(head.number + 1, max(there)) if number not in there] if max(there) - head.number < 2 * MOST_ROWS else []
    if empty:
        body.note("empty", f"{in_words(empty)} {'ist' if len(empty) == 1 else 'sind'} leer.", empty)
    entries = {given.number for given in body.entries}
    if hidden := [number for number in grid.hidden if number in entries]:
        how = "weggefiltert" if grid.is_filtered else "ausgeblendet"
        verb = "ist in Ihrer Datei" if len(hidden) == 1 else "sind in Ihrer Datei"
        body.note("hidden", f"{in_words(hidden)} {verb} {how} und hier dabei.", hidden)
    used = {at for row in head.body for at, text in enumerate(row.cells) if text}
    if not head.is_known:
        words = ", ".join(f"„{text[:40]}“" for text in head.texts if text)
        text = "Steht dort schon ein Eintrag, setzen Sie bitte eine Zeile mit Überschriften darüber und lesen die Tabelle noch einmal ein."
        body.note("head", f"Als Überschrift gilt Zeile {head.number}: {words}. {text}", [head.number])
    elif unread := head.unread(used):
        body.note("unknown", f"{listed('Nicht gelesen wird die Spalte', 'Nicht gelesen werden die Spalten', unread)}.")
    if doubles := twice(kind, head, names):
        body.note("double", f"{listed('Zweimal steht da die Spalte', 'Zweimal stehen da die Spalten', doubles)}. Gelesen wird die erste.")
    if grid.others:
        body.note("sheets", f"Gelesen wird das Blatt „{grid.sheet}“, nicht {listed('das Blatt', 'die Blätter', grid.others)}.")
    days = {said["day"] for at, name in head.columns.items() if name == WIDE and "day" in (said := said_by(head, at, is_indicator))}
    if years := sorted(day for day in days if day.startswith("31.12.")):
        body.note("years", f"Die Jahre in den Überschriften gelten als {listed('Stichtag', 'Stichtage', years)}.")
