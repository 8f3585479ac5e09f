"""The database is what the models declare and what stands in the files of sql/, and nothing beside."""

import hashlib
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.loader import MigrationLoader

from sites.core.sql import Sql
from sites.core.wall import Wall
from sites.models import SamePlace
from tests.conftest import as_owner
from tests.test_conventions import APPS, ROOT, UNWALLED, models

FILES = [path for app in APPS for path in sorted((ROOT / app / "sql").glob("*"))]
#: Functions that stored columns are made with.
STORED = {"thekiz_sort", "thekiz_plain", "thekiz_find"}
#: Tables whose rows belong to a person as well, wherever they lie.
PERSONS = {"sites_membership": "user_id", "sites_document": "owner_id", "sites_job": "person_id", "sites_savedview": "user_id"}
#: What the runtime role may do to no row.
NEVER = {
    "sites_attempt": {"SELECT", "INSERT", "UPDATE", "DELETE"},
    "sites_place": {"DELETE"},
    "sites_site": {"DELETE"},
    "sites_provider": {"DELETE"},
    "sites_formerprovider": {"DELETE"},
    "sites_membership": {"DELETE"},
    "sites_entry": {"UPDATE", "DELETE"},
    "planning_application": {"DELETE"},
    "planning_decision": {"DELETE"},
    "planning_inquiry": {"DELETE"},
    "planning_inquirymessage": {"UPDATE", "DELETE"},
    "reporting_sitequarter": {"INSERT", "UPDATE", "DELETE"},
    "reporting_countyquarter": {"INSERT", "UPDATE", "DELETE"},
    "reporting_reportsnapshot": {"UPDATE", "DELETE"},
    "reporting_lszreport": {"UPDATE", "DELETE"},
}
#: As PostgreSQL writes the rules of policies.
REACHED = "({} = ANY ((COALESCE(NULLIF(current_setting('thekiz.places'::text, true), ''::text), '{{}}'::text))::bigint[]))"
OWN = "({} = (NULLIF(current_setting('thekiz.person'::text, true), ''::text))::bigint)"


@pytest.fixture
def owner(db):
    with as_owner(), connection.cursor() as cursor:
        yield cursor


def functions(cursor) -> dict[str, tuple]:
    """Our functions in the schema, without those of extensions."""
    cursor.execute(
        "SELECT proname, pg_get_functiondef(oid), proowner::regrole::text, proacl::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        " AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')"
    )
    return {name: rest for name, *rest in cursor.fetchall()}


def triggers(cursor) -> dict[str, tuple]:
    cursor.execute("SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid), tgenabled::text FROM pg_trigger WHERE NOT tgisinternal")
    return {name: rest for name, *rest in cursor.fetchall()}


def policies(cursor) -> dict[str, dict]:
    cursor.execute("SELECT tablename, policyname, permissive, roles::text, cmd, qual, with_check FROM pg_policies")
    policies: dict[str, dict] = {}
    for table, name, *rest in cursor.fetchall():
        policies.setdefault(table, {})[name] = tuple(rest)
    return policies


def wall_around(cursor, table: str) -> tuple:
    """Policies, both switches of row-level security, and grants."""
    cursor.execute(
        "SELECT relrowsecurity, relforcerowsecurity, ARRAY(SELECT unnest(relacl)::text ORDER BY 1) FROM pg_class WHERE relname = %s", [table]
    )
    switches = cursor.fetchone()
    return policies(cursor).get(table), *switches


def any_of(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})"


def declared(model) -> dict[str, tuple]:
    """The policies of a table by the words of its model."""
    person = getattr(model, "person_column", None)
    places, own = [REACHED.format(column) for column in getattr(model, "place_columns", ())], [OWN.format(person)] if person else []
    rule, seen = any_of(places or own), any_of(places + own)
    app, owner = ("PERMISSIVE", "{thekiz_app}"), ("PERMISSIVE", "{thekiz_owner}", "ALL", "true", "true")
    if getattr(model, "readable", "") or seen != rule:
        return {
            "reading": (*app, "SELECT", "true" if getattr(model, "readable", "") else seen, None),
            "adding": (*app, "INSERT", None, rule),
            "changing": (*app, "UPDATE", rule, rule),
            "removing": (*app, "DELETE", rule, None),
            "owner": owner,
        }
    return {"place": (*app, "ALL", rule, rule), "owner": owner}


def test_the_database_runs_exactly_the_files(owner):
    """Everything is taken away and made anew by the files alone. What stored columns need is replaced where it stands."""
    before = functions(owner), triggers(owner)
    assert sorted(before[0]) == sorted(path.stem for path in FILES)
    for name, (table, *_) in before[1].items():
        owner.execute(f"DROP TRIGGER {name} ON {table}")
    for name in before[0].keys() - STORED:
        owner.execute(f"DROP FUNCTION {name}")
    for path in FILES:
        known = functions(owner)
        owner.execute(path.read_text())
        assert functions(owner).keys() - known.keys() == {path.stem} - STORED
    assert (functions(owner), triggers(owner)) == before


def test_each_file_is_named_by_one_migration_of_its_app():
    named = Counter(
        f"{app}/sql/{operation.function}.sql"
        for (app, _), migration in MigrationLoader(None).disk_migrations.items()
        for operation in migration.operations
        if isinstance(operation, Sql)
    )
    assert named == Counter(path.relative_to(ROOT).as_posix() for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_changed_text_needs_a_new_version(path: Path):
    """Without one, no installation would ever run it. Raise the version, move the operation into a new migration, note the new sum."""
    first, _, text = path.read_text().partition("\n")
    version, total = first.removeprefix("-- version ").split(", sum ")
    assert int(version) > 0 and total == hashlib.sha256(text.encode()).hexdigest()[:8]


def test_a_migration_refuses_a_file_of_another_version():
    assert "CREATE OR REPLACE FUNCTION thekiz_gaps" in Sql("thekiz_gaps", 1).forwards("offers")
    with pytest.raises(ValueError, match="is not version 2"):
        Sql("thekiz_gaps", 2).forwards("offers")


def test_a_function_goes_with_its_triggers_and_a_changed_one_cannot_go_back(owner):
    rollup = Sql("thekiz_rollup_insert", 1)
    before = functions(owner), triggers(owner)
    owner.execute(rollup.backwards("reporting"))
    assert before[0].keys() - functions(owner).keys() == {"thekiz_rollup_insert"} == before[1].keys() - triggers(owner).keys()
    owner.execute(rollup.forwards("reporting"))
    assert (functions(owner), triggers(owner)) == before
    with pytest.raises(IrreversibleError):
        Sql("thekiz_rollup_insert", 2).backwards("reporting")


def test_every_wall_is_what_its_model_declares(owner):
    walled = {model._meta.db_table: model for model in models() if model._meta.db_table not in UNWALLED}
    assert policies(owner) == {table: declared(model) for table, model in walled.items()}
    assert {table: model.person_column for table, model in walled.items() if hasattr(model, "person_column")} == PERSONS


def test_what_is_never_done_is_not_granted(owner):
    kinds = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "TRIGGER", "REFERENCES", "MAINTAIN")
    owner.execute(
        "SELECT relname, kind FROM pg_class, unnest(%s::text[]) AS kind WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " AND NOT has_table_privilege('thekiz_app', pg_class.oid, kind)",
        [list(kinds)],
    )
    refused: dict[str, set] = {}
    for table, kind in owner.fetchall():
        refused.setdefault(table, set()).add(kind)
    always = {"TRUNCATE", "TRIGGER", "REFERENCES", "MAINTAIN"}
    assert {table: kinds - always for table, kinds in refused.items() if kinds != always} == NEVER
    assert all(kinds >= always for kinds in refused.values())
    assert {model._meta.db_table: {*model.never.upper().split()} for model in models() if hasattr(model, "never")} == NEVER


STATEMENTS = {"INSERT": "INSERT INTO {} DEFAULT VALUES", "UPDATE": "UPDATE {} SET {} = {}", "DELETE": "DELETE FROM {}"}


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("sites_place", marks=pytest.mark.guard("never-place")),
        pytest.param("sites_site", marks=pytest.mark.guard("never-site")),
        pytest.param("sites_provider", marks=pytest.mark.guard("never-provider")),
        pytest.param("sites_formerprovider", marks=pytest.mark.guard("never-formerprovider")),
        pytest.param("sites_membership", marks=pytest.mark.guard("never-membership")),
        pytest.param("sites_entry", marks=pytest.mark.guard("append-only")),
        pytest.param("planning_application", marks=pytest.mark.guard("never-application")),
        pytest.param("planning_decision", marks=pytest.mark.guard("never-decision")),
        pytest.param("planning_inquiry", marks=pytest.mark.guard("never-inquiry")),
        pytest.param("planning_inquirymessage", marks=pytest.mark.guard("never-inquirymessage")),
        pytest.param("reporting_sitequarter", marks=pytest.mark.guard("never-sitequarter")),
        pytest.param("reporting_countyquarter", marks=pytest.mark.guard("never-countyquarter")),
        pytest.param("reporting_reportsnapshot", marks=pytest.mark.guard("never-reportsnapshot")),
        pytest.param("reporting_lszreport", marks=pytest.mark.guard("never-lszreport")),
    ],
)
def test_a_bare_statement_does_not_do_what_is_never_done(db, table):
    """Whatever the code above asks for: nobody of the field takes a decision, an entry or a frozen version away."""
    (model,) = [model for model in models() if model._meta.db_table == table]
    for kind in sorted(NEVER[table]):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(STATEMENTS[kind].format(table, model._meta.pk.column, model._meta.pk.column))


@pytest.mark.parametrize("name", ["sites.Kita", "sites.Entry", "sites.SavedView", "sites.Job", "planning.Inquiry", "reporting.SiteQuarter"])
def test_a_wall_can_be_built_again_and_taken_away(owner, name):
    """So a declaration changes by the same operation in a new migration."""
    model = apps.get_model(name)
    app, table, wall = model._meta.app_label, model._meta.db_table, Wall(model.__name__)
    built = wall_around(owner, table)
    owner.execute(wall.forwards(app))
    assert wall_around(owner, table) == built
    owner.execute(wall.backwards(app))
    assert wall_around(owner, table)[:3] == (None, False, False)
    owner.execute(wall.forwards(app))
    assert wall_around(owner, table) == built


CHILDREN = [(model, constraint) for model in models() for constraint in model._meta.constraints if isinstance(constraint, SamePlace)]


@pytest.mark.parametrize(("model", "constraint"), CHILDREN, ids=lambda value: getattr(value, "name", getattr(value, "__name__", "")))
def test_a_child_lies_where_its_parent_lies(owner, model, constraint):
    """The key in the database names parent and place together; what it refuses, tests of single tables show."""
    parent, place = (model._meta.get_field(name) for name in (constraint.parent, constraint.place))
    above = parent.related_model._meta
    there = above.get_field(constraint.to).column if constraint.to else place.column
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s AND contype = 'f'", [constraint.name])
        (text,) = cursor.fetchone()
    keys = f"FOREIGN KEY ({parent.column}, {place.column}) REFERENCES {above.db_table}({above.pk.column}, {there})"
    assert text == f"{keys} ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED"


#: Tables that grow with every day: each index of theirs costs at every log.
GROWING = ("offers_session", "sites_entry")


@pytest.mark.parametrize("table", GROWING)
def test_no_index_of_a_growing_table_is_the_beginning_of_another(owner, table):
    owner.execute(
        "SELECT short.indexrelid::regclass::text FROM pg_index short JOIN pg_index long ON short.indrelid = long.indrelid"
        " WHERE short.indrelid = %s::regclass AND short.indexrelid <> long.indexrelid AND NOT short.indisunique"
        " AND starts_with(long.indkey::text || ' ', short.indkey::text || ' ')",
        [table],
    )
    assert owner.fetchall() == []
