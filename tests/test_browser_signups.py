"""Two families and one free place, each in the language of its phone, without an account: taken, waited for, given back, moved up, told."""

import re
from datetime import time, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from django.utils.translation import gettext

from offers.models import SignUp
from sites.core.jobs import run
from sites.core.languages import in_language
from sites.models import Job
from tests import factories as make
from tests.conftest import as_owner, make_world
from tests.phones import published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OKSANA, FATIMA = ("Oksana", "oksana@post.example"), ("فاطمة", "fatima@post.example")
LINK = re.compile(r"http://\S+")


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def session(world):
    """A published date with one place, in a week."""
    today = timezone.localdate()
    with as_owner():
        offer = make.make_offer(world.own, "Babytreff", registration="required", capacity=1, room="Familienraum")
        session = make.make_session(offer, today + timedelta(days=7), at=time(9))
    published(world.own)
    return session


def mailed():
    """Run what waits to be sent to families: the mails, in order."""
    mail.outbox.clear()
    with as_owner():
        waiting = list(Job.objects.filter(name="offers.mail_signup", state="queued").order_by("pk").values_list("pk", flat=True))
    for job in waiting:
        assert run(job) == "done"
    return list(mail.outbox)


def rows(session):
    with as_owner():
        return list(SignUp.objects.filter(session=session).order_by("pk").values_list("state", "name", "email", "language"))


def said(page, language, *texts):
    """The page is in this language, with its direction, and says these German messages in it."""
    html, shown = page.locator("html"), " ".join(page.inner_text("body").split())
    assert html.get_attribute("lang") == language and (html.get_attribute("dir") == "rtl") == (language == "ar")
    with in_language(language):
        for text in texts:
            assert gettext(text) != text and gettext(text) in shown, text


def sign_up(phone, page, session, family, language):
    """From the page of the house in German to one's own language, the date, and a place in three fields, as somebody who took a minute."""
    name, contact = family
    slug = session.offer.site.slug
    page.goto(f"{phone.address}/familien/{slug}/")
    page.locator(f"a[hreflang={language}]").first.tap()
    page.wait_for_url(f"**/{language}/familien/{slug}/")
    phone.station(page, f"3-{language}-house")
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        page.get_by_role("link", name="Babytreff").first.tap()
        page.wait_for_selector("input[name=name]")
    phone.station(page, f"3-{language}-offer")
    said(page, language, "Mitmachen", "E-Mail oder Telefon", "Ohne Konto. Absagen geht jederzeit mit einem Tipp.")
    page.locator(".day-pick").tap()  # a full day is chosen by nobody but the family
    page.tap("input[name=name]")
    page.keyboard.type(name)
    page.tap("input[name=contact]")
    page.keyboard.type(contact)
    page.locator("#mitmachen button[type=submit]").tap()
    page.wait_for_url(f"**/{language}/familien/anmeldung/*/")


def cancel_by_mail(phone, page, letter):
    """By the link in the mail: looking changes nothing, the button does."""
    page.goto(LINK.search(letter.body)[0])
    page.locator("a[href$='/absagen/']").tap()
    page.wait_for_url("**/absagen/")
    phone.station(page, "3-uk-cancel")
    said(page, "uk", "Möchten Sie absagen?")


def test_the_second_family_moves_up_when_the_first_cancels_and_is_told_in_arabic(phone, world, session):
    """One in Ukrainian, one in Arabic from right to left and without JavaScript; the house reads the right figures."""
    first, second = phone.new(touch=True), phone.new(touch=True, script=False)
    sign_up(phone, first, session, OKSANA, "uk")
    phone.station(first, "3-uk-in")
    said(first, "uk", "Ihr Platz ist sicher")
    sign_up(phone, second, session, FATIMA, "ar")
    phone.station(second, "3-ar-waiting")
    said(second, "ar", "Ein Platz wird frei.", "Von der Warteliste nehmen")
    assert second.locator(".big-number").inner_text() in {"1", "١"}
    letter, waiting = mailed()
    assert [letter.to, waiting.to] == [[OKSANA[1]], [FATIMA[1]]]
    assert [row[0] for row in rows(session)] == ["in", "waiting"]
    cancel_by_mail(phone, first, letter)
    assert [row[0] for row in rows(session)] == ["in", "waiting"]
    first.locator("form.choices button[type=submit]").tap()
    first.wait_for_url(lambda url: not url.endswith("/absagen/"))
    phone.station(first, "3-uk-given-back")
    said(first, "uk", "Wieder anmelden")
    assert rows(session) == [("off", "", "", "uk"), ("in", *FATIMA, "ar")]
    (told,) = mailed()
    with in_language("ar"):
        subject = gettext("Ein Platz ist frei, Sie sind dabei: %(title)s") % {"title": "Babytreff"}
        words = gettext("Ein Platz ist frei geworden: Sie sind jetzt dabei. Passt es doch nicht, sagen Sie bitte mit dem Link unten ab.")
    assert (told.to, told.subject) == ([FATIMA[1]], subject) and words in told.body and mailed() == []
    second.goto(LINK.search(told.body)[0])
    phone.station(second, "3-ar-in")
    said(second, "ar", "Ihr Platz ist sicher")
    house(phone, world, session)


def house(phone, world, session):
    """What the coordinator reads of it on her phone."""
    page = phone.new(world.people["coordinator"], touch=True)
    page.goto(f"{phone.address}/offers/sessions/{session.pk}/signups/")
    phone.station(page, "3-house")
    shown = " ".join(page.inner_text("main").split())
    assert "1 von 1 Platz belegt, eine Familie hat abgesagt." in shown
    assert FATIMA[0] in shown and FATIMA[1] in shown and "Oksana" not in shown and "wartet" not in shown
