"""Shapes of tables for `./run prove tables`: where the head stands, columns, rows that are no entries, values."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl import Workbook


@dataclass
class Read:
    """What a table must become: the cells of its entries, the sentences about what is none, and those about what is wrong (row, words, mend)."""

    rows: list[dict[str, str]]
    notes: list[str] = field(default_factory=list)
    problems: list[tuple[int, str, str]] = field(default_factory=list)
    does: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@dataclass
class Refused:
    """The sentence at the file."""

    words: str


@dataclass
class Shape:
    kind: str
    data: bytes
    wanted: Read | Refused


SHAPES: dict[str, Callable[[], Shape]] = {}
HEAD = ["Name", "Gemeinde", "Träger"]
A, B = ["Kita Nord", "Ilmenau", "Sozialwerk Ilmtal e. V."], ["Kita Süd", "Ilmenau", "Stadt Schleiz"]


def shape(make: Callable[[], Shape]) -> Callable[[], Shape]:
    SHAPES[make.__name__] = make
    return make


def kita(cells: list[str], **more: str) -> dict[str, str]:
    return {**dict(zip(("name", "municipality", "provider"), cells, strict=True)), **more}


def xlsx(*rows: list[Any], change: Callable[[Any], None] | None = None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def text(*rows: list[str], separator: str = ";", encoding: str = "utf-8") -> bytes:
    return "\r\n".join(separator.join(row) for row in rows).encode(encoding)


def figures(*rows: dict[str, str], source: str = "Amt") -> list[dict[str, str]]:
    return [{"indicator": "unemployment", "source": source, **row} for row in rows]


# Where the head stands --------------------------------------------------------------------------------------------


@shape
def titles_above_the_head() -> Shape:
    data = text(["Kitabestand Ilm-Kreis"], ["Stand 1.9.2026"], [], HEAD, A, B)
    return Shape("kitas", data, Read([kita(A), kita(B)], ["Die Überschrift steht in Zeile 4. 2 Zeilen über der Überschrift werden nicht gelesen"]))


@shape
def a_joined_title() -> Shape:
    data = xlsx(["Kitas"], [], HEAD, A, change=lambda sheet: sheet.merge_cells("A1:C1"))
    return Shape("kitas", data, Read([kita(A)], ["Eine Zeile über der Überschrift wird nicht gelesen: „Kitas“"]))


@shape
def a_head_in_two_rows() -> Shape:
    def join(sheet: Any) -> None:
        for cells in ("A1:A2", "B1:B2", "C1:C2", "D1:E1"):
            sheet.merge_cells(cells)

    data = xlsx([*HEAD, "Betriebserlaubnis", None], [None, None, None, "Nummer", "vom"], [*A, "IK-1", "3.4.2014"], change=join)
    return Shape("kitas", data, Read([kita(A, permit_number="IK-1", permit_date="3.4.2014")]))


@shape
def cells_joined_over_rows() -> Shape:
    data = xlsx(HEAD, A, [B[0], None, B[2]], change=lambda sheet: sheet.merge_cells("B2:B3"))
    return Shape("kitas", data, Refused("Im Blatt „Sheet“ sind Zellen verbunden (B2:B3)"))


@shape
def a_head_repeated_on_every_page() -> Shape:
    return Shape("kitas", text(HEAD, A, HEAD, B), Read([kita(A), kita(B)], ["Zeile 3 wiederholt die Überschrift."]))


@shape
def columns_that_are_counted() -> Shape:
    return Shape("kitas", text(HEAD, ["1", "2", "3"], A), Read([kita(A)], ["Zeile 2 zählt nur die Spalten."]))


@shape
def heads_in_capitals_with_points() -> Shape:
    data = text(["NAME DER KITA", "Gemeinde ", "TRÄGER:", "P.L.Z."], [*A, "98693"])
    return Shape("kitas", data, Read([kita(A, postcode="98693")]))


# Columns ----------------------------------------------------------------------------------------------------------


@shape
def columns_we_do_not_know() -> Shape:
    data = text(["Nr.", *HEAD, "Bemerkung"], ["1", *A, "x"], ["2", *B, ""])
    return Shape("kitas", data, Read([kita(A), kita(B)], ["Nicht gelesen werden die Spalten „Nr.“ und „Bemerkung“."]))


@shape
def a_column_without_a_head() -> Shape:
    return Shape("kitas", text(HEAD, [*A, "ja"]), Read([kita(A)], ["Nicht gelesen wird die Spalte „Spalte D“."]))


@shape
def the_same_column_twice() -> Shape:
    data = text([*HEAD, "Kita"], [*A, "anders"])
    return Shape("kitas", data, Read([kita(A)], ["Zweimal steht da die Spalte „Name“. Gelesen wird die erste."]))


@shape
def a_needed_column_that_somebody_must_name() -> Shape:
    return Shape("kitas", text(["Name", "Gemeinde", "Betreiber"], A), Read([], missing=["Träger"]))


@shape
def heads_of_which_we_know_none() -> Shape:
    data = text(["Kurzname", "Sitzgemeinde", "Betreiber"], A)
    notes = ["Als Überschrift gilt Zeile 1: „Kurzname“, „Sitzgemeinde“, „Betreiber“."]
    return Shape("kitas", data, Read([], notes, missing=["Name", "Gemeinde", "Träger"]))


@shape
def heads_of_which_we_know_none_over_several_rows() -> Shape:
    data = text(["Kurzname", "Sitzgemeinde", "Betreiber"], A, B, ["Kita Ost", *A[1:]])
    return Shape("kitas", data, Read([], missing=["Name", "Gemeinde", "Träger"]))


@shape
def too_few_columns() -> Shape:
    return Shape("kitas", text(["Name", "Betreiber"], ["A", "B"]), Refused("Es fehlen die Spalten „Gemeinde“ und „Träger“."))


@shape
def the_house_number_in_its_own_column() -> Shape:
    data = text([*HEAD, "Straße", "Hausnummer"], [*A, "Lindenweg", "8a"])
    return Shape("kitas", data, Read([kita(A, street="Lindenweg", house_number="8a")]))


# Rows that are no entries -----------------------------------------------------------------------------------------


@shape
def a_total_below() -> Shape:
    data = text([*HEAD, "Plätze"], [*A, "40"], [*B, "60"], ["Summe", "", "", "100"])
    return Shape("kitas", data, Read([kita(A, places="40"), kita(B, places="60")], ["Zeile 4 ist eine Summe und wird nicht gelesen: „Summe“."]))


@shape
def a_name_that_only_begins_like_a_total() -> Shape:
    row = ["Zusammen wachsen", *A[1:]]
    return Shape("kitas", text(HEAD, row), Read([kita(row)]))


@shape
def footnotes() -> Shape:
    data = text(HEAD, A, ["* ohne Horte"], ["Quelle: Jugendamt"])
    return Shape("kitas", data, Read([kita(A)], ["Zeilen 3 und 4 sind Fußnoten oder Zwischenüberschriften und werden nicht gelesen"]))


@shape
def empty_rows_between() -> Shape:
    return Shape("kitas", text(HEAD, A, [], ["", "", ""], B), Read([kita(A), kita(B)], ["Zeilen 3 und 4 sind leer."]))


@shape
def hidden_rows() -> Shape:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True

    return Shape("kitas", xlsx(HEAD, A, B, change=hide), Read([kita(A), kita(B)], ["Zeile 3 ist in Ihrer Datei ausgeblendet und hier dabei."]))


@shape
def filtered_rows() -> Shape:
    def hide(sheet: Any) -> None:
        sheet.auto_filter.ref = "A1:C3"
        sheet.auto_filter.add_filter_column(0, ["Kita Nord"])
        sheet.row_dimensions[3].hidden = True

    return Shape("kitas", xlsx(HEAD, A, B, change=hide), Read([kita(A), kita(B)], ["Zeile 3 ist in Ihrer Datei weggefiltert und hier dabei."]))


# Values -----------------------------------------------------------------------------------------------------------


@shape
def days_in_many_ways() -> Shape:
    rows = [[*A, "1. August 2017"], [*B, "3.4.26"], ["Kita Ost", *A[1:], date(2014, 4, 3)]]
    wanted = [kita(A, permit_date="1. August 2017"), kita(B, permit_date="3.4.26"), kita(["Kita Ost", *A[1:]], permit_date="2014-04-03")]
    return Shape("kitas", xlsx([*HEAD, "Betriebserlaubnis vom"], *rows), Read(wanted))


@shape
def days_that_excel_counts() -> Shape:
    problem = (2, "„42948“ ist wohl die Zahl, mit der Excel einen Tag zählt.", "1.8.2017")
    return Shape("kitas", text([*HEAD, "Betriebserlaubnis vom"], [*A, "42948"]), Read([kita(A, permit_date="42948")], problems=[problem]))


@shape
def a_postcode_without_its_zero() -> Shape:
    problem = (2, "„7318“ hat vier Ziffern.", "07318")
    return Shape("kitas", xlsx([*HEAD, "PLZ"], [*A, 7318]), Read([kita(A, postcode="7318")], problems=[problem]))


@shape
def a_postcode_that_only_looks_right() -> Shape:
    def show(sheet: Any) -> None:
        sheet["D2"].number_format = "00000"

    return Shape("kitas", xlsx([*HEAD, "PLZ"], [*A, 7318], change=show), Read([kita(A, postcode="07318")]))


@shape
def a_phone_without_its_zero() -> Shape:
    problem = (2, "Bei „3677123456“ fehlt vorn wohl die Null der Vorwahl.", "03677123456")
    return Shape("kitas", xlsx([*HEAD, "Telefon"], [*A, 3677123456]), Read([kita(A, phone="3677123456")], problems=[problem]))


@shape
def a_key_without_its_zeros() -> Shape:
    data = xlsx(["Schlüssel", *HEAD], [17, *A])
    return Shape("kitas", data, Read([kita(A, key="17")], problems=[(2, "Vorn fehlen wohl Nullen.", "0017")]))


@shape
def a_municipality_key_of_the_state_office_for_statistics() -> Shape:
    data = text(["AGS", "Name"], ["70058", "Geratal"], ["16 0 70 057", "Stadtilm"])
    begins = "ist kein Gemeindeschlüssel von Ilm-Kreis."
    wanted = [{"ags": "70058", "name": "Geratal"}, {"ags": "16 0 70 057", "name": "Stadtilm"}]
    return Shape("municipalities", data, Read(wanted, problems=[(2, begins, "16070058"), (3, begins, "16070057")]))


@shape
def a_formula_with_its_result() -> Shape:
    """As a spreadsheet keeps it: the formula and what came out."""
    from tests.files import patched

    data = xlsx([*HEAD, "Plätze"], [*A, "=20+20"])
    data = patched(data, "xl/worksheets/sheet1.xml", b"<f>20+20</f><v></v>", b"<f>20+20</f><v>40</v>")
    data = patched(data, "xl/worksheets/sheet1.xml", b"<f>20+20</f><v />", b"<f>20+20</f><v>40</v>")
    return Shape("kitas", data, Read([kita(A, places="40")]))


@shape
def a_formula_that_was_never_worked_out() -> Shape:
    problem = (2, "„=20+20“ ist eine Formel ohne Ergebnis.", "")
    return Shape("kitas", xlsx([*HEAD, "Plätze"], [*A, "=20+20"]), Read([kita(A, places="=20+20")], problems=[problem]))


@shape
def an_error_of_excel() -> Shape:
    problem = (2, "„#NV“ ist ein Fehler aus der Tabellenkalkulation.", "")
    return Shape("kitas", text([*HEAD, "Plätze"], [*A, "#NV"]), Read([kita(A, places="#NV")], problems=[problem]))


@shape
def a_number_with_its_word() -> Shape:
    problem = (2, "In „96 Plätze“ stehen Zahl und Wort.", "96")
    return Shape("kitas", text([*HEAD, "Plätze"], [*A, "96 Plätze"]), Read([kita(A, places="96 Plätze")], problems=[problem]))


@shape
def numbers_as_excel_shows_them() -> Shape:
    def show(sheet: Any) -> None:
        sheet["C2"].number_format, sheet["C3"].number_format = "0.0%", "#,##0.0"

    rows = [["care_rate_3_6", date(2025, 12, 31), 0.05432, "Amt"], ["minutes_to_advice", date(2024, 12, 31), 41.123456, "Amt"]]
    share, minutes = {"indicator": "care_rate_3_6"}, {"indicator": "minutes_to_advice"}
    wanted = figures({**share, "day": "2025-12-31", "value": "5,4 %"}, {**minutes, "day": "2024-12-31", "value": "41,1"})
    return Shape("figures", xlsx(["Kennzahl", "Stichtag", "Wert", "Quelle"], *rows, change=show), Read(wanted))
