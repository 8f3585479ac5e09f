"""From when figures of a session are taken, and how they are taken out again."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from offers.models import Session
from tests import factories as make
from tests.conftest import as_owner
from tests.offers.test_sessions import entries, fresh, held, log, offer
from tests.pages import fold_of, remove
from tests.sites.reading import text

__all__ = ["offer"]


@pytest.mark.parametrize(("clock", "begins"), [("14:59:59", True), ("15:00:00", False)])
def test_figures_are_taken_from_the_minute_a_session_begins(world, client_of, offer, clock, begins):
    with time_machine.travel(f"2026-03-03 {clock}+01:00", tick=False):
        with as_owner():
            session = make.make_session(offer, date(2026, 3, 3), at=time(15))
        browser, early = client_of("coordinator"), "Dieser Termin beginnt erst heute um 15:00 Uhr. Zahlen können Sie ab dann eintragen."
        page, start = browser.get(reverse("offers:session_log", args=[session.pk])).content.decode(), text(browser.get("/"))
        assert (early in page) is begins and "Heute, 15:00 bis 16:30 Uhr" in page and "Fällt heute aus" in page
        assert offer.title in start and ("Absagen oder verschieben" in start, "Eintragen" in start) == (begins, not begins)
        answer = log(browser, session, note="Bleibt stehen.")
        assert answer.status_code == (422 if begins else 302) and ("Bleibt stehen." in answer.content.decode()) is begins
    assert (fresh(session).logged is None) is begins


def test_who_leads_the_own_offer_alone_is_offered_nothing_before_it_begins(world, client_of, offer):
    with time_machine.travel("2026-03-03 08:49+01:00", tick=False):
        with as_owner():
            offer.led_by = world.people["professional"]
            offer.save()
            session = make.make_session(offer, date(2026, 3, 3), at=time(15))
        start = client_of("professional").get("/").content.decode()
    assert offer.title in start and reverse("offers:session_log", args=[session.pk]) not in start


@pytest.mark.parametrize(("back", "way"), [("", ["Elterncafé", "eintragen"]), ("?back=home", ["Heute", "Elterncafé eintragen"])])
def test_the_way_to_the_counters_is_said_once(client_of, offer, back, way):
    page = client_of("coordinator").get(reverse("offers:session_log", args=[held(offer, 3).pk]) + back)
    assert [name for name, _ in page.context["crumbs"]] == way


def test_beside_the_counters_stand_only_sessions_that_have_begun(world, client_of, offer):
    with time_machine.travel("2026-03-03 10:00+01:00", tick=False):
        with as_owner():
            morning, later = (make.make_session(offer, date(2026, 3, 3), at=time(hour)) for hour in (9, 17))
            before = make.make_session(offer, date(2026, 2, 24))
        page = client_of("coordinator").get(reverse("offers:session_log", args=[morning.pk])).content.decode()
    assert f"/sessions/{before.pk}/" in page and f"/sessions/{later.pk}/" not in page


def test_figures_are_removed_at_any_later_time_where_they_stand(world, client_of, offer):
    session, browser = held(offer, 30, figures=(7, 4, 11), note="Falscher Tag"), client_of("coordinator")
    page = reverse("offers:session_log", args=[session.pk])
    with as_owner():
        Session.objects.filter(pk=session.pk).update(logged=timezone.now() - timedelta(days=30))
    shown = text(browser.get(page))
    assert "Zahlen entfernen" in shown and "Der Termin bleibt, ohne Zahlen und Notiz" in shown
    second = fold_of(browser.get(page))
    answer = remove(browser, page)
    told = text(browser.get(answer["Location"]))
    assert f"Die Zahlen für Elterncafé am {session.held_on:%d.%m.%Y} sind entfernt. Im Protokoll bleiben sie lesbar." in told
    saved = fresh(session)
    assert (saved.logged, saved.logged_by, saved.children, saved.note) == (None, None, None, "")
    (entry,) = entries(session)
    assert entry.kind == "undone" and entry.text.endswith("Zahlen entfernt") and entry.details["old"]["children"] == 11
    assert "Zahlen entfernen" not in text(browser.get(page))  # nothing is left to remove
    late = browser.post(page, {**second.sent(), "remove": "1"}, decides=False, follow=True)
    assert "Jemand hat das inzwischen geändert." in text(late) and "Bitte füllen Sie" not in text(late)  # from a second tab
    assert remove(browser, reverse("offers:session_edit", args=[session.pk])).status_code == 302
    with as_owner():
        assert not Session.objects.filter(pk=session.pk).exists()  # what was logged by mistake can go now


@pytest.mark.guard("figures-reported")
@pytest.mark.parametrize(("state", "stays"), [("draft", False), ("submitted", True), ("accepted", True), ("returned", False)])
def test_figures_stay_while_a_report_of_their_year_lies_with_the_county(world, client_of, offer, state, stays):
    session, browser = held(offer, 1, figures=(7, 4, 11)), client_of("coordinator")
    with as_owner():
        make.make_report(world.own, session.held_on.year, state=state)
    page = text(browser.get(remove(browser, reverse("offers:session_log", args=[session.pk]))["Location"]))
    assert (f"Auf den Zahlen von {session.held_on.year} beruht ein eingereichter Sachbericht." in page) is stays
    assert (fresh(session).logged is not None) is stays


def test_figures_changed_meanwhile_are_not_removed_unseen(world, client_of, offer):
    session, browser = held(offer, 1, figures=(7, 4, 11)), client_of("coordinator")
    page = reverse("offers:session_log", args=[session.pk])
    fold = fold_of(browser.get(page))
    log(client_of("head"), session, (8, 4, 11))
    browser.post(page, {**fold.sent(), "remove": "1"}, decides=False)
    assert fresh(session).adults_centre == 8
