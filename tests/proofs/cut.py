"""The accounts of ministry and state office switched off for a while: what a county does meanwhile it does alone (UF25)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.proofs.browser import manage

OF_THE_LAND = ("ministerium", "landesstelle")
SWITCH = "from sites.models import User; assert User.objects.filter(email__in={}).update(is_active={}) == {}"


def switch(server: Any, *, active: bool) -> None:
    emails = [f"{who}@demo.example" for who in OF_THE_LAND]
    manage(server.environment, "shell", "--no-imports", "-c", SWITCH.format(emails, active, len(emails)))


@contextmanager
def without_the_land(server: Any, browser: Any, score: Any) -> Iterator[None]:
    """Nobody of the Land can log in inside the block: tried before what is done in it."""
    switch(server, active=False)
    for who in OF_THE_LAND:
        page = browser.new_page()
        page.goto(f"{server.url}/konto/login/")
        page.locator(f"[value='{who}@demo.example']").first.click()
        page.wait_for_load_state()
        page.goto(f"{server.url}/ueberblick/")
        score.check("/konto/login/" in page.url, f"{who} is switched off and comes to {page.url}", who=who)
        page.close()
    try:
        yield
    finally:
        switch(server, active=True)
