"""Assessments of needs at a site or its county; the wishes of families; what of the house's knowledge is released to the county."""

from typing import Any

from django.contrib import messages
from django.db.models import F, Q
from django.shortcuts import redirect, render
from django.urls import reverse

from planning.forms.assessments import AssessmentForm
from planning.models import Assessment, AssessmentResult, Need, Wish
from planning.rules.gaps import basis_of
from planning.services.assessments import release, save_assessment, set_aside
from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import page_with_form
from sites.core.lists import choice, latest, page
from sites.core.numbers import decimal
from sites.core.places import place_within, site_within
from sites.models import Place
from sites.rules.small_numbers import shown

LISTED = 200
#: What no house can keep back, because plan, decision and grant rest on it.
ALWAYS = (
    ("Stammdaten", "Träger, Kitas, Form, Räume und Kontakt"),
    ("Phase", "mit den Entscheidungen, auf denen sie beruht"),
    ("Geförderte Maßnahme", "mit Handlungsfeld, Zuwendung und Fristen"),
    ("Sachbericht", "in der eingereichten Fassung, nicht der Entwurf"),
)


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


# Assessments ------------------------------------------------------------------------------------------------------


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
        "tabs": navigation.COUNTY_TABS.at(access, place.pk, navigation.ASSESSMENTS) if at_county else None,
        "basis": basis,
        "is_old": basis is not None and basis.is_old(access.today),
    }
    return render(request, "planning/assessment_list.html", context)


@allow("assessments.change", "GET", "POST", reads=("sites.view",))
def assessment_create(request, place):
    """Enter an assessment of a site, or of the county for all its sites."""
    place = place_within(request, place, Place.Kind.SITE, Place.Kind.COUNTY)
    return _form(request, "planning/assessment_create.html", Assessment(place=place), place)


@allow("assessments.change", "GET", "POST", reads=("sites.view",))
def assessment_edit(request, pk):
    """Change an assessment of the own place."""
    assessment = fetch(request, rows(request, Assessment).select_related("place"), pk=pk, lock=request.method == "POST")
    return _form(request, "planning/assessment_edit.html", assessment, place_within(request, assessment.place_id, Place.Kind.SITE, Place.Kind.COUNTY))


def _form(request, template: str, assessment: Assessment, place):
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = AssessmentForm(*posted, instance=assessment, request=request, county=county_of(place))
    if request.method == "POST" and form.is_valid():
        row = save_assessment(access=request.access, form=form)
        messages.success(request, "Die Bedarfserhebung ist gespeichert.")
        return redirect("planning:assessment_detail", row.pk)
    back = reverse("planning:assessment_detail", args=[assessment.pk]) if assessment.pk else reverse("planning:assessment_list", args=[place.pk])
    return page_with_form(request, template, form, place=place, assessment=assessment, back=back, at_county=place.kind == Place.Kind.COUNTY)


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


@allow("assessments.release", "POST")
def assessment_release(request, pk):
    """Release an assessment to the county, or take it back."""
    assessment = fetch(request, Assessment, pk=pk, lock=True)
    _release(request, assessment, "Die Bedarfserhebung")
    return _back(request, assessment.place_id) or redirect("planning:assessment_detail", assessment.pk)


@allow("needs.release", "POST")
def need_release(request, pk):
    """Release a need to the county, or take it back."""
    need = fetch(request, Need, pk=pk, lock=True)
    _release(request, need, "Der Bedarf")
    return _back(request, need.site_id) or redirect("planning:need_list", need.site_id)


def _back(request, site: int):
    """To the list of what is released, when the button stood there."""
    return redirect("planning:release_list", site) if request.POST.get("from") == "list" else None


@allow("needs.view", reads=("assessments.view", "sites.view"))
def release_list(request, site):
    """What the county reads of a house: what it always reads, and what the house has released and may take back (R117, R319)."""
    site = site_within(request, "needs.view", site)
    needs = rows(request, Need).filter(site=site).select_related("theme").order_by("closed_on", "-found_on", "-pk")
    held = rows(request, Assessment).filter(place=site.pk).order_by("-held_from", "-pk")
    insider = is_insider(request, "needs.internal", site.pk)
    context = {
        "site": site,
        "always": ALWAYS,
        "needs": needs.filter(released=True)[:LISTED],
        "assessments": held.filter(released=True)[:LISTED],
        "kept": needs.filter(released=False).count() + held.filter(released=False).count() if insider else None,
        "may_release": site.pk in request.access.reach("needs.release").places,
    }
    return render(request, "planning/release_list.html", context)


def _release(request, row, what: str) -> None:
    released = request.POST.get("released") != "0"
    if release(access=request.access, row=row, released=released):
        messages.success(request, f"{what} ist {'für den Landkreis freigegeben' if released else 'wieder nur im Haus sichtbar'}.")


# Wishes -----------------------------------------------------------------------------------------------------------


@allow("wishes.view", reads=("sites.view",))
def wish_list(request, site):
    """What families wish, newest first: take it up as a need, or put it aside."""
    site = site_within(request, "wishes.view", site)
    show = choice(request, "show", {"taken", "aside"})
    wanted = {"taken": Q(need__isnull=False), "aside": Q(set_aside_on__isnull=False)}.get(show, Q(need=None, set_aside_on=None))
    wishes = rows(request, Wish).filter(wanted, site=site).select_related("need").annotate(newest=-F("pk"))
    context = {
        "site": site,
        "page": page(request, wishes, "newest"),
        "show": show,
        "may_change": site.pk in request.access.reach("wishes.change").places,
    }
    return render(request, "planning/wish_list.html", context)


@allow("wishes.change", "POST")
def wish_set_aside(request, pk):
    """Put a wish aside, or back among the new ones."""
    wish = fetch(request, Wish, pk=pk, lock=True, need=None)
    back = request.POST.get("back") == "1"
    set_aside(access=request.access, wish=wish, day=None if back else request.access.today)
    messages.success(request, "Der Wunsch steht wieder bei den neuen." if back else "Der Wunsch ist zur Seite gelegt.")
    return redirect("planning:wish_list", wish.site_id)
