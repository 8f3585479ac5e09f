"""Entries without network: each sent once, for the person who typed it, and never over figures that stand there already."""

import itertools
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.models import DeviceEntry, Session
from offers.services.device import forget_past_entries
from sites.models import Membership
from tests import factories as make
from tests.conftest import as_owner
from tests.offers.test_sessions import entries, fresh, held, log, offer

__all__ = ["offer"]


def send(browser, session, person, figures=(7, 4, 11), *, key=None, base="", **more):
    names = dict(zip(("adults_centre", "adults_space", "children"), figures, strict=True))
    typed = (timezone.now() - timedelta(hours=2)).isoformat()
    values = {**names, "key": key or uuid.uuid4(), "base": base, "typed": typed, "person": person.pk, "note": "", "newcomers": "", **more}
    return browser.post(reverse("offers:device_send", args=[session.pk]), values)


def figures_of(session):
    found = fresh(session)
    return (found.adults_centre, found.adults_space, found.children)


def sent():
    with as_owner():
        return list(DeviceEntry.objects.order_by("pk"))


@pytest.fixture
def person(world):
    return world.people["coordinator"]


@pytest.fixture
def browser(client_of):
    return client_of("coordinator")


# Sent ----------------------------------------------------------------------------------------------------------------


@pytest.mark.guard("device-once")
def test_the_same_entry_sent_five_times_acts_once(browser, offer, person):
    session, key = held(offer), uuid.uuid4()
    assert [send(browser, session, person, key=key).json() for _ in range(2)] == [{"outcome": "taken"}] * 2
    log(browser, session, (1, 1, 1))  # corrected with network meanwhile; the device has not heard that it had arrived
    assert [send(browser, session, person, key=key).json() for _ in range(3)] == [{"outcome": "taken"}] * 3
    assert figures_of(session) == (1, 1, 1) and len(sent()) == 1
    assert [entry.kind for entry in entries(session)] == ["logged", "corrected"]


@pytest.mark.guard("device-conflict")
@pytest.mark.parametrize("base", ["", "7-3-11", "off"])
def test_figures_that_stand_there_stay_until_somebody_decides(world, client_of, browser, offer, person, base):
    session = held(offer)
    log(client_of("head"), session, (3, 3, 1))
    assert send(browser, session, person, (3, 2, 1), base=base, note="Mit Kaffee").json() == {"outcome": "conflict"}
    assert figures_of(session) == (3, 3, 1)
    page = browser.get(reverse("offers:device_list")).content.decode()
    assert "Bitte entscheiden" in page and str(world.people["head"]) in page and "Ihr Satz: „Mit Kaffee“" in page
    assert page.count('class="differs"') == 1 and ", verschieden" in page
    assert [entry.kind for entry in entries(session)] == ["logged", "differs"]


@pytest.mark.guard("device-own")
@pytest.mark.parametrize(("take", "left", "outcome"), [("mine", (3, 2, 1), "mine"), ("theirs", (3, 3, 1), "theirs")])
def test_who_typed_it_decides_which_figures_hold(client_of, browser, offer, person, take, left, outcome):
    session = held(offer)
    log(client_of("head"), session, (3, 3, 1))
    send(browser, session, person, (3, 2, 1))
    address = reverse("offers:device_decide", args=[sent()[0].pk])
    assert client_of("head").post(address, {"take": "mine"}).status_code == 404
    for _ in range(2):
        assert browser.post(address, {"take": take}).url == reverse("offers:device_list")
    assert figures_of(session) == left and sent()[0].outcome == outcome
    assert [entry.kind for entry in entries(session)] == ["logged", "differs", *(["corrected"] if take == "mine" else []), "decided"]
    assert "Bitte entscheiden" not in browser.get(reverse("offers:device_list")).content.decode()


def test_the_same_figures_from_two_people_are_no_conflict(client_of, browser, offer, person):
    session = held(offer)
    log(client_of("head"), session, (3, 3, 1))
    assert send(browser, session, person, (3, 3, 1)).json() == {"outcome": "taken"}
    assert fresh(session).logged_by != person


def test_a_correction_without_network_holds_when_nobody_else_has_touched_it(browser, offer, person):
    session = held(offer, figures=(7, 3, 11))
    assert send(browser, session, person, (7, 3, 12), base="7-3-11", note="Nachgezählt", newcomers="2").json() == {"outcome": "taken"}
    stored = fresh(session)
    assert (stored.children, stored.note, stored.newcomers) == (12, "Nachgezählt", 2)


def test_a_session_that_was_cancelled_meanwhile_is_a_conflict(browser, offer, person):
    session = held(offer, cancelled=True)
    assert send(browser, session, person).json() == {"outcome": "conflict"}
    assert "Es bleibt ausgefallen" in browser.get(reverse("offers:device_list")).content.decode()
    browser.post(reverse("offers:device_decide", args=[sent()[0].pk]), {"take": "mine"})
    assert figures_of(session) == (7, 4, 11) and not fresh(session).cancelled


def logged_by_the_head(client_of, offer):
    session = held(offer)
    address = reverse("offers:session_log", args=[session.pk])
    typed = {"adults_centre": "10", "adults_space": "4", "children": "12", "newcomers": "3", "note": "Sehr voll, zweiter Raum war nötig"}
    assert client_of("head").post(address, typed).status_code == 302
    return session


def said(session):
    stored = fresh(session)
    return (stored.children, stored.newcomers, stored.note)


@pytest.mark.parametrize("more", [{"note": "Ruhig"}, {"newcomers": "5"}])
@pytest.mark.parametrize("base", ["", "10-4-12"])
def test_another_sentence_or_number_of_newcomers_is_a_conflict_too(client_of, browser, offer, person, more, base):
    session = logged_by_the_head(client_of, offer)
    assert send(browser, session, person, (10, 4, 12), base=base, **more).json() == {"outcome": "conflict"}
    assert said(session) == (12, 3, "Sehr voll, zweiter Raum war nötig")
    page = browser.get(reverse("offers:device_list")).content.decode()
    assert "Schon da: „Sehr voll, zweiter Raum war nötig“" in page and ("davon zum ersten Mal da" in page) is ("newcomers" in more)
    browser.post(reverse("offers:device_decide", args=[sent()[0].pk]), {"take": "mine"})
    assert said(session) == ((12, 3, "Ruhig") if "note" in more else (12, 5, "Sehr voll, zweiter Raum war nötig"))


def test_what_was_left_empty_on_the_device_takes_nothing_away(client_of, browser, offer, person):
    session = logged_by_the_head(client_of, offer)
    known = browser.get(reverse("offers:device_pocket")).json()["sessions"][0]["base"]
    assert send(browser, session, person, (10, 4, 12)).json() == {"outcome": "taken"}
    assert send(browser, session, person, (10, 4, 13), base=known).json() == {"outcome": "taken"}  # corrected, on top of what it knew
    assert said(session) == (13, 3, "Sehr voll, zweiter Raum war nötig")
    known = browser.get(reverse("offers:device_pocket")).json()["sessions"][0]["base"]
    assert send(browser, session, person, (1, 0, 1), base=known).json() == {"outcome": "taken"}
    assert said(session) == (1, None, "Sehr voll, zweiter Raum war nötig")  # three newcomers of two would be none


@pytest.mark.guard("device-person")
def test_an_entry_goes_only_for_the_person_who_typed_it(world, client_of, offer, person):
    session = held(offer)
    answer = send(client_of("head"), session, person)
    assert (answer.status_code, answer.json()["outcome"]) == (409, "other")
    assert fresh(session).logged is None and sent() == []


@pytest.mark.guard("device-key")
def test_the_number_of_somebody_elses_entry_is_no_entry_of_mine(world, client_of, browser, offer, person):
    key = uuid.uuid4()
    send(browser, held(offer, 1), person, key=key)
    mine = held(offer)
    assert send(client_of("head"), mine, world.people["head"], (1, 1, 1), key=key).json() == {"outcome": "taken"}
    assert figures_of(mine) == (1, 1, 1) and len(sent()) == 2


REFUSED = [
    ({"figures": (7, 4, 501)}, "höchstens 500"),
    ({"figures": (7, -4, 11)}, "mindestens 0"),
    ({"figures": ("viele", 4, 11)}, "ganze Zahl"),
    ({"newcomers": "23"}, "nicht mehr zum ersten Mal"),
    ({"note": "x" * 161}, "höchstens 160"),
    ({"typed": "gestern"}, "Zeitpunkt stimmt nicht"),
    ({"key": "kein"}, "Nummer des Eintrags stimmt nicht"),
]


@pytest.mark.parametrize(("changes", "words"), REFUSED)
def test_what_is_no_figure_stays_on_the_device_with_its_reason(browser, offer, person, changes, words):
    session = held(offer)
    answer = send(browser, session, person, **changes)
    assert (answer.status_code, answer.json()["outcome"]) == (422, "refused") and words in answer.json()["words"]
    assert fresh(session).logged is None and sent() == []


def test_what_lies_ahead_or_is_gone_is_refused_in_words(world, browser, offer, person, client_of):
    ahead = held(offer, -3)
    assert "beginnt erst" in send(browser, ahead, person).json()["words"]
    gone = Session(pk=987654)
    assert (send(browser, gone, person).status_code, "gibt es nicht mehr" in send(browser, gone, person).json()["words"]) == (404, True)
    professional = world.people["professional"]
    answer = send(client_of("professional"), held(offer), professional)  # somebody else runs this offer
    assert answer.status_code == 404 and sent() == []


@pytest.mark.guard("device-doubtful")
@pytest.mark.parametrize(("take", "left"), [("mine", 300), ("theirs", None)])
def test_figures_much_higher_than_usual_wait_for_a_decision_unless_the_device_has_asked(browser, offer, person, take, left):
    held(offer, 7, figures=(7, 4, 11))
    session, asked = held(offer), held(offer, 1)
    assert browser.get(reverse("offers:device_pocket")).json()["sessions"][0]["highest"] == {"adults_centre": 7, "adults_space": 4, "children": 11}
    assert send(browser, asked, person, (7, 4, 300), sure="on").json() == {"outcome": "taken"}
    assert send(browser, held(offer, 2), person, (21, 4, 30)).json() == {"outcome": "taken"}
    held_back = held(offer, 3)
    assert send(browser, held_back, person, (7, 4, 300)).json() == {"outcome": "conflict"}
    assert fresh(held_back).logged is None and fresh(session).logged is None
    page = browser.get(reverse("offers:device_list")).content.decode()
    assert "viel mehr als sonst: Stimmt das?" in page and "Diese Zahlen verwerfen" in page and "Noch steht nichts da" in page
    browser.post(reverse("offers:device_decide", args=[sent()[-1].pk]), {"take": take})
    assert fresh(held_back).children == left


@pytest.mark.parametrize("typed", ["2199-01-01T10:00:00+00:00", "1970-01-01T00:00:00+00:00"])
def test_a_clock_that_is_wrong_loses_nothing(browser, offer, person, typed):
    assert send(browser, held(offer), person, typed=typed).json() == {"outcome": "taken"}
    assert abs(sent()[0].typed - timezone.now()) < timedelta(minutes=1)


# Kept on the device --------------------------------------------------------------------------------------------------


def test_the_device_keeps_the_sessions_that_this_person_logs_and_no_more(world, client_of, browser, offer, person):
    with as_owner():
        own = make.make_offer(world.own, "Eltern-Café", led_by=world.people["professional"])
        foreign = make.make_offer(world.sites["foreign"], "Fremdes")
    today, missing, old, done = held(offer), held(own, 5), held(offer, 40), held(own, 6, figures=(5, 1, 9))
    held(foreign)
    found = browser.get(reverse("offers:device_pocket")).json()
    assert found["person"] == person.pk and len(found["token"]) > 20 and found["conflicts"] == 0
    assert [row["session"] for row in found["sessions"]] == [today.pk, missing.pk]
    assert found["sessions"][1]["last"] == {"adults_centre": 5, "adults_space": 1, "children": 9}
    assert found["sessions"][1]["base"] == "" and found["sessions"][0]["title"] == offer.title
    assert old.pk and done.pk
    mine = client_of("professional").get(reverse("offers:device_pocket"))
    assert [row["session"] for row in mine.json()["sessions"]] == [missing.pk] and mine["Cache-Control"] == "no-store"


def test_the_page_without_network_knows_nobody(client_of, client):
    page, alike = (one.get(reverse("offers:device_shell")) for one in (client, client_of("coordinator")))
    assert page.status_code == alike.status_code == 200 and "Kein Netz" in page.content.decode()
    assert not page.cookies and "csrfmiddlewaretoken" not in page.content.decode()
    worker = client.get(reverse("offers:device_worker"))
    assert worker["Content-Type"].startswith("text/javascript") and "importScripts" in worker.content.decode()


@pytest.mark.parametrize(("role", "serves"), [("coordinator", True), ("professional", True), ("parent", False), ("social_planner", False)])
def test_only_pages_of_people_who_log_sessions_bring_the_worker(client_of, role, serves):
    page = client_of(role).get("/").content.decode()
    assert ("data-worker=" in page, "js/offline" in page) == (serves, serves)


# Forgotten --------------------------------------------------------------------------------------------------------------


@pytest.mark.guard("device-stay", "device-undecided")
def test_entries_are_gone_after_ninety_days_unless_somebody_still_has_to_decide(world, offer, person):
    """What is settled goes on the ninety-first day; what waits stays, and goes 30 days after the person's last role at the house."""
    day, outcomes = timezone.localdate(), DeviceEntry.Outcome
    with as_owner():
        session = make.make_session(offer, day - timedelta(days=200))
        for outcome, age in itertools.product(outcomes.values, (90, 91)):
            entry = DeviceEntry.objects.create(
                site=offer.site, session=session, person=person, key=uuid.uuid4(), typed=timezone.now(), adults_centre=1, adults_space=1, children=1,
                outcome=outcome, note=f"{outcome} {age}",
            )  # fmt: skip
            DeviceEntry.objects.filter(pk=entry.pk).update(received=timezone.now() - timedelta(days=age))
    assert forget_past_entries(day) == 3 and forget_past_entries(day) == 0
    assert sorted(entry.note for entry in sent() if entry.note.endswith("91")) == ["conflict 91"]
    for ended, gone in ((30, 0), (31, 1)):
        with as_owner():
            Membership.objects.filter(user=person, place=offer.site_id).update(starts=day - timedelta(days=400), ends=day - timedelta(days=ended))
        assert forget_past_entries(day) == gone
    assert sorted(entry.note for entry in sent()) == ["conflict 90", "mine 90", "taken 90", "theirs 90"]
