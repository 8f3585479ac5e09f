"""Every role passes the check of the database, whatever statement writes it; here the wall is wide open and no form and no service stands before."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from sites.core.rights import ACTIONS
from sites.core.roles import LIES_AT, MAY_GIVE, Role
from sites.models import Invitation, Membership, User
from tests import factories as make
from tests.conftest import as_owner

TODAY = timezone.localdate()
REFUSED = "may not give the role"


def written(**fields) -> Membership:
    """One row as the runtime role writes it, in a savepoint."""
    with transaction.atomic():
        return Membership.objects.create(starts=TODAY, **fields)


def row(world, role: Role, at: str = "own", who: str = "nobody") -> dict:
    place = getattr(world, at)
    return {"user": world.people[who], "role": role, "place_id": place.pk, "place_kind": place.place.kind}


def test_the_table_of_the_database_is_that_of_the_application(db):
    """With one more: who concludes contracts of facilitation brings in the facilitator."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT role, thekiz_may_give(role) FROM unnest(%s::text[]) AS role", [list(Role.values)])
        table = {Role(role): set(map(Role, given)) for role, given in cursor.fetchall()}
    concludes = ACTIONS["contracts.change"].roles
    assert table == {role: MAY_GIVE.get(role, set()) | ({Role.FACILITATOR} if role in concludes else set()) for role in Role}


@pytest.mark.guard("grant-role")
@pytest.mark.parametrize("role", [role for role in Role if role not in MAY_GIVE[Role.HEAD]])
def test_a_head_gives_no_other_role(world, behind_forms, role):
    behind_forms("head")
    at = {"state": "state", "county": "county", "provider": "provider"}.get(min(LIES_AT[role]), "own")
    with pytest.raises(DatabaseError, match=REFUSED):
        written(**row(world, role, at))


@pytest.mark.guard("grant-place")
@pytest.mark.parametrize("at", ["sister", "sibling", "foreign"])
def test_nobody_gives_a_role_out_of_reach(world, behind_forms, at):
    behind_forms("head")
    with pytest.raises(DatabaseError, match=REFUSED):
        written(**row(world, Role.COORDINATOR, at))
    assert written(**row(world, Role.COORDINATOR)).pk


@pytest.mark.guard("grant-self")
@pytest.mark.parametrize(("who", "role", "at"), [("social_planner", Role.HEAD, "own"), ("ministry", Role.STATE_OFFICE, "state")])
def test_nobody_gives_a_role_to_themselves(world, behind_forms, who, role, at):
    behind_forms(who)
    with pytest.raises(DatabaseError, match=REFUSED):
        written(**row(world, role, at, who))
    assert written(**row(world, role, at)).pk


@pytest.mark.parametrize("who", [role for role in Role if role not in MAY_GIVE])
def test_who_gives_no_roles_lengthens_none(world, behind_forms, who):
    """Not even the own one."""
    person = behind_forms(who).user
    with as_owner():
        held = Membership.objects.filter(user=person).first()
        Membership.objects.filter(pk=held.pk).update(ends=TODAY)
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        Membership.objects.filter(pk=held.pk).update(ends=None)


@pytest.mark.guard("grant-keeps")
@pytest.mark.parametrize("change", [{"role": Role.PARENT}, {"user": "parent"}, {"place": "sister"}])
def test_a_membership_keeps_person_place_and_role(world, behind_forms, change):
    behind_forms("head")
    given = written(**row(world, Role.COORDINATOR))
    values = {"user": world.people.get(change.get("user")), "place": getattr(world, change.get("place", ""), None)}
    values = {key: value.place if key == "place" else value for key, value in values.items() if value} or change
    with pytest.raises(DatabaseError, match="keeps its person, place and role"), transaction.atomic():
        Membership.objects.filter(pk=given.pk).update(**values)


@pytest.mark.guard("grant-invitation")
@pytest.mark.parametrize(
    "state", [{}, {"withdrawn": timezone.now()}, {"accepted": timezone.now()}, {"email": "anders@hier.example"}, {"role": "parent"}]
)
def test_one_who_was_invited_takes_exactly_that_role(world, behind_forms, state):
    person = behind_forms("nobody").user
    with as_owner():
        invitation = make.make_invitation(world.own, world.people["head"], email=person.email)
        Invitation.objects.filter(pk=invitation.pk).update(**state)
    if not state:
        assert written(**row(world, Role.COORDINATOR)).pk
        return
    with pytest.raises(DatabaseError, match=REFUSED):
        written(**row(world, Role.COORDINATOR))


@pytest.mark.guard("grant-shorter")
def test_a_deputy_goes_with_the_person_also_the_one_who_ends_it(world, behind_forms):
    access = behind_forms("head")
    with as_owner():
        held = make.give(make.make_user("Kollegin"), Role.COORDINATOR, world.own)
        deputy = make.give(access.user, Role.COORDINATOR, world.own)
        Membership.objects.filter(pk=deputy.pk).update(deputy_for=held)
    assert Membership.objects.filter(pk=deputy.pk).update(ends=TODAY) == 1
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        Membership.objects.filter(pk=deputy.pk).update(ends=TODAY + timedelta(days=9))


@pytest.mark.guard("operator")
@pytest.mark.parametrize("right", ["is_staff", "is_superuser"])
def test_the_application_opens_the_pages_of_the_operator_to_nobody(world, behind_forms, right):
    person = behind_forms("ministry").user
    with pytest.raises(DatabaseError, match="pages of the operator"), transaction.atomic():
        User.objects.filter(pk=person.pk).update(**{right: True})
    with pytest.raises(DatabaseError, match="pages of the operator"), transaction.atomic():
        User.objects.create_superuser("neu@betreuung.example", "ein-gutes-langes-passwort")
    with as_owner():
        User.objects.filter(pk=person.pk).update(**{right: True})
    assert User.objects.filter(pk=person.pk).update(name="Neuer Name") == 1
