"""A facilitator's month on a phone, by touch: a line logged at the start page, changed, the month closed, put right, the timesheet taken along."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import Edition, Term
from processes.models import ClosedMonth, Contract, FacilitationNote, FacilitationSession
from tests import factories as make
from tests.conftest import as_owner, make_world
from tests.phones import counted, done
from tests.proofs.keyboard import written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = timezone.localdate()
LAST = TODAY.replace(day=1) - timedelta(days=1)
MOST_TOUCHES = 30  # of a whole month: far below three minutes


@pytest.fixture
def world():
    world = make_world()
    with as_owner():
        make.make_contract(world.own, world.people["facilitator"], starts=LAST - timedelta(days=200), ends=TODAY + timedelta(days=200))
        Contract.objects.update(rate=Decimal(70))
        edition = Edition.objects.filter(code="2021").first() or make.make_edition("2021", date(2021, 1, 1))
        profile = {"edition": edition, "catalogue": "facilitation", "starts": edition.starts}
        if not Term.objects.filter(**profile).exists():  # tests that commit begin without the lists
            for number, code in enumerate(("pb-t1", "pb-t8", "pb-t9"), 1):
                Term.objects.create(number=number, code=code, label=f"Aufgabe {code}", **profile)
    return world


def rows(model, **lookup):
    with as_owner():
        return list(model.objects.filter(**lookup).order_by("pk"))


def test_a_month_of_a_facilitator_from_the_first_line_to_the_timesheet(world, phone):
    page = phone.new(world.people["facilitator"], touch=True)
    page.goto(phone.address + reverse("reporting:home"))
    counted(page)
    phone.station(page, "12-book-start")
    page.fill("#h-log ~ * [name=held_on], [name=held_on]", written(LAST))
    page.fill("[name=hours]", "2,5")
    page.fill("[name=topic]", "Ausgangsanalyse, dritte Runde")
    page.locator(".chip", has_text="Reflexion").tap()
    page.locator(".door", has_text="Für Landkreis und Land").tap()
    page.get_by_role("button", name="Eintragen").tap()
    page.wait_for_selector("text=Eingetragen: 2,5 Stunden")
    (line,) = rows(FacilitationSession)
    (note,) = rows(FacilitationNote)
    assert (line.hours, line.held_on, note.door, note.topic) == (Decimal("2.5"), LAST, "county", "Ausgangsanalyse, dritte Runde")

    page.goto(phone.address + reverse("processes:contract_detail", args=[line.contract_id]))
    phone.station(page, "12-book-contract")
    page.get_by_role("link", name="Ändern").first.tap()
    page.wait_for_url("**/edit/")
    page.fill("[name=hours]", "3")
    phone.station(page, "12-book-change")
    page.get_by_role("button", name="Speichern").tap()
    page.wait_for_url("**/contracts/**")
    assert rows(FacilitationSession)[0].hours == 3

    page.goto(phone.address + reverse("reporting:home"))
    page.get_by_role("button", name="Monat abschließen").tap()
    page.wait_for_url("**/hours/close/**")
    phone.station(page, "12-book-closed")
    (closed,) = rows(ClosedMonth)
    assert (closed.hours, closed.amount) == (Decimal(3), Decimal(210)) and "210,00" in page.locator("main").inner_text()
    paper = page.request.get(phone.address + page.get_by_role("link", name="Stundenzettel").first.get_attribute("href"))
    with pikepdf.open(io.BytesIO(paper.body())) as sheet:
        assert len(sheet.pages) == 1

    page.goto(phone.address + reverse("processes:contract_detail", args=[line.contract_id]))
    page.get_by_role("link", name="Berichtigen").first.tap()
    page.wait_for_url("**/correct/")
    page.fill("[name=hours]", "2")
    phone.station(page, "12-book-correct")
    page.get_by_role("button", name="Speichern").tap()
    page.wait_for_url("**/contracts/**")
    later = rows(FacilitationSession)[1]
    assert (later.hours, later.month, rows(ClosedMonth)[0].hours) == (Decimal(-1), TODAY.replace(day=1), Decimal(3))
    phone.station(page, "12-book-corrected")
    assert done(page) <= MOST_TOUCHES
