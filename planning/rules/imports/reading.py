"""The door for a foreign table: CSV, XLSX or ODS becomes rows of text, or a sentence that says why not. Bounded in size and memory."""

import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from planning.rules.imports.grid import MOST_BYTES, MOST_ROWS, NOTE, SAVE_AS, Grid, Row, Unreadable, clean, narrow
from planning.rules.imports.opendocuments import is_opendocument, opendocument
from planning.rules.imports.workbooks import workbook
from sites.core.numbers import megabytes

MIXED = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]")  # UTF-8 inside a file that is none as a whole


def read_table(data: BinaryIO, size: int) -> Grid:
    """The table of an uploaded file; its kind is told by its first bytes, not by its name. Raises Unreadable."""
    if size > MOST_BYTES:  # guard: table-size -> if False:
        raise Unreadable(f"Die Datei ist {megabytes(size)} groß. Erlaubt sind höchstens 10 MB. Bitte teilen Sie die Tabelle.")
    begin = data.read(8)
    data.seek(0)
    if not begin:
        raise Unreadable("Die Datei ist leer. Bitte wählen Sie die Datei noch einmal.")
    if begin.startswith(b"PK"):
        return _bounded(*(opendocument(data) if is_opendocument(data) else workbook(data)))
    if begin.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(f"Das ist eine alte Excel-Datei (.xls), oder sie ist mit einem Kennwort geschützt. {SAVE_AS}")
    if begin.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"GIF8")):
        raise Unreadable(f"Das ist keine Tabelle. {SAVE_AS}")
    return _bounded(Grid(), _csv_rows(_decoded(data.read(MOST_BYTES + 1))))


def _bounded(grid: Grid, rows: Iterator[tuple[int, list[str]]]) -> Grid:
    """The rows that hold something and are no remarks of ours; stops at the first row too many."""
    for number, cells in rows:
        if not cells or cells[0].startswith(NOTE):
            grid.remarks += [number] if cells else []
            continue
        if len(grid.rows) > MOST_ROWS:
            raise Unreadable("Die Tabelle hat mehr als 20.000 Zeilen. Bitte teilen Sie sie in mehrere Dateien.")
        grid.rows.append(Row(number, cells))
    if not grid.rows:
        raise Unreadable("Die Tabelle ist leer. In der ersten Zeile stehen die Überschriften, darunter je Zeile ein Eintrag.")
    if len(grid.rows) == 1:
        raise Unreadable("Die Tabelle hat nur Überschriften. Bitte tragen Sie darunter mindestens eine Zeile ein.")
    return grid


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
            yield number, narrow(number, [clean(cell) for cell in cells])
    except csv.Error:
        raise Unreadable(f"Nach Zeile {number} stimmen die Anführungszeichen nicht: Eines wird geöffnet und nicht geschlossen. {SAVE_AS}") from None


def _separator(text: str) -> str:
    """Semicolon, comma or tab: the one that stands most often in the head."""
    head = next((line for line in text.splitlines() if line.strip() and not line.startswith(NOTE)), "")
    return max(";,\t", key=head.count)
