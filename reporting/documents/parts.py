"""The only place for what a document is made of: chapters with texts, tables and figures, the same for HTML, CSV and XLSX."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from sites.core.charts import Picture
from sites.core.numbers import HIDDEN, decimal, is_number

WIDE = 130  # a table of more millimetres reaches into the margin column
PAGE = 55  # lines of a table that surely fit on one page, counting one for the padding of a row
CHARACTER = 1.75  # millimetres that a character takes in a table
GAP = 2.7  # between the text of a column and the next one
COVER = 146  # millimetres of lines and picture that a cover holds beside its usual distances
NARROWEST = 22  # what a column of words keeps, where figures need more


@dataclass(frozen=True)
class Column:
    """A column of fixed width; `decimals` makes it a column of figures."""

    head: str
    mm: float
    decimals: int | None = None
    css: str = ""

    @property
    def width(self) -> str:
        return f"{self.mm:g}mm"

    @property
    def align(self) -> str:
        return self.css or ("num" if self.decimals is not None else "")


@dataclass
class Cell:
    """One cell: `value` is what the tables say, the rest is how paper shows it."""

    value: object = ""
    decimals: int = 0
    css: str = ""
    strong: str = ""
    bold: bool = False
    unit: str = ""
    small: str = ""
    mark: str = ""
    chart: Picture | None = None
    own: bool = False
    header: bool = False
    span: int = 0

    @property
    def text(self) -> str:
        return self.value if isinstance(self.value, str) else decimal(self.value, self.decimals)

    @property
    def is_own(self) -> bool:
        """Whether we wrote the text: a figure or a phrase of ours, nothing a person typed."""
        return self.own or not isinstance(self.value, str)

    @property
    def words(self) -> str:
        """The whole cell in one line, as CSV and XLSX show it."""
        said = " ".join(part for part in (self.strong, self.text, self.unit) if part)
        return f"{said} ({self.small})" if self.small and said else said or self.small


@dataclass
class Row:
    cells: list[Cell]
    css: str = ""


@dataclass
class Table:
    title: str
    columns: Sequence[Column]
    rows: list[Row]
    note: str = ""
    look: str = ""
    header: int = 0
    no: int = 0
    template = "reporting/print/blocks.html#table"

    def __post_init__(self) -> None:
        if self.look != "months":  # they stand under the months of a picture
            self.columns = fitted(self.columns, self.rows)

    @property
    def wide(self) -> bool:
        return sum(column.mm for column in self.columns) > WIDE

    @property
    def css(self) -> str:
        """A table stays whole unless it would fill a page, and so do its rows."""
        lines = [max((self._lines(at, cell) for at, cell in enumerate(row.cells)), default=0) for row in self.rows]
        tall = max(lines, default=0) > PAGE / 2
        names = ((self.look, self.look), ("wide", self.wide), ("long", tall or sum(lines) > PAGE), ("tall", tall))
        return " ".join(name for name, on in names if on)

    def _lines(self, at: int, cell: Cell) -> int:
        mm = self.columns[at].mm if not cell.span else sum(column.mm for column in self.columns)
        return 1 + sum(int(len(part) * CHARACTER // mm) + 1 for part in (f"{cell.strong} {cell.text}", cell.small) if part)


def missing(column: Column, texts: Iterable[str]) -> float:
    """The millimetres that a column lacks for its longest figure: a figure is never broken."""
    return max((len(text) * CHARACTER + GAP - column.mm for text in texts), default=0)


def fitted(columns: Sequence[Column], rows: Iterable[Row]) -> Sequence[Column]:
    """Columns of figures as broad as their figures; the broadest column of words gives what they lack, the table keeps its width."""
    lines, made = [row.cells for row in rows if len(row.cells) == len(columns)], list(columns)
    for at, column in enumerate(columns):
        lack = missing(column, (line[at].text for line in lines)) if "num" in column.align and lines else 0
        words = max((index for index, other in enumerate(made) if "num" not in other.align), key=lambda index: made[index].mm, default=None)
        if lack > 0 and words is not None and (lack := min(lack, made[words].mm - NARROWEST)) > 0:
            made[at], made[words] = replace(column, mm=column.mm + lack), replace(made[words], mm=made[words].mm - lack)
    return made


@dataclass
class Figure:
    title: str
    chart: Picture
    css: str = "wide"
    no: int = 0
    template = "reporting/print/blocks.html#figure"


@dataclass
class Text:
    """A paragraph; its label stands in the margin column and must stay short to fit beside it."""

    lines: list[str]
    label: str = ""
    css: str = ""
    template = "reporting/print/blocks.html#text"


@dataclass
class Items:
    items: list[str]
    template = "reporting/print/blocks.html#items"


@dataclass
class Heading:
    text: str
    template = "reporting/print/blocks.html#heading"


@dataclass
class Signatures:
    lines: list[str]
    template = "reporting/print/blocks.html#signatures"


type Block = Table | Figure | Text | Items | Heading | Signatures


@dataclass
class Chapter:
    no: str
    title: str
    blocks: list[Block]
    fresh: bool = False
    annex: bool = False

    @property
    def label(self) -> str:
        return f"Anhang {self.no}" if self.annex else self.no

    @property
    def running(self) -> str:
        return f"{self.label}\u00a0 {self.title}"


@dataclass
class Document:
    """A whole document, still without any markup."""

    genre: str
    title: str
    name: str
    where: list[str]
    author: str
    keywords: str
    description: str
    made_at: str
    stamp: str
    foot: str
    figure: Figure
    master: list[tuple[str, list[str]]]
    reading: list[Text]
    chapters: list[Chapter] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Number tables and figures through the whole document."""
        tables, figures = 0, 1
        self.figure.no = 1
        for chapter in self.chapters:
            for block in chapter.blocks:
                if isinstance(block, Table):
                    block.no = tables = tables + 1
                elif isinstance(block, Figure):
                    block.no = figures = figures + 1

    @property
    def running_title(self) -> str:
        return shorten(f"{self.title} · {self.name}", 64)

    @property
    def tight(self) -> bool:
        """Whether the cover holds so much that it needs smaller distances."""
        told = [line for _, lines in self.master for line in lines]
        high = sum(-(-len(line) // 75) for line in told) * 6.2 + self.figure.chart.height * 0.353 + len(self.where) * 8
        return len("".join(self.where)) > 110 or sum(map(len, told)) > 700 or high > COVER


def shorten(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def row(columns: Sequence[Column], values: Iterable[object], css: str = "", header: int = 0) -> Row:
    """A row of plain values or cells: figures get the decimals and the alignment of their column."""
    cells = [value if isinstance(value, Cell) else Cell(value) for value in values]
    for index, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        cell.header = index == header
        cell.css = " ".join(name for name in (cell.css, column.align, "hidden" if cell.value == HIDDEN else "") if name)
        if column.decimals is not None and is_number(cell.value):
            cell.decimals = column.decimals
        if cell.value is None and column.decimals is None:
            cell.value = ""
    return Row(cells, css)


def group_row(columns: Sequence[Column], title: str) -> Row:
    return Row([Cell(title, header=True, span=len(columns))], "group")


def paragraphs(text: str, css: str = "") -> Iterator[Text | Items]:
    """Plain text: blank lines separate paragraphs, lines with "- " are items; only the first paragraph gets the class."""
    for part in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        while lines:
            listed = lines[0].startswith("- ")
            size = next((at for at, line in enumerate(lines) if line.startswith("- ") != listed), len(lines))
            block, lines = lines[:size], lines[size:]
            if listed:
                yield Items([line.removeprefix("- ").strip() for line in block])
            else:
                yield Text(block, css=css)
            css = ""
