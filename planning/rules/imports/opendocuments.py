"""OpenDocument spreadsheets: the first sheet that shows, its cells as one sees them, and what is joined or hidden in it."""

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError, iterparse

from planning.rules.imports.grid import BROKEN, MOST_COLUMNS, OUR_SHEET, SAVE_AS, Grid, Joined, Unreadable, clean, figure, narrow
from planning.rules.imports.workbooks import MOST_SIGHTS, unpacked

OPENDOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
OFFICE, TABLE, TEXT, STYLE = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text", "style"))
SHOWN = re.compile(r"-?[\d.\s]*\d(?:,(\d+))?\s*%?")  # a number as a German spreadsheet shows it


def is_opendocument(data: BinaryIO) -> bool:
    """Such a file says its kind in a part of its own."""
    try:
        with zipfile.ZipFile(data) as archive, archive.open("mimetype") as part:
            return part.read(len(OPENDOCUMENT) + 1).strip() == OPENDOCUMENT
    except (KeyError, *BROKEN):
        return False
    finally:
        data.seek(0)


def opendocument(data: BinaryIO) -> tuple[Grid, Iterator[tuple[int, list[str]]]]:
    """What the file says about its first visible sheet, and the rows of it."""
    unpacked(data)
    data.seek(0)
    try:
        with zipfile.ZipFile(data) as archive, archive.open("content.xml") as part:
            content = part.read()
        parts, hidden = iterparse(io.BytesIO(content), ("start", "end")), set()  # noqa: S314  unpacked() lets no declaration through
        for event, element in parts:
            if event == "end" and element.tag == f"{STYLE}style" and element.find(f"{STYLE}table-properties[@{TABLE}display='false']") is not None:
                hidden.add(element.get(f"{STYLE}name"))
            if event == "start" and element.tag == f"{TABLE}table" and element.get(f"{TABLE}style-name") not in hidden:
                names = [clean(name) for name in re.findall(r'<table:table [^>]*?table:name="([^"]*)"', content.decode("utf-8", "replace"))]
                name = clean(element.get(f"{TABLE}name", ""))
                grid = Grid(sheet=name, others=[other for other in names if other not in {name, OUR_SHEET}])
                return grid, _rows(parts, element, grid)
    except (ParseError, KeyError) as error:
        raise Unreadable(f"Die Datei ist beschädigt. {SAVE_AS}") from error
    raise Unreadable("Alle Blätter der Datei sind ausgeblendet. Bitte blenden Sie das Blatt mit der Tabelle ein.")


def _rows(parts: Iterator[tuple[str, Any]], table: Any, grid: Grid) -> Iterator[tuple[int, list[str]]]:
    """Row by row until the sheet ends; what repeats is written once, with its number."""
    number = 1
    try:
        for event, element in parts:
            if event == "end" and element.tag == f"{TABLE}table":
                return
            if event == "end" and element.tag == f"{TABLE}table-row":
                times, cells = int(element.get(f"{TABLE}number-rows-repeated", 1)), _cells(element, number, grid)
                if any(cells) and element.get(f"{TABLE}visibility") in {"collapse", "filter"}:
                    grid.hidden += range(number, number + min(times, MOST_SIGHTS - len(grid.hidden)))
                    grid.is_filtered = grid.is_filtered or element.get(f"{TABLE}visibility") == "filter"
                for at in range(times if any(cells) else 0):
                    yield number + at, list(cells)
                number += times
                table.clear()  # what was read is not kept
    except (ParseError, ValueError, InvalidOperation) as error:
        raise Unreadable(f"Das Blatt „{grid.sheet}“ ist beschädigt. {SAVE_AS}") from error


def _cells(row: Any, number: int, grid: Grid) -> list[str]:
    cells: list[str] = []
    for cell in row:
        wide, high = (int(cell.get(f"{TABLE}number-{way}-spanned", 1)) for way in ("columns", "rows"))
        if max(wide, high) > 1 and len(grid.joined) < MOST_SIGHTS:
            grid.joined.append(Joined(number, number + high - 1, len(cells), len(cells) + wide - 1))
        times = int(cell.get(f"{TABLE}number-columns-repeated", 1))
        cells += [_text(cell)] * min(times, 5 * MOST_COLUMNS - len(cells))
    return narrow(number, cells)


def _text(cell: Any) -> str:
    """A value as a German reader sees it; a formula that was never worked out as its equals sign."""
    shown = clean(" ".join(_spaced(paragraph) for paragraph in cell.findall(f"{TEXT}p")))
    kind, value = cell.get(f"{OFFICE}value-type"), cell.get(f"{OFFICE}value", "")
    if cell.get(f"{TABLE}formula") and not (kind and shown):
        return "="
    if kind in {"float", "currency", "percentage"}:
        number = Decimal(value) * (100 if kind == "percentage" else 1)
        as_seen = SHOWN.fullmatch(shown)
        if re.fullmatch(r"0\d+", shown):
            return shown  # 7318 shown as 07318
        return figure(number, len(as_seen[1] or "") if as_seen else None) + (" %" if kind == "percentage" else "")
    if kind == "boolean":
        return "ja" if cell.get(f"{OFFICE}boolean-value") == "true" else "nein"
    return str(cell.get(f"{OFFICE}date-value", ""))[:10] if kind == "date" else shown


def _spaced(element: Any) -> str:
    """The text of a paragraph; its tabs, breaks and rows of spaces are elements."""
    return "".join(f"{part.text or ''}{' ' if len(part) == 0 and not part.text else ''}{part.tail or ''}" for part in element.iter())
