"""What stands on the list of a site's needs: each with what answers it, and what is known about the social space."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from planning.models import Need, SocialFigure, Wish
from planning.rules.assessments import Basis, basis_missing, basis_of
from planning.rules.departures import phase_on
from planning.rules.needs import source_of, urgent_first
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.keys import figure, holds, named
from sites.core.lists import Head, Option, Page, Sort, choice, options, page
from sites.core.navigation import GOALS
from sites.core.places import site_within
from sites.models import Site
from sites.rules.small_numbers import shown, small_as_one

SHOWN_FIGURES = 12
LEAD = "Was Familien, Kinder, Team und Wohngebiet brauchen, mit Quelle und Tag. Angebote antworten darauf."
FIRST_WORDS = "Ein Gespräch, eine Befragung, ein Gang durchs Wohngebiet: Halten Sie fest, was fehlt."
SOCIAL_SPACE = (
    "„Ziel ist es, die Gegebenheiten und Ressourcen des Sozialraumes zu kennen und diese gemäß dem eigenen Leitbild […] zu nutzen.“ (3.3) "
    "Die Zahlen pflegt Ihr Landkreis."
)
OLD = (
    "Die letzte Bedarfserhebung ist vom {}, also älter als zwei Jahre. "
    "„Die Bedarfe werden kontinuierlich ermittelt und die Angebote angepasst.“ (3.3)"
)


@dataclass(frozen=True)
class NeedLine:
    """A need with its source in words, how many said so as this reader may see it, and whether the house still owes it an offer."""

    need: Need
    source: str
    voices: int | str | None
    is_unanswered: bool


@dataclass(frozen=True)
class Hint:
    """What the house should know about its assessments, and the sign of it: a warning, or only a remark."""

    text: str
    icon: str


@dataclass(frozen=True)
class NeedList:
    """The page. Offices read released needs without small numbers; `wishes` are the words of the way to the wishes, empty without the right."""

    site: Site
    crumbs: list[tuple[str, str]]
    caption: str
    heads: list[str | Head]
    page: Page
    show: str
    choices: list[Option]
    is_insider: bool
    may_change: bool
    may_release: bool
    hint: Hint | None
    wishes: str
    figures: list[SocialFigure]
    lead: str = LEAD
    first_words: str = FIRST_WORDS
    social_space: str = SOCIAL_SPACE


def need_list(request: Request, site: int) -> NeedList:
    """Urgent needs first, then the newest."""
    access, today = request.access, request.access.today
    place = site_within(request, "needs.view", site, phase=phase_on(today))
    show = choice(request, "show", {"gaps", "closed"})
    is_insider = place.pk in access.reach("needs.internal").places
    listed = page(request, _needs(request, place, show), sorts=_sorts(is_insider))
    hint = _hint(place.phase, basis_of(place.pk, today), today)
    return NeedList(
        site=place,
        crumbs=[*_way(place, is_insider), ("Bedarfe", "")],
        caption=f"Bedarfe von {place.name} nach {listed.order}",
        heads=[*listed.heads],
        page=replace(listed, rows=[_line(need, is_insider) for need in listed.rows]),
        show=show,
        choices=options(show, {"": "Offene", **({"gaps": "Mit Lücken"} if is_insider else {}), "closed": "Erledigte"}, beside=request),
        is_insider=is_insider,
        may_change=place.pk in access.reach("needs.change").places,
        may_release=place.pk in access.reach("needs.release").places,
        hint=hint if is_insider and show != "closed" else None,
        wishes=_wishes(request, place),
        figures=figures_around(place),
    )


def _way(site: Site, is_insider: bool) -> list[tuple[str, str]]:
    return [GOALS.crumb(site.pk) if is_insider else (site.name, site.get_absolute_url())]


def _needs(request: Request, site: Site, show: str) -> QuerySet[Need]:
    needs = rows(request, Need).filter(site=site, closed_on__isnull=show != "closed").select_related("theme")
    needs = needs.annotate(
        rank=urgent_first(),
        offer_count=Count("offer_links", filter=Q(offer_links__offer__starts__isnull=False), distinct=True),
        goal_count=Count("goals", distinct=True),
    )
    return needs.filter(Q(offer_count=0) | Q(goal_count=0)) if show == "gaps" else needs


def _sorts(is_insider: bool) -> dict[str, Sort]:
    """Outside the house one and two are the same number, also in the order."""
    voices = F("voices") if is_insider else small_as_one("voices")  # guard: need-order -> voices = F("voices")
    sorts = {
        "urgent": Sort("", "rank", "Dringlichkeit"),
        "title": Sort("Bedarf", named("title"), "Wortlaut"),
        "voices": Sort("Nennungen:n", figure(voices), "Zahl der Nennungen"),
    }
    inside = {
        "goals": Sort("Ziele:n", "goal_count", "Zahl der Ziele"),
        "offers": Sort("Angebote:n", "offer_count", "Zahl der Angebote"),
        "released": Sort("Landkreis", holds(Q(released=True)), "Freigabe"),
    }
    return {**sorts, **inside} if is_insider else sorts


def _line(need: Any, is_insider: bool) -> NeedLine:
    done = f"erledigt am {date_long(need.closed_on)}" if need.closed_on else ""
    source = [str(need.theme or ""), need.get_source_group_display(), source_of(need), done]
    voices = need.voices if is_insider else shown(need.voices)  # guard: need-voices -> voices = need.voices
    return NeedLine(need, " · ".join(filter(None, source)), voices, is_insider and not need.offer_count and not need.closed_on)


def _hint(phase: str | None, basis: Basis | None, today: date) -> Hint | None:
    if basis is None:
        warning = basis_missing(phase, basis)
        return Hint(warning, "warning") if warning else Hint("Noch ist keine Bedarfserhebung eingetragen.", "info")
    return Hint(OLD.format(date_long(basis.held_on)), "warning") if basis.is_old(today) else None


def _wishes(request: Request, site: Site) -> str:
    if site.pk not in request.access.reach("wishes.view").places:
        return ""
    number = rows(request, Wish).filter(site=site, need=None, set_aside_on=None).count()
    new = "Ein neuer Wunsch" if number == 1 else f"{number} neue Wünsche" if number else "Wünsche"
    return f"{new} von Familien"


def figures_around(site: Site) -> list[SocialFigure]:
    """The newest figure of every indicator for the municipality and the planning area of a site; a public register (R232, R235)."""
    near = Q(municipality=site.municipality_id)
    if site.planning_area_id:
        near |= Q(planning_area=site.planning_area_id)
    figures = SocialFigure.objects.filter(near, place=site.county_id).select_related("indicator", "municipality", "planning_area")
    same = ("indicator__number", "indicator_id", "municipality_id", "planning_area_id")
    return list(figures.order_by(*same, "-day", "-pk").distinct(*same)[:SHOWN_FIGURES])
