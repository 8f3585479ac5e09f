"""A stranger asks a consultation site for a visit on a phone, without an account; the house answers; three questions afterwards."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from processes.models import ConsultationVisit
from sites.core.jobs import run
from sites.models import Job
from tests import factories as make
from tests.conftest import as_owner, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LINK = re.compile(r"http://\S+/besuch/\S+")


@pytest.fixture
def house():
    world = make_world()
    with as_owner():
        make.make_consultation_site(world.own)
        make.make_consultation_profile(world.own)
        world.slot = make.make_slot(world.own, 20)
    return world


def mailed(address):
    """What has been written to an address since."""
    mail.outbox.clear()
    for _ in range(2):  # one delivery for each address
        with as_owner():
            waiting = list(Job.objects.filter(state="queued", name__startswith="processes.mail_visit").order_by("pk").values_list("pk", flat=True))
        for job in waiting:
            assert run(job) == "done"
    return [letter for letter in mail.outbox if letter.to == [address]]


def shown(page):
    return " ".join(page.inner_text("main").split())


def visit():
    with as_owner():
        return ConsultationVisit.objects.get()


def test_from_the_request_of_a_stranger_to_the_feedback(phone, house):
    stranger = phone.new(touch=True, script=False)
    stranger.goto(f"{phone.address}/konsultation/")
    phone.station(stranger, "12-houses")
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        stranger.get_by_role("link", name=house.own.name).tap()
        stranger.wait_for_selector("input[name=organisation]")
    phone.station(stranger, "12-house")
    for label in ("Kita auf dem Weg", "Hausrundgang"):
        stranger.locator("label.chip", has_text=label).tap()
    stranger.fill("input[name=organisation]", "Kita Kunterbunt, Geratal")
    stranger.fill("input[name=people]", "4")
    stranger.select_option("select[name=slot]", str(house.slot.pk))
    stranger.fill("textarea[name=question]", "Wie fängt man an?")
    stranger.fill("input[name=name]", "Mia Sommer")
    stranger.fill("input[name=contact]", "mia@kita.example")
    stranger.get_by_role("button", name="Anfrage senden").tap()
    stranger.wait_for_url(lambda url: "/konsultation/besuch/" in url)
    phone.station(stranger, "12-asked")
    assert "Ihre Anfrage ist da" in shown(stranger)
    (letter,) = mailed("mia@kita.example")
    the_house_answers(phone, house)
    (letter,) = mailed("mia@kita.example")
    assert letter.subject.startswith("Ihr Besuch ist zugesagt") and letter.attachments[0][0] == "besuch.ics"
    stranger.goto(LINK.search(letter.body)[0])
    assert "Bitte am Hof klingeln." in shown(stranger)
    the_visit_was_there(phone, house)
    (letter,) = mailed("mia@kita.example")
    stranger.goto(LINK.search(letter.body)[0])
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        stranger.get_by_role("link", name="Drei Fragen beantworten").tap()
        stranger.wait_for_selector("textarea[name=took_along]")
    phone.station(stranger, "12-feedback")
    stranger.locator("label.chip, .kern-form-check", has_text="sehr").first.tap()
    stranger.fill("textarea[name=took_along]", "Die Bedarfe hängen im Flur.")
    stranger.get_by_role("button", name="Rückmeldung senden").tap()
    stranger.wait_for_url(lambda url: not url.endswith("/rueckmeldung/"))
    assert "Ihre Rückmeldung ist angekommen" in shown(stranger)
    assert (visit().state, visit().useful, visit().took_along) == ("held", "very", "Die Bedarfe hängen im Flur.")


def the_house_answers(phone, house):
    """In three steps: the list, the visit, the answer."""
    page = phone.new(house.people["coordinator"], touch=True)
    page.goto(f"{phone.address}/processes/consultation/site/{house.own.pk}/")
    phone.station(page, "12-requests")
    page.get_by_role("link", name="Kita Kunterbunt").first.tap()
    page.get_by_role("link", name="Antworten").tap()
    page.get_by_label("Zusagen").check()
    page.fill("textarea[name=answer]", "Bitte am Hof klingeln.")
    page.get_by_role("button", name="Antwort senden").tap()
    page.wait_for_url(f"**/visits/{visit().pk}/")
    assert visit().state == "confirmed"


def the_visit_was_there(phone, house):
    with as_owner():
        ConsultationVisit.objects.update(day=timezone.localdate())
    page = phone.new(house.people["coordinator"], touch=True)
    page.goto(f"{phone.address}/processes/consultation/visits/{visit().pk}/record/")
    page.fill("textarea[name=notes]", "Rundgang und viele Fragen.")
    page.get_by_role("button", name="Festhalten").tap()
    page.wait_for_url(f"**/visits/{visit().pk}/")
    phone.station(page, "12-held")
