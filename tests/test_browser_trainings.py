"""A full training on phones: somebody with an account waits, a stranger gives the place back by the mail, the list moves, then the confirmation."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from processes.models import Training, TrainingDay, TrainingRegistration
from sites.core.jobs import run
from sites.models import Job
from tests import factories as make
from tests.conftest import as_owner, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINK = re.compile(r"http://\S+/fortbildungen/platz/\S+")


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def training(world):
    """One place, in thirty days; and the same training later with room."""
    with as_owner():
        make.make_training(world.county, county=world.county, first=timezone.localdate() + timedelta(days=60), capacity=18)
        return make.make_training(world.state, capacity=1)


def mailed():
    """Run what waits to be sent: the mails, in order."""
    mail.outbox.clear()
    with as_owner():
        waiting = list(Job.objects.filter(name="processes.mail_training", state="queued").order_by("pk").values_list("pk", flat=True))
    for job in waiting:
        assert run(job) == "done"
    return list(mail.outbox)


def states(training):
    with as_owner():
        return list(TrainingRegistration.objects.filter(training=training).order_by("pk").values_list("state", flat=True))


def words(page):
    return " ".join(page.inner_text("main").split())


def register_as_stranger(phone, page, training):
    """From the list of everybody to one's own place, in four fields."""
    page.goto(f"{phone.address}/fortbildungen/")
    phone.station(page, "8-open-list")
    page.locator(f"a[href='/fortbildungen/{training.pk}/']").tap()
    page.fill("input[name=name]", "Anna Berg")
    page.fill("input[name=email]", "anna@post.example")
    page.select_option("select[name=role]", "head")
    phone.station(page, "8-open-training")
    while page.evaluate("performance.now()") < 3100:  # who is quicker than that is taken for a machine
        pass
    page.get_by_role("button", name="Verbindlich anmelden").tap()
    page.wait_for_url("**/gesendet/")
    phone.station(page, "8-open-sent")


def wait_with_account(phone, page, training):
    """The coordinator comes too late and reads how likely a place is, when she hears, and where there is room."""
    page.goto(f"{phone.address}/processes/trainings/")
    phone.station(page, "8-list")
    page.locator(f"a[href='/processes/trainings/{training.pk}/']").first.tap()
    page.get_by_role("link", name="Auf die Warteliste").tap()
    page.wait_for_url("**/register/**")
    phone.station(page, "8-register")
    page.get_by_role("button", name="Auf die Warteliste").tap()
    page.wait_for_url(f"**/trainings/{training.pk}/")
    phone.station(page, "8-waiting")
    shown = words(page)
    for said in ("Sie warten", "1 von 1 Wartenden", "sagen wir Ihnen Bescheid, auch wenn es nicht klappt", "18 von 18 Plätzen frei"):
        assert said in shown, said
    assert page.locator(".status .kern-btn--primary").first.inner_text().strip().endswith("dabei sein")


def test_a_full_training_from_the_waiting_list_to_the_confirmation(phone, world, training):
    stranger, own = phone.new(touch=True, script=False), phone.new(world.people["coordinator"], touch=True)
    register_as_stranger(phone, stranger, training)
    wait_with_account(phone, own, training)
    assert states(training) == ["in", "waiting"]
    letter, _ = mailed()
    stranger.goto(LINK.search(letter.body)[0])
    phone.station(stranger, "8-place")
    stranger.get_by_role("link", name="Absagen").tap()
    assert states(training) == ["in", "waiting"]  # looking changes nothing
    stranger.get_by_role("button", name="Ja, absagen").tap()
    stranger.wait_for_url(lambda url: not url.endswith("/abmelden/"))
    assert states(training) == ["off", "in"]
    (told,) = mailed()
    assert told.to == [world.people["coordinator"].email] and "Ein Platz ist frei geworden" in told.body
    own.reload()
    assert "Ihr Platz ist sicher" in words(own)
    with as_owner():
        today = timezone.localdate()
        TrainingDay.objects.filter(training=training).update(held_on=today - timedelta(days=1))
        Training.objects.filter(pk=training.pk).update(closes_on=today - timedelta(days=9))
        TrainingRegistration.objects.filter(training=training, state="in").update(attended=True)
    finish(phone, own, training)


def finish(phone, page, training):
    """Three questions, and the paper."""
    page.reload()
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        page.get_by_role("link", name="Rückblick ausfüllen").tap()
        page.wait_for_selector("input[name=learned]")
    for name in ("learned", "usable"):
        page.locator(f"input[name={name}][value='4']").check(force=True)
    phone.station(page, "8-feedback")
    page.get_by_role("button", name="Absenden").tap()
    page.wait_for_url(f"**/trainings/{training.pk}/")
    phone.station(page, "8-confirmed")
    link = page.get_by_role("link", name="Teilnahmebestätigung (PDF)")
    answer = page.request.get(f"{phone.address}{link.get_attribute('href')}")
    assert answer.status == 200 and answer.body().startswith(b"%PDF")
