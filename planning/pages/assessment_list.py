"""What stands on the list of assessments of a house or of a county."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, F, Q, When

from planning.models import Assessment, SourceGroup
from planning.rules.assessments import Basis, Participation, basis_of, participation
from sites.core.access import Request, rows
from sites.core.days import date_long, from_to
from sites.core.keys import holds, labelled, named
from sites.core.lists import Head, Option, Page, Sort, choice, latest, options, page
from sites.core.navigation import ASSESSMENTS, COUNTY_TABS, NEEDS, Links
from sites.core.places import place_within
from sites.core.rights import roles_with
from sites.models import Place
from sites.rules.small_numbers import small_as_one

COUNTY_READS = "Sozialplanung, Jugendamt und Kita-Fachberatung"
OF_COUNTY = "Die kommunalen Erhebungen und was die Standorte freigegeben haben. Sie sind die Grundlage für jedes ThEKiZ."
OF_SITE = "Befragung, Elternabend, Gang durchs Wohngebiet: wie gefragt wurde, wer mitgemacht hat und was herauskam."
OLD = "Die letzte Erhebung ist älter als zwei Jahre. „Die Bedarfe werden kontinuierlich ermittelt und die Angebote angepasst.“ (3.3)"

FIRST_WORDS = "Tragen Sie ein, wie Sie gefragt haben, wer mitgemacht hat und was herauskam. Summen genügen."


@dataclass(frozen=True)
class AssessmentLine:
    """An assessment with its days in words, whose it is, and how many took part as this reader may see it."""

    assessment: Assessment
    days: str
    place: str
    participation: Participation


@dataclass(frozen=True)
class AssessmentList:
    """The page; `hint` and its sign say on what assessment a house rests."""

    place: Place
    crumbs: list[tuple[str, str]]
    lead: str
    caption: str
    heads: list[str | Head]
    page: Page
    show: str
    choices: list[Option]
    at_county: bool
    may_change: bool
    tabs: Links | None
    hint: str
    hint_icon: str
    audience: str
    first_words: str = FIRST_WORDS


def assessment_list(request: Request, pk: int) -> AssessmentList:
    """Newest first; a county reads its own and what its sites have released."""
    place, access = place_within(request, pk, Place.Kind.SITE, Place.Kind.COUNTY), request.access
    at_county = place.kind == Place.Kind.COUNTY
    show = choice(request, "show", {"own", "sites"}) if at_county else ""
    own, below = Q(place=place.pk), Q(place__site__county=place.pk)
    held = rows(request, Assessment).filter({"own": own, "sites": below}.get(show, own | below))
    sees_all = at_county or place.pk in access.reach("assessments.internal").places
    listed = page(request, held.select_related("planning_area").annotate(site_name=F("place__site__name")), sorts=_sorts(place, sees_all))
    lines = [
        AssessmentLine(row, days_of(row), row.site_name or place.label, participation(row, is_insider=sees_all and row.place_id == place.pk))
        for row in listed.rows
    ]
    hint, icon = ("", "info") if at_county else _hint(basis_of(place.pk, access.today), access.today)
    return AssessmentList(
        place=place,
        crumbs=[] if at_county else [NEEDS.crumb(place.pk), ("Bedarfserhebungen", "")],
        lead=OF_COUNTY if at_county else OF_SITE,
        caption=f"Bedarfserhebungen nach {listed.order}",
        heads=[*listed.heads],
        page=replace(listed, rows=lines),
        show=show,
        choices=options(show, {"": "Alle", "own": "Eigene", "sites": "Von Standorten"}, beside=request) if at_county else [],
        at_county=at_county,
        may_change=place.pk in access.reach("assessments.change").places,
        tabs=COUNTY_TABS.at(access, place.pk, ASSESSMENTS) if at_county else None,
        hint=hint,
        hint_icon=icon,
        audience=audience_of(place),
    )


def _sorts(place: Place, sees_all: bool) -> dict[str, Sort]:
    """Small numbers of another house are one and the same, also in the order."""
    at_county = place.kind == Place.Kind.COUNTY
    # guard: assessment-order -> answered = F("answered")
    answered = Case(When(place=place.pk, then=F("answered")), default=small_as_one("answered")) if sees_all else small_as_one("answered")
    return {
        "newest": Sort("", latest("held_from"), "Datum, die neueste zuerst"),
        "title": Sort("Erhebung", named("title"), "Bezeichnung"),
        "group": Sort("Wer hat sich geäußert", labelled("source_group", SourceGroup.choices)),
        "answered": Sort("Beteiligt:n", answered, "Zahl der Beteiligten"),
        "last": Sort("Von", named("site_name"), "Standort") if at_county else Sort("Landkreis", holds(Q(released=True)), "Freigabe"),
    }


def days_of(assessment: Assessment) -> str:
    """The days of an assessment: 3. bis 20. April 2026."""
    first, last = assessment.held_from, assessment.held_until
    return from_to(first, last or first)


def audience_of(place: Place) -> str:
    """Who reads the assessments of a place."""
    return COUNTY_READS if place.kind == Place.Kind.COUNTY else roles_with("assessments.view")


def _hint(basis: Basis | None, today: date) -> tuple[str, str]:
    if basis is None:
        return "", "info"
    if basis.is_old(today):
        return OLD, "warning"
    return (f"Für diesen Standort gilt auch eine Erhebung des Landkreises vom {date_long(basis.held_on)}." if basis.at_county else ""), "info"
