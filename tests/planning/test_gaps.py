"""The county's map of needs: needs without offer and offers without need by municipality and theme, equal to counting by hand."""

import random
import re
from collections import defaultdict
from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import Term
from planning.rules.gaps import by_town, gaps_of
from sites.core.wall import widen_wall
from tests import factories as make
from tests.conftest import as_owner

TODAY = timezone.localdate()
OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header


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
    only = {(town, line.theme): (line.needs, line.unmet, line.idle) for town, lines in by_town(found.cells, open_only=True) for line in lines}
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
    assert "Entlastung am Samstag" in gaps and "Treffpunkt" not in gaps  # both tables are narrowed
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


def links_of(told, words):
    """Addresses of the links whose text begins with these words."""
    return [unescape(link) for link in re.findall(r'<a href="([^"]+)"[^>]*>' + words, told)]


@pytest.mark.req("R048.K")
def test_each_number_leads_to_its_rows_and_a_gap_to_the_form_of_a_measure(world, client_of):
    with as_owner():
        theme, burden, town = make.term("theme", "encounter"), make.term("burden", "overload"), make.make_municipality(world.county, "Arnstadt")
        far = make.make_site(town, [], "Kita Sonnenhügel")
        met = make.make_need(world.own, "Treffpunkt", theme=theme, released=True)
        make.make_need(world.own, "Hilfe am Abend", theme=theme, released=True)
        make.make_need(world.sibling, "Entlastung", theme=burden, released=True)
        make.make_need(far, "Weit weg", theme=theme, released=True)
        make.make_offer(world.own, "Elterncafé", needs=[met])
        make.make_offer(world.sibling, "Nähkurs").terms.add(theme)
    planner, office = client_of("social_planner"), client_of("youth_welfare_office")
    found = planner.get(url(world.county)).context
    (row,) = [row for town, lines in found["towns"] for row in lines if (town, row.line.theme) == ("Ilmenau", theme.label)]

    def needs(query):
        context = planner.get(url(world.county, query.split("#")[0])).context
        groups, page = context["groups"], context["page"]
        return sorted(line.need.title for line in [*(line for group in groups for line in group.rows), *(page.rows if page else [])])

    assert (row.line.needs, row.line.unmet, row.line.idle) == (2, 1, 1)
    assert needs(row.needs_url) == ["Hilfe am Abend", "Treffpunkt"] and needs(row.unmet_url) == ["Hilfe am Abend"]
    (idle,) = planner.get(url(world.county, row.idle_url.split("#")[0])).context["idle"]
    assert (idle.cell.site, idle.cell.idle) == (world.sibling, 1)
    for _, count, link, _ in found["whole"][:2]:
        assert len(needs(link)) == count
    (proposal,) = links_of(text_of(planner.get(url(world.county, "?urgency=other&show=gaps"))), "als Maßnahme vorschlagen<[^>]*>: Hilfe am Abend")
    form = planner.get(proposal).context["form"]
    assert form.instance.site == world.own and form["title"].value() == f"{theme.label}: ThEKiZ Kita Lindenhof"
    told = text_of(office.get(url(world.county)))
    assert "Hilfe am Abend" in told and "als Maßnahme vorschlagen" not in told  # the rights of the form decide
    nowhere = planner.get(reverse("planning:measure_create", args=[world.own.pk]) + f"?theme={make.term('setting', 'family').pk}")
    assert nowhere.context["form"]["title"].value() == "ThEKiZ Kita Lindenhof"  # nothing of another list


@pytest.mark.guard("map-file-voices")
@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_the_file_has_both_tables_as_the_filters_leave_them_without_small_numbers(world, client_of, kind):
    with as_owner():
        theme = make.term("theme", "encounter")
        make.make_need(world.own, "Treffpunkt", theme=theme, released=True, voices=2, urgent=True)
        make.make_need(world.own, "=Hilfe", theme=theme, released=True, voices=7)
        make.make_need(world.sibling, "Ohne alles", released=True)
        make.make_need(world.own, "Nur im Haus", theme=theme)
    address = reverse("planning:need_export", args=[world.county.pk, kind])
    client = client_of("specialist_advisor")
    answer = client.get(f"{address}?theme={theme.pk}")
    assert answer.status_code == 200 and client.get(address.replace(kind, "pdf")).status_code == 404
    if kind == "csv":
        told = answer.content.decode("utf-8-sig")
        assert f"Ilmenau;{theme.label};2;2;0" in told and "Treffpunkt;ja" in told and ";•;noch keins" in told and ";7;noch keins" in told
        assert "Nur im Haus" not in told and "Ohne alles" not in told and "'=Hilfe" in told


def test_released_needs_stand_in_groups_with_counts_and_a_group_has_a_list_of_its_own(world, client_of):
    with as_owner():
        theme = make.term("theme", "encounter")
        for number in range(60):
            day = date(2026, 1, 1) + timedelta(days=number)
            make.make_need(world.own, f"Bedarf {number:02}", released=True, found_on=day, theme=theme, urgent=number < 2)
        make.make_offer(world.sibling, needs=[make.make_need(world.sibling, "Beraten", released=True, theme=make.term("theme", "parenting"))])
    client = client_of("social_planner")
    groups = client.get(url(world.county)).context["groups"]
    group = next(group for group in groups if group.title == theme.label)
    assert group.words == "60 Bedarfe · 2 dringend · 60 ohne Angebot"
    assert [line.need.title for line in group.rows[:3]] == ["Bedarf 01", "Bedarf 00", "Bedarf 59"] and len(group.rows) == 10
    assert [(group.title, group.words) for group in client.get(url(world.county, "?by=town")).context["groups"]] == [
        ("Ilmenau", "61 Bedarfe · 2 dringend · 60 ohne Angebot")
    ]
    assert [(group.title, group.count) for group in client.get(url(world.county, "?by=urgency")).context["groups"]] == [
        ("Dringend", 2),
        ("Nicht als dringend gekennzeichnet", 59),
    ]
    first = client.get(url(world.county) + group.url)
    assert len(first.context["page"].rows) == 50 and "Bedarf 59" in text_of(first) and "Bedarf 09" not in text_of(first)
    rest = client.get(url(world.county) + first.context["page"].next_url)
    assert [line.need.title for line in rest.context["page"].rows] == [f"Bedarf {number:02}" for number in range(9, -1, -1)]


@pytest.mark.parametrize("query", ["", "?by=town", "?show=gaps", "?town=PK&by=town"])
def test_the_map_asks_the_same_number_of_questions_for_three_and_for_three_hundred(world, client_of, own_queries, query):
    counts, client = [], client_of("social_planner")
    terms = list(Term.objects.filter(catalogue="theme")[:10])
    for number in (3, 300):
        with as_owner():
            for at in range(number):
                make.make_need(world.own, f"Bedarf {at:03}", released=True, theme=terms[at % len(terms)])
            make.make_offer(world.sibling).terms.add(terms[0])
        client.get(url(world.county))
        with own_queries() as seen:
            assert client.get(url(world.county, query.replace("PK", str(world.town.pk)))).status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1] <= 5 + OF_EVERY_REQUEST, "\n".join(one["sql"][:160] for one in seen.captured_queries)


@pytest.mark.req("R048.K")
def test_a_house_sees_its_needs_without_offer(world, client_of):
    with as_owner():
        met = make.make_need(world.own, "Treffpunkt")
        make.make_need(world.own, "Hilfe bei Anträgen")
        make.make_offer(world.own, needs=[met])
    page = text_of(client_of("coordinator").get(reverse("planning:need_list", args=[world.own.pk])))
    lines = {title: page.split(title)[1].split("</tr>")[0] for title in ("Treffpunkt</a>", "Hilfe bei Anträgen</a>")}
    assert "noch kein Angebot" in lines["Hilfe bei Anträgen</a>"] and "noch kein Angebot" not in lines["Treffpunkt</a>"]
