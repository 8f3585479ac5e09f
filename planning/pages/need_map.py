"""What stands on the county's map of needs: what is missing by municipality and theme, and the needs that sites have released."""

from dataclasses import dataclass, replace

from planning.models import Need
from planning.pages.county_tabs import county_tabs
from planning.rules.gaps import Gaps, gaps_of
from sites.core.access import rows
from sites.core.lists import Option, Page, choice, latest, options, page
from sites.core.numbers import number
from sites.core.places import place_within
from sites.models import Place
from sites.rules.small_numbers import shown


@dataclass(frozen=True)
class NeedLine:
    """A released need with how many said so, in words; empty when nobody was counted."""

    need: Need
    voices: str


@dataclass(frozen=True)
class NeedMap:
    """The page (UF21)."""

    place: Place
    gaps: Gaps
    choices: list[Option]
    page: Page
    tabs: list[dict]


def need_map(request, county: int) -> NeedMap:
    """Needs without offer and offers without need, and the needs that sites have released, the newest first."""
    place = place_within(request, county, "county")
    show = choice(request, "show", {"gaps"})
    needs = rows(request, Need).filter(site__county=place.pk, released=True, closed_on=None).select_related("site__municipality", "theme")
    listed = page(request, needs.annotate(newest=latest("found_on")), "newest")
    return NeedMap(
        place=place,
        gaps=gaps_of(place.pk, request.access.today, open_only=show == "gaps"),
        choices=options(show, {"": "Alle Themen", "gaps": "Nur Lücken"}),
        page=replace(listed, rows=[NeedLine(need, _voices(shown(need.voices))) for need in listed.rows]),
        tabs=county_tabs(request.access, place, "planning:need_map"),
    )


def _voices(count: int | str | None) -> str:
    return "" if count is None else f"{number(count)} Nennung{'' if count == 1 else 'en'}"
