"""Files of tables as tests read them: the values of every cell, by format; and one part of an archive changed."""

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from xml.etree import ElementTree

import openpyxl

from sites.core.tables import is_risky

URN = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
OFFICE, TABLE, TEXT = map(URN.format, ("office", "table", "text"))

type Rows = list[list[object]]


def patched(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The same archive with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.namelist():
            text = before.read(part)
            after.writestr(part, text.replace(old, new) if part == name else text)
    return target.getvalue()


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))


def xlsx_rows(content: bytes) -> Rows:
    """The first sheet; a formula is an error."""
    rows: Rows = []
    for line in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows():
        assert not [cell.coordinate for cell in line if cell.data_type == "f"]
        rows.append([cell.value.date() if isinstance(cell.value, datetime) else cell.value for cell in line])
    return rows


def ods_rows(content: bytes) -> Rows:
    """The first sheet; a formula is an error."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        tree = ElementTree.fromstring(archive.read("content.xml"))
    assert not [cell for cell in tree.iter() if f"{TABLE}formula" in cell.attrib]
    table = next(tree.iter(f"{TABLE}table"))
    return [[_value(cell) for cell in row] for row in table.iter(f"{TABLE}table-row")]


def _value(cell: ElementTree.Element) -> object:
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "float":
        return Decimal(cell.attrib[f"{OFFICE}value"])
    if kind == "date":
        return date.fromisoformat(cell.attrib[f"{OFFICE}date-value"])
    return "\n".join(_text(paragraph) for paragraph in cell) if kind else None


def _text(element: ElementTree.Element) -> str:
    assert {part.tag for part in element} <= {f"{TEXT}s"}
    return (element.text or "") + "".join(f" {part.tail or ''}" for part in element)


def in_csv(value: object) -> str:
    """What CSV says where the other formats have a value of its type."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",") if value % 1 or value.as_tuple().exponent else str(value)
    return f"'{value}" if isinstance(value, str) and is_risky(value) else str(value)
