"""One entry of a table and what it would do, with everything that is wrong with it and how that could be mended."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from planning.rules.imports import values
from planning.rules.imports.columns import COLUMNS, label_of
from planning.rules.imports.values import Wrong, as_shown, quoted

#: What an entry does. NONE: official statistics say that there is no number; LEFT: somebody has left the row out.
NEW, CHANGED, SAME, WRONG, NONE, LEFT = "new", "changed", "same", "wrong", "none", "left"


@dataclass
class Line:
    """One entry: what it says, what it would write, and what is wrong with it. `at`: its position, because a wide row has several;
    `head`: over which column of a wide table its value stands."""

    kind: str
    number: int
    cells: dict[str, str]
    at: int = 0
    kept: tuple[str, ...] = ()
    head: str = ""
    title: str = ""
    does: str = SAME
    changes: list[list[str]] = field(default_factory=list)  # label, old, new
    writes: list[tuple[Any, dict[str, Any]]] = field(default_factory=list)  # rows to be saved: changed field → old value
    same_as: list[tuple[str, object]] = field(default_factory=list)  # (column, identity): nothing else in the table may have it
    problems: list[dict[str, Any]] = field(default_factory=list)

    @property
    def first(self) -> str:
        """What stands in its first column that is not empty; the database keeps cells in an order of its own."""
        return next((self.cells[column.name] for column in COLUMNS[self.kind] if self.cells.get(column.name)), "")

    def leave(self) -> None:
        """Left out by hand: what stands in it is shown as it stands."""
        self.does, self.title = LEFT, " · ".join(filter(None, (self.first, self.head)))
        self.changes = [[column.label, "", self.cells[column.name]] for column in COLUMNS[self.kind] if self.cells.get(column.name)]

    def wrong(self, column: str, text: str, *, mend: str = "", keep: str = "") -> None:
        """`mend`: what to put there instead; `keep`: the words of the button that says it is right as it stands."""
        label = self.head if self.head and column == "value" else label_of(self.kind, column)
        problem = {"row": self.number, "at": self.at, "column": label, "text": text}
        more = {"mend": mend, "keep": keep}
        self.problems.append({**problem, **{name: words for name, words in more.items() if words}, **({"name": column} if mend or keep else {})})

    def read(self, column: str, parse: Callable[[str], Any], longest: int = 200) -> Any:
        """The value of a cell; nothing when it is empty or wrong. An empty cell changes nothing."""
        text = self.cells.get(column, "")
        if not text:
            return None
        try:
            return parse(values.plain(text, longest))
        except Wrong as error:
            if error.keep and column in self.kept:
                return error.value
            self.wrong(column, str(error), mend=error.mend, keep=error.keep)
            return None

    def text(self, column: str, model: type[Model], name: str = "") -> str | None:
        text: str | None = self.read(column, str, getattr(model._meta.get_field(name or column), "max_length", None) or 0)
        return text

    def missing(self, column: str, value: Any) -> None:
        """A new row needs this cell; a wrong one has had its sentence."""
        if value is None and not self.cells.get(column):
            self.wrong(column, f"Hier fehlt eine Angabe. Für einen neuen Eintrag brauchen wir „{label_of(self.kind, column)}“.")

    def plan(self, row: Any, new: dict[str, Any], column_of: dict[str, str] | None = None) -> None:
        """Put the values on a row and note what changes; an empty cell (None) changes nothing. Labels come from the columns."""
        fresh, changed = row.pk is None, {}
        for name, value in new.items():
            old = None if fresh else getattr(row, name)
            if value is None or value == old:
                continue
            setattr(row, name, value)
            changed[name] = old
            self.changes.append([label_of(self.kind, (column_of or {}).get(name, name)), as_shown(old), as_shown(value)])
        if changed:
            self.does = NEW if fresh else CHANGED
            self.writes.append((row, changed))

    def stored(self) -> dict[str, Any]:
        kept = {**({"kept": list(self.kept)} if self.kept else {}), **({"head": self.head} if self.head else {})}
        row = {"row": self.number, "at": self.at, "cells": self.cells, "does": self.does, "title": self.title, "changes": self.changes}
        return {**row, **kept}


@dataclass(frozen=True)
class Checked:
    lines: list[Line]

    @property
    def problems(self) -> list[dict[str, Any]]:
        """All of them, however many are shown; what a wide row says once is wrong once."""
        first: dict[tuple[object, ...], dict[str, Any]] = {}
        for problem in (problem for line in self.lines for problem in line.problems):
            first.setdefault((problem["row"], problem["column"], problem["text"]), problem)
        return list(first.values())

    def count(self, does: str) -> int:
        return sum(line.does == does for line in self.lines)


def refuse_doubles(lines: list[Line]) -> None:
    """Two rows that mean the same: both are named."""
    first: dict[tuple[str, object], Line] = {}
    noted: set[tuple[int, str]] = set()
    for line in lines:
        for identity in line.same_as:
            column, other = identity[0], first.setdefault(identity, line)
            for one, two in ((other, line), (line, other)):
                if other is not line and (one.at, column) not in noted:
                    noted.add((one.at, column))
                    text = f"{quoted(one.cells.get(column) or one.title)} steht auch in Zeile {two.number}. Bitte lassen Sie eine davon weg."
                    one.wrong(column, text, keep="" if one.cells.get(column) == two.cells.get(column) else "Es sind zwei")
