"""What saving each form and pressing each button leaves behind: the rows that are new, changed and gone, entries and jobs among them.

`RENEW_TEXTS=1 ./run test tests/texts -n 0` writes the file anew; what has changed is read before it is kept.
"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.db.models import Model
from time_machine import escape_hatch

from sites.core import jobs
from sites.models import Job
from tests.conftest import as_owner
from tests.forms import FORMS, Case
from tests.matrix import EXPECTED, address, routes
from tests.standing import standing
from tests.test_forms import before_a_form, client_for, send, typed_into
from tests.texts import differences, kept
from tests.texts.conftest import THAT_DAY

__all__ = ["standing"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]
APPS = ("sites", "planning", "offers", "processes", "reporting")
#: Drawn by chance; and the number of a row inside a text.
CHANCE = {"stored", "token", "key", "hash", "slug", "password", "last_login", "filename", "sha256", "secret_hash", "code", "nonce"}
#: The code of an idea, signed, in the address of the page that says it.
SENT = re.compile(r"sent=[^&]+")
NUMBER = re.compile(
    r"\b[0-9a-f]{12}(?=@post\.example)|(?<=[a-z]:)\d+|(?<=/)\d+(?=/)|(?<=standort-)\d+|(?<=Rückmeldung Nr\. )\d+"
    r"|(?<=Besuch )\d+(?=:)"
    r"|(?<=value=\")[^\"]{32,}|(?<=/)[\w-]{30,}|(?<=[=/])\d+(?:%3A|:)[\w-]{40,}"
)

#: A number of a row in what a decision or a table says it has set.
KEY = re.compile(r"(?<=[:\[,] )\d+(?=[,}\]])|(?<=\[)\d+(?=[,\]])")

#: What numbers of rows are called in the details of an entry.
NUMBERED = {"kita", "needs", "of", "provider"}

type Rows = dict[int, dict[str, Any]]
type Tables = dict[type[Model], Rows]


@pytest.fixture(scope="module", autouse=True)
def that_day():
    """The test world and all that happens in it lie on one day."""
    with time_machine.travel(THAT_DAY, tick=False):
        yield


def tables() -> Tables:
    with as_owner():
        models = [model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
        return {model: {row[model._meta.pk.attname]: row for row in model._base_manager.values()} for model in models}


def changes(before: Tables, after: Tables) -> list[str]:
    """One line per row that is new (+) or gone (-), and per value that is another (~)."""
    lines = []
    for model, now in after.items():
        known, name = before[model], model.__name__
        lines += [f"- {name} {_place(before, model, pk)}" for pk in sorted(known.keys() - now.keys())]
        for pk in sorted(now):
            if pk not in known:
                values = [f"{key}={words}" for key in now[pk] if (words := _words(before, model, key, now[pk][key]))]
                lines.append(f"+ {name} {', '.join(values)}")
            elif now[pk] != known[pk]:
                other = [key for key, value in now[pk].items() if value != known[pk][key]]
                values = [f"{key}: {' → '.join(_words(before, model, key, row[pk][key]) for row in (known, now))}" for key in other]
                lines.append(f"~ {name} {_place(before, model, pk)}: {', '.join(values)}")
    return sorted(lines)


def _place(tables: Tables, model: type[Model], pk: Any) -> str:
    """A row by its place among those that stood before: numbers of rows are used up, whatever is undone."""
    known = sorted(tables.get(model, {}))
    return f"#{known.index(pk) + 1}" if pk in known else "neu"


def _words(tables: Tables, model: type[Model], key: str, value: Any) -> str:
    """A value as text; nothing for what is empty and for the number of the row itself."""
    field = next(field for field in model._meta.fields if field.attname == key)
    if (field.primary_key and not field.remote_field) or value is None or value is False or value in ("", [], {}):
        return ""
    if key in CHANCE or field.has_db_default():
        return "…"
    if field.generated:
        return " ".join(str(value).split())
    if field.remote_field:
        return _place(tables, field.remote_field.model, value)
    if isinstance(value, datetime) and abs(value - escape_hatch.datetime.datetime.now(UTC)) < timedelta(hours=1):
        return "jetzt"  # by the clock of the database
    if isinstance(value, datetime | date):
        return value.isoformat()[:16]
    if key in {"arguments", "details"}:
        value = {name: "n" if name in NUMBERED or (key == "arguments" and name != "year") else given for name, given in value.items()}
    if key == "url":
        value = SENT.sub("sent=…", str(value))
    return NUMBER.sub("n", KEY.sub("n", str(value)) if key in {"effects", "written"} else str(value))


def mail_jobs() -> list[tuple[int, str]]:
    with as_owner():
        return list(Job.objects.filter(name__contains=".mail_").order_by("pk").values_list("pk", "name"))


def letters(before: Tables) -> list[str]:
    """The mails that the new jobs send, and those they are handed on to, line by line."""
    known = set(before[Job])
    while new := [pk for pk, name in mail_jobs() if pk not in known]:
        assert {jobs.run(pk) for pk in new} == {"done"}
        known |= set(new)
    lines = [f"{', '.join(sorted(letter.to))}: {letter.subject}\n{letter.body}" for letter in mail.outbox]
    return [NUMBER.sub("n", line) for letter in sorted(lines) for line in letter.splitlines() if line]


def compare(name: str, lines: list[str]) -> None:
    """The part of the file with this name."""
    assert not differences("consequences", {**kept("consequences"), name: lines})


@pytest.mark.parametrize("name", sorted(FORMS))
def test_what_a_form_leaves_behind(standing, name):
    world, rows = standing
    client, case = before_a_form(world, rows, name), FORMS[name]
    url, data = typed_into(client, world, rows, name)
    before = tables()
    assert send(client, url, data, case).status_code == 302
    after = tables()
    compare(name, [*changes(before, after), *letters(before)])


@pytest.mark.parametrize("name", sorted(name for name, view in routes().items() if set(view.methods) == {"POST"} and name in EXPECTED))
def test_what_a_button_leaves_behind(standing, name):
    world, rows = standing
    route = EXPECTED[name]
    row = route.rows[0] if route.row else None
    client = client_for(world, name, Case(at=row))
    before = tables()
    answer = client.post(address(name, route, rows, row))
    after = tables()
    compare(name, [f"{answer.status_code}", *changes(before, after), *letters(before)])
