"""Planning areas and soziale Zentren of a county, each with its sites."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce

from sites.core import navigation
from sites.core.access import Request, fetch, rows
from sites.core.lists import Page, page
from sites.core.numbers import with_noun
from sites.models import Area, County, Site, SocialCentre


@dataclass(frozen=True)
class CentreLine:
    """`is_small`: fewer than the two ThEKiZ that it should join."""

    centre: SocialCentre
    sites: Sequence[Site]
    is_small: bool


@dataclass(frozen=True)
class AreaList:
    """`without_area`: how many sites lie in no area yet, in words; empty when all do."""

    county: County
    page: Page
    without_area: str
    centres: list[CentreLine]
    may_register: bool
    tabs: navigation.Links
    crumbs: list[tuple[str, str]]


def area_list(request: Request, county: int) -> AreaList:
    """The county within reach, or a 404."""
    loose = rows(request, Site).filter(county=OuterRef("pk"), planning_area__isnull=True).order_by().values("county").annotate(n=Count("pk"))
    place: Any = fetch(request, rows(request, County).annotate(loose=Coalesce(Subquery(loose.values("n")), 0)), pk=county)
    sites = Prefetch("sites", rows(request, Site))
    areas = page(request, rows(request, Area).filter(county=place).prefetch_related(sites))
    centres = rows(request, SocialCentre).filter(county=place).prefetch_related(sites).order_by("name")
    return AreaList(
        county=place,
        page=areas,
        without_area=_without_area(place.loose) if areas.rows else "",
        centres=[_centre_line(centre) for centre in centres],
        may_register=place.pk in request.access.reach("sites.register").places,
        tabs=navigation.REGISTRY_TABS.at(request.access, place.pk, navigation.AREAS),
        crumbs=[navigation.SITES.crumb(), ("Räume und Zentren", "")],
    )


def _centre_line(centre: SocialCentre) -> CentreLine:
    sites = list(centre.sites.all())
    return CentreLine(centre, sites, len(sites) < 2)


def _without_area(number: int) -> str:
    if not number:
        return ""
    return f"{with_noun(number, 'Standort', 'Standorte')} ohne Raum"
