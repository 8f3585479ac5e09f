"""What a laid-out document shows where: lines beyond the page or their column, words broken wrongly, drawings beyond their box."""

import html as markup
import io
import re
from collections.abc import Iterator
from typing import Any

from fontTools.ttLib import TTFont
from weasyprint import HTML
from weasyprint.formatting_structure import boxes

from reporting.documents import pdf
from reporting.documents.parts import Document, Figure, Table
from sites.core.charts import Picture

PIXEL = 1.0  # of WeasyPrint, a quarter of a millimetre


def pages_of(html: str) -> list[Any]:
    return [page._page_box for page in HTML(string=pdf.laid_out(html), url_fetcher=pdf.OwnStaticFiles()).render().pages]


def below(box: Any, kind: type) -> Iterator[Any]:
    """The outermost boxes of a kind."""
    if isinstance(box, kind):
        yield box
        return
    for child in getattr(box, "children", ()) or ():
        yield from below(child, kind)


def body_of(page: Any) -> list[Any]:
    return [child for child in page.children if not isinstance(child, boxes.MarginBox)]


def beyond_the_page(pages: list[Any]) -> list[str]:
    """Lines of the text that leave the type area, and of head and foot that leave the paper."""
    found = []
    for page in pages:
        left, top = page.content_box_x() - PIXEL, page.content_box_y() - PIXEL
        right, bottom = left + page.width + 2 * PIXEL, top + page.height + 3 * PIXEL
        for text in (text for box in body_of(page) for text in below(box, boxes.TextBox)):
            across = left <= text.position_x and text.position_x + text.width <= right
            if not across or not (top <= text.position_y and text.position_y + text.height <= bottom):
                found.append(text.text)
        for text in (text for box in page.children if isinstance(box, boxes.MarginBox) for text in below(box, boxes.TextBox)):
            if not (text.position_x >= 0 and text.position_x + text.width <= page.margin_width() and text.position_y >= 0):
                found.append(text.text)
    return found


def beyond_their_column(pages: list[Any]) -> list[str]:
    """Texts of tables that reach into the cell beside."""
    cells = [(cell, text) for page in pages for cell in below(page, boxes.TableCellBox) for text in below(cell, boxes.TextBox)]
    return [
        text.text
        for cell, text in cells
        if text.position_x < cell.position_x - PIXEL or text.position_x + text.width > cell.position_x + cell.border_width() + PIXEL
    ]


def broken_words(html: str, pages: list[Any]) -> list[str]:
    """Ends of lines that are part of a word of the text, without a hyphen to say so."""
    plain = re.sub(r"<(style|title|svg)\b.*?</\1>|<[^>]*>", " ", html, flags=re.DOTALL)
    words = {bare(word) for word in markup.unescape(plain).split()}
    found, before = [], ""
    for line in (line for page in pages for box in body_of(page) for line in below(box, boxes.LineBox)):
        texts = list(below(line, boxes.TextBox))
        text = " ".join(text.text for text in texts)
        is_entry = "    " in text  # a line of the contents ends with its page
        is_whole = is_entry or text.endswith((" ", "\u00a0")) or (bool(texts) and is_address(texts[-1]))
        last = text.split()[-1] if text.split() and not is_whole else ""
        continued = before.endswith(("-", "\u200b")) and len(text.split()) == 1
        if last and not continued and not last.endswith(("-", "\u200b")) and bare(last) not in words:
            found.append(f"{before} / {text}")
        before = text.rstrip()
    return found


def addresses(pages: list[Any]) -> str:
    """Addresses of the web as they are printed, without the places where they may break."""
    texts = [text for page in pages for box in body_of(page) for text in below(box, boxes.TextBox)]
    return "".join(text.text for text in texts if is_address(text)).replace("\u200b", "")


def is_address(text: Any) -> bool:
    return text.element_tag == "span" and text.element.get("class") == "web"


def bare(word: str) -> str:
    return re.sub(r"\W", "", word)


def pictures_of(document: Document) -> list[Picture]:
    blocks = [block for chapter in document.chapters for block in chapter.blocks]
    cells = [cell for block in blocks if isinstance(block, Table) for row in block.rows for cell in row.cells]
    return [document.figure.chart, *(block.chart for block in blocks if isinstance(block, Figure)), *(cell.chart for cell in cells if cell.chart)]


def text_width(text: str, size: float, bold: bool) -> float:
    with TTFont(io.BytesIO(pdf.unpacked(pdf.FONTS[2 if bold else 0]))) as font:
        letters, widths = font.getBestCmap(), font["hmtx"]
        return sum(widths[letters[ord(sign)]][0] for sign in text) * size / font["head"].unitsPerEm


def beyond_the_picture(picture: Picture) -> list[str]:
    """Shapes outside the box of a drawing, and texts that lie upon each other."""
    found: list[str] = []
    texts: list[tuple[float, float, float, str]] = []
    for shape in picture.shapes:
        at = {name: float(value) for name, value in shape.attributes if re.fullmatch(r"-?[\d.]+", value)}
        if shape.tag == "text":
            wide = text_width(shape.text, 9 if "t-l" in shape.css else 8, "t-b" in shape.css)
            left = at["x"] - (wide if "t-r" in shape.css else wide / 2 if "t-m" in shape.css else 0)
            right, top, bottom = left + wide, at["y"] - 6, at["y"]
            found += [f"{shape.text} upon {text}" for a, b, y, text in texts if left < b and a < right and abs(y - bottom) < 5]
            texts.append((left, right, bottom, shape.text))
        elif shape.tag == "rect":
            left, right, top, bottom = at["x"], at["x"] + at["width"], at["y"], at["y"] + at["height"]
        elif shape.tag == "circle":
            left, right, top, bottom = at["cx"] - at["r"], at["cx"] + at["r"], at["cy"] - at["r"], at["cy"] + at["r"]
        else:
            continue
        if left < -PIXEL or right > picture.width + PIXEL or top < -PIXEL or bottom > picture.height + PIXEL:
            found.append(f"{shape.tag} {shape.text} of {picture.title[:40]}")
    return found
