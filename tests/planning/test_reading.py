"""Foreign files: what spreadsheets write is read, everything else is told in words; sizes are bounded. And values as Germans write them."""

import io
import tracemalloc
import zipfile
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from planning.models import ImportRun
from planning.rules.imports import grid, values
from planning.rules.imports.columns import Kind
from planning.rules.imports.grid import Unreadable
from planning.rules.imports.heads import find_head, refuse_narrow
from planning.rules.imports.reading import read_table
from planning.rules.imports.values import Wrong
from sites.core.sheets import content_of
from sites.core.tables import Book, Cell, Own, Sheet
from sites.models import Kita, Provider
from tests.conftest import as_owner
from tests.files import patched
from tests.planning.test_imports import csv_file, url

TODAY = date(2026, 11, 24)


def whole(data):
    data = data.encode() if isinstance(data, str) else data
    return read_table(io.BytesIO(data), len(data))


def table(data):
    """A table whose head stands in its first row."""
    found = whole(data)
    return SimpleNamespace(head=found.rows[0].cells, rows=found.rows[1:], sheet=found.sheet)


def head(data, kind=Kind.PROVIDERS):
    return find_head(kind, whole(data), {}, lambda text: False)


def told(data):
    with pytest.raises(Unreadable) as error:
        head(data)
    return str(error.value)


def workbook(*rows, change=None, others=()):
    """An XLSX of rows on its first sheet."""
    book = Workbook()
    for name in others:
        book.create_sheet(name, 0).append(["falsches Blatt"])
    sheet = book["Sheet"]
    for row in rows:
        sheet.append(row)
    if change:
        change(book, sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


# CSV --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_what_german_spreadsheets_write_is_read(encoding, separator):
    text = f"Name{separator}Straße\r\n„Größe“{separator}Bäckerstraße 3\r\n"
    found = table(text.encode(encoding))
    assert found.head == ["Name", "Straße"] and [row.cells for row in found.rows] == [["„Größe“", "Bäckerstraße 3"]]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("Name;Straße\nÄ;ö\n".encode("utf-16"), "UTF-16"),
        ("Name;Straße\nÄ;ö\n".encode("utf-16-le"), "UTF-16"),
        ("Name;Straße\nKita Grün;ü\n".encode("cp850"), "unbekannter Zeichensatz"),
        ("Name;Straße\nGrün".encode() + "ä".encode("cp1252"), "mischt zwei Zeichensätze"),
        (b"Name\nKita\xed\xa0\x80\n", "mischt zwei Zeichensätze"),
        (b"", "Die Datei ist leer"),
        (b"\n \n;;\n", "Die Tabelle ist leer"),
        (b"\xef\xbb\xbf", "Die Tabelle ist leer"),
        (b"Name;Art\n", "hat nur Überschriften"),
        (b"Name;Art\n# Beispiel;x\n;\n", "hat nur Überschriften"),
        (b'Name\n"offen\nA\nB\n', "Anführungszeichen"),
        (b"%PDF-1.7 ...", "Das ist keine Tabelle"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "alte Excel-Datei"),
        (b"PK\x03\x04 kaputt", "beschädigt"),
        (b"Name" + b";x" * 60 + b"\nA\n", "mehr als 40 Spalten"),
    ],
)
def test_other_files_are_told(data, sentence):
    assert sentence in told(data)


def test_cells_are_cleaned():
    found = table(
        "Name ;\u00a0Ort\n Kita\u00a0 Linde\u200b\x00 ;'+49 3677\n\n\ud800?;x\n".encode("utf-8", "surrogatepass").replace(b"\xed\xa0\x80", b"")
    )
    assert found.head == ["Name", "Ort"]
    assert [(row.number, row.cells) for row in found.rows] == [(2, ["Kita Linde", "+49 3677"]), (4, ["?", "x"])]
    assert grid.clean("A\ud800B\x00C") == "ABC" and grid.clean("a\u0308") == "ä"


def test_a_line_that_names_the_separator_counts_as_a_row():
    found = table("sep=,\nName,Ort\nKita; klein,Ilmenau\n")
    assert found.head == ["Name", "Ort"] and (found.rows[0].number, found.rows[0].cells) == (3, ["Kita; klein", "Ilmenau"])


def test_more_rows_than_we_read_are_told_at_the_first_one_too_many():
    exactly = "Name\n" + "Kita\n" * grid.MOST_ROWS
    assert len(table(exactly).rows) == grid.MOST_ROWS
    assert "mehr als 20.000 Zeilen" in told(exactly + "Kita\n" * 80_000)
    assert "mehr als 20.000 Zeilen" in told(workbook(*([["Name"]] + [["Kita"]] * (grid.MOST_ROWS + 1))))


@pytest.mark.guard("table-size")
def test_a_large_file_is_told_before_it_is_read():
    class Unread(io.BytesIO):
        def read(self, *args):
            raise AssertionError

    for size, words in ((11 * 1024 * 1024, "11 MB groß"), (11_000_000, "10,5 MB groß"), (10 * 1024 * 1024 + 1, "10,1 MB groß")):
        with pytest.raises(Unreadable, match=words):
            read_table(Unread(), size)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text):
    """Whatever stands in a file, it is read or told; a cell never holds what the database cannot store."""
    try:
        found = table(text.encode("utf-8", "surrogatepass"))
    except Unreadable:
        return
    for row in found.rows:
        for cell in row.cells:
            assert "\x00" not in cell and cell == cell.strip()
            cell.encode()


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data):
    for begin in (b"", b"PK\x03\x04"):
        try:
            table(begin + data)
        except Unreadable as error:
            assert str(error)


# XLSX -------------------------------------------------------------------------------------------------------------


def test_values_of_excel_become_what_one_sees():
    def formats(book, sheet):
        sheet["C2"].number_format, sheet["D2"].number_format, sheet["B2"].number_format = "00000", "0.0%", "DD.MM.YYYY"

    row = ["Kita", datetime(2026, 4, 3), 7318, 0.958, 12.5, 16070001, True, None, " x "]
    found = table(workbook(["a", "b", "c", "d", "e", "f", "g", "h", "i"], row, change=formats))
    assert found.rows[0].cells == ["Kita", "2026-04-03", "07318", "95,8 %", "12,5", "16070001", "ja", "", "x"] and found.sheet == "Sheet"


def test_formulas_stay_formulas_so_that_they_can_be_refused():
    found = table(workbook(["Name"], ["=1+1"], ["A"]))
    assert found.rows[0].cells == ["=1+1"]
    with pytest.raises(Wrong, match="ist eine Formel"):
        values.plain("=1+1", 10)


def test_the_first_sheet_that_shows_is_read():
    def hide(book, sheet):
        book["Alt"].sheet_state = "hidden"

    found = table(workbook(["Name"], ["Kita"], others=["Alt"], change=hide))
    assert found.head == ["Name"] and found.sheet == "Sheet"


def test_merged_cells_are_told():
    assert "verbunden (A2:A3)" in told(workbook(["Name"], ["Kita"], ["Kita 2"], change=lambda book, sheet: sheet.merge_cells("A2:A3")))
    other = workbook(["Name"], ["Kita"], change=lambda book, sheet: book.create_sheet("Zweites").merge_cells("A2:A3"))
    assert table(other).rows[0].cells == ["Kita"]


def test_no_row_is_left_out_in_silence():
    def far(book, sheet):
        sheet.cell(40_000, 1).value = "Kita"

    found = table(workbook(["Name"], ["Kita"], change=far))
    assert [row.number for row in found.rows] == [2, 40_000]
    lying = patched(workbook(["Name"], ["A"], ["B"]), SHEET, b'<dimension ref="A1:A3"', b'<dimension ref="A1:A2"')
    assert [row.cells for row in table(lying).rows] == [["A"], ["B"]]


@pytest.mark.guard("xml-entities")
def test_broken_and_hostile_workbooks_are_told():
    good = workbook(["Name"], ["Kita"])
    assert "beschädigt" in told(good[: len(good) // 2])
    assert "beschädigt" in told(patched(good, SHEET, b"</sheetData>", b"</oje>"))
    assert "keine Excel-Tabelle" in told(patched(good, "xl/workbook.xml", b"sheets", b"oje"))
    entity = patched(good, SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><worksheet')
    assert "Anweisungen" in told(entity)
    assert "beschädigt" in told(patched(good, SHEET, b'<row r="2"', b'<row r="zwei"'))
    endless = patched(good, SHEET, b'<row r="2"', b'<row r="99999999999"')
    assert "nur Überschriften" in told(endless)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert "keine Excel-Tabelle" in told(target.getvalue())


def bomb(piece, size):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
        for _ in range(size // (len(piece) * 1000)):
            part.write(piece * 1000)
    return target.getvalue()


@pytest.mark.guard("zip-bomb")
@pytest.mark.parametrize("piece", [b" " * 1000, b"<si/>" * 20])
def test_a_zip_bomb_is_told_in_bounded_memory(piece):
    data = bomb(piece, 100 * 1024 * 1024)
    assert len(data) < 1024 * 1024
    tracemalloc.start()
    sentence = told(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "ausgepackt zu groß" in sentence and peak < 8 * 1024 * 1024


# ODS --------------------------------------------------------------------------------------------------------------


CONTENT = "content.xml"


def opendocument(*rows: str, style: str = "") -> bytes:
    """An ODS whose rows are written as XML."""
    data = content_of("ods", Book([Sheet("Kitas", [[Cell("x")]])]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(CONTENT).decode()
    body = "".join(row if row.startswith("<") else cells(*row.split("|")) for row in rows)
    begin, end = text.index("<table:table-row>"), text.index("</table:table>")
    named = text[:begin].replace('table:name="Kitas"', f'table:name="Kitas" table:style-name="{style}"') if style else text[:begin]
    return patched(data, CONTENT, text.encode(), (named + body + text[end:]).encode())


def cells(*texts: str, **attributes: object) -> str:
    more = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<table:table-row{more}>{''.join(text if text.startswith('<') else cell(text) for text in texts)}</table:table-row>"


def cell(text: str, kind: str = "string", **attributes: object) -> str:
    more = "".join(f' {name.replace("__", ":").replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<table:table-cell office:value-type="{kind}"{more}><text:p>{text}</text:p></table:table-cell>'


def test_an_opendocument_table_is_read_as_it_is_seen():
    row = [
        cell("95,80", "float", office__value="95.8"), cell("07318", "float", office__value="7318"),
        cell("12,5 %", "percentage", office__value="0.125"),
        cell("3.4.26", "date", office__date_value="2026-04-03T00:00:00"), cell("WAHR", "boolean", office__boolean_value="true"),
        cell("12", "float", office__value="12", table__formula="of:=[.A1]"), cell("", table__formula="of:=[.A1]"),
        "<table:table-cell office:value-type=\"string\"><office:annotation><text:p>Notiz</text:p></office:annotation>"
        "<text:p>zwei<text:s/><text:span>Worte</text:span></text:p><text:p>und<text:tab/>mehr</text:p></table:table-cell>",
    ]  # fmt: skip
    found = table(opendocument("A|B|C|D|E|F|G|H", cells(*row)))
    assert found.sheet == "Kitas" and found.head == list("ABCDEFGH")
    assert [row.cells for row in found.rows] == [["95,8", "07318", "12,5 %", "2026-04-03", "ja", "12", "=", "zwei Worte und mehr"]]


def test_what_repeats_is_every_row_with_its_number_and_every_column():
    empty = '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    rest = empty.replace("3", "1048560", 1)
    same = cell("gleich", table__number_columns_repeated=2)
    found = table(opendocument("A|B|C", empty, cells("Eins", same, number_rows_repeated=2), empty, "Zwei", rest))
    assert [(row.number, row.cells) for row in found.rows] == [(5, ["Eins", "gleich", "gleich"]), (6, ["Eins", "gleich", "gleich"]), (10, ["Zwei"])]
    assert "mehr als 20.000 Zeilen" in told(opendocument("A", cells("x", number_rows_repeated=10**9)))
    assert "mehr als 40 Spalten" in told(opendocument("A", cells(cell("x", table__number_columns_repeated=10**9))))


def test_hidden_sheets_and_joined_cells_of_an_opendocument_are_told():
    assert "verbunden (B2:B3)" in told(opendocument("A|B", cells("x", cell("y", table__number_rows_spanned=2))))
    style = b'<style:style style:name="weg" style:family="table"><style:table-properties table:display="false"/></style:style>'
    hidden = opendocument("A", "x", style="weg")
    assert table(hidden).head == ["A"]
    hidden = patched(hidden, CONTENT, b"<office:automatic-styles>", b"<office:automatic-styles>" + style)
    assert "ausgeblendet" in told(hidden)


def test_broken_and_hostile_opendocuments_are_told():
    good = opendocument("Name", "Kita")
    for old, new in ((b"</table:table-cell>", b""), (b"<table:table-row>", b'<table:table-row table:number-rows-repeated="viel">')):
        assert "beschädigt" in told(patched(good, CONTENT, old, new))
    assert "beschädigt" in told(opendocument("A", cells(cell("x", "float", office__value="zwölf"))))
    entity = b'?><!DOCTYPE a [<!ENTITY b "c">]><office:document-content'
    assert "Anweisungen" in told(patched(good, CONTENT, b"?><office:document-content", entity))
    assert "ausgepackt zu groß" in told(patched(good, CONTENT, b"<table:table-row>", b"<table:table-row/>" * 4_000_001 + b"<table:table-row>"))


@settings(max_examples=50, deadline=None)  # two files each
@given(st.lists(st.lists(st.text("abÄß =+-@#'9.%", max_size=12), min_size=1, max_size=5), min_size=2, max_size=6))
def test_what_we_write_as_opendocument_reads_like_what_we_write_as_csv(rows):
    book = Book([Sheet("Tabelle", [[Cell(Own(text)) for text in row] for row in rows])])
    answers = []
    for kind in ("ods", "csv"):
        try:
            answers.append([table(content_of(kind, book)).head, *(row.cells for row in table(content_of(kind, book)).rows)])
        except Unreadable as error:
            answers.append(str(error))
    assert answers[0] == answers[1]


# Heads ------------------------------------------------------------------------------------------------------------


def columns(kind, *texts):
    return find_head(kind, whole(";".join(texts) + "\n" + ";".join("x" for _ in texts)), {}, lambda text: False)


def test_heads_are_known_by_other_names():
    assert columns(Kind.KITAS, "Kita", "AGS", "TRÄGER", "plz", "").columns == {0: "name", 1: "municipality", 2: "provider", 3: "postcode"}
    assert columns(Kind.CONTACTS, "Schlüssel", "e-mail").columns == {0: "key", 1: "email"}
    assert columns(Kind.KITAS, "Name", "Gemeinde", "Träger", "Kita").columns == {0: "name", 1: "municipality", 2: "provider"}


@pytest.mark.parametrize(
    ("kind", "texts", "parts"),
    [
        (Kind.KITAS, ["Name", "Ort der Kita"], ["Es fehlen die Spalten „Gemeinde“ und „Träger“.", "Gefunden haben wir: „Name“, „Ort der Kita“"]),
        (Kind.CONTACTS, ["Kita"], ["Es fehlt die Spalte „Schlüssel (oder Kita und Gemeinde)“."]),
    ],
)
def test_a_table_with_too_few_columns_is_refused_with_what_was_found(kind, texts, parts):
    found = columns(kind, *texts)
    with pytest.raises(Unreadable) as error:
        refuse_narrow(kind, found)
    assert all(part in str(error.value) for part in parts), error.value


# Through the door -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "data", "sentence"),
    [
        ("kitas", b"", "Die Datei ist leer"),
        ("kitas", b"Name\nA\n", "Es fehlen die Spalten „Gemeinde“ und „Träger“."),
        ("kitas", "Name;Gemeinde;Träger\nA;Ä;ö\n".encode("utf-16"), "UTF-16"),
        ("kinder", b"Name;Art\nA;frei\n", "Diese Auswahl gibt es nicht"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_the_field(world, client_of, kind, data, sentence):
    response = client_of("social_planner").post(url("import_create", world.county), {"kind": kind, "upload": csv_file(data)})
    body = response.content.decode()
    assert response.status_code == 422 and sentence in body
    assert kind == "kinder" or "checked" in body
    with as_owner():
        assert not ImportRun.objects.exists()


def test_no_file_is_told(world, client_of):
    response = client_of("social_planner").post(url("import_create", world.county), {"kind": "kitas"})
    assert response.status_code == 422 and "Bitte füllen Sie „Datei“ aus." in response.content.decode()


def test_a_workbook_goes_all_the_way(world, client_of):
    data = workbook(
        ["Name", "Gemeinde", "Träger", "PLZ", "Betriebserlaubnis vom"], ["Kita Excel", "Ilmenau", "Stadt Schleiz", 98693, datetime(2014, 4, 3)]
    )
    planner = client_of("social_planner")
    response = planner.post(url("import_create", world.county), {"kind": "kitas", "upload": csv_file(data, name=r"C:\Amt\ki\x00tas.xlsx")})
    with as_owner():
        run = ImportRun.objects.get()
        assert run.filename.endswith("tas.xlsx") and "\x00" not in run.filename and "Amt" not in run.filename
    assert "Kita Excel" in planner.get(response.url).content.decode()
    planner.post(url("import_apply", run))
    with as_owner():
        kita = Kita.objects.get(name="Kita Excel")
        assert (kita.postcode, kita.permit_date) == ("98693", date(2014, 4, 3)) and Provider.objects.count() == 2
