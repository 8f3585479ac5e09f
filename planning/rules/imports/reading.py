"""The only place that opens a foreign table: CSV, XLSX or ODS becomes rows of text, or a sentence that says why not. Bounded in size and memory."""

import csv
import io
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError, iterparse

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from sites.core.numbers import typed

MOST_ROWS, MOST_COLUMNS = 20_000, 40
LAST_ROW = 1_048_576  # of any spreadsheet
MOST_BYTES = 10 * 1024 * 1024
#: What a workbook may hold once it is unpacked: bytes, tags and files. 20,000 full rows of Kitas need half of it.
UNPACKED_BYTES, UNPACKED_TAGS, UNPACKED_FILES = 60 * 1024 * 1024, 4_000_000, 500
OPENDOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
OFFICE, TABLE, TEXT, STYLE = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text", "style"))
NOTE = "#"  # rows that begin with it are remarks of the empty table
SAVE_AS = "Bitte speichern Sie die Tabelle als Excel-Datei (.xlsx) oder als „CSV UTF-8“."
MIXED = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]")  # UTF-8 inside a file that is none as a whole
#: What an archive that is damaged, locked or packed in a way of its own may raise.
BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error)
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")  # no workbook needs them; they can blow up or reach out
MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z0-9:]{1,20})"')


class Unreadable(Exception):
    """The file is no table we can read; the text says what it is and what to do."""


@dataclass(frozen=True)
class Row:
    """One row with its number in the spreadsheet, and its cells as cleaned text; a formula keeps its equals sign."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """The first row that is not empty is the head; empty rows and remarks are left out."""

    head: list[str]
    rows: list[Row]
    sheet: str = ""  # the name of the sheet that was read


def clean(text: str) -> str:
    """Text as one would type it: composed letters, single spaces; no control or format characters, no lone surrogates."""
    text = unicodedata.normalize("NFC", text)
    kept = "".join(letter for letter in text if letter in "\t\r\n" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs"})
    text = " ".join(kept.split())
    return text[1:] if text[:2] in ("'+", "'-") else text  # the mark by which our own exports keep "+49 …" from being a formula


def read_table(data: BinaryIO, size: int) -> Table:
    """The table of an uploaded file; its kind is told by its first bytes, not by its name. Raises Unreadable."""
    if size > MOST_BYTES:  # guard: table-size -> if False:
        raise Unreadable(f"Die Datei ist {size / 1_048_576:.0f} MB groß. Erlaubt sind höchstens 10 MB. Bitte teilen Sie die Tabelle.")
    begin = data.read(8)
    data.seek(0)
    if not begin:
        raise Unreadable("Die Datei ist leer. Bitte wählen Sie die Datei noch einmal.")
    if begin.startswith(b"PK"):
        return _table(*(_opendocument_rows(data) if _is_opendocument(data) else _workbook_rows(data)))
    if begin.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(f"Das ist eine alte Excel-Datei (.xls), oder sie ist mit einem Kennwort geschützt. {SAVE_AS}")
    if begin.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"GIF8")):
        raise Unreadable(f"Das ist keine Tabelle. {SAVE_AS}")
    return _table(_csv_rows(_decoded(data.read(MOST_BYTES + 1))))


def _table(rows: Iterable[tuple[int, list[str]]], sheet: str = "") -> Table:
    """Head and body; stops at the first row too many."""
    head: list[str] | None = None
    body: list[Row] = []
    for number, cells in rows:
        if not cells or cells[0].startswith(NOTE):
            continue
        if head is None:
            head = cells
            continue
        if len(body) == MOST_ROWS:
            raise Unreadable("Die Tabelle hat mehr als 20.000 Zeilen. Bitte teilen Sie sie in mehrere Dateien.")
        body.append(Row(number, cells))
    if head is None:
        raise Unreadable("Die Tabelle ist leer. In der ersten Zeile stehen die Überschriften, darunter je Zeile ein Eintrag.")
    if not body:
        raise Unreadable("Die Tabelle hat nur Überschriften. Bitte tragen Sie darunter mindestens eine Zeile ein.")
    return Table(head, body, sheet)


def _narrow(number: int, cells: list[str]) -> list[str]:
    if any(cells[MOST_COLUMNS:]):
        raise Unreadable(f"Zeile {number} hat mehr als {MOST_COLUMNS} Spalten. Bitte löschen Sie, was nicht in die Tabelle gehört.")
    while cells and not cells[-1]:
        cells.pop()
    return cells


# CSV --------------------------------------------------------------------------------------------------------------


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, or what older German spreadsheets write (Windows-1252); anything else is told."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:2000].count(0) > len(data[:2000]) / 10:
        raise Unreadable(f"Die Zeichen dieser Datei können wir nicht lesen (UTF-16 oder keine Textdatei). {SAVE_AS}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if MIXED.search(data):
        raise Unreadable(f"Die Datei mischt zwei Zeichensätze, Umlaute gingen verloren. {SAVE_AS}")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise Unreadable(f"Die Umlaute dieser Datei können wir nicht lesen (unbekannter Zeichensatz). {SAVE_AS}") from None


def _csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    lines = io.StringIO(text, newline="")
    number = before = 0
    told = re.match(r"sep=([;,\t])\r?\n", text, re.IGNORECASE)  # a first line with which spreadsheets say their separator
    if told:
        lines.readline()
        before = 1
    separator = told[1] if told else _separator(text)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, before + 1):
            yield number, _narrow(number, [clean(cell) for cell in cells])
    except csv.Error:
        raise Unreadable(f"Nach Zeile {number} stimmen die Anführungszeichen nicht: Eines wird geöffnet und nicht geschlossen. {SAVE_AS}") from None


def _separator(text: str) -> str:
    """Semicolon, comma or tab: the one that stands most often in the head."""
    head = next((line for line in text.splitlines() if line.strip() and not line.startswith(NOTE)), "")
    return max(";,\t", key=head.count)


# XLSX -------------------------------------------------------------------------------------------------------------


def _workbook_rows(data: BinaryIO) -> tuple[Iterator[tuple[int, list[str]]], str]:
    """The rows of the first visible sheet, and its name."""
    merged = _unpacked(data)
    data.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that say nothing about values
            book = load_workbook(data, read_only=True, keep_links=False)
    except Exception as error:  # a broken workbook may fail anywhere in openpyxl
        raise Unreadable(f"Das ist keine Excel-Tabelle (.xlsx), oder sie ist beschädigt. {SAVE_AS}") from error
    if not book.worksheets:
        raise Unreadable(f"Das ist keine Excel-Tabelle (.xlsx), oder sie ist beschädigt. {SAVE_AS}")
    sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
    if sheet is None:
        raise Unreadable("Alle Blätter der Datei sind ausgeblendet. Bitte blenden Sie das Blatt mit der Tabelle ein.")
    if joined := merged.get(sheet._worksheet_path):
        raise _joined(sheet.title, joined)
    return _sheet_rows(sheet), clean(sheet.title)


def _joined(sheet: str, cells: str) -> Unreadable:
    return Unreadable(
        f"Im Blatt „{sheet}“ sind Zellen verbunden ({cells}). Dann ist unklar, für welche Zeile der Wert gilt. "
        "Bitte heben Sie die Verbindung auf und füllen Sie jede Zelle."
    )


def _unpacked(data: BinaryIO) -> dict[str, str]:
    """Unpack once without keeping anything, before the library does: size, tags, entities; the merged cells of each part."""
    merged: dict[str, str] = {}
    size = tags = 0
    try:
        with zipfile.ZipFile(data) as archive:
            if len(archive.namelist()) > UNPACKED_FILES:
                raise Unreadable(f"Die Datei enthält zu viele Teile. {SAVE_AS}")
            for name in archive.namelist():
                with archive.open(name) as part:
                    rest = b""
                    while piece := part.read(1 << 18):
                        size, tags = size + len(piece), tags + piece.count(b"<")
                        if size > UNPACKED_BYTES or tags > UNPACKED_TAGS:  # guard: zip-bomb -> if False:
                            raise Unreadable("Die Datei ist ausgepackt zu groß. Bitte teilen Sie die Tabelle oder speichern Sie sie als „CSV UTF-8“.")
                        whole = rest + piece
                        if DECLARED.search(whole.replace(b"\0", b"")):  # guard: xml-entities -> if False:
                            raise Unreadable(f"Die Datei enthält Anweisungen, die in keiner Tabelle stehen. {SAVE_AS}")
                        if name not in merged and (found := MERGED.search(whole)):
                            merged[name] = found[1].decode()
                        rest = whole[-200:]
    except BROKEN as error:
        raise Unreadable(f"Die Datei ist beschädigt oder mit einem Kennwort geschützt. {SAVE_AS}") from error
    return merged


def _sheet_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Row by row; empty rows cost next to nothing, and nothing is left out in silence."""
    sheet.reset_dimensions()  # what a file says about its own size may be wrong
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for number, cells in enumerate(sheet.iter_rows(max_col=5 * MOST_COLUMNS), 1):
                if number > LAST_ROW:
                    break
                if any(cell.value is not None for cell in cells):
                    yield number, _narrow(number, [_cell_text(cell) for cell in cells])
    except Unreadable:
        raise
    except Exception as error:  # a broken sheet may fail anywhere in openpyxl
        raise Unreadable(f"Das Blatt „{sheet.title}“ ist beschädigt. {SAVE_AS}") from error


def _cell_text(cell: Any) -> str:
    """A value as a German reader sees it: 95,8, 98693, 2026-04-03; a formula as its equals sign."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return value if isinstance(value, str) else "="
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, int | float):
        shown = str(cell.number_format)
        if "%" in shown:
            return _number(Decimal(repr(value)) * 100) + " %"
        text = _number(Decimal(repr(value)))
        return text.zfill(len(shown)) if set(shown) == {"0"} else text  # 7318 shown as 07318
    return clean(str(value))


# ODS --------------------------------------------------------------------------------------------------------------


def _is_opendocument(data: BinaryIO) -> bool:
    """Such a file says its kind in a part of its own."""
    try:
        with zipfile.ZipFile(data) as archive, archive.open("mimetype") as part:
            return part.read(len(OPENDOCUMENT) + 1).strip() == OPENDOCUMENT
    except (KeyError, *BROKEN):
        return False
    finally:
        data.seek(0)


def _opendocument_rows(data: BinaryIO) -> tuple[Iterator[tuple[int, list[str]]], str]:
    """The rows of the first visible sheet, and its name."""
    _unpacked(data)
    data.seek(0)
    try:
        with zipfile.ZipFile(data) as archive, archive.open("content.xml") as part:
            parts = iterparse(io.BytesIO(part.read()), ("start", "end"))  # noqa: S314  _unpacked lets no declaration through
        hidden = set()
        for event, element in parts:
            if event == "end" and element.tag == f"{STYLE}style" and element.find(f"{STYLE}table-properties[@{TABLE}display='false']") is not None:
                hidden.add(element.get(f"{STYLE}name"))
            if event == "start" and element.tag == f"{TABLE}table" and element.get(f"{TABLE}style-name") not in hidden:
                name = clean(element.get(f"{TABLE}name", ""))
                return _opendocument_body(parts, element, name), name
    except (ParseError, KeyError) as error:
        raise Unreadable(f"Die Datei ist beschädigt. {SAVE_AS}") from error
    raise Unreadable("Alle Blätter der Datei sind ausgeblendet. Bitte blenden Sie das Blatt mit der Tabelle ein.")


def _opendocument_body(parts: Iterator[tuple[str, Any]], table: Any, sheet: str) -> Iterator[tuple[int, list[str]]]:
    """Row by row until the sheet ends; what repeats is written once, with its number."""
    number = 1
    try:
        for event, element in parts:
            if event == "end" and element.tag == f"{TABLE}table":
                return
            if event == "end" and element.tag == f"{TABLE}table-row":
                times, cells = int(element.get(f"{TABLE}number-rows-repeated", 1)), _opendocument_cells(element, number, sheet)
                for at in range(times if any(cells) else 0):
                    yield number + at, list(cells)
                number += times
                table.clear()  # what was read is not kept
    except (ParseError, ValueError, InvalidOperation) as error:
        raise Unreadable(f"Das Blatt „{sheet}“ ist beschädigt. {SAVE_AS}") from error


def _opendocument_cells(row: Any, number: int, sheet: str) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if any(int(cell.get(f"{TABLE}number-{way}-spanned", 1)) > 1 for way in ("columns", "rows")):
            raise _joined(sheet, f"{column_name(len(cells))}{number}")
        times = int(cell.get(f"{TABLE}number-columns-repeated", 1))
        cells += [_opendocument_text(cell)] * min(times, 5 * MOST_COLUMNS - len(cells))
    return _narrow(number, cells)


def _opendocument_text(cell: Any) -> str:
    """A value as a German reader sees it; a formula as its equals sign."""
    if cell.get(f"{TABLE}formula"):
        return "="
    shown = clean(" ".join(_spaced(paragraph) for paragraph in cell.findall(f"{TEXT}p")))
    kind, value = cell.get(f"{OFFICE}value-type"), cell.get(f"{OFFICE}value", "")
    if kind in {"float", "currency"}:
        return shown if re.fullmatch(r"0\d+", shown) else _number(Decimal(value))  # 7318 shown as 07318
    if kind == "percentage":
        return _number(Decimal(value) * 100) + " %"
    if kind == "boolean":
        return "ja" if cell.get(f"{OFFICE}boolean-value") == "true" else "nein"
    return str(cell.get(f"{OFFICE}date-value", ""))[:10] if kind == "date" else shown


def _spaced(element: Any) -> str:
    """The text of a paragraph; its tabs, breaks and rows of spaces are elements."""
    return "".join(f"{part.text or ''}{' ' if len(part) == 0 and not part.text else ''}{part.tail or ''}" for part in element.iter())


def _number(value: Decimal) -> str:
    return typed(value) if value.is_finite() else str(value)


def column_name(position: int) -> str:
    """The letter of a column, as spreadsheets show it."""
    return str(get_column_letter(position + 1))
