"""What pages say at the beginning, where four Kitas are sites and nothing else has been entered yet."""

import re

import pytest

from sites.core.roles import Role
from tests.client import Client
from tests.forms import FORMS
from tests.standing import world_alone
from tests.texts import beside, differences, kept, pages_of
from tests.texts.test_consequences import that_day

#: Whose pages are kept whole; of the others only what they see otherwise than the first one.
FIRST = (Role.COORDINATOR, Role.SOCIAL_PLANNER)
NUMBER = re.compile(r"(?<==)\d+(?= ?[✓\]])|\b16\d{6}\b")  # of a row, as a box sends it; of a town, counted by the factory
__all__ = ["that_day", "world_alone"]


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*FIRST, Role.STATE_OFFICE, Role.PROVIDER])
def test_the_pages_of_a_role_at_the_beginning(that_day, world_alone, role):
    browser = Client()
    browser.force_login(world_alone.people[role])
    pages = {title: [NUMBER.sub("n", line) for line in lines] for title, lines in pages_of(browser, ["/"]).items() if title.split()[0] not in FORMS}
    usual = {} if role in FIRST else kept(f"beginning-{FIRST[0]}")
    assert not differences(f"beginning-{role.value}", beside(usual, pages) if usual else pages)
