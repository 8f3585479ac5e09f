"""What a table of a file is: a book of sheets with rows of cells, whatever format it is written in; and which text could be taken for a formula."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from unicodedata import category

from sites.core.numbers import decimal, places_of

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
LONGEST = 32_767  # characters that a cell can hold
NARROWEST, WIDEST = 8, 60
INK, MUTE, DEEP, LINE = "16202C", "525E6E", "1B3F73", "C3CBD5"

type Value = str | int | float | Decimal | date | None


# What a table is --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """How a cell looks; `runs` lets a heading stand over the columns beside it instead of being broken into lines."""

    bold: bool = False
    italic: bool = False
    size: int = 11
    colour: str = INK
    top: str = ""
    bottom: str = ""
    runs: bool = False


LOOKS = {
    "": Look(),
    "title": Look(bold=True, size=18, colour=DEEP, runs=True),
    "heading": Look(bold=True, size=14, colour=DEEP, runs=True),
    "caption": Look(bold=True, colour=DEEP, runs=True),
    "note": Look(size=9, colour=MUTE, runs=True),
    "foot": Look(italic=True, colour=MUTE, runs=True),
    "text": Look(runs=True),
    "label": Look(colour=MUTE),
    "example": Look(italic=True, colour=MUTE),
    "head": Look(bold=True, bottom="medium"),
    "line": Look(bottom="hair"),
    "group": Look(bold=True, bottom="hair"),
    "sum": Look(bold=True, top="thin", bottom="medium"),
}


@dataclass(frozen=True)
class Cell:
    """A value with its look. `places` of a number: None leaves whole numbers whole, and gives an amount its cents."""

    value: Value = None
    look: str = ""
    places: int | None = None
    right: bool = False

    @property
    def decimals(self) -> int | None:
        """The places in which a number is shown; None as the spreadsheet likes."""
        return max(2, places_of(self.value)) if self.places is None and isinstance(self.value, Decimal) else self.places

    @property
    def shown(self) -> str:
        """Roughly what stands in the cell, for its width."""
        if isinstance(self.value, date):
            return f"{self.value:%d.%m.%Y}"
        return self.value if isinstance(self.value, str) else "" if self.value is None else decimal(self.value, self.decimals or 0)


@dataclass
class Sheet:
    """Rows of cells. `fixed`: rows and columns that stay when one scrolls; `filtered`: its first row is a head that can filter;
    `typed`: so many rows in which everything stays text as it was typed, a postcode with its zero."""

    title: str
    rows: list[list[Cell]]
    fixed: tuple[int, int] = (0, 0)
    filtered: bool = False
    typed: int = 0

    @property
    def name(self) -> str:
        """The title without what no spreadsheet allows in the name of a sheet."""
        return clean(re.sub(r"[\[\]:*?/\\]", " ", self.title))[:31].strip() or "Tabelle"

    @property
    def widths(self) -> list[int]:
        """Characters per column, by what stands in it."""
        columns = max(map(len, self.rows), default=0)
        cells = [[row[at] for row in self.rows if at < len(row) and not LOOKS[row[at].look].runs] for at in range(columns)]
        longest = (max((len(line) for cell in column for line in cell.shown.split("\n")), default=0) for column in cells)
        return [min(max(NARROWEST, most + (4 if self.filtered else 2)), WIDEST) for most in longest]


@dataclass
class Book:
    """A file of sheets. With `running`, a line above every page, it prints on A4; `stamp` stands below. `made_at` makes it the same every time."""

    sheets: list[Sheet]
    title: str = ""
    author: str = ""
    description: str = ""
    running: str = ""
    stamp: str = ""
    made_at: datetime | None = None


def list_of(title: str, head: Sequence[str], lines: Iterable[Sequence[Value]]) -> Book:
    """A plain list: a head that stays and filters, and its lines."""
    rows = [[Cell(name, "head") for name in head], *([Cell(value) for value in line] for line in lines)]
    return Book([Sheet(title, rows, fixed=(1, 1), filtered=True)], title=title)


# Text -------------------------------------------------------------------------------------------------------------


class Own(str):
    """Text of ours that is no formula whatever it begins with, such as +21 %."""


def clean(text: str) -> str:
    """Text without what no file may hold, control characters and lone surrogates; a tab, which cells lose, becomes a space."""
    kept = (character for character in text.replace("\t", " ") if character == "\n" or category(character) not in {"Cc", "Cs"})
    return "".join(kept)[:LONGEST]


def is_risky(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return not isinstance(text, Own) and (text.startswith(FORMULA) or text.lstrip().startswith(FORMULA))
