"""The days of an offer and of what belongs to it: no contradiction with its dates, no slip in the year, and what is wrong stands at its field."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.models import Offer, OfferType, Session
from offers.services.offers import drop_planned
from tests import factories as make
from tests.conftest import as_owner
from tests.offers.test_classification import classification
from tests.offers.test_evidence import typed as evidence
from tests.offers.test_lists import typed as named
from tests.offers.test_offers import data, place

__all__ = ["place"]


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def said(answer):
    """The errors of a refused form by field."""
    assert answer.status_code == 422
    return {name: " ".join(errors) for name, errors in answer.context["form"].errors.items()}


@pytest.fixture
def planned(world, place):
    with as_owner():
        offer = make.make_offer(world.own, needs=[place["need"]])
        make.make_session(offer, in_days(-20), figures=(1, 2, 3))
        make.make_session(offer, in_days(20))
    return offer


@pytest.mark.parametrize(
    ("days", "field", "words"),
    [
        ({"starts": in_days(-5)}, "starts", f"Davor gibt es schon Termine: {in_days(-20):%d.%m.%Y}."),
        ({"starts": in_days(21)}, "starts", f"Davor gibt es schon Termine: {in_days(-20):%d.%m.%Y}, {in_days(20):%d.%m.%Y}."),
        ({"starts": in_days(-90), "ends": in_days(-30)}, "ends", f"Danach gibt es schon Zahlen: {in_days(-20):%d.%m.%Y}."),
        ({"starts": date(1900, 1, 1)}, "starts", "Bitte prüfen Sie das Jahr"),
        ({"ends": date(2199, 12, 31)}, "ends", "Bitte prüfen Sie das Jahr"),
    ],
)
def test_the_days_of_an_offer_fit_its_dates_and_are_no_slip(client_of, place, planned, days, field, words):
    typed = data(place, **{"starts": f"{in_days(-90):%d.%m.%Y}", **{name: f"{day:%d.%m.%Y}" for name, day in days.items()}}, sure="on")
    assert words in said(client_of("coordinator").post(reverse("offers:offer_edit", args=[planned.pk]), typed))[field]


def test_the_days_may_lie_on_the_first_and_the_last_date(client_of, place, planned):
    typed = data(place, starts=f"{in_days(-20):%d.%m.%Y}", ends=f"{in_days(20):%d.%m.%Y}")
    assert client_of("coordinator").post(reverse("offers:offer_edit", args=[planned.pk]), typed).status_code == 302


def test_nobody_has_agreed_to_a_fee_tomorrow(client_of, planned):
    fee = {"fee": "2,50", "fee_consent_on": f"{in_days(1):%d.%m.%Y}"}
    address = reverse("offers:offer_classify", args=[planned.pk])
    assert "liegt in der Zukunft" in said(client_of("coordinator").post(address, classification(**fee)))["fee_consent_on"]


def test_without_a_fee_there_is_no_consent_to_one(client_of, planned):
    address = reverse("offers:offer_classify", args=[planned.pk])
    sent = classification(fee="0", fee_consent_on=f"{in_days(-1):%d.%m.%Y}")
    assert client_of("coordinator").post(address, sent).status_code == 302
    with as_owner():
        assert Offer.objects.get(pk=planned.pk).fee_consent_on is None


@pytest.mark.guard("facts-of-the-day")
def test_a_changed_kind_counts_for_coming_dates_alone(client_of, place, planned):
    with as_owner():
        missed = make.make_session(planned, in_days(-10))
    kind = OfferType.COUNSELLING.value
    typed = data(place, types=[kind], starts=f"{in_days(-90):%d.%m.%Y}")
    assert client_of("coordinator").post(reverse("offers:offer_edit", args=[planned.pk]), typed).status_code == 302
    with as_owner():
        kinds = list(Session.objects.filter(offer=planned).values_list("offer_type", flat=True))
        assert Session.objects.get(pk=missed.pk).offer_type != kind and kinds.count(kind) == 1


@pytest.mark.guard("logged-holds")
def test_figures_hold_an_offer_that_is_to_be_taken_away(planned):
    with as_owner():
        drop_planned(planned)
        assert [bool(row.logged) for row in Session.objects.filter(offer=planned)] == [True]


# At its field ---------------------------------------------------------------------------------------------------------


def test_what_a_row_refuses_stands_at_its_field(world, client_of, place, planned):
    browser, days = client_of("coordinator"), {"dated": f"{in_days(-5):%d.%m.%Y}", "valid_until": f"{in_days(-9):%d.%m.%Y}"}
    refused = said(browser.post(reverse("offers:evidence_create", args=[world.own.pk]), evidence(**days)))
    assert refused == {"valid_until": "Ein Nachweis gilt nicht, bevor es ihn gibt."}
    refused = said(browser.post(reverse("offers:named_list_create", args=[planned.pk]), named(ends=f"{in_days(-1):%d.%m.%Y}")))
    assert refused == {"ends": "Der letzte Tag liegt in der Vergangenheit."}
    with as_owner():
        fresh = make.make_offer(world.own, "Ganz neu")
    ended = data(place, starts=f"{in_days(30):%d.%m.%Y}", ends=f"{in_days(21):%d.%m.%Y}")
    assert said(browser.post(reverse("offers:offer_edit", args=[fresh.pk]), ended)) == {"ends": "Das Ende liegt vor dem Beginn."}
