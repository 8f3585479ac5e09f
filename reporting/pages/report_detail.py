"""What the pages of one Sachbericht share: how far the chapters are, and the status box with the next steps."""

from django.urls import reverse

from reporting.models import Chapter, Report
from reporting.services.reports import OPEN
from sites.core.access import Access
from sites.core.days import date_long, until
from sites.core.flow import Step, problems
from sites.core.numbers import in_words


def overview(access: Access, report: Report, chapters: list[Chapter], *, inside: bool) -> dict:
    writing = report.state in OPEN
    may_write = writing and access.may("reports.write", report)
    left = [chapter for chapter in chapters if not chapter.ready]
    return {
        "report": report,
        "inside": inside,
        "chapters": chapters,
        "ready": len(chapters) - len(left),
        "writing": writing,
        "may_write": may_write,
        "status_title": _title(report, left, inside),
        "status_facts": _facts(access, report),
        "todo": [_item(report, chapter, may_write) for chapter in left] if writing else [],
        "actions": [_action(access, report, step) for step in report.flow.open_to(report, access)],
        "waits": _waits(access, report, inside),
    }


def _title(report: Report, left: list[Chapter], inside: bool) -> str:
    if report.state == Report.State.SUBMITTED:
        return "Eingereicht, wird geprüft"
    if report.state == Report.State.ACCEPTED:
        return "Angenommen"
    if not inside:
        return "Zurück zur Ergänzung"
    return "Alle Kapitel sind fertig" if not left else "Noch ein Kapitel" if len(left) == 1 else f"Noch {in_words(len(left))} Kapitel"


def _facts(access: Access, report: Report) -> list[tuple[str, str]]:
    due = report.measure.report_due
    found = [("Abgabe", f"{date_long(due)}, {until(due, access.today)}" if report.state in OPEN else date_long(due))]
    if report.submitted_by and report.state not in OPEN:
        found.append(("Eingereicht von", report.submitted_by.name))
    if report.state in {Report.State.DRAFT, Report.State.RETURNED, Report.State.SUBMITTED}:
        found.append(("Danach" if report.state in OPEN else "Jetzt", f"Prüfung durch {report.site.county.name}"))
    return found


def _item(report: Report, chapter: Chapter, may_write: bool) -> dict:
    text = f"Kapitel {chapter.number} {'abschließen' if chapter.text else 'schreiben'}"
    return {"text": text, "who": chapter.title, "url": reverse("reporting:chapter_edit", args=[report.pk, chapter.key]) if may_write else ""}


def _action(access: Access, report: Report, step: Step) -> dict:
    """A button of the status box; what stands against the step is said under it."""
    found = list(problems(report, step.name, access))
    reason = " ".join(found)
    if step.name == "submit" and found:
        chapters = "Ein Kapitel ist" if len(found) == 1 else f"{in_words(len(found)).capitalize()} Kapitel sind"
        reason = f"Noch nicht möglich: {chapters} offen."
    return {
        "name": step.name,
        "label": step.label,
        "note": step.note,
        "reason": reason,
        "url": reverse("reporting:report_step", args=[report.pk, step.name]),
    }


def _waits(access: Access, report: Report, inside: bool) -> str:
    """Who has the next step when it is somebody else."""
    if report.flow.open_to(report, access):
        return ""
    if report.state in OPEN:
        return "Einreichen kann die Leitung, sobald alle Kapitel fertig sind." if inside else "Koordination und Leitung ergänzen den Bericht."
    return f"Die Sozialplanung von {report.site.county.name} prüft." if report.state == Report.State.SUBMITTED else ""


def after(report: Report, chapter: Chapter, chapters: list[Chapter]) -> str:
    """A finished chapter leads to the next open one, the last one to the whole report."""
    rest = [other for other in chapters if not other.ready and other.pk != chapter.pk]
    following = next((other for other in rest if other.number > chapter.number), rest[0] if rest else None)
    return reverse("reporting:chapter_edit", args=[report.pk, following.key]) if following else report.get_absolute_url()
