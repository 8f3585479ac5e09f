"""What stands beside the dates on the page of a house: drawings with a few words, and the days on which the house is closed."""

import re
from datetime import date, datetime
from html import unescape

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from offers.models import ClosingDays, PublicPage
from offers.pages.family_page import SHORT, _shortly, closed_between
from offers.services.publishing import publish
from sites.core.days import BERLIN
from sites.core.wall import set_wall
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.pages import remove

TODAY = date(2026, 12, 2)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(datetime(2026, 12, 2, 9, tzinfo=BERLIN), tick=False):
        yield


def published(world):
    set_wall([world.own.pk])
    return publish(site=world.own.pk, today=TODAY)


def page_of(world, prefix=""):
    address = reverse("offers:family_page", args=[world.own.slug])
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(Client().get(prefix + address).content.decode())).split())


def test_a_date_says_what_makes_it_easier_to_come(world):
    with as_owner():
        told = {"childcare": "Kinder spielen nebenan. Es gibt auch Saft.", "accessibility": "Keine Stufen.", "languages": ["de", "uk"]}
        make.make_session(make.make_offer(world.own, **told), date(2026, 12, 5))
        make.make_session(make.make_offer(world.own, "Abgesagt", childcare="Nebenan Betreuung"), date(2026, 12, 6), cancelled=True)
        make.make_session(make.make_offer(world.own, "Lang", childcare="Eine sehr lange Auskunft über die Betreuung der Kinder"), date(2026, 12, 7))
    published(world)
    page = page_of(world)
    assert "ohne Anmeldung Kinder spielen nebenan auch auf Ukrainisch Keine Stufen" in page
    assert "Saft" not in page and "Nebenan Betreuung" not in page and "sehr lange Auskunft" not in page
    assert "також: українська" in page_of(world, "/uk")


@given(st.text(max_size=200))
def test_a_few_words_stay_few_and_are_the_house_s_own(text):
    short = _shortly(text)
    assert len(short) <= SHORT and short in text


def test_closing_days_stand_on_the_page_and_go_when_they_are_taken_away(world, client_of, monkeypatch):
    published(world)
    browser = client_of("coordinator")
    values = {"name": "Zwischen den Jahren", "starts": "24.12.2026", "ends": "02.01.2027"}
    assert browser.post(reverse("offers:closing_create", args=[world.own.pk]), values).status_code == 302
    assert "Geschlossen: 24. Dezember – 2. Januar" in page_of(world) and "Zwischen den Jahren" not in page_of(world)
    assert "Зачинено: 24 грудня – 2 січня" in page_of(world, "/uk")
    (house,) = Client().get(reverse("offers:family_feed")).json()["houses"]
    assert house["closed"] == [{"from": "2026-12-24", "to": "2027-01-02"}]
    drawn = []
    monkeypatch.setattr("reporting.documents.papers._drawn", lambda html, printed: drawn.append(html) or b"%PDF")
    for year, month in ((2026, 12), (2027, 1), (2027, 2)):
        Client().get(reverse("reporting:month_programme", args=[world.own.slug, year, month]))
    assert ["geschlossen: 24.12.–2.1." in html for html in drawn] == [True, True, False]
    with as_owner():
        row = ClosingDays.objects.get()
    address = reverse("offers:closing_edit", args=[row.pk])
    assert browser.post(address, {**values, "ends": "30.12.2026"}).status_code == 302
    assert "Geschlossen: 24. Dezember – 30. Dezember" in page_of(world)
    assert remove(browser, address).status_code == 302
    assert "Geschlossen" not in page_of(world)


def test_a_closed_house_says_so_today_and_nothing_of_what_is_over(world):
    with as_owner():
        for first, last in ((date(2026, 11, 30), date(2026, 12, 1)), (TODAY, TODAY), (date(2027, 6, 1), date(2027, 6, 2))):
            ClosingDays.objects.create(site=world.own, name="Teamtag", starts=first, ends=last)
    published(world)
    assert "Heute ist geschlossen. Geschlossen: 2. Dezember" in page_of(world) and "Juni" not in page_of(world)
    with time_machine.travel(datetime(2026, 12, 3, 9, tzinfo=BERLIN), tick=False):
        assert "eschlossen" not in page_of(world)


@given(spans=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20))), first=st.integers(0, 60), length=st.integers(0, 30))
def test_a_span_is_named_when_it_shares_a_day(spans, first, length):
    days = [(date.fromordinal(740000 + start), date.fromordinal(740000 + start + more)) for start, more in spans]
    page = PublicPage(closed=[[one.isoformat(), other.isoformat()] for one, other in days])
    asked = {date.fromordinal(740000 + first + number) for number in range(length + 1)}
    shared = sorted(
        (one, other) for one, other in days if asked & {date.fromordinal(number) for number in range(one.toordinal(), other.toordinal() + 1)}
    )
    assert closed_between(page, min(asked), max(asked)) == shared
