"""A few jobs in a real Chromium: log-in, a session logged in six taps, the same without JavaScript, no sideways scrolling."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.models import Session
from tests import factories as make
from tests.conftest import as_owner, make_world
from tests.proofs.browser import chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def open_page(browser, live_server):
    """A page of a phone, logged in as somebody when asked."""
    contexts = []

    def opened(person=None, *, width=360, script=True):
        context = browser.new_context(viewport={"width": width, "height": 780}, java_script_enabled=script, locale="de-DE")
        contexts.append(context)
        page = context.new_page()
        if person is not None:
            page.goto(f"{live_server.url}/konto/login/")
            page.fill("input[name=login]", person.email)
            page.fill("input[name=password]", "passwort-im-test")
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: "/konto/" not in url)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.req("R013.D")
@pytest.mark.parametrize("script", [True, False])
def test_a_session_is_logged_in_six_taps_with_and_without_javascript(open_page, live_server, script):
    """From the start page: open (1), three counters at most (2–4), done (5) – the last values stand there already."""
    world = make_world()
    with as_owner():
        offer = make.make_offer(world.own)
        make.make_session(offer, timezone.localdate() - timedelta(days=7), figures=(7, 3, 11))
        session = make.make_session(offer, timezone.localdate())
    page = open_page(world.people["coordinator"], script=script)
    page.get_by_role("link", name="Eintragen").first.click()
    assert page.locator("input[name=adults_centre]").input_value() == "7"
    page.fill("input[name=adults_space]", "4")
    page.get_by_role("button", name="Fertig").click()
    page.wait_for_url(f"{live_server.url}/")
    with as_owner():
        saved = Session.objects.get(pk=session.pk)
    assert (saved.adults_centre, saved.adults_space, saved.children) == (7, 4, 11)


def test_a_wrong_password_keeps_the_address_and_says_so(open_page, live_server):
    world = make_world()
    page = open_page()
    page.goto(f"{live_server.url}/konto/login/")
    page.fill("input[name=login]", world.people["head"].email)
    page.fill("input[name=password]", "falsch")
    page.keyboard.press("Enter")
    page.locator(".errors").wait_for()
    assert page.locator("input[name=login]").input_value() == world.people["head"].email


@pytest.mark.parametrize("role", ["coordinator", "social_planner", "provider", "facilitator", "ministry", "parent"])
def test_no_start_page_scrolls_sideways_on_a_small_phone(open_page, role):
    world = make_world()
    page = open_page(world.people[role], width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_no_page_asks_a_foreign_host(open_page, live_server):
    world, asked = make_world(), []
    page = open_page(world.people["social_planner"])
    page.on("request", lambda request: asked.append(request.url))
    page.goto(live_server.url + reverse("reporting:overview"))
    assert asked and all(url.startswith((live_server.url, "data:")) for url in asked)


@pytest.mark.parametrize("view", ["planning:need_create", "offers:session_log"])
def test_what_has_the_focus_on_a_phone_is_not_covered_by_the_bars(open_page, live_server, view):
    """WCAG 2.4.11: every stop of Tab in a form lies above the navigation at the lower edge, not under it."""
    world = make_world()
    with as_owner():
        session = make.make_session(make.make_offer(world.own), timezone.localdate())
    page, covered = open_page(world.people["coordinator"]), []
    page.goto(live_server.url + reverse(view, args=[session.pk if view == "offers:session_log" else world.own.pk]))
    for _ in range(40):
        page.keyboard.press("Tab")
        covered.append(
            page.evaluate("""async () => { for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
            const one = document.activeElement, box = one.getBoundingClientRect();
            const hit = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height, 20) / 2);
            return one.closest('main') && hit && hit.closest('nav.main-nav, .dock') && !one.closest('.dock') ? one.outerHTML.slice(0, 80) : ''; }""")
        )
    assert set(covered) == {""}


def test_a_table_laid_out_as_cards_still_counts_as_a_table(open_page, live_server):
    """Some browsers forget what a table is once its rows are blocks: each part says it again."""
    world = make_world()
    page = open_page(world.people["coordinator"])
    page.goto(live_server.url + reverse("sites:rights"))
    table = page.locator(".phone-cards").first
    assert table.locator("tbody tr").first.evaluate("row => getComputedStyle(row).display") == "block"
    parts = [table, *(table.locator(part).first for part in ("thead", "tr", "thead th", "tbody th", "td"))]
    assert [part.get_attribute("role") for part in parts] == ["table", "rowgroup", "row", "columnheader", "rowheader", "cell"]
