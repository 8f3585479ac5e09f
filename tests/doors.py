"""The second door: rows named in a parameter, a hidden field or a choice, and not in the address. Each goes through the action of its own area.

Which names the application reads is found in its own text and on its own pages. Every row that somebody has no business with carries a
word of its own; a page that says it, or a saved row that points at it, has opened it. Who reads which kind of row: tests/matrix.py.
"""

import re
from collections.abc import Iterator
from datetime import date

from django.db import connection, models, transaction

from sites.core.roles import Role
from tests.client import Client
from tests.conftest import World, as_owner
from tests.matrix import EXPECTED, LEVEL, REACHES, address
from tests.rights import OPEN, PERSON
from tests.test_conventions import APPS, READABLE, ROOT

#: How a view, a page or a form asks for what an address or a form carries.
ASKED = (
    re.compile(r"""\b(?:GET|POST|data)(?:\.get|\.getlist)?[\[(]\s*"(\w+)\""""),
    re.compile(r"""\b(?:choice|number_in|posted_number)\(request,\s*"(\w+)\""""),
)
FIELDS = re.compile(r"""<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)\"""")
#: What is no row: who sends, when and from where.
NO_ROWS = re.compile(r"^(csrfmiddlewaretoken|once|.*marks|next|website)$")
#: The parameter that names a row with its kind.
ABOUT = "about"
#: Where rows are read that have no page of their own: kind → the page on which they stand.
READ_AT = {
    "need": "planning:goal_list",  # who reads those that are not released reads the goals of the house as well
    "goal": "planning:goal_list",
    "indicator": "planning:goal_list",
    "indicator_value": "planning:goal_list",
    "equipment": "planning:room_plan",
    "concept": "planning:room_plan",
    "room": "sites:room_list",
    "post": "sites:site_master",
    "form": "sites:site_master",
    "phase": "sites:site_master",
    "session": "offers:offer_list",
    "referral": "reporting:referral_report",
    "support": "reporting:referral_report",
    "profile": "sites:site_master",
    "cost": "planning:measure_detail",
    "funding": "planning:measure_detail",
    "measure": "reporting:site_list",
    "invitation": "sites:member_list",
    "membership": "sites:member_list",
    "kita_link": "sites:site_kitas",
    "agreement": "sites:partner_detail",
    "cooperation": "sites:partner_detail",
    "agenda_item": "planning:body_detail",
    "body_member": "planning:body_detail",
    "meeting": "planning:body_detail",
}
#: Where such a page is opened by others as well: kind → who reads its rows.
READ_BY = {"hours": {Role.PROVIDER, Role.HEAD, Role.COORDINATOR, Role.FACILITATOR}}
#: What the database asks for beside a word: table → the columns that go with it.
BESIDE = {
    "planning_agendaitem": {"due": date(2030, 1, 1)},  # who takes care, and by when
    "processes_changeproposal": {"state": "declined"},  # only an answered one has a sentence
}
type Rows = dict[str, dict[str, models.Model]]


def names_read() -> set[str]:
    """Every name in the text of the application."""
    texts = [path.read_text() for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    return {name for text in texts for pattern in ASKED for name in pattern.findall(text)} | {"q", "after"}


def readers() -> dict[str, set[Role]]:
    """Kind of row → the roles that may open one, by hand: the union of its pages in the matrix."""
    found = {kind: set(roles) for kind, roles in [*((kind, EXPECTED[page].get) for kind, page in READ_AT.items()), *READ_BY.items()]}
    for route in EXPECTED.values():
        for allowed in (route.get, route.post):
            if route.row and isinstance(allowed, set | frozenset):
                found.setdefault(route.row, set()).update(allowed)
            elif route.row and allowed in (OPEN, PERSON):
                found.setdefault(route.row, set()).update(Role)
    return found


def words(row: models.Model) -> list[str]:
    """The columns in which a row can say a word of its own."""
    plain = [field for field in row._meta.local_fields if isinstance(field, models.CharField | models.TextField) and not field.choices]
    free = [
        field for field in plain if not field.unique and field.editable and (field.max_length or 99) >= 16 and type(field).__name__ != "SlugField"
    ]
    return [field.column for field in free if not isinstance(field, models.EmailField | models.URLField)]


def marked(rows: Rows) -> dict[str, tuple[str, str, models.Model]]:
    """Write a word into each row; word → (place, kind, row). Registers that everybody reads have none."""
    found: dict[str, tuple[str, str, models.Model]] = {}
    with as_owner(), connection.cursor() as cursor:
        for place, kinds in rows.items():
            for kind, row in kinds.items():
                if row._meta.db_table in READABLE or not hasattr(row, "place_columns"):
                    continue
                word = f"Zeichen{len(found):04}"
                if columns := words(row):
                    values = {**dict.fromkeys(columns, word), **BESIDE.get(row._meta.db_table, {})}
                    texts = ", ".join(f'"{column}" = %s' for column in values)
                    cursor.execute(f"UPDATE {row._meta.db_table} SET {texts} WHERE {row._meta.pk.column} = %s", [*values.values(), row.pk])
                found[word] = place, kind, row
    return found


def references(row: models.Model) -> list[str]:
    """One statement for each column that may point at this kind of row: how many do."""
    return [
        f'SELECT count(*) FROM {key.related_model._meta.db_table} WHERE "{key.field.column}" = %s'
        for key in row._meta.related_objects
        if key.field.concrete and hasattr(key.field, "column") and key.field.column
    ]


def pointing(row: models.Model) -> int:
    with as_owner(), connection.cursor() as cursor:
        total = 0
        for sql in references(row):
            cursor.execute(sql, [row.pk])
            total += cursor.fetchone()[0]
        return total


def doors(world: World, rows: Rows, signs: dict, who: str, names: set[str], only: set[str] | None = None) -> Iterator[tuple[str, str | None]]:
    """Every page that a person may open, with every name set to every row; (what, what was opened or None)."""
    role, user = Role(who), world.people[who]
    reached, reading = REACHES[LEVEL.get(role, "site")][0], readers()
    closed = {word: of for word, of in signs.items() if of[0] not in reached or role not in reading.get(of[1], set())}
    by_number: dict[int, list[str]] = {}
    for word, (_, _, row) in closed.items():
        by_number.setdefault(row.pk, []).append(word)
    client = Client()
    client.force_login(user)
    for name, route in sorted(EXPECTED.items()):
        if only is not None and name not in only:
            continue
        at = next((row for row in route.rows if row in reached), None) if route.row else None
        if route.row and at is None:
            continue
        url = address(name, route, rows, at)
        if isinstance(route.get, set | frozenset) and role in route.get:
            yield from _asked(client, name, url, names, by_number, closed)
        if isinstance(route.post, set | frozenset) and role in route.post:
            yield from _sent(client, name, url, names, by_number, closed)


def _opened(response, words_of: list[str], closed: dict) -> str | None:
    """Which of these rows a page says."""
    if response.streaming or "text/html" not in response.headers.get("Content-Type", ""):
        return None
    text = response.content.decode()
    said = [word for word in words_of if word in text]
    return ", ".join(f"{closed[word][1]} of {closed[word][0]}" for word in said) or None


def _behind(client: Client, url: str, closed: dict) -> dict:
    """Without what the page says anyway: part of what its own action opens."""
    with transaction.atomic():
        page = client.get(url)
        transaction.set_rollback(True)
    html = "" if page.streaming else page.content.decode(errors="replace")
    return {word: of for word, of in closed.items() if word not in html}


def _asked(client: Client, name: str, url: str, names: set[str], by_number: dict[int, list[str]], closed: dict) -> Iterator[tuple[str, str | None]]:
    closed = _behind(client, url, closed)
    for number, found in sorted(by_number.items()):
        query = dict.fromkeys(names - {ABOUT}, str(number))
        with transaction.atomic():
            response = client.get(url, query)
            wrong = _opened(response, list(closed), closed) or (str(response.status_code) if response.status_code >= 500 else None)
            transaction.set_rollback(True)
        yield f"GET {name} with every name as {number} as {client.session.get('_auth_user_id')}", wrong
        if name not in ABOUT_VIEWS:
            continue
        for word in closed.keys() & set(found):
            row = closed[word][2]
            with transaction.atomic():
                response = client.get(url, {ABOUT: f"{row._meta.label}:{row.pk}"})
                wrong = _opened(response, [word], closed) or (None if response.status_code == 404 else f"answered {response.status_code}")
                transaction.set_rollback(True)
            yield f"GET {name} about {row._meta.label}:{row.pk} ({closed[word][0]})", wrong


#: Where a row is named together with its kind.
ABOUT_VIEWS = {"sites:document_add", "sites:comment_add"}


def typed_in(html: str) -> tuple[dict[str, str], dict[str, str]]:
    """What a form carries as it stands: words (typed where they are empty), and its choices and hidden fields, each with one of its values."""
    typed = dict.fromkeys(re.findall(r'<textarea\b[^>]*\bname="([^"]+)"', html), "Text")
    chosen = {}
    for tag in re.findall(r"<input\b[^>]*>", html):
        kind, name, value = (re.search(rf'\b{key}="([^"]*)"', tag) for key in ("type", "name", "value"))
        if not name or NO_ROWS.match(name[1]):
            continue
        if kind and kind[1] in {"hidden", "radio", "checkbox"}:
            chosen.setdefault(name[1], value[1] if value else "on")
        else:
            typed[name[1]] = value[1] if value and value[1] else "Text"
    for name, options in re.findall(r'<select\b[^>]*\bname="([^"]+)"[^>]*>(.*?)</select>', html, re.S):
        chosen[name] = next(filter(None, re.findall(r'<option value="([^"]*)"', options)), "")
    return typed, chosen


def _sent(client: Client, name: str, url: str, names: set[str], by_number: dict[int, list[str]], closed: dict) -> Iterator[tuple[str, str | None]]:
    """As the page shows its form, with every field that may name a row set to one that is closed."""
    with transaction.atomic():
        page = client.get(url)
        transaction.set_rollback(True)
    html = page.content.decode() if not page.streaming and page.status_code in {200, 422} else ""
    fields = {field for field in FIELDS.findall(html) if not NO_ROWS.match(field)}
    typed, chosen = typed_in(html)
    closed = {word: of for word, of in closed.items() if word not in html}
    for number, numbered in sorted(by_number.items()):
        found = [word for word in numbered if word in closed]
        before = {word: pointing(closed[word][2]) for word in found}
        every = {**typed, **dict.fromkeys((fields | names) - {ABOUT} - set(typed), str(number))}
        for what, data in [("every field", every), *((field, typed | chosen | {field: str(number)}) for field in sorted(chosen))]:
            with transaction.atomic():
                response = client.post(url, data)
                wrong = _opened(response, list(closed), closed) or (str(response.status_code) if response.status_code >= 500 else None)
                if response.status_code in {302, 303}:
                    wrong = wrong or next((f"points at {closed[word][:2]}" for word in found if pointing(closed[word][2]) > before[word]), None)
                transaction.set_rollback(True)
            yield f"POST {name} with {what} as {number}", wrong
        if name in ABOUT_VIEWS:
            for word in found:
                row = closed[word][2]
                with transaction.atomic():
                    response = client.post(f"{url}?{ABOUT}={row._meta.label}:{row.pk}", {"text": "Text"})
                    wrong = None if response.status_code == 404 else f"answered {response.status_code}"
                    transaction.set_rollback(True)
                yield f"POST {name} about {row._meta.label}:{row.pk} ({closed[word][0]})", wrong
