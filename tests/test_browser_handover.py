"""A coordinator leaves: the head hands over on a phone, the new person begins on the start page, nothing is left behind."""

import pytest
from django.utils import timezone

from reporting.rules.handover import items_of
from sites.models import Membership, Site
from tests import factories as make
from tests.conftest import as_owner, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house():
    world = make_world()
    with as_owner():
        make.make_step(world.own, "Leseraum zusagen lassen", owner=world.people["coordinator"].name)
        make.make_offer(world.own, "Elterncafé", led_by=world.people["coordinator"])
        Site.objects.filter(pk=world.own.pk).update(contact=world.people["coordinator"].name)
    return world


def shown(page):
    return " ".join(page.inner_text("main").split())


def test_a_coordinator_hands_over_and_the_next_one_begins(phone, house):
    leaver, successor, today = house.people["coordinator"], house.people["professional"], timezone.localdate()
    head = phone.new(house.people["head"], touch=True)
    head.goto(f"{phone.address}/sites/{house.own.pk}/handovers/")
    phone.station(head, "13-list")
    assert "Leseraum zusagen lassen" in shown(head) and "Elterncafé" in shown(head)
    head.get_by_role("link", name="Aufgaben übergeben").tap()
    head.select_option("select[name=leaver]", label=f"{leaver.name}, Koordination")
    head.fill("input[name=leaves_on]", f"{today:%d.%m.%Y}")
    head.select_option("select[name=successor]", label=successor.name)
    head.fill("textarea[name=words]", "Der Schlüssel liegt im Büro.")
    phone.station(head, "13-form")
    head.get_by_role("button", name="Übergeben").tap()
    head.wait_for_url("**/handovers/")
    with as_owner():
        assert list(items_of(house.own.pk, leaver, today)) == []
        assert len(list(items_of(house.own.pk, successor, today))) == 3
    next_one = phone.new(successor, touch=True)
    next_one.goto(f"{phone.address}/")
    next_one.get_by_role("button", name="Annehmen").tap()
    next_one.wait_for_selector("text=Sie haben die Rolle Koordination angenommen.")
    with as_owner():
        assert Membership.objects.get(user=successor, role="coordinator", place=house.own.pk).accepted
    next_one.goto(f"{phone.address}/")
    phone.station(next_one, "13-begin")
    assert "Hier anfangen: Koordination" in shown(next_one) and "Der Schlüssel liegt im Büro." in shown(next_one)
    next_one.get_by_role("button", name="Ich bin angekommen").tap()
    next_one.get_by_text("Hier anfangen").wait_for(state="detached")
    assert next_one.url == f"{phone.address}/"
