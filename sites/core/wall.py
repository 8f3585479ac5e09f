"""The second wall: the only place that knows row-level security (migration operations, settings of a transaction, start check)."""

from collections.abc import Iterable

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Model

from sites.core.sql import Statements

GRANT = """
GRANT USAGE ON SCHEMA public TO thekiz_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO thekiz_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO thekiz_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO thekiz_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO thekiz_app;
"""
PLACES = "(coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[])"
PERSON = "(nullif(current_setting('thekiz.person', true), '')::bigint)"
#: Every policy that a table may have: one for all that the runtime role does, or one each where everybody may read; the owner's beside.
POLICIES = ("place", "reading", "adding", "changing", "removing", "owner")


class Grants(Statements):
    """What the runtime role may do in general, also with the tables to come."""

    def forwards(self, app_label: str) -> str:
        return GRANT


class Wall(Statements):
    """Wall("Offer"), beside CreateModel: the runtime role sees and writes reachable rows only, the owner all. The model declares it:

    `place_columns`: the columns with places. One on every table that grows; several (OR) only on the small registers.
    `person_column`: whose rows these are: "user_id". That person reads them wherever they lie, and writes them where they have no place.
    `readable`: why everybody may read (registers of public bodies, published pages), in words; writing stays walled.
    `never`: what the runtime role may do to no row of the table: "update delete" where rows are only added.

    A model without columns of places or persons has no policies. A declaration changes by the same operation in a new migration.
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


def wall_of(model: type[Model]) -> list[str]:
    """The statements that build the wall a model declares."""
    table = model._meta.db_table
    statements = [f"REVOKE {', '.join(never.split())} ON {table} FROM thekiz_app"] if (never := getattr(model, "never", "")) else []
    places = [f"{column} = ANY {PLACES}" for column in getattr(model, "place_columns", ())]
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
    policies["owner"] = "TO thekiz_owner USING (true) WITH CHECK (true)"
    switches = [f"ALTER TABLE {table} {how} ROW LEVEL SECURITY" for how in ("ENABLE", "FORCE")]
    # guard: policy -> return statements
    return [*statements, *switches, *(f"CREATE POLICY {name} ON {table} {text}" for name, text in policies.items())]


def without_wall(model: type[Model]) -> list[str]:
    """The statements after which a table is as CreateModel left it."""
    table = model._meta.db_table
    return [
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO thekiz_app",
        *(f"DROP POLICY IF EXISTS {name} ON {table}" for name in POLICIES),
        *(f"ALTER TABLE {table} {how} ROW LEVEL SECURITY" for how in ("NO FORCE", "DISABLE")),
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
