"""Every page that a role reaches by links says what it said, word for word, in the demo world of one day.

A change of words is seen in the file of the account that reads them: `RENEW_TEXTS=1 ./run test tests/texts -n 0` writes all of them anew,
and what has changed is read before it is kept.
"""

import pytest

from sites.core.access import Access
from sites.models import User
from tests.absences import untrue
from tests.client import Client
from tests.proofs.crawl import PUBLIC
from tests.texts import beside, differences, kept, logged_in, pages_of
from thekiz.demo.accounts import DOMAIN

#: Account → the one whose pages are usual: of the others only what they see otherwise is kept.
USUAL = {
    "koordination": "", "planung": "", "landesstelle": "",
    "leitung": "koordination", "fachkraft": "koordination", "elternvertretung": "koordination", "eltern": "koordination",
    "prozessbegleitung": "koordination", "traeger": "koordination", "jugendamt": "planung", "fachberatung": "planung",
    "ministerium": "landesstelle",
}  # fmt: skip


@pytest.mark.parametrize("account", USUAL)
def test_the_pages_of_a_role(account, db):
    pages = pages_of(logged_in(account), ["/"])
    assert untrue(Access(User.objects.get(email=f"{account}@{DOMAIN}")), pages) == []
    assert not differences(account, beside(kept(USUAL[account]), pages) if USUAL[account] else pages)


def test_the_pages_for_everybody(db):
    assert not differences("alle", pages_of(Client(), PUBLIC))
