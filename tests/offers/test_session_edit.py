"""Planned dates are moved, one or the rest of a series, and taken out; what was logged holds its date, and the family page follows."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from offers.models import PublicDate, Session
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import remove

#: A Tuesday; the series of the tests is on Tuesdays at 15:00.
DAY = date(2026, 3, 3)
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def on_its_day():
    with time_machine.travel("2026-03-01 10:00+01:00", tick=False):
        yield


@pytest.fixture
def series(world):
    """Four Tuesdays, of which the third is cancelled; another time and another weekday beside them."""
    with as_owner():
        offer = make.make_offer(world.own, starts=date(2026, 1, 1))
        dates = [make.make_session(offer, DAY + number * WEEK, cancelled=number == 2) for number in range(4)]
        make.make_session(offer, DAY + WEEK, at=time(9))
        make.make_session(offer, DAY + WEEK + timedelta(days=1))
    return dates


def url(session):
    return reverse("offers:session_edit", args=[session.pk])


def move(browser, session, day, at="15:00", until="16:30", **more):
    return browser.post(url(session), {"held_on": f"{day:%d.%m.%Y}", "starts_at": at, "ends_at": until, **more})


def days(session):
    with as_owner():
        rows = Session.objects.filter(offer=session.offer_id).order_by("held_on", "starts_at")
        return [(row.held_on.day, row.held_on.month, row.starts_at.hour) for row in rows]


def public_days(session):
    with as_owner():
        return [row.held_on.day for row in PublicDate.objects.filter(site=session.site_id).order_by("held_on")]


BESIDE = [(10, 3, 9), (11, 3, 15)]


def test_one_date_is_moved_and_families_see_it(client_of, series):
    assert move(client_of("coordinator"), series[0], date(2026, 3, 5), "10:00", "11:00").status_code == 302
    assert days(series[0]) == sorted([(5, 3, 10), (10, 3, 15), (17, 3, 15), (24, 3, 15), *BESIDE], key=lambda row: (row[1], row[0], row[2]))
    assert public_days(series[0])[0] == 5
    with as_owner():
        entry = Entry.objects.get(subject=f"offers.session:{series[0].pk}", kind="moved")
    assert entry.text == "„Elterncafé“: Termin am 03.03.2026, 15:00 Uhr auf den 05.03.2026, 10:00 Uhr verschoben"


@pytest.mark.parametrize("shift", [7, -7, 2])
def test_the_rest_of_a_series_goes_along_by_as_many_days(client_of, series, shift):
    """Also onto the days of the series itself; a cancelled date, another time and another weekday stay where they are."""
    browser, second = client_of("coordinator"), series[1]
    with as_owner():
        series[0].delete()  # its day is free for the second one
        if shift in {7, -7}:
            Session.objects.filter(pk=series[2].pk).update(held_on=date(2026, 5, 5))  # and that of the cancelled one for the others
    page = browser.get(url(second)).content.decode()
    assert "Auch den späteren Termin dieser Reihe" in page
    assert move(browser, second, second.held_on + timedelta(days=shift), with_rest="on").status_code == 302
    moved = {((day + timedelta(days=shift)).day, (day + timedelta(days=shift)).month, 15) for day in (second.held_on, series[3].held_on)}
    stays = (5, 5, 15) if shift in {7, -7} else (17, 3, 15)
    assert set(days(second)) == {*moved, stays, *BESIDE}


@pytest.mark.parametrize(
    ("day", "field", "sentence"),
    [
        (date(2026, 3, 10), "held_on", "Diesen Termin gibt es schon"),
        pytest.param(date(2025, 12, 19), "held_on", "läuft erst ab dem 01.01.2026", marks=pytest.mark.guard("early-session")),
        pytest.param(date(2026, 7, 1), "held_on", "läuft nur bis zum 30.06.2026", marks=pytest.mark.guard("late-session")),
    ],
)
def test_a_move_that_cannot_be_says_why_and_moves_nothing(client_of, series, day, field, sentence):
    with as_owner():
        series[0].offer.ends = date(2026, 6, 30)
        series[0].offer.save(update_fields=["ends"])
    before = days(series[0])
    answer = move(client_of("coordinator"), series[0], day)
    assert answer.status_code == 422 and sentence in answer.content.decode() and days(series[0]) == before


@pytest.mark.guard("logged-ahead")
def test_a_date_with_figures_moves_only_to_a_day_that_has_been(client_of, series):
    with as_owner():
        been = make.make_session(series[0].offer, date(2026, 2, 24), figures=(4, 2, 7))
    browser = client_of("coordinator")
    answer = move(browser, been, date(2026, 3, 4))
    assert answer.status_code == 422 and "kann nicht in der Zukunft liegen" in answer.content.decode()
    assert move(browser, been, date(2026, 3, 1)).status_code == 422  # today, but it begins only in the afternoon
    assert move(browser, been, date(2026, 2, 23)).status_code == 302
    with as_owner():
        been.refresh_from_db()
    assert (been.held_on, been.participations) == (date(2026, 2, 23), 13)


@pytest.mark.guard("logged-not-removed")
def test_a_planned_date_is_taken_out_and_counts_nowhere(client_of, series):
    """It is no "ausgefallen": it is gone, from the page of the offer and from that of the families."""
    browser = client_of("coordinator")
    assert remove(browser, url(series[0])).headers["Location"] == series[0].offer.get_absolute_url()
    assert (3, 3, 15) not in days(series[0]) and public_days(series[0])[0] == 10
    assert "1 ausgefallen" in browser.get(series[0].offer.get_absolute_url()).content.decode()  # the third one, as before
    with as_owner():
        assert Entry.objects.get(kind="removed").subject == f"offers.offer:{series[0].offer_id}"
        been = make.make_session(series[0].offer, date(2026, 2, 24), figures=(4, 2, 7))
    answer = remove(browser, url(been))
    assert "stehen schon Zahlen" in browser.get(answer["Location"]).content.decode()
    assert (24, 2, 15) in days(been)


def test_an_offer_without_figures_goes_with_its_dates_and_leaves_the_family_page(client_of, series):
    offer, browser = series[0].offer, client_of("coordinator")
    answer = remove(browser, reverse("offers:offer_edit", args=[offer.pk]))
    assert answer.headers["Location"] == reverse("offers:offer_list", args=[offer.site_id])
    assert days(series[0]) == [] and public_days(series[0]) == []
