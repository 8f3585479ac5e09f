"""The only place that reads what is known about needs around a site or in a county: the newest assessment, the figures of the social space,
needs without offer and offers without need.

Two of these lie beyond the reach of the reader (the county's assessment, the offers of the sites); definer functions tell a day or counts.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection
from django.db.models import Q

from planning.models import SocialFigure, Term
from sites.models import Municipality, Site
from sites.rules.phases import RUNNING

FRESH = timedelta(days=731)
SHOWN_FIGURES = 12


# The basis of a site ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Basis:
    """The newest assessment of needs that covers a site: its first day, and whether it is the county's."""

    held_on: date
    at_county: bool

    def is_old(self, day: date) -> bool:
        """Needs are determined continuously (3.3, R227); two years are our reading of it, a hint and never a rule."""
        return day - self.held_on > FRESH


def basis_of(site: int, day: date) -> Basis | None:
    """On what assessment a site rests on a day (R028): its own, or one of its county that covers it. One query, no contents."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT held_on, at_county FROM thekiz_basis(%s, %s)", [site, day])
        found = cursor.fetchone()
    return Basis(*found) if found else None


def basis_missing(phase: str | None, basis: Basis | None) -> str:
    """The warning of a site that is on its way without an assessment (R028); nothing to say about the others."""
    if phase not in RUNNING or basis:
        return ""
    return "Für diesen Standort ist noch keine kommunale Bedarfserhebung eingetragen. Sie ist die Grundlage eines ThEKiZ (1.1)."


# The social space -------------------------------------------------------------------------------------------------


def figures_around(site: Site) -> list[SocialFigure]:
    """The newest figure of every indicator for the municipality and the planning area of a site; a public register (R232, R235)."""
    near = Q(municipality=site.municipality_id)
    if site.planning_area_id:
        near |= Q(planning_area=site.planning_area_id)
    figures = SocialFigure.objects.filter(near, place=site.county_id).select_related("indicator", "municipality", "planning_area")
    same = ("indicator__number", "indicator_id", "municipality_id", "planning_area_id")
    return list(figures.order_by(*same, "-day", "-pk").distinct(*same)[:SHOWN_FIGURES])


# Gaps -------------------------------------------------------------------------------------------------------------


@dataclass
class Line:
    """Released needs of a theme in a municipality, those without an offer of today, and offers of today without a need."""

    theme: str
    needs: int
    unmet: int
    idle: int


@dataclass
class Gaps:
    """The county as a whole, and its municipalities with their themes."""

    needs: int = 0
    unmet: int = 0
    idle: int = 0
    towns: list[tuple[str, list[Line]]] = field(default_factory=list)


def gaps_of(county: int, day: date, *, open_only: bool = False, themes_named: bool = True) -> Gaps:
    """Needs without offer and offers without need by municipality and theme (UF21). Counts of needs and offers, no people.

    Three queries; two where the reader shows no themes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT municipality, theme, needs, unmet, idle FROM thekiz_gaps(%s, %s)", [county, day])
        found = cursor.fetchall()
    terms = Term.objects.filter(pk__in={row[1] for row in found if row[1]} if themes_named else ())
    themes = {term.pk: (term.catalogue != Term.Catalogue.THEME, term.number, term.label) for term in terms}
    last = (True, 10**6, "ohne Thema")
    lines: dict[int, list[tuple[tuple, Line]]] = {}
    gaps = Gaps()
    for town, theme, needs, unmet, idle in found:
        if town is None:
            gaps.needs, gaps.unmet, gaps.idle = needs, unmet, idle
        elif unmet or idle or not open_only:
            place = themes.get(theme, last)
            lines.setdefault(town, []).append((place, Line(place[2], needs, unmet, idle)))
    for town in Municipality.objects.filter(pk__in=lines):
        gaps.towns.append((town.name, [line for _, line in sorted(lines[town.pk], key=lambda pair: pair[0])]))
    return gaps
