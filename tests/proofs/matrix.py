"""Every route × every person × own, sister, sibling and foreign row × GET and POST; then the database alone, with random statements."""

import random
import sys

from tests.proofs.base import database, end

STATEMENTS = 5000


def application(world, rows) -> tuple[int, list[str]]:
    """With the application's filters: the hand-written table against every answer; after every refusal the tables are unchanged."""
    from tests.matrix import EXPECTED, SPECIAL, routes, try_route

    tried, failed = 0, [f"{name} is not in the matrix" for name in set(routes()) - set(EXPECTED) - set(SPECIAL)]
    for name in sorted(EXPECTED):
        for what, wrong in try_route(name, world, rows, check_tables=True):
            tried += 1
            if wrong:
                failed.append(f"{what}: {wrong}")
        print(f"  {name}: {tried} asked so far, {len(failed)} wrong", flush=True)
    return tried, failed


def database_alone(world, seed: int) -> tuple[int, list[str]]:
    """With the application's filters removed: the runtime role reads, moves, deletes and inserts behind the wall of a random reach."""
    from django.db import DatabaseError, connection, transaction

    from sites.core.access import Access
    from sites.core.rights import ACTIONS
    from sites.core.wall import set_wall
    from tests.conftest import as_owner
    from tests.test_conventions import READABLE, UNWALLED, models

    chance, failed = random.Random(seed), []
    tables = [model for model in models() if hasattr(model, "place_columns") and model._meta.db_table not in UNWALLED]
    people = [*world.people.values(), *world.elsewhere.values()]
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM sites_place")
        places = [pk for (pk,) in cursor.fetchall()]
    for number in range(STATEMENTS):
        model, person, action = chance.choice(tables), chance.choice(people), chance.choice(sorted(ACTIONS))
        reach = Access(person).reach(action).places
        table, columns = model._meta.db_table, model.place_columns
        outside = " AND ".join(f"{column} <> ALL(%(reach)s::bigint[])" for column in columns)
        if own := getattr(model, "person_column", ""):
            outside += f" AND coalesce({own}, 0) <> %(person)s"
        foreign = [pk for pk in places if pk not in reach] or [0]
        kind = chance.choice(["read", "change", "remove", "move"])
        if kind == "read" and table in READABLE:
            kind = "change"
        moved = ", ".join(f"{column} = %(foreign)s" for column in columns)
        sql = {
            "read": f"SELECT count(*) FROM {table} WHERE {outside}",
            "change": f"WITH changed AS (UPDATE {table} SET {columns[0]} = {columns[0]} WHERE {outside} RETURNING 1) SELECT count(*) FROM changed",
            "remove": f"WITH gone AS (DELETE FROM {table} WHERE {outside} RETURNING 1) SELECT count(*) FROM gone",
            "move": f"WITH moved AS (UPDATE {table} SET {moved} RETURNING 1) SELECT count(*) FROM moved",
        }[kind]
        values = {"reach": sorted(reach), "person": person.pk, "foreign": chance.choice(foreign)}
        try:
            with transaction.atomic():
                set_wall(reach, person=person.pk)
                with connection.cursor() as cursor:
                    cursor.execute(sql, values)
                    count = cursor.fetchone()[0]
                transaction.set_rollback(True)
        except DatabaseError:
            count = 0  # refused by the database: just what is wanted
        if count and not (kind == "move" and own):  # a person's own row may stay visible wherever it lies
            failed.append(f"statement {number} (seed {seed}): {kind} {table} as {person} for {action}: {count} foreign rows")
    return STATEMENTS, failed


def main() -> None:
    from django.db import transaction

    seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")
    with database():
        from tests.conftest import make_world
        from tests.matrix import keep_files, rows_of

        with transaction.atomic():
            world = make_world()
            rows = rows_of(world)
            keep_files(rows)
            tried, failed = application(world, rows)
            more, wrong = database_alone(world, seed)
            transaction.set_rollback(True)
    end("matrix", tried + more, failed + wrong)


if __name__ == "__main__":
    main()
