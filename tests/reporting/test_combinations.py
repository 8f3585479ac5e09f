"""On random worlds no sum or difference of figures, of one or several pages, files and months, tells what one or two houses have logged.

Each figure that is shown is a row of what it is added up of: house, field, quarter, type and kind, at first and what was added by each month.
A combination in which all houses but two cancel out would be theirs: the rank of all rows is then larger than that without these houses.
"""

import random
from collections import defaultdict
from datetime import date
from itertools import combinations, product

import pytest
from django.db.models import Count, F, Sum
from django.urls import reverse
from django.utils import timezone

from offers.models import OfferType, Session
from reporting.documents.snapshots import people_hidden
from reporting.rules.above import closed_years
from sites.core.access import Access
from sites.core.numbers import HIDDEN
from sites.core.wall import set_wall
from tests import factories as make
from tests.conftest import as_owner
from tests.reporting.test_above import house

pytestmark = pytest.mark.django_db

YEAR = timezone.localdate().year - 1
#: Worlds in which each line of thekiz_close_month is missed at least once.
SEEDS = (1, 4, 5, 8, 15, 18)
CLOSINGS = (date(YEAR, 4, 30), date(YEAR, 5, 31), date(YEAR, 7, 31))
KINDS = ("adults_centre", "adults_space", "children")
TYPES = list(OfferType)
PRIME = 2**31 - 1

type Cell = tuple[int, int, int, int]  # site, field, quarter, type
type State = dict[Cell, tuple[int, ...]]


def state(county) -> State:
    """What every house has logged by now, cell by cell: sessions and kinds."""
    with as_owner():
        logged = Session.objects.filter(county=county, logged__isnull=False).order_by()
        lines = logged.values_list("site", "action_field__number", F("held_on__quarter"), "offer_type")
        return {
            (site, field, quarter, TYPES.index(kind)): tuple(of)
            for site, field, quarter, kind, *of in lines.annotate(number=Count("pk"), **{f"sum_{name}": Sum(name) for name in KINDS})
        }


def log(dice: random.Random, sites, offers, since: date, until: date) -> None:
    """A month or two: some houses hold sessions, some add what they had forgotten, one corrects a figure."""
    for site in sites:
        if dice.random() < 0.3:
            continue
        for _ in range(dice.randint(1, 6)):
            late = dice.random() < 0.2
            day = date(YEAR, dice.randint(1, until.month) if late else dice.randint(since.month, until.month), dice.randint(1, 28))
            offer, people = dice.choice(offers[site.pk]), [dice.choice((0, 0, 1, 2, 5, 9, 14)) for _ in KINDS]
            if not offer.sessions.filter(held_on=day).exists():
                make.make_session(offer, day, figures=people)
    if dice.random() < 0.3 and (row := Session.objects.filter(site__in=sites).order_by("pk").first()):
        Session.objects.filter(pk=row.pk).update(children=F("children") + 3)


def atoms(states: list[State]) -> list[tuple[int, int, frozenset, frozenset, frozenset]]:
    """(time, site, fields, quarters, types): where a house stands at first, and where it has moved by each later closing."""
    found = []
    for time, now in enumerate(states):
        before = states[time - 1] if time else {}
        moved = defaultdict(set)
        for cell in set(now) | set(before):
            if now.get(cell) != before.get(cell):
                moved[cell[0]].add(cell[1:])
        for site, cells in moved.items():
            found.append((time, site, *(frozenset(part) for part in zip(*cells, strict=True))))
    return found


def line_of(figure, known) -> dict[tuple, int]:
    """A figure as the atoms it is the sum of. `figure`: until which closing, which part, which line of it, which kinds."""
    until, part, number, kinds = figure
    at = ("field", "quarter", "type").index(part) if part != "whole" else None
    return {
        (time, site, *cell, kind): 1
        for time, site, *parts in known
        if time <= until
        for cell in product(*parts)
        if at is None or cell[at] == number
        for kind in kinds
    }


def rank(rows) -> int:
    """Of sparse rows, modulo a prime."""
    reduced: dict[object, dict] = {}
    for row in rows:
        row = dict(row)
        while row:
            column = min(row)
            if column not in reduced:
                scale = pow(row[column], -1, PRIME)
                reduced[column] = {key: value * scale % PRIME for key, value in row.items()}
                break
            factor = row[column]
            for key, value in reduced[column].items():
                if left := (row.get(key, 0) - factor * value) % PRIME:
                    row[key] = left
                else:
                    row.pop(key, None)
    return len(reduced)


def merged(rows: list[dict]) -> list[dict]:
    """Columns of the same house that stand in the same rows are one."""
    where = defaultdict(list)
    for at, row in enumerate(rows):
        for key in row:
            where[key].append(at)
    names = {(key[1], tuple(of)): key for key, of in where.items()}
    kept = set(names.values())
    return [{key: 1 for key in row if key in kept} for row in rows]


def betrayed(figures, known) -> list[tuple[int, ...]]:
    """The houses, one or two, whose figures follow from these."""
    rows = merged([row for row in (line_of(figure, known) for figure in sorted(figures)) if row])
    sites, whole = sorted({key[1] for row in rows for key in row}), rank(rows)

    def without(chosen) -> int:
        return rank([{key: value for key, value in row.items() if key[1] not in chosen} for row in rows])

    return [chosen for many in (1, 2) for chosen in combinations(sites, many) if without(set(chosen)) < whole]


def shown(world, ministry, county, states):
    """Every figure about people of a county that the state reads now: sheet, overview and LSZ report; each is checked against its closing."""
    day = {until: at for at, until in enumerate(CLOSINGS)}
    figures = set()

    def add(value, until, part, number, kinds):
        at = day[until]
        column = {"field": 1, "quarter": 2, "type": 3}
        cells = [of for cell, of in states[at].items() if part == "whole" or cell[column[part]] == number]
        assert value == sum(of[1 + KINDS.index(kind)] for of in cells for kind in kinds), (value, until, part, number)
        figures.add((at, part, number, kinds))

    year = ministry.get(reverse("reporting:county_sheet", args=[county.pk])).context["year_figures"]
    if year.figures.until and year.people != HIDDEN:
        add(year.people, year.figures.until, "whole", 0, KINDS)
    for line in year.fields:
        if line.people != HIDDEN and line.sessions:
            add(line.people, year.figures.until, "field", line.number, KINDS)
    access = Access(world.people["state_office"])
    set_wall(access.reach("lsz.view").places, person=access.user.pk)
    (closed,) = closed_years(access, "figures.view", county.pk, [YEAR])
    report = people_hidden(closed)
    for kind in KINDS if closed.sites else ():
        lines = [("whole", 0, report["totals"])]
        lines += [("quarter", at, line) for at, line in enumerate(report["by_quarter"], 1)]
        lines += [("type", at, line) for at, line in enumerate(report["by_type"])]
        for part, number, line in lines:
            if line[kind] != HIDDEN and (part == "whole" or line["held"]):
                add(line[kind], closed.until, part, number, (kind,))
    return figures


@pytest.mark.parametrize("seed", SEEDS)
def test_no_combination_of_figures_tells_one_or_two_houses(world, client_of, seed):
    dice, ministry = random.Random(seed), client_of("ministry")
    with as_owner():
        sites = [world.own, world.sibling, *(house(world, name) for name in "ABCDE"[: dice.randint(1, 5)])]
        offers = {
            site.pk: [
                make.make_offer(site, f"Angebot {at}", types=[dice.choice(TYPES[:2])], action_field=make.action_field(dice.randint(3, 5)))
                for at in range(dice.randint(1, 3))
            ]
            for site in sites
        }
    figures, states, since = set(), [], date(YEAR, 1, 1)
    for until in CLOSINGS:
        with as_owner():
            log(dice, sites, offers, since, until)
            make.close_month(until)
        states.append(state(world.county))
        figures |= shown(world, ministry, world.county, states)
        totals = ministry.get(reverse("reporting:overview")).context["totals"].land
        line = next(line for line in ministry.get(reverse("reporting:overview")).context["table"] if line.county == world.county)
        assert totals.people in (line.figures.people, HIDDEN)  # nothing of the land beside what is shown of its counties
        since = until
    known = atoms(states)
    for part in ("field", "quarter", "type"):  # the reader knows who delivers to which line and who has moved it
        assert betrayed({figure for figure in figures if figure[1] in {"whole", part}}, known) == [], part
    every = [frozenset().union(*parts) for parts in zip(*(of[2:] for of in known), strict=True)] if known else []
    assert betrayed(figures, [(time, site, *every) for time, site, *_ in known]) == []  # nobody is told which types a house holds in which field


def test_the_audit_finds_what_is_told():
    """Three houses, one of which has moved; and a line of one house."""
    first = {(site, 3, 1, 0): (1, 5, 5, 5) for site in (1, 2, 3)}
    second = {**first, (1, 3, 2, 0): (1, 4, 4, 4)}
    whole = [(at, "whole", 0, KINDS) for at in (0, 1)]
    assert betrayed(set(whole[:1]), atoms([first])) == []
    assert (1,) in betrayed(set(whole), atoms([first, second]))
    assert (1,) in betrayed({whole[0], (0, "quarter", 1, KINDS)}, atoms([second]))
