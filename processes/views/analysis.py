"""The rounds of analysis of a house: begun, written part by part, seen by four views, released item by item, closed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from processes.forms.analysis import WITHOUT_TEXT, AnalysisPartForm, AnalysisRoundForm, ConditionsForm, FindingForm, RatingForm
from processes.models import AnalysisPart, AnalysisRound, FieldRating, Finding
from processes.pages.analysis_detail import analysis_detail_page
from processes.pages.analysis_list import analysis_list_page, growth_terms
from processes.pages.part_detail import part_detail_page
from processes.rules.analysis import RATERS
from processes.services.analysis import close_round, release_parts, save_finding, save_part, save_ratings, save_round
from sites.core.access import allow, fetch, rows
from sites.core.forms import carry_out, form_page, posted
from sites.core.journal import changes_of
from sites.core.lists import number
from sites.core.navigation import ANALYSIS
from sites.core.numbers import with_noun
from sites.core.pages import render_page
from sites.core.places import site_within
from sites.core.removal import Removal

READS = ("sites.view", "goals.view")
IN_WORK = "Es gibt schon eine Runde, an der gearbeitet wird. Sie wird hier weitergeschrieben."
LEADS = {
    "team": "Wie sieht das Team das Haus? Sprechen Sie im Team, bevor Sie mit den anderen sprechen.",
    "parents": "Wie sehen Eltern das Haus? Ab fünf Antworten; wonach Sie nicht gefragt haben, bleibt „nicht gefragt“.",
    "steering": "Wie sieht das Steuerungsteam das Haus?",
    "common": "Worauf haben sich Team, Eltern und Steuerungsteam im Gespräch verständigt? Das ist kein Mittelwert.",
}


@allow("analysis.view", reads=("sites.view",))
def analysis_list(request, site):
    """The rounds of a site, newest first, with how the fields have moved."""
    return render_page(request, "processes/analysis_list.html", analysis_list_page(request, site))


@allow("analysis.view", reads=(*READS, "steps.view"))
def analysis_detail(request, pk):
    """One round beside the one before."""
    return render_page(request, "processes/analysis_detail.html", analysis_detail_page(request, pk))


@allow("analysis.change", "GET", "POST", reads=("sites.view",))
def analysis_create(request, site):
    """Begin a round, with the texts of the last one or empty; while one is in work there is no second."""
    place = site_within(request, "analysis.change", site)
    last = rows(request, AnalysisRound).filter(site=place).first()
    if last and last.state == AnalysisRound.State.OPEN and request.method == "GET":
        messages.info(request, IN_WORK)
        return redirect(last.get_absolute_url())
    row = AnalysisRound(site=place, number=last.number + 1 if last else 1)
    form = AnalysisRoundForm(*posted(request), instance=row, request=request, last=last, initial={"begun_on": request.access.today})
    lead = "Wo steht das Haus? Sie schreiben die Teile in beliebiger Reihenfolge; keiner muss ausgefüllt sein."
    return _round_form(request, form, last, title=f"Runde {row.number} beginnen", lead=lead)


@allow("analysis.change", "GET", "POST", reads=("sites.view",))
def analysis_edit(request, pk):
    """Change the days of a round and who takes part."""
    row = _open_round(request, pk)
    removal = Removal(row, to=ANALYSIS.url(row.site_id), note="Teile, Einschätzungen und Feststellungen der Runde gehen mit.")
    return _round_form(request, AnalysisRoundForm(*posted(request), instance=row, request=request), None, title=f"{row} ändern", removal=removal)


def _round_form(request, form: AnalysisRoundForm, last: AnalysisRound | None, **shown):
    def save(form: AnalysisRoundForm) -> AnalysisRound:
        copied = last if form.cleaned_data.get("copied") else None
        changes = {name: pair for name, pair in changes_of(form).items() if name != "copied"}
        return save_round(access=request.access, row=form.save(commit=False), copied=copied, changes=changes)

    row = form.instance
    return form_page(
        request,
        form,
        save=save,
        done=lambda saved: f"{saved} ist gespeichert.",
        to=lambda saved: saved.get_absolute_url(),
        crumbs=[ANALYSIS.crumb(row.site_id), *([(str(row), row.get_absolute_url())] if row.pk else [])],
        pre=row.site.name,
        submit="Runde speichern",
        audience="analysis.internal",
        **shown,
    )


def _open_round(request, pk: int) -> AnalysisRound:
    """A round that is in work, within reach, or a 404."""
    found = rows(request, AnalysisRound).select_related("site")
    return fetch(request, found, pk=pk, state=AnalysisRound.State.OPEN, lock=request.method == "POST")


def _crumbs(row: AnalysisRound) -> list[tuple[str, str]]:
    return [ANALYSIS.crumb(row.site_id), (str(row), row.get_absolute_url())]


@allow("analysis.view", reads=("sites.view", "needs.view", "socialfigures.view"))
def part_detail(request, pk):
    """One part beside the same part of the round before, with its facts."""
    return render_page(request, "processes/part_detail.html", part_detail_page(request, pk))


@allow("analysis.change", "GET", "POST", reads=("sites.view",))
def part_edit(request, pk):
    """Write a part of a round in work; some parts have facts with source and day, one has the conditions of the house."""
    found = rows(request, AnalysisPart).select_related("round__site", "conditions").exclude(kind__in=WITHOUT_TEXT)
    part = fetch(request, found, pk=pk, round__state=AnalysisRound.State.OPEN, lock=request.method == "POST")
    kind = ConditionsForm if part.kind == AnalysisPart.Kind.CONDITIONS else AnalysisPartForm

    def save(form: AnalysisPartForm) -> AnalysisPart:
        conditions = form.filled() if isinstance(form, ConditionsForm) else None
        return save_part(access=request.access, part=form.instance, figures=form.figures(), conditions=conditions, changes=changes_of(form))

    return form_page(
        request,
        kind(*posted(request), instance=part, request=request),
        save=save,
        done=f"„{part}“ ist gespeichert.",
        to=reverse("processes:part_detail", args=[part.pk]),
        crumbs=[*_crumbs(part.round), (str(part), reverse("processes:part_detail", args=[part.pk]))],
        title=f"{part} schreiben",
        pre=part.round.site.name,
        submit="Teil speichern",
        audience="analysis.internal",
        template="processes/part_form.html",
    )


@allow("analysis.rate", "GET", "POST", reads=("sites.view",))
def rating_edit(request, pk, view):
    """How one view sees the five fields, entered by who speaks for it (R215)."""
    if view not in RATERS:
        raise Http404
    if request.access.roles.isdisjoint(RATERS[view]):  # guard: raters -> if False:
        raise PermissionDenied
    row = _open_round(request, pk)
    if request.access.roles_at(row).isdisjoint(RATERS[view]):  # guard: raters-here -> if False:
        raise Http404
    part = row.parts.get(kind=AnalysisPart.Kind.RATINGS)  # of a round within reach; who rates need not read what the others say
    label = FieldRating.View(view).label

    def save(form: RatingForm) -> AnalysisPart:
        data = form.cleaned_data
        return save_ratings(access=request.access, part=part, view=view, people=data.get("people"), basis=data["basis"], said=form.said())

    is_reader = row.site_id in request.access.reach("analysis.internal").places
    return form_page(
        request,
        RatingForm(*posted(request), request=request, part=part, view=view, terms=growth_terms(row.begun_on)),
        save=save,
        done=f"Die Einschätzung „{label}“ ist gespeichert.",
        crumbs=_crumbs(row) if is_reader else [ANALYSIS.crumb(row.site_id)],
        title=f"Fünf Felder: {label}",
        pre=f"{row.site.name}, {row}",
        lead=LEADS[view],
        submit="Einschätzung speichern",
        audience="analysis.internal",
    )


@allow("analysis.release", "POST", reads=("sites.view",))
def analysis_release(request, pk):
    """Release exactly the ticked parts to the county; the others are the house's again (R216)."""
    row = fetch(request, AnalysisRound, pk=pk, lock=True)
    chosen = [key for text in request.POST.getlist("part") if (key := number(text))]
    carry_out(request, lambda: release_parts(access=request.access, row=row, chosen=chosen), _released)
    return redirect(f"{row.get_absolute_url()}#h-release")


def _released(count: int) -> str:
    if not count:
        return "Nichts aus dieser Runde liegt dem Landkreis vor."
    return f"{with_noun(count, 'Teil liegt', 'Teile liegen')} dem Landkreis vor."


@allow("analysis.change", "POST", reads=("sites.view",))
def analysis_close(request, pk):
    """Close a round: it stays as it is."""
    row = fetch(request, AnalysisRound, pk=pk)
    carry_out(request, lambda: close_round(access=request.access, row=row), lambda closed: f"{closed} ist abgeschlossen.")
    return redirect(row.get_absolute_url())


@allow("analysis.change", "GET", "POST", reads=READS)
def finding_create(request, pk):
    """Write down what a round has shown, best with the goal that follows."""
    row = _open_round(request, pk)
    part = row.parts.get(kind=AnalysisPart.Kind.FINDINGS)
    return _finding_form(request, Finding(site_id=row.site_id, part=part), title="Feststellung eintragen")


@allow("analysis.change", "GET", "POST", reads=READS)
def finding_edit(request, pk):
    """Change a finding, or say which goal follows from it."""
    finding = fetch(request, rows(request, Finding).select_related("part__round__site"), pk=pk, lock=request.method == "POST")
    removal = Removal(finding, to=finding.part.round.get_absolute_url())
    return _finding_form(request, finding, title="Feststellung ändern", removal=removal)


def _finding_form(request, finding: Finding, **shown):
    row = finding.part.round

    def save(form: FindingForm) -> Finding:
        changes = {name: pair for name, pair in changes_of(form).items() if not name.startswith("new_")}
        return save_finding(access=request.access, finding=form.save(commit=False), goal=form.agreed(), changes=changes)

    may_agree = row.site_id in request.access.reach("goals.change").places
    return form_page(
        request,
        FindingForm(*posted(request), instance=finding, request=request, terms=growth_terms(row.begun_on), may_agree=may_agree),
        save=save,
        done="Die Feststellung ist gespeichert.",
        to=f"{row.get_absolute_url()}#h-follows",
        crumbs=_crumbs(row),
        pre=row.site.name,
        lead="Was hat die Runde gezeigt? Aus einer Feststellung wird ein Ziel, aus dem Ziel werden Schritte.",
        submit="Feststellung speichern",
        audience="analysis.internal",
        **shown,
    )
