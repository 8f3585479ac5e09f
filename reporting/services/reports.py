"""What changes reports: beginning one, writing a chapter, taking a step with its snapshot and notices; and asking for files."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from planning.models import Decision, Measure
from reporting.documents import snapshot_hash
from reporting.documents.snapshots import report_snapshot
from reporting.models import CHAPTERS, RETURNS, Chapter, LszReport, Report, ReportSnapshot
from reporting.rules.returns import UNCHANGED, is_unchanged, last_return
from sites.core.access import Access
from sites.core.flow import advance
from sites.core.jobs import queue
from sites.core.journal import record, subject_of
from sites.models import County, Entry
from sites.rules.as_of import in_year, with_history

#: The mail to the house after a step.
NOTICES = {"hand_back": "reporting.mail_returned", "reopen": "reporting.mail_returned", "accept": "reporting.mail_accepted"}


@transaction.atomic
def begin_report(*, access: Access, measure: Measure) -> Report:
    """The Sachbericht of a measure with last year's texts; a second click finds the first one's report."""
    locked = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    report = Report.objects.filter(measure=locked).first()
    if report is not None:
        return report
    report = Report.objects.create(site_id=locked.site_id, measure=locked, year=locked.funding_year)
    texts = texts_before(access, report)
    Chapter.objects.bulk_create(
        Chapter(site_id=report.site_id, report=report, number=number, key=key, text=texts.get(key, "")) for number, (key, _) in enumerate(CHAPTERS, 1)
    )
    record(access, report, "begun", text=f"Sachbericht {report.year} begonnen", internal=True)
    return report


def texts_before(access: Access, report: Report) -> dict[str, str]:
    """Last year's texts of the same site, by chapter."""
    chapters = Chapter.objects.filter(access.q("reports.draft", Chapter), site_id=report.site_id, report__year=report.year - 1)
    return dict(chapters.values_list("key", "text"))


@transaction.atomic
def write_chapter(*, access: Access, chapter: Chapter, text: str, ready: bool) -> Chapter:
    """Save the text of a chapter while its report is open. Its version counts how often it was saved."""
    # guard: chapter-lock -> report = Report.objects.get(pk=chapter.report_id)
    report = Report.objects.select_for_update(of=("self",)).get(pk=chapter.report_id)
    locked = Chapter.objects.select_for_update(of=("self",)).get(pk=chapter.pk)
    if not access.may("reports.write", report):  # guard: chapter-right -> if False:
        raise PermissionDenied
    if not report.is_open:  # guard: closed-report -> if False:
        raise ValidationError(f"Der Sachbericht ist im Stand „{report.get_state_display()}“ und lässt sich nicht ändern.")
    if (locked.text, locked.ready) == (text, ready) and locked.version > 1:
        return locked
    locked.text, locked.ready, locked.version = text, ready, locked.version + 1
    locked.save()
    done = "als fertig markiert" if ready else "gespeichert"
    text = f"Sachbericht {report.year}: Kapitel {locked.number} „{locked.title}“ {done}"
    record(access, report, "written", text=text, internal=True, chapter=locked.key)
    return locked


@transaction.atomic
def take_step(*, access: Access, obj: Report, name: str, note: str = "", chapters: Sequence[str] = ()) -> Report:
    """One step of a Sachbericht; submitting freezes a version at the county, reviewing tells the house.

    `chapters`: those to which the office wants something added; they are open again.
    """
    unchanged = name == "submit" and not note.strip() and is_unchanged(obj, obj.chapters.all())
    report: Report = advance(obj, name, access=access, note=note, **({"chapters": [*chapters]} if chapters else {}))
    if unchanged:  # guard: unchanged-report -> if False:
        raise ValidationError(UNCHANGED)
    if name in RETURNS:
        report.chapters.filter(key__in=chapters).update(ready=False)
    if name == "take_back_return" and (given := last_return(Entry.objects.filter(subject=subject_of(report)).order_by("-pk"))):
        report.chapters.filter(key__in=given.keys).update(ready=True)
    if name == "submit":
        freeze(access=access, report=report)
    if name in NOTICES:
        queue(NOTICES[name], place=report.site_id, title=f"Nachricht zum Sachbericht {report.year}", access=access, report=report.pk)
    return report


def freeze(*, access: Access, report: Report) -> ReportSnapshot:
    """The next version with its hash. It lies at the county; earlier versions stay as they are."""
    data = report_snapshot(access=access, report=report)
    report.version, report.submitted_by = report.version + 1, access.user
    report.save(update_fields=["version", "submitted_by"])
    return ReportSnapshot.objects.create(
        place_id=report.site.county_id,
        site_id=report.site_id,
        report=report,
        version=report.version,
        data=data,
        sha256=snapshot_hash(data),
        created_by=access.user,
    )


# Files and county reports, made by jobs --------------------------------------------------------------------------------


def ask_report_pdf(*, access: Access, snapshot: ReportSnapshot) -> int:
    """The PDF of a frozen version."""
    title = f"Sachbericht {snapshot.report.year}, Fassung {snapshot.version}, als PDF"
    return queue("reporting.report_pdf", place=snapshot.site_id, title=title, access=access, snapshot=snapshot.pk)


def ask_report_docx(*, access: Access, snapshot: ReportSnapshot) -> int:
    """A frozen version for a word processor."""
    title = f"Sachbericht {snapshot.report.year}, Fassung {snapshot.version}, als Word-Datei"
    return queue("reporting.report_docx", place=snapshot.site_id, title=title, access=access, snapshot=snapshot.pk)


def ask_draft_pdf(*, access: Access, report: Report) -> int:
    """A PDF of the present state, marked as a draft."""
    return queue(
        "reporting.report_draft_pdf", place=report.site_id, title=f"Sachbericht {report.year}, Entwurf, als PDF", access=access, report=report.pk
    )


def ask_letter(*, access: Access, decision: Decision) -> int:
    """The letter about a decision."""
    title = f"Schreiben zur Entscheidung vom {decision.decided_on:%d.%m.%Y}"
    return queue("reporting.decision_letter", place=decision.site_id, title=title, access=access, decision=decision.pk)


def ask_letters(*, access: Access, decision: Decision) -> int:
    """The letters about all decisions of a county under the paper of this one, in one file."""
    title = f"Schreiben zum Beschluss {decision.number}"[:120]
    return queue("reporting.decision_letters", place=decision.site.county_id, title=title, access=access, decision=decision.pk)


def ask_lsz(*, access: Access, county: County, year: int) -> int:
    """The next version of a county's LSZ report."""
    return queue("reporting.lsz_report", place=county.pk, title=f"LSZ-Bericht {year}, {county.name}", access=access, county=county.pk, year=year)


def ask_lsz_file(*, access: Access, lsz: LszReport, kind: str) -> int:
    """A file of a frozen LSZ report; kind: "pdf" or "xlsx"."""
    title = f"LSZ-Bericht {lsz.year}, Fassung {lsz.version}, als {kind.upper()}"
    return queue(f"reporting.lsz_{kind}", place=lsz.county_id, title=title, access=access, lsz=lsz.pk)


def ask_money_pdf(*, access: Access, measure: Measure) -> int:
    """The numerical proof of a measure as it stands when the job runs, under the name of its year."""
    then = in_year(with_history(measure.site_id), measure.funding_year, access.today)
    title = f"Zahlenmäßiger Nachweis {measure.funding_year}, {then.name}"
    return queue("reporting.money_pdf", place=measure.site_id, title=title, access=access, measure=measure.pk)
