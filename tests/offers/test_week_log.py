"""A week's figures in one form: all or none of a row, nothing over what somebody else has written, asked once about what is unlikely."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from offers.models import Session
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner

NOW = "2026-03-06 18:00+01:00"  # a Friday
MONDAY = date(2026, 3, 2)
OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header
NAMES = ("adults_centre", "adults_space", "children")


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture(autouse=True)
def friday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def week(world):
    """Monday to Sunday one date each of an offer; Monday has figures, Tuesday fell out, Saturday and Sunday lie ahead."""
    with as_owner():
        offer = make.make_offer(world.own)
        days = [MONDAY + timedelta(days=number) for number in range(7)]
        facts = [{"figures": (3, 2, 1)}, {"cancelled": True}, *[{}] * 5]
        return [make.make_session(offer, day, at=time(9), **fact) for day, fact in zip(days, facts, strict=True)]


def typed(*rows):
    return {f"{session.pk}-{name}": value for session, figures in rows for name, value in zip(NAMES, figures, strict=True)}


def address(world, week="2026-03-04"):
    return f"{reverse('offers:week_log', args=[world.own.pk])}?week={week}"


def figures():
    with as_owner():
        return {row.held_on: (row.adults_centre, row.adults_space, row.children) for row in Session.objects.filter(logged__isnull=False)}


@pytest.mark.parametrize("role", ["coordinator", "head"])
def test_a_week_is_logged_at_once_and_what_is_left_empty_stays_open(world, client_of, week, role):
    browser = client_of(role)
    page = text_of(browser.get(address(world)))
    assert [form.row.pk for form in browser.get(address(world)).context["forms"]] == [week[day].pk for day in (0, 2, 3, 4)]
    assert "2. bis 8. März 2026" in page and "Ausgefallen" in page and "Woche danach" not in page
    data = typed((week[0], (3, 2, 1)), (week[2], (5, 0, 7)), (week[3], ("", "", "")), (week[4], (0, 0, 0)))
    done = text_of(browser.post(address(world), data, follow=True))
    assert "2 Termine sind eingetragen." in done
    assert figures() == {MONDAY: (3, 2, 1), date(2026, 3, 4): (5, 0, 7), date(2026, 3, 6): (0, 0, 0)}
    with as_owner():
        assert Entry.objects.filter(kind="logged").count() == 2


REFUSED = [
    ((5, "", 7), "Hier fehlt noch: Sozialraum"),
    ((5, "", ""), "Hier fehlt noch: Sozialraum, Kinder"),
    ((5, -1, 7), "mindestens 0"),
    ((501, 0, 7), "höchstens 500"),
    (("viele", 0, 7), "ganze Zahl"),
    ((61, 0, 7), "Das ist viel mehr als sonst: 61 Kita. Stimmt das?"),
]


@pytest.mark.parametrize(("wrong", "words"), REFUSED)
def test_one_wrong_row_saves_none_and_loses_nothing(world, client_of, week, wrong, words):
    page = text_of(client_of("coordinator").post(address(world), typed((week[2], wrong), (week[3], (8, 8, 8)))), 422)
    assert words in page and 'value="8"' in page
    assert figures() == {MONDAY: (3, 2, 1)}


def test_a_row_that_somebody_else_has_written_is_told_also_below_a_wrong_one(world, client_of, week):
    """Each row is looked at, whatever stands in the one above it."""
    data = typed((week[0], (3, 2, 1)), (week[2], (5, "", 7)), (week[3], (8, 8, 8)))
    answer = client_of("coordinator").post(address(world), data, decides=False)  # without the marks of the page: both rows have none
    page = text_of(answer, 409)
    assert page.count("Hier steht inzwischen etwas anderes.") >= 3 and "Hier fehlt noch: Sozialraum" in page


def test_who_means_so_many_says_so_once(world, client_of, week):
    data = {**typed((week[0], (3, 2, 1)), (week[2], (61, 0, 7))), f"{week[2].pk}-sure": "on"}
    assert client_of("coordinator").post(address(world), data).status_code == 302
    assert figures()[date(2026, 3, 4)] == (61, 0, 7)


def test_figures_are_not_taken_out_here(world, client_of, week):
    page = text_of(client_of("coordinator").post(address(world), typed((week[0], ("", "", "")))), 422)
    assert "Zahlen nehmen Sie am Termin selbst heraus" in page and figures() == {MONDAY: (3, 2, 1)}


def test_a_professional_logs_the_week_of_the_own_offers(world, client_of, week):
    with as_owner():
        own = make.make_offer(world.own, "Vätertreff", led_by=world.people["professional"])
        session = make.make_session(own, MONDAY, at=time(16))
    browser = client_of("professional")
    assert [form.row.pk for form in browser.get(address(world)).context["forms"]] == [session.pk]
    browser.post(address(world), typed((session, (2, 2, 2)), (week[2], (9, 9, 9))))
    with as_owner():
        assert sorted(Session.objects.filter(logged__isnull=False).values_list("pk", "children")) == [(week[0].pk, 1), (session.pk, 2)]


@pytest.mark.parametrize("nonsense", ["", "morgen", "2026-13-01", "1999-01-01", "2199-01-01", "%00"])
def test_nonsense_shows_this_week(world, client_of, week, nonsense):
    assert client_of("coordinator").get(address(world, nonsense)).context["monday"] == MONDAY


def test_an_empty_week_says_so(world, client_of):
    assert "In dieser Woche ist nichts einzutragen" in text_of(client_of("coordinator").get(address(world, "2026-01-05")))


@pytest.mark.parametrize("rows", [3, 40])
def test_a_week_needs_the_same_queries_whatever_it_holds(world, client_of, own_queries, rows):
    with as_owner():
        offers = [make.make_offer(world.own, f"Angebot {number}") for number in range(rows)]
        for number, offer in enumerate(offers):
            make.make_session(offer, MONDAY, at=time(6 + number % 12))
    browser = client_of("coordinator")
    with own_queries() as seen:
        assert browser.get(address(world)).status_code == 200
    assert seen.count <= 3 + OF_EVERY_REQUEST
