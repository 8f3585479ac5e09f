"""The second wall: the only place that knows row-level security (migration operations, settings of a transaction, start check)."""

from collections.abc import Iterable

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Model

from sites.core.sql import Statements

GRANT = """
GRANT USAGE ON SCHEMA public TO thekiz_app;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO thekiz_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO thekiz_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO thekiz_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO thekiz_app;
"""
PLACES = "(coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[])"
PERSON = "(nullif(current_setting('thekiz.person', true), '')::bigint)"
#: Who writes lists that hold for the whole Land: the state office, and the operator (`written_by` of a model without a place).
KEEPS_LISTS = "(SELECT thekiz_keeps_lists())"
#: Who writes an account: its person, the operator, and nobody yet, who is about to log in or to take an invitation.
OWN_ACCOUNT = f"{PERSON} IS NULL OR id = {PERSON} OR (SELECT thekiz_operates())"
#: Every policy that a table may have: one for all that the runtime role does, or one each where everybody may read; the owner's beside.
POLICIES = ("place", "reading", "adding", "changing", "removing", "owner")


class Grants(Statements):
    """What the runtime role may do in general, also with the tables to come: read. What it may write, a wall says."""

    def forwards(self, app_label: str) -> str:
        return GRANT


class Others(Statements):
    """The tables of Django and of libraries: most (groups, rights, kinds, migrations) the application only reads.

    Sessions are reached by their keys alone (thekiz_session…); the log of the operator's pages belongs to the operator.
    An address of an account is written with the account, by allauth when a new password is asked for.
    """

    def forwards(self, app_label: str) -> str:
        own = OWN_ACCOUNT.replace("id =", "user_id =")
        return "; ".join(
            [
                "REVOKE ALL ON django_session FROM thekiz_app",
                "GRANT INSERT, UPDATE ON account_emailaddress TO thekiz_app",
                *_switches("account_emailaddress", "ENABLE", "FORCE"),
                f"CREATE POLICY account ON account_emailaddress TO thekiz_app USING ({own}) WITH CHECK ({own})",
                f"CREATE POLICY owner ON account_emailaddress {OWNER}",
                "GRANT INSERT ON django_admin_log TO thekiz_app",
                *_switches("django_admin_log", "ENABLE", "FORCE"),
                # guard: operators-log -> "CREATE POLICY operator ON django_admin_log TO thekiz_app USING (true) WITH CHECK (true)",
                "CREATE POLICY operator ON django_admin_log TO thekiz_app USING (thekiz_operates()) WITH CHECK (thekiz_operates())",
                f"CREATE POLICY owner ON django_admin_log {OWNER}",
            ]
        )


class Wall(Statements):
    """Wall("Offer"), beside CreateModel: the runtime role sees and writes reachable rows only, the owner all. The model declares it:

    `place_columns`: the columns with places. One on every table that grows; several (OR) only on the small registers.
    `person_column`: whose rows these are: "user_id". That person reads them wherever they lie, and writes them where they have no place.
    `readable`: why everybody may read (registers of public bodies, published pages), in words; writing stays walled.
    `private`: what must hold beside the place: rows of one person at a place that others reach as well.
    `written_by`: where rows lie at no place, the condition under which they are written (all of them are read).
    `never`: what the runtime role may do to no row of the table: "update delete" where rows are only added.

    A model with none of these but the last has no policies. The pairs of a many-to-many field are seen and written where the row is whose
    field it is. A declaration changes by the same operation in a new migration.
    """

    def __init__(self, model: str) -> None:
        self.model = model

    def forwards(self, app_label: str) -> str:
        model = apps.get_model(app_label, self.model)
        return "; ".join([*without_wall(model), *wall_of(model)])

    def backwards(self, app_label: str) -> str:
        return "; ".join(without_wall(apps.get_model(app_label, self.model)))

    def describe(self) -> str:
        return f"Wall around {self.model}"


OWNER = "TO thekiz_owner USING (true) WITH CHECK (true)"


def _switches(table: str, *how: str) -> list[str]:
    return [f"ALTER TABLE {table} {one} ROW LEVEL SECURITY" for one in how]


def wall_of(model: type[Model]) -> list[str]:
    """The statements that build the wall a model declares, and around its pairs."""
    table, statements = model._meta.db_table, list(_granted(model))
    places = [f"{column} = ANY {PLACES}" for column in getattr(model, "place_columns", ())] or [*filter(None, [getattr(model, "written_by", "")])]
    if private := getattr(model, "private", ""):  # guard: private-rows -> if False:
        places = [f"({' OR '.join(places)}) AND {private}"]
    own = [f"{person} = {PERSON}"] if (person := getattr(model, "person_column", "")) else []
    if not places + own:
        return statements
    # guard: own-rows -> rule, seen = " OR ".join(places + own), " OR ".join(places + own)
    rule, seen = " OR ".join(places or own), " OR ".join(places + own)
    # guard: with-check -> policies = {"place": f"FOR ALL TO thekiz_app USING ({rule}) WITH CHECK (true)"}
    policies = {"place": f"FOR ALL TO thekiz_app USING ({rule}) WITH CHECK ({rule})"}
    if getattr(model, "readable", "") or seen != rule:
        policies = {
            "reading": f"FOR SELECT TO thekiz_app USING ({'true' if getattr(model, 'readable', '') else seen})",
            # guard: register-adding -> "adding": "FOR INSERT TO thekiz_app WITH CHECK (true)",
            "adding": f"FOR INSERT TO thekiz_app WITH CHECK ({rule})",
            # guard: register-changing -> "changing": "FOR UPDATE TO thekiz_app USING (true) WITH CHECK (true)",
            "changing": f"FOR UPDATE TO thekiz_app USING ({rule}) WITH CHECK ({rule})",
            # guard: register-removing -> "removing": "FOR DELETE TO thekiz_app USING (true)",
            "removing": f"FOR DELETE TO thekiz_app USING ({rule})",
        }
    policies["owner"] = OWNER
    # guard: policy -> return statements
    statements += [*_switches(table, "ENABLE", "FORCE"), *(f"CREATE POLICY {name} ON {table} {text}" for name, text in policies.items())]
    for pairs, key in pairs_of(model):
        there = " OR ".join(f"r.{column} = ANY {PLACES}" for column in getattr(model, "place_columns", ()))
        # guard: pairs -> rule = "true"
        rule = f"EXISTS (SELECT FROM {table} r WHERE r.{model._meta.pk.column} = {key} AND ({there}))"
        statements += [
            f"GRANT INSERT, UPDATE, DELETE ON {pairs} TO thekiz_app",
            *_switches(pairs, "ENABLE", "FORCE"),
            f"CREATE POLICY place ON {pairs} TO thekiz_app USING ({rule}) WITH CHECK ({rule})",
            f"CREATE POLICY owner ON {pairs} {OWNER}",
        ]
    return statements


def _granted(model: type[Model]) -> Iterable[str]:
    """What of writing the runtime role is given at all; a table it never selects from it reaches by functions alone."""
    table, never = model._meta.db_table, getattr(model, "never", "").split()
    if kinds := [kind for kind in ("insert", "update", "delete") if kind not in never]:
        yield f"GRANT {', '.join(kinds)} ON {table} TO thekiz_app"
    if "select" in never:
        yield f"REVOKE SELECT ON {table} FROM thekiz_app"  # noqa: S608  the name of a table of ours


def pairs_of(model: type[Model]) -> list[tuple[str, str]]:
    """The tables of pairs that Django makes for the many-to-many fields of a placed model, and the column that names its row.

    At their other end stand lists, which everybody reads. A pair of two placed rows is a model of its own (tests/sites/test_database.py).
    """
    if not hasattr(model, "place_columns"):
        return []
    own = [field for field in model._meta.local_many_to_many if (through := field.remote_field.through) and through._meta.auto_created]
    return [(field.m2m_db_table(), field.m2m_column_name()) for field in own]


def without_wall(model: type[Model]) -> list[str]:
    """The statements after which a table and its pairs are as CreateModel left them."""
    return [
        statement
        for table in (model._meta.db_table, *(pairs for pairs, _ in pairs_of(model)))
        for statement in (
            f"GRANT SELECT ON {table} TO thekiz_app",
            f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM thekiz_app",
            *(f"DROP POLICY IF EXISTS {name} ON {table}" for name in POLICIES),
            *_switches(table, "NO FORCE", "DISABLE"),
        )
    ]


def set_wall(places: Iterable[int] = (), *, person: int | None = None, read_only: bool = False) -> None:
    """What this transaction may see and write; ends with it. read_only: PostgreSQL itself refuses every write."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('thekiz.places', %s, true), set_config('thekiz.person', %s, true), set_config('transaction_read_only', %s, true)",
            ["{" + ",".join(map(str, sorted(places))) + "}", str(person or ""), "on" if read_only else "off"],
        )


def widen_wall(place: int) -> None:
    """For the service that has just opened a place: it did not exist when the wall was set."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT set_config('thekiz.places', array_append({PLACES}, %s::bigint)::text, true)", [place])


def refuse_powerful_role() -> None:
    """Stop the start when the runtime role is a superuser, bypasses row security or owns tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper OR rolbypassrls OR EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid AND relkind = 'r')"
            " FROM pg_roles WHERE rolname = current_user"
        )
        name, powerful = cursor.fetchone()
    connection.close()
    if powerful:  # guard: powerful-role -> if False:
        raise ImproperlyConfigured(f"The database role {name} may look over the wall. Run the application as thekiz_app (DATABASE_URL).")
