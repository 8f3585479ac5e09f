"""A test database made once, and copies of it made in a moment: whatever a run leaves behind is gone with the next copy."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg

FIRST = "test_first"


@contextmanager
def first_database() -> Iterator[None]:
    """Migrate a database and keep it as the one that copies are made of."""
    from tests.proofs.base import database

    os.environ["TEST_DATABASE_NAME"] = "test_origin"
    with database():
        renew(FIRST, "test_origin")
    yield


def renew(name: str, origin: str = FIRST) -> None:
    """Make a database anew as a copy; a copy of nothing is none. The login ends what is left of others' connections, the owner makes it."""
    with psycopg.connect(os.environ["TEST_DATABASE_URL"], autocommit=True) as connection:
        ours = "datname IN (%s, %s) AND backend_type = 'client backend'"  # what the server does by itself gives way by itself
        connection.execute(f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE {ours}", [name, origin])
        connection.execute("SET ROLE thekiz_owner")
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        if origin:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {origin}")


def run_as_owner(database: str, statements: str) -> None:
    """Statements in a copy, as a migration would run them."""
    url = urlsplit(os.environ["TEST_DATABASE_URL"])._replace(path=f"/{database}")
    with psycopg.connect(urlunsplit(url), autocommit=True) as connection:
        connection.execute("SET ROLE thekiz_owner")
        connection.execute(statements)  # type: ignore[arg-type]  # the text of a file of ours


def build_walls(database: str) -> None:
    """The walls of a copy anew, as the models declare them now. Django must be set up."""
    from django.apps import apps

    from sites.core.wall import wall_of, without_wall

    walled = [model for model in apps.get_models() if {"place_columns", "person_column", "never"} & set(dir(model))]
    run_as_owner(database, "; ".join(statement for model in walled for statement in [*without_wall(model), *wall_of(model)]))
