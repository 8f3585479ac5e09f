"""Needs without offer and offers without need in a county, by municipality and theme.

The offers of the sites lie beyond the reach of the reader: a definer function counts them.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from planning.models import Term
from sites.models import Municipality


@dataclass(frozen=True)
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
        counted = cursor.fetchall()
    terms = Term.objects.filter(pk__in={row[1] for row in counted if row[1]} if themes_named else ())
    themes = {term.pk: (term.catalogue != Term.Catalogue.THEME, term.number, term.label) for term in terms}
    last = (True, 10**6, "ohne Thema")
    lines: dict[int, list[tuple[tuple[bool, int, str], Line]]] = {}
    gaps = Gaps()
    for town, theme, needs, unmet, idle in counted:
        if town is None:
            gaps.needs, gaps.unmet, gaps.idle = needs, unmet, idle
        elif unmet or idle or not open_only:
            place = themes.get(theme, last)
            lines.setdefault(town, []).append((place, Line(place[2], needs, unmet, idle)))
    for town in Municipality.objects.filter(pk__in=lines):
        gaps.towns.append((town.name, [line for _, line in sorted(lines[town.pk], key=lambda pair: pair[0])]))
    return gaps
