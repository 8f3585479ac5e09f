"""The second wall: the only place that knows row-level security (migration operation, settings of a transaction, start check)."""

from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, migrations

GRANT = """
GRANT USAGE ON SCHEMA public TO thekiz_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO thekiz_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO thekiz_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO thekiz_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO thekiz_app;
"""
PLACES = "(coalesce(nullif(current_setting('thekiz.places', true), ''), '{}')::bigint[])"
PERSON = "(nullif(current_setting('thekiz.person', true), '')::bigint)"


class Wall(migrations.RunSQL):
    """Wall("offers_offer", "site_id"): the runtime role sees and writes reachable rows only, the owner all.

    One column on every table that grows. Several columns (OR) only on the small registers; `person` adds a person's own rows;
    `public` lets everybody read (registers of public bodies, published pages) while writing stays walled.
    """

    def __init__(self, table: str, *columns: str, person: str | None = None, public: bool = False):
        self.arguments = (table, *columns), {"person": person, "public": public}
        parts = [f"{column} = ANY {PLACES}" for column in columns] + ([f"{person} = {PERSON}"] if person else [])
        rule = " OR ".join(parts)
        policies = [("place", f"FOR ALL TO thekiz_app USING ({rule}) WITH CHECK ({rule})")]
        if public:
            policies = [
                ("reading", "FOR SELECT TO thekiz_app USING (true)"),
                ("adding", f"FOR INSERT TO thekiz_app WITH CHECK ({rule})"),
                ("changing", f"FOR UPDATE TO thekiz_app USING ({rule}) WITH CHECK ({rule})"),
                ("removing", f"FOR DELETE TO thekiz_app USING ({rule})"),
            ]
        policies.append(("owner", "TO thekiz_owner USING (true) WITH CHECK (true)"))
        switch = f"ALTER TABLE {table} {{}} ROW LEVEL SECURITY"
        super().__init__(
            [switch.format("ENABLE"), switch.format("FORCE"), *(f"CREATE POLICY {name} ON {table} {text}" for name, text in policies)],
            [*(f"DROP POLICY {name} ON {table}" for name, _ in policies), switch.format("NO FORCE"), switch.format("DISABLE")],
        )

    def deconstruct(self):
        return ("Wall", list(self.arguments[0]), self.arguments[1])


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
    if powerful:
        raise ImproperlyConfigured(f"The database role {name} may look over the wall. Run the application as thekiz_app (DATABASE_URL).")
