"""The county's map of needs: needs without offer and offers without need by municipality and theme, equal to counting by hand."""

import random
from collections import defaultdict
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import Term
from planning.rules.gaps import gaps_of
from sites.core.wall import widen_wall
from tests import factories as make
from tests.conftest import as_owner

TODAY = timezone.localdate()


def url(county, query=""):
    return reverse("planning:need_map", args=[county.pk]) + query


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode()).replace("\xa0", " ")


def lines_of(gaps):
    return {(town, line.theme): (line.needs, line.unmet, line.idle) for town, lines in gaps.towns for line in lines}


# By hand --------------------------------------------------------------------------------------------------------------


def runs(offer) -> bool:
    return offer.starts <= TODAY and (offer.ends is None or offer.ends >= TODAY)


def by_hand(needs, offers, links, themes_of):
    """The same map, counted in the plainest way."""
    found = defaultdict(lambda: [0, 0, 0])
    total = [0, 0, 0]
    for need in needs:
        if not need.released or need.closed_on:
            continue
        unmet = not any(runs(offer) for offer in offers if (offer.pk, need.pk) in links)
        line = found[need.site.municipality.name, need.theme.label if need.theme else "ohne Thema"]
        for counted in (line, total):
            counted[0] += 1
            counted[1] += unmet
    for offer in offers:
        if not runs(offer) or any(pk == offer.pk for pk, _ in links):
            continue
        total[2] += 1
        for label in themes_of[offer.pk] or ["ohne Thema"]:
            found[offer.site.municipality.name, label][2] += 1
    return {key: tuple(value) for key, value in found.items()}, tuple(total)


@pytest.mark.guard("gaps-released")
@pytest.mark.req("R048.K")
@pytest.mark.parametrize("seed", range(5))
def test_the_map_equals_counting_by_hand(world, client_of, seed):
    dice, links, themes_of = random.Random(seed), set(), {}
    with as_owner():
        towns = [world.town, make.make_municipality(world.county, "Arnstadt"), make.make_municipality(world.county, "Stadtilm")]
        sites = [world.own, world.sibling, *(make.make_site(dice.choice(towns), [], f"Kita {number}") for number in range(3)), world.foreign]
        terms = list(Term.objects.filter(catalogue__in=["theme", "burden"]).order_by("pk")[:6])
        other = Term.objects.filter(catalogue="setting").first()  # a list that is no theme
        needs = [
            make.make_need(
                dice.choice(sites), f"Bedarf {number}", theme=dice.choice([None, *terms]), released=dice.random() < 0.75,
                closed_on=dice.choice([None, None, None, date(2026, 5, 1)]),
            )
            for number in range(30)
        ]  # fmt: skip
        offers = []
        for number in range(30):
            site = dice.choice(sites)
            answered = [need for need in needs if need.site_id == site.pk and dice.random() < 0.12]
            ends = dice.choice([None, None, TODAY, TODAY - timedelta(days=1)])
            starts = dice.choice([date(2024, 1, 1), date(2024, 1, 1), TODAY, TODAY + timedelta(days=1)]) if ends is None else date(2024, 1, 1)
            offer = make.make_offer(site, f"Angebot {number}", needs=answered, starts=starts, ends=ends)
            chosen = dice.sample(terms, dice.choice([0, 1, 2]))
            offer.terms.set([*chosen, other])
            links |= {(offer.pk, need.pk) for need in answered}
            themes_of[offer.pk] = [term.label for term in chosen]
            offers.append(offer)
        expected, total = by_hand(
            [need for need in needs if need.site_id != world.foreign.pk],
            [offer for offer in offers if offer.site_id != world.foreign.pk],
            links,
            themes_of,
        )
    widen_wall(world.county.pk)
    found = gaps_of(world.county.pk, TODAY)
    assert lines_of(found) == expected and (found.needs, found.unmet, found.idle) == total
    only = lines_of(gaps_of(world.county.pk, TODAY, open_only=True))
    assert only == {key: line for key, line in expected.items() if line[1] or line[2]}
    assert [town for town, _ in found.towns] == sorted({town for town, _ in expected})
    context = client_of("social_planner").get(url(world.county)).context
    assert lines_of(context["gaps"]) == expected  # the page counts no other way


# On the page ----------------------------------------------------------------------------------------------------------


@pytest.mark.guard("gaps-released")
@pytest.mark.req("R048.K", "R004.D")
@pytest.mark.parametrize("who", ["social_planner", "youth_welfare_office", "specialist_advisor"])
def test_needs_without_offer_and_offers_without_need_stand_by_town_and_theme(world, client_of, who):
    with as_owner():
        theme, burden = make.term("theme", "encounter"), make.term("burden", "overload")
        met = make.make_need(world.own, "Treffpunkt", theme=theme, released=True)
        make.make_need(world.sibling, "Entlastung am Samstag", theme=burden, released=True, urgent=True)
        make.make_need(world.own, "Nur im Haus", theme=burden)
        make.make_need(world.foreign, "Anderswo", theme=burden, released=True)
        make.make_offer(world.own, "Elterncafé", needs=[met])
        idle = make.make_offer(world.own, "Nähkurs")
        idle.terms.add(theme)
    page = client_of(who).get(url(world.county))
    told = text_of(page)
    assert lines_of(page.context["gaps"]) == {("Ilmenau", theme.label): (1, 0, 1), ("Ilmenau", burden.label): (1, 1, 0)}
    assert "Entlastung am Samstag" in told and "dringend" in told and "Kita Märchenwald, Ilmenau" in told
    assert not any(words in told for words in ("Nur im Haus", "Anderswo", "Nähkurs", "Elterncafé"))  # counts of offers, not the offers
    gaps = text_of(client_of(who).get(url(world.county, "?show=gaps")))
    assert burden.label in gaps and 'aria-current="true">Nur Lücken' in gaps


def test_an_empty_county_and_one_without_gaps_say_so(world, client_of):
    client = client_of("social_planner")
    assert "Noch keine Bedarfe und keine Lücken" in text_of(client.get(url(world.county)))
    with as_owner():
        need = make.make_need(world.own, released=True, theme=make.term("theme", "encounter"))
        make.make_offer(world.own, needs=[need])
    assert "Zu jedem freigegebenen Bedarf gibt es ein Angebot" in text_of(client.get(url(world.county, "?show=gaps")))
    assert client.get(url(world.other_county)).status_code == 404 and client.get(url(world.own)).status_code == 404
    assert text_of(client.get(url(world.county, "?show=unsinn&after=unsinn")))


def test_many_released_needs_come_in_pages(world, client_of):
    with as_owner():
        for number in range(60):
            make.make_need(world.own, f"Bedarf {number:02}", released=True, found_on=date(2026, 1, 1) + timedelta(days=number))
    client = client_of("social_planner")
    first = client.get(url(world.county))
    assert len(first.context["page"].rows) == 50 and "Bedarf 59" in text_of(first) and "Bedarf 09" not in text_of(first)
    rest = client.get(url(world.county) + first.context["page"].next_url)
    assert [line.need.title for line in rest.context["page"].rows] == [f"Bedarf {number:02}" for number in range(9, -1, -1)]


@pytest.mark.req("R048.K")
def test_a_house_sees_its_needs_without_offer(world, client_of):
    with as_owner():
        met = make.make_need(world.own, "Treffpunkt")
        make.make_need(world.own, "Hilfe bei Anträgen")
        make.make_offer(world.own, needs=[met])
    page = text_of(client_of("coordinator").get(reverse("planning:need_list", args=[world.own.pk])))
    lines = {title: page.split(title)[1].split("</tr>")[0] for title in ("Treffpunkt</a>", "Hilfe bei Anträgen</a>")}
    assert "noch kein Angebot" in lines["Hilfe bei Anträgen</a>"] and "noch kein Angebot" not in lines["Treffpunkt</a>"]
