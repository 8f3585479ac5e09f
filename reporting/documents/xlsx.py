"""The only place where a document becomes a workbook: one sheet per chapter, figures as numbers, text never as a formula."""

import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell as Field
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from reporting.documents.parts import Cell, Chapter, Document, Figure, Items, Table, Text
from reporting.documents.tabular import shown_columns
from sites.core.days import BERLIN
from sites.core.numbers import is_number
from sites.core.sheets import clean, is_risky

DEEP, MUTE = "1B3F73", "525E6E"
HEAD = Border(bottom=Side("medium", color="16202C"))
SUM = Border(top=Side("thin", color="16202C"), bottom=Side("medium", color="16202C"))
LINE = Border(bottom=Side("hair", color="C3CBD5"))
LONGEST = 32_767  # what a cell of a workbook can hold
FORMATS = ("#,##0", "#,##0.0", "#,##0.00")
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
SHEETS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def workbook(document: Document) -> bytes:
    """The same document gives the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = clean(f"{document.title} – {document.name}"), clean(document.author)
    book.properties.description, book.properties.language = clean(document.description), "de"
    cover = new_sheet(book, "Deckblatt", document)
    put(cover, 1, 1, f"{document.title} – {document.name}", Font(bold=True, size=18, color=DEEP))
    for at, (label, lines) in enumerate(document.master, start=3):
        put(cover, at, 1, label, Font(color=MUTE))
        put(cover, at, 2, "\n".join(lines))
    put(cover, len(document.master) + 4, 1, document.foot, Font(italic=True, color=MUTE), wrap=False)
    cover.column_dimensions["A"].width, cover.column_dimensions["B"].width = 24, 80
    for chapter in document.chapters:
        chapter_sheet(new_sheet(book, f"{chapter.no} {chapter.title}", document), chapter)
    target = io.BytesIO()
    book.save(target)
    return same_bytes(target.getvalue(), datetime.fromisoformat(document.made_at))


def new_sheet(book: Workbook, title: str, document: Document) -> Worksheet:
    """A sheet that prints on A4, as wide as the paper, with the title, the stamp and page numbers."""
    sheet: Worksheet = book.create_sheet(title.translate(SHEETS)[:31].strip())
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.left.text = clean(document.running_title).replace("&", "&&")
    sheet.oddFooter.left.text = clean(document.stamp).replace("&", "&&")
    sheet.oddFooter.right.text = "Seite &P von &N"
    return sheet


def chapter_sheet(sheet: Worksheet, chapter: Chapter) -> None:
    put(sheet, 1, 1, f"{chapter.label} {chapter.title}", Font(bold=True, size=14, color=DEEP), wrap=False)
    at = 3
    tables = [block for block in chapter.blocks if isinstance(block, Table)]
    for block in chapter.blocks:
        if isinstance(block, Table):
            at = write_table(sheet, at, block)
        elif isinstance(block, Figure):
            continue  # its figures stand in the table beside it
        elif isinstance(block, Text):
            at = write_line(sheet, at, " ".join(part for part in (block.label, *block.lines) if part))
        elif isinstance(block, Items):
            for item in block.items:
                at = write_line(sheet, at, item)
    set_widths(sheet, tables)


def write_line(sheet: Worksheet, at: int, text: str) -> int:
    put(sheet, at, 1, text, wrap=False)
    return at + 1


def write_table(sheet: Worksheet, at: int, table: Table) -> int:
    put(sheet, at + 1, 1, f"Tabelle {table.no}  {table.title}", Font(bold=True, color=DEEP), wrap=False)
    shown = shown_columns(table)
    for column, index in enumerate(shown, start=1):
        head = put(sheet, at + 2, column, table.columns[index].head, Font(bold=True))
        head.border = HEAD
        head.alignment = Alignment(wrap_text=True, vertical="bottom", horizontal="right" if "num" in table.columns[index].align else "left")
    for line, row in enumerate(table.rows, start=at + 3):
        for column, index in enumerate(shown, start=1):
            if index < len(row.cells):
                write_cell(sheet, line, column, row.cells[index], row.css)
    end = at + 3 + len(table.rows)
    if table.note:
        put(sheet, end, 1, table.note, Font(size=9, color=MUTE), wrap=False)
    return end + 1


def write_cell(sheet: Worksheet, line: int, column: int, cell: Cell, kind: str) -> None:
    bold = bool(kind) or bool(cell.strong)
    field = put(sheet, line, column, cell.value if is_number(cell.value) else cell.words, Font(bold=bold))
    field.border = SUM if kind == "sum" else LINE
    if is_number(cell.value):
        field.number_format = FORMATS[min(cell.decimals, 2)]
    if "num" in cell.css:
        field.alignment = Alignment(horizontal="right", vertical="top")


def put(sheet: Worksheet, line: int, column: int, value: int | float | str, font: Font | None = None, wrap: bool = True) -> Field:
    """Write a number as a number and any text as text, whatever it begins with."""
    field: Field = sheet.cell(line, column)
    if isinstance(value, str):
        text = clean(value)[:LONGEST]
        field.value = text or None
        if text:
            field.data_type, field.quotePrefix = "s", is_risky(text)
    else:
        field.value = value
    field.alignment = Alignment(wrap_text=wrap, vertical="top")
    if font:
        field.font = font
    return field


def set_widths(sheet: Worksheet, tables: list[Table]) -> None:
    """Columns as wide as the widest printed column at that place, about two millimetres a character."""
    for at in range(max((len(shown_columns(table)) for table in tables), default=0)):
        widest = max(table.columns[shown[at]].mm for table in tables if at < len(shown := shown_columns(table)))
        sheet.column_dimensions[chr(ord("A") + at)].width = max(12.0, min(widest / 2 + 4, 60.0))


def same_bytes(content: bytes, made_at: datetime) -> bytes:
    """Take the time of writing out of the archive, so that one snapshot gives one file."""
    stamp = made_at.astimezone(BERLIN).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:(created|modified)[^>]*>)[^<]*", rb"\g<1>" + stamp, data)
            new.writestr(zipfile.ZipInfo(entry.filename, ZIP_TIME), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()
