"""The wall alone against who may by hand: a sample of `./run prove wall`, and what has to go on behind it."""

import random

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from sites.core.sessions import SessionStore
from sites.core.wall import set_wall
from sites.models import OfficeName, User
from tests import walls
from tests.client import Client
from tests.conftest import as_owner
from tests.standing import standing

__all__ = ["standing"]
pytestmark = pytest.mark.django_db
STATEMENTS = 800
#: Who stands for the others in the sample: nobody, every level, and one whose roles are over.
WHO = {"nobody logged in", "ministry", "state_office", "social_planner", "provider", "head", "parent", "former"}


@pytest.fixture
def behind(standing):
    world, _ = standing
    walls.furnish(world)
    return world, walls.everybody(world), walls.looked_at()


def wrong(answers) -> list[str]:
    return [f"{what}: {why}" for what, why in answers if why]


@pytest.mark.guard("keeps-lists", "operates", "private-rows")
def test_targeted_statements_take_nothing(behind):
    world, people, at = behind
    assert wrong(walls.reaches(world, people)) == []
    assert wrong(walls.targeted(world, [person for person in people if person.label in WHO], at)) == []


@pytest.mark.guard("pairs")
def test_random_statements_reach_nothing_beyond_the_wall(behind):
    """Another seed each time; it stands in the failure, and `./run prove wall SEED` tries many more with it."""
    _, people, at = behind
    seed = random.SystemRandom().randrange(10**6)
    chance = random.Random(seed)
    assert wrong(walls.random_statement(chance.choice(people), at, chance) for _ in range(STATEMENTS)) == [], f"seed {seed}"


@pytest.mark.guard("pairs")
@pytest.mark.parametrize("table", walls.PAIRS)
def test_pairs_are_written_where_their_row_is(behind, table):
    """A head removes those of the own house, and sees and removes no others."""
    _, people, at = behind
    head = next(person for person in people if person.label == "head")
    for sql in (f"SELECT count(*) FROM {table}", f"DELETE FROM {table}"):
        mine, _ = walls.asked(head, sql)
        assert 0 < mine < len(at.samples[table])


@pytest.mark.guard("operators-log", "keeps-lists")
def test_the_operator_keeps_lists_and_accounts(behind):
    """The pages of the operator go on: a list, an account of somebody else, and the log of both. Nobody else writes that log."""
    world, _, _ = behind
    with as_owner():
        person = User.objects.create_superuser("betreuung@thekiz.example", "ein-gutes-langes-passwort", name="Betreuung")
        office = OfficeName.objects.first() or OfficeName.objects.create(office="ministry", name="Ministerium", short="M", starts="2020-01-01")
    client = Client()
    client.force_login(person)
    data = {"office": office.office, "name": "Ministerium für Familie", "short": "TMASGFF", "starts": "01.01.2020", "ends": ""}
    assert client.post(reverse("admin:sites_officename_change", args=[office.pk]), data).status_code == 302
    other = world.people["head"]
    data = {"email": other.email, "name": "Neuer Name", "is_active": "on"}
    assert client.post(reverse("admin:sites_user_change", args=[other.pk]), data).status_code == 302
    assert User.objects.get(pk=other.pk).name == "Neuer Name" and OfficeName.objects.get(pk=office.pk).short == "TMASGFF"
    assert LogEntry.objects.count() == 2
    set_wall(person=other.pk)
    assert not LogEntry.objects.exists()


@pytest.mark.guard("session-ended", "session-kept", "session-key")
def test_a_session_is_opened_by_its_key_alone(behind):
    first, second = SessionStore(), SessionStore()
    first["who"], second["who"] = "first", "second"
    first.save(), second.save()
    second.save()
    assert [SessionStore(one.session_key)["who"] for one in (first, second)] == ["first", "second"]
    assert SessionStore("somebody-elses-key").load() == {}
    with as_owner():
        Session.objects.filter(pk=first.session_key).update(expire_date="2020-01-01T00:00Z")
    assert SessionStore(first.session_key).load() == {}
    second.delete()
    assert not second.exists(second.session_key)
    SessionStore.clear_expired()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT session_key FROM django_session")
        assert [key for (key,) in cursor.fetchall()] == ["of-somebody"]
