"""The empty tables to fill in: heads, one example that is not read, and the values that are allowed."""

import csv
import io
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from planning.models import Term
from planning.rules.imports.columns import COLUMNS, Kind
from planning.rules.imports.reading import NOTE, clean
from sites.models import Area, County, Municipality, Provider

SHOW_AS = "Die Zeile mit # ist ein Beispiel und wird nicht gelesen."


def allowed_values(kind: str, county: County, today: date) -> dict[str, list[str]]:
    """Column → what may stand in it, where that is a list."""
    if kind == Kind.MUNICIPALITIES:
        return {}
    if kind == Kind.PROVIDERS:
        return {"Art": [str(label) for label in Provider.Kind.labels]}
    towns = [f"{town.name} ({town.ags})" for town in Municipality.objects.filter(county=county)]
    if kind == Kind.KITAS:
        return {"Gemeinde": towns, "Träger": [clean(row.name) for row in Provider.objects.filter(county=county)]}
    if kind == Kind.CONTACTS:
        return {"Gemeinde": towns}
    terms = Term.objects.on(today).filter(catalogue=Term.Catalogue.SOCIAL_INDICATOR)
    areas = [clean(row.name) for row in Area.objects.filter(county=county)]
    return {"Kennzahl": [clean(term.label) for term in terms], "Gemeinde": towns, "Planungsraum": areas}


def _example(kind: str, county: County, allowed: dict[str, list[str]]) -> list[str]:
    """One row as it could be; its first cell begins with # so that nobody reads it in."""
    firsts = {"Gemeinde": "Kennzahl" in allowed, "Planungsraum": True}  # a figure may be of the whole county
    cells = []
    for column in COLUMNS[kind]:
        choices = allowed.get(column.label, [])
        first = choices[0].split(" (16")[0] if choices and not firsts.get(column.label) else ""
        cells.append(column.example.replace("{county}", county.ags) or first)
    return [f"{NOTE} {cells[0]}", *cells[1:]]


def as_csv(kind: str, county: County, allowed: dict[str, list[str]]) -> bytes:
    """Semicolons, UTF-8 with its mark, so that German spreadsheets open it."""
    target = io.StringIO()
    out = csv.writer(target, delimiter=";", lineterminator="\r\n")
    out.writerow(column.label for column in COLUMNS[kind])
    out.writerow(_example(kind, county, allowed))
    out.writerow([f"{NOTE} {SHOW_AS}"])
    for column in COLUMNS[kind]:
        if column.means:
            out.writerow([f"{NOTE} {column.label}: {column.means}"])
    for label, words in allowed.items():
        out.writerow([f"{NOTE} {label}, möglich sind: {', '.join(words) or 'noch keine'}"])
    return ("\ufeff" + target.getvalue()).encode()


def as_xlsx(kind: str, county: County, allowed: dict[str, list[str]]) -> bytes:
    """The table on the first sheet, what may stand in it on the second."""
    book = Workbook()
    sheet: Worksheet = book.worksheets[0]
    sheet.title, sheet.freeze_panes = "Tabelle", "A2"
    for position, (column, example) in enumerate(zip(COLUMNS[kind], _example(kind, county, allowed), strict=True), 1):
        _put(sheet, 1, position, column.label, Font(bold=True))
        _put(sheet, 2, position, example, Font(italic=True, color="525E6E"))
        sheet.column_dimensions[get_column_letter(position)].width = max(14, len(column.label) + 4)
        for row in range(1, 301):  # text cells: a postcode keeps its zero, a date stays as it was typed
            sheet.cell(row, position).number_format = "@"
    help_sheet = book.create_sheet("Was möglich ist")
    _put(help_sheet, 1, 1, SHOW_AS)
    for row, column in enumerate(COLUMNS[kind], 3):
        _put(help_sheet, row, 1, column.label, Font(bold=True))
        _put(help_sheet, row, 2, ("Muss dastehen. " if column.needed else "") + column.means)
    begin = len(COLUMNS[kind]) + 5
    for position, (label, words) in enumerate(allowed.items(), 1):
        _put(help_sheet, begin, position, f"{label}: möglich sind", Font(bold=True))
        for offset, word in enumerate(words, 1):
            _put(help_sheet, begin + offset, position, word)
        help_sheet.column_dimensions[get_column_letter(position)].width = 48
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _put(sheet: Worksheet, row: int, column: int, text: str, font: Font | None = None) -> None:
    """Text stays text, also when it looks like a formula."""
    cell: Cell = sheet.cell(row, column)
    cell.value = text
    cell.data_type = "s"
    if font:
        cell.font = font
