"""Sachberichte: list, beginning, workshop, chapters, steps, versions and their files."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect

from planning.models import Measure
from reporting.forms import ChapterForm, StepForm
from reporting.models import Chapter, Report, ReportSnapshot
from reporting.pages.chapter_edit import chapter_edit_page, following
from reporting.pages.report_create import report_create_page
from reporting.pages.report_detail import report_detail_page, trail
from reporting.pages.report_list import report_list_page
from reporting.pages.snapshot_detail import SnapshotDetail
from reporting.services import reports as services
from sites.core.access import allow, fetch, rows
from sites.core.forms import form_page, posted, status_of
from sites.core.pages import names_of, render_page
from sites.rules.as_of import history

#: What a Sachbericht is made from; every view that reads the data declares all of it.
DATA = (
    "sites.view", "measures.view", "needs.view", "goals.view", "offers.view", "sessions.view", "contracts.view", "hours.view",
    "decisions.view", "sitefigures.view", "posts.view", "evidence.view",
)  # fmt: skip


def reports(request):
    known = rows(request, Report).select_related("site__county", "site__municipality", "measure__action_field", "submitted_by")
    return known.annotate(history=history("site__"))


# List and beginning ----------------------------------------------------------------------------------------------------


@allow("reports.view", reads=("measures.view",))
def report_list(request):
    """Sachberichte within reach, those that wait for me first; and my measures that have none yet."""
    return render_page(request, "reporting/report_list.html", report_list_page(request))


@allow("reports.write", "GET", "POST", reads=("measures.view",))
def report_create(request, pk):
    """Begin the Sachbericht of a measure; GET says what happens."""
    # guard: report-site -> own = rows(request, Measure).select_related("site", "action_field")
    own = rows(request, Measure).filter(request.access.reach("reports.write").q(Measure)).select_related("site", "action_field")
    measure = fetch(request, own.annotate(history=history("site__")), pk=pk)
    if request.method == "POST":
        return redirect(services.begin_report(access=request.access, measure=measure))
    return render_page(request, "reporting/report_create.html", report_create_page(request, measure))


# One Sachbericht -------------------------------------------------------------------------------------------------------


@allow("reports.view", reads=("snapshots.view", "entries.view"))
def report_detail(request, pk):
    """One Sachbericht: chapters for the house, versions for everybody, the status box with what is left to do."""
    page = report_detail_page(request, fetch(request, reports(request), pk=pk))
    return render_page(request, "reporting/report_detail.html", page)


@allow("reports.view", "POST", reads=("snapshots.view", "entries.view", *DATA))
def report_step(request, pk, name):
    """Submit, hand back, accept, reopen. Of two tabs one wins, the other reads what has happened."""
    report = fetch(request, reports(request), pk=pk)
    if name not in Report.flow.steps:
        raise Http404
    form = StepForm(request.POST, request=request, step=name)
    if form.is_valid():
        try:
            services.take_step(access=request.access, obj=report, name=name, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{Report.flow[name].done}.")
            return redirect(report)
    page = report_detail_page(request, fetch(request, reports(request), pk=pk), form)
    return render_page(request, "reporting/report_detail.html", page, status=status_of(form))


@allow("reports.write", "GET", "POST", reads=DATA)
def chapter_edit(request, pk, key):
    """One chapter: text beside its live figures. Who saves later than somebody else sees both texts."""
    report = fetch(request, reports(request), pk=pk)
    locked = fetch(request, Chapter, report=report, key=key, lock=True) if request.method == "POST" else None
    page, is_ready = chapter_edit_page(request, report, key, locked), "ready" in request.POST
    chapter = page.chapter
    shown = {"text": "\n\n".join(filter(None, [chapter.text or page.suggestion, page.cited]))}
    return form_page(
        request,
        ChapterForm(*posted(request), initial=shown, stored={"text": chapter.text}, edits=chapter, request=request),
        save=lambda form: services.write_chapter(access=request.access, chapter=chapter, ready=is_ready, **form.cleaned_data),
        done=f"Kapitel {chapter.number} „{chapter.title}“ ist gespeichert.",
        to=following(page) if is_ready else request.path,
        crumbs=trail((f"{report}, {page.progress.then.name}", report.get_absolute_url())),
        title=f"Kapitel {chapter.number}",
        template="reporting/chapter_edit.html",
        **names_of(page),
    )


# Frozen versions and files ---------------------------------------------------------------------------------------------


@allow("snapshots.view", reads=("reports.view",))
def snapshot_detail(request, pk):
    """A frozen version, as it was submitted."""
    snapshot = fetch(request, rows(request, ReportSnapshot).select_related("report", "site__county", "created_by"), pk=pk)
    return render_page(request, "reporting/snapshot_detail.html", SnapshotDetail(snapshot))


@allow("snapshots.view", "POST", reads=("reports.view",))
def snapshot_pdf(request, pk):
    """Ask for the PDF of a frozen version; the job's page shows how far it is."""
    snapshot = fetch(request, rows(request, ReportSnapshot).select_related("report"), pk=pk)
    return redirect("sites:job_detail", services.ask_report_pdf(access=request.access, snapshot=snapshot))


@allow("snapshots.view", "POST", reads=("reports.view",))
def snapshot_docx(request, pk):
    """The same version for a word processor."""
    snapshot = fetch(request, rows(request, ReportSnapshot).select_related("report"), pk=pk)
    return redirect("sites:job_detail", services.ask_report_docx(access=request.access, snapshot=snapshot))


@allow("reports.draft", "POST")
def report_draft_pdf(request, pk):
    """Ask for a PDF of the present state, marked as a draft."""
    report = fetch(request, Report, pk=pk)
    return redirect("sites:job_detail", services.ask_draft_pdf(access=request.access, report=report))
