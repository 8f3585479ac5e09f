"""What stands on the county's map of needs: what is missing by municipality and theme, and the needs that sites have released."""

from dataclasses import dataclass, replace

from planning.models import Need
from planning.rules.gaps import Gaps, gaps_of
from planning.rules.needs import source_of
from sites.core.access import Request, rows
from sites.core.lists import Option, Page, choice, latest, options, page
from sites.core.navigation import COUNTY_TABS, NEED_MAP, Links
from sites.core.numbers import number
from sites.core.places import place_within
from sites.models import Place
from sites.rules.small_numbers import shown

LEAD = "Wo ein Bedarf noch kein Angebot hat und welches Angebot auf keinen Bedarf antwortet, nach Gemeinde und Thema."
CAPTION = "Es zählen freigegebene, offene Bedarfe und Angebote, die heute laufen. Ein Angebot mit mehreren Themen steht bei jedem."
EMPTY = "Hier erscheint, was die Standorte freigeben, und welche Angebote auf keinen Bedarf antworten."


@dataclass(frozen=True)
class NeedLine:
    """A released need with its house, theme, source and how many said so, in words."""

    need: Need
    words: str


@dataclass(frozen=True)
class NeedMap:
    """The page (UF21)."""

    place: Place
    gaps: Gaps
    choices: list[Option]
    page: Page
    tabs: Links
    lead: str = LEAD
    caption: str = CAPTION
    empty_words: str = EMPTY


def need_map(request: Request, county: int) -> NeedMap:
    """Needs without offer and offers without need, and the needs that sites have released, the newest first."""
    place = place_within(request, county, "county")
    show = choice(request, "show", {"gaps"})
    needs = rows(request, Need).filter(site__county=place.pk, released=True, closed_on=None).select_related("site__municipality", "theme")
    listed = page(request, needs.annotate(newest=latest("found_on")), "newest")
    return NeedMap(
        place=place,
        gaps=gaps_of(place.pk, request.access.today, open_only=show == "gaps"),
        choices=options(show, {"": "Alle Themen", "gaps": "Nur Lücken"}),
        page=replace(listed, rows=[NeedLine(need, _words(need)) for need in listed.rows]),
        tabs=COUNTY_TABS.at(request.access, place.pk, NEED_MAP),
    )


def _words(need: Need) -> str:
    count, site = shown(need.voices), need.site  # guard: map-voices -> count, site = need.voices, need.site
    voices = "" if count is None else f"{number(count)} Nennung{'' if count == 1 else 'en'}"
    parts = [f"{site.name}, {site.municipality.name}", str(need.theme or "ohne Thema"), need.get_source_group_display(), source_of(need), voices]
    return " · ".join(filter(None, parts))
