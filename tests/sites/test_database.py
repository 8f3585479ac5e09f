"""The database is what the models declare and what stands in the files of sql/, and nothing beside."""

import hashlib
from collections import Counter
from itertools import combinations, product
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.loader import MigrationLoader
from django.db.models import CheckConstraint, F, Q

from sites.core.sql import Sql
from sites.core.wall import Wall
from sites.models import SamePlace, User
from tests import factories as make
from tests.conftest import as_owner
from tests.test_conventions import APPS, ROOT, UNWALLED, models

FILES = [path for app in APPS for path in sorted((ROOT / app / "sql").glob("*"))]
#: Functions that stored columns and policies are made with.
STORED = {"thekiz_sort", "thekiz_plain", "thekiz_find", "thekiz_operates", "thekiz_keeps_lists"}
#: Tables whose rows belong to a person as well, wherever they lie.
PERSONS = {
    "processes_trainingregistration": "person_id",
    "processes_advicecontact": "person_id",
    "sites_membership": "user_id",
    "sites_document": "owner_id",
    "sites_job": "person_id",
    "sites_savedview": "user_id",
}
#: What the runtime role may do to no row.
NEVER = {
    "sites_attempt": {"SELECT", "INSERT", "UPDATE", "DELETE"},
    "offers_signup": {"INSERT", "DELETE"},
    "processes_trainingregistration": {"INSERT", "DELETE"},
    "processes_trainingfeedback": {"INSERT", "UPDATE", "DELETE"},
    "processes_topicproposal": {"INSERT", "UPDATE", "DELETE"},
    "sites_place": {"UPDATE", "DELETE"},
    "planning_bodynotice": {"UPDATE"},
    "processes_closedmonth": {"UPDATE", "DELETE"},
    "processes_consultationvisit": {"DELETE"},
    "sites_site": {"DELETE"},
    "sites_provider": {"DELETE"},
    "sites_formerprovider": {"DELETE"},
    "sites_membership": {"DELETE"},
    "sites_user": {"DELETE"},
    "sites_entry": {"UPDATE", "DELETE"},
    "planning_application": {"DELETE"},
    "planning_decision": {"DELETE"},
    "planning_inquiry": {"DELETE"},
    "planning_inquirymessage": {"UPDATE", "DELETE"},
    "planning_surveysheet": {"INSERT", "UPDATE", "DELETE"},
    "planning_surveyanswer": {"INSERT", "UPDATE", "DELETE"},
    "planning_wishcontact": {"INSERT", "UPDATE"},
    "offers_sessionfeedback": {"INSERT", "UPDATE", "DELETE"},
    "reporting_sitequarter": {"INSERT", "UPDATE", "DELETE"},
    "reporting_countyquarter": {"INSERT", "UPDATE", "DELETE"},
    "reporting_closedfigures": {"INSERT", "UPDATE", "DELETE"},
    "reporting_closedsite": {"INSERT", "UPDATE", "DELETE"},
    "reporting_reportsnapshot": {"UPDATE", "DELETE"},
    "reporting_lszreport": {"UPDATE", "DELETE"},
}
#: As PostgreSQL writes the rules of policies.
REACHED = "({} = ANY ((COALESCE(NULLIF(current_setting('thekiz.places'::text, true), ''::text), '{{}}'::text))::bigint[]))"
PERSON = "(NULLIF(current_setting('thekiz.person'::text, true), ''::text))::bigint"
OWNERS = ("PERMISSIVE", "{thekiz_owner}", "ALL", "true", "true")
#: Who writes where rows lie at no place: a list, an account.
WRITTEN = {
    "lists": "( SELECT thekiz_keeps_lists() AS thekiz_keeps_lists)",
    "account": f"(({PERSON} IS NULL) OR (id = {PERSON}) OR ( SELECT thekiz_operates() AS thekiz_operates))",
}
#: Rows of one person at a place that others reach as well.
PRIVATE = {
    "sites_document": f"((owner_id IS NULL) OR (owner_id = {PERSON}))",
    "sites_job": f"(NOT (person_id IS DISTINCT FROM {PERSON}))",
    **dict.fromkeys(("processes_facilitationnote", "processes_learningnote"), f"(((door)::text <> 'private'::text) OR (author_id = {PERSON}))"),
}
#: The pairs of many-to-many fields: table → the row whose field it is, its key and its place. Their other ends are lists.
PAIRS = {
    "planning_goal_terms": ("planning_goal", "goal_id", "site_id"),
    "planning_measure_further_fields": ("planning_measure", "measure_id", "site_id"),
    "offers_offer_terms": ("offers_offer", "offer_id", "site_id"),
    "offers_offer_legal_bases": ("offers_offer", "offer_id", "site_id"),
    "processes_facilitationsession_tasks": ("processes_facilitationsession", "facilitationsession_id", "site_id"),
    "processes_practiceexample_themes": ("processes_practiceexample", "practiceexample_id", "site_id", "office_id"),
}
#: Tables of Django and of libraries that the application writes; all others of theirs it only reads.
WRITES = {"account_emailaddress": {"INSERT", "UPDATE"}, "django_admin_log": {"INSERT"}}
OWN = f"({{}} = {PERSON})"


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
    if name := PRIVATE.get(model._meta.db_table):
        places = [f"({any_of(places)} AND {name})"]
    if not places + own:
        places = [WRITTEN["account" if model is User else "lists"]]
    rule, seen = any_of(places or own), any_of(places + own)
    app = ("PERMISSIVE", "{thekiz_app}")
    if getattr(model, "readable", "") or seen != rule:
        return {
            "reading": (*app, "SELECT", "true" if getattr(model, "readable", "") else seen, None),
            "adding": (*app, "INSERT", None, rule),
            "changing": (*app, "UPDATE", rule, rule),
            "removing": (*app, "DELETE", rule, None),
            "owner": OWNERS,
        }
    return {"place": (*app, "ALL", rule, rule), "owner": OWNERS}


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


def paired(table: str, row: str, key: str, *places: str) -> dict[str, tuple]:
    """The policies of a table of pairs: seen and written where its row is."""
    reached = " OR ".join(REACHED.format(f"r.{place}") for place in places)
    there = f"({reached})" if len(places) > 1 else reached
    rule = f"(EXISTS ( SELECT\n   FROM {row} r\n  WHERE ((r.id = {table}.{key}) AND {there})))"
    return {"place": ("PERMISSIVE", "{thekiz_app}", "ALL", rule, rule), "owner": OWNERS}


def test_every_wall_is_what_its_model_declares(owner):
    walled = {model._meta.db_table: model for model in models() if model._meta.db_table not in UNWALLED}
    addresses = WRITTEN["account"].replace("(id =", "(user_id =")
    operators = ("PERMISSIVE", "{thekiz_app}", "ALL", "thekiz_operates()", "thekiz_operates()")
    assert policies(owner) == {
        **{table: declared(model) for table, model in walled.items() if table not in PAIRS},
        **{table: paired(table, *pair) for table, pair in PAIRS.items()},
        "django_admin_log": {"operator": operators, "owner": OWNERS},
        "account_emailaddress": {"account": ("PERMISSIVE", "{thekiz_app}", "ALL", addresses, addresses), "owner": OWNERS},
    }
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
    ours, writes = {model._meta.db_table for model in models()}, {"INSERT", "UPDATE", "DELETE"}
    assert {table: kinds - always for table, kinds in refused.items() if kinds != always and table in ours} == NEVER | {
        "sites_user_groups": writes,
        "sites_user_user_permissions": writes,
    }
    assert {table: writes - kinds for table, kinds in refused.items() if table not in ours and not kinds >= writes} == WRITES
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
        pytest.param("sites_user", marks=pytest.mark.guard("never-user")),
        pytest.param("sites_entry", marks=pytest.mark.guard("append-only")),
        pytest.param("planning_application", marks=pytest.mark.guard("never-application")),
        pytest.param("planning_decision", marks=pytest.mark.guard("never-decision")),
        pytest.param("planning_bodynotice", marks=pytest.mark.guard("never-bodynotice")),
        pytest.param("planning_inquiry", marks=pytest.mark.guard("never-inquiry")),
        pytest.param("planning_inquirymessage", marks=pytest.mark.guard("never-inquirymessage")),
        pytest.param("planning_surveysheet", marks=pytest.mark.guard("never-surveysheet")),
        pytest.param("planning_surveyanswer", marks=pytest.mark.guard("never-surveyanswer")),
        pytest.param("planning_wishcontact", marks=pytest.mark.guard("never-wishcontact")),
        pytest.param("processes_consultationvisit", marks=pytest.mark.guard("never-visit")),
        pytest.param("offers_sessionfeedback", marks=pytest.mark.guard("never-sessionfeedback")),
        pytest.param("reporting_sitequarter", marks=pytest.mark.guard("never-sitequarter")),
        pytest.param("reporting_countyquarter", marks=pytest.mark.guard("never-countyquarter")),
        pytest.param("reporting_closedfigures", marks=pytest.mark.guard("never-closedfigures")),
        pytest.param("reporting_closedsite", marks=pytest.mark.guard("never-closedsite")),
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


NAMES = ["sites.Kita", "sites.Entry", "sites.SavedView", "sites.Job", "planning.Inquiry", "planning.Goal", "planning.Term", "reporting.SiteQuarter"]


@pytest.mark.parametrize("name", NAMES)
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


# Checks ---------------------------------------------------------------------------------------------------------------

#: Checks that pass a row because a column is empty, each with its reason.
UNKNOWN = {
    "formerprovider_ends": "since when somebody has run a Kita may be unknown",
    "cooperation_ends": "since when a cooperation runs may be unknown",
    "body_ends": "since when a body is there may be unknown",
    "municipality_ends": "since when a municipality is there may be unknown",
    "offer_ends": "a draft has neither: offer_intended",
}


def truths(condition, empty: set[str]) -> set[bool | None]:
    """What a check may say of a row in which exactly these columns are empty: true, false or nothing at all, which passes like true."""
    if not isinstance(condition, Q):
        name, _, how = condition[0].partition("__")
        if how == "isnull":
            return {(name in empty) == condition[1]}
        used = {name, *(one.name for one in condition[1:] if isinstance(one, F))}
        return {None} if used & empty else {True, False}
    said: set[bool | None] = {condition.connector == "AND"}
    for child in condition.children:
        said = {joined(condition.connector, *pair) for pair in product(said, truths(child, empty))}
    return {None if one is None else not one for one in said} if condition.negated else said


def joined(connector: str, first: bool | None, second: bool | None) -> bool | None:
    decides = connector == "OR"
    return decides if decides in (first, second) else None if None in (first, second) else not decides


def test_no_check_passes_a_row_because_a_column_is_empty():
    """SQL takes a check that says nothing as kept: "3 votes of" an empty number would do."""
    passing = set()
    for model in models():
        nullable = [field.name for field in model._meta.local_fields if field.null]
        for constraint in model._meta.constraints:
            if isinstance(constraint, CheckConstraint):
                empties = (set(empty) for size in range(len(nullable) + 1) for empty in combinations(nullable, size))
                used = {name for name in nullable if name in str(constraint.condition)}
                passing |= {constraint.name for empty in empties if empty <= used and None in truths(constraint.condition, empty)}
    assert passing == set(UNKNOWN)


@pytest.mark.parametrize("votes", ["votes_for = 3, votes_all = NULL", "votes_for = NULL, votes_all = 3", "votes_for = 4, votes_all = 3"])
def test_votes_are_two_numbers_or_none(world, owner, votes):
    statement = make.make_statement(make.make_application(world.own), "team", world.people["head"])
    with pytest.raises(IntegrityError, match="statement_votes"), transaction.atomic():
        owner.execute(f"UPDATE planning_statement SET {votes} WHERE id = %s", [statement.pk])
    owner.execute("UPDATE planning_statement SET votes_for = 3, votes_all = 4 WHERE id = %s", [statement.pk])
