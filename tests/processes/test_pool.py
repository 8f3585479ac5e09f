"""The pool of facilitators: who has hours to give; what counties look for; a proposal, and the contract that answers it (R119, R269)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from processes.models import Contract, FacilitationRequest, Facilitator
from processes.rules.matching import match
from sites.models import Entry, Membership
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import remove
from tests.sites.reading import text

POOL = "/processes/pool/"


def today():
    return timezone.localdate()


def count(model, **lookup):
    with as_owner():
        return model.objects.filter(**lookup).count()


def only(model, **lookup):
    with as_owner():
        return model.objects.get(**lookup)


@pytest.fixture
def helper(world):
    with as_owner():
        return make.make_user("Petra Lang", "lang@begleitung.example")


def entry_of(**changes):
    return {
        "name": "Petra Lang", "email": "lang@begleitung.example", "contact": "0361 12 34 56", "qualification": "Systemische Beratung",
        "qualified_until": "30.06.2028", "course": "", "course_starts": "", "course_ends": "", "region": "Ilm-Kreis und Weimarer Land",
        "languages": "Deutsch, Arabisch", "capacity": "30", "provider": "", "employer": "", **changes,
    }  # fmt: skip


def take_in(browser, place, **changes):
    return browser.post(reverse("processes:facilitator_create", args=[place.pk]), entry_of(**changes))


@pytest.mark.req("R119.H", "R269.H", "R016.H2")
def test_the_pool_says_who_can_facilitate_where_with_how_many_hours(world, client_of, helper):
    browser = client_of("state_office")
    course = {"course": "Grundkurs Prozessbegleitung", "course_starts": "01.03.2026", "course_ends": "30.06.2026"}
    assert take_in(browser, world.state, **course).status_code == 302
    with as_owner():
        make.make_contract(world.foreign, helper, hours=Decimal("7.5"))  # at a house that no planner of the own county reaches
    for role in ("state_office", "social_planner", "youth_welfare_office"):
        page = text(client_of(role).get(POOL))
        for words in (
            "Petra Lang", "Systemische Beratung · bis 30. Juni 2028", "Kurs: Grundkurs Prozessbegleitung, 1. März 2026 bis 30. Juni 2026",
            "Ilm-Kreis und Weimarer Land · Deutsch, Arabisch", "30, davon 7,5 vereinbart", "22,5",
        ):  # fmt: skip
            assert words in page.replace("\xa0", " "), words


def test_the_pool_is_found_by_language_and_free_hours(world, client_of, helper):
    with as_owner():
        make.make_pool_entry(world.state, "Petra Lang", account=helper, capacity=Decimal(12), languages="Deutsch, Arabisch")
        make.make_pool_entry(world.other_county, "Paul Reimann", capacity=Decimal(5))
        make.make_contract(world.own, helper, hours=Decimal(4))
    browser = client_of("social_planner")
    assert "Paul Reimann" not in text(browser.get(POOL, {"q": "arabisch"})) and "Petra Lang" in text(browser.get(POOL, {"q": "arabisch"}))
    assert "Paul Reimann" in text(browser.get(POOL, {"free": "5"})) and "Petra Lang" in text(browser.get(POOL, {"free": "5"}))
    assert "Petra Lang" not in text(browser.get(POOL, {"free": "10"}))


@pytest.mark.guard("pool-sum")
def test_agreed_hours_are_told_of_persons_of_the_pool_alone(world, helper):
    with as_owner():
        make.make_contract(world.own, helper, hours=Decimal(4))
        past = make.make_contract(world.sibling, helper, starts=date(2020, 1, 1), ends=date(2020, 12, 31))
        refused = make.make_contract(world.sister, helper, starts=date(2021, 1, 1), hours=Decimal(9))
        Membership.objects.filter(pk=refused.membership_id).update(accepted=None, declined=date(2021, 1, 2))

    def agreed(day: date):
        with connection.cursor() as cursor:
            cursor.execute("SELECT thekiz_agreed_hours(%s, %s)", [helper.pk, day])
            return cursor.fetchone()[0]

    assert agreed(today()) == 0
    with as_owner():
        make.make_pool_entry(world.state, account=helper)
    assert (agreed(today()), agreed(past.ends)) == (4, 10)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"email": "niemand@begleitung.example"}, "noch kein Konto"),
        ({"capacity": "-1"}, "Bitte geben Sie mindestens "),
        ({"capacity": "201"}, "Bitte geben Sie höchstens "),
        ({"qualification": ""}, "Bitte füllen Sie"),
        ({"course_starts": "01.03.2026"}, "Zu den Tagen gehört der Name des Kurses."),
        ({"course": "Kurs", "course_starts": "01.03.2026", "course_ends": "28.02.2026"}, "Das Ende liegt vor dem Beginn"),
        ({"course": "Kurs", "course_ends": "28.02.2026"}, "Zum Ende gehört ein Beginn"),
    ],
)
def test_bad_entries_get_the_page_back(world, client_of, helper, changes, sentence):
    answer = take_in(client_of("social_planner"), world.county, **changes)
    assert answer.status_code == 422 and sentence in text(answer)
    assert count(Facilitator) == 0


def test_one_person_stands_in_the_pool_once(world, client_of, helper):
    assert take_in(client_of("state_office"), world.state).status_code == 302
    answer = take_in(client_of("social_planner"), world.county)
    assert answer.status_code == 422 and "Diese Person steht schon im Pool." in text(answer)


# What is looked for ----------------------------------------------------------------------------------------------------


def ask(browser, site, **changes):
    data = {"hours": "10", "starts": f"{today() + timedelta(days=30):%d.%m.%Y}", "wishes": "spricht Arabisch", **changes}
    return browser.post(reverse("processes:request_create", args=[site.pk]), data)


@pytest.mark.req("R119.D")
def test_from_looking_for_somebody_to_the_contract(world, client_of, helper):
    planner, office = client_of("social_planner"), client_of("state_office")
    with as_owner():
        best = make.make_pool_entry(world.state, "Petra Lang", account=helper, region="Ilm-Kreis", languages="Deutsch, Arabisch")
        make.make_pool_entry(world.state, "Volle Auslastung", capacity=Decimal(3))
    assert ask(planner, world.own).status_code == 302
    row = only(FacilitationRequest)
    assert (row.place_id, row.site_name, row.state) == (world.county.pk, f"{world.own.name}, {world.town.name}", "open")
    page = text(office.get(POOL))
    assert f"{world.own.name}, {world.town.name}" in page and "Passt: Petra Lang (30 Stunden frei · in der Region · spricht Arabisch)" in page
    address = reverse("processes:request_propose", args=[row.pk])
    assert office.get(address).context["form"].initial["entry"] == best.pk
    assert office.post(address, {"entry": str(best.pk)}).status_code == 302
    row = only(FacilitationRequest)
    assert (row.state, row.proposed_id) == ("proposed", best.pk) and only(Entry, kind="propose").note == "Petra Lang"
    place = f"{reverse('processes:contract_create', args=[world.own.pk])}?fuer={row.pk}"
    assert place in planner.get(POOL).content.decode() and place not in office.get(POOL).content.decode()
    form = planner.get(place).context["form"]
    assert (form.initial["email"], form.initial["hours_per_month"], form.initial["starts"]) == (helper.email, 10, row.starts)
    ends = f"{row.starts + timedelta(days=300):%d.%m.%Y}"
    data = {"email": helper.email, "client": "county", "hours_per_month": "10", "funding": "lsz", "mandate": "Begleiten.", "ends": ends}
    assert planner.post(place, {**data, "starts": f"{row.starts:%d.%m.%Y}"}).status_code == 302
    assert only(Contract, site=world.own).facilitator_id == helper.pk and only(FacilitationRequest).state == "placed"
    assert "Gesucht" not in text(planner.get(POOL)).partition("Pool")[0][-40:]


def test_for_a_house_somebody_is_looked_for_once(world, client_of):
    planner = client_of("social_planner")
    assert ask(planner, world.own).status_code == 302
    again = ask(planner, world.own)
    assert again.status_code == 422 and "wird schon eine Prozessbegleitung gesucht" in text(again)
    row = only(FacilitationRequest)
    assert planner.post(reverse("processes:request_withdraw", args=[row.pk])).status_code == 302
    assert only(FacilitationRequest).state == "withdrawn" and ask(planner, world.own).status_code == 302


@pytest.mark.parametrize("changes", [{"hours": "0"}, {"hours": "81"}, {"starts": ""}, {"wishes": "x" * 301}])
def test_bad_searches_get_the_page_back(world, client_of, changes):
    assert ask(client_of("social_planner"), world.own, **changes).status_code == 422
    assert count(FacilitationRequest) == 0


def test_what_is_placed_is_neither_changed_nor_proposed(world, client_of):
    with as_owner():
        entry = make.make_pool_entry(world.state)
        row = make.make_request(world.own, state="placed")
    planner = client_of("social_planner")
    for name in ("request_edit", "request_propose"):
        assert planner.get(reverse(f"processes:{name}", args=[row.pk])).status_code == 404
    planner.post(reverse("processes:request_withdraw", args=[row.pk]))
    assert only(FacilitationRequest).state == "placed"
    remove(client_of("state_office"), reverse("processes:facilitator_edit", args=[entry.pk]))
    assert count(Facilitator) == 0


def test_a_search_of_another_county_is_not_seen(world, client_of):
    with as_owner():
        make.make_request(world.foreign)
    assert world.foreign.name not in text(client_of("social_planner").get(POOL))
    assert world.foreign.name in text(client_of("state_office").get(POOL))


def test_who_has_time_comes_first_then_who_is_qualified_near_and_speaks_the_language(world):
    asked = {"hours": Decimal(10), "county": "Ilm-Kreis", "place": 7, "wishes": "Bitte Arabisch", "starts": date(2026, 6, 1)}

    def fits(name, free, **fields):
        entry = Facilitator(name=name, region="Ost", languages="Deutsch", place_id=1)
        for key, value in fields.items():
            setattr(entry, key, value)
        return match(entry, Decimal(free), **asked)

    found = [
        fits("A voll", 2, region="Ilm-Kreis", languages="Arabisch"), fits("B abgelaufen", 40, qualified_until=date(2026, 5, 31)),
        fits("C fern", 40), fits("D spricht", 12, languages="Deutsch, Arabisch"), fits("E nah", 10, region="Ilm-Kreis"),
        fits("F eigen", 11, place_id=7),
    ]  # fmt: skip
    assert [one.entry.name[0] for one in sorted(found, key=lambda one: one.rank)] == ["F", "E", "D", "C", "B", "A"]
    assert fits("G", 10, qualified_until=date(2026, 6, 1)).is_qualified and "Qualifikation abgelaufen" in found[1].words


@pytest.mark.parametrize("number", [3, 40])
def test_the_pool_needs_five_queries_whatever_its_length(world, client_of, own_queries, number):
    with as_owner():
        for at in range(number):
            make.make_pool_entry(world.state, f"Person {at}", account=make.make_user(f"Konto {at}", f"p{at}@begleitung.example"))
            make.make_request(make.make_site(world.town, [], f"Kita {at}"))
    browser = client_of("social_planner")
    with own_queries() as seen:
        assert browser.get(POOL).status_code == 200
    assert seen.count <= 4 + 5, [query["sql"][:90] for query in seen.captured_queries]
