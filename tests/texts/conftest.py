"""The demo world of one day, for tests that only read it."""

import os
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection, transaction

from tests.conftest import as_owner
from tests.proofs.copies import renew
from thekiz.demo.world import load

#: The day of the demo world that the tests read.
THAT_DAY = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Europe/Berlin"))


@contextmanager
def database_named(name: str):
    """Work in another database with the same login."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


#: Beside what these say the others are kept; they are written first when the files are written anew.
USUAL = ("[koordination]", "[planung]", "[landesstelle]", "[coordinator]")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """They come first: tests that commit empty all tables at their end, the lists of the recommendations as well."""
    here = Path(__file__).parent
    items.sort(key=lambda item: (here not in item.path.parents, item.path.name != "test_pages.py", not item.name.endswith(USUAL)))


#: Numbers begin anew whatever the tests before have used up; lists that stand already go on behind their last row.
NUMBERS_ANEW = """
DO $$
DECLARE found record; last bigint;
BEGIN
  FOR found IN SELECT s.oid::regclass AS numbers, d.refobjid::regclass AS rows, a.attname AS id
    FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')
    JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE s.relkind = 'S'
  LOOP
    EXECUTE format('SELECT coalesce(max(%I), 0) FROM %s', found.id, found.rows) INTO last;
    PERFORM setval(found.numbers, last + 1, false);
  END LOOP;
END $$
"""


@pytest.fixture(scope="session")
def demo_database(django_db_setup, django_db_blocker):
    """The demo world of one day, made once in a database of its own: the other tests begin with empty tables."""
    name = f"{connection.settings_dict['NAME']}_demo_{os.getpid()}"  # a process that tries a mutant has its own, and drops it at its end
    with django_db_blocker.unblock():
        connection.close()
        renew(name, connection.settings_dict["NAME"])
        with database_named(name), time_machine.travel(THAT_DAY, tick=False), as_owner():
            with connection.cursor() as cursor:
                cursor.execute(NUMBERS_ANEW)
            load(seed=1, today=THAT_DAY.date(), progress=lambda stage, done, total: None)
    yield name
    renew(name, "")


@pytest.fixture
def db(demo_database, django_db_blocker):
    """In this folder the database is the demo world on its day; what a test changes in it is undone."""
    with django_db_blocker.unblock(), database_named(demo_database), time_machine.travel(THAT_DAY, tick=False), transaction.atomic():
        yield
        transaction.set_rollback(True)
