"""Series as real houses have them: shown before they are saved, changed from here on, called off with a reason, made up for; standing hours."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from offers.models import ClosingDays, Offer, PublicDate, Series, Session
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import confirmed, form_of
from tests.sites.reading import text

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def november():
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=BERLIN), tick=False):
        yield


@pytest.fixture
def offer(november, world):
    with as_owner():
        return make.make_offer(world.own)


def data(**changes):
    values = {"held_on": "10.12.2026", "until": "4.2.2027", "rhythm": "fortnightly", "starts_at": "15:00", "ends_at": "16:30"}
    return {**values, **changes}


def address(offer):
    return reverse("offers:session_create", args=[offer.pk])


def sessions(offer):
    with as_owner():
        return list(Session.objects.filter(offer=offer).order_by("held_on"))


@pytest.mark.guard("seen-first")
@pytest.mark.req("R171.D")
def test_a_series_over_christmas_is_shown_first_and_drops_the_feasts(client_of, offer):
    """Nothing is saved by the first click; the second one saves what was shown, and a day left out is no date at all."""
    browser = client_of("coordinator")
    answer = browser.post(address(offer), data(held_on="12.11.2026"))
    page = text(answer)
    assert answer.status_code == 200 and sessions(offer) == []
    assert "5 Termine, jeden zweiten Donnerstag" in page and "5 Termine anlegen" in page
    assert "Donnerstag, 24. Dezember 2026 entfällt, Heiligabend" in page and "Donnerstag, 4. Februar 2027 entfällt, Schulferien: Winterferien" in page
    assert confirmed(browser, address(offer), data(held_on="12.11.2026"), every_day=False).status_code == 302
    expected = [date(2026, 11, 12), date(2026, 11, 26), date(2026, 12, 10), date(2027, 1, 7), date(2027, 1, 21)]
    assert [row.held_on for row in sessions(offer)] == expected and not any(row.cancelled for row in sessions(offer))
    with as_owner():
        series = Series.objects.get(offer=offer)
    assert [day for day, _ in series.left_out] == ["2026-12-24", "2027-02-04"]
    assert "ausgefallen" not in text(browser.get(offer.get_absolute_url()))


def test_a_day_left_out_can_be_ticked_and_another_one_taken_away(client_of, offer):
    """What was ticked is shown once more with its number, then saved."""
    browser, values = client_of("coordinator"), data(rhythm="weekly", until="31.12.2026")
    form = form_of(browser.post(address(offer), values), address(offer))
    assert form.controls["day"].chosen == ["2026-12-10", "2026-12-17"]
    sent = values | {"of": form.controls["of"].chosen, "seen": form.controls["seen"].chosen, "day": ["2026-12-10", "2026-12-24"]}
    again = browser.post(address(offer), sent)
    assert again.status_code == 200 and "2 Termine anlegen" in text(again) and "17. Dezember 2026" in text(again) and sessions(offer) == []
    shown = form_of(again, address(offer))
    assert browser.post(address(offer), sent | {"seen": shown.controls["seen"].chosen}).status_code == 302
    assert [row.held_on.day for row in sessions(offer)] == [10, 24]


def test_what_was_shown_for_another_series_is_not_saved(client_of, offer):
    browser = client_of("coordinator")
    form = form_of(browser.post(address(offer), data()), address(offer))
    sent = data(until="27.5.2027") | {name: form.controls[name].chosen for name in ("of", "seen", "day")}
    answer = browser.post(address(offer), sent)
    assert answer.status_code == 200 and "27. Mai 2027" in text(answer) and sessions(offer) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"until": ""}, "Bitte sagen Sie, bis wann die Reihe längstens geht."),
        ({"rhythm": "weeks"}, "Bitte sagen Sie, alle wie viele Wochen."),
        ({"rhythm": "weeks", "every": "0"}, "Bitte geben Sie mindestens 1 an."),
        ({"rhythm": "once"}, "Bis zu einem Tag sind es mehrere Termine."),
        ({"rhythm": "single", "days": "bald"}, "Das ist kein Datum: „bald“."),
        ({"rhythm": "nth", "weekdays": ["2"]}, "Mehrere Wochentage gehen nur bei einer Reihe von Wochen."),
        (
            {"rhythm": "row", "until": "10.12.2028"},
            "Das wären mehr als 500 Termine, höchstens 120 sind auf einmal möglich. Das reicht bis zum 08.04.2027.",
        ),
        ({"rhythm": "last", "held_on": "1.12.2026", "until": "5.12.2026"}, "Bis dahin gibt es keinen Tag"),
        ({"elsewhere": "room:999999"}, "Diese Auswahl gibt es nicht"),
    ],
)
def test_a_series_that_cannot_be_says_why(client_of, offer, changes, sentence):
    answer = client_of("coordinator").post(address(offer), data(**changes))
    assert answer.status_code == 422 and sentence in text(answer) and sessions(offer) == []


def test_a_date_has_a_place_of_its_own_and_families_read_it(client_of, offer, world):
    browser = client_of("coordinator")
    assert confirmed(browser, address(offer), data(rhythm="once", until="", place="Bibliothek, Am Markt 3")).status_code == 302
    (session,) = sessions(offer)
    with as_owner():
        assert PublicDate.objects.get(site=world.own).room == "Bibliothek, Am Markt 3"
        room = make.make_room(world.own, "Turnhalle")
    edit = reverse("offers:session_edit", args=[session.pk])
    both = {"held_on": "10.12.2026", "starts_at": "15:00", "ends_at": "16:30", "elsewhere": f"room:{room.pk}", "place": "Bibliothek"}
    assert "nicht beides" in text(browser.post(edit, both))
    assert browser.post(edit, both | {"place": ""}).status_code == 302
    with as_owner():
        assert PublicDate.objects.get(site=world.own).room == "Turnhalle"


def test_from_here_on_another_time_and_place(client_of, offer):
    browser = client_of("coordinator")
    confirmed(browser, address(offer), data(rhythm="weekly", until="31.1.2027", weekdays=["1"]), every_day=False)
    rows = sessions(offer)
    later = {"held_on": f"{rows[2].held_on:%d.%m.%Y}", "starts_at": "16:00", "ends_at": "17:00", "place": "Bibliothek", "with_rest": "on"}
    assert browser.post(reverse("offers:session_edit", args=[rows[2].pk]), later).status_code == 302
    assert [(row.starts_at.hour, row.place) for row in sessions(offer)] == [(15, "")] * 2 + [(16, "Bibliothek")] * (len(rows) - 2)
    assert {row.held_on.weekday() for row in sessions(offer)} == {0, 3}


def test_a_move_onto_a_closing_day_asks_once(client_of, offer):
    browser = client_of("coordinator")
    with as_owner():
        session = make.make_session(offer, date(2026, 12, 10))
        ClosingDays.objects.create(site=offer.site, name="Teamtag", starts=date(2026, 12, 11), ends=date(2026, 12, 11))
    edit, values = reverse("offers:session_edit", args=[session.pk]), {"held_on": "11.12.2026", "starts_at": "15:00", "ends_at": "16:30"}
    asked = browser.post(edit, values)
    assert asked.status_code == 422 and "11. Dezember 2026 (Schließtag: Teamtag)" in text(asked)
    assert browser.post(edit, values | {"sure": "on"}).status_code == 302


def test_a_date_falls_away_with_a_reason_and_is_made_up_for(client_of, offer):
    browser = client_of("coordinator")
    with as_owner():
        session = make.make_session(offer, date(2026, 12, 1))
    url = reverse("offers:session_call_off", args=[session.pk])
    values = {"reason": "room", "held_on": "3.12.2026", "starts_at": "15:00", "ends_at": "16:30"}
    assert browser.post(url, values | {"reason": ""}).status_code == 422
    assert browser.post(url, values).status_code == 302
    first, second = sessions(offer)
    assert (first.cancelled, first.cancel_reason, second.makes_up_id, second.cancelled) == (True, "room", first.pk, False)
    week = text(browser.get(reverse("offers:offer_week", args=[offer.site_id]) + "?week=2026-W49"))
    assert "fällt aus , der Raum ist nicht frei" in week or "fällt aus, der Raum ist nicht frei" in week
    assert "Nachholtermin: 3. Dez." in week and "holt den 1. Dez. nach" in week and "2 Termine, einer fällt aus." in week
    browser.post(reverse("offers:session_restore", args=[first.pk]))
    assert (sessions(offer)[0].cancelled, sessions(offer)[0].cancel_reason) == (False, "")


@pytest.mark.guard("made-up-once")
def test_a_date_is_made_up_for_once(client_of, offer):
    browser = client_of("coordinator")
    with as_owner():
        session = make.make_session(offer, date(2026, 12, 1), cancelled=True, cancel_reason="room")
        made_up = make.make_session(offer, date(2026, 12, 3), makes_up=session)
    url = reverse("offers:session_call_off", args=[session.pk])
    values = {"reason": "room", "held_on": "4.12.2026", "starts_at": "15:00", "ends_at": "16:30"}
    answer = browser.post(url, values)
    assert answer.status_code == 422 and "Er wird schon am 03.12.2026 nachgeholt." in text(answer) and len(sessions(offer)) == 2
    with as_owner():
        Session.objects.filter(pk=made_up.pk).update(cancelled=True)
    assert browser.post(url, values).status_code == 302 and len(sessions(offer)) == 3


@pytest.mark.guard("after-midnight")
def test_an_evening_over_midnight_is_there_until_it_ends(client_of, offer):
    browser = client_of("coordinator")
    assert (
        confirmed(browser, address(offer), data(held_on="28.11.2026", rhythm="once", until="", starts_at="20:00", ends_at="1:00")).status_code == 302
    )
    for at, shown in ((datetime(2026, 11, 29, 0, 30), True), (datetime(2026, 11, 29, 1, 1), False)):
        with time_machine.travel(at.replace(tzinfo=BERLIN), tick=False):
            page = text(client_of("coordinator").get(offer.get_absolute_url()))
            assert ("Nächster Termin Samstag, 28. November, 20:00 Uhr" in page) == shown


def test_standing_hours_are_one_row_a_week_and_wait_until_the_week_is_over(client_of, offer):
    browser = client_of("coordinator")
    values = data(rhythm="standing", held_on="30.11.2026", until="13.12.2026", weekdays=["4"], starts_at="9:00", ends_at="12:00")
    page = text(browser.post(address(offer), values))
    assert "2 Wochen anlegen" in page and "Montag, 30. November 2026" in page
    assert confirmed(browser, address(offer), values).status_code == 302
    rows = sessions(offer)
    assert [(row.held_on.day, row.open_days, row.week_hours) for row in rows] == [(30, [1, 4], 6), (7, [1, 4], 6)]
    assert rows[0].hours_words == "Montag, Donnerstag, 9:00 bis 12:00 Uhr, 6 Stunden in der Woche"
    with as_owner():
        assert not Session.objects.missing(date(2026, 12, 6)).exists()
        assert list(Session.objects.missing(date(2026, 12, 7))) == [rows[0]]
    week = text(browser.get(reverse("offers:offer_week", args=[offer.site_id]) + "?week=2026-W49"))
    assert week.count("Elterncafé") >= 2 and "1 Termin." in week


def test_nonsense_in_the_address_is_this_week_and_this_month(client_of, offer):
    browser = client_of("coordinator")
    for query in ("week=2026-W99", "week=x", "month=2026-13", "month=99999-01", ""):
        assert "Woche 48, 23. bis 29. November 2026: kein Termin." in text(
            browser.get(reverse("offers:offer_week", args=[offer.site_id]) + f"?{query}")
        )
    assert "November 2026: kein Termin." in text(browser.get(reverse("offers:offer_month", args=[offer.site_id]) + "?month=2026-14"))


def test_the_month_lists_every_date_with_its_state(client_of, offer):
    with as_owner():
        make.make_session(offer, date(2026, 11, 3), figures=(4, 2, 7))
        make.make_session(offer, date(2026, 11, 10))
        make.make_session(offer, date(2026, 11, 30), at=time(9))
        make.make_session(offer, date(2026, 12, 1))
    page = text(client_of("coordinator").get(reverse("offers:offer_month", args=[offer.site_id])))
    assert "November 2026: 3 Termine." in page and "13 Teilnahmen" in page and "ohne Zahlen" in page and "geplant" in page


def test_the_week_needs_eight_queries_whatever_is_in_it(client_of, offer, own_queries):
    browser, url = client_of("coordinator"), reverse("offers:offer_week", args=[offer.site_id])
    with as_owner():
        for number in range(40):
            other = Offer.objects.create(
                site=offer.site, title=f"Angebot {number}", types=["encounter"], action_field=offer.action_field, starts=offer.starts
            )
            make.make_session(other, date(2026, 11, 24), at=time(number % 20))
    with own_queries() as seen:
        assert browser.get(url).status_code == 200
    assert seen.count <= 4 + 8, [query["sql"][:90] for query in seen.captured_queries]
