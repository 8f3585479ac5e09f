"""Every route × every person × own, sister, sibling and foreign row × GET and POST, and every parameter and hidden field with such rows.

With names of roles (`./run prove matrix head provider`) the parameters and hidden fields of these alone.
"""

import sys

from tests.proofs.base import database, end


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


def second_doors(world, rows, roles: list[str]) -> tuple[int, list[str]]:
    """Rows of every kind in every parameter, hidden field and choice that the application reads."""
    from tests.doors import doors, marked, names_read

    signs, names, tried, failed = marked(rows), names_read(), 0, []
    print(f"  {len(signs)} rows in {len(names)} names: {', '.join(sorted(names))}", flush=True)
    for who in roles:
        for what, wrong in doors(world, rows, signs, who, names):
            tried += 1
            if wrong:
                failed.append(f"{what} as {who}: {wrong}")
        print(f"  second doors as {who}: {tried} tried, {len(failed)} opened", flush=True)
    return tried, failed


def main() -> None:
    from django.db import transaction

    with database():
        from sites.core.roles import Role
        from tests.conftest import make_world
        from tests.matrix import keep_files, rows_of

        with transaction.atomic():
            world = make_world()
            rows = rows_of(world)
            keep_files(rows)
            tried, failed = (0, []) if sys.argv[1:] else application(world, rows)
            more, opened = second_doors(world, rows, sys.argv[1:] or Role.values)
            transaction.set_rollback(True)
    end("matrix", tried + more, failed + opened)


if __name__ == "__main__":
    main()
