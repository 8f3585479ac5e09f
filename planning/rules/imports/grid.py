"""What was read of a foreign table, whatever its format: rows of cells as a reader sees them, and what the file says beside them."""

import unicodedata
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zipfile import BadZipFile
from zlib import error as PackingError

from openpyxl.utils import get_column_letter

from sites.core.numbers import typed

MOST_ROWS, MOST_COLUMNS = 20_000, 40
LAST_ROW = 1_048_576  # of any spreadsheet
MOST_BYTES = 10 * 1024 * 1024
#: What a workbook may hold once it is unpacked: bytes, tags and files. 20,000 full rows of Kitas need half of it.
UNPACKED_BYTES, UNPACKED_TAGS, UNPACKED_FILES = 60 * 1024 * 1024, 4_000_000, 500
NOTE = "#"  # rows that begin with it are remarks of the empty table
SAVE_AS = "Bitte speichern Sie die Tabelle als Excel-Datei (.xlsx) oder als „CSV UTF-8“."
#: What an archive that is damaged, locked or packed in a way of its own may raise.
BROKEN = (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, PackingError)
#: The sheet of our own empty tables that nobody means to be read.
OUR_SHEET = "Was möglich ist"


class Unreadable(Exception):
    """The file is no table we can read; the text says what it is and what to do."""


@dataclass(frozen=True)
class Row:
    """One row with its number in the spreadsheet, and its cells as cleaned text; a formula without a result keeps its equals sign."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Joined:
    """Cells that were joined to one, by the numbers of rows and columns (from 0), both inclusive."""

    first: int
    last: int
    left: int
    right: int

    @property
    def name(self) -> str:
        return f"{column_name(self.left)}{self.first}:{column_name(self.right)}{self.last}"


@dataclass
class Grid:
    """Every row that holds something, head included. `hidden`: rows one does not see in the file; `others`: sheets that were not read;
    `remarks`: rows of ours that begin with #."""

    rows: list[Row] = field(default_factory=list)
    sheet: str = ""
    joined: list[Joined] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    is_filtered: bool = False
    others: list[str] = field(default_factory=list)
    remarks: list[int] = field(default_factory=list)

    def stored(self) -> dict[str, Any]:
        """As a run keeps it until it is taken over or thrown away."""
        return {
            "rows": [[row.number, row.cells] for row in self.rows],
            "sheet": self.sheet,
            "joined": [[join.first, join.last, join.left, join.right] for join in self.joined],
            "hidden": self.hidden,
            "is_filtered": self.is_filtered,
            "others": self.others,
            "remarks": self.remarks,
        }


def from_stored(kept: dict[str, Any]) -> Grid:
    rows, joined = [Row(number, cells) for number, cells in kept["rows"]], [Joined(*sides) for sides in kept["joined"]]
    return Grid(**{**kept, "rows": rows, "joined": joined})


def clean(text: str) -> str:
    """Text as one would type it: composed letters, single spaces; no control or format characters, no lone surrogates."""
    text = unicodedata.normalize("NFC", text)
    kept = "".join(letter for letter in text if letter in "\t\r\n" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs"})
    text = " ".join(kept.split())
    return text[1:] if text[:2] in ("'+", "'-") else text  # the mark by which our own exports keep "+49 …" from being a formula


def narrow(number: int, cells: list[str]) -> list[str]:
    """Without the empty cells at the end; a row that is too wide is told."""
    if any(cells[MOST_COLUMNS:]):
        raise Unreadable(f"Zeile {number} hat mehr als {MOST_COLUMNS} Spalten. Bitte löschen Sie, was nicht in die Tabelle gehört.")
    while cells and not cells[-1]:
        cells.pop()
    return cells


def figure(value: Decimal, places: int | None = None) -> str:
    """A number as it is typed; `places`: as many as the spreadsheet shows."""
    if not value.is_finite():
        return str(value)
    if places is not None and value == value.quantize(Decimal(1)) and abs(value) >= 10**15:
        places = None
    return typed(value if places is None else value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def column_name(position: int) -> str:
    """The letter of a column, as spreadsheets show it."""
    return str(get_column_letter(position + 1))
