"""A survey from the notice on the door to what families read of it: asked, answered on phones, answered twice, closed, published."""

from datetime import timedelta

import pikepdf
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from offers.rules.qr import qr_svg
from planning.models import Survey, SurveyAnswer, SurveySheet
from tests.conftest import as_owner, make_world
from tests.phones import by_keyboard, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEARD, DOING = "Am Nachmittag ist zu wenig Platz.", "Ab Februar ist der Mehrzweckraum offen."
WISH = "Потрібна зустріч у суботу"


@pytest.fixture
def world():
    world = make_world()
    published(world.own)
    return world


def sheets():
    with as_owner():
        return SurveySheet.objects.count()


def ask(phone, world, page):
    """A survey with the questions to begin with, by keyboard; returns it."""
    with by_keyboard(page) as keys:
        page.goto(phone.address + reverse("offers:survey_list", args=[world.own.pk]))
        phone.station(page, "4-surveys")
        keys.press("Umfrage anlegen")
        phone.station(page, "4-new")
        keys.press("Umfrage speichern")
        phone.station(page, "4-asked")
        keys.says("Ergebnisse ab fünf Bögen")
        keys.press("Aushang drucken")
        phone.station(page, "4-notice")
    with as_owner():
        return Survey.objects.get()


def from_notice(page, tmp_path):
    """The address as it is read on the notice; its code leads there, and it is one page on paper."""
    short = page.locator(".question-sheet__code p").inner_text()
    drawn = page.locator(".question-sheet__code svg path").evaluate_all("all => all.map((one) => one.getAttribute('d'))")
    assert drawn and all(f'd="{path}"' in qr_svg(f"http://{short}/") for path in drawn)
    page.pdf(path=tmp_path / "notice.pdf", format="A4")
    with pikepdf.open(tmp_path / "notice.pdf") as paper:
        assert len(paper.pages) == 1
    return f"http://{short}"


def answer(phone, page, address, *, language="", words="", name=""):
    """On a phone by touch: the first face, the first box, a sentence; the address is typed from the notice."""
    page.goto(address)
    if language:
        page.locator(f"a[hreflang={language}]").first.tap()
        page.wait_for_url(f"**/{language}/**")
        assert page.locator("html").get_attribute("lang") == language
    if name:
        phone.station(page, f"4-{name}")
    page.locator(".face").first.tap()
    page.locator(".chip").first.tap()
    if words:
        page.locator("textarea").last.fill(words)
    page.locator("main button[type=submit]").tap()
    page.wait_for_url("**/danke/**")
    if name:
        phone.station(page, f"4-{name}-thanks")


def twice(phone, page):
    """Back, something else, and sent once more: it counts once, and the page says so."""
    page.go_back()
    page.locator(".face").nth(2).tap()
    page.locator("main button[type=submit]").tap()
    page.wait_for_url("**/danke/?again=1")
    phone.station(page, "4-twice")
    assert "Er zählt einmal" in page.inner_text("main")


def conclude(phone, page, survey):
    """Closed today, published tomorrow: what was heard and what is done."""
    detail = phone.address + reverse("offers:survey_detail", args=[survey.pk])
    with by_keyboard(page) as keys:
        page.goto(detail)
        phone.station(page, "4-result")
        keys.press("Ändern…")
        keys.fill("closes", f"{timezone.localdate():%d.%m.%Y}")
        keys.press("Speichern")
    with as_owner():
        assert Survey.objects.get().closes == timezone.localdate()
    with time_machine.travel(timezone.now() + timedelta(days=1)), by_keyboard(page) as keys:
        page.goto(detail)
        keys.press("Antwort schreiben")
        keys.fill_in(heard=HEARD, doing=DOING)
        keys.tick("publish")
        phone.station(page, "4-conclude")
        keys.press("Speichern")
        keys.says("Veröffentlicht. Familien lesen es jetzt.")
        phone.station(page, "4-published")


def test_a_survey_goes_from_the_notice_on_the_door_to_what_families_read(phone, world, tmp_path):
    """Five families, one of them in Ukrainian without JavaScript, one of them twice; nothing is shown of four."""
    page = phone.new(world.people["coordinator"])
    survey = ask(phone, world, page)
    address, detail = from_notice(page, tmp_path), phone.address + reverse("offers:survey_detail", args=[survey.pk])
    families = [phone.new(touch=True, script=number != 1) for number in range(5)]
    answer(phone, families[0], address, name="family")
    answer(phone, families[1], address, language="uk", words=WISH, name="uk")
    twice(phone, families[0])
    for family in families[2:4]:
        answer(phone, family, address)
    assert sheets() == 4
    page.goto(detail)
    assert "Bisher 4 Bögen" in page.inner_text("main") and not page.locator("main table").count()
    answer(phone, families[4], address)
    assert sheets() == 5
    with as_owner():
        faces = list(SurveyAnswer.objects.filter(question__number=1).values_list("choices", flat=True))
        assert faces == [[1]] * 5 and SurveyAnswer.objects.filter(words=WISH).count() == 1
    conclude(phone, page, survey)
    with as_owner():
        assert Survey.objects.get().published_on == timezone.localdate() + timedelta(days=1)
    read(phone, families[4], world)


def read(phone, page, world):
    """From the page of the house: what was heard, what is done, the figures; never a sentence of a family."""
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        page.goto(f"{phone.address}/familien/{world.own.slug}/")
        phone.station(page, "4-house")
        page.get_by_role("link", name="Das haben wir gehört").first.tap()
        page.wait_for_url("**/gehoert/")
        page.get_by_text("Die Zahlen dazu").tap()
        phone.station(page, "4-heard")
    shown = page.inner_text("main")
    assert HEARD in shown and DOING in shown and "5 haben geantwortet." in shown and WISH not in page.content()
