"""An offer planned on a phone out of a need, with a fortnightly series over Christmas: with the keyboard alone, from the page of the need."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.models import Offer, Session
from sites.core.days import date_long, dayname
from tests import factories as make
from tests.conftest import as_owner, make_world
from tests.phones import by_keyboard
from tests.proofs.keyboard import written

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORTNIGHT = timedelta(weeks=2)


@pytest.fixture
def need():
    world = make_world()
    with as_owner():
        make.action_field(3), make.legal_basis(2)
        need = make.make_need(world.own, "Am Wochenende fehlt ein Treffpunkt", voices=6)
    return world, need


def feasts(year):
    return {date(year, 12, 24), date(year, 12, 25), date(year, 12, 26), date(year + 1, 1, 1)}


def next_christmas():
    """The year of the next Christmas that is more than a fortnight away."""
    today = timezone.localdate()
    return today.year if today + FORTNIGHT < date(today.year, 12, 24) else today.year + 1


def days_of(first, last, weekdays):
    """Every second week from that of the first day on, its weekday and those chosen beside it."""
    monday = first - timedelta(days=first.weekday())
    every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return {day for day in every if (day - monday).days // 7 % 2 == 0 and day.isoweekday() in {first.isoweekday(), *weekdays}}


def plan(keys, title, first, last, weekdays):
    """The five answers, and what else stands at when; sent once, so that the days are shown."""
    keys.fill("title", title)
    keys.tick("types", "encounter")
    keys.fill_in(held_on=written(first), until=written(last))
    keys.select("rhythm", "alle zwei Wochen")
    keys.fill_in(starts_at="9:30", ends_at="11:30")
    if weekdays:
        keys.open("Seltenere Rhythmen…")
        for day in weekdays:
            keys.tick("weekdays", str(day))
    keys.choose("executor", "volunteer")
    keys.press("Angebot anlegen")


@pytest.mark.parametrize("over", ["christmas", "new year"])
def test_a_fortnightly_series_over_christmas_has_no_date_on_a_feast_and_none_falls_out(phone, need, over):
    """From the page of the need to the year of the offer: what is left out is shown before it is saved, and never counted as fallen out."""
    world, need = need
    year = next_christmas()
    feast = date(year, 12, 25) if over == "christmas" else date(year + 1, 1, 1)
    weekdays = [date(year, 12, day).isoweekday() for day in (24, 26)] if over == "christmas" else []
    first, last = feast - FORTNIGHT, feast + 3 * FORTNIGHT
    days = days_of(first, last, sorted(weekdays))
    left_out = days & feasts(year)
    page = phone.new(world.people["coordinator"])
    with by_keyboard(page) as keys:
        page.goto(phone.address + reverse("planning:need_edit", args=[need.pk]))
        phone.station(page, "2-need")
        keys.press("Angebot Angebot planen")
        phone.station(page, "2-form")
        assert page.locator("input[name=needs]:checked").get_attribute("value") == str(need.pk)
        plan(keys, "Samstagsfrühstück", first, last, sorted(weekdays))
        phone.station(page, "2-preview")
        seen, number = page.locator("li.is-left-out").all_inner_texts(), page.locator("[name=day]:checked").count()
        with as_owner():
            assert not Offer.objects.exists() and not Session.objects.exists()
        assert feast in left_out and number + len(seen) == len(days)
        for one in left_out:
            assert [words for words in seen if words.startswith(f"{dayname(one)}, {date_long(one)}") and "entfällt" in words], seen
        keys.press(f"Angebot mit {number} Terminen anlegen")
        phone.station(page, "2-offer")
        keys.says(need.title, f"Termine {first.year}", f"mit {number} Terminen")
        for shown in (year, year + 1):
            page.goto(f"{page.url.partition('?')[0]}?year={shown}")
            assert "ausgefallen" not in page.inner_text("main") and not page.get_by_text("fällt aus").count()
    with as_owner():
        offer = Offer.objects.get()
        held = dict(Session.objects.filter(offer=offer).values_list("held_on", "cancelled"))
        assert list(offer.needs.all()) == [need]
    assert len(held) == number and held.keys() <= days - feasts(year) and not any(held.values())
    assert first in held and last in held  # the others can lie in school holidays
