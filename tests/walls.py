"""The wall alone, tried with bare statements as the runtime role, against who may by hand: never derived from the code under test.

Every application filter is away here: the person of a transaction and the widest reach this person can ever have are set, and then random
and targeted statements read, change, remove, move and add rows. `./run prove wall` runs thousands, the suite a sample.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from offers.models import Offer
from planning.models import ActionField, Goal, LegalBasis, Measure, Term
from processes.models import FacilitationSession, PracticeExample
from sites.core.access import Access
from sites.core.rights import ACTIONS
from sites.core.roles import Role
from sites.core.wall import set_wall
from sites.models import Document, Job, Membership, SavedView
from tests.conftest import World, as_owner
from tests.matrix import LEVEL
from tests.walled import LIBRARIES, LISTS, OPEN, OWN, PAIRS, PLACED

#: Numbers of places and digests of clicks: nothing to read, and nobody's.
NOBODYS = {"sites_place", "sites_submission"}
LYING = {table: columns for columns, tables in PLACED.items() for table in tables.split()}
#: Which of the world's places a level reaches, with all its sites.
REACHED = {
    "state": ("state", "county", "other_county"),
    "county": ("county", "own", "sibling"),
    "provider": ("provider", "own", "sister"),
    "site": ("own",),
    None: (),
}
ELSEWHERE = {
    "county": ("other_county", "sister", "foreign"),
    "provider": ("other_provider", "sibling", "foreign"),
    "site": ("foreign",),
}
REFUSED = "42501"  # insufficient privilege: by grant, by policy, or by a function that says so


@dataclass(frozen=True)
class Person:
    """Somebody behind the wall of everything they reach by any action; `pk` is None without log-in."""

    label: str
    pk: int | None
    role: Role | None
    places: frozenset[int]


def everybody(world: World) -> list[Person]:
    """Each person with the places by hand; that the application computes the same set is tried first (`reaches`)."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT place_id, county_id FROM sites_site")
        county_of = dict(cursor.fetchall())
        cursor.execute("SELECT s.site_id, k.provider_id FROM sites_sitekita s JOIN sites_kita k ON k.id = s.kita_id")
        provider_of = dict(cursor.fetchall())
        cursor.execute(
            "SELECT user_id, place_id FROM sites_membership WHERE place_kind = 'site' AND starts <= now() AND coalesce(ends, 'infinity') >= now()"
            " AND accepted IS NOT NULL"
        )
        houses: dict[int, set[int]] = {}
        for person, site in cursor.fetchall():
            houses.setdefault(person, set()).add(site)

    def placed(names: tuple[str, ...], person: int) -> frozenset[int]:
        places = {getattr(world, name).pk for name in names}
        places |= {site for site, county in county_of.items() if county in places and "state" not in names}
        places |= {site for site, provider in provider_of.items() if provider in places}
        return frozenset(places | houses.get(person, set()))

    people = [Person("nobody logged in", None, None, frozenset())]
    for table, who in ((REACHED, world.people), (ELSEWHERE, world.elsewhere)):
        for name, user in who.items():
            role = Role(name) if name in Role.values else None
            level = LEVEL.get(role, "site") if role else None
            places = placed(table[level], user.pk) if role else frozenset()
            people.append(Person(f"{name}{' elsewhere' if who is world.elsewhere else ''}", user.pk, role, places))
    return people


def reaches(world: World, people: list[Person]) -> Iterator[tuple[str, str | None]]:
    """The application never sets a wider wall than the one by hand."""
    users = {user.pk: user for user in (*world.people.values(), *world.elsewhere.values())}
    for person in people[1:]:
        widest = Access(users[person.pk]).reach(*ACTIONS).places
        yield f"the reach of {person.label}", None if widest == person.places else f"{len(widest ^ person.places)} places differ"


def furnish(world: World) -> None:
    """What no route points at and the statements look for: jobs and their files, a session, a saved view, pairs of rows and lists."""
    with as_owner():
        for place in (*world.sites.values(), world.county, world.state):
            for person in (world.people["head"], world.elsewhere["head"], None):
                document = Document.objects.create(place_id=place.pk, owner=person, title="x", filename="x", content_type="x", size=1, sha256="x")
                Job.objects.create(place_id=place.pk, person=person, name="x", title="x", arguments={"secret": "1"}, document=document)
        SavedView.objects.create(user=world.people["head"], view="sites:kita_list", name="Meine", query="")
        Session.objects.create(session_key="of-somebody", session_data="x", expire_date=timezone.now() + timedelta(days=1))
        for person in (*world.people.values(), *world.elsewhere.values()):
            at = {"user": person, "role": Role.PARENT, "place_id": world.sister.pk, "place_kind": "site", "starts": date(2026, 1, 1)}
            Membership.objects.create(**at)
            Membership.objects.create(**at, withdrawn=date(2026, 1, 2))
        for offer in Offer.objects.all():
            offer.terms.set(Term.objects.all()[:2])
            offer.legal_bases.set(LegalBasis.objects.all()[:2])
        for goal in Goal.objects.all():
            goal.terms.set(Term.objects.all()[:2])
        for measure in Measure.objects.all():
            measure.further_fields.set(ActionField.objects.all()[:2])
        for example in PracticeExample.objects.all():
            example.themes.set(Term.objects.all()[:2])
        for line in FacilitationSession.objects.all():
            line.tasks.set(Term.objects.all()[:2])


# Statements -----------------------------------------------------------------------------------------------------------


def asked(person: Person, sql: str, values: dict | None = None) -> tuple[int, str]:
    """How many rows a statement returns or touches behind the wall of a person, and with which code it was refused; nothing stays of it."""
    try:
        with transaction.atomic():
            set_wall(person.places, person=person.pk)
            with connection.cursor() as cursor:
                cursor.execute(sql, {"places": sorted(person.places), "person": person.pk or 0, **(values or {})})
                count = cursor.fetchone()[0] if cursor.description else cursor.rowcount
            transaction.set_rollback(True)
        return count, ""
    except DatabaseError as error:
        return 0, getattr(error.__cause__, "sqlstate", "") or ""


def outside(table: str) -> str:
    """The rows that are none of this person's business, as a condition."""
    if table in PAIRS:
        row, key = PAIRS[table]
        there = " OR ".join(f"{column} = ANY(%(places)s::bigint[])" for column in LYING[row])  # where the row is whose pairs they are
        return f"{key} NOT IN (SELECT id FROM {row} WHERE {there})"
    condition = " AND ".join(f"coalesce({column} <> ALL(%(places)s::bigint[]), true)" for column in LYING.get(table, ())) or "true"
    return f"{condition} AND coalesce({OWN[table]}, 0) <> %(person)s" if table in OWN else condition


@dataclass
class Standing:
    """What the statements need of the world: all places, and of each table its columns and some rows."""

    places: list[int]
    columns: dict[str, list[str]]
    samples: dict[str, list[str]]


def looked_at() -> Standing:
    """As the owner, once."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM sites_place ORDER BY 1")
        places = [pk for (pk,) in cursor.fetchall()]
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND is_generated = 'NEVER'"
            " ORDER BY table_name, ordinal_position"
        )
        columns: dict[str, list[str]] = {}
        for table, column in cursor.fetchall():
            columns.setdefault(table, []).append(column)
        samples = {}
        for table in columns:
            cursor.execute(f"SELECT to_jsonb(t)::text FROM (SELECT * FROM {table} LIMIT 20) t")
            samples[table] = [row for (row,) in cursor.fetchall()]
    return Standing(places, columns, samples)


def added(at: Standing, table: str, foreign: int, chance: random.Random) -> tuple[str, dict]:
    """A copy of a row that is there, at a place that this person does not reach."""
    row = json.loads(chance.choice(at.samples[table]))
    row |= dict.fromkeys(LYING.get(table, ()), foreign)
    if "id" in row and table not in LYING and table not in PAIRS:
        row["id"] = -chance.randrange(1, 10**6)
    names = ", ".join(f'"{name}"' for name in at.columns[table])
    return f"INSERT INTO {table} ({names}) SELECT {names} FROM jsonb_populate_record(NULL::{table}, %(row)s::jsonb)", {"row": json.dumps(row)}


def random_statement(person: Person, at: Standing, chance: random.Random) -> tuple[str, str | None]:
    """One statement that nobody may: (what, what was wrong with the answer or None)."""
    table = chance.choice([*LYING, *PAIRS, *LISTS.split(), *LIBRARIES.split(), "sites_user", "sites_savedview"])
    foreign = chance.choice([pk for pk in at.places if pk not in person.places] or [0])
    kind = chance.choice(["read", "change", "remove", "move", "add"])
    lying = LYING.get(table, ())
    first = next(name for name in at.columns[table] if name != "id")
    if kind == "move" and not lying:
        kind = "change"
    if kind == "read" and (
        table in OPEN.split() or not (lying or table in PAIRS or table in {"sites_savedview", "django_session", "django_admin_log"})
    ):
        kind = "change"
    if kind == "add" and (not at.samples[table] or table in {"sites_user", "sites_savedview"} or table in PAIRS):
        kind = "remove"  # an account is made for who is invited
    what = f"{kind} {table} as {person.label}"
    where = "id <> %(person)s" if table == "sites_user" else outside(table)
    if table in LISTS.split() and person.role == Role.STATE_OFFICE:
        return f"{what}: the keeper of the list", None
    if table == "sites_user" and person.pk is None:
        where = "is_staff OR is_superuser"  # who is about to log in changes the own account, of which nobody knows yet
    values: dict = {"foreign": foreign}
    if kind == "add":
        sql, more = added(at, table, foreign, chance)
        _, code = asked(person, sql, values | more)
        return what, None if code == REFUSED else f"not refused by the wall ({code or 'done'})"
    sql = {
        "read": f"SELECT count(*) FROM {table} WHERE {where}",
        "change": f'UPDATE {table} SET "{first}" = "{first}" WHERE {where}',
        "remove": f"DELETE FROM {table} WHERE {where}",
        "move": f"UPDATE {table} SET {', '.join(f'{column} = %(foreign)s' for column in lying)}",
    }[kind]
    count, _ = asked(person, sql, values)
    return what, f"{count} rows" if count else None


# Targeted -------------------------------------------------------------------------------------------------------------

#: What nobody does to whatever row, with the reach of the whole Land: named by what it would be.
NEVER = {
    "rewrites an entry of the journal": "UPDATE sites_entry SET text = 'nie geschehen'",
    "removes an entry of the journal": "DELETE FROM sites_entry",
    "types a figure of a site": "UPDATE reporting_sitequarter SET children = children + 1",
    "types a figure of a county": "UPDATE reporting_countyquarter SET children = children + 1",
    "types a figure above the site": "UPDATE reporting_closedfigures SET children = children + 1",
    "closes a month that is not over": "SELECT thekiz_close_month(current_date + 40)",
    "adds a figure of a county": "INSERT INTO reporting_countyquarter SELECT * FROM reporting_countyquarter",
    "removes a figure": "DELETE FROM reporting_countyquarter",
    "rewrites a frozen version": "UPDATE reporting_reportsnapshot SET data = '{}'",
    "removes a frozen version": "DELETE FROM reporting_reportsnapshot",
    "rewrites an LSZ report": "UPDATE reporting_lszreport SET data = '{}'",
    "removes a decision": "DELETE FROM planning_decision",
    "rewrites a message": "UPDATE planning_inquirymessage SET text = 'x'",
    "becomes staff": "UPDATE sites_user SET is_staff = true WHERE id = %(person)s",
    "becomes superuser": "UPDATE sites_user SET is_superuser = true WHERE id = %(person)s",
    "makes a superuser": "INSERT INTO sites_user (email, name, password, is_active, is_staff, is_superuser, date_joined)"
    " VALUES ('neu@fremd.example', 'Neu', 'x', true, true, true, now())",
    "removes an account": "DELETE FROM sites_user",
    "forgets a migration": "DELETE FROM django_migrations",
    "invents a migration": "INSERT INTO django_migrations (app, name, applied) VALUES ('sites', '0009_x', now())",
    "makes a group": "INSERT INTO auth_group (name) VALUES ('Alle')",
    "gives a group a right": "INSERT INTO auth_group_permissions (group_id, permission_id) VALUES (1, 1)",
    "invents a right": "INSERT INTO auth_permission (name, content_type_id, codename) VALUES ('x', 1, 'x')",
    "joins a group": "INSERT INTO sites_user_groups (user_id, group_id) VALUES (%(person)s, 1)",
    "takes a right": "INSERT INTO sites_user_user_permissions (user_id, permission_id) VALUES (%(person)s, 1)",
    "shares a row": "INSERT INTO guardian_userobjectpermission (object_pk, content_type_id, permission_id, user_id) VALUES ('1', 1, 1, %(person)s)",
    "renames a kind": "UPDATE django_content_type SET model = 'x'",
    "reads the sessions": "SELECT count(*) FROM django_session",
    "takes over a session": "UPDATE django_session SET session_data = 'x'",
    "throws everybody out": "DELETE FROM django_session",
    "writes the operator's log": "INSERT INTO django_admin_log (action_time, object_repr, action_flag, change_message, user_id)"
    " VALUES (now(), 'x', 1, '', %(person)s)",
    "changes the kind of a place": "UPDATE sites_place SET kind = 'state' WHERE kind = 'site'",
    "removes a place": "DELETE FROM sites_place",
    "empties a table": "TRUNCATE sites_entry",
    "takes a wall down": "ALTER TABLE sites_entry DISABLE ROW LEVEL SECURITY",
    "becomes the owner's role": "SET ROLE thekiz_backup",
}
#: Roles from above to below; nobody gives one of a line above the own.
ABOVE = {
    Role.SOCIAL_PLANNER: (Role.MINISTRY, Role.STATE_OFFICE),
    Role.YOUTH_WELFARE_OFFICE: (Role.MINISTRY, Role.STATE_OFFICE, Role.SOCIAL_PLANNER),
    Role.SPECIALIST_ADVISOR: (Role.MINISTRY, Role.SOCIAL_PLANNER, Role.HEAD),
    Role.PROVIDER: (Role.MINISTRY, Role.SOCIAL_PLANNER),
    Role.HEAD: (Role.MINISTRY, Role.SOCIAL_PLANNER, Role.PROVIDER, Role.HEAD),
    Role.COORDINATOR: (Role.MINISTRY, Role.SOCIAL_PLANNER, Role.HEAD, Role.COORDINATOR, Role.PARENT),
    Role.PROFESSIONAL: (Role.HEAD, Role.COORDINATOR),
    Role.FACILITATOR: (Role.HEAD, Role.FACILITATOR),
    Role.PARENT_REPRESENTATIVE: (Role.HEAD, Role.PARENT),
    Role.PARENT: (Role.SOCIAL_PLANNER, Role.HEAD, Role.PARENT_REPRESENTATIVE),
    Role.MINISTRY: (Role.SOCIAL_PLANNER, Role.HEAD),
    Role.STATE_OFFICE: (Role.MINISTRY, Role.HEAD),
}
GRANT = (
    "INSERT INTO sites_membership (user_id, place_id, place_kind, role, starts)"
    " VALUES (%(who)s, %(at)s, (SELECT kind FROM sites_place WHERE id = %(at)s), %(role)s, current_date - 1)"
)


#: Somebody takes what was given to somebody else, or more than what was given: never done, whatever the wall shows.
ANSWERS = {
    "accepts a role of somebody else": ("accepted = current_date", "user_id <> %(person)s"),
    "declines a role of somebody else": ("declined = current_date", "user_id <> %(person)s"),
    "accepts a role past its function": ("accepted = current_date", "user_id = %(person)s"),
    "accepts and changes the role": ("accepted = current_date, role = 'social_planner'", "user_id = %(person)s"),
    "accepts and changes the place": ("accepted = current_date, place_id = (SELECT max(id) FROM sites_place)", "user_id = %(person)s"),
    "takes back the answer": ("accepted = NULL", "accepted IS NOT NULL"),
    "keeps a role that was withdrawn": ("withdrawn = NULL, accepted = current_date", "withdrawn IS NOT NULL"),
}


def answered(person: Person, wide: Person) -> Iterator[tuple[str, str | None]]:
    """Answers to roles that wait, as statements and by the function that gives them (`waiting` has made the rows)."""
    for what, (change, where) in ANSWERS.items():
        count, code = asked(wide, f"UPDATE sites_membership SET {change} WHERE {where}")
        yield f"{person.label} {what}", f"{count} rows" if count else None
    others = "SELECT count(*) FROM (SELECT id FROM sites_membership WHERE user_id <> %(person)s) m WHERE thekiz_answer_role(m.id, true)"
    count, code = asked(wide, others)
    yield f"{person.label} answers for others by the function", f"{count} rows, {code}" if count or code else None
    own = "SELECT count(*) FROM (SELECT id FROM sites_membership WHERE user_id = %(person)s) m WHERE thekiz_answer_role(m.id, true)"
    count, code = asked(wide, own)
    expected = int(person.pk is not None)
    yield f"{person.label} answers the one role that waits", None if count == expected and not code else f"{count} rows, {code}"
    count, code = asked(wide, "SELECT count(*) FROM thekiz_offered(current_date)")
    yield f"{person.label} reads the roles that wait for others", None if count == expected else f"{count} rows"


def targeted(world: World, people: list[Person], at: Standing) -> Iterator[tuple[str, str | None]]:
    """The statements by which somebody would take what is not theirs; behind the widest wall there is, which shows every place."""
    nobody = world.people["nobody"].pk
    for person in people:
        wide = Person(person.label, person.pk, person.role, frozenset(at.places))
        for what, sql in NEVER.items():
            count, code = asked(wide, sql)
            yield f"{person.label} {what}", None if code == REFUSED or (not count and not code) else f"{count} rows, {code or 'done'}"
        for role in Role:
            place = world.place_of(role).pk
            _, code = asked(wide, GRANT, {"who": person.pk or nobody, "at": place, "role": role.value})
            yield f"{person.label} becomes {role}", None if code == REFUSED else f"not refused ({code or 'done'})"
        for role in ABOVE.get(person.role, Role) if person.role else Role:
            _, code = asked(wide, GRANT, {"who": nobody, "at": world.place_of(role).pk, "role": role.value})
            yield f"{person.label} makes somebody {role}", None if code == REFUSED else f"not refused ({code or 'done'})"
        for change in ("role = 'social_planner'", "place_id = (SELECT max(id) FROM sites_place)", "ends = NULL", "ends = '2099-12-31'"):
            if person.pk is not None and person.role is None and "ends" in change:
                continue  # the former and the future hold roles of several places; those statements stand in tests/sites/test_grants.py
            count, code = asked(wide, f"UPDATE sites_membership SET {change} WHERE user_id = %(person)s")
            yield f"{person.label} changes the own membership: {change}", f"{count} rows" if count else None
        yield from answered(person, wide)
        for table in LISTS.split():
            if person.role != Role.STATE_OFFICE:
                first = at.columns[table][1]
                count, code = asked(wide, f'UPDATE {table} SET "{first}" = "{first}"')
                yield f"{person.label} writes the list {table}", f"{count} rows" if count else None
        for sql in (
            "INSERT INTO account_emailaddress (email, verified, \"primary\", user_id) VALUES ('x@y.example', true, true, %(nobody)s)",
            "UPDATE sites_user SET password = 'x' WHERE id <> %(person)s",
            "UPDATE sites_user SET email = 'x@y.example' WHERE id = %(nobody)s",
        ):
            if person.pk not in {None, nobody}:
                count, _ = asked(wide, sql, {"nobody": nobody})
                yield f"{person.label} takes over another account", f"{count} rows" if count else None
        others = "coalesce(person_id, 0) <> %(person)s"
        for sql in (
            f"SELECT count(*) FROM sites_job WHERE {others}",
            f"UPDATE sites_job SET state = 'done' WHERE {others}",
            f"DELETE FROM sites_job WHERE {others}",
            "SELECT count(*) FROM sites_document WHERE owner_id <> %(person)s",
        ):
            if person.pk is not None:
                count, _ = asked(wide, sql)
                yield f"{person.label}: {sql}", f"{count} rows" if count else None
