"""The second wall, alone: bare statements as the runtime role see and change what is reached, and nothing else."""

import pytest
from django.db import DatabaseError, connection, transaction

from sites.core.access import Access
from sites.core.roles import Role
from sites.core.wall import refuse_powerful_role, set_wall
from sites.models import Comment, Document, Entry, Job, Membership, Site
from tests import factories as make
from tests.conftest import as_owner

ENTRY = (
    "INSERT INTO sites_entry (place_id, person_label, at, subject, kind, text, note, details, internal)"
    " VALUES (%s, 'x', now(), 'x:1', 'x', 'x', '', '{}', false)"
)
JOB = (
    "INSERT INTO sites_job (place_id, person_id, name, title, arguments, state, stage, done, total, attempts, token, worker, error, created)"
    " VALUES (%s, %s, 'x', 'x', '{}', 'queued', '', 0, 0, 0, 0, '', '', now())"
)


def execute(sql, *values):
    """One bare statement in a savepoint; returns the number of rows it touched."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


@pytest.fixture
def head_wall(world):
    person = world.people["head"]
    set_wall(Access(person).reach("sites.view", "comments.change", "documents.change").places, person=person.pk)
    return person


@pytest.mark.guard("with-check")
def test_a_bare_insert_with_a_foreign_place_is_refused(world, head_wall):
    """Without WITH CHECK this stays invisible through the ORM."""
    assert execute(ENTRY, world.own.pk) == 1
    for place in (world.foreign, world.sister, world.county, world.provider, world.state):
        with pytest.raises(DatabaseError, match="row-level security"):
            execute(ENTRY, place.pk)


TABLES = {
    "sites_comment": "INSERT INTO sites_comment (place_id, subject, text, person_id, person_label, at) VALUES (%s, 'x:1', 'x', %s, 'x', now())",
    "sites_membership": "INSERT INTO sites_membership (place_id, place_kind, role, starts, user_id)"
    " VALUES (%s, 'site', 'coordinator', current_date, %s)",
    "sites_invitation": "INSERT INTO sites_invitation "
    " (place_id, place_kind, role, starts, email, name, secret_hash, purpose, created, expires, invited_by_id)"
    " VALUES (%s, 'site', 'head', current_date, 'x', 'x', 'x', '', now(), current_date, %s)",
}


@pytest.mark.parametrize("table", [*TABLES])
def test_a_bare_insert_is_refused_in_every_table_of_people(world, table):
    other = world.people["nobody"]
    set_wall([world.own.pk], person=world.people["head"].pk)
    with pytest.raises(DatabaseError, match=r"row-level security|may not give"):
        execute(TABLES[table], world.foreign.pk, other.pk)
    assert execute(TABLES[table], world.own.pk, other.pk) == 1


@pytest.mark.guard("own-rows")
def test_a_person_reads_the_own_rows_and_writes_them_only_where_the_wall_is_open(world):
    """A parent makes nobody a planner, and lengthens no membership that lies out of reach: not even the own one."""
    person = world.people["parent"]
    with as_owner():
        elsewhere = make.give(person, Role.PARENT, world.sister)
        job = Job.objects.create(place_id=world.sister.pk, person=person, name="reporting.export", title="Liste")
    set_wall([world.own.pk], person=person.pk)
    assert Membership.objects.filter(pk=elsewhere.pk).exists() and Job.objects.filter(pk=job.pk).exists()
    with pytest.raises(DatabaseError, match="row-level security"):
        execute(JOB, world.sister.pk, person.pk)
    assert execute("UPDATE sites_membership SET ends = '2099-12-31' WHERE id = %s", elsewhere.pk) == 0
    assert execute("UPDATE sites_job SET state = 'done' WHERE id = %s", job.pk) == 0 == execute("DELETE FROM sites_job WHERE id = %s", job.pk)


def test_an_update_cannot_move_a_row_out(world, head_wall):
    with as_owner():
        comment = make.make_comment(world.own, world.people["head"])
        document = make.make_document(world.own)
    for table, pk in (("sites_comment", comment.pk), ("sites_document", document.pk)):
        with pytest.raises(DatabaseError, match="row-level security"):
            execute(f"UPDATE {table} SET place_id = %s WHERE id = %s", world.foreign.pk, pk)
        assert execute(f"UPDATE {table} SET place_id = place_id WHERE id = %s", pk) == 1


def test_foreign_rows_are_neither_seen_nor_touched(world, head_wall):
    with as_owner():
        for site in world.sites.values():
            make.make_comment(site, world.people["nobody"])
            make.make_document(site)
    assert {row.place_id for row in Comment.objects.all()} == {world.own.pk} == {row.place_id for row in Document.objects.all()}
    assert execute("UPDATE sites_comment SET text = 'x'") == 1 and execute("DELETE FROM sites_document") == 1
    assert [site.pk for site in Site.objects.all()] == [world.own.pk]
    assert execute("UPDATE sites_site SET name = 'x' WHERE place_id = %s", world.foreign.pk) == 0


@pytest.mark.guard("register-changing")
def test_registers_are_readable_and_writing_is_walled(world, head_wall):
    for table in ("sites_county", "sites_provider", "sites_municipality", "sites_kita"):
        assert execute(f"SELECT FROM {table}") > 0
        assert execute(f"UPDATE {table} SET name = 'x'") == 0


def test_without_a_wall_there_is_nothing(world):
    set_wall()
    for model in (Site, Membership, Comment, Document, Entry, Job):
        assert not model.objects.exists()
    with pytest.raises(DatabaseError, match="row-level security"):
        execute(ENTRY, world.own.pk)


def test_the_wall_ends_with_its_transaction(world):
    with transaction.atomic():
        set_wall([world.own.pk])
        transaction.set_rollback(True)
    assert not Site.objects.exists()


@pytest.mark.guard("read-only")
def test_a_read_only_wall_refuses_every_write(world):
    with pytest.raises(DatabaseError, match="read-only transaction"), transaction.atomic():
        set_wall([world.own.pk], read_only=True)
        execute(ENTRY, world.own.pk)


@pytest.mark.parametrize(
    "statement", ["UPDATE sites_entry SET text = 'x'", "DELETE FROM sites_entry", "TRUNCATE sites_entry", "DELETE FROM sites_membership"]
)
def test_entries_are_append_only_and_memberships_stay(world, head_wall, statement):
    execute(ENTRY, world.own.pk)
    with pytest.raises(DatabaseError, match="permission denied"):
        execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE sites_entry DISABLE ROW LEVEL SECURITY",
        "DROP POLICY place ON sites_entry",
        "CREATE TABLE mine (id int)",
        "SET ROLE thekiz_backup",
    ],
)
def test_the_runtime_role_cannot_take_the_wall_down(world, statement):
    with pytest.raises(DatabaseError, match=r"must be owner|permission denied"):
        execute(statement)


def test_a_child_of_a_foreign_parent_is_refused_past_the_wall(world, head_wall):
    """References are checked past row-level security: the composite key refuses what a plain one would accept."""
    day = {"site": world.foreign.pk, "county": world.county.pk}
    set_wall([world.own.pk, world.county.pk])
    with pytest.raises(DatabaseError, match="sitephase_site_place"):
        execute(
            "INSERT INTO sites_sitephase (site_id, county_id, phase, starts, ends, resting_on) VALUES (%s, %s, 'ended', '2020-1-1', '2020-1-2', '')",
            day["site"],
            day["county"],
        )
        connection.check_constraints()


# Definer functions ------------------------------------------------------------------------------------------------


def one(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


def test_feedback_is_insert_only_and_lies_at_the_state(world):
    set_wall()
    number = one("SELECT thekiz_feedback('/x/', %s, '')", "y" * 9000)[0]
    with as_owner():
        assert one("SELECT place_id, length(message) FROM sites_feedback WHERE id = %s", number) == (world.state.pk, 5000)
    assert one("SELECT count(*) FROM sites_feedback") == (0,)


@pytest.mark.guard("invitation-secret")
def test_an_invitation_is_found_by_its_secret_alone(world):
    with as_owner():
        invitation = make.make_invitation(world.own, world.people["head"])
    set_wall()
    assert one("SELECT id, place FROM thekiz_invitation(%s)", invitation.secret_hash) == (invitation.pk, world.own.pk)
    assert one("SELECT id FROM thekiz_invitation('')") is None and one("SELECT count(*) FROM sites_invitation") == (0,)


@pytest.mark.guard("secret-wiped", "token")
def test_the_end_of_a_job_needs_its_token_and_wipes_the_secret(world):
    with as_owner():
        job = Job.objects.create(place=world.own.place, name="x", title="x", arguments={"secret": {"code": "123"}, "year": 2026})
    set_wall()
    token = one("SELECT token FROM thekiz_job_claim(%s, interval '30 seconds', 'w')", job.pk)[0]
    assert one("SELECT thekiz_job_finish(%s, %s, 'done', NULL, '')", job.pk, token + 1) == (False,)
    assert one("SELECT thekiz_job_finish(%s, %s, 'done', NULL, '')", job.pk, token) == (True,)
    with as_owner():
        assert Job.objects.get(pk=job.pk).arguments == {"year": 2026}


@pytest.mark.guard("powerful-role")
def test_the_start_refuses_a_role_that_looks_over_the_wall(monkeypatch, world):
    monkeypatch.setattr(connection, "close", lambda: None)
    refuse_powerful_role()
    with as_owner(), pytest.raises(Exception, match="may look over the wall"):
        refuse_powerful_role()
