"""Test worlds for a whole module: made once per worker; each test marked `django_db` runs on top of it and is undone at its end."""

import pytest
from django.db import transaction

from tests.conftest import make_world
from tests.matrix import rows_of


@pytest.fixture(scope="module")
def world_alone(django_db_setup, django_db_blocker):
    """The test world in which nothing stands beyond places and people."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):
    """(world, rows): the test world with one row of every kind at each of the places."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = make_world()
        yield world, rows_of(world)
        transaction.set_rollback(True)
