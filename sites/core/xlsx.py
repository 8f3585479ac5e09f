"""Writes a book as an Excel workbook."""

import io
import re
import zipfile
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell import Cell as Field
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from sites.core.days import BERLIN
from sites.core.tables import INK, LINE, LOOKS, Book, Cell, Sheet, clean, is_risky

DAY, TYPED = "DD.MM.YYYY", "@"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
SIDES = {"": None, "hair": Side("hair", color=LINE), "thin": Side("thin", color=INK), "medium": Side("medium", color=INK)}


def as_xlsx(book: Book) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title, workbook.properties.creator = clean(book.title), clean(book.author)
    workbook.properties.description, workbook.properties.language = clean(book.description), "de"
    for sheet in book.sheets:
        page = workbook.create_sheet(sheet.name)
        _write(page, sheet)
        if book.running:
            _for_paper(page, book)
    target = io.BytesIO()
    workbook.save(target)
    return same_bytes(target.getvalue(), book.made_at) if book.made_at else target.getvalue()


def _write(page: Worksheet, sheet: Sheet) -> None:
    for at, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(at)].width = width
        for line in range(1, sheet.typed + 1):
            page.cell(line, at).number_format = TYPED
    for line, row in enumerate(sheet.rows, 1):
        for at, cell in enumerate(row, 1):
            _put(page.cell(line, at), cell)
    if any(sheet.fixed):
        page.freeze_panes = page.cell(sheet.fixed[0] + 1, sheet.fixed[1] + 1).coordinate
    if sheet.filtered:
        page.auto_filter.ref = page.dimensions


def _put(field: Field, cell: Cell) -> None:
    look, value = LOOKS[cell.look], cell.value
    if isinstance(value, str):
        field.value = clean(value) or None
        if field.value:
            field.data_type, field.quotePrefix = "s", is_risky(value)  # guard: formula-xlsx -> pass
    elif value is not None:
        field.value = value
        if isinstance(value, date):
            field.number_format = DAY
        elif cell.decimals is not None:
            field.number_format = f"#,##0{'.' if cell.decimals else ''}{'0' * cell.decimals}"
    field.font = Font(bold=look.bold, italic=look.italic, size=look.size, color=look.colour)
    field.alignment = Alignment(wrap_text=not look.runs, vertical="top", horizontal="right" if cell.right else None)
    field.border = Border(top=SIDES[look.top], bottom=SIDES[look.bottom])


def _for_paper(page: Worksheet, book: Book) -> None:
    """A sheet that prints on A4, as wide as the paper, with the title, the stamp and page numbers."""
    page.sheet_view.showGridLines = False
    page.page_setup.paperSize, page.page_setup.orientation = 9, "landscape"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddHeader.left.text = clean(book.running).replace("&", "&&")
    page.oddFooter.left.text = clean(book.stamp).replace("&", "&&")
    page.oddFooter.right.text = "Seite &P von &N"


def same_bytes(content: bytes, made_at: datetime) -> bytes:
    """Take the time of writing out of the archive, so that one frozen state gives one file."""
    stamp = f"{made_at.astimezone(BERLIN):%Y-%m-%dT%H:%M:%SZ}".encode()
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, data)
            new.writestr(zipfile.ZipInfo(entry.filename, ZIP_TIME), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()
