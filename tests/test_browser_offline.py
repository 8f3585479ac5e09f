"""Logging without network in a real Chromium: entries stay on the device, go once when the network is back, and contradict nobody."""

from contextlib import closing
from datetime import time, timedelta

import pytest
from django.utils import timezone

from offers.models import DeviceEntry, Session
from tests import factories as make
from tests.conftest import as_owner, make_world
from tests.proofs.browser import chromium_kept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 780}


@pytest.fixture(scope="module")
def open_browser(tmp_path_factory):
    """Opens the browser of one device anew, with what pages have stored on it; for longer than a test, as `browser` is."""
    with chromium_kept(tmp_path_factory.mktemp("device")) as opened:
        yield opened


def enter(page, address, person):
    page.goto(f"{address}/konto/login/")
    page.fill("input[name=login]", person.email)
    page.fill("input[name=password]", "passwort-im-test")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/konto/" not in url)


def ready(page):
    """The worker serves the page, and the device knows the sessions."""
    page.evaluate("navigator.serviceWorker.ready")
    page.reload()
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.evaluate("""async () => { while (!(await thekizQueue.pocket())) await new Promise((done) => setTimeout(done, 50)); }""")


def type_in(page, title, figures):
    page.locator("#sessions li", has_text=title).get_by_role("button").click()
    for name, figure in zip(("adults_centre", "adults_space", "children"), figures, strict=True):
        page.fill(f"input[name={name}]", str(figure))
    page.get_by_role("button", name="Fertig").click()
    page.locator("#queue").get_by_role("heading", name=title).wait_for()


def figures_of(session):
    with as_owner():
        found = Session.objects.get(pk=session.pk)
    return (found.adults_centre, found.adults_space, found.children)


def test_three_entries_without_network_go_once_after_a_restart_and_a_fourth_is_decided(live_server, open_browser):
    """UF8: the form that was open, two more on the page without network, browser closed, log-out and log-in, network back."""
    world = make_world()
    person = world.people["coordinator"]
    with as_owner():
        offers = [make.make_offer(world.own, title) for title in ("Elterncafé", "Krabbelgruppe", "Sprachtreff", "Antragshilfe")]
        sessions = [make.make_session(offer, timezone.localdate(), at=time(0)) for offer in offers]
        make.make_session(offers[0], timezone.localdate() - timedelta(days=7), figures=(7, 3, 11))
    address = live_server.url
    with closing(open_browser(viewport=PHONE, locale="de-DE")) as device:
        page = device.new_page()
        enter(page, address, person)
        ready(page)
        page.get_by_role("link", name="Eintragen", exact=False).first.click()
        page.wait_for_selector("input[name=adults_centre]")
        opened = page.get_by_role("heading", level=1).inner_text()
        device.set_offline(True)
        page.get_by_role("button", name="Fertig").click()
        page.get_by_role("heading", name="Kein Netz").wait_for()
        others = [title for title in ("Elterncafé", "Krabbelgruppe", "Sprachtreff", "Antragshilfe") if title != opened]
        asked: list[str] = []
        page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
        for number, title in enumerate(others):
            type_in(page, title, (number + 1 if number else 60, 0, 2))
        assert ["60 Erwachsene, Kita. Stimmt das?" in words for words in asked] == [True]
        assert page.locator("#queue li").count() == 4
    with as_owner():
        assert DeviceEntry.objects.count() == 0
        contested = next(session for session in sessions if session.offer.title == others[-1])
        Session.objects.filter(pk=contested.pk).update(
            adults_centre=9, adults_space=9, children=9, logged=timezone.now(), logged_by=world.people["head"]
        )
    with closing(open_browser(viewport=PHONE, locale="de-DE")) as device:  # the browser was closed, the session cookie is gone
        page = device.new_page()
        enter(page, address, world.people["head"])
        page.goto(f"{address}/offers/device/")
        page.get_by_text("Einträge einer anderen Person").wait_for()
        page.goto(f"{address}/konto/logout/")
        page.once("dialog", lambda dialog: dialog.accept())
        page.get_by_role("main").get_by_role("button", name="Abmelden").click()
        page.wait_for_url(lambda url: "logout" not in url)
        with as_owner():
            assert DeviceEntry.objects.count() == 0
        enter(page, address, person)
        page.goto(f"{address}/offers/device/")
        page.locator("#queue-empty").wait_for()
        page.reload()
        page.get_by_role("heading", name="Bitte entscheiden").wait_for()
        page.get_by_role("button", name="Meinen Eintrag nehmen").click()
        page.get_by_text("Ihr Eintrag gilt jetzt.").wait_for()
    with as_owner():
        assert sorted(DeviceEntry.objects.values_list("outcome", flat=True)) == ["mine", "taken", "taken", "taken"]
        assert Session.objects.filter(pk__in=[session.pk for session in sessions], logged__isnull=False).count() == 4
    assert figures_of(contested) == (3, 0, 2)
