"""What the proofs share that go through every page of a role: the links to follow, and how many pages of one view."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import urlsplit

#: Files that are not asked for, and the way out; other files are, and count as seen.
FILES = {
    "account_logout", "sites:document_download", "sites:job_file", "reporting:site_export", "reporting:measure_export", "reporting:money_export",
    "reporting:overview_export", "planning:import_template", "planning:import_left", "planning:need_export", "planning:figure_export",
    "reporting:due_calendar", "processes:practice_medium", "processes:concept_paper", "offers:device_worker", "offers:device_pocket",
}  # fmt: skip
#: Answers that are no page of their own: decision_create shows the page of the case it decides, others are forms that stand on another page
#: and show themselves only when they are refused. Of a concept the demo shows the form of a draft, and no house that could begin one.
NO_PAGE = {
    "sites:health", "sites:resume", "planning:decision_create", "processes:hours_log", "processes:meeting_attend", "processes:concept_create",
    *FILES,
}  # fmt: skip
#: Pages of one view that are looked at per role: the first found, and a second one because its state may differ. Through how many of them one
#: goes to find what these have not shown.
PER_VIEW, PER_VIEW_DEEP = 2, 15
#: Where somebody without an account begins.
PUBLIC = ("/konto/login/", "/familien/", "/planning/interesse/", "/rueckmeldung", "/offers/device/shell/")  # the last one is kept by browsers
OWN = ("/",)


def view_of(path: str) -> str:
    """The name of the view behind an address, or nothing for what is not ours."""
    from django.urls import Resolver404, resolve

    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def crawl(starts: Sequence[str], visit: Callable[[str, str], Iterable[str] | None], per_view: int = PER_VIEW) -> set[str]:
    """Follow the links breadth first, a few pages of every view; the names of the views seen.

    `visit` takes the name of the view and the address, and answers the links of the page, none for a file, or None where there was no answer.
    """
    queue, known, counted = deque(starts), set(starts), Counter[str]()
    while queue:
        address = queue.popleft()
        name = view_of(urlsplit(address).path)
        if not name or counted[name] >= per_view or name in FILES:
            continue
        links = visit(name, address)
        if links is None:
            continue
        counted[name] += 1
        for link in links:
            target = urlsplit(link)
            further = target.path + (f"?{target.query}" if target.query else "")
            if not target.netloc and target.scheme in {"", "http"} and target.path.startswith("/") and further not in known:
                known.add(further)
                queue.append(further)
    return set(counted)


def unseen(seen: set[str]) -> set[str]:
    """Pages that nobody has reached by links: every view with a page must be among those looked at."""
    from tests.matrix import EXPECTED

    return {name for name, route in EXPECTED.items() if route.get is not None and name not in NO_PAGE} - seen


def in_words(missing: Iterable[str]) -> list[str]:
    return [f"{name} is reached by no link of any role" for name in sorted(missing)]
