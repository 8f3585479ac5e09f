"""One way to write tables as files, CSV, XLSX and ODS: numbers as numbers, days as days, amounts with cents, text never as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.utils.text import slugify

from sites.core.numbers import places_of
from sites.core.ods import as_ods
from sites.core.tables import Book, Value, clean, is_risky, list_of
from sites.core.xlsx import as_xlsx

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def file_name(*parts: object) -> str:
    """What a file holds, of whom and of when, as every machine can store it: nachweis-kita-lindenhof-2026."""
    letters = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
    return slugify(re.sub(r"\W+", " ", " ".join(map(str, parts)).lower().translate(letters)))


def written(value: Value) -> str:
    """How CSV writes a value: 1234,50, 03.04.2026; text that a spreadsheet could take for a formula has a mark before it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal):
        return f"{value:.{max(2, places_of(value))}f}".replace(".", ",")
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, int):
        return str(value)
    return f"'{clean(value)}" if is_risky(value) else clean(value)  # guard: formula-csv -> return clean(value)


def as_csv(lines: Iterable[Sequence[Value]]) -> bytes:
    """Semicolons, UTF-8 with a mark, so that German spreadsheets open it."""
    target = io.StringIO()
    csv.writer(target, delimiter=";", lineterminator="\r\n").writerows([written(value) for value in line] for line in lines)
    return ("\ufeff" + target.getvalue()).encode("utf-8")


def content_of(kind: str, book: Book) -> bytes:
    """The book as a file; as CSV its sheets stand below each other."""
    if kind == "csv":
        return as_csv([cell.value for cell in row] for sheet in book.sheets for row in sheet.rows)
    return as_xlsx(book) if kind == "xlsx" else as_ods(book)


def file_answer(kind: str, name: str, content: bytes) -> HttpResponse:
    """A download; `kind` is one of KINDS."""
    answer = HttpResponse(content, content_type=KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def list_answer(kind: str, name: str, title: str, head: Sequence[str], lines: Iterable[Sequence[Value]]) -> HttpResponse:
    """A plain list as a download."""
    return file_answer(kind, name, content_of(kind, list_of(title, head, lines)))
