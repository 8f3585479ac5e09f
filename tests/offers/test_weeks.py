"""The week of a house: to which month it belongs, and what stands in it on days on which the house is closed."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from sites.core.days import date_short
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text


def test_what_is_planned_on_closing_days_is_named(world, client_of):
    first = timezone.localdate() + timedelta(days=20)
    with as_owner():
        offer = make.make_offer(world.own, "Elterncafé")
        inside, off = make.make_session(offer, first), make.make_session(offer, first + timedelta(days=1))
        type(off).objects.filter(pk=off.pk).update(cancelled=True)
        make.make_session(offer, first + timedelta(days=3))
    sent = {"name": "Teamtage", "starts": f"{first:%d.%m.%Y}", "ends": f"{first + timedelta(days=2):%d.%m.%Y}"}
    page = text(client_of("head").post(reverse("offers:closing_create", args=[world.own.pk]), sent, follow=True)).replace("\xa0", " ")
    day = date_short(inside.held_on).replace("\xa0", " ")
    assert f"In diesen Tagen sind noch Termine geplant: {day} Elterncafé. Familien" in page


def test_a_week_belongs_to_the_month_of_most_of_its_days(world, client_of):
    client, address = client_of("head"), reverse("offers:offer_week", args=[world.own.pk])
    chosen = {query: client.get(f"{address}?{query}").context["months"][6][0] for query in ("week=2026-W49", "month=2026-11", "month=2027-02")}
    assert chosen == {"week=2026-W49": "2026-12", "month=2026-11": "2026-11", "month=2027-02": "2027-02"}
