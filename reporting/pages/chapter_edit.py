"""What stands beside the text of a chapter: its live figures, what has changed since the year before, how far the report is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils import timezone

from offers.models import Evidence
from offers.rules.evidence import valid_in
from reporting.documents import narrative
from reporting.documents.narrative import Fact
from reporting.documents.source import Source
from reporting.models import CHAPTERS, Chapter, Report
from reporting.pages.report_detail import Progress, chapter_url
from reporting.services.reports import texts_before
from sites.core.access import Request, rows
from sites.core.days import clock_time, date_long
from sites.core.difference import Piece, difference
from sites.core.lists import number_in

MOST_PROPOSALS = 12
CARRIED = "Aus dem Vorjahr übernommen. Ändern Sie, was sich geändert hat."
SUGGESTED = "Dieser Text ist ein Vorschlag aus Ihren Einträgen und noch nicht gespeichert."


@dataclass(frozen=True)
class Proposal:
    """A piece of evidence that held in the year and stands in no chapter yet; `url`: the page with its sentence in the text."""

    words: str
    kind: str
    url: str


@dataclass(frozen=True)
class ChapterEdit:
    """`suggestion`: a text that nobody has saved; `before`: last year's text of the same chapter; `cited`: a sentence that was asked for."""

    progress: Progress
    chapter: Chapter
    facts: list[Fact]
    suggestion: str
    before: str
    evidence: list[Proposal]
    cited: str
    why_closed = "Der Sachbericht ist eingereicht. Kopieren Sie Ihren Text, wenn Sie ihn behalten möchten."

    @property
    def report(self) -> Report:
        return self.progress.report

    @property
    def head(self) -> str:
        return f"{self.chapter.title}, {self.report}"

    @property
    def place(self) -> str:
        return f"Kapitel {self.chapter.number} von {len(CHAPTERS)}"

    @property
    def saved(self) -> str:
        """When it was last saved; empty before."""
        at = timezone.localtime(self.chapter.changed)
        day = date_long(at).rpartition(" ")[0]
        return f"Gespeichert am {day} um {clock_time(at.time())} Uhr" if self.chapter.version > 1 else ""

    @property
    def hint(self) -> str:
        return narrative.HINTS[self.chapter.key]

    @property
    def origin(self) -> str:
        """Where an untouched text comes from; empty for one that was written here."""
        if self.suggestion:
            return SUGGESTED
        is_carried = self.chapter.version == 1 and self.chapter.text and self.chapter.text == self.before
        return CARRIED if is_carried else ""

    @property
    def pieces(self) -> list[list[Piece]]:
        """What was added and struck out since the year before, line by line."""
        text = self.chapter.text
        return difference(self.before, text) if self.before and text and self.before != text else []

    @property
    def compared(self) -> str:
        return f"gespeicherter Text gegen den Text aus {self.report.year - 1}"


def chapter_edit_page(request: Request, report: Report, key: str, locked: Chapter | None = None) -> ChapterEdit:
    """One chapter with its figures of today, or a 404; `locked`: its row, held by who saves it."""
    source, chosen = Source(request.access, report), number_in(request, "evidence")
    chapters = list(rows(request, Chapter).filter(report=report))
    chapter = locked or next((one for one in chapters if one.key == key), None)
    if chapter is None:
        raise Http404
    found = _uncited(request, report, chapters) if report.is_open else []
    return ChapterEdit(
        progress=Progress(request.access, report, chapters, inside=True, here=chapter.pk),
        chapter=chapter,
        facts=narrative.facts(chapter.key, source),
        suggestion="" if chapter.text or chapter.version > 1 else narrative.suggestion(chapter.key, source),
        before=texts_before(request.access, report).get(chapter.key, ""),
        evidence=[Proposal(one.words, one.get_kind_display(), f"?evidence={one.pk}#id_text") for one in found if one.pk != chosen][:MOST_PROPOSALS],
        cited=next((_sentence(one) for one in found if one.pk == chosen), ""),
    )


def _uncited(request: Request, report: Report, chapters: Iterable[Chapter]) -> list[Evidence]:
    """What held in the year of the report and stands in none of its chapters: used again instead of being asked for once more (UF10)."""
    held = valid_in(date(report.year, 1, 1), date(report.year, 12, 31))
    texts = [chapter.text for chapter in chapters]
    return [one for one in rows(request, Evidence).filter(held, site=report.site_id) if not any(one.words in text for text in texts)]


def _sentence(one: Evidence) -> str:
    return f"Nachweis: {one.words} ({one.get_kind_display()} vom {date_long(one.dated)})."


def following(page: ChapterEdit) -> str:
    """A finished chapter leads to the next open one, the last one to the whole report."""
    rest = [other for other in page.progress.left if other.pk != page.chapter.pk]
    later = next((other for other in rest if other.number > page.chapter.number), rest[0] if rest else None)
    return chapter_url(page.report, later, writes=True) if later else page.report.get_absolute_url()
