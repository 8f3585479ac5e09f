"""axe (with target-size) on every page, for each role, at 320, 768 and 1280 px; no sideways scrolling at 320 px; no dead link."""

import os
import sys
from collections import deque
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from urllib.parse import urlsplit

from tests.proofs.base import end
from tests.proofs.browser import ACCOUNTS, chromium, demo_server, log_in

WIDTHS = (320, 768, 1280)
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
#: Answers that are files, and the way out.
FILES = {
    "account_logout", "sites:document_download", "sites:job_file", "reporting:site_export", "reporting:measure_export", "reporting:money_export",
    "planning:import_template",
}  # fmt: skip
#: Pages of one view that are looked at per role: the first found, and a second one because its state may differ.
PER_VIEW = 2


def view_of(path: str) -> str:
    """The name of the view behind an address, or nothing for what is not ours."""
    from django.urls import Resolver404, resolve

    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


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


def crawl(page, axe, server, who: str, start: str, seen_views: dict) -> tuple[int, list[str]]:
    """Follow the links of a role breadth first, one or two pages of every view."""
    queue, known, counted, wrong, tried = deque([start]), {start}, {}, [], 0
    while queue:
        path = queue.popleft()
        name = view_of(urlsplit(path).path)
        if not name or counted.get(name, 0) >= PER_VIEW or name in FILES:
            continue
        answer = page.goto(server.url + path)
        if answer is None or answer.status >= 400:
            wrong.append(f"{who}: {path} answers {answer and answer.status}")
            continue
        counted[name] = counted.get(name, 0) + 1
        seen_views.setdefault(name, set()).add(who)
        tried += len(WIDTHS)
        wrong += look(page, axe, f"{who} {name} {path}")
        for link in page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))"):
            target = urlsplit(link)
            address = target.path + (f"?{target.query}" if target.query else "")
            if not target.netloc and target.scheme in {"", "http"} and target.path.startswith("/") and address not in known:
                known.add(address)
                queue.append(address)
    return tried, wrong


def visit(account: str, server) -> tuple[str, int, list[str], dict]:
    """Everything one account (or, without a name, the anonymous visitor) finds, in a browser of its own."""
    import django
    from axe_playwright_python.sync_playwright import Axe

    django.setup()
    tried, failed, seen, axe = 0, [], {}, Axe()
    with chromium() as browser:
        page = browser.new_context(bypass_csp=True, locale="de-DE", reduced_motion="reduce").new_page()
        if account:
            log_in(page, server, account)
        for start in ["/"] if account else ["/konto/login/", "/familien/", "/planning/interesse/", "/rueckmeldung"]:
            more, wrong = crawl(page, axe, server, account or "anonymous", start, seen)
            tried, failed = tried + more, failed + wrong
    return account or "anonymous", tried, failed, seen


def main() -> None:
    import django

    tried, failed, seen = 0, [], {}
    with demo_server() as server, ProcessPoolExecutor(os.cpu_count()) as pool:
        for done in as_completed([pool.submit(visit, account, server) for account in sys.argv[1:] or ["", *ACCOUNTS]]):
            account, more, wrong, views = done.result()
            tried, failed, seen = tried + more, failed + wrong, seen | views
            print(f"  {account}: {more} looked at, {len(wrong)} wrong", *wrong, sep="\n    ", flush=True)
    django.setup()
    failed += [] if sys.argv[1:] else unseen(seen)
    end("a11y", tried, failed)


def unseen(seen: dict) -> list[str]:
    """Pages that nobody could reach by links: every view with a page must be among those looked at."""
    from tests.matrix import EXPECTED

    pages = [name for name, route in EXPECTED.items() if route.get is not None and name not in NO_PAGE]
    return [f"{name} is reached by no link of any role" for name in pages if name not in seen]


#: Answers that are no page of their own; decision_create shows the page of the case it decides.
NO_PAGE = {"sites:health", "sites:resume", "planning:decision_create", *FILES}


if __name__ == "__main__":
    main()
