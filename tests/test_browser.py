"""A few jobs in a real Chromium: log-in, a session logged in six taps, the same without JavaScript, no sideways scrolling."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.models import Session
from planning.models import Need
from tests import factories as make
from tests.conftest import as_owner, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
        session = make.make_session(offer, timezone.localdate(), at=time(0))
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


# How it looks ----------------------------------------------------------------------------------------------------------

#: Every picture with words: role, route, at what place.
LETTERED = (
    ("ministry", "reporting:overview", None),
    ("social_planner", "reporting:county_sheet", "county"),
    ("coordinator", "sites:network", "own"),
    ("coordinator", "planning:goal_list", "own"),
)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_letters_of_pictures_are_those_of_the_page(open_page, live_server, width):
    """As they are seen: their size times how much their picture is stretched; and none lies outside of the screen."""
    world = make_world()
    with as_owner():
        make.make_cooperation(make.make_partner(world.own, "Beratungsstelle"))
        make.make_goal(world.own)
    for role, view, place in LETTERED:
        page = open_page(world.people[role], width=width)
        page.goto(live_server.url + reverse(view, args=[getattr(world, place).pk] if place else []))
        body, letters = page.evaluate("""() => [parseFloat(getComputedStyle(document.body).fontSize),
            [...document.querySelectorAll('main svg text')].filter(one => one.getBoundingClientRect().width).map(one => [
                parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a, one.getBoundingClientRect().right])]""")
        assert letters and {round(size, 1) for size, _ in letters} == {body}, view
        assert max(right for _, right in letters) <= width, view


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_tabs_are_one_row_and_the_folded_ones_open_without_javascript(open_page, live_server, width):
    world = make_world()
    for role, view, place in (
        ("social_planner", "planning:need_map", world.county), ("social_planner", "planning:resolution_list", world.county),
        ("social_planner", "sites:area_list", world.county), ("coordinator", "offers:referral_count", world.own),
    ):  # fmt: skip
        page = open_page(world.people[role], width=width, script=False)
        page.goto(live_server.url + reverse(view, args=[place.pk]))
        seen = page.locator(".page-tabs > .tabs li:visible, .page-tabs > details:visible > summary")
        boxes = [one.bounding_box() for one in seen.all()]
        assert 1 < len(boxes) <= 6, view
        assert max(box["y"] for box in boxes) - min(box["y"] for box in boxes) < 3, view
        assert max(box["x"] + box["width"] for box in boxes) <= width and max(box["height"] for box in boxes) < 48
        assert page.locator(".page-tabs [aria-current]:visible").count() == 1
        if page.locator(".page-tabs summary:visible").count():
            page.locator(".page-tabs summary").click()
            row, folded = page.locator(".page-tabs > .tabs a:visible").count(), page.locator(".tabs-folded a:visible").count()
            assert folded and row + folded == len(page.locator(".page-tabs a").evaluate_all("all => [...new Set(all.map(one => one.href))]"))
            assert page.evaluate("document.documentElement.scrollWidth") <= width


# A form acts once, and nobody overwrites anybody -----------------------------------------------------------------------


def needs() -> list[tuple[str, str]]:
    with as_owner():
        return list(Need.objects.order_by("pk").values_list("title", "text"))


def test_of_two_who_have_one_form_open_the_second_reads_who_saved_and_decides(open_page, live_server):
    world = make_world()
    with as_owner():
        need = make.make_need(world.own, title="Treffpunkt", text="Alt")
    address = live_server.url + reverse("planning:need_edit", args=[need.pk])
    coordinator, head = open_page(world.people["coordinator"]), open_page(world.people["head"])
    for page, words in ((coordinator, "Von der Koordination"), (head, "Von der Leitung")):
        page.goto(address)
        page.fill("textarea[name=text]", words)
    save = {"name": "Bedarf speichern"}
    coordinator.get_by_role("button", **save).click()
    coordinator.get_by_text("Bedarf ist gespeichert.").wait_for()
    head.get_by_role("button", **save).click()
    errors = head.locator(".errors")
    errors.wait_for()
    assert "Koordination Hier" in errors.inner_text() and errors.evaluate("one => one === document.activeElement")
    assert head.locator("textarea[name=text]").input_value() == "Von der Leitung"
    assert "Von der Koordination" in head.locator(".stored-now").inner_text()
    assert needs() == [("Treffpunkt", "Von der Koordination")]
    head.get_by_role("button", **save).click()
    head.get_by_text("Bedarf ist gespeichert.").wait_for()
    assert needs() == [("Treffpunkt", "Von der Leitung")]


def say_whose(page):
    """Nobody's answer is chosen beforehand."""
    page.select_option("select[name=source_group]", "families")
    page.select_option("select[name=method]", "parent_talk")


def write_a_need(page, live_server, world):
    """A new need, typed but not yet sent; returns its button."""
    page.goto(live_server.url + reverse("planning:need_create", args=[world.own.pk]))
    page.fill("input[name=title]", "Ein Treffpunkt am Abend")
    say_whose(page)
    return page.get_by_role("button", name="Bedarf speichern")


@pytest.mark.parametrize("answer", ["stay", "leave"])
def test_a_page_with_text_that_is_not_saved_asks_before_it_is_left(open_page, live_server, answer):
    """Any form of ours does, also a small one beside the page."""
    world = make_world()
    with as_owner():
        case = make.make_application(world.own)
    page, asked = open_page(world.people["head"]), []
    page.goto(live_server.url + case.get_absolute_url())
    page.get_by_text("Kommentar schreiben").click()
    page.fill("textarea[name=text]", "Die Unterlagen der Gemeinde")

    def decide(dialog):
        asked.append(dialog.type)
        dialog.dismiss() if answer == "stay" else dialog.accept()

    page.on("dialog", decide)
    page.get_by_role("link", name="Anträge").first.click(no_wait_after=True)
    if answer == "leave":
        page.wait_for_url("**/applications/")
    else:
        assert page.locator("textarea[name=text]").input_value() == "Die Unterlagen der Gemeinde"
    assert asked == ["beforeunload"]


def test_a_double_click_makes_one_row(open_page, live_server):
    """The second click is sent as well: both are two requests with one number."""
    world = make_world()
    page, sent = open_page(world.people["coordinator"]), []
    button = write_a_need(page, live_server, world)
    page.on("request", lambda request: sent.append(request.method))
    button.evaluate("one => { one.click(); setTimeout(() => one.click(), 20); }")
    page.get_by_text("Bedarf ist gespeichert.").wait_for()
    assert sent.count("POST") == 2 and needs() == [("Ein Treffpunkt am Abend", "")]


def test_back_and_sent_again_leads_to_the_same_page_and_makes_no_second_row(open_page, live_server):
    world = make_world()
    page = open_page(world.people["coordinator"])
    write_a_need(page, live_server, world).click()
    page.get_by_text("Bedarf ist gespeichert.").wait_for()
    result = page.url
    page.go_back()
    assert page.locator("input[name=title]").input_value() == "Ein Treffpunkt am Abend"
    page.get_by_role("button", name="Bedarf speichern").click()
    page.get_by_text("Bedarf ist gespeichert.").wait_for()
    assert page.url == result and needs() == [("Ein Treffpunkt am Abend", "")]
