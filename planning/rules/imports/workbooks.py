"""Excel workbooks: the first sheet that shows, its cells as Excel shows them, and what is joined or hidden in it."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import repeat
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from planning.rules.imports.grid import (
    BROKEN,
    LAST_ROW,
    MOST_COLUMNS,
    OUR_SHEET,
    SAVE_AS,
    UNPACKED_BYTES,
    UNPACKED_FILES,
    UNPACKED_TAGS,
    Grid,
    Joined,
    Unreadable,
    clean,
    figure,
    narrow,
)

DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")  # no workbook needs them; they can blow up or reach out
MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z0-9:]{1,20})"')
HIDDEN = re.compile(rb'<(?:\w+:)?row (?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d{1,7})"')
FILTERED, FORMULA = re.compile(rb"<(?:\w+:)?filterColumn\b"), re.compile(rb"<(?:\w+:)?f[ >/]")
MOST_SIGHTS = 20_000  # joined ranges and hidden rows that are remembered of one part
#: What a format says beside the digits: text in quotes, colours and conditions, widths of letters.
BESIDE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


@dataclass
class Part:
    """What stands in the XML of one sheet and no library tells while it reads row by row."""

    joined: set[bytes] = field(default_factory=set)
    hidden: set[bytes] = field(default_factory=set)
    is_filtered: bool = False
    has_formulas: bool = False

    def look(self, text: bytes) -> None:
        if len(self.joined) + len(self.hidden) < MOST_SIGHTS:
            self.joined.update(MERGED.findall(text))
            self.hidden.update(HIDDEN.findall(text))
        self.is_filtered = self.is_filtered or bool(FILTERED.search(text))
        self.has_formulas = self.has_formulas or bool(FORMULA.search(text))


def workbook(data: BinaryIO) -> tuple[Grid, Iterator[tuple[int, list[str]]]]:
    """What the file says about its first visible sheet, and the rows of it."""
    parts = unpacked(data)
    book = _opened(data, results=True)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise Unreadable("Alle Blätter der Datei sind ausgeblendet. Bitte blenden Sie das Blatt mit der Tabelle ein.")
    sheet = visible[0]
    part = parts.get(sheet._worksheet_path, Part())
    #: A second look at formulas, where there are any: one without a result must not pass for an empty cell.
    twin = next(other for other in _opened(data, results=False).worksheets if other.title == sheet.title) if part.has_formulas else None
    grid = Grid(
        sheet=clean(sheet.title),
        joined=[_joined(text.decode()) for text in sorted(part.joined)],
        hidden=sorted(int(text) for text in part.hidden),
        is_filtered=part.is_filtered,
        others=[clean(other.title) for other in visible[1:] if other.title != OUR_SHEET],
    )
    return grid, _rows(sheet, twin)


def _opened(data: BinaryIO, *, results: bool) -> Any:
    data.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that say nothing about values
            book = load_workbook(data, read_only=True, keep_links=False, data_only=results)
    except Exception as error:  # a broken workbook may fail anywhere in openpyxl
        raise Unreadable(f"Das ist keine Excel-Tabelle (.xlsx), oder sie ist beschädigt. {SAVE_AS}") from error
    if not book.worksheets:
        raise Unreadable(f"Das ist keine Excel-Tabelle (.xlsx), oder sie ist beschädigt. {SAVE_AS}")
    return book


def _joined(text: str) -> Joined:
    try:
        left, first, right, last = range_boundaries(text)
    except (ValueError, TypeError) as error:
        raise Unreadable(f"Die Datei ist beschädigt. {SAVE_AS}") from error
    return Joined(first or 1, last or LAST_ROW, (left or 1) - 1, (right or MOST_COLUMNS) - 1)


def unpacked(data: BinaryIO) -> dict[str, Part]:
    """Unpack once without keeping anything, before a library does: size, tags, entities; what each part says about its rows."""
    parts: dict[str, Part] = {}
    size = tags = 0
    try:
        with zipfile.ZipFile(data) as archive:
            if len(archive.namelist()) > UNPACKED_FILES:
                raise Unreadable(f"Die Datei enthält zu viele Teile. {SAVE_AS}")
            for name in archive.namelist():
                with archive.open(name) as opened:
                    rest = b""
                    while piece := opened.read(1 << 18):
                        size, tags = size + len(piece), tags + piece.count(b"<")
                        if size > UNPACKED_BYTES or tags > UNPACKED_TAGS:  # guard: zip-bomb -> if False:
                            raise Unreadable("Die Datei ist ausgepackt zu groß. Bitte teilen Sie die Tabelle oder speichern Sie sie als „CSV UTF-8“.")
                        whole = rest + piece
                        if DECLARED.search(whole.replace(b"\0", b"")):  # guard: xml-entities -> if False:
                            raise Unreadable(f"Die Datei enthält Anweisungen, die in keiner Tabelle stehen. {SAVE_AS}")
                        if name.startswith("xl/worksheets/"):
                            parts.setdefault(name, Part()).look(whole)
                        rest = whole[-400:]
    except BROKEN as error:
        raise Unreadable(f"Die Datei ist beschädigt oder mit einem Kennwort geschützt. {SAVE_AS}") from error
    return parts


def _rows(sheet: Any, twin: Any) -> Iterator[tuple[int, list[str]]]:
    """Row by row; empty rows cost next to nothing, and nothing is left out in silence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for number, (cells, formulas) in enumerate(zip(_lines(sheet), _lines(twin) if twin else repeat(()), strict=False), 1):
                if number > LAST_ROW:
                    break
                if any(cell.value is not None for cell in (*cells, *formulas)):
                    yield number, narrow(number, [_cell_text(cell, formulas[at] if formulas else cell) for at, cell in enumerate(cells)])
    except Unreadable:
        raise
    except Exception as error:  # a broken sheet may fail anywhere in openpyxl
        raise Unreadable(f"Das Blatt „{sheet.title}“ ist beschädigt. {SAVE_AS}") from error


def _lines(sheet: Any) -> Iterator[Any]:
    sheet.reset_dimensions()  # what a file says about its own size may be wrong
    return iter(sheet.iter_rows(max_col=5 * MOST_COLUMNS))


def _cell_text(cell: Any, formula: Any) -> str:
    """A value as a German reader sees it: 95,8, 98693, 2026-04-03; a formula that was never worked out as its equals sign."""
    value = cell.value
    if value is None:
        return clean(str(formula.value)) if formula.data_type == "f" and isinstance(formula.value, str) else "=" if formula.data_type == "f" else ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, int | float):
        return as_excel_shows(value, str(cell.number_format))
    return clean(str(value))


def as_excel_shows(value: float, shown: str) -> str:
    """A number by the format of its cell: its places, its per cent, its zeros in front (7318 shown as 07318)."""
    number, bare = Decimal(repr(value)), BESIDE.sub("", shown.split(";", maxsplit=1)[0])
    percent = "%" in bare
    digits = re.search(r"[0#?,]+(?:\.([0#?]+))?", bare)
    places = len(digits[1] or "") if digits and "E" not in bare and "/" not in bare else None
    try:
        text = figure(number * 100 if percent else number, places)
    except InvalidOperation:
        text = figure(number)
    return f"{text} %" if percent else text.zfill(len(shown)) if set(shown) == {"0"} else text
