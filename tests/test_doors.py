"""Rows named in a parameter go through the action of their own area; every name, every role and every form is tried by `./run prove matrix`."""

import pytest

from tests.doors import ABOUT, ABOUT_VIEWS, doors, marked, names_read
from tests.standing import standing

__all__ = ["standing"]
pytestmark = pytest.mark.django_db


@pytest.mark.guard("subject-right")
def test_an_office_opens_no_draft_of_a_house_by_naming_it(standing):
    world, rows = standing
    answers = list(doors(world, rows, marked(rows), "youth_welfare_office", {ABOUT}, ABOUT_VIEWS))
    assert len(answers) > 100 and [f"{what}: {wrong}" for what, wrong in answers if wrong] == []


def test_the_names_are_found_in_the_text_of_the_application():
    assert {ABOUT, "partner", "theme", "document", "selected", "released", "show", "provider"} <= names_read()
