"""The world of the tests: one login, two roles. The owner makes the database and the rows, every test runs as the runtime role."""

import json
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import hypothesis
import pytest
from django.db import connection
from django.utils import timezone

from sites.core.access import Access
from sites.core.roles import LIES_AT, Role
from sites.core.wall import set_wall
from sites.models import Place
from tests import factories as make
from tests.client import Client
from tests.phones import phones
from tests.proofs.browser import chromium

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's synchronous API keeps an event loop in this thread
RUNTIME = "-c role=thekiz_app"
#: How long an example takes says nothing about the rule it tests, on a busy machine least of all.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")
YESTERDAY = timedelta(days=1)


for app in ("sites", "planning", "offers", "processes", "reporting"):
    import_module(f"{app}.tasks")  # the handlers register themselves; in a worker Celery does it


@contextmanager
def as_owner():
    """For making and checking rows: same connection, same transaction, past the wall."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE thekiz_owner")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE thekiz_app")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """pytest-django has created and migrated as the owner; from here on every connection, also the live server's, is the runtime role."""
    with django_db_blocker.unblock():
        options = connection.settings_dict["OPTIONS"]["options"]
        connection.settings_dict["OPTIONS"]["options"] = RUNTIME
        connection.close()
    yield
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["OPTIONS"]["options"] = options


@pytest.fixture(autouse=True, scope="session")
def _flush_as_owner():
    """Transactional tests empty the tables with TRUNCATE, which the runtime role may not."""
    from django.core.management.commands import flush as command
    from django.db.backends.postgresql.operations import DatabaseOperations

    flush, migrated = DatabaseOperations.execute_sql_flush, command.emit_post_migrate_signal

    def owned(self, sql_list):
        with as_owner():
            return flush(self, sql_list)

    def told(*args, **kwargs):
        with as_owner():
            migrated(*args, **kwargs)

    DatabaseOperations.execute_sql_flush, command.emit_post_migrate_signal = owned, told
    yield
    DatabaseOperations.execute_sql_flush, command.emit_post_migrate_signal = flush, migrated


@pytest.fixture(autouse=True)
def data_dir(tmp_path, settings):
    """Files of a test go into a folder of its own."""
    settings.DATA_DIR = tmp_path
    usual = settings.STORAGES["default"]
    settings.STORAGES = {**settings.STORAGES, "default": {**usual, "OPTIONS": {**usual["OPTIONS"], "location": tmp_path / "files"}}}
    return tmp_path


#: For `./run prove requirements`: clause → test → whether it passed in this run.
_outcomes: dict[str, dict[str, bool]] = {}


def pytest_runtest_logreport(report):
    """A test that was skipped says nothing about its clauses; one that fails in any phase speaks against them."""
    if report.failed or (report.when == "call" and report.passed):
        for clause in getattr(report, "clauses", ()):
            tests = _outcomes.setdefault(clause, {})
            tests[report.nodeid] = tests.get(report.nodeid, True) and not report.failed


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    outcome = yield
    outcome.get_result().clauses = [clause for mark in item.iter_markers("req") for clause in mark.args]


def pytest_sessionfinish():
    if path := os.environ.get("THEKIZ_OUTCOMES"):
        Path(path).write_text(json.dumps(_outcomes))


@dataclass
class World:
    """Two counties × two providers: own (A, P) · sister (B, P) · sibling (A, Q) · foreign (B, Q)."""

    state: object
    county: object
    other_county: object
    town: object
    other_town: object
    provider: object
    other_provider: object
    own: object
    sister: object
    sibling: object
    foreign: object
    people: dict = field(default_factory=dict)
    elsewhere: dict = field(default_factory=dict)

    @property
    def sites(self):
        return {"own": self.own, "sister": self.sister, "sibling": self.sibling, "foreign": self.foreign}

    def place_of(self, role, *, foreign=False):
        """Where a person of a role sits in this world: at the own site and all above it, or elsewhere."""
        kind = "county" if role == Role.SPECIALIST_ADVISOR else next(iter(LIES_AT[role] - {"social_centre"}))
        here = {"state": self.state, "county": self.county, "provider": self.provider, "site": self.own}
        there = {"state": self.state, "county": self.other_county, "provider": self.other_provider, "site": self.foreign}
        return (there if foreign else here)[kind]


def make_world() -> World:
    """All of it in one go, as the owner."""
    with as_owner():
        state = make.make_state()
        county, other = make.make_county("16070", "Ilm-Kreis", "IK"), make.make_county("16075", "Saale-Orla-Kreis", "SOK")
        town, other_town = make.make_municipality(county, "Ilmenau"), make.make_municipality(other, "Schleiz")
        provider, other_provider = make.make_provider(county, "Sozialwerk Ilmtal e. V."), make.make_provider(other, "Stadt Schleiz")
        sites = {}
        for name, place, runs, label in (
            ("own", town, provider, "Kita Lindenhof"),
            ("sister", other_town, provider, "Kita Birkenweg"),
            ("sibling", town, other_provider, "Kita Märchenwald"),
            ("foreign", other_town, other_provider, "Kita Regenbogen"),
        ):
            sites[name] = make.make_site(place, [make.make_kita(place, runs, label)], label)
        world = World(state, county, other, town, other_town, provider, other_provider, **sites)
        today, long_ago, listed = timezone.localdate(), date(2023, 1, 1), []
        for role in Role:
            listed.append((world.people, role.value, f"{role.label} Hier", "hier"))
            if LIES_AT[role] != {"state"}:
                listed.append((world.elsewhere, role.value, f"{role.label} Dort", "dort"))
        for who, name in (("nobody", "Niemand"), ("former", "Ehemalig"), ("future", "Zukünftig"), ("inactive", "Gesperrt")):
            listed.append((world.people, who, name, "hier"))
        made = make.make_people(*((name, f"{who}@{at}.example", who != "inactive") for _, who, name, at in listed))
        for (people, who, *_), user in zip(listed, made, strict=True):
            people[who] = user
        roles = [(people, Role(who)) for people, who, *_ in listed if who in Role.values]
        given = [(people[role.value], role, world.place_of(role, foreign=people is world.elsewhere), long_ago, None) for people, role in roles]
        for role in (Role.HEAD, Role.COORDINATOR, Role.SOCIAL_PLANNER, Role.PROVIDER):
            place = world.place_of(role)
            given.append((world.people["former"], role, place, today - timedelta(days=400), today - YESTERDAY))
            given.append((world.people["future"], role, place, today + YESTERDAY, None))
            given.append((world.people["inactive"], role, place, long_ago, None))
        make.give_all(*given)
    return world


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def client_of(world):
    """client_of("head") is a logged-in client of the person of that role at the own site; client_of("head", elsewhere=True) of the stranger."""

    def client(role, *, elsewhere=False):
        browser = Client()
        browser.force_login((world.elsewhere if elsewhere else world.people)[getattr(role, "value", role)])
        return browser

    return client


@pytest.fixture
def behind_forms(world):
    """behind_forms("head") is that person's access behind a wall that shows everything: whatever refuses now is the service itself."""

    def access(person):
        set_wall(Place.objects.values_list("pk", flat=True), person=(user := world.people.get(person, person)).pk)
        return Access(user)

    return access


@pytest.fixture
def own_queries():
    """Count the queries of a request by shape: with own_queries() as seen: client.get(…); seen.count is beside transaction handling."""
    from django.test.utils import CaptureQueriesContext

    class Seen(CaptureQueriesContext):
        @property
        def count(self):
            return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")) for query in self.captured_queries)

    return lambda: Seen(connection)


@pytest.fixture(scope="module")
def browser():
    """Chromium, for longer than a test: the connections that a test has opened while it runs are closed while it runs."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def phone(browser, live_server, settings):
    """The phones of a test; links in mails and on paper lead to its server."""
    settings.SITE_URL = live_server.url
    with phones(browser, live_server.url) as found:
        yield found
