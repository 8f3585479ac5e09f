"""Phones in tests: 360 px wide, by touch or with the keyboard alone, logged in or not; each station is looked at, and what is done is counted."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from offers.services.publishing import publish
from sites.core.wall import set_wall
from tests.proofs.keyboard import Keyboard, Score

WIDTH = 360
#: What people do counts in the page itself, whatever a test says of it: a touch; with the keyboard Enter or Space, and each field that was typed in.
COUNT = """(() => { const more = () => sessionStorage.setItem("done", Number(sessionStorage.getItem("done") || 0) + 1);
  const on = (name, counts) => addEventListener(name, (event) => { if (event.isTrusted && counts(event)) more(); }, true);
  const typed = (event) => event.target.matches?.("input:not([type=checkbox], [type=radio]), textarea");
  on("pointerdown", (event) => event.pointerType === "touch");
  on("keydown", (event) => event.key === "Enter" || (event.key === " " && !typed(event)));
  on("change", (event) => !matchMedia("(pointer: coarse)").matches && typed(event)); })()"""


class Phones:
    """The phones of one test; closed with it."""

    def __init__(self, browser, address: str, folder: str) -> None:
        self.browser, self.address, self.folder, self.contexts, self.stations = browser, address, folder, [], 0

    def new(self, person=None, *, touch: bool = False, script: bool = True, locale: str = "de-DE"):
        """A page of a phone of its own, on the start page of this person."""
        context = self.browser.new_context(
            viewport={"width": WIDTH, "height": 780}, has_touch=touch, is_mobile=touch, java_script_enabled=script, locale=locale,
            reduced_motion="reduce",
        )  # fmt: skip
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if person is not None:
            self.enter(page, person)
        return page

    def enter(self, page, person) -> None:
        page.goto(f"{self.address}/konto/login/")
        page.fill("input[name=login]", person.email)
        page.fill("input[name=password]", "passwort-im-test")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/konto/" not in url)

    def station(self, page, name: str) -> None:
        """Nothing scrolls sideways here; with THEKIZ_SHOTS the screen is kept as a picture."""
        self.stations += 1
        if self.folder:
            page.screenshot(path=Path(self.folder) / f"{name}.png", full_page=True)
        wide = page.evaluate("""() => [...document.querySelectorAll("body *")].map((one) => [one, one.getBoundingClientRect()])
            .filter(([one, box]) => box.width && (box.right > innerWidth + 1 || box.left < -1) && !one.closest(".scroll, .kern-sr-only, .skip, svg"))
            .map(([one, box]) => `${one.tagName} ${one.className} ${Math.round(box.left)} to ${Math.round(box.right)}`)""")
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, (name, page.url, wide[:5])


@contextmanager
def phones(browser, address: str) -> Iterator[Phones]:
    """The phones of a test at the server with this address."""
    found = Phones(browser, address, os.environ.get("THEKIZ_SHOTS", ""))
    yield found
    for context in found.contexts:
        context.close()


@transaction.atomic
def published(site) -> None:
    """Its family page, as of today."""
    set_wall([site.pk])
    publish(site=site.pk, today=timezone.localdate())


def counted(page) -> None:
    """Count from the next page on."""
    page.context.add_init_script(COUNT)
    page.reload()


def done(page) -> int:
    """How often somebody has done something since."""
    return int(page.evaluate("sessionStorage.getItem('done') || 0"))


@contextmanager
def by_keyboard(page) -> Iterator[Keyboard]:
    """This page with the keyboard alone: every element must be reached by Tab and be seen."""
    score = Score()
    keys = Keyboard(page, score, "keyboard")
    yield keys
    assert score.failed == []
