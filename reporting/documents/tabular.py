"""The only place where a document becomes CSV."""

import csv
import io

from reporting.documents.parts import Block, Cell, Document, Figure, Heading, Items, Table, Text
from sites.core.sheets import clean, neutral


def cell_text(cell: Cell) -> str:
    return clean(cell.words) if cell.is_own and not cell.small and not cell.strong else neutral(cell.words)


def to_csv(document: Document) -> bytes:
    """Semicolons, UTF-8 with a mark, so that German spreadsheets open it; every table as printed."""
    target = io.StringIO()
    out = csv.writer(target, delimiter=";", lineterminator="\r\n")
    out.writerow([neutral(document.title), neutral(document.name)])
    out.writerows([neutral(label), neutral(", ".join(lines))] for label, lines in document.master)
    for chapter in document.chapters:
        out.writerow([])
        out.writerow([neutral(f"{chapter.label} {chapter.title}")])
        for block in chapter.blocks:
            out.writerows(block_rows(block))
    return ("\ufeff" + target.getvalue()).encode("utf-8")


def block_rows(block: Block) -> list[list[str]]:
    if isinstance(block, Text):
        return [[neutral(block.label), neutral("\n".join(block.lines))]]
    if isinstance(block, Items):
        return [["", neutral(item)] for item in block.items]
    if isinstance(block, Heading):
        return [[neutral(block.text)]]
    if isinstance(block, Figure):
        return [[f"Abbildung {block.no}", neutral(block.chart.title)]]
    if isinstance(block, Table):
        shown = shown_columns(block)
        head = [[], [f"Tabelle {block.no}", neutral(block.title)], [block.columns[at].head for at in shown]]
        body = [[cell_text(line.cells[at]) for at in shown if at < len(line.cells)] for line in block.rows]
        return [*head, *body, *([["", neutral(block.note)]] if block.note else []), []]
    return []


def shown_columns(table: Table) -> list[int]:
    """The columns that say something in words; a column of charts does not."""
    return [at for at in range(len(table.columns)) if not any(at < len(line.cells) and line.cells[at].chart for line in table.rows)]
