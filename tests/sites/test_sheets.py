"""Tables as files: every cell the same in CSV, XLSX and ODS, with its type; no text a formula; names, widths, looks."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.core.sheets import content_of, file_name
from sites.core.tables import LONGEST, LOOKS, NARROWEST, WIDEST, Book, Cell, Own, Sheet, clean, is_risky, list_of
from tests.files import csv_rows, in_csv, ods_rows, xlsx_rows

HOSTILE = (
    "=1+1", "+49 3677", "-x", "@SUMME(A1)", "＝1", "\t=1", " =1", "=HYPERLINK(\"http://x\")", "=cmd|' /C calc'!A0", "<b>&amp;</b>", "a;b", 'a"b',
    "zwei\nZeilen", "viele   Leerzeichen ", "  vorn", "ende\t", "'schon so",
)  # fmt: skip
VALUES = st.one_of(
    st.none(),
    st.integers(-(10**9), 10**9),
    st.decimals(-(10**6), 10**6, places=2),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=20),
)


@settings(max_examples=50, deadline=None)  # three files each
@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=5))
def test_three_formats_hold_the_same_values(lines):
    book = list_of("Liste", ["A", "B", "C"], lines)
    wanted = [["A", "B", "C"], *([clean(value) if isinstance(value, str) else value for value in line] for line in lines)]
    assert ods_rows(content_of("ods", book)) == wanted
    assert [
        [value if not isinstance(value, float) else Decimal(str(value)) for value in row] for row in xlsx_rows(content_of("xlsx", book))
    ] == wanted
    assert csv_rows(content_of("csv", book)) == [[in_csv(value) for value in row] for row in wanted]


@pytest.mark.guard("formula-csv", "formula-xlsx")
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    book = list_of("Liste", ["Kopf", text], [[text, 1]])
    assert ods_rows(content_of("ods", book)) == xlsx_rows(content_of("xlsx", book)) == [["Kopf", clean(text)], [clean(text), 1]]
    sheet = openpyxl.load_workbook(io.BytesIO(content_of("xlsx", book))).active
    assert (sheet["A2"].data_type, bool(sheet["A2"].quotePrefix)) == ("s", is_risky(text))
    written = csv_rows(content_of("csv", book))
    assert not [cell for row in written for cell in row if is_risky(cell)] and written[1][0].removeprefix("'") == clean(text).removeprefix("'")


def test_what_no_file_may_hold_is_left_out_and_what_we_wrote_is_no_formula():
    assert clean("a\x00b\ud800c\x1b\r\td") == "abc d" and len(clean("x" * 40_000)) == LONGEST
    book = list_of("Liste", ["Änderung"], [[Own("+21 %")], ["+21 %"], ["a\x00=\ud800b"]])
    assert csv_rows(content_of("csv", book)) == [["Änderung"], ["+21 %"], ["'+21 %"], ["a=b"]]
    assert ods_rows(content_of("ods", book))[3] == ["a=b"] == xlsx_rows(content_of("xlsx", book))[3]


def test_amounts_have_cents_whole_numbers_none_and_days_are_days():
    line = [Decimal("10"), Decimal("0.125"), 2026, 7.5, date(2026, 4, 3), None]
    content = content_of("xlsx", list_of("Liste", "ABCDEF", [line]))
    row = openpyxl.load_workbook(io.BytesIO(content)).active[2]
    assert [cell.number_format for cell in row] == ["#,##0.00", "#,##0.000", "General", "General", "DD.MM.YYYY", "General"]
    assert csv_rows(content_of("csv", list_of("Liste", "ABCDEF", [line])))[1] == ["10,00", "0,125", "2026", "7,5", "03.04.2026", ""]
    book = Book([Sheet("Liste", [[Cell(1007, places=0), Cell(7.25, places=1)]])])
    assert [cell.number_format for cell in openpyxl.load_workbook(io.BytesIO(content_of("xlsx", book))).active[1]] == ["#,##0", "#,##0.0"]


def part_of(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_a_list_has_a_head_that_stays_and_filters_and_columns_as_wide_as_what_stands_in_them():
    book = list_of("Standorte: 2026/1 im [Kreis]", ["Nr.", "Name"], [[1, "Kita am Wald"], [2, "x" * 90], [3, "kurz\nund " + "lang" * 8]])
    assert book.sheets[0].widths == [NARROWEST, WIDEST] and list_of("L", ["Nr.", "N"], [[1, "Kita am Wald"]]).sheets[0].widths == [NARROWEST, 16]
    assert Sheet("L", [[Cell("Eine lange Überschrift über allem", "title")], [Cell("kurz")]]).widths == [NARROWEST]
    sheet = openpyxl.load_workbook(io.BytesIO(content_of("xlsx", book))).active
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("Standorte  2026 1 im  Kreis", "B2", "A1:B4")
    assert [sheet.column_dimensions[name].width for name in "AB"] == [NARROWEST, WIDEST] and sheet["A1"].font.bold
    ods = content_of("ods", book)
    content, settings = part_of(ods, "content.xml"), part_of(ods, "settings.xml")
    assert "'Standorte  2026 1 im  Kreis'.A1:'Standorte  2026 1 im  Kreis'.B4" in content and 'style:column-width="12.20cm"' in content
    assert '"VerticalSplitPosition" config:type="int">1<' in settings and '"HorizontalSplitPosition" config:type="int">1<' in settings
    assert content.count('fo:font-weight="bold"') == 1


def test_the_same_frozen_state_gives_the_same_bytes():
    book = Book(list_of("Liste", ["A"], [[1]]).sheets, made_at=datetime(2027, 1, 1, tzinfo=UTC))
    assert content_of("ods", book) == content_of("ods", book) and content_of("xlsx", book) == content_of("xlsx", book)
    assert "2027-01-01T01:00:00Z" in part_of(content_of("xlsx", book), "docProps/core.xml")


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("standorte", "Ilm-Kreis", 2026), "standorte-ilm-kreis-2026"),
        (("nachweis", "Kita „Bärenhöhle“ Süd/Ost", 2026), "nachweis-kita-baerenhoehle-sued-ost-2026"),
        (("standorte", 2026), "standorte-2026"),
        (("sachbericht", "Weißensee & Söhne", date(2026, 4, 3), ""), "sachbericht-weissensee-soehne-2026-04-03"),
        (("liste", "../../etc\x00\r\n"), "liste-etc"),
    ],
)
def test_a_file_is_called_by_what_it_holds_of_whom_and_when(parts, name):
    assert file_name(*parts) == name


#: By hand: bold, italic, size, line above and below; whether the text runs over the columns beside it.
LOOK = {
    "": (False, False, 11, None, None, False), "title": (True, False, 18, None, None, True), "heading": (True, False, 14, None, None, True),
    "caption": (True, False, 11, None, None, True), "note": (False, False, 9, None, None, True), "foot": (False, True, 11, None, None, True),
    "text": (False, False, 11, None, None, True), "label": (False, False, 11, None, None, False), "example": (False, True, 11, None, None, False),
    "head": (True, False, 11, None, "medium", False), "line": (False, False, 11, None, "hair", False),
    "group": (True, False, 11, None, "hair", False), "sum": (True, False, 11, "thin", "medium", False),
}  # fmt: skip


@pytest.mark.parametrize("look", LOOK)
def test_every_look_is_what_it_is_called(look):
    bold, italic, size, above, below, runs = LOOK[look]
    book = Book([Sheet("Blatt", [[Cell("Ein Satz, der breiter ist als jede Zahl darunter", look)], [Cell(1)]])])
    sheet = openpyxl.load_workbook(io.BytesIO(content_of("xlsx", book))).active
    font, border = sheet["A1"].font, sheet["A1"].border
    lines = [side.style if side else None for side in (border.top, border.bottom)]
    assert (font.bold, font.italic, font.size, *lines) == (bold, italic, size, above, below)
    assert (sheet.column_dimensions["A"].width == NARROWEST) == runs and set(LOOK) == set(LOOKS)


@pytest.mark.parametrize(
    ("title", "name"),
    [("Termine 2026", "Termine 2026"), ("[:]*?/\\", "Tabelle"), ("", "Tabelle"), ("A" * 40, "A" * 31), ("Jan/Feb: Plan", "Jan Feb  Plan")],
)
def test_a_sheet_is_called_as_every_spreadsheet_allows(title, name):
    assert Sheet(title, []).name == name
