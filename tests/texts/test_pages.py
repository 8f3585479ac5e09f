"""Every page that a role reaches by links says what it said, word for word, in the demo world of one day.

A change of words is seen in the file of the account that reads them: `RENEW_TEXTS=1 ./run test tests/texts -n 0` writes all of them anew,
and what has changed is read before it is kept.
"""

from collections.abc import Sequence

import pytest

from sites.models import User
from tests.client import Client
from tests.proofs.crawl import PUBLIC, crawl
from tests.texts import Parts, beside, differences, kept, links_of, main_of, places, places_named, read
from thekiz.demo.accounts import DOMAIN

#: Account → the one whose pages are usual: of the others only what they see otherwise is kept.
USUAL = {
    "koordination": "", "planung": "", "landesstelle": "",
    "leitung": "koordination", "fachkraft": "koordination", "elternvertretung": "koordination", "eltern": "koordination",
    "prozessbegleitung": "koordination", "traeger": "koordination", "jugendamt": "planung", "fachberatung": "planung",
    "ministerium": "landesstelle",
}  # fmt: skip


def pages_of(browser: Client, starts: Sequence[str]) -> Parts:
    """What the pages say that are reached by links, a few of every view."""
    pages: Parts = {}

    def visit(name: str, address: str) -> list[str] | None:
        answer = browser.get(address)
        if answer.status_code == 302:
            return [answer.headers["Location"]]
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            return None
        html = answer.content.decode()
        assert not (lost := places_named(html) - places(html)), f"{address} leads to no place of its own: {lost}"
        pages[name if name not in pages else f"{name} (2)"] = read(main_of(html))
        return links_of(html)

    crawl(starts, visit)
    return pages


@pytest.mark.parametrize("account", USUAL)
def test_the_pages_of_a_role(account, db):
    browser = Client()
    browser.force_login(User.objects.get(email=f"{account}@{DOMAIN}"))
    pages = pages_of(browser, ["/"])
    assert not differences(account, beside(kept(USUAL[account]), pages) if USUAL[account] else pages)


def test_the_pages_for_everybody(db):
    assert not differences("alle", pages_of(Client(), PUBLIC))
