"""What every page says of a row that has no more than it needs, and what every form says to somebody who sends it empty.

Of the roles that may open a page, the first and the last see it; the form is sent by the first that may.
"""

import re
from typing import Any

import pytest

from sites.core.roles import Role
from tests.client import Client
from tests.forms import FORMS
from tests.matrix import EXPECTED, address
from tests.standing import standing
from tests.test_forms import before_a_form, opened, roles_that
from tests.texts import Parts, differences, kept, said_by
from tests.texts.test_consequences import that_day

__all__ = ["standing", "that_day"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
#: Of a row, as an address or a box sends it; of a town, counted by the factory; and of a mark.
NUMBER = re.compile(
    r"\b[0-9a-f]{12}(?=@post\.example)"
    r"|(?<==)\d+(?= ?[✓\]])|\b16\d{6}\b|(?<!\d)\d+(?=-[a-z_]+\b)|(?<=[a-z]:)\d+|(?<=/)\d+(?=/)|(?<=standort-)\d+|(?<=_)\d+\b"
    r"|(?<=Besuch )\d+(?=:)|(?<=select m)\d+|(?<=read=)[0-9a-f]{16}|(?<=geht )\d+|(?<=kommt )\d+"
    r"|(?<=Nr\. )\d+|(?<=Nummer )\d+|(?<=Beantwortet: )\d+|(?<=[=/])\d+(?:%3A|:)[\w-]{40,}"
)


def lines_of(answer: Any) -> list[str]:
    return [NUMBER.sub("n", line) for line in said_by(answer.content.decode())]


def compare(file: str, name: str, lines: list[str]) -> None:
    """The part of the file with this name."""
    assert not differences(file, {**kept(file), name: lines})


def page(world, rows, name: str, role: Role) -> list[str]:
    route = EXPECTED[name]
    browser = Client()
    browser.force_login(world.people[role.value])
    answer = browser.get(address(name, route, rows, route.rows[0] if route.row else None))
    is_page = answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html")
    return lines_of(answer) if is_page else [f"{answer.status_code} {answer.headers.get('Content-Type', '')}"]


@pytest.mark.parametrize("name", sorted(name for name, route in EXPECTED.items() if route.get and not route.mine))
def test_the_page_of_a_row_with_no_more_than_it_needs(standing, name):
    world, rows = standing
    route = EXPECTED[name]
    reaching = roles_that(world, route, "GET", route.rows[0] if route.row else None)
    parts: Parts = {role.value: page(world, rows, name, role) for role in {reaching[0]: 1, reaching[-1]: 1}}
    first, *others = parts.items()
    lines = [*first[1], *(f"{role}: {line}" for role, said in others for line in said if line not in first[1])]
    compare("rows", f"{name} {first[0]}", lines)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_an_empty_form_is_told_what_is_missing(standing, name):
    world, rows = standing
    client = before_a_form(world, rows, name)
    url, form = opened(client, world, rows, name)
    before = lines_of(client.get(url))
    sent = {control.name: control.chosen for control in form.controls.values() if control.kind == "hidden"}
    answer = client.post(url, sent, decides=False)
    said = [line for line in lines_of(answer) if line not in before] if answer.status_code != 302 else []
    compare("refused", name, [f"{answer.status_code}", *said])
