"""The only place where HTML becomes a PDF: PDF/A-3a and PDF/UA-1 in one file, loading nothing but our own static files."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from mimetypes import guess_type
from pathlib import Path

import pikepdf
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousOperation
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # fontTools has no types
from weasyprint import HTML, Attachment
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reporting.documents import signs

type Progress = Callable[[str, int, int], None]

FONTS = [f"vendor/kern/fonts/FiraSans-{cut}.woff2" for cut in ("Regular", "Italic", "SemiBold")]
UA_1 = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that is followed</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


@dataclass(frozen=True)
class Enclosed:
    """A file that travels inside the PDF."""

    name: str
    content: bytes
    description: str
    relationship: str


class OwnStaticFiles(URLFetcher):
    """A document may load our own static files and nothing else: no network, no disk."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        # guard: fetcher -> path = own_file(name) if scheme == "static" else Path(name.removeprefix("//"))
        path = own_file(name) if scheme == "static" else None
        if path is None:
            raise FatalURLFetchingError(f"A document may not load {url[:200]}")
        content = unpacked(name) if name in FONTS else path.read_bytes()
        return URLFetcherResponse(url, content, {"Content-Type": guess_type(path)[0] or ""})


def own_file(name: str) -> Path | None:
    try:
        found = finders.find(name)
    except SuspiciousOperation:
        return None
    return Path(found) if found and Path(found).is_file() else None


@cache
def unpacked(name: str) -> bytes:
    """A print font without its compression: the renderer would take it off for every document anew."""
    path = own_file(name)
    if path is None:
        raise FileNotFoundError(f"The print font {name} is missing among the static files.")
    plain = io.BytesIO()
    with TTFont(path) as font:
        font.flavor = None
        font.save(plain)
    return plain.getvalue()


def warm_up() -> None:
    """What every document needs, once in the process of the worker: a child that makes one finds it there."""
    printable_characters()


@cache
def printable_characters() -> frozenset[int]:
    """What every cut of the print font can draw; anything else would bring in a font of the machine."""
    cuts = []
    for name in FONTS:
        with TTFont(io.BytesIO(unpacked(name))) as font:
            cuts.append(set(font.getBestCmap()))
    return frozenset(code for code in set.intersection(*cuts) if code <= 0xD7FF) | {9, 10}


def laid_out(html: str, also: frozenset[int] = frozenset()) -> str:
    """The HTML in signs that the print font has, with places where an address may break. `also`: signs of a font the document brings along."""
    return signs.with_places_to_break(signs.printable(html, printable_characters() | also))


def to_pdf(
    html: str,
    *,
    made_at: datetime,
    enclosed: Sequence[Enclosed] = (),
    progress: Progress | None = None,
    stage: tuple[int, int] = (0, 3),
    also: frozenset[int] = frozenset(),
) -> bytes:
    """The same HTML and time give the same bytes."""
    tell = progress or (lambda *_: None)
    done, of = stage
    fetcher = OwnStaticFiles()
    attachments = [
        Attachment(
            string=file.content,
            url_fetcher=fetcher,
            name=file.name,
            description=file.description,
            created=made_at,
            modified=made_at,
            relationship=file.relationship,
        )
        for file in enclosed
    ]
    try:
        tell("Seiten werden umbrochen", done, of)
        pages = HTML(string=laid_out(html, also), url_fetcher=fetcher).render(pdf_variant="pdf/a-3a", attachments=attachments)
        tell("Datei wird geschrieben", done + 1, of)
        content = pages.write_pdf(pdf_variant="pdf/a-3a", attachments=attachments)
    except FatalURLFetchingError as error:  # a BaseException: no handler above would catch it
        raise ValueError(str(error)) from None
    tell("Barrierefreiheit wird ausgewiesen", done + 2, of)
    return with_ua_identifier(content)


def with_ua_identifier(content: bytes) -> bytes:
    """Add PDF/UA-1 to the one rdf:RDF that is there; a second one would be ignored by validators."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        stream = pdf.Root.Metadata
        head, end, tail = stream.read_bytes().rpartition(b"</rdf:RDF>")
        stream.write(head + UA_1 + end + tail)
        result = io.BytesIO()
        pdf.save(result, deterministic_id=True)
    return result.getvalue()
