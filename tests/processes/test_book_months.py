"""Months of the book: closed once, never changed afterwards, put right by a later line; a day has 24 hours over all sites."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from processes.models import ClosedMonth, Contract, FacilitationNote, FacilitationSession
from processes.rules.book import accounted_with, amount, due_on, last_day, month_of, next_month, total
from processes.services.book import close_month, correct_hours, log_hours
from sites.core.wall import set_wall
from sites.models import Entry, Membership
from tests import factories as make
from tests.conftest import as_owner
from tests.processes.test_book import count, only, today
from tests.sites.reading import text

PRESENT = month_of(today())
LAST = month_of(PRESENT - timedelta(days=1))


@pytest.fixture
def contract(world):
    with as_owner():
        Membership.objects.filter(user=world.people["facilitator"]).delete()
        contract = make.make_contract(world.own, world.people["facilitator"], starts=LAST - timedelta(days=300), ends=today() + timedelta(days=200))
        Contract.objects.filter(pk=contract.pk).update(rate=Decimal(70))
        return contract


def close(browser, month, **more):
    return browser.post(reverse("processes:month_close"), {"month": month.isoformat(), **more})


def typed(day, **changes):
    return {"held_on": f"{day:%d.%m.%Y}", "hours": "2,5", "kind": "advice", "topic": "Klausur", "door": "site", **changes}


def test_a_closed_month_keeps_its_figures_and_is_closed_once(world, client_of, contract):
    with as_owner():
        make.make_hours(contract, LAST + timedelta(days=4), hours=Decimal("3.5"))
        make.make_hours(contract, LAST + timedelta(days=9), hours=Decimal("1.25"))
        make.make_hours(contract, LAST - timedelta(days=1), hours=Decimal(8))  # the month before
    browser = client_of("facilitator")
    answer = close(browser, LAST)
    assert answer.status_code == 302
    row = only(ClosedMonth)
    assert (row.month, row.hours, row.rate, row.amount, row.closed_on) == (LAST, Decimal("4.75"), Decimal(70), Decimal("332.50"), today())
    assert count(Entry, kind="closed", subject=f"processes.contract:{contract.pk}") == 1
    page = text(browser.get(answer.url))
    assert "ist abgeschlossen" in page and "332,50" in page and "Stundenzettel" in page
    again = close(browser, LAST)
    assert again.status_code == 422 and "ist schon abgeschlossen" in again.content.decode()
    assert count(ClosedMonth) == 1


def test_a_month_that_runs_is_asked_about_and_one_to_come_is_refused(world, client_of, contract):
    browser = client_of("facilitator")
    if today() < last_day(PRESENT):
        asked = close(browser, PRESENT)
        assert asked.status_code == 422 and "läuft noch bis zum" in asked.content.decode() and count(ClosedMonth) == 0
    assert close(browser, PRESENT, sure="on").status_code == 302
    refused = close(browser, next_month(PRESENT), sure="on")
    assert refused.status_code == 422 and "hat noch nicht begonnen" in refused.content.decode()
    assert close(browser, date(2001, 1, 1)).status_code == 422 and count(ClosedMonth) == 1
    assert browser.post(reverse("processes:month_close"), {"month": "x"}).status_code == 422


@pytest.mark.guard("book-closed")
@pytest.mark.guard("closed-months")
def test_the_database_itself_keeps_a_closed_month(world, client_of, contract):
    with as_owner():
        line, other = make.make_hours(contract, LAST + timedelta(days=4)), make.make_hours(contract, today())
    close(client_of("facilitator"), LAST)
    set_wall([world.own.pk], person=world.people["facilitator"].pk)
    attempts = [
        lambda: FacilitationSession.objects.filter(pk=line.pk).update(hours=1),
        lambda: FacilitationSession.objects.filter(pk=other.pk).update(month=LAST),
        lambda: FacilitationSession.objects.get(pk=line.pk).delete(),
        lambda: FacilitationSession.objects.create(contract=contract, site=world.own, held_on=LAST, hours=1, month=LAST),
        lambda: ClosedMonth.objects.update(hours=1),
        lambda: ClosedMonth.objects.all().delete(),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
            connection.check_constraints()


def test_a_line_of_a_closed_month_is_put_right_by_a_later_one(world, client_of, contract):
    with as_owner():
        line = make.make_hours(contract, LAST + timedelta(days=4), hours=Decimal(3))
    browser = client_of("facilitator")
    close(browser, LAST)
    refused = browser.post(reverse("processes:hours_edit", args=[line.pk]), typed(line.held_on))
    assert refused.status_code == 422 and "lässt sich nicht mehr ändern, aber berichtigen" in refused.content.decode()
    browser.post(reverse("processes:hours_edit", args=[line.pk]), {"remove": "1"})
    assert count(FacilitationSession) == 1
    way = reverse("processes:hours_correct", args=[line.pk])
    assert way in browser.get(reverse("processes:entry_list", args=[contract.pk])).content.decode()
    same = browser.post(way, {"hours": "3", "door": "site"})
    assert same.status_code == 422 and "So steht es schon da" in same.content.decode()
    assert browser.post(way, {"hours": "1,75", "door": "site"}).status_code == 302
    later = only(FacilitationSession, corrects=line)
    assert (later.hours, later.held_on, later.month) == (Decimal("-1.25"), line.held_on, PRESENT)
    assert only(Entry, kind="corrected").details["hours"] == ["3.00", "1.75"]
    assert only(ClosedMonth).hours == 3  # as it was
    assert browser.post(way, {"hours": "0", "door": "site"}).status_code == 302
    with as_owner():
        assert sum(FacilitationSession.objects.values_list("hours", flat=True)) == 0
    page = text(browser.get(reverse("processes:entry_list", args=[contract.pk])))
    assert "berichtigt auf 0 Stunden" in page and page.count("Berichtigung") == 2


def test_a_door_is_shut_also_after_the_month_is_closed(world, client_of, contract):
    with as_owner():
        line = make.make_hours(contract, LAST + timedelta(days=4), hours=Decimal(3), door="county")
    browser = client_of("facilitator")
    close(browser, LAST)
    assert browser.post(reverse("processes:hours_correct", args=[line.pk]), {"hours": "3", "door": "private"}).status_code == 302
    note = only(FacilitationNote)
    assert (note.door, note.county_id) == ("private", None) and count(FacilitationSession) == 1


def test_a_forgotten_date_of_a_closed_month_is_accounted_with_the_next_one(world, client_of, contract):
    browser = client_of("facilitator")
    close(browser, LAST)
    answer = browser.post(reverse("processes:hours_create", args=[contract.pk]), typed(LAST + timedelta(days=2)), follow=True)
    assert "ist schon abgeschlossen. Die Zeile wird mit dem" in text(answer)
    line = only(FacilitationSession)
    assert (line.held_on, line.month) == (LAST + timedelta(days=2), PRESENT)


def test_an_open_line_is_not_corrected_but_changed(world, behind_forms, contract):
    with as_owner():
        line = make.make_hours(contract, today())
    with pytest.raises(ValidationError, match="noch offen"):
        correct_hours(access=behind_forms("facilitator"), line=line, hours=Decimal(1), door="site")


@pytest.mark.guard("book-day")
def test_a_day_has_24_hours_over_all_sites(world, client_of, contract):
    with as_owner():
        other = make.make_contract(world.sibling, world.people["facilitator"])
        for part in (Decimal(12), Decimal(10)):
            make.make_hours(other, today(), hours=part)
    browser = client_of("facilitator")
    refused = browser.post(reverse("processes:hours_create", args=[contract.pk]), typed(today(), hours="2,25"))
    assert refused.status_code == 422 and "mehr als 24 Stunden" in refused.content.decode() and "Klausur" in refused.content.decode()
    assert browser.post(reverse("processes:hours_create", args=[contract.pk]), typed(today(), hours="2")).status_code == 302
    line = only(FacilitationSession, contract=contract)
    assert browser.post(reverse("processes:hours_edit", args=[line.pk]), typed(today(), hours="2,25")).status_code == 422
    assert only(FacilitationSession, contract=contract).hours == 2


@pytest.mark.guard("hours-over")
def test_a_contract_that_has_ended_meanwhile_takes_no_hours(world, behind_forms, contract):
    access = behind_forms("facilitator")
    with as_owner():
        Contract.objects.filter(pk=contract.pk).update(ends=today() - timedelta(days=1))
    with pytest.raises(ValidationError, match="inzwischen beendet"):
        log_hours(access=access, contract=contract, held_on=today() - timedelta(days=3), hours=Decimal(1), kind="advice", topic="Zu spät")
    with pytest.raises(ValidationError, match="inzwischen beendet"):
        close_month(access=access, contracts=[contract], month=PRESENT)
    assert count(FacilitationSession) == 0 == count(ClosedMonth)


@pytest.mark.guard("foreign-hours")
def test_nobody_closes_the_month_of_somebody_else(world, client_of, behind_forms, contract):
    with as_owner():
        other = make.make_user("Andere Begleitung", "andere@begleitung.example")
        make.make_contract(world.own, other)
    browser = client_of("facilitator")
    browser.force_login(other)
    close(browser, LAST)
    assert not count(ClosedMonth, contract=contract)
    with pytest.raises(ValidationError, match="nur die Person"):
        close_month(access=behind_forms(other), contracts=[contract], month=LAST)


DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(DAYS, st.integers(0, 400), st.lists(st.integers(0, 14)))
def test_a_line_is_accounted_with_the_first_open_month(held_on, left, closed):
    months = [month_of(held_on)]
    for _ in range(15):
        months.append(next_month(months[-1]))
    ends, shut = held_on + timedelta(days=left), {months[at] for at in closed}
    found = accounted_with(held_on, ends, shut)
    still = [month for month in months if month not in shut and month <= ends]
    assert found == (still[0] if still else None)


@given(DAYS)
def test_months_follow_each_other_and_are_due_on_the_fifth(day):
    month = month_of(day)
    assert month <= day <= last_day(month) and last_day(month) + timedelta(days=1) == next_month(month)
    assert due_on(month) == next_month(month) + timedelta(days=4)


CENTS = st.decimals(0, 500, places=2)


@given(st.decimals(-12, 12, places=2), CENTS)
def test_amounts_are_exact_to_the_cent(hours, rate):
    assert abs(amount(hours, rate) - hours * rate) <= Decimal("0.005") and amount(hours, None) is None


@given(st.lists(st.none() | CENTS))
def test_a_sum_leaves_out_what_has_no_rate(amounts):
    known = [one for one in amounts if one is not None]
    assert total(amounts) == (sum(known) if known else None)
