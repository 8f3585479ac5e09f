"""Every route × every person × own and foreign row × GET and POST; the long form with all rows is `./run prove matrix`."""

import pytest
from django.contrib.auth.models import Permission

from tests.matrix import EXPECTED, SPECIAL, keep_files, routes, try_route
from tests.standing import standing

__all__ = ["standing"]
pytestmark = pytest.mark.django_db


def test_every_route_is_in_the_matrix():
    known = set(EXPECTED) | set(SPECIAL)
    assert set(routes()) - known == set(), "routes without a row in the matrix"
    assert known - set(routes()) == set(), "rows of the matrix without a route"


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_route(standing, name):
    world, rows = standing
    keep_files(rows)
    wrong = [f"{what}: {why}" for what, why in try_route(name, world, rows, ("own", "foreign")) if why]
    assert not wrong, "\n".join(wrong[:20])


def test_guardians_tables_are_empty(standing):
    """Roles are memberships, never rows per object (architecture decision 7)."""
    from guardian.models import GroupObjectPermission, UserObjectPermission

    assert not UserObjectPermission.objects.exists() and not GroupObjectPermission.objects.exists()
    assert not any(user.user_permissions.exists() for user in standing[0].people.values())
    assert Permission.objects.exists()
