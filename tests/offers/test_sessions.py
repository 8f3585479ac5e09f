"""Sessions: planned once, logged in six taps, corrected with a trace, taken back within ten minutes."""

import re
from datetime import time, timedelta
from html.parser import HTMLParser

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from offers.models import PublicDate, PublicPage, Session
from offers.services.sessions import call_off, log_session
from sites.core.days import date_long
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import confirmed


def today():
    return timezone.localdate()


@pytest.fixture
def offer(world):
    with as_owner():
        return make.make_offer(world.own)


def held(offer, days_ago=0, **fields):
    with as_owner():
        return make.make_session(offer, today() - timedelta(days=days_ago), **{"at": time(0), **fields})  # has begun, whenever the tests run


def fresh(session):
    with as_owner():
        return Session.objects.get(pk=session.pk)


def entries(session, **lookup):
    with as_owner():
        return list(Entry.objects.filter(subject=f"offers.session:{session.pk}", **lookup).order_by("pk"))


def log(browser, session, figures=(7, 4, 11), note="", back="home"):
    names = dict(zip(("adults_centre", "adults_space", "children"), figures, strict=True))
    return browser.post(reverse("offers:session_log", args=[session.pk]), {**names, "note": note, "back": back})


# Plan ----------------------------------------------------------------------------------------------------------------


def plan(browser, offer, **changes):
    first = today() + timedelta(days=2)
    values = {"held_on": f"{first:%d.%m.%Y}", "starts_at": "15:00", "ends_at": "16:30", "until": ""}
    address = reverse("offers:session_create", args=[offer.pk])
    return confirmed(browser, address, {**values, **changes})


@pytest.mark.req("R254.H")
def test_a_weekly_series_and_its_public_dates(world, client_of, offer):
    until = today() + timedelta(days=2 + 7 * 11)
    assert plan(client_of("coordinator"), offer, until=f"{until:%d.%m.%Y}", starts_at="15", ends_at="16.30").status_code == 302
    with as_owner():
        sessions = list(Session.objects.filter(offer=offer))
        public = PublicDate.objects.filter(site=world.own).count()
    assert len(sessions) == 12 and {session.held_on.weekday() for session in sessions} == {(today() + timedelta(days=2)).weekday()}
    assert {(session.county_id, session.offer_type, session.starts_at) for session in sessions} == {(world.county.pk, "encounter", time(15))}
    assert public == len(sessions)


def test_doubles_are_refused_in_words_and_nothing_is_half_saved(world, client_of, offer):
    browser, until = client_of("coordinator"), today() + timedelta(days=2 + 14)
    assert plan(browser, offer).status_code == 302
    again = plan(browser, offer, until=f"{until:%d.%m.%Y}")
    assert again.status_code == 422 and "gibt es dieses Angebot schon am" in again.content.decode()
    assert f"Um 15:00 Uhr gibt es dieses Angebot schon am {today() + timedelta(days=2):%d.%m.%Y}. Es wurde nichts" in again.content.decode()
    with as_owner():
        assert Session.objects.count() == 1
    assert plan(browser, offer, starts_at="17:00", ends_at="18:00").status_code == 302


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"held_on": "morgen"}, "Bitte als Datum eingeben"),
        ({"held_on": "1.1.2040"}, "mehr als fünf Jahre"),
        pytest.param(
            {"held_on": "22.12.2023"},
            "Das Angebot läuft erst ab dem 01.01.2024. Bitte wählen Sie einen späteren Tag.",
            marks=pytest.mark.guard("early-session"),
        ),
        ({"starts_at": "25:00"}, "Bitte als Uhrzeit eingeben"),
        ({"starts_at": "16:30"}, "Beginn und Ende sind dieselbe Uhrzeit"),
        ({"until": "1.1.2020"}, "mehr als fünf Jahre"),
        ({"until": f"{timezone.localdate():%d.%m.%Y}"}, "Das Ende der Reihe liegt vor dem ersten Termin"),
        (
            {"until": f"{timezone.localdate() + timedelta(days=1000):%d.%m.%Y}"},
            "Das wären 143 Termine, höchstens 120 sind auf einmal möglich. Das reicht bis zum ",
        ),
    ],
)
def test_bad_dates_get_the_page_back(world, client_of, offer, changes, sentence):
    response = plan(client_of("coordinator"), offer, **changes)
    assert response.status_code == 422 and sentence in response.content.decode()
    with as_owner():
        assert Session.objects.count() == 0


@pytest.mark.guard("late-session")
def test_no_date_after_the_offer_has_ended(world, client_of):
    with as_owner():
        offer = make.make_offer(world.own, ends=today())
    browser = client_of("coordinator")
    assert f"Das Angebot läuft nur bis zum {today():%d.%m.%Y}. Bitte wählen Sie einen früheren Tag." in plan(browser, offer).content.decode()
    assert plan(browser, offer, held_on=f"{today():%d.%m.%Y}").status_code == 302  # the last day is one of them


def test_a_hundred_and_twenty_dates_are_planned_at_once_and_no_more(world, client_of, offer):
    browser, first = client_of("coordinator"), today() + timedelta(days=2)
    over = first + timedelta(weeks=120)
    refused = plan(browser, offer, until=f"{over:%d.%m.%Y}").content.decode()
    assert f"Das wären 121 Termine, höchstens 120 sind auf einmal möglich. Das reicht bis zum {over - timedelta(weeks=1):%d.%m.%Y}." in refused
    assert plan(browser, offer, until=f"{over - timedelta(days=1):%d.%m.%Y}").status_code == 302
    again = plan(browser, offer, until=f"{over - timedelta(days=1):%d.%m.%Y}").content.decode()
    five = ", ".join(f"{first + timedelta(weeks=week):%d.%m.%Y}" for week in range(5))
    assert f"schon am {five} und weitere. Es wurde nichts gespeichert." in again
    with as_owner():
        assert Session.objects.filter(offer=offer).count() == 120


# Log -----------------------------------------------------------------------------------------------------------------


class Taps(HTMLParser):
    """What a thumb finds: the buttons and fields of the main form."""

    def __init__(self, page):
        super().__init__()
        self.values, self.steps, self.submits = {}, 0, 0
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "input" and given.get("name"):
            self.values[given["name"]] = given.get("value", "")
        self.steps += tag == "button" and "data-step" in given
        self.submits += tag == "button" and given.get("form") == "log"


@pytest.mark.req("R036.H", "R076.H")
def test_the_counters_start_with_the_last_values(world, client_of, offer):
    for days_ago, figures in ((7, (7, 3, 11)), (14, (5, 4, 9)), (21, (11, 6, 15)), (28, (8, 1, 10))):
        held(offer, days_ago, figures=figures)
    session = held(offer)
    page = client_of("coordinator").get(reverse("offers:session_log", args=[session.pk]) + "?back=home").content.decode()
    taps = Taps(page)
    assert (taps.values["adults_centre"], taps.values["adults_space"], taps.values["children"]) == ("7", "3", "11")
    assert taps.steps == 6 and taps.submits == 1 and taps.values["back"] == "home"
    for words in (
        "zuletzt 7, meist 5–11",
        "zuletzt 3, meist 1–6",
        "zuletzt 11, meist 9–15",
        "Bitte keine Namen",
        "Sichtbar für Team und Leitung",
        "Die letzten Male",
    ):
        assert words in page


def test_the_usual_range_looks_at_the_last_eight(world, client_of, offer):
    for n in range(1, 10):
        held(offer, 7 * n, figures=(500 if n == 9 else 7, 1, 1))
    page = client_of("coordinator").get(reverse("offers:session_log", args=[held(offer).pk])).content.decode()
    usual = re.findall(r"zuletzt ([^<]*)", page)
    assert len(usual) == 3 and not any("500" in words for words in usual), usual


@pytest.mark.req("R254.H", "R255.H1")
def test_a_session_is_logged_with_one_entry_and_leads_back(world, client_of, offer):
    session, browser = held(offer), client_of("coordinator")
    response = log(browser, session, note="Viele neue Gesichter.")
    assert response.status_code == 302 and response.url == reverse("reporting:home")
    saved = fresh(session)
    assert (saved.adults_centre, saved.adults_space, saved.children, saved.note) == (7, 4, 11, "Viele neue Gesichter.")
    assert saved.logged_by == world.people["coordinator"] and saved.participations == 22
    (entry,) = entries(session)
    assert entry.kind == "logged" and "22 Teilnahmen" in entry.text and entry.note == "" and "note" not in entry.details


@pytest.mark.parametrize("back", ["https://boese.example/", "//boese.example", "/planning/", "reporting:home", "", "HOME"])
def test_only_known_ways_lead_back(world, client_of, offer, back):
    assert log(client_of("coordinator"), held(offer), back=back).url == reverse("offers:offer_detail", args=[offer.pk])


def test_a_session_in_the_future_is_refused(world, client_of, offer):
    session, browser = held(offer, -1), client_of("coordinator")
    response = log(browser, session)
    assert response.status_code == 422 and "Zahlen können Sie ab dann eintragen." in response.content.decode()
    assert fresh(session).logged is None and entries(session) == []
    page = browser.get(reverse("offers:session_log", args=[session.pk])).content.decode()
    assert "disabled" in page and f"Dieser Termin beginnt erst am {date_long(session.held_on)} um 0:00 Uhr." in page


@pytest.mark.guard("future-session")
def test_figures_of_a_day_to_come_are_refused_past_the_form_too(world, behind_forms, offer):
    session = held(offer, -1)
    with pytest.raises(ValidationError, match="Dieser Termin beginnt erst am"):
        log_session(access=behind_forms("coordinator"), session=session, figures={"adults_centre": 1, "adults_space": 1, "children": 1})
    assert fresh(session).logged is None


@pytest.mark.guard("figures-once")
def test_the_same_figures_twice_are_one_entry(world, client_of, offer):
    session, browser = held(offer), client_of("coordinator")
    assert [log(browser, session).status_code for _ in range(2)] == [302, 302]
    assert [entry.kind for entry in entries(session)] == ["logged"]


def test_other_figures_later_are_a_correction_with_old_and_new(world, client_of, offer):
    session, browser = held(offer), client_of("coordinator")
    log(browser, session)
    log(client_of("head"), session, (8, 4, 11))
    first, second = entries(session)
    assert second.kind == "corrected" and second.details["old"]["adults_centre"] == 7 and second.details["new"]["adults_centre"] == 8
    assert fresh(session).logged_by == world.people["coordinator"]  # who corrected stands in the entry
    assert first.person == world.people["coordinator"] and second.person == world.people["head"]


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (("", 1, 1), "Bitte füllen Sie"),
        (("viele", 1, 1), "Bitte als ganze Zahl eingeben"),
        (("-1", 1, 1), "Bitte geben Sie mindestens 0 an."),
        (("501", 1, 1), "Bitte geben Sie höchstens 500 an."),
        (("1.5", 1, 1), "Bitte als ganze Zahl eingeben"),
        (("9" * 400, 1, 1), "Bitte geben Sie höchstens 500 an."),
    ],
)
def test_bad_figures_get_the_page_back(world, client_of, offer, figures, sentence):
    session = held(offer)
    response = log(client_of("coordinator"), session, figures, note="Bleibt stehen.")
    page = response.content.decode()
    assert response.status_code == 422 and sentence in page and "Bleibt stehen." in page
    assert fresh(session).logged is None


def test_a_note_with_too_many_or_forbidden_signs(world, client_of, offer):
    session, browser = held(offer), client_of("coordinator")
    for note in ("x" * 161, "a\x00b"):
        assert log(browser, session, note=note).status_code == 422
    assert log(browser, session, note="<script>alert(1)</script>").status_code == 302
    assert "<script>alert" not in browser.get(reverse("offers:offer_detail", args=[offer.pk])).content.decode()


# Take back -----------------------------------------------------------------------------------------------------------


def undo(browser, session):
    return browser.post(reverse("offers:session_undo", args=[session.pk]), {"back": "home"})


def test_the_next_page_offers_to_take_it_back(world, client_of, offer):
    session, browser = held(offer), client_of("coordinator")
    log(browser, session, back="offer")
    page = browser.get(reverse("offers:offer_detail", args=[offer.pk])).content.decode()
    assert "Elterncafé ist eingetragen." in page and f'action="{reverse("offers:session_undo", args=[session.pk])}?back=offer"' in page
    assert "ist eingetragen" not in browser.get(reverse("offers:offer_detail", args=[offer.pk])).content.decode()


def test_undo_makes_it_unlogged_and_leaves_an_entry(world, client_of, offer):
    session, browser = held(offer), client_of("coordinator")
    log(browser, session, note="Falscher Tag")
    assert undo(browser, session).url == reverse("reporting:home")
    saved = fresh(session)
    assert saved.logged is None and saved.children is None and saved.note == ""
    assert [entry.kind for entry in entries(session)] == ["logged", "undone"] and entries(session)[1].details["old"]["children"] == 11
    undo(browser, session)  # once more is nothing more
    assert len(entries(session)) == 2


@pytest.mark.parametrize(("later", "is_undone"), [(timedelta(minutes=10), True), (timedelta(minutes=10, seconds=1), False)])
def test_ten_minutes_are_ten_minutes(world, client_of, offer, later, is_undone):
    session, now = held(offer), timezone.now().replace(microsecond=0)
    with time_machine.travel(now, tick=False):
        log(client_of("coordinator"), session)
    with time_machine.travel(now + later, tick=False):
        browser = client_of("coordinator")
        page = browser.post(reverse("offers:session_undo", args=[session.pk]), {"back": "home"}, follow=True).content.decode()
    assert (fresh(session).logged is None) == is_undone
    assert ("Rückgängig geht nur 10 Minuten lang. Sie können die Zahlen weiterhin ändern oder entfernen." in page) != is_undone


@pytest.mark.guard("undo-window")
def test_after_ten_minutes_there_is_only_correction(world, client_of, offer):
    session, browser = held(offer), client_of("coordinator")
    log(browser, session)
    with as_owner():
        Session.objects.filter(pk=session.pk).update(logged=timezone.now() - timedelta(minutes=11))
    undo(browser, session)
    assert fresh(session).children == 11
    assert log(browser, session, (1, 1, 1), back="offer").status_code == 302
    assert "Rückgängig" not in browser.get(reverse("offers:offer_detail", args=[offer.pk])).content.decode().split("nur 10 Minuten")[-1]


def cancel(browser, session, **values):
    return browser.post(reverse("offers:session_call_off", args=[session.pk]), {"back": "home", "reason": "other", **values})


@pytest.mark.req("R254.H")
def test_what_falls_out_says_so_on_the_family_page_and_can_come_back(world, client_of, offer):
    session, browser = held(offer, -1), client_of("coordinator")
    cancel(browser, session)
    with as_owner():
        assert Session.objects.get(pk=session.pk).cancelled and PublicDate.objects.get().cancelled
    browser.post(reverse("offers:session_restore", args=[session.pk]))
    with as_owner():
        assert not Session.objects.get(pk=session.pk).cancelled and not PublicDate.objects.get().cancelled
    assert [entry.kind for entry in entries(session)] == ["cancelled", "restored"]


def test_a_session_with_figures_does_not_fall_away(world, client_of, offer):
    session, browser = held(offer, 1, figures=(1, 1, 1)), client_of("coordinator")
    cancel(browser, session)
    assert not fresh(session).cancelled


@pytest.mark.guard("logged-stays")
def test_no_service_lets_a_session_with_figures_fall_away(world, offer, behind_forms):
    session = held(offer, 1, figures=(1, 1, 1))
    with pytest.raises(ValidationError, match="Für diesen Termin stehen schon Zahlen"):
        call_off(access=behind_forms("coordinator"), session=session, reason="other")


def test_a_cancelled_session_that_took_place_is_a_correction(world, client_of, offer):
    session, browser = held(offer, 1, cancelled=True), client_of("coordinator")
    assert log(browser, session).status_code == 302
    assert not fresh(session).cancelled and entries(session)[0].details["was_cancelled"]


@pytest.mark.parametrize("earlier", [3, 30])
def test_logging_needs_eight_queries_whatever_has_been(world, client_of, offer, own_queries, earlier):
    for n in range(1, earlier + 1):
        held(offer, 7 * n, figures=(1, 2, 3))
    session, browser = held(offer), client_of("coordinator")
    with own_queries() as seen:
        browser.get(reverse("offers:session_log", args=[session.pk]))
    assert seen.count <= 4 + 8, [query["sql"][:90] for query in seen.captured_queries]


def test_who_reads_does_not_write(world, client_of, offer):
    session = held(offer)
    assert log(client_of("professional"), session).status_code == 404
    for who in ("provider", "facilitator", "parent_representative", "social_planner"):
        assert log(client_of(who), session).status_code == 403
    assert log(client_of("coordinator", elsewhere=True), session).status_code == 404
    assert fresh(session).logged is None


@pytest.mark.guard("own-sessions")
def test_a_professional_logs_the_sessions_of_the_own_offers_alone(world, client_of, offer):
    with as_owner():
        offer.led_by = world.people["professional"]
        offer.save()
        other = make.make_session(make.make_offer(world.own, "Vätertreff"), today() - timedelta(days=2))
    session, browser = held(offer), client_of("professional")
    page = browser.get("/").content.decode()
    assert offer.title in page and "Vätertreff" not in page
    assert "Fällt" not in browser.get(reverse("offers:session_log", args=[session.pk])).content.decode()  # planning stays with the coordination
    assert log(browser, session).status_code == 302 and fresh(session).logged_by == world.people["professional"]
    assert log(browser, other).status_code == 404 and fresh(other).logged is None
    assert browser.post(reverse("offers:session_restore", args=[session.pk])).status_code == 403


def test_logging_leaves_the_family_page_alone(world, client_of, offer):
    """Families read no figures; only a date that takes place after all comes back."""
    with as_owner():
        usual, cancelled = make.make_session(offer, today() - timedelta(days=1)), make.make_session(offer, today(), at=time(0), cancelled=True)
    browser, figures = client_of("coordinator"), {"adults_centre": 3, "adults_space": 1, "children": 4, "note": ""}
    for session, writes in ((usual, False), (cancelled, True)):
        with as_owner():
            before = PublicPage.objects.filter(site=world.own).values_list("published", flat=True).first()
        assert browser.post(reverse("offers:session_log", args=[session.pk]), figures).status_code == 302
        with as_owner():
            after = PublicPage.objects.filter(site=world.own).values_list("published", flat=True).first()
        assert (before != after) is writes
