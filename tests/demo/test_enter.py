"""Entering by one click, and the progress box of the log-in page."""

import json

import pytest

from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from thekiz.demo.context import demo


@pytest.fixture
def coordinator(world):
    with as_owner():
        person = make.make_user("Jana Seidel", "koordination@demo.example")
        make.give(person, "coordinator", world.own)
    return person


def test_one_click_logs_in_as_a_demo_account(coordinator):
    browser = Client()
    answer = browser.post("/demo/enter/", {"account": "koordination@demo.example"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert browser.session["_auth_user_id"] == str(coordinator.pk)


@pytest.mark.parametrize(("wanted", "there"), [("/partners/", "/partners/"), ("https://boese.example/", "/"), ("//boese.example/", "/"), ("", "/")])
def test_one_click_leads_to_the_page_that_was_wanted(coordinator, settings, wanted, there):
    settings.DEMO = True
    browser = Client()
    page = browser.get("/konto/login/", {"next": wanted}).content.decode().partition('action="/demo/enter/"')[2].partition("</form>")[0]
    assert there == "/" or f'name="next" value="{wanted}"' in page
    assert browser.post("/demo/enter/", {"account": "koordination@demo.example", "next": wanted})["Location"] == there


@pytest.mark.guard("demo-accounts")
@pytest.mark.parametrize("account", ["", "head@hier.example", "leitung@demo.example", "koordination@demo.example\x00", "' OR 1=1"])
def test_only_the_demo_accounts_can_be_entered(account, coordinator):
    """Also not an account of the list that does not exist yet."""
    browser = Client()
    answer = browser.post("/demo/enter/", {"account": account})
    assert answer.status_code == 302 and answer["Location"].startswith("/konto/login/")
    assert "_auth_user_id" not in browser.session


def test_a_link_cannot_log_anybody_in(coordinator):
    browser = Client()
    assert browser.get("/demo/enter/?account=koordination@demo.example").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/demo/enter/", {"account": coordinator.email}).status_code == 403


@pytest.mark.parametrize("path", ["/demo/postausgang/", "/demo/loading/"])
def test_outside_a_demo_these_pages_do_not_exist(path, world, settings):
    settings.DEMO = settings.TESTING = False
    assert Client().get(path).status_code == 404
    assert demo(None) == {}


@pytest.mark.guard("demo-only")
def test_outside_a_demo_nobody_enters(coordinator, settings):
    settings.DEMO = settings.TESTING = False
    browser = Client()
    assert browser.post("/demo/enter/", {"account": coordinator.email}).status_code == 404
    assert "_auth_user_id" not in browser.session


def test_the_progress_box_shows_the_stage_until_there_is_a_world(db, settings):
    assert "Beginnt gleich" in Client().get("/demo/loading/").content.decode()
    (settings.DATA_DIR / "loading.json").write_text(json.dumps({"stage": "Kitas ziehen ein", "done": 3, "total": 10}))
    page = Client().get("/demo/loading/", headers={"HX-Request": "true"}).content.decode()
    assert "Kitas ziehen ein" in page and 'value="3"' in page and "<script" not in page
    assert demo(None)["demo_loading"]["text"] == "Kitas ziehen ein"


def test_a_broken_progress_file_is_no_error(db, settings):
    (settings.DATA_DIR / "loading.json").write_text("{")
    assert Client().get("/demo/loading/").status_code == 200


def test_the_end_of_loading_stops_the_polling_and_shows_the_page_anew(world):
    answer = Client().get("/demo/loading/")
    assert (answer.status_code, answer["HX-Refresh"]) == (286, "true")
    assert not demo(None)["demo_loading"]
