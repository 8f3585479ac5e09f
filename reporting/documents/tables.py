"""The only place where a document becomes tables of a file: rows of CSV, every table as printed, and a workbook with figures as numbers."""

from collections.abc import Iterator
from datetime import datetime

from reporting.documents import parts
from reporting.documents.parts import Block, Chapter, Document, Heading, Items, Row, Table, Text
from sites.core.numbers import is_number
from sites.core.sheets import as_csv, content_of
from sites.core.tables import Book, Cell, Own, Sheet


def shown_columns(table: Table) -> list[int]:
    """The columns that say something in words; a column of pictures does not."""
    return [at for at in range(len(table.columns)) if not any(at < len(line.cells) and line.cells[at].chart for line in table.rows)]


# CSV --------------------------------------------------------------------------------------------------------------


def to_csv(document: Document) -> bytes:
    return as_csv(csv_rows(document))


def csv_rows(document: Document) -> Iterator[list[str]]:
    yield [document.title, document.name]
    yield from ([label, ", ".join(lines)] for label, lines in document.master)
    for chapter in document.chapters:
        yield from ([], [f"{chapter.label} {chapter.title}"])
        for block in chapter.blocks:
            yield from block_rows(block)


def block_rows(block: Block) -> Iterator[list[str]]:
    if isinstance(block, Text):
        yield [block.label, "\n".join(block.lines)]
    elif isinstance(block, Items):
        yield from (["", item] for item in block.items)
    elif isinstance(block, Heading):
        yield [block.text]
    elif isinstance(block, parts.Figure):
        yield [f"Abbildung {block.no}", block.chart.title]
    elif isinstance(block, Table):
        shown = shown_columns(block)
        yield from ([], [f"Tabelle {block.no}", block.title], [block.columns[at].head for at in shown])
        yield from ([_words(line.cells[at]) for at in shown if at < len(line.cells)] for line in block.rows)
        if block.note:
            yield ["", block.note]
        yield []


def _words(cell: parts.Cell) -> str:
    """What a cell says; what we wrote is no formula, whatever it begins with."""
    return Own(cell.words) if cell.is_own and not cell.small and not cell.strong else cell.words


# Workbook ---------------------------------------------------------------------------------------------------------


def workbook(document: Document) -> bytes:
    """One sheet per chapter; the same document gives the same bytes."""
    title = f"{document.title} – {document.name}"
    cover = [[Cell(title, "title")], [], *([Cell(label, "label"), Cell("\n".join(lines))] for label, lines in document.master), []]
    sheets = [Sheet("Deckblatt", [*cover, [Cell(document.foot, "foot")]])]
    sheets += [Sheet(f"{chapter.no} {chapter.title}", list(chapter_rows(chapter))) for chapter in document.chapters]
    book = Book(
        sheets,
        title=title,
        author=document.author,
        description=document.description,
        running=document.running_title,
        stamp=document.stamp,
        made_at=datetime.fromisoformat(document.made_at),
    )
    return content_of("xlsx", book)


def chapter_rows(chapter: Chapter) -> Iterator[list[Cell]]:
    """Texts and tables below each other; the figures of a picture stand in the table beside it."""
    yield from ([Cell(f"{chapter.label} {chapter.title}", "heading")], [])
    for block in chapter.blocks:
        if isinstance(block, Table):
            yield from table_rows(block)
        elif isinstance(block, Text):
            yield [Cell(" ".join(part for part in (block.label, *block.lines) if part), "text")]
        elif isinstance(block, Items):
            yield from ([Cell(item, "text")] for item in block.items)


def table_rows(table: Table) -> Iterator[list[Cell]]:
    shown = shown_columns(table)
    yield from ([], [Cell(f"Tabelle {table.no}  {table.title}", "caption")])
    yield [Cell(table.columns[at].head, "head", right="num" in table.columns[at].align) for at in shown]
    yield from ([_cell(row, row.cells[at]) for at in shown if at < len(row.cells)] for row in table.rows)
    if table.note:
        yield [Cell(table.note, "note")]


def _cell(row: Row, cell: parts.Cell) -> Cell:
    look = row.css or ("group" if cell.strong else "line")
    right = "num" in cell.css
    return Cell(cell.value, look, min(cell.decimals, 2), right) if is_number(cell.value) else Cell(cell.words, look, right=right)
