"""Writes a book as an OpenDocument spreadsheet, by hand: a few short parts of XML. The one kept library for it, odfdo, brings lxml along."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import get_column_letter

from sites.core.tables import INK, LINE, LOOKS, Book, Cell, Sheet, clean

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
URN = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = {**{name: name for name in ("office", "table", "text", "style", "config")}, "number": "datastyle", "fo": "xsl-fo-compatible"}
MORE = 'xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3"'
SPACES = " ".join([*(f'xmlns:{name}="{URN}:{urn}:1.0"' for name, urn in NAMES.items()), MORE])
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{URN}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
LINES = {"": "none", "hair": f"0.25pt solid #{LINE}", "thin": f"0.5pt solid #{INK}", "medium": f"1.25pt solid #{INK}"}
#: How values are shown beside numbers: as a day, and as the text that was typed.
DAY, TYPED = "day", "typed"
SHOWN = (
    f'<number:date-style style:name="{DAY}"><number:day number:style="long"/><number:text>.</number:text><number:month number:style="long"/>'
    '<number:text>.</number:text><number:year number:style="long"/></number:date-style>'
    f'<number:text-style style:name="{TYPED}"><number:text-content/></number:text-style>'
)

type Styles = dict[tuple[str, str, bool], str]  # look, how the value is shown, to the right → name of the style


def as_ods(book: Book) -> bytes:
    """The same book gives the same bytes."""
    styles: Styles = {}
    tables = "".join(_table(number, sheet, styles) for number, sheet in enumerate(book.sheets))
    content = f"<office:automatic-styles>{''.join(_styles(book, styles))}</office:automatic-styles>"
    content += f"<office:body><office:spreadsheet>{tables}{_filters(book)}</office:spreadsheet></office:body>"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", ZIP_TIME), TYPE)  # first and unpacked: by it programs know the kind of the file
        for name, text in (
            ("META-INF/manifest.xml", MANIFEST),
            ("content.xml", f"<office:document-content {SPACES}>{content}</office:document-content>"),
            ("settings.xml", f"<office:document-settings {SPACES}>{_settings(book)}</office:document-settings>"),
        ):
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode(), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _table(number: int, sheet: Sheet, styles: Styles) -> str:
    shown = TYPED if sheet.typed else ""
    columns = "".join(
        f'<table:table-column table:style-name="w{number}-{at}" table:default-cell-style-name="{_named(styles, "", shown)}"/>'
        for at in range(len(sheet.widths))
    )
    rows = ("".join(_cell(cell, shown, styles) for cell in row) or "<table:table-cell/>" for row in sheet.rows)
    lines = "".join(f"<table:table-row>{cells}</table:table-row>" for cells in rows)
    return f"<table:table table:name={quoteattr(sheet.name)}>{columns}{lines}</table:table>"


def _cell(cell: Cell, shown: str, styles: Styles) -> str:
    value, kind, inside = cell.value, "", ""
    if isinstance(value, str):
        if text := clean(value):
            kind, inside = ' office:value-type="string"', "".join(f"<text:p>{_line(line)}</text:p>" for line in text.split("\n"))
    elif isinstance(value, date):
        kind, shown = f' office:value-type="date" office:date-value="{value:%Y-%m-%d}"', DAY
    elif value is not None:
        kind, shown = f' office:value-type="float" office:value="{value}"', "" if cell.decimals is None else f"n{cell.decimals}"
    return f'<table:table-cell table:style-name="{_named(styles, cell.look, shown, cell.right)}"{kind}>{inside}</table:table-cell>'


def _line(text: str) -> str:
    """Rows of spaces would become one."""
    return re.sub(r"^ | (?= )| $", "<text:s/>", escape(text))


def _named(styles: Styles, look: str, shown: str, right: bool = False) -> str:
    return styles.setdefault((look, shown, right), f"c{len(styles)}")


def _styles(book: Book, styles: Styles) -> Iterator[str]:
    """The styles that are used: widths of columns, ways to show values, looks of cells."""
    for number, sheet in enumerate(book.sheets):
        for at, width in enumerate(sheet.widths):
            inside = f'<style:table-column-properties style:column-width="{width * 0.2 + 0.2:.2f}cm"/>'
            yield f'<style:style style:name="w{number}-{at}" style:family="table-column">{inside}</style:style>'
    yield SHOWN
    for places in sorted({shown for _, shown, _ in styles if shown.startswith("n")}):
        digits = f'number:decimal-places="{places[1:]}" number:min-decimal-places="{places[1:]}" number:min-integer-digits="1"'
        yield f'<number:number-style style:name="{places}"><number:number {digits} number:grouping="true"/></number:number-style>'
    for (name, shown, right), style in styles.items():
        look = LOOKS[name]
        cell = f'fo:wrap-option="{"no-wrap" if look.runs else "wrap"}" style:vertical-align="top" fo:border-top="{LINES[look.top]}"'
        font = f'fo:font-weight="{"bold" if look.bold else "normal"}" fo:font-style="{"italic" if look.italic else "normal"}"'
        yield (
            f'<style:style style:name="{style}" style:family="table-cell"{f' style:data-style-name="{shown}"' if shown else ""}>'
            f'<style:table-cell-properties {cell} fo:border-bottom="{LINES[look.bottom]}"/>'
            f"{'<style:paragraph-properties fo:text-align="end"/>' if right else ''}"
            f'<style:text-properties {font} fo:font-size="{look.size}pt" fo:color="#{look.colour}"/></style:style>'
        )


def _filters(book: Book) -> str:
    """Which ranges have buttons to filter in their head."""
    ranges = ""
    for number, sheet in enumerate(book.sheets):
        if sheet.filtered:
            quoted = "'" + sheet.name.replace("'", "''") + "'"
            where = quoteattr(f"{quoted}.A1:{quoted}.{get_column_letter(len(sheet.widths))}{len(sheet.rows)}")
            named = f'table:name="Liste{number}" table:target-range-address={where}'
            ranges += f'<table:database-range {named} table:display-filter-buttons="true"/>'
    return f"<table:database-ranges>{ranges}</table:database-ranges>" if ranges else ""


def _settings(book: Book) -> str:
    """Which rows and columns stay when one scrolls."""

    def item(name: str, kind: str, value: int) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    entries = ""
    for sheet in book.sheets:
        ways = (("Vertical", "PositionBottom", sheet.fixed[0]), ("Horizontal", "PositionRight", sheet.fixed[1]))
        split = (item(f"{way}SplitMode", "short", 2) + item(f"{way}SplitPosition", "int", at) + item(edge, "int", at) for way, edge, at in ways if at)
        entries += f"<config:config-item-map-entry config:name={quoteattr(sheet.name)}>{''.join(split)}</config:config-item-map-entry>"
    view = f'<config:config-item-map-entry><config:config-item-map-named config:name="Tables">{entries}</config:config-item-map-named>'
    views = f'<config:config-item-map-indexed config:name="Views">{view}</config:config-item-map-entry></config:config-item-map-indexed>'
    return f'<office:settings><config:config-item-set config:name="ooo:view-settings">{views}</config:config-item-set></office:settings>'
