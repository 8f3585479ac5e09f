"""What stands on the page of an assessment: how it was asked, who took part, what came out, and which needs follow from it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html

from planning.models import Assessment, AssessmentResult, Need, Term
from planning.pages.assessment_list import audience_of, days_of
from planning.rules.assessments import Participation, participation
from sites.core.access import Access, Request, fetch, rows
from sites.core.navigation import ASSESSMENTS
from sites.core.numbers import decimal
from sites.core.places import place_within
from sites.models import Place
from sites.rules.small_numbers import shown

NEEDS = 50


@dataclass(frozen=True)
class ResultLine:
    """How many named a theme, of how many, as this reader may see it; the share in percent only where both are open."""

    theme: Term
    voices: int | str | None
    whole: int | str | None
    percent: str


@dataclass(frozen=True)
class AssessmentDetail:
    """The page."""

    assessment: Assessment
    place: Place
    pre: str
    crumbs: list[tuple[str, str]]
    at_county: bool
    participation: Participation
    results: list[ResultLine]
    hides: bool
    needs: list[Need]
    no_needs: str
    need_url: str
    facts: list[tuple[str, str]]
    may_change: bool
    may_release: bool
    audience: str


def assessment_detail(request: Request, pk: int) -> AssessmentDetail:
    """An assessment with its results, the theme named most often first."""
    assessment = fetch(request, rows(request, Assessment).select_related("place", "planning_area", "document"), pk=pk)
    place, access = place_within(request, assessment.place_id, Place.Kind.SITE, Place.Kind.COUNTY), request.access
    at_county = place.kind == Place.Kind.COUNTY
    is_insider = at_county or place.pk in access.reach("assessments.internal").places
    may_change = place.pk in access.reach("assessments.change").places
    results = rows(request, AssessmentResult).filter(assessment=assessment).select_related("theme").order_by("-voices", "theme__number")
    return AssessmentDetail(
        assessment=assessment,
        place=place,
        pre=f"{assessment.get_method_display()} · {place.label}",
        crumbs=[ASSESSMENTS.named("Bedarfserhebungen").crumb(place.pk), (assessment.title, "")],
        at_county=at_county,
        participation=participation(assessment, is_insider=is_insider),
        results=_in_order([_result(result, assessment.answered, is_insider) for result in results]),
        hides=not is_insider,
        needs=[] if at_county else list(rows(request, Need).filter(assessment=assessment).order_by("-urgent", "-found_on", "-pk")[:NEEDS]),
        no_needs="Noch kein Bedarf verweist auf diese Erhebung." if is_insider else "Noch kein freigegebener Bedarf verweist auf diese Erhebung.",
        need_url=f"{reverse('planning:need_create', args=[place.pk])}?assessment={assessment.pk}" if may_change else "",
        facts=[
            ("Wann", days_of(assessment)),
            ("Wie erhoben", assessment.get_method_display()),
            ("Planungsraum oder Sozialraum", str(assessment.planning_area or "keiner")),
            ("Unterlage", _paper(access, assessment)),
        ],
        may_change=may_change,
        may_release=place.pk in access.reach("assessments.release").places,
        audience=audience_of(place),
    )


def _in_order(lines: list[ResultLine]) -> list[ResultLine]:
    """The theme named most often first; hidden ones by the list of themes, for their order would say which of them is the two."""
    # guard: hidden-order -> return lines
    return sorted(lines, key=lambda line: (-line.voices if isinstance(line.voices, int) and line.voices else 0, line.theme.number))


def _result(result: AssessmentResult, answered: int, is_insider: bool) -> ResultLine:
    # guard: small-voices -> voices: int | str | None = result.voices
    voices: int | str | None = result.voices if is_insider else shown(result.voices, result.voices_of or answered)
    whole = result.voices_of if is_insider else shown(result.voices_of)
    percent = decimal(result.voices * 100 / result.voices_of, 0) if isinstance(voices, int) and result.voices_of else ""
    return ResultLine(result.theme, voices, whole, percent)


def _paper(access: Access, assessment: Assessment) -> str:
    if assessment.document_id is None:
        return "keine"
    if assessment.document is None or not access.may("documents.view", assessment.document):
        return "liegt vor"
    return format_html('<a href="{}">{}</a>', reverse("sites:document_download", args=[assessment.document_id]), assessment.document.filename)
