"""A crisis: when and where it holds, its rules at every date and in public, the page of a house, the worksheet and the plan."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from offers.models import CrisisAnswer, CrisisBasic, CrisisPeriod
from offers.rules.crises import in_year, periods_on
from offers.services.publishing import publish
from planning.models import Link, Term
from sites.core.days import Span
from sites.core.wall import set_wall
from tests import factories as make
from tests.conftest import as_owner
from tests.factories.crisis import HYGIENE

DAY = timedelta(days=1)
OF_EVERY_REQUEST = 5  # session, user, reach, wall, the passages of the recommendations


def today():
    return timezone.localdate()


def url(name, *args):
    return reverse(f"offers:{name}", args=[getattr(arg, "pk", arg) for arg in args])


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode()).replace("\xa0", " ")


def public_page(site):
    set_wall([site.pk])
    page = publish(site=site.pk, today=today())
    set_wall()
    return reverse("offers:family_page", args=[page.slug])


# Where and when -------------------------------------------------------------------------------------------------------


@pytest.mark.req("R278.H")
@pytest.mark.parametrize(("role", "place"), [("head", "own"), ("social_planner", "county"), ("state_office", "state")])
def test_a_crisis_is_switched_on_at_a_site_a_county_or_the_state(world, client_of, role, place):
    where = getattr(world, place)
    with as_owner():
        link = Link.objects.create(title="Verordnung vom 13. November", url="https://land.example/v", ordinance=True)
    client = client_of(role)
    fresh = text_of(client.get(url("crisis_period_create", where)))
    assert f'value="{today():%d.%m.%Y}"' in fresh  # from today, unless somebody says otherwise
    data = {"title": "Kontakte sind beschränkt", "text": "Termine ruhen.", "starts": f"{today():%d.%m.%Y}", "ends": "", "ordinance": link.pk}
    answer = client.post(url("crisis_period_create", where), {**data, "hygiene": HYGIENE}, follow=True)
    page = text_of(answer)
    assert "Der Krisenmodus ist eingeschaltet." in page
    with as_owner():
        row = CrisisPeriod.objects.get()
    assert (row.place_id, row.starts, row.ends, row.ordinance, row.hygiene) == (where.pk, today(), None, link, HYGIENE)
    house = text_of(client_of("coordinator").get(url("crisis", world.own)))
    for words in ("Krisenmodus seit", "In Verbindung bleiben", "Termine ruhen.", "Verordnung vom 13. November", HYGIENE):
        assert words in house


@pytest.mark.guard("periods-of-elsewhere")
def test_at_a_site_holds_what_its_own_its_countys_and_the_lands_times_say_on_that_day(world):
    with as_owner():
        for number, place in enumerate((world.own, world.county, world.state, world.sibling, world.other_county)):
            make.make_period(place, f"Zeit {number}", starts=date(2026, 3, 1), ends=date(2026, 3, 31))
        make.make_period(world.own, "Vorbei", starts=date(2026, 1, 1), ends=date(2026, 2, 28))
        make.make_period(world.own, "Kommt", starts=date(2026, 4, 1))

        def there(site, day):
            return {period.title for period in periods_on(site.pk, site.county_id, day)}

        assert there(world.own, date(2026, 3, 1)) == there(world.own, date(2026, 3, 31)) == {"Zeit 0", "Zeit 1", "Zeit 2"}
        assert there(world.own, date(2026, 2, 28)) == {"Vorbei"} and there(world.own, date(2026, 4, 1)) == {"Kommt"}
        assert there(world.sibling, date(2026, 3, 15)) == {"Zeit 1", "Zeit 2", "Zeit 3"}
        assert there(world.foreign, date(2026, 3, 15)) == {"Zeit 2", "Zeit 4"}


def test_an_end_before_the_beginning_is_refused_and_nothing_typed_is_lost(world, client_of):
    data = {"title": "Sturm", "starts": "10.12.2026", "ends": "09.12.2026", "hygiene": "Abstand 😷 \u202emaskiert"}
    page = text_of(client_of("head").post(url("crisis_period_create", world.own), data), 422)
    assert "Das Ende liegt vor" in page and "😷" in page
    data["ends"], data["hygiene"] = "", "x" * 1_000_000
    assert "höchstens 600 Zeichen" in text_of(client_of("head").post(url("crisis_period_create", world.own), data), 422)


def test_nothing_of_it_is_in_the_way_without_a_crisis(world, client_of):
    client = client_of("coordinator")
    sheet = text_of(client.get(reverse("reporting:site_sheet", args=[world.own.pk])))
    assert "Krisenmodus einschalten" in sheet and "Krisenmodus seit" not in sheet and "Krisenzeit:" not in sheet
    page = text_of(client.get(url("crisis", world.own)))
    assert "Zurzeit ist keine Krise eingetragen." in page and "Krisenmodus einschalten" in page
    assert "In Verbindung" not in text_of(client.get(public_page(world.own)))
    with as_owner():
        make.make_period(world.county)
    sheet = text_of(client.get(reverse("reporting:site_sheet", args=[world.own.pk])))
    assert "Krisenmodus seit" in sheet and "Krisenzeit: Kontakte sind beschränkt" in sheet


@given(st.dates(date(2020, 1, 1), date(2027, 12, 31)), st.one_of(st.none(), st.integers(0, 900)), st.integers(2019, 2028))
def test_the_crisis_of_a_year_names_only_days_of_that_year_until_today(starts, length, year):
    now = date(2027, 12, 31)
    span = Span(starts, None if length is None else starts + length * DAY)
    words = in_year([("Sturm", span)], year, now)
    touches = starts.year <= year and (span.ends is None or span.ends.year >= year) and starts <= now and year <= now.year
    assert bool(words) == touches
    if words:
        assert words.startswith("Sturm, ") and f"{year}" in words and f"{year + 1}" not in words and f"{year - 1}" not in words


def test_the_page_of_a_house_asks_as_much_for_three_as_for_many(world, client_of, own_queries):
    client = client_of("coordinator")

    def number(count):
        with as_owner():
            for at in range(count):
                make.make_period(world.own, f"Zeit {at} {count}")
                make.make_channel(world.own, f"Weg {at} {count}")
                make.make_help(world.county, f"Hilfe {at} {count}")
                make.make_answer(world.own)
                make.make_phone_hour(world.own, starts=date(2026, 1, 1) + (at + count) * DAY)
        with own_queries() as seen:
            text_of(client.get(url("crisis", world.own)))
        return seen.count

    few = number(3)
    assert few == number(60) and few <= 8 + OF_EVERY_REQUEST


# The rules ------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R292.H")
@pytest.mark.parametrize("place", ["own", "county", "state"])
def test_the_hygiene_rules_stand_at_each_date_of_the_time_and_at_no_other(world, client_of, place):
    with as_owner():
        offer = make.make_offer(world.own)
        within, before = make.make_session(offer, today() - 2 * DAY), make.make_session(offer, today() - 40 * DAY)
    client = client_of("coordinator")
    dates = [url("session_log", row) for row in (within, before)]
    assert [HYGIENE in text_of(client.get(address)) for address in dates] == [False, False]
    with as_owner():
        make.make_period(getattr(world, place))
        make.make_period(world.foreign, hygiene="Gilt nur in Schleiz.")
    assert [HYGIENE in text_of(client.get(address)) for address in dates] == [True, False]
    page = text_of(client.get(url("offer_detail", offer)))
    assert HYGIENE in page and "Gilt nur in Schleiz." not in page


@pytest.mark.req("R289.H")
def test_the_state_office_keeps_a_list_of_ordinances(world, client_of):
    office = client_of("state_office")
    data = {"title": "Verordnung vom 1. März", "url": "https://land.example/maerz", "paragraph": "4.5", "ordinance": "on"}
    office.post(reverse("planning:link_create"), data)
    office.post(reverse("planning:link_create"), {"title": "Keine Verordnung", "url": "https://land.example/sonst"})
    for role, place in (("coordinator", world.own), ("social_planner", world.county), ("state_office", world.state)):
        page = text_of(client_of(role).get(url("crisis_period_list", place)))
        assert 'href="https://land.example/maerz"' in page and "geprüft am" in page and "Keine Verordnung" not in page
    form = text_of(client_of("head").get(url("crisis_period_create", world.own)))
    assert "Verordnung vom 1. März" in form and "Keine Verordnung" not in form
    assert client_of("coordinator").post(reverse("planning:link_create"), data).status_code == 403


# In public ------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R281.H", "R295.D", "R298.H")
def test_families_read_number_and_hours_while_the_crisis_lasts(world, client, client_of):
    with as_owner():
        make.make_reachability(world.own, text="Infopoint, Di 15 bis 17 Uhr", confirmed_on=date(2026, 11, 27))
        for day in range(5):
            make.make_phone_hour(world.own, day)
        make.make_phone_hour(world.own, 6, starts=date(2020, 1, 1), ends=date(2020, 2, 1))
        make.make_phone_hour(world.sibling, 5)
    address = public_page(world.own)
    assert "0361 555 1086" not in text_of(client.get(address))
    with as_owner():
        make.make_period(world.county)
    page = text_of(client.get(address))
    for words in ("0361 555 1086", "Mo bis Fr 9 bis 12 Uhr", "Infopoint, Di 15 bis 17 Uhr", "27. November 2026", HYGIENE):
        assert words in page
    assert "So 9" not in page and "Sa 9" not in page and "Koordination" not in page.split("h-crisis")[1].split("</section>")[0]


@pytest.mark.req("R281.H")
def test_the_house_confirms_with_one_tap_that_it_still_holds(world, client_of):
    with as_owner():
        row = make.make_reachability(world.own)
        make.make_reachability(world.sibling)
    client = client_of("coordinator")
    assert "Stimmt noch" in text_of(client.get(url("crisis", world.own)))
    page = text_of(client.post(url("reachability_confirm", row), follow=True))
    assert "Geprüft: Das stimmt noch." in page and "<dd>heute</dd>" in "".join(page.split())
    with as_owner():
        row.refresh_from_db()
        assert row.confirmed_on == today()
        assert type(row).objects.get(site=world.sibling).confirmed_on == date(2026, 3, 1)


@pytest.mark.req("R295.H")
def test_the_duty_roster_changes_hands_and_the_poster_has_the_number(world, client_of):
    client = client_of("head")
    client.post(url("reachability_edit", world.own), {"phone": "0361 555 77"})
    shift = {"weekday": "0", "starts_at": "9:00", "ends_at": "12:30"}
    for who, first, last in (("head", "01.01.2026", "31.01.2026"), ("deputy", f"{today():%d.%m.%Y}", "")):
        client.post(url("duty_create", world.own), {**shift, "who": who, "starts": first, "ends": last})
    roster = text_of(client.get(url("duty_list", world.own)))
    assert "Montag, 9:00 bis 12:30 Uhr" in roster and "stellvertretende Leitung" in roster and "31.01.2026" in roster
    poster = text_of(client.get(url("crisis_poster", world.own)))
    assert '<p class="call-number">0361 555 77</p>' in poster and poster.count("9 bis 12:30 Uhr") == 1 and "116 111" in poster
    night = client.post(url("duty_create", world.own), {**shift, "starts_at": "22:00", "ends_at": "6:00", "who": "head", "starts": "01.01.2026"})
    assert "über Mitternacht" in text_of(night, 422)
    twice = client.post(url("duty_create", world.own), {**shift, "who": "head", "starts": "01.01.2026"})
    assert "Diese Zeit steht schon im Plan." in text_of(twice, 422)


# The plan and the worksheet -------------------------------------------------------------------------------------------


@pytest.mark.req("R282.H")
def test_the_plan_says_for_each_of_the_eight_basics_who_sees_to_it_and_since_when(world, client_of):
    client = client_of("head")
    basics = list(Term.objects.filter(catalogue="crisis_basic"))
    assert [term.label for term in basics][:2] == ["Erreichbarkeit", "Ansprechbarkeit"] and basics[-1].label == "Vermittlung" and len(basics) == 8
    with as_owner():
        make.make_basic(world.sibling, "referral")
    assert "Beschrieben: 0 von 8 Grundlagen." in text_of(client.get(url("crisis", world.own)))
    for number, term in enumerate(basics, 1):
        data = {"how": "Das Handy wandert.", "done_by": "deputy", "done_on": "01.03.2026"}
        page = text_of(client.post(url("basic_edit", world.own, term.code), data, follow=True))
        assert f"Beschrieben: {number} von 8 Grundlagen." in page and "stellvertretende Leitung, 1. März 2026" in page
    with as_owner():
        assert CrisisBasic.objects.filter(site=world.own).count() == 8
    assert client.get(url("basic_edit", world.own, "unknown")).status_code == 404


@pytest.mark.req("R287.D")
def test_answers_to_the_guiding_questions_lead_to_the_offers_that_came_of_them(world, client_of):
    client = client_of("coordinator")
    with as_owner():
        offer = make.make_offer(world.own, title="Anrufe bei allen")
        make.make_answer(world.sibling, text="Anderswo gesagt")
    page = text_of(client.get(url("crisis_worksheet", world.own)))
    assert "Was brauchen Menschen in dieser besonderen Zeit und was können Eltern-Kind-Zentren leisten?" in page
    assert page.count("Noch keine Antwort.") == 4 and "Anderswo gesagt" not in page
    client.post(url("answer_create", world.own, "needs"), {"text": "Eine Stimme am Telefon."})
    with as_owner():
        answer = CrisisAnswer.objects.get(site=world.own)
    client.post(url("answer_edit", answer), {"text": answer.text, "offer": offer.pk})
    page = text_of(client.get(url("crisis_worksheet", world.own)))
    assert "Eine Stimme am Telefon." in page and f'<a href="{offer.get_absolute_url()}">Anrufe bei allen</a>' in page
    assert "1 Antwort" in text_of(client.get(url("crisis", world.own)))
