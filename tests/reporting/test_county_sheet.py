"""The sheet of a county: plan against actual, the year by action field, legal bases, needs and gaps, and what the state may not see."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import ActionField
from reporting.pages.county_sheet import FieldLine, offers_of
from reporting.rules.above import closed_on
from sites.core.access import Access
from sites.core.days import date_long
from sites.core.wall import set_wall
from tests import factories as make
from tests.conftest import as_owner

TODAY = timezone.localdate()
CLOSED = closed_on(TODAY)


def sheet(client, county):
    with as_owner():
        make.close_month()
    return client.get(reverse("reporting:county_sheet", args=[county.pk]))


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def offer_with(site, field: int, *people, needs=(), bases=()):
    """An offer of an action field with a logged session for each of the figures."""
    offer = make.make_offer(site, f"Angebot HF {field}", action_field=make.action_field(field), needs=needs)
    offer.legal_bases.set(bases)
    for number, figures in enumerate(people):
        make.make_session(offer, date(CLOSED.year, 1, 5) + timedelta(days=number), figures=figures)
    return offer


def field_of(answer, number: int) -> FieldLine:
    return next(line for line in answer.context["year_figures"].fields if line.name.startswith(f"HF {number} "))


@pytest.mark.req("R109.C", "R327.C1")
def test_plan_against_actual_year_by_year(world, client_of):
    year = TODAY.year
    with as_owner():
        make.make_strategy(world.county, [(year - 1, 2, 0), (year, 4, 1), (year + 1, 5, 1)], year_from=year - 1, year_until=year + 1)
    answer = sheet(client_of("social_planner"), world.county)
    assert [(line.year, line.wanted, line.sites, line.difference) for line in answer.context["plan"]] == [
        (year - 1, 2, 2, 0), (year, 4, 2, -2), (year + 1, 5, 2, -3),
    ]  # fmt: skip
    until = f"{CLOSED.year} bis {date_long(CLOSED).rpartition(' ')[0]}".replace("\xa0", " ")
    assert f"Termine {until}" in words(answer) and f"Teilnahmen {until}" in words(answer)  # not of today, as the head of the page is
    assert "2 Standorte: 2 ThEKiZ." in words(answer) and "Ziel der Strategie 4" in words(answer)


@pytest.mark.req("R106.C", "R327.C1")
def test_offers_sessions_and_people_by_action_field(world, client_of):
    with as_owner():
        offer_with(world.own, 3, (4, 2, 6), (1, 1, 3))
        offer_with(world.sibling, 4, (5, 0, 0))
        offer_with(world.sibling, 4)
        offer_with(world.foreign, 3, (9, 9, 9))
    answer = sheet(client_of("youth_welfare_office"), world.county)
    three, four = field_of(answer, 3), field_of(answer, 4)
    assert (three.offers, three.sessions, three.people) == (1, 2, 17)
    assert (four.offers, four.sessions, four.people) == (2, 1, 5)
    assert (answer.context["year_figures"].sessions, answer.context["year_figures"].people, answer.context["year_figures"].offers) == (3, 22, 3)
    assert f"HF 4 {ActionField.objects.filter(number=4).first().name} 2 1 5" in words(answer)


@pytest.mark.req("R033.H")
def test_what_the_regular_kita_does_is_counted_nowhere(world, client_of):
    """Page of the site, list, county and state say the same; and once more after the offer turns out to be a regular one."""
    with as_owner():
        offer_with(world.own, 3, (4, 2, 6))
        regular = offer_with(world.own, 3, (80, 80, 80), (9, 9, 9))
    assert [counted(client_of, world, role) for role in ("head", "social_planner")] == [(3, 279)] * 2
    with as_owner():
        regular.additional = False
        regular.save()
    assert [counted(client_of, world, role) for role in ("head", "social_planner")] == [(1, 12)] * 2
    of_county = sheet(client_of("social_planner"), world.county).context["year_figures"]
    assert (of_county.offers, of_county.sessions, of_county.people) == (1, 1, 12)
    state = client_of("state_office").get(reverse("reporting:overview")).context["totals"]
    assert state.sessions == 1


def counted(client_of, world, role) -> tuple[int, int]:
    """Sessions and Teilnahmen of the year as the page of the site and the list of sites say them."""
    page = client_of(role).get(reverse("reporting:site_sheet", args=[world.own.pk])).context["year"].figures
    line = next(one for one in client_of("social_planner").get(reverse("reporting:site_list")).context["lines"] if one.site == world.own)
    assert [figure.value for figure in page[:3]] == [line.held, line.people, line.average]
    return line.held, line.people


@pytest.mark.req("R327.C1")
def test_offers_by_legal_basis_are_counts_of_today(world, client_of):
    with as_owner():
        first, second = make.legal_basis(1), make.legal_basis(2)
        offer_with(world.own, 3, bases=[first, second])
        offer_with(world.sibling, 3, bases=[second])
        offer_with(world.sibling, 3)
        over = offer_with(world.own, 3, bases=[first])
        type(over).objects.filter(pk=over.pk).update(ends=TODAY - timedelta(days=1))
        offer_with(world.foreign, 3, bases=[first])
    answer = sheet(client_of("social_planner"), world.county)
    found = dict(answer.context["bases"])
    assert found == {str(first): 1, str(second): 2, "ohne Grundlage": 1}
    assert "Angebot HF 3" not in words(answer)  # counts, never an offer of a house


@pytest.mark.req("R327.C1")
def test_needs_and_gaps_by_municipality_are_for_the_offices_of_the_county(world, client_of):
    with as_owner():
        met = make.make_need(world.own, "Treffpunkt", released=True)
        make.make_need(world.own, "Samstags", released=True)
        make.make_need(world.sibling, "Bleibt im Haus")
        offer_with(world.own, 3, needs=[met])
        offer_with(world.sibling, 3)
    answer = sheet(client_of("social_planner"), world.county)
    gaps = answer.context["gaps"]
    assert (gaps.needs, gaps.unmet, gaps.idle, gaps.towns) == (2, 1, 1, [("Ilmenau", 2, 1)])
    assert "Bedarfe ohne Angebot Ilmenau 1 von 2" in words(answer)
    assert reverse("planning:need_map", args=[world.county.pk]) in answer.content.decode()
    assert sheet(client_of("ministry"), world.county).context["gaps"] is None


def test_small_numbers_of_people_are_hidden_with_what_would_give_them_away(world, client_of):
    with as_owner():
        offer_with(world.own, 3, (4, 2, 6))
        offer_with(world.own, 4, (1, 0, 0))
        offer_with(world.own, 6, (5, 0, 0))
    answer = sheet(client_of("social_planner"), world.county)
    assert [field_of(answer, number).people for number in (3, 4, 6)] == [12, "•", "•"] and answer.context["year_figures"].people == 18


@pytest.mark.req("R326.C1")
def test_the_state_sees_no_people_of_a_county_with_few_sites_but_the_county_does(world, client_of):
    with as_owner():
        offer_with(world.own, 3, (4, 2, 6))
    state, own = sheet(client_of("ministry"), world.county), sheet(client_of("social_planner"), world.county)
    assert (state.context["year_figures"].people, state.context["year_figures"].average, field_of(state, 3).people) == ("•", "•", "•")
    assert "So bleiben einzelne Einrichtungen geschützt" in words(state) and "12" not in re.findall(
        r"\d+", words(state).split("Handlungsfelder")[1][:400]
    )
    assert own.context["year_figures"].people == 12 and state.context["year_figures"].sessions == 1 == own.context["year_figures"].sessions
    with as_owner():
        for name in ("A", "B"):
            for town in (world.town, world.other_town):
                site = make.make_site(town, [make.make_kita(town, world.provider, f"Kita {name} {town}")], f"Kita {name} {town}")
                offer_with(site, 3, (1, 1, 1))
        offer_with(world.foreign, 3, (1, 1, 1))
        make.make_session(world.own.offers.first(), date(CLOSED.year - 1, 3, 3), figures=(40, 1, 1))
    assert f"{CLOSED.year - 1} im ganzen Jahr: •" in words(sheet(client_of("ministry"), world.county))
    assert f"{CLOSED.year - 1} im ganzen Jahr: 42" in words(sheet(client_of("social_planner"), world.county))
    assert sheet(client_of("ministry"), world.county).context["year_figures"].people == 18  # three sites deliver here and there


def test_an_empty_county_says_what_will_stand_there(world, client_of):
    with as_owner():
        make.make_county("16077", "Altenburger Land", "ABG")
        empty = make.make_county("16076", "Greiz", "GRZ")
    text = words(sheet(client_of("state_office"), empty))
    assert "Noch kein Standort auf dem Weg zum ThEKiZ." in text and "Noch keine Zielzahlen" in text and "noch kein Termin eingetragen" in text


def test_only_a_county_has_a_sheet(world, client_of):
    for place in (world.own.pk, world.state.pk, world.provider.pk, 10**9):
        for role in ("social_planner", "ministry"):
            assert client_of(role).get(reverse("reporting:county_sheet", args=[place])).status_code == 404


@pytest.mark.parametrize("number", [3, 30])
@pytest.mark.parametrize("role", ["social_planner", "ministry"])
def test_the_sheet_asks_the_same_queries_for_3_and_30(world, client_of, own_queries, role, number):
    with as_owner():
        for one in range(number):
            site = make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {one}")], f"Ort {one}")
            offer_with(site, 1 + one % 6, (3, 3, 3), bases=[make.legal_basis(1 + one % 3)])
            make.make_need(site, released=True)
        make.make_strategy(world.county, [(TODAY.year, number, 1)])
    client = client_of(role)
    with as_owner():
        make.close_month()
    with own_queries() as seen:
        client.get(reverse("reporting:county_sheet", args=[world.county.pk]))
    assert seen.count <= 4 + 9, [query["sql"][:90] for query in seen.captured_queries]


@pytest.mark.guard("county-offers-wall")
def test_the_counts_of_offers_end_at_the_wall(world):
    """The function passes the wall of the offers, never that of the county."""
    with as_owner():
        offer_with(world.own, 3, bases=[make.legal_basis(2)])
    set_wall(Access(world.people["social_planner"]).reach("figures.view").places)
    assert offers_of(world.county.pk, TODAY)["field"][0].offers == 1
    set_wall(Access(world.elsewhere["social_planner"]).reach("figures.view").places)
    assert offers_of(world.county.pk, TODAY) == {"field": [], "basis": []}
