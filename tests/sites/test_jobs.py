"""The page of a job: its owner watches, nobody else, with and without htmx; the account's mails as jobs."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from celery.signals import before_task_publish
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from sites.core import jobs
from sites.core.wall import set_wall
from sites.models import Job
from sites.services.records import own_job
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner


@pytest.fixture
def job(world):
    with as_owner():
        document = make.make_document(world.own, owner=world.people["head"])
        default_storage.save(f"{document.stored.hex[:2]}/{document.stored.hex}", ContentFile(b"%PDF-fertig"))
        running = {"state": "running", "stage": "Seite 7 von 12", "done": 7, "total": 12}
        return Job.objects.create(
            place=world.own.place, person=world.people["head"], name="x", title="Sachbericht 2026", document=document, **running
        )


def end(job, state="done", **fields):
    with as_owner():
        Job.objects.filter(pk=job.pk).update(state=state, **fields)


def test_the_page_shows_the_stage_in_words_and_asks_again(job, client_of):
    head, url = client_of("head"), reverse("sites:job_detail", args=[job.pk])
    page = head.get(url).content.decode()
    assert "Seite 7 von 12" in page and 'data-hx-trigger="every 2s"' in page and "<h1>" in page
    box = head.get(url, headers={"HX-Request": "true"})
    assert box.status_code == 200 and "<h1>" not in box.content.decode() and "Seite 7 von 12" in box.content.decode()


def test_polling_stops_with_286_and_the_file(job, client_of):
    end(job)
    head, url = client_of("head"), reverse("sites:job_detail", args=[job.pk])
    box = head.get(url, headers={"HX-Request": "true"})
    assert box.status_code == 286 and "hx-get" not in box.content.decode()
    assert reverse("sites:job_file", args=[job.pk]) in box.content.decode()
    assert head.get(url).status_code == 200
    answer = head.get(reverse("sites:job_file", args=[job.pk]))
    assert answer.content == b"%PDF-fertig" and answer["Content-Disposition"].startswith("attachment")


def test_a_failure_is_told_in_its_own_words(job, client_of):
    end(job, "failed", error="Ihre Berechtigung für diesen Auftrag ist inzwischen beendet.", document=None)
    page = client_of("head").get(reverse("sites:job_detail", args=[job.pk])).content.decode()
    assert "inzwischen beendet" in page and "every 2s" not in page
    assert client_of("head").get(reverse("sites:job_file", args=[job.pk])).status_code == 404


@pytest.mark.guard("own-queue")
def test_mails_have_a_queue_of_their_own(world, django_capture_on_commit_callbacks):
    """All of them and nothing else, also what the sweeper finds."""
    mails = {name for name, work in jobs.HANDLERS.items() if "mails." in work.handler.__qualname__}
    assert len(mails) > 8 and {name for name in jobs.HANDLERS if jobs.queue_of(name) == jobs.MAILS} == mails
    sent = {}

    def note(routing_key, body, **_):
        sent[body[0][0]] = routing_key

    set_wall([world.state.pk, world.own.pk])
    with before_task_publish_to(note):
        with django_capture_on_commit_callbacks(execute=True):
            code = jobs.queue("sites.mail_account", place=world.state.pk, title="x")
            page = jobs.queue("reporting.report_pdf", place=world.own.pk, title="x")
        assert sent == {code: "mails", page: "documents"}
        sent.clear()
        with as_owner():
            Job.objects.update(created=timezone.now() - timedelta(minutes=1))
        jobs.sweep()
        assert sent == {code: "mails", page: "documents"}


@contextmanager
def before_task_publish_to(receiver):
    before_task_publish.connect(receiver)
    try:
        yield
    finally:
        before_task_publish.disconnect(receiver)


@pytest.mark.guard("own-job")
@pytest.mark.parametrize("who", ["coordinator", "provider", "social_planner", "ministry", "nobody"])
def test_nobody_else_sees_it(world, job, client_of, who):
    for view in ("job_detail", "job_file"):
        assert client_of(who).get(reverse(f"sites:{view}", args=[job.pk])).status_code == 404
    with as_owner():  # not the wall alone
        assert own_job(world.people[who], job.pk) is None


def test_a_visitor_is_sent_to_the_log_in(job):
    for view in ("job_detail", "job_file"):
        assert Client().get(reverse(f"sites:{view}", args=[job.pk])).status_code == 302
        assert Client().post(reverse(f"sites:{view}", args=[job.pk])).status_code == 302


# Mails of the account ---------------------------------------------------------------------------------------------


def only_job():
    with as_owner():
        return Job.objects.get(name="sites.mail_account")


@pytest.mark.guard("secret-wiped")
def test_a_log_in_code_travels_in_the_job_and_is_wiped(world):
    browser = Client()
    assert browser.post(reverse("account_request_login_code"), {"email": "parent@hier.example"}).status_code == 302
    job = only_job()
    code = job.arguments["secret"]["code"]
    assert job.place_id == world.state.pk and mail.outbox == []
    assert jobs.run(job.pk) == "done"
    assert code in mail.outbox[0].body and mail.outbox[0].to == ["parent@hier.example"]
    assert "secret" not in only_job().arguments
    wrong = browser.post(reverse("account_confirm_login_code"), {"code": "XXXXXX"})
    assert wrong.status_code == 422
    assert browser.post(reverse("account_confirm_login_code"), {"code": code}).status_code == 302
    assert browser.get(reverse("sites:account")).status_code == 200


@pytest.mark.guard("reset-address")
def test_a_new_password_by_mail(world, settings):
    browser = Client()
    browser.post(reverse("account_reset_password"), {"email": "head@hier.example"})
    job = only_job()
    jobs.run(job.pk)
    link = job.arguments["secret"]["password_reset_url"]
    assert link.startswith(settings.SITE_URL) and link in mail.outbox[0].body
    page = browser.get(link.removeprefix(settings.SITE_URL), follow=True)
    address = page.redirect_chain[-1][0]
    assert browser.post(address, {"password1": "neues-langes-passwort", "password2": "anders"}).status_code == 422
    assert browser.post(address, {"password1": "neues-langes-passwort", "password2": "neues-langes-passwort"}).status_code == 302
    with as_owner():
        world.people["head"].refresh_from_db()
    assert world.people["head"].check_password("neues-langes-passwort")


def test_an_unknown_address_gets_the_same_answer(world):
    known, unknown = (Client().post(reverse("account_reset_password"), {"email": f"{who}@hier.example"}) for who in ("head", "keiner"))
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.mark.guard("secret-not-kept")
def test_a_failed_mail_keeps_no_secret_either(world, monkeypatch):
    Client().post(reverse("account_request_login_code"), {"email": "head@hier.example"})
    monkeypatch.setattr("django.core.mail.EmailMessage.send", lambda self: (_ for _ in ()).throw(OSError("no server")))
    assert jobs.run(only_job().pk) == "failed"
    assert "secret" not in only_job().arguments


@pytest.mark.parametrize(
    "data",
    [{}, {"login": "head@hier.example", "password": "falsch"}, {"login": "a\x00b@x.de", "password": "x"}, {"login": "x" * 9999, "password": "x"}],
)
def test_a_refused_log_in_is_a_422(world, data):
    answer = Client().post(reverse("account_login"), data)
    assert answer.status_code == 422
    assert Client().post(reverse("account_request_login_code"), {"email": "keine"}).status_code == 422


def test_the_wall_of_a_log_in_mail_is_exactly_the_state(world):
    Client().post(reverse("account_request_login_code"), {"email": "head@hier.example"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('thekiz.places', true)")
        assert cursor.fetchone()[0] in {"", "{}", f"{{{world.state.pk}}}"}


def test_a_job_waits_for_what_is_away(world, monkeypatch):
    """The row stays: its lease runs out and the sweeper tries again."""
    monkeypatch.setitem(jobs.HANDLERS, "test.away", jobs.Work(lambda run: (_ for _ in ()).throw(OSError("no server"))))
    with as_owner():
        pk = Job.objects.create(name="test.away", place_id=world.own.pk, title="Mail").pk
    assert jobs.run(pk) == "running"
    with as_owner():
        assert Job.objects.get(pk=pk).state == "running"


def test_a_job_without_a_handler_fails_in_words(world):
    with as_owner():
        pk = Job.objects.create(name="nobody.knows", place_id=world.own.pk, title="x").pk
    assert jobs.run(pk) == "failed"


@pytest.mark.parametrize(
    ("name", "state", "leads"),
    [("reporting.lsz_report", "done", True), ("reporting.lsz_report", "running", False), ("sites.mail_invitation", "done", False)],
)
def test_a_finished_lsz_report_leads_to_the_list_of_them(world, client_of, name, state, leads):
    with as_owner():
        job = Job.objects.create(name=name, place_id=world.county.pk, person=world.people["social_planner"], title="Auftrag", state=state)
    page = client_of("social_planner").get(reverse("sites:job_detail", args=[job.pk])).content.decode()
    assert ("Zu den LSZ-Berichten" in page) == leads


@pytest.mark.parametrize(("state", "is_over"), [("queued", False), ("running", False), ("done", True), ("failed", True), ("parked", True)])
def test_nobody_asks_again_when_a_job_is_over(job, client_of, state, is_over):
    end(job, state)
    box = client_of("head").get(reverse("sites:job_detail", args=[job.pk]), headers={"HX-Request": "true"})
    assert box.status_code == (286 if is_over else 200) and ("every 2s" in box.content.decode()) != is_over
