"""The only place where a plain list becomes a file: what is filtered, as CSV and as a workbook; text never as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from unicodedata import category

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def clean(text: str) -> str:
    """Text without what no file may hold: control characters and lone surrogates."""
    return "".join(character for character in text if character in "\n\t" or category(character) not in {"Cc", "Cs"})


def is_risky(text: str) -> bool:
    """Whether a spreadsheet could take the text for a formula."""
    return text.startswith(FORMULA) or text.lstrip().startswith(FORMULA)


def neutral(text: str) -> str:
    text = clean(text)
    return f"'{text}" if is_risky(text) else text


def _word(value: object) -> str:
    """How a value is written in German CSV."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Decimal | float):
        return str(value).replace(".", ",")
    return neutral(str(value)) if isinstance(value, str) else str(value)


def as_csv(head: Sequence[str], lines: Iterable[Sequence]) -> bytes:
    """Semicolons, UTF-8 with a mark, so that German spreadsheets open it."""
    target = io.StringIO()
    out = csv.writer(target, delimiter=";", lineterminator="\r\n")
    out.writerow(head)
    out.writerows([_word(value) for value in line] for line in lines)
    return ("\ufeff" + target.getvalue()).encode()


def as_xlsx(title: str, head: Sequence[str], lines: Iterable[Sequence]) -> bytes:
    """One sheet with a fixed head and a filter; amounts keep their cents, days stay days."""
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.append(list(head))
    for at, name in enumerate(head, 1):
        sheet.cell(1, at).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = max(12, min(40, len(name) + 4))
    for at, line in enumerate(lines, 2):
        for column, value in enumerate(line, 1):
            cell = sheet.cell(at, column)
            if isinstance(value, str):
                cell.value, cell.data_type = clean(value), "s"
            else:
                cell.value = value
            if isinstance(value, date):
                cell.number_format = "DD.MM.YYYY"
            if isinstance(value, Decimal):
                cell.number_format = "#,##0.00"
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def file_answer(kind: str, name: str, title: str, head: Sequence[str], lines: Iterable[Sequence]) -> HttpResponse:
    """A download: `kind` is csv or xlsx."""
    content = as_csv(head, lines) if kind == "csv" else as_xlsx(title, head, lines)
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8" if kind == "csv" else XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
