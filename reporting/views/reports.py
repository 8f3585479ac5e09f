"""Sachberichte: list, beginning, workshop, chapters, steps, versions and their files."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Case, CharField, Count, F, Q, TextField, Value, When
from django.db.models.functions import Cast, Concat
from django.http import Http404
from django.shortcuts import redirect, render

from planning.models import Measure
from reporting.documents import narrative
from reporting.documents.source import Source
from reporting.forms import ChapterForm, ReportFilterForm, StepForm
from reporting.models import CHAPTERS, Chapter, Report, ReportSnapshot
from reporting.pages.report_detail import after, overview
from reporting.services import reports as services
from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import form_page, page_with_form, posted
from sites.core.lists import choice, page, word
from sites.models import Entry

#: What a Sachbericht is made from; every view that reads the data declares all of it.
DATA = (
    "sites.view", "measures.view", "needs.view", "goals.view", "offers.view", "sessions.view", "contracts.view", "hours.view",
    "decisions.view", "sitefigures.view",
)  # fmt: skip


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [navigation.REPORTS.crumb(), *steps]


def reports(request):
    return rows(request, Report).select_related("site__county", "site__municipality", "measure__action_field", "submitted_by")


# List and beginning ----------------------------------------------------------------------------------------------------


@allow("reports.view", reads=("measures.view",))
def report_list(request):
    """Sachberichte within reach, those that wait for me first; and my measures that have none yet."""
    access, q = request.access, word(request)
    waiting = [Report.State.SUBMITTED] if access.holds("reports.review") else [Report.State.DRAFT, Report.State.RETURNED]
    years = [str(year) for year in range(access.today.year, 2018, -1)]
    state, year = choice(request, "state", Report.State.values), choice(request, "year", years)
    found = rows(request, Report).select_related("site__municipality", "measure")
    found = found.annotate(open_chapters=Count("chapters", filter=Q(chapters__ready=False)), list_key=_order(waiting))
    if state:
        found = found.filter(state=state)
    if year:
        found = found.filter(year=int(year))
    if q:
        found = found.filter(Q(site__name__icontains=q) | Q(measure__file_number__icontains=q))
    places = access.reach("reports.write").places
    missing = rows(request, Measure).filter(site_id__in=places, reports__isnull=True, funding_year__lte=access.today.year)
    context = {
        "page": page(request, found, "list_key"),
        "missing": missing.select_related("site").order_by("-funding_year", "pk")[:20] if places else [],
        "filtered": bool(state or year or q),
        "form": ReportFilterForm(initial={"q": q, "state": state, "year": year}, years=years, request=request),
        "waiting": waiting,
        "reviews": access.holds("reports.review"),
    }
    return render(request, "reporting/report_list.html", context)


def _order(waiting: Sequence[str]) -> Concat:
    """What waits first, then the newest year, then the name of the site."""
    first = Case(When(state__in=waiting, then=Value("0")), default=Value("1"))
    return Concat(first, Cast(Value(9999) - F("year"), CharField()), "site__sort_key", output_field=TextField())


@allow("reports.write", "GET", "POST", reads=("measures.view",))
def report_create(request, pk):
    """Begin the Sachbericht of a measure; GET says what happens."""
    own = rows(request, Measure).filter(site_id__in=request.access.reach("reports.write").places).select_related("site", "action_field")
    measure = fetch(request, own, pk=pk)
    if request.method == "POST":
        return redirect(services.begin_report(access=request.access, measure=measure))
    around = rows(request, Report).filter(site_id=measure.site_id, year__in=[measure.funding_year - 1, measure.funding_year])
    years = {report.year: report for report in around}
    title = f"Sachbericht {measure.funding_year} beginnen"
    context = {"measure": measure, "existing": years.get(measure.funding_year), "before": years.get(measure.funding_year - 1)}
    return render(request, "reporting/report_create.html", {"title": title, "crumbs": trail((title, "")), **context})


# One Sachbericht -------------------------------------------------------------------------------------------------------


def detail_context(request, report: Report) -> dict:
    """Everything of one page: chapters for insiders, status box, versions, history."""
    inside = request.access.may("reports.draft", report)
    chapters = list(rows(request, Chapter).filter(report=report)) if inside else []
    entries = rows(request, Entry).filter(subject=f"reporting.report:{report.pk}").exclude(kind="written").order_by("-pk")
    snapshots = list(rows(request, ReportSnapshot).filter(report=report).defer("data").select_related("created_by"))
    for snapshot in snapshots:
        snapshot.label = f"Fassung {snapshot.version}"
    return {
        **overview(request.access, report, chapters, inside=inside),
        "snapshots": snapshots,
        "entries": list(entries[:50]),
        "crumbs": trail((f"{report}, {report.site.name}", "")),
    }


@allow("reports.view", reads=("snapshots.view", "entries.view"))
def report_detail(request, pk):
    """One Sachbericht: chapters for the house, versions for everybody, the status box with what is left to do."""
    report = fetch(request, reports(request), pk=pk)
    return render(request, "reporting/report_detail.html", {"form": StepForm(request=request), "refused": "", **detail_context(request, report)})


@allow("reports.view", "POST", reads=("snapshots.view", "entries.view", *DATA))
def report_step(request, pk, name):
    """Submit, hand back, accept, reopen. Of two tabs one wins, the other reads what has happened."""
    report = fetch(request, reports(request), pk=pk)
    if name not in Report.flow.steps:
        raise Http404
    form = StepForm(request.POST, request=request, needs_note=Report.flow[name].note)
    if form.is_valid():
        try:
            services.take_step(access=request.access, obj=report, name=name, note=form.cleaned_data["note"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{Report.flow[name].done}.")
            return redirect(report)
    report = fetch(request, reports(request), pk=pk)
    return page_with_form(request, "reporting/report_detail.html", form, refused=name, **detail_context(request, report))


@allow("reports.write", "GET", "POST", reads=DATA)
def chapter_edit(request, pk, key):
    """One chapter: text beside its live figures. Who saves later than somebody else sees both texts."""
    report = fetch(request, reports(request), pk=pk)
    chapter = fetch(request, Chapter, report=report, key=key, lock=request.method == "POST")
    chapters = list(rows(request, Chapter).filter(report=report))
    source = Source(request.access, report)
    suggested = "" if chapter.text or chapter.version > 1 else narrative.suggestion(key, source)
    stored, shown = {"text": chapter.text}, {"text": chapter.text or suggested}
    form = ChapterForm(*posted(request), initial=shown, stored=stored, edits=chapter, request=request)
    is_ready = "ready" in request.POST
    before = services.texts_before(request.access, report).get(key, "")
    context = {
        **overview(request.access, report, chapters, inside=True),
        "chapter": chapter,
        "total": len(CHAPTERS),
        "hint": narrative.HINTS[key],
        "facts": narrative.facts(key, source),
        "suggested": bool(suggested) and not form.is_bound,
        "carried": chapter.version == 1 and bool(chapter.text) and chapter.text == before,
        "pieces": narrative.difference(before, chapter.text) if before and chapter.text and before != chapter.text else [],
    }
    return form_page(
        request,
        form,
        save=lambda form: services.write_chapter(access=request.access, chapter=chapter, ready=is_ready, text=form.cleaned_data["text"]),
        done=f"Kapitel {chapter.number} „{chapter.title}“ ist gespeichert.",
        to=after(report, chapter, chapters) if is_ready else request.path,
        crumbs=trail((f"{report}, {report.site.name}", report.get_absolute_url())),
        title=f"Kapitel {chapter.number}",
        template="reporting/chapter_edit.html",
        **context,
    )


# Frozen versions and files ---------------------------------------------------------------------------------------------


@allow("snapshots.view", reads=("reports.view",))
def snapshot_detail(request, pk):
    """A frozen version, as it was submitted."""
    snapshot = fetch(request, rows(request, ReportSnapshot).select_related("report", "site__county", "created_by"), pk=pk)
    known, report = snapshot.data.get("format") == "sachbericht/1", snapshot.report
    context = {
        "snapshot": snapshot,
        "report": report,
        "known": known,
        "facts": narrative.frozen_facts(snapshot.data) if known else [],
        "crumbs": trail((f"{report}, {snapshot.site.name}", report.get_absolute_url()), (f"Fassung {snapshot.version}", "")),
    }
    return render(request, "reporting/snapshot_detail.html", context)


@allow("snapshots.view", "POST", reads=("reports.view",))
def snapshot_pdf(request, pk):
    """Ask for the PDF of a frozen version; the job's page shows how far it is."""
    snapshot = fetch(request, rows(request, ReportSnapshot).select_related("report"), pk=pk)
    return redirect("sites:job_detail", services.ask_report_pdf(access=request.access, snapshot=snapshot).pk)


@allow("reports.draft", "POST")
def report_draft_pdf(request, pk):
    """Ask for a PDF of the present state, marked as a draft."""
    report = fetch(request, Report, pk=pk)
    return redirect("sites:job_detail", services.ask_draft_pdf(access=request.access, report=report).pk)
