"""axe (with target-size) on every page, for each role, at 320, 768 and 1280 px; no sideways scrolling at 320 px; no dead link."""

import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Error

from tests.proofs.base import end
from tests.proofs.browser import ACCOUNTS, chromium, demo_server, log_in
from tests.proofs.crawl import OWN, PER_VIEW, PER_VIEW_DEEP, PUBLIC, crawl, in_words, unseen
from tests.proofs.html import Reader

WIDTHS = (320, 768, 1280)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}


def is_page(answer) -> bool:
    return answer.headers.get("content-type", "").startswith("text/html")


def look(page, axe, what: str) -> list[str]:
    """axe and the widths on the page that is open."""
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        result = axe.run(page, options=RULES).response
        for violation in result["violations"]:
            wrong.append(f"{what} at {width}: {violation['id']} {violation['nodes'][0]['html'][:110]}")
        if folder := os.environ.get("THEKIZ_SHOTS"):
            page.screenshot(path=Path(folder) / f"{what.split('/')[0].strip().replace(':', '-').replace(' ', '-')}-{width}.png", full_page=True)
        if width == 320 and page.evaluate("document.documentElement.scrollWidth") > 320:
            wrong.append(f"{what}: scrolls sideways at 320 px ({page.evaluate('document.documentElement.scrollWidth')})")
    return wrong


def visit(account: str, server, missing: frozenset[str] = frozenset()) -> tuple[str, int, list[str], set[str]]:
    """Everything one account (or, without a name, the anonymous visitor) finds, in a browser of its own; of `missing` views these alone."""
    import django
    from axe_playwright_python.sync_playwright import Axe

    django.setup()
    who, wrong, axe = account or "anonymous", [], Axe()
    pages: list[str] = []

    def open_page(name: str, path: str) -> list[str] | None:
        if missing and name not in missing:
            passed = page.request.get(server.url + path)
            return [urlsplit(passed.url).path, *Reader(passed.text()).links] if is_page(passed) else []
        try:
            answer = page.goto(server.url + path)
        except Error as error:
            if "Download is starting" in error.message:
                return []
            raise
        if answer is None or answer.status >= 400:
            wrong.append(f"{who}: {path} answers {answer and answer.status}")
            return None
        if not is_page(answer):
            return []
        if (there := urlsplit(page.url).path) != urlsplit(path).path:
            return [there]
        pages.append(path)
        wrong.extend(look(page, axe, f"{who} {name} {path}"))
        return page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")

    with chromium() as browser:
        page = browser.new_context(bypass_csp=True, locale="de-DE", reduced_motion="reduce").new_page()
        if account:
            log_in(page, server, account)
        views = crawl(OWN if account else PUBLIC, open_page, PER_VIEW_DEEP if missing else PER_VIEW)
    return who, len(pages) * len(WIDTHS), wrong, views


def main() -> None:
    import django

    django.setup()
    tried, failed, seen = 0, [], set()
    with demo_server() as server, ProcessPoolExecutor(os.cpu_count()) as pool:
        missing = frozenset[str]()
        for _ in range(2):  # then what lies further away than a few pages of every view
            for done in as_completed([pool.submit(visit, account, server, missing) for account in sys.argv[1:] or ["", *ACCOUNTS]]):
                account, more, wrong, views = done.result()
                tried, failed, seen = tried + more, failed + wrong, seen | views
                print(f"  {account}: {more} looked at, {len(wrong)} wrong", *wrong, sep="\n    ", flush=True)
            missing = frozenset() if sys.argv[1:] else frozenset(unseen(seen))
            if not missing:
                break
    end("a11y", tried, failed + in_words(missing))


if __name__ == "__main__":
    main()
