"""What stands on the page of one Sachbericht, and what its chapters share with it: how far they are, and the status box."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from reporting.forms import StepForm
from reporting.models import TAKE_BACKS, Chapter, Report, ReportSnapshot
from reporting.rules.returns import Return, is_unchanged, last_return
from sites.core.access import Access, Request, rows
from sites.core.days import clock_time, date_long, until
from sites.core.flow import Step, problems
from sites.core.navigation import REPORTS
from sites.core.numbers import in_words
from sites.models import County, Entry
from sites.rules.as_of import AsOf, in_year

SHOWN_ENTRIES = 50


@dataclass(frozen=True)
class ChapterLine:
    """A chapter in the list of chapters. `url`: where it is written or read; `icon`: sign and state."""

    chapter: Chapter
    url: str
    is_here: bool
    is_open: bool

    @property
    def icon(self) -> tuple[str, str]:
        if self.is_here and self.is_open:
            return "edit", ""
        return ("success", "good") if self.chapter.ready else ("warning", "warn")

    @property
    def words(self) -> str:
        if self.chapter.ready:
            return "fertig"
        if not self.chapter.text:
            return "leer"
        return "Text vom Beginn, noch nicht geändert" if self.chapter.version == 1 else "in Arbeit"


@dataclass(frozen=True)
class Action:
    """A button of the status box. `form`: where it asks for a reason; `reason`: what stands against the step now."""

    label: str
    form: StepForm | None
    reason: str
    url: str


@dataclass(frozen=True)
class Progress:
    """How far a Sachbericht is. `inside`: the person belongs to the house and reads drafts; `here`: the chapter that is shown.

    `unchanged`: it came back and nobody has written since; `refused`: the form of the step that was not taken.
    """

    access: Access
    report: Report
    chapters: list[Chapter]
    inside: bool
    here: int = 0
    unchanged: bool = False
    refused: StepForm | None = None

    @property
    def then(self) -> AsOf:
        """What the site was in the year of its report."""
        return in_year(self.report, self.report.year, self.access.today)

    @property
    def may_write(self) -> bool:
        return self.report.is_open and self.access.may("reports.write", self.report)

    @property
    def left(self) -> list[Chapter]:
        return [chapter for chapter in self.chapters if not chapter.ready]

    @property
    def lines(self) -> list[ChapterLine]:
        report, writes = self.report, self.may_write
        return [ChapterLine(one, chapter_url(report, one, writes), one.pk == self.here, report.is_open) for one in self.chapters]

    @property
    def ready_words(self) -> str:
        return f"{len(self.chapters) - len(self.left)} von {len(self.chapters)} fertig"

    @property
    def title(self) -> str:
        if self.report.state == Report.State.SUBMITTED:
            return "Eingereicht, wird geprüft"
        if self.report.state == Report.State.ACCEPTED:
            return "Angenommen"
        count, back = len(self.left), self.report.state == Report.State.RETURNED
        if not self.inside or (back and not count):
            return "Zurück zur Ergänzung"
        left = "ein Kapitel" if count == 1 else f"{in_words(count)} Kapitel"
        return f"Zurück, noch {left}" if back else f"Noch {left}" if count else "Alle Kapitel sind fertig"

    @property
    def facts(self) -> list[tuple[str, str]]:
        report, due = self.report, self.report.measure.report_due
        facts = [("Abgabe", f"{date_long(due)}, {until(due, self.access.today)}" if report.is_open else date_long(due))]
        if report.submitted_by and not report.is_open:
            facts.append(("Eingereicht von", report.submitted_by.name))
        if report.state != Report.State.ACCEPTED:
            facts.append(("Danach" if report.is_open else "Jetzt", f"Prüfung durch {report.site.county.name}"))
        return facts

    @property
    def todo(self) -> list[dict[str, str]]:
        writes = self.may_write
        return [_todo(self.report, chapter, writes) for chapter in self.left] if self.report.is_open else []

    @property
    def actions(self) -> list[Action]:
        """The steps stand on the page of the report, not beside a chapter that is being written."""
        steps = [] if self.here else self.report.flow.open_to(self.report, self.access)
        return [_action(self, step) for step in steps]

    @property
    def waits(self) -> str:
        """Who has the next step when it is somebody else."""
        report = self.report
        if any(step.name not in TAKE_BACKS for step in report.flow.open_to(report, self.access)):
            return "Einreichen können Sie auf der Seite des Berichts, sobald alle Kapitel fertig sind." if self.here else ""
        if report.is_open:
            inside = "Einreichen können Leitung und Träger, sobald alle Kapitel fertig sind."
            return inside if self.inside else "Koordination, Leitung und Träger ergänzen den Bericht."
        return f"Die Sozialplanung von {report.site.county.name} prüft." if report.state == Report.State.SUBMITTED else ""


@dataclass(frozen=True)
class Version:
    """A submitted version."""

    snapshot: ReportSnapshot

    @property
    def label(self) -> str:
        return f"Fassung {self.snapshot.version}"

    @property
    def words(self) -> str:
        at = timezone.localtime(self.snapshot.created)
        return f"{date_long(at)}, {clock_time(at.time())} Uhr, {self.snapshot.created_by.name}"

    @property
    def checksum(self) -> str:
        return f"{self.snapshot.sha256[:12]}…"


@dataclass(frozen=True)
class ReportDetail:
    progress: Progress
    versions: list[Version]
    entries: list[Entry]
    came_back: Return | None

    @property
    def named(self) -> list[dict[str, object]]:
        """The chapters that the office has named: what is open, and what is done."""
        done = {chapter.key: chapter.ready for chapter in self.progress.chapters}
        urls = {line.chapter.key: line.url for line in self.progress.lines}
        chapters = self.came_back.chapters if self.came_back else []
        return [{"text": words, "url": urls.get(key, ""), "done": done.get(key, False), "who": ""} for key, words in chapters]

    @property
    def report(self) -> Report:
        return self.progress.report

    @property
    def county(self) -> County:
        return self.report.site.county

    @property
    def overline(self) -> str:
        return f"{self.name} in {self.progress.then.municipality}"

    @property
    def name(self) -> str:
        return self.progress.then.name

    @property
    def lead(self) -> str:
        measure, providers = self.report.measure, self.progress.then.providers
        carried = f"Träger {self.report.year}: {', '.join(providers)}" if providers else ""
        return " · ".join(filter(None, [measure.title, measure.file_number and f"Aktenzeichen {measure.file_number}", carried]))

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return trail((f"{self.report}, {self.name}", ""))

    @property
    def explained(self) -> str:
        """What those outside the house read instead of the chapters."""
        if self.report.is_open:
            return (
                "Das Haus ergänzt den Bericht. Was dort gerade geschrieben wird, sehen Sie erst, wenn es wieder eingereicht ist; die frühere "
                "Fassung steht unten."
            )
        return "Gelesen und geprüft wird die eingereichte Fassung."

    @property
    def audience(self) -> str:
        """Whose right it is to see what stands here now."""
        return "reports.draft" if self.progress.inside and self.report.is_open else "reports.view"


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of the Sachberichte."""
    return [REPORTS.crumb(), *steps]


def chapter_url(report: Report, chapter: Chapter, writes: bool) -> str:
    """Where a chapter is written, or read on the page of its report."""
    if writes:
        return reverse("reporting:chapter_edit", args=[report.pk, chapter.key])
    return f"{report.get_absolute_url()}#kapitel-{chapter.number}"


def report_detail_page(request: Request, report: Report, refused: StepForm | None = None) -> ReportDetail:
    """What it came back with, chapters for insiders, versions for everybody, the status box with what is left to do, the history.

    `refused`: the form of a step that was not taken.
    """
    inside = request.access.may("reports.draft", report)  # guard: draft-chapters -> inside = True
    chapters = list(rows(request, Chapter).filter(report=report)) if inside else []
    of_year = request.access.carrying(report).q("entries.view", Entry)
    entries = Entry.objects.filter(of_year, subject=f"reporting.report:{report.pk}").exclude(kind="written").order_by("-pk")
    snapshots = rows(request, ReportSnapshot).filter(report=report).defer("data").select_related("created_by")
    listed, unchanged = list(entries[:SHOWN_ENTRIES]), inside and is_unchanged(report, chapters)
    return ReportDetail(
        progress=Progress(request.access, report, chapters, inside, unchanged=unchanged, refused=refused),
        versions=[Version(snapshot) for snapshot in snapshots],
        entries=listed,
        came_back=last_return(listed) if report.state == Report.State.RETURNED else None,
    )


def _todo(report: Report, chapter: Chapter, writes: bool) -> dict[str, str]:
    text = f"Kapitel {chapter.number} {'abschließen' if chapter.text else 'schreiben'}"
    return {"text": text, "who": chapter.title, "url": chapter_url(report, chapter, writes) if writes else ""}


def _action(progress: Progress, step: Step) -> Action:
    report, refused = progress.report, progress.refused
    against = list(problems(report, step.name, progress.access))
    reason = " ".join(against)
    if step.name == "submit" and against:
        chapters = "Ein Kapitel ist" if len(against) == 1 else f"{in_words(len(against)).capitalize()} Kapitel sind"
        reason = f"Noch nicht möglich: {chapters} offen."
    form = None
    if step.note or (step.name == "submit" and progress.unchanged and not against):
        form = refused if refused and refused.step == step.name else StepForm(step=step.name)
    return Action(step.label, form, reason, reverse("reporting:report_step", args=[report.pk, step.name]))
