"""Assessments of needs at a site or its county."""

from django.urls import reverse

from planning.forms.assessments import AssessmentForm
from planning.models import Assessment, Method
from planning.pages.assessment_detail import assessment_detail as assessment_detail_page
from planning.pages.assessment_list import assessment_list as assessment_list_page
from planning.pages.assessment_list import audience_of
from planning.services.assessments import save_assessment
from sites.core.access import allow, fetch, rows
from sites.core.forms import form_page, posted
from sites.core.lists import choice
from sites.core.navigation import ASSESSMENTS
from sites.core.pages import render_page
from sites.core.places import place_within
from sites.core.removal import Removal
from sites.models import Place

AT_COUNTY = "Die Erhebung gilt für die Standorte des Landkreises oder eines Planungsraums. Sie ist die Grundlage der Entscheidung."
AT_SITE = "Wie wurde gefragt, wer hat mitgemacht, was kam heraus? Sie bleibt im Haus, bis Sie sie freigeben."


@allow("assessments.view", reads=("sites.view",))
def assessment_list(request, place):
    """The assessments of a place, newest first; a county reads its own and what its sites have released."""
    return render_page(request, "planning/assessment_list.html", assessment_list_page(request, place))


@allow("assessments.change", "GET", "POST", reads=("sites.view",))
def assessment_create(request, place):
    """Enter an assessment of a site, or of the county for all its sites."""
    place = place_within(request, place, Place.Kind.SITE, Place.Kind.COUNTY)
    lead = AT_COUNTY if place.kind == Place.Kind.COUNTY else AT_SITE
    known = {"method": method} if (method := choice(request, "method", set(Method.values))) else {}
    return _assessment_form(request, Assessment(place=place), place, known, title="Erhebung eintragen", lead=lead)


@allow("assessments.change", "GET", "POST", reads=("sites.view",))
def assessment_edit(request, pk):
    """Change an assessment of the own place."""
    assessment = fetch(request, rows(request, Assessment).select_related("place"), pk=pk, lock=request.method == "POST")
    place = place_within(request, assessment.place_id, Place.Kind.SITE, Place.Kind.COUNTY)
    back = reverse("planning:assessment_detail", args=[pk])
    return _assessment_form(request, assessment, place, {}, title="Erhebung ändern", lead=assessment.title, back=back)


def _assessment_form(request, assessment: Assessment, place: Place, known: dict[str, str], **shown: str):
    county = place.site.county_id if place.kind == Place.Kind.SITE else place.pk

    def save(form: AssessmentForm) -> Assessment:
        results, upload = form.results(), form.cleaned_data["upload"]
        return save_assessment(access=request.access, assessment=form.instance, results=results, upload=upload)

    return form_page(
        request,
        AssessmentForm(*posted(request), instance=assessment, request=request, county=county, initial=known),
        save=save,
        done="Die Bedarfserhebung ist gespeichert.",
        to=lambda row: reverse("planning:assessment_detail", args=[row.pk]),
        crumbs=[ASSESSMENTS.named("Bedarfserhebungen").crumb(place.pk)],
        pre=place.label,
        submit="Erhebung speichern",
        audience=audience_of(place),
        template="planning/assessment_form.html",
        removal=Removal(assessment, to=ASSESSMENTS.url(place.pk)),
        assessment=assessment,
        **shown,
    )


@allow("assessments.view", reads=("sites.view", "needs.view", "documents.view"))
def assessment_detail(request, pk):
    """How it was asked, who took part, what came out, and which needs follow from it."""
    return render_page(request, "planning/assessment_detail.html", assessment_detail_page(request, pk))
