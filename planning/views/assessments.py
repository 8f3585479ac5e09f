"""Assessments of needs at a site or its county."""

from typing import Any

from django.db.models import F, Q
from django.shortcuts import render
from django.urls import reverse

from planning.forms.assessments import AssessmentForm
from planning.models import Assessment, AssessmentResult, Need
from planning.pages.county_tabs import county_tabs
from planning.rules.gaps import basis_of
from planning.services.assessments import save_assessment
from sites.core.access import allow, fetch, rows
from sites.core.forms import form_page, posted
from sites.core.lists import choice, latest, page
from sites.core.numbers import decimal
from sites.core.places import place_within
from sites.models import Place
from sites.rules.small_numbers import shown

COUNTY_READS = "Sozialplanung, Jugendamt und Kita-Fachberatung"
AT_COUNTY = "Die Erhebung gilt für die Standorte des Landkreises oder eines Planungsraums. Sie ist die Grundlage der Entscheidung."
AT_SITE = "Wie wurde gefragt, wer hat mitgemacht, was kam heraus? Sie bleibt im Haus, bis Sie sie freigeben."


def county_of(place) -> int:
    return place.site.county_id if place.kind == Place.Kind.SITE else place.pk


def is_insider(request, action: str, place: int) -> bool:
    """Who works in the house reads every number; those above it read no small ones (see sites/small.py)."""
    return place in request.access.reach(action).places


def _reach(assessment, insider: bool) -> dict:
    """How many took part as this person may read it, and their share of those who were asked."""
    answered, invited = (assessment.answered if insider else shown(assessment.answered)), assessment.invited
    percent = decimal(answered * 100 / invited, 0) if isinstance(answered, int) and invited else ""
    return {"answered": answered, "invited": invited, "percent": percent}


@allow("assessments.view", reads=("sites.view",))
def assessment_list(request, place):
    """The assessments of a place, newest first; a county reads its own and what its sites have released."""
    place, access = place_within(request, place, Place.Kind.SITE, Place.Kind.COUNTY), request.access
    at_county = place.kind == Place.Kind.COUNTY
    show = choice(request, "show", {"own", "sites"}) if at_county else ""
    own, below = Q(place=place.pk), Q(place__site__county=place.pk)
    found = rows(request, Assessment).filter({"own": own, "sites": below}.get(show, own | below))
    found = found.select_related("planning_area").annotate(site_name=F("place__site__name"), newest=latest("held_from"))
    listed = page(request, found, "newest")
    for row in listed.rows:
        row.reach = _reach(row, row.place_id == place.pk and (at_county or is_insider(request, "assessments.internal", place.pk)))
    basis = None if at_county else basis_of(place.pk, access.today)
    context = {
        "place": place,
        "page": listed,
        "show": show,
        "at_county": at_county,
        "may_change": place.pk in access.reach("assessments.change").places,
        "tabs": county_tabs(access, place, "planning:assessment_list") if at_county else [],
        "basis": basis,
        "is_old": basis is not None and basis.is_old(access.today),
    }
    return render(request, "planning/assessment_list.html", context)


@allow("assessments.change", "GET", "POST", reads=("sites.view",))
def assessment_create(request, place):
    """Enter an assessment of a site, or of the county for all its sites."""
    place = place_within(request, place, Place.Kind.SITE, Place.Kind.COUNTY)
    lead = AT_COUNTY if place.kind == Place.Kind.COUNTY else AT_SITE
    return _assessment_form(request, Assessment(place=place), place, title="Erhebung eintragen", lead=lead)


@allow("assessments.change", "GET", "POST", reads=("sites.view",))
def assessment_edit(request, pk):
    """Change an assessment of the own place."""
    assessment = fetch(request, rows(request, Assessment).select_related("place"), pk=pk, lock=request.method == "POST")
    place = place_within(request, assessment.place_id, Place.Kind.SITE, Place.Kind.COUNTY)
    back = reverse("planning:assessment_detail", args=[pk])
    return _assessment_form(request, assessment, place, title="Erhebung ändern", lead=assessment.title, back=back)


def _assessment_form(request, assessment: Assessment, place: Place, **shown: str):
    def save(form: AssessmentForm) -> Assessment:
        results, upload = form.results(), form.cleaned_data["upload"]
        return save_assessment(access=request.access, assessment=form.instance, results=results, upload=upload)

    return form_page(
        request,
        AssessmentForm(*posted(request), instance=assessment, request=request, county=county_of(place)),
        save=save,
        done="Die Bedarfserhebung ist gespeichert.",
        to=lambda row: reverse("planning:assessment_detail", args=[row.pk]),
        crumbs=[("Bedarfserhebungen", reverse("planning:assessment_list", args=[place.pk]))],
        pre=place.label,
        submit="Erhebung speichern",
        audience=COUNTY_READS if place.kind == Place.Kind.COUNTY else "assessments.view",
        template="planning/assessment_form.html",
        assessment=assessment,
        **shown,
    )


@allow("assessments.view", reads=("sites.view", "needs.view", "documents.view"))
def assessment_detail(request, pk):
    """How it was asked, who took part, what came out, and which needs follow from it."""
    assessment = fetch(request, rows(request, Assessment).select_related("place", "planning_area", "document"), pk=pk)
    place, access = place_within(request, assessment.place_id, Place.Kind.SITE, Place.Kind.COUNTY), request.access
    at_county = place.kind == Place.Kind.COUNTY
    insider = at_county or is_insider(request, "assessments.internal", place.pk)
    results = list(rows(request, AssessmentResult).filter(assessment=assessment).select_related("theme").order_by("-voices", "theme__number"))
    for line in results:
        _say(line, assessment.answered, insider)
    context = {
        "assessment": assessment,
        "place": place,
        "at_county": at_county,
        "reach": _reach(assessment, insider),
        "results": results,
        "hides": not insider,
        "needs": [] if at_county else rows(request, Need).filter(assessment=assessment).order_by("-urgent", "-found_on", "-pk")[:50],
        "may_change": place.pk in access.reach("assessments.change").places,
        "may_release": place.pk in access.reach("assessments.release").places,
        "may_read": assessment.document is not None and access.may("documents.view", assessment.document),
    }
    return render(request, "planning/assessment_detail.html", context)


def _say(line: Any, answered: int, insider: bool) -> None:
    """The numbers of a line as this person may read them, with the share only where they are open."""
    line.number = line.voices if insider else shown(line.voices, line.voices_of or answered)
    line.whole = line.voices_of if insider else shown(line.voices_of)
    is_open = isinstance(line.number, int) and line.voices_of
    line.percent = decimal(line.voices * 100 / line.voices_of, 0) if is_open else ""
