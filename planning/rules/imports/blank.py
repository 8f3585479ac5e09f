"""The empty tables to fill in: heads, one example that is not read, and the values that are allowed."""

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest

from planning.models import Term
from planning.rules.imports.columns import COLUMNS, Column, Kind
from planning.rules.imports.grid import NOTE, OUR_SHEET, clean
from sites.core.sheets import as_csv, content_of
from sites.core.tables import Book, Cell, Sheet
from sites.models import Area, County, Municipality, Provider

TYPED_ROWS = 300  # in which a postcode keeps its zero and a day stays as it was typed
SHOW_AS = "Die Zeile mit # ist ein Beispiel und wird nicht gelesen."


def blank_columns(kind: str) -> list[Column]:
    return [column for column in COLUMNS[kind] if column.is_blank]


def allowed_values(kind: str, county: County, today: date) -> dict[str, list[str]]:
    """Column → what may stand in it, where that is a list."""
    if kind == Kind.MUNICIPALITIES:
        return {}
    if kind == Kind.PROVIDERS:
        return {"Art": [str(label) for label in Provider.Kind.labels]}
    towns = [f"{town.name} ({town.ags})" for town in Municipality.objects.filter(county=county)]
    if kind == Kind.KITAS:
        return {"Gemeinde": towns, "Träger": [clean(row.name) for row in Provider.objects.filter(county=county, merged_into__isnull=True)]}
    if kind == Kind.CONTACTS:
        return {"Gemeinde": towns}
    terms = Term.objects.on(today).filter(catalogue=Term.Catalogue.SOCIAL_INDICATOR)
    areas = [clean(row.name) for row in Area.objects.filter(county=county)]
    return {"Kennzahl": [clean(term.label) for term in terms], "Gemeinde": towns, "Planungsraum": areas}


def _example(kind: str, county: County, allowed: dict[str, list[str]]) -> list[str]:
    """One row as it could be; its first cell begins with # so that nobody reads it in."""
    firsts = {"Gemeinde": "Kennzahl" in allowed, "Planungsraum": True}  # a figure may be of the whole county
    cells = []
    for column in blank_columns(kind):
        choices = allowed.get(column.label, [])
        first = choices[0].split(" (16")[0] if choices and not firsts.get(column.label) else ""
        cells.append(column.example.replace("{county}", county.ags) or first)
    return [f"{NOTE} {cells[0]}", *cells[1:]]


def rows_of_csv(kind: str, county: County, allowed: dict[str, list[str]]) -> Iterator[list[str]]:
    """One table with remarks below it."""
    yield [column.label for column in blank_columns(kind)]
    yield _example(kind, county, allowed)
    yield [f"{NOTE} {SHOW_AS}"]
    yield from ([f"{NOTE} {column.label}: {column.means}"] for column in blank_columns(kind) if column.means)
    yield from ([f"{NOTE} {label}, möglich sind: {', '.join(words) or 'noch keine'}"] for label, words in allowed.items())


def book_of(kind: str, county: County, allowed: dict[str, list[str]]) -> Book:
    """The table on the first sheet, what may stand in it on the second."""
    head = [Cell(column.label, "head") for column in blank_columns(kind)]
    example = [Cell(text, "example") for text in _example(kind, county, allowed)]
    means = [
        [Cell(column.label, "head"), Cell(f"{'Muss dastehen. ' if column.needed else ''}{column.means}", "text")] for column in blank_columns(kind)
    ]
    lists = [[f"{label}: möglich sind", *words] for label, words in allowed.items()]
    words = [[Cell(word, "head" if not line else "") for word in row] for line, row in enumerate(zip_longest(*lists))]
    return Book(
        [
            Sheet("Tabelle", [head, example], fixed=(1, 0), typed=TYPED_ROWS),
            Sheet(OUR_SHEET, [[Cell(SHOW_AS, "text")], [], *means, [], *words]),
        ]
    )


def blank(form: str, kind: str, county: County, today: date) -> bytes:
    """The empty table of one kind as a file; `form` is one of the kinds of files."""
    allowed = allowed_values(kind, county, today)
    return as_csv(rows_of_csv(kind, county, allowed)) if form == "csv" else content_of(form, book_of(kind, county, allowed))
