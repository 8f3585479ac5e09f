"""Every form of the application at once: it acts once, nobody overwrites anybody, and what it carries for that is on its page."""

import re
from html import unescape

import pytest
from django.urls import resolve, reverse

from sites.core.roles import Role
from sites.core.typed import UNNAMED, typed
from tests.client import Client
from tests.conftest import as_owner
from tests.forms import CREATES, EDITS, FORMS, WITHOUT, Case, on_day, route_of
from tests.matrix import EXPECTED, LEVEL, REACHES, SPECIAL, address, expected_status, fingerprint, routes
from tests.pages import filled, first_text, form_of, forms_of
from tests.standing import standing

__all__ = ["standing"]
#: What a refused page says about a field somebody else has changed.
STORED = re.compile(r"Jetzt gespeichert:</p>\s*<div class=\"prose\">(.*?)</div>", re.DOTALL)
pytestmark = pytest.mark.django_db


def test_every_form_is_in_the_registry():
    """A route that shows a page and takes a POST has a form: it creates, it edits, or the list says why neither."""
    with_form = {name for name, view in routes().items() if {"GET", "POST"} <= set(view.methods)}
    assert with_form == set(map(route_of, FORMS)) | set(WITHOUT)
    assert not set(CREATES) & set(EDITS) and not set(WITHOUT) & (set(CREATES) | set(EDITS))


def client_for(world, name: str, case: Case) -> Client:
    client = Client()
    if role := case.role or first_role(world, name, case):
        client.force_login(world.people[role])
    return client


def first_role(world, name: str, case: Case) -> str:
    """The first role of the matrix that may send the form at this row; empty where nobody needs to be known."""
    route = EXPECTED.get(route_of(name))
    if route is None or not isinstance(route.post, set):
        return ""
    return roles_that(world, route, "POST", case.at if route.row else None)[0].value


def roles_that(world, route, method: str, row: str | None) -> list[Role]:
    """Who may, of the people of the own site and all above it."""
    reaches = {role: REACHES[LEVEL.get(role, "site")][0] for role in Role}
    return [role for role in Role if 200 in expected_status(route, method, role, world.people[role.value], reaches[role], row)]


def opened(client, world, rows, name):
    """The address of a form and the form on its page."""
    case = FORMS[name]
    url = case.url(world, rows) if case.url else address(route_of(name), EXPECTED[route_of(name)], rows, case.at)
    url += name.removeprefix(route_of(name))
    page = client.get(url)
    assert page.status_code == 200, f"{name}: {page.status_code}"
    form = form_of(page, url)
    assert form is not None, f"{name}: no form of its own"
    return url, form


def typed_into(client, world, rows, name):
    """The address of a form and what one person sends who types all it asks for; into a form that changes something a word of their own."""
    case = FORMS[name]
    url, form = opened(client, world, rows, name)
    data = filled(form, **case.typed(world, rows))
    if name in EDITS:
        field, _, mine = change_of(form, case)
        data[field] = [mine]
    return url, data


def send(client, url, data, case: Case):
    """One click as it is: no second try with the marks of now."""
    return client.post(url, {**data, **case.files()}, decides=False)


def change_of(form, case: Case) -> tuple[str, str, str]:
    """The field that two people change, by its full name, and what they type."""
    field, theirs, mine = case.change or first_text(form)
    typed = [on_day(value) if isinstance(value, int) else value for value in (theirs, mine)]
    return next(name for name in form.controls if name == field or name.endswith(f"-{field}")), *typed


def prepare(world, rows, case: Case) -> None:
    if case.given:
        with as_owner():
            case.given(world, rows)


def saved_once(client, world, rows, name) -> None:
    """A form for which nothing stands yet makes its row with the first save."""
    case = FORMS[name]
    if case.fresh:
        url, form = opened(client, world, rows, name)
        assert not form.marks, f"{name}: nothing stands, yet it carries marks"
        answer = send(client, url, filled(form, **case.typed(world, rows)), case)
        assert answer.status_code == 302, f"{name}: {answer.status_code} {errors_of(answer)}"


def before_a_form(world, rows, name) -> Client:
    """The browser of who sends the form, with all that has to stand before it."""
    case = FORMS[name]
    prepare(world, rows, case)
    client = client_for(world, name, case)
    saved_once(client, world, rows, name)
    return client


@pytest.mark.parametrize("name", sorted(FORMS))
def test_form_carries_its_number_and_an_edit_its_marks(standing, name):
    world, rows = standing
    client = before_a_form(world, rows, name)
    _, form = opened(client, world, rows, name)
    assert form.controls["once"].chosen[0]
    assert bool(form.marks) == (name in EDITS)


@pytest.mark.guard("once", "once-open", "same-click")
@pytest.mark.parametrize("name", sorted(FORMS))
def test_the_same_click_twice_acts_once(standing, name):
    world, rows = standing
    case = FORMS[name]
    prepare(world, rows, case)
    client = client_for(world, name, case)
    url, data = typed_into(client, world, rows, name)
    before = fingerprint()
    first = send(client, url, data, case)
    assert first.status_code == 302, f"{name}: {first.status_code} {errors_of(first)}"
    after = fingerprint()
    assert after != before
    second = send(client, url, data, case)
    assert (second.status_code, second.headers.get("Location")) == (302, first["Location"])
    assert fingerprint() == after


@pytest.mark.parametrize("name", sorted(FORMS))
def test_what_is_typed_is_given_back_by_the_names_of_its_fields(standing, name):
    """After a log-in that has ended: no field is only "Angabe", and no key of a row stands for its name."""
    world, rows = standing
    client = before_a_form(world, rows, name)
    url, data = typed_into(client, world, rows, name)
    del data["csrfmiddlewaretoken"]
    sent = [(field, value) for field, values in data.items() for value in ([values] if isinstance(values, str) else values)]
    given = typed(sent, url)
    assert [(label, words) for label, words in given if label == UNNAMED or re.fullmatch(r"[a-z]+(_[a-z]+)+", words)] == []


@pytest.mark.parametrize("name", sorted(EDITS))
def test_what_was_typed_for_a_row_that_is_gone_is_given_back(standing, name):
    """The same page for a row that was removed meanwhile and for one that is none of theirs."""
    world, rows = standing
    client = before_a_form(world, rows, name)
    url, form = opened(client, world, rows, name)
    where, case = resolve(url.partition("?")[0]), FORMS[name]
    field, _, mine = change_of(form, case)
    numbers = {key: 987654 if isinstance(value, int) else value for key, value in where.kwargs.items()}
    gone = reverse(where.view_name, kwargs=numbers) + url.removeprefix(url.partition("?")[0])
    data = {**filled(form, **case.typed(world, rows)), field: [mine]}
    answer = send(client, gone, data, case)
    page = unescape(answer.content.decode())
    assert answer.status_code == 404 and "Das gibt es nicht mehr" in page
    words = [words for _, words in typed([(name, value) for name, values in data.items() for value in values if name != "csrfmiddlewaretoken"], url)]
    assert all(one in page for one in words) and ("Ihr Text steht hier noch einmal." in page) is bool(words)


@pytest.mark.guard("version")
@pytest.mark.parametrize("name", sorted(EDITS))
def test_the_second_of_two_people_sees_both_and_decides(standing, name):
    world, rows = standing
    case = FORMS[name]
    prepare(world, rows, case)
    mine, theirs = client_for(world, name, case), client_for(world, name, case)
    url, form = opened(mine, world, rows, name)
    _, other = opened(theirs, world, rows, name)
    typed, (field, before, after) = case.typed(world, rows), change_of(form, case)
    first = send(theirs, url, {**filled(other, **typed), field: [before]}, case)
    assert first.status_code == 302, f"{name}: {first.status_code} {errors_of(first)}"
    saved = fingerprint()
    second = send(mine, url, {**filled(form, **typed), field: [after]}, case)
    assert second.status_code == 409 and fingerprint() == saved, f"{name}: {second.status_code}"
    page, again = second.content.decode(), form_of(second, url)
    assert "inzwischen gespeichert" in page and again.controls[field].chosen == [after]
    assert any((case.shown or before) in words for words in STORED.findall(page))
    decided = send(mine, url, {**again.sent(), **case.decides(world, rows), field: [after]}, case)
    assert decided.status_code == 302, f"{name}: {decided.status_code} {errors_of(decided)}"
    assert fingerprint() != saved


@pytest.mark.parametrize("name", sorted(EDITS))
def test_a_form_from_before_an_update_keeps_its_text(standing, name):
    """Such a page carries neither number nor marks."""
    world, rows = standing
    client, case = before_a_form(world, rows, name), FORMS[name]
    url, form = opened(client, world, rows, name)
    field, _, after = change_of(form, case)
    data = {**filled(form, **case.typed(world, rows)), field: [after]}
    before = fingerprint()
    answer = send(client, url, {key: value for key, value in data.items() if key != "once" and not key.endswith("marks")}, case)
    page = answer.content.decode()
    assert answer.status_code == 409 and fingerprint() == before, f"{name}: {answer.status_code}"
    assert "vor einer Aktualisierung" in page and form_of(answer, url).controls[field].chosen == [after]


def errors_of(response) -> list[str]:
    page = response.content.decode()
    return [part.split("</ul>")[0][:300] for part in page.split('role="alert"')[1:2]]


def test_every_form_on_every_page_carries_a_number(standing):
    """Also the small ones beside: one-button forms, steps, comments; on the pages of the first and the last role that may open them."""
    world, rows = standing
    bare, opened_pages = set(), 0
    for name, route in EXPECTED.items():
        row = route.rows[0] if route.row else None
        reaching = roles_that(world, route, "GET", row)
        for role in {*reaching[:1], *reaching[-1:]}:
            client = Client()
            client.force_login(world.people[role.value])
            page = client.get(address(name, route, rows, row))
            if page.status_code == 200 and page.headers.get("Content-Type", "").startswith("text/html"):
                opened_pages += 1
                posts = [form for form in forms_of(page) if form.method == "post" and not form.action.startswith("/konto/")]
                bare |= {f"{name}: {form.action}" for form in posts if "once" not in form.controls}
    assert bare == set() and opened_pages > 100


def test_the_registry_names_routes_that_exist():
    assert set(map(route_of, FORMS)) <= set(EXPECTED) | set(SPECIAL)
