"""Needs without offer and offers without need in a county, by municipality and theme.

The offers of the sites lie beyond the reach of the reader: a definer function counts them, and names the needs that have none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from planning.models import Term
from sites.models import Site

NO_THEME = "ohne Thema"


@dataclass(frozen=True)
class Cell:
    """Released needs of a theme at a site, those without an offer of today, and offers of today without a need. `theme`: its label."""

    site: Site
    term: int | None
    theme: str
    needs: int
    unmet: int
    idle: int


@dataclass
class Line:
    """The same of a theme in a municipality; `term`: the key of the theme, None where it has none."""

    theme: str
    needs: int = 0
    unmet: int = 0
    idle: int = 0
    town: int = 0
    term: int | None = None


@dataclass
class Gaps:
    """The county as a whole, its municipalities with their themes, its sites with theirs, and the keys of the needs without offer."""

    needs: int = 0
    unmet: int = 0
    idle: int = 0
    towns: list[tuple[str, list[Line]]] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    open_needs: set[int] = field(default_factory=set)


def gaps_of(county: int, day: date, *, themes_named: bool = True) -> Gaps:
    """Needs without offer and offers without need by municipality and theme (UF21). Counts of needs and offers, no people.

    Three queries; two where the reader shows no themes.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT site, theme, needs, unmet, idle, open_needs FROM thekiz_gaps(%s, %s)", [county, day])
        counted = cursor.fetchall()
    terms = Term.objects.filter(pk__in={row[1] for row in counted if row[1]} if themes_named else ())
    themes = {term.pk: (term.catalogue != Term.Catalogue.THEME, term.number, term.label) for term in terms}
    last, gaps = (True, 10**6, NO_THEME), Gaps()
    sites = Site.objects.filter(pk__in={row[0] for row in counted if row[0]}).select_related("municipality").in_bulk()
    found: list[tuple[tuple[str, int, tuple[bool, int, str], str, int], Cell]] = []
    for pk, theme, needs, unmet, idle, without_offer in counted:
        if pk is None:
            gaps.needs, gaps.unmet, gaps.idle, gaps.open_needs = needs, unmet, idle, set(without_offer)
        else:
            site, place = sites[pk], themes.get(theme, last)
            key = (site.municipality.sort_key, site.municipality_id, place, site.sort_key, pk)
            found.append((key, Cell(site, theme, place[2], needs, unmet, idle)))
    gaps.cells = [cell for _, cell in sorted(found, key=lambda pair: pair[0])]
    gaps.towns = by_town(gaps.cells)
    return gaps


def by_town(cells: Iterable[Cell], *, open_only: bool = False) -> list[tuple[str, list[Line]]]:
    """What the sites of a municipality have together, theme by theme; the order of the cells stays. Needs and offers have one site each."""
    towns: dict[int, tuple[str, dict[str, Line]]] = {}
    for cell in cells:
        town = cell.site.municipality
        _, lines = towns.setdefault(town.pk, (town.name, {}))
        line = lines.setdefault(cell.theme, Line(cell.theme, town=town.pk, term=cell.term))
        line.needs, line.unmet, line.idle = line.needs + cell.needs, line.unmet + cell.unmet, line.idle + cell.idle
    shown = [(name, [line for line in lines.values() if line.unmet or line.idle or not open_only]) for name, lines in towns.values()]
    return [(name, lines) for name, lines in shown if lines]
