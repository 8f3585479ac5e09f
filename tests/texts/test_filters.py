"""What the filters of every list leave: a few choices of each, in the demo world of one day, as the lines that go and come."""

from difflib import unified_diff
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from tests.client import Client
from tests.pages import forms_of
from tests.texts import Parts, differences, links_of, logged_in, main_of, masked, read, walk

#: Choices of one control or one row of links that are tried.
SHOWN = 3
#: Characters kept of a line that goes.
GOES = 60


def choices_of(response) -> list[str]:
    """The queries that narrow a page: choices of its filters, and the links that lead to the page itself with another query, but for its order."""
    asking = [control for form in forms_of(response) if form.method == "get" and not form.action for control in form.controls.values()]
    chosen = [urlencode({control.name: value}) for control in asking for value in [*filter(None, control.options)][:SHOWN]]
    linked = [url[1:] for url in links_of(main_of(response.content.decode())) if url.startswith("?") and "sort=" not in url]
    return list(dict.fromkeys([*chosen, *linked[: 2 * SHOWN]]))


def narrowed(browser: Client) -> Parts:
    """Of the first page of every view that has filters: what each choice changes."""
    found: Parts = {}
    seen: set[str] = set()

    def look(name: str, address: str, page: Any) -> None:
        usual = read(main_of(page.content.decode()))
        for number, query in enumerate(choices_of(page) if name not in seen else [], 1):
            other = read(main_of(browser.get(f"{urlsplit(address).path}?{query}").content.decode()))
            lines = list(unified_diff(usual, other, n=0, lineterm=""))[2:]  # what goes stands whole among the pages
            found[f"{name} {number}. ?{masked(query)}"] = [line[:GOES] if line.startswith("-") else line for line in lines]
        seen.add(name)

    walk(browser, ["/"], look)
    return found


@pytest.mark.long
@pytest.mark.parametrize("account", ["koordination", "planung", "landesstelle"])
def test_what_filters_leave(account, db):
    assert not differences(f"filters-{account}", narrowed(logged_in(account)))
