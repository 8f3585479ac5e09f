"""The only place where a document becomes a file for a word processor: its texts and tables, without the drawings of paper."""

import re
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reporting.documents.parts import Block, Document, Figure, Heading, Items, Signatures, Table, Text
from reporting.documents.tables import shown_columns

FONT = "Calibri"  # every word processor has it or its like; files carry no font of ours
#: What XML cannot hold, wherever it was typed.
UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_docx(document: Document) -> bytes:
    """Headings, paragraphs, lists and tables with their heads repeated; a figure is named, its numbers stand in the tables."""
    paper = docx.Document()
    _set_up(paper, document)
    paper.add_heading(_plain(document.title), 0)
    for line in [document.genre, *document.where]:
        paper.add_paragraph(_plain(line))
    paper.add_paragraph("Zum Weiterschreiben und Zitieren. Maßgeblich ist die PDF-Datei mit ihrer Prüfsumme.").runs[0].italic = True
    for label, lines in document.master:
        said = paper.add_paragraph()
        said.add_run(f"{_plain(label)}: ").bold = True
        said.add_run(_plain(", ".join(lines)))
    for chapter in document.chapters:
        paper.add_heading(_plain(f"{chapter.label} {chapter.title}"), 1)
        for block in chapter.blocks:
            _add(paper, block)
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


def _set_up(paper: Paper, document: Document) -> None:
    section, style = paper.sections[0], paper.styles["Normal"]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    style.font.name, style.font.size = FONT, Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "de-DE")
    style.element.get_or_add_rPr().append(language)
    facts = paper.core_properties
    facts.title, facts.author, facts.language, facts.keywords = document.title, document.author[:255], "de-DE", document.keywords[:255]
    facts.created = facts.modified = datetime.fromisoformat(document.made_at).replace(tzinfo=None)
    section.footer.paragraphs[0].text = _plain(document.foot)


def _add(paper: Paper, block: Block) -> None:
    if isinstance(block, Text):
        paragraph = paper.add_paragraph()
        if block.label:
            paragraph.add_run(f"{_plain(block.label)}: ").bold = True
        paragraph.add_run(_plain("\n".join(block.lines)))
    elif isinstance(block, Items):
        for item in block.items:
            paper.add_paragraph(_plain(item), style="List Bullet")
    elif isinstance(block, Heading):
        paper.add_heading(_plain(block.text), 2)
    elif isinstance(block, Figure):
        paper.add_paragraph(_plain(f"Abbildung {block.no}: {block.title}"), style="Caption")
    elif isinstance(block, Signatures):
        for line in block.lines:
            paper.add_paragraph(f"\n______________________________\n{_plain(line)}")
    elif isinstance(block, Table):
        _add_table(paper, block)


def _add_table(paper: Paper, block: Table) -> None:
    shown = shown_columns(block)
    paper.add_paragraph(_plain(f"Tabelle {block.no}: {block.title}"), style="Caption")
    table = paper.add_table(rows=1, cols=len(shown), style="Table Grid")
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # the head stands on each page
    for cell, at in zip(table.rows[0].cells, shown, strict=True):
        _fill(cell, block.columns[at].head, bold=True)
    for line in block.rows:
        cells = table.add_row().cells
        if line.cells[0].span:
            _fill(cells[0].merge(cells[-1]), line.cells[0].words, bold=True)
            continue
        for cell, at in zip(cells, shown, strict=True):
            if at < len(line.cells):
                _fill(cell, line.cells[at].words, bold=line.cells[at].bold, figure=block.columns[at].decimals is not None)
    if block.note:
        paper.add_paragraph(_plain(block.note)).runs[0].font.size = Pt(9)


def _fill(cell: Any, text: str, *, bold: bool = False, figure: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(_plain(text))
    run.bold, run.font.size = bold, Pt(9)
    if figure:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _plain(text: str) -> str:
    return UNPRINTABLE.sub("", text)
