"""The only place where a proof uses pages as people without a mouse do: Tab, arrows, Space, Enter and typing; with the score of what it found."""

import os
import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from sites.core.days import BERLIN

MOST = 250
PATIENCE = 30_000
#: Whether the focus is on what is wanted, by selector or by the name that assistive technology hears.
ON = """([css, text, prefix]) => { const e = document.activeElement; if (!e || e === document.body) return false;
  if (css) return e.matches(css);
  const name = (e.getAttribute("aria-label") || e.textContent).replace(/\\s+/g, " ").trim();
  return prefix ? name.startsWith(text) : name === text; }"""
#: Whether some part of the focused element lies on top (WCAG 2.4.11); for chips the label is what is seen.
SEEN = """async () => { for (const _ of [1, 2]) await new Promise(requestAnimationFrame); const e = document.activeElement;
  const parts = [e, ...(e.labels || [])];
  return parts.some(part => [...part.getClientRects()].some(box => [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]].some(([x, y]) => {
    const hit = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
    return hit && parts.some(one => one === hit || one.contains(hit)); }))); }"""


def today_here() -> date:
    """The day that the application has; in the hours before midnight it is another one than that of the machine."""
    return datetime.now(BERLIN).date()


def written(day: date) -> str:
    """A day as people type it."""
    return f"{day.day}.{day.month}.{day.year}"


class Stop(Exception):
    """This way through the application cannot be gone on; the reason is already in the score."""


class Score:
    """What was tried and what failed, said at once with role, width and page."""

    def __init__(self) -> None:
        self.tried: int = 0
        self.failed: list[str] = []

    def check(self, good: object, wanted: str, *, who: str = "", page=None) -> bool:
        self.tried += 1
        if not good:
            address = re.sub(r"^https?://[^/]+", "", page.url) if page else ""
            self.failed.append(f"{who} {address}: {wanted}")
            print(f"  failed: {self.failed[-1]}", flush=True)
            if page and (folder := os.environ.get("THEKIZ_SHOTS")):
                with suppress(Exception):
                    page.screenshot(path=Path(folder) / f"journeys-{len(self.failed):02}.png")
        return bool(good)


class Keyboard:
    """The keyboard of one person at one page. Every element that is looked for counts as tried: it must be reached and be seen."""

    def __init__(self, page, score: Score, who: str) -> None:
        self.page, self.score, self.who, self.presses = page, score, who, 0
        page.set_default_timeout(PATIENCE)
        page.on("dialog", lambda dialog: dialog.accept())

    def check(self, good: object, wanted: str) -> bool:
        return self.score.check(good, wanted, who=self.who, page=self.page)

    def need(self, good: object, wanted: str) -> None:
        if not self.check(good, wanted):
            raise Stop(wanted)

    def _is_on(self, wanted: str) -> bool:
        css = wanted if re.search(r"[\[#]", wanted) else ""
        return self.page.evaluate(ON, [css, wanted.rstrip("…"), wanted.endswith("…")])

    def to(self, wanted: str) -> None:
        """Tab to a selector (anything with [ or #), to an exact name, or to a name that begins so (ending in …)."""
        for _ in range(MOST):
            if self._is_on(wanted):
                break
            self.page.keyboard.press("Tab")
        self.need(self._is_on(wanted), f"“{wanted}” is not reached with {MOST} presses of Tab")
        self.check(self.page.evaluate(SEEN), f"“{wanted}” has the focus but is covered by something else")

    def press(self, wanted: str) -> None:
        """Enter on a link or button that opens a page."""
        self.to(wanted)
        self.enter(wanted)

    def enter(self, wanted: str = "Enter") -> None:
        self.presses += 1
        try:
            with self.page.expect_navigation():
                self.page.keyboard.press("Enter")
        except Exception as error:
            self.need(False, f"Enter on “{wanted}” opened no page: {str(error).splitlines()[0]}")
        wrong = [" ".join(text.split()) for text in self.page.locator(".errors").all_inner_texts()]
        self.need(not wrong, f"“{wanted}” was refused: {wrong}")

    def fill(self, name: str, text: str) -> None:
        self.to(f"[name='{name}']")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def fill_in(self, **fields: str) -> None:
        """Several fields in the order of the page."""
        for name, text in fields.items():
            self.fill(name, text)

    def tick(self, name: str, value: str = "") -> None:
        self.to(f"[name='{name}']" + (f"[value='{value}']" if value else ""))
        if not self.page.evaluate("document.activeElement.checked"):
            self.page.keyboard.press("Space")

    def choose(self, name: str, value: str) -> None:
        """One of several radio buttons, with the arrows."""
        self.to(f"[name='{name}']")
        self.page.keyboard.press("Space")
        for _ in range(20):
            if self.page.evaluate("document.activeElement.value") == value:
                break
            self.page.keyboard.press("ArrowDown")
        self.need(self.page.evaluate("document.activeElement.checked && document.activeElement.value") == value, f"{name} cannot be set to {value}")

    def select(self, name: str, label: str) -> None:
        """An option of a list by typing how it begins."""
        self.to(f"[name='{name}']")
        self.page.keyboard.type(label)
        chosen = self.page.evaluate("document.activeElement.selectedOptions[0].label")
        self.need(chosen.startswith(label), f"typing “{label}” in {name} chooses “{chosen}”")

    def open(self, wanted: str) -> None:
        """Open what is folded away."""
        self.to(wanted)
        self.page.keyboard.press("Enter")

    def go(self, label: str) -> None:
        """A main area; on a phone the later ones lie behind “Mehr”."""
        visible = self.page.locator("nav.main-nav a:visible").all_inner_texts()
        if not any(" ".join(text.split()).startswith(label) for text in visible):
            self.press("Mehr")
        self.press(f"{label}…")

    def says(self, *texts: str) -> None:
        """What the page must say."""
        said = " ".join(self.page.locator("body").inner_text().split())
        for text in texts:
            self.check(text in said, f"the page does not say “{text}”")
