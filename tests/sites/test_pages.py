"""Account, rights, header, feedback, the kept form, health, and what happens when two people save at once."""

import json
import re

import pytest
import redis
from django.core.files.base import ContentFile
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import RequestFactory
from django.urls import reverse

from sites.core import rights
from sites.core.access import open_view
from sites.core.middleware import WallMiddleware, is_conflict
from sites.core.once import new_number
from sites.core.rights import ACTIONS, AREAS
from sites.core.roles import Role
from sites.core.typed import label_of
from sites.models import Comment, Entry, Feedback, Membership
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner

NASTY = ["\x00", "a\x00b", "\ud800".encode("utf-8", "surrogatepass"), "' OR 1=1 --", "<script>alert(1)</script>", "9" * 400, "-1", "٣"]


@pytest.mark.parametrize(
    ("role", "line"),
    [
        ("head", "Kita Lindenhof · Ilm-Kreis"),
        ("parent", "Kita Lindenhof · Ilm-Kreis"),
        ("social_planner", "Ilm-Kreis"),
        ("provider", "Sozialwerk Ilmtal"),
    ],
)
def test_the_header_names_the_place_for_one_query(world, client_of, own_queries, role, line):
    client = client_of(role)
    with own_queries() as seen:
        page = client.get(reverse("sites:account")).content.decode()
    assert line in page and 'aria-current="page"' not in page.split("</header>")[0]
    assert seen.count <= 6


def test_the_account_page_is_the_phones_more_page(world, client_of):
    page = client_of("head").get(reverse("sites:account")).content.decode().replace("\xa0", " ")
    for link in ("Roter Faden", "Team", "Abmelden", "Passwort ändern", "Sachbericht", "seit 1. Januar 2023", "den Sachbericht einreichen"):
        assert link in page
    assert "Für mich" not in page


def test_every_action_has_its_german_sentence():
    assert all(action.name.split(".")[0] == area.name for area in AREAS for action in area.actions)
    assert sum(len(area.actions) for area in AREAS) == len(ACTIONS)
    assert all(len(action.label) > 10 for action in ACTIONS.values()) and all(area.label for area in AREAS)


@pytest.mark.django_db
def test_the_rights_page_says_what_the_code_says():
    page = Client().get(reverse("sites:rights")).content.decode()
    assert "die Entscheidung eintragen" in page
    assert rights.roles_with("applications.decide") == "Sozialplanung"
    assert rights.roles_with("offers.change") == "Leitung und Koordination"
    assert rights.roles_with("published.view") == "alle"


# Feedback ---------------------------------------------------------------------------------------------------------


def feedback(**filters):
    with as_owner():
        return list(Feedback.objects.filter(**filters))


def test_feedback_without_an_account_gets_a_number(world):
    data = {"page": "/familien/", "message": "Der Kontrast ist zu schwach.", "contact": "", "website": ""}
    answer = Client().post(reverse("sites:feedback"), data, follow=True)
    row = feedback()[0]
    assert row.place_id == world.state.pk and f"<b>{row.pk}</b>" in answer.content.decode()


def test_a_machine_fills_the_hidden_field_and_nothing_is_kept(world):
    answer = Client().post(reverse("sites:feedback"), {"message": "Buy now", "website": "http://x.example"}, follow=True)
    assert answer.status_code == 200 and feedback() == []


@pytest.mark.parametrize("data", [{}, {"message": ""}, {"message": "x" * 5001}, {"message": "a\x00b"}, {"message": "gut", "contact": "y" * 201}])
def test_refused_feedback_keeps_the_text(world, data):
    answer = Client().post(reverse("sites:feedback"), data)
    assert answer.status_code == 422 and feedback() == []
    assert data.get("message", "")[:3] in answer.content.decode()


@pytest.mark.guard("answered-once")
def test_the_state_office_reads_and_answers_once(world, client_of):
    with as_owner():
        row = Feedback.objects.create(place=world.state.place, message="Schön.")
    office = client_of("state_office")
    assert "Schön." in office.get(reverse("sites:feedback_list")).content.decode()
    for words in ("als beantwortet eingetragen", "schon beantwortet"):
        assert words in office.post(reverse("sites:feedback_answer", args=[row.pk]), {"note": "Danke"}, follow=True).content.decode()
    with as_owner():
        assert Entry.objects.filter(kind="answered").count() == 1


@pytest.mark.parametrize("number", [3, 30])
def test_the_feedback_list_asks_the_same_queries_for_3_and_30(world, client_of, own_queries, number):
    with as_owner():
        Feedback.objects.bulk_create(Feedback(place=world.state.place, message=f"M{one}") for one in range(number))
    office = client_of("state_office")
    with own_queries() as seen:
        office.get(reverse("sites:feedback_list"))
    assert seen.count <= 6


# The kept form ----------------------------------------------------------------------------------------------------


def typed(world, role="head", **words):
    """What a person sends from a form of ours."""
    return {"text": "Mühsam getippt <b>", "once": new_number(world.people[role].pk), **words}


def test_what_was_typed_while_the_log_in_ended_is_still_there(world):
    with as_owner():
        application = make.make_application(world.own)
    browser = Client()
    url = f"{reverse('sites:comment_add', args=[world.own.pk])}?about=planning.application:{application.pk}"
    answer = browser.post(url, typed(world, audience="case"))
    assert answer.status_code == 302 and reverse("sites:resume").strip("/") in answer["Location"]
    kept = "Was Sie eben geschrieben haben, ist aufgehoben."
    assert kept in browser.get(answer["Location"]).content.decode() and kept not in Client().get(answer["Location"]).content.decode()
    browser.force_login(world.people["head"])
    page = browser.get(reverse("sites:resume"))
    assert "Mühsam getippt &lt;b&gt;" in page.content.decode() and "Eingaben absenden" in page.content.decode()
    kept = page.context["kept"]
    assert kept["path"] == url and page.context["typed"] == [("Kommentar", "Mühsam getippt <b>")]  # no code
    assert browser.post(kept["path"], dict(kept["fields"])).status_code == 302
    with as_owner():
        assert Comment.objects.get().text == "Mühsam getippt <b>"
    assert browser.get(reverse("sites:resume")).status_code == 302


@pytest.mark.parametrize(("name", "label"), [("text", "Angabe"), ("audience", "Für wen"), ("executor_name", "Partner*in oder Honorarkraft")])
def test_a_typed_field_is_called_as_everywhere_or_not_at_all(name, label):
    """Many models have a text, and each calls it otherwise."""
    assert label_of(name) == label


@pytest.mark.guard("kept-for-writer")
def test_what_was_typed_is_shown_to_nobody_else(world):
    """The next person at the same device logs in: nothing of it is there, and nothing of it is left."""
    browser = Client()
    browser.post(reverse("sites:comment_add", args=[world.own.pk]), typed(world))
    browser.force_login(world.people["coordinator"])
    assert browser.get(reverse("sites:resume")).status_code == 302
    assert "kept" not in browser.session


def test_what_was_typed_before_a_new_log_in_is_still_there(world):
    """Logged in again in another tab: the mark of the open form is of yesterday, its text is not lost."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.people["head"])
    answer = browser.post(reverse("sites:comment_add", args=[world.own.pk]), typed(world, csrfmiddlewaretoken="x" * 64))
    assert (answer.status_code, answer["Location"]) == (302, reverse("sites:resume"))
    assert "Mühsam getippt" in browser.get(reverse("sites:resume")).content.decode()


@pytest.mark.guard("kept-for-one")
@pytest.mark.parametrize(
    ("route", "data"),
    [
        ("account_change_password", {"oldpassword": "geheim", "password1": "neu-geheim", "password2": "neu-geheim"}),
        ("sites:comment_add", {"text": "von niemandem", "once": new_number()}),
        ("sites:comment_add", {"text": "von niemandem", "once": "1.2:gefälscht"}),
        ("sites:comment_add", {"text": "von niemandem"}),
    ],
)
def test_nothing_is_kept_of_passwords_and_of_nobody(world, route, data):
    browser = Client()
    answer = browser.post(reverse(route, args=[world.own.pk] if route.startswith("sites") else []), data)
    assert answer.status_code == 302 and "kept" not in browser.session


@pytest.mark.guard("kept-elsewhere")
def test_nothing_is_kept_where_somebody_else_has_logged_in(world):
    """The form of one person, sent after the next one has logged in at the same device."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.people["coordinator"])
    answer = browser.post(reverse("sites:comment_add", args=[world.own.pk]), typed(world, csrfmiddlewaretoken="x" * 64))
    assert answer.status_code == 403 and "kept" not in browser.session


def test_what_was_typed_can_be_thrown_away(world):
    browser = Client()
    browser.post(reverse("sites:comment_add", args=[world.own.pk]), typed(world))
    browser.force_login(world.people["head"])
    browser.post(reverse("sites:resume"))
    assert "kept" not in browser.session


def test_too_much_text_is_not_kept(world):
    browser = Client()
    answer = browser.post(reverse("sites:comment_add", args=[world.own.pk]), typed(world, text="ü" * 125_000))
    assert answer.status_code == 302 and "kept" not in browser.session


# Health -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("broker", "status"), [(True, 200), (False, 503)])
def test_health_says_which_part_needs_somebody(world, monkeypatch, broker, status):
    def ping(self):
        if not broker:
            raise redis.ConnectionError

    monkeypatch.setattr(redis.Redis, "ping", ping)
    answer = Client().get("/gesund")
    assert answer.status_code == status and json.loads(answer.content)["broker"] == ("ok" if broker else "down")
    assert set(json.loads(answer.content)) == {"status", "database", "broker", "jobs"}


def test_health_sees_jobs_that_nobody_takes(world, monkeypatch):
    monkeypatch.setattr(redis.Redis, "ping", lambda self: True)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sites_job (place_id, name, title, arguments, state, stage, done, total, attempts, token, worker, error, created)"
            " VALUES (%s, 'x', 'x', '{}', 'queued', '', 0, 0, 0, 0, '', '', now() - interval '10 minutes')",
            [world.own.pk],
        )
    answer = Client().get("/gesund")
    assert answer.status_code == 503 and json.loads(answer.content)["jobs"] == "late"


def test_without_a_database_the_answer_is_a_503(world, monkeypatch):
    def away(*_, **__):
        raise OperationalError("no route")

    monkeypatch.setattr(transaction.Atomic, "__enter__", away)
    for path, words in (("/gesund", "down"), ("/rueckmeldung/", "ThEKiZ")):
        answer = WallMiddleware(lambda request: None)(RequestFactory().get(path))
        assert answer.status_code == 503 and words in answer.content.decode()


@pytest.fixture
def without_database(monkeypatch):
    """Nothing of the request reaches the database; what allows it to be counted stands before."""

    def away(*_, **__):
        raise OperationalError("no route")

    return lambda: monkeypatch.setattr(transaction.Atomic, "__enter__", away)


@pytest.mark.parametrize("who", ["", "head"])
def test_what_cannot_be_saved_is_given_back(world, client_of, without_database, who):
    """Also without an account; and only what somebody has typed."""
    browser = client_of(who) if who else Client()
    without_database()
    data = {"message": "<b>Mühsam</b> getippt", "contact": "", "once": "a1b2", "marks": "message:00", "csrfmiddlewaretoken": "t0ken"}
    answer = browser.post(reverse("sites:feedback"), data)
    page = answer.content.decode()
    assert answer.status_code == 503 and "Was Sie eben abgesendet haben, ist nicht gespeichert." in page
    boxes = re.findall(r'<label class="kern-label" for="typed-1">(.*?)</label>.*?<textarea[^>]* readonly>\n?(.*?)</textarea>', page, re.S)
    assert boxes == [("Was möchten Sie uns sagen?", "&lt;b&gt;Mühsam&lt;/b&gt; getippt")] and page.count("<textarea") == 1
    assert "a1b2" not in page and "t0ken" not in page and "Dateien" not in page
    page = browser.post(reverse("sites:feedback"), {"once": "a1b2", "file": ContentFile(b"x", "a.pdf")}).content.decode()
    assert "ist nicht gespeichert" in page and "Dateien wählen Sie dann bitte neu aus." in page and "<textarea" not in page
    assert "nicht gespeichert" not in browser.get(reverse("sites:feedback")).content.decode()


@pytest.mark.guard("unsaved-ours", "unsaved-secret")
@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/konto/login/", {"login": "a@b.example", "password": "geheim-eins"}),
        ("/konto/login/", {"login": "geheim-zwei", "once": "a1b2"}),
        ("/betreuung/sites/user/1/change/", {"name": "geheim-drei", "once": "a1b2"}),
        ("/rueckmeldung/", {"message": "geheim-vier"}),  # a form of somebody else's
        ("/einladung/abc/", {"name": "Ute Kern", "password": "geheim-fünf", "password2": "geheim-fünf", "code": "geheim-sechs", "once": "a1b2"}),
    ],
)
def test_no_password_and_no_code_is_given_back(world, without_database, path, data):
    without_database()
    answer = Client().post(path, data)
    assert answer.status_code == 503 and "ist nicht gespeichert" in answer.content.decode() and "geheim" not in answer.content.decode()


# Two at once ------------------------------------------------------------------------------------------------------


def test_the_second_of_two_is_told_and_nothing_is_half_saved(world, client_of, monkeypatch):
    """The form saw no clash, the database did: a page in words, and what was written before is undone."""
    monkeypatch.setattr(Membership, "validate_constraints", lambda self: None)
    with as_owner():
        person = make.make_user("Doppelt", "doppelt@hier.example")
        make.give(person, Role.COORDINATOR, world.own)
    data = {"email": person.email, "name": "Doppelt", "role": "coordinator", "starts": "1.1.2026", "ends": ""}
    answer = client_of("head").post(reverse("sites:member_give", args=[world.own.pk]), data)
    assert answer.status_code == 409 and "Inzwischen hat jemand anderes gespeichert" in answer.content.decode()
    with as_owner():
        assert Membership.objects.filter(user=person).count() == 1 and not Entry.objects.filter(kind="given").exists()


def test_only_clashes_are_conflicts():
    assert not is_conflict(IntegrityError("a fault of ours")) and not is_conflict(ValueError("x"))


@pytest.mark.guard("read-only")
def test_get_cannot_write(world):
    @open_view()
    def careless(request):
        Membership.objects.filter(user=request.user).update(role="ministry")

    request = RequestFactory().get("/")
    request.user, request.session = world.people["head"], {}
    with pytest.raises(Exception, match="read-only transaction"), transaction.atomic():
        WallMiddleware(careless).process_view(request, careless, (), {})
        careless(request)


def test_a_wrong_method_gets_a_page(world, client_of):
    answer = client_of("head").get(reverse("sites:comment_add", args=[world.own.pk]))
    assert answer.status_code == 405 and answer["Allow"] == "POST" and b"<h1" in answer.content


@pytest.mark.parametrize("nasty", NASTY)
def test_hostile_input_never_breaks_a_page(world, client_of, nasty):
    head, planner = client_of("head"), client_of("social_planner")
    place = world.own.pk
    for client, name, arguments in (
        (head, "member_give", [place]),
        (planner, "site_create", []),
        (planner, "provider_create", []),
        (planner, "site_edit", [place]),
        (head, "document_add", [place]),
        (head, "comment_add", [place]),
        (head, "feedback", []),
    ):
        url = reverse(f"sites:{name}", args=arguments)
        fields = (
            "email",
            "name",
            "role",
            "starts",
            "ends",
            "text",
            "audience",
            "title",
            "message",
            "page",
            "municipality",
            "kitas",
            "provider",
            "county",
            "postcode",
        )
        answer = client.post(url, dict.fromkeys(fields, nasty))
        assert answer.status_code in {302, 422}, (name, answer.status_code)
    for client, url in (
        (head, reverse("sites:entry_list", args=[place])),
        (planner, reverse("reporting:site_list")),
        (head, reverse("sites:member_list", args=[place])),
        (head, reverse("sites:feedback")),
        (head, reverse("sites:document_add", args=[place])),
    ):
        answer = client.get(url, dict.fromkeys(("q", "after", "phase", "form", "provider", "about", "number", "page"), nasty))
        assert answer.status_code in {200, 404}, (url, answer.status_code)


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-16", "cp037", "nonsense"])
def test_another_charset_cannot_smuggle_in_a_lone_surrogate(world, charset):
    body = b'--b\r\nContent-Disposition: form-data; name="message"\r\n\r\n\\ud800\\x00\r\n--b--\r\n'
    answer = Client().generic("POST", reverse("sites:feedback"), body, content_type=f"multipart/form-data; boundary=b; charset={charset}")
    assert answer.status_code in {302, 400, 422}
