"""What stands on the county's map of needs: what is missing by municipality and theme, and the needs that sites have released."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from planning.forms.needs import NeedFilter
from planning.models import Need
from planning.pages.need_groups import NeedGroup, grouped
from planning.rules.gaps import NO_THEME, Cell, Gaps, Line, by_town, gaps_of
from planning.rules.needs import source_of
from sites.core.access import Request, rows
from sites.core.lists import Option, Page, choice, latest, options, page, without
from sites.core.navigation import COUNTY_TABS, NEED_MAP, Links
from sites.core.numbers import inflected, number
from sites.core.places import place_within
from sites.core.tables import Book, list_of
from sites.models import Place
from sites.rules.small_numbers import shown

LEAD = "Wo ein Bedarf noch kein Angebot hat und welches Angebot auf keinen Bedarf antwortet, nach Gemeinde und Thema."
CAPTION = "Es zählen freigegebene, offene Bedarfe und Angebote, die heute laufen. Ein Angebot mit mehreren Themen steht bei jedem."
EMPTY = "Hier erscheint, was die Standorte freigeben, und welche Angebote auf keinen Bedarf antworten."
GROUPS = {"": "Nach Thema", "town": "Nach Gemeinde", "urgency": "Nach Dringlichkeit"}
LONGEST = 5000  # needs of a file
GAPS_HEAD = ("Gemeinde", "Thema", "Bedarfe", "ohne Angebot", "Angebote ohne Bedarf")
NEEDS_HEAD = ("Gemeinde", "Standort", "Thema", "Bedarf", "dringend", "festgestellt am", "Wessen Bedarf", "Nennungen", "Angebot")


@dataclass(frozen=True)
class NeedLine:
    """A released need with its house, theme, source and how many said so, in words; `propose`: where it becomes a measure."""

    need: Need
    words: str
    is_open: bool
    propose: str


@dataclass(frozen=True)
class GapLine:
    """A theme of a municipality, and where each of its numbers leads."""

    line: Line
    needs_url: str
    unmet_url: str
    idle_url: str

    @property
    def numbers(self) -> list[tuple[int, str, str]]:
        """Each number with its page and with what it counts."""
        needs, unmet, idle = self.line.needs, self.line.unmet, self.line.idle
        return [
            (needs, self.needs_url, inflected(needs, "Bedarf", "Bedarfe")),
            (unmet, self.unmet_url, f"{inflected(unmet, 'Bedarf', 'Bedarfe')} ohne Angebot"),
            (idle, self.idle_url, f"{inflected(idle, 'Angebot', 'Angebote')} ohne Bedarf"),
        ]


@dataclass(frozen=True)
class IdleLine:
    """How many offers of a theme at a site answer no need: a count, for the offers are the house's."""

    cell: Cell
    propose: str


@dataclass(frozen=True)
class NeedMap:
    """The page (UF21). `groups`: the released needs while no filter has chosen one group of them; else `page`."""

    place: Place
    gaps: Gaps
    towns: list[tuple[str, list[GapLine]]]
    idle: list[IdleLine]
    form: NeedFilter
    active: list[tuple[str, str]]
    choices: list[Option]
    group_choices: list[Option]
    groups: Sequence[NeedGroup]
    page: Page | None
    only_gaps: bool
    query: str
    tabs: Links
    lead: str = LEAD
    caption: str = CAPTION
    empty_words: str = EMPTY

    @property
    def is_narrowed(self) -> bool:
        return bool(self.active) or self.only_gaps

    @property
    def whole(self) -> list[tuple[str, int, str, str]]:
        """The numbers of the county, each with the way to its rows; nothing leads nowhere."""
        counted = [
            ("Freigegebene Bedarfe", self.gaps.needs, "?#h-released", ""),
            ("Davon noch ohne Angebot", self.gaps.unmet, "?show=gaps#h-released", ""),
            ("Angebote ohne Bedarf", self.gaps.idle, "?show=gaps#h-idle", "laufende Angebote"),
        ]
        return [(label, count, url if count else "", source) for label, count, url, source in counted]


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the county's gaps, the cells and the needs that the filters leave."""

    gaps: Gaps
    form: NeedFilter
    chosen: dict[str, Any]
    only_gaps: bool
    cells: list[Cell]
    needs: QuerySet[Need]


def asked_for(request: Request, county: int) -> Asked:
    """The filters of the address, applied to both tables alike."""
    gaps, only_gaps = gaps_of(county, request.access.today), choice(request, "show", {"gaps"}) == "gaps"
    towns = dict(sorted({cell.site.municipality_id: cell.site.municipality.name for cell in gaps.cells}.items(), key=lambda pair: pair[1]))
    form = NeedFilter(request.GET, towns=towns.items(), themes={cell.term: cell.theme for cell in gaps.cells}.items(), request=request)
    chosen = form.chosen()
    needs = rows(request, Need).filter(site__county=county, released=True, closed_on=None).select_related("site__municipality", "theme")
    for name, lookup in (("town", "site__municipality"), ("theme", "theme"), ("urgency", "urgent")):
        if name in chosen:
            needs = needs.filter(**{lookup: chosen[name]})
    cells = [cell for cell in gaps.cells if _fits(cell, chosen)]
    return Asked(gaps, form, chosen, only_gaps, cells, needs.filter(pk__in=gaps.open_needs) if only_gaps else needs)


def _fits(cell: Cell, chosen: dict[str, Any]) -> bool:
    return chosen.get("town", cell.site.municipality_id) == cell.site.municipality_id and chosen.get("theme", cell.term) == cell.term


def need_map(request: Request, county: int) -> NeedMap:
    """Needs without offer and offers without need, and the needs that sites have released: in groups, or those of one group."""
    place = place_within(request, county, "county")
    asked, by = asked_for(request, place.pk), choice(request, "by", set(GROUPS))
    may_propose = request.access.reach("measures.change").places
    listed, groups = None, []
    if (by or "theme") in asked.chosen:
        found = page(request, asked.needs.annotate(newest=latest("found_on")), "newest")
        listed = replace(found, rows=_lines(found.rows, asked.gaps, may_propose))
    else:
        groups = [
            replace(group, rows=_lines(group.rows, asked.gaps, may_propose))
            for group in grouped(asked.needs, by or "theme", asked.gaps.open_needs, request)
        ]
    query = request.GET.copy()
    query.pop("after", None)
    return NeedMap(
        place=place,
        gaps=asked.gaps,
        towns=[(name, [_gap_line(line) for line in lines]) for name, lines in by_town(asked.cells, open_only=asked.only_gaps)],
        idle=[IdleLine(cell, _propose(cell.site.pk, cell.term, may_propose)) for cell in asked.cells if cell.idle],
        form=asked.form,
        active=_active(request, asked),
        choices=options("gaps" if asked.only_gaps else "", {"": "Alle Themen", "gaps": "Nur Lücken"}, beside=request),
        group_choices=options(by, GROUPS, "by", beside=request),
        groups=groups,
        page=listed,
        only_gaps=asked.only_gaps,
        query=query.urlencode(),
        tabs=COUNTY_TABS.at(request.access, place.pk, NEED_MAP),
    )


def _gap_line(line: Line) -> GapLine:
    cell = {"town": line.town, "theme": line.term or NeedFilter.WITHOUT}
    needs, gaps = (f"?{urlencode(query)}" for query in (cell, {**cell, "show": "gaps"}))
    return GapLine(line, f"{needs}#h-released", f"{gaps}#h-released", f"{gaps}#h-idle")


def _propose(site: int, theme: int | None, reach: frozenset[int] | set[int]) -> str:
    """The form of a measure for a site and a theme; whoever may not fill it in sees no way to it."""
    return f"{reverse('planning:measure_create', args=[site])}{f'?theme={theme}' if theme else ''}" if site in reach else ""


def _lines(needs: Iterable[Need], gaps: Gaps, reach: frozenset[int] | set[int]) -> list[NeedLine]:
    return [NeedLine(need, _words(need), need.pk in gaps.open_needs, _propose(need.site_id, need.theme_id, reach)) for need in needs]


def _active(request: Request, asked: Asked) -> list[tuple[str, str]]:
    labels = {name: {str(key): label for key, label in field.choices} for name, field in asked.form.fields.items() if hasattr(field, "choices")}
    return [(labels[name][request.GET[name]], without(request, name)) for name in asked.chosen]


def _words(need: Need) -> str:
    count, site = shown(need.voices), need.site  # guard: map-voices -> count, site = need.voices, need.site
    voices = "" if count is None else f"{number(count)} Nennung{'' if count == 1 else 'en'}"
    parts = [f"{site.name}, {site.municipality.name}", str(need.theme or NO_THEME), need.get_source_group_display(), source_of(need), voices]
    return " · ".join(filter(None, parts))


def need_book(request: Request, county: int) -> Book:
    """Both tables as the filters leave them: gaps by municipality and theme, and the released needs. Small numbers stay in the house."""
    asked = asked_for(request, county)
    gaps = [
        (town, line.theme, line.needs, line.unmet, line.idle) for town, lines in by_town(asked.cells, open_only=asked.only_gaps) for line in lines
    ]
    needs = [_as_row(need, asked.gaps.open_needs) for need in asked.needs.order_by("site__municipality__sort_key", "-found_on", "pk")[:LONGEST]]
    sheets = [*list_of("Lücken", GAPS_HEAD, gaps).sheets, *list_of("Freigegebene Bedarfe", NEEDS_HEAD, needs).sheets]
    return Book(sheets, title="Bedarfe und Lücken")


def _as_row(need: Need, open_needs: set[int]) -> list[Any]:
    count, site = shown(need.voices), need.site  # guard: map-file-voices -> count, site = need.voices, need.site
    return [
        site.municipality.name, site.name, str(need.theme or NO_THEME), need.title, "ja" if need.urgent else "nein", need.found_on,
        need.get_source_group_display(), count, "noch keins" if need.pk in open_needs else "vorhanden",
    ]  # fmt: skip
