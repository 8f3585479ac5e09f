"""What becomes of families that have signed up when the house changes something: whoever is concerned is told, and the house knows before."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from offers.models import Offer, Session, SignUp
from sites.core.wall import set_wall
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.offers.test_signups import date, day, form_of, page_of, published, states, take, text_of, told

__all__ = ["date"]


def status_of(taken):
    return text_of(Client().get(reverse("offers:place_status", args=[taken.secret])))


# In a crisis ----------------------------------------------------------------------------------------------------------


def test_an_offer_that_goes_on_in_a_crisis_takes_its_families_along_and_tells_them(world, date, client_of):
    taken = [take(date, number) for number in range(4)]  # two are in, two wait
    told()
    with as_owner():
        make.make_period(world.own, ends=day(10))
    client, form = client_of("coordinator"), reverse("offers:crisis_offer_create", args=[world.own.pk, "T1"])
    typed = {"title": "Am Telefon", "starts": f"{day(0):%d.%m.%Y}", "replaces": date.offer_id}
    asked = text_of(client.post(form, typed), 422)
    assert "Vier Familien sind angemeldet oder warten. Sie bekommen Bescheid." in asked and told() == []
    assert client.post(form, typed | {"sure": "on"}).status_code == 302
    with as_owner():
        new, moved = Offer.objects.get(title="Am Telefon"), Session.objects.get(pk=date.pk)
        assert (new.registration, new.capacity, new.waiting_list, new.continues_id) == ("required", 2, True, date.offer_id)
        assert moved.offer_id == new.pk and Session.objects.get(held_on=day(14)).offer_id == date.offer_id
    assert told() == [(f"familie{number}@post.example", "Geändert: Babytreff") for number in range(4)]
    assert "Am Telefon" in mail.outbox[0].body and "(vorher: Babytreff)" in mail.outbox[0].body
    assert states(date) == ["in", "in", "waiting", "waiting"] and "Am Telefon" in status_of(taken[0])
    listed = reverse("offers:signup_list", args=[date.pk])
    assert listed in text_of(client.get(new.get_absolute_url()))


def test_after_a_crisis_the_dates_take_place_as_before(world, date, client_of):
    with as_owner():
        period = make.make_period(world.own)
        new = make.make_offer(world.own, "Am Telefon", registration="required", capacity=2, continues=date.offer)
        Session.objects.filter(offer=date.offer).update(offer=new)
        logged = make.make_session(new, day(-1), figures=(1, 1, 1))
    published(world)
    take(date)
    told()
    client, form = client_of("coordinator"), reverse("offers:crisis_offer_end", args=[new.pk])
    assert form in text_of(client.get(new.get_absolute_url()))
    with as_owner():
        type(period).objects.filter(pk=period.pk).update(ends=day(9))
    assert f'value="{day(10):%d.%m.%Y}"' in text_of(client.get(form))  # the day after
    assert "1 Termin findet wieder als „Babytreff“ statt." in text_of(client.post(form, {"since": f"{day(10):%d.%m.%Y}"}, follow=True))
    with as_owner():
        assert Session.objects.get(held_on=day(14)).offer_id == date.offer_id and Session.objects.get(pk=date.pk).offer_id == new.pk
    assert "Eine Familie ist angemeldet oder wartet." in text_of(client.post(form, {"since": f"{day(0):%d.%m.%Y}"}), 422)
    client.post(form, {"since": f"{day(0):%d.%m.%Y}", "sure": "on"})
    with as_owner():
        assert Session.objects.get(pk=date.pk).offer_id == date.offer_id and Session.objects.get(pk=logged.pk).offer_id == new.pk
    assert told() == [("familie0@post.example", "Geändert: Am Telefon")] and "Babytreff" in mail.outbox[0].body


def test_dates_that_stand_there_already_are_not_doubled_after_a_crisis(world, date, client_of):
    with as_owner():
        new = make.make_offer(world.own, "Am Telefon", continues=date.offer)
        make.make_session(new, day(7), at=date.starts_at)
    form = reverse("offers:crisis_offer_end", args=[new.pk])
    assert f"gibt es dieses Angebot schon am {day(7):%d.%m.%Y}" in text_of(client_of("head").post(form, {"since": f"{day(0):%d.%m.%Y}"}), 422)


@pytest.mark.guard("carried-until")
def test_an_offer_of_a_crisis_takes_no_dates_after_its_last_day(world, date, client_of):
    with as_owner():
        make.make_period(world.own)
    typed = {"title": "Am Telefon", "starts": f"{day(0):%d.%m.%Y}", "ends": f"{day(8):%d.%m.%Y}", "replaces": date.offer_id}
    client_of("coordinator").post(reverse("offers:crisis_offer_create", args=[world.own.pk, "T1"]), typed)
    with as_owner():
        assert {row.offer.title for row in Session.objects.filter(held_on__in=[day(7), day(14)])} == {"Am Telefon", "Babytreff"}
        assert Session.objects.get(held_on=day(14)).offer.title == "Babytreff"


# What the house changes at an offer -----------------------------------------------------------------------------------


def classify(client, offer, **typed):
    """The second form of an offer, sent with what it shows and what is typed."""
    at = reverse("offers:offer_classify", args=[offer.pk])
    form = client.get(at).context["form"]
    shown = {name: form[name].value() for name in ("origin", "registration", "capacity", "fee", "waiting_list")}
    return client.post(at, {name: value for name, value in shown.items() if value not in (None, False)} | {"marks": form.marks()} | typed)


@pytest.mark.guard("signup-turn")
def test_nobody_passes_who_waits(world, date):
    for number in range(3):
        take(date, number)
    with as_owner():  # places that came about without a word to the list
        SignUp.objects.filter(email="familie0@post.example").update(state="off")
    assert take(date, 8).answer == "waiting" and states(date) == ["off", "in", "in", "waiting"]


def test_where_nobody_signs_up_any_more_everybody_has_a_place(world, date, client_of):
    taken = [take(date, number) for number in range(3)]
    told()
    client = client_of("coordinator")
    asked = text_of(classify(client, date.offer, registration="none"), 422)
    assert "Drei Familien sind angemeldet oder warten. Wer wartet, bekommt einen Platz und Bescheid." in asked
    assert classify(client, date.offer, registration="none", sure="on").status_code == 302
    assert states(date) == ["in"] * 3 and told() == [("familie2@post.example", "Ein Platz ist frei, Sie sind dabei: Babytreff")]
    assert "Sie sind dabei" in status_of(taken[2])
    assert reverse("offers:signup_list", args=[date.pk]) in text_of(client.get(date.offer.get_absolute_url()))
    set_wall([world.own.pk])
    assert take(date, 8, by_house=True).answer == "in"


def test_places_for_all_move_the_list_up_when_sign_ups_begin_again(world, date):
    for number in range(3):
        take(date, number)
    with as_owner():
        Offer.objects.filter(pk=date.offer_id).update(registration="optional", capacity=None)
    assert states(date) == ["in"] * 3


def test_an_offer_that_is_hidden_says_how_many_have_signed_up_and_keeps_its_list(world, date, client_of):
    take(date)
    client, at = client_of("coordinator"), reverse("offers:offer_edit", args=[date.offer_id])
    form = client.get(at).context["form"]
    typed = {"title": "Babytreff", "types": ["encounter"], "starts": "01.01.2024", "where": "inside", "room": "Familienraum", "executor": "own_staff"}
    typed |= {"action_field": date.offer.action_field_id, "marks": form.marks()}
    assert "Eine Familie ist angemeldet oder wartet. Ihre Anmeldung gilt weiter" in text_of(client.post(at, typed), 422)
    assert client.post(at, typed | {"sure": "on"}).status_code == 302
    assert reverse("offers:signup_list", args=[date.pk]) in text_of(client.get(date.offer.get_absolute_url()))
    assert "Drei" not in text_of(client.get(at)) and "Eine Familie ist angemeldet oder wartet. Sie bekommt Bescheid." in text_of(client.get(at))
    edit = reverse("offers:session_edit", args=[date.pk])
    assert "Eine Familie ist angemeldet oder wartet. Sie bekommt Bescheid." in text_of(client.get(edit))


def test_fewer_places_than_families_are_asked_for(world, date, client_of):
    for number in range(2):
        take(date, number)
    client = client_of("head")
    asked = text_of(classify(client, date.offer, capacity="1"), 422)
    assert "sind 2 Familien dabei, mehr als 1 Platz. Sie behalten ihren Platz" in asked
    assert classify(client, date.offer, capacity="1", sure="on").status_code == 302 and states(date) == ["in", "in"]
    assert classify(client, date.offer, capacity="2").status_code == 302


def test_another_room_of_the_offer_is_told_and_another_name_is_copied(world, date):
    take(date)
    told()
    with as_owner():
        moved = make.make_session(date.offer, day(9), place="Am See 1")
    published(world)
    take(moved, 1)
    told()
    with as_owner():
        date.offer.title, date.offer.room = "Krabbelgruppe", "Saal"
        date.offer.save()
    published(world)
    assert told() == [("familie0@post.example", "Geändert: Krabbelgruppe")] and "Saal" in mail.outbox[0].body


def test_an_earlier_end_says_how_many_families_lose_their_date(world, date, client_of):
    take(date)
    client, at = client_of("coordinator"), reverse("offers:offer_edit", args=[date.offer_id])
    form = client.get(at).context["form"]
    typed = {"title": "Babytreff", "types": ["encounter"], "starts": "01.01.2024", "where": "inside", "room": "Familienraum", "executor": "own_staff"}
    typed |= {"action_field": date.offer.action_field_id, "marks": form.marks(), "public": "on", "ends": f"{day(2):%d.%m.%Y}"}
    asked = text_of(client.post(at, typed), 422)
    assert "2 geplante Termine entfallen damit" in asked and "Eine Familie ist angemeldet oder wartet. Sie bekommt Bescheid." in asked


# What the house changes at a date -------------------------------------------------------------------------------------


@pytest.mark.guard("signup-shown")
def test_nobody_is_signed_up_for_another_day_than_was_chosen(world, date):
    browser = Client()
    page = text_of(browser.get(page_of(date)))
    shown = re.search(r'name="shown" value="([^"]*)"', page)[1]
    typed = form_of(browser, date, shown=shown)
    with as_owner():
        Session.objects.filter(pk=date.pk).update(held_on=day(8))
    published(world)
    answer = browser.post(page_of(date), typed)
    text = text_of(answer, 422)
    assert "Dieser Termin ist jetzt am" in text and f"{day(8).day}." in text and 'value="Anna"' in text and states(date) == []
    again = re.search(r'name="shown" value="([^"]*)"', text)[1]
    assert browser.post(page_of(date), typed | {"shown": again}).status_code == 302 and states(date) == ["in"]


@pytest.mark.parametrize("shown", ["", "x", "=", "7=gestern", "7"])
def test_what_was_shown_may_be_missing_or_nonsense(world, date, shown):
    assert Client().post(page_of(date), form_of(Client(), date, shown=shown.replace("7", str(date.pk)))).status_code == 302


def test_the_page_of_a_date_that_was_taken_out_does_not_thank_for_giving_it_back(world, date):
    taken = take(date)
    with as_owner():
        Session.objects.filter(pk=date.pk).delete()
    for name in ("place_status", "place_cancel"):
        text = text_of(Client().get(reverse(f"offers:{name}", args=[taken.secret])))
        assert "Der Termin fällt aus" in text and "abgegeben" not in text and "abgesagt" not in text


def test_the_page_of_a_cancelled_date_asks_for_nothing(world, date):
    taken = take(date)
    with as_owner():
        Session.objects.filter(pk=date.pk).update(cancelled=True)
    published(world)
    assert "Sie brauchen nichts zu tun." in status_of(taken) and "Doch keine Zeit?" not in status_of(taken)
    cancel = text_of(Client().get(reverse("offers:place_cancel", args=[taken.secret])))
    assert "Der Termin fällt aus" in cancel and "Möchten Sie absagen?" not in cancel


@pytest.mark.guard("restored-waits")
def test_whoever_waits_has_no_place_at_a_date_that_takes_place_after_all(world, date):
    for number in range(3):
        take(date, number)
    for cancelled in (True, False):
        told()
        with as_owner():
            Session.objects.filter(pk=date.pk).update(cancelled=cancelled)
    assert [subject for _, subject in told()] == ["Findet doch statt: Babytreff"] * 3
    said = {one.to[0][7]: one.body for one in mail.outbox}
    assert ["Ihre Anmeldung gilt." in said[number] for number in "012"] == [True, True, False]
    assert "Sie stehen auf der Warteliste" in said["2"]


@pytest.mark.guard("signup-past")
def test_the_house_signs_nobody_up_for_what_is_over_or_falls_out(world, date, client_of):
    with as_owner():
        over = make.make_session(date.offer, day(-1))
        out = make.make_session(date.offer, day(3), cancelled=True)
    client = client_of("coordinator")
    for session, why in ((over, "hat schon begonnen"), (out, "fällt aus")):
        at = reverse("offers:signup_create", args=[session.pk])
        assert at not in text_of(client.get(reverse("offers:signup_list", args=[session.pk])))
        assert why in text_of(client.post(at, {"name": "Olga", "contact": ""}), 422) and states(session) == []
        set_wall([world.own.pk])
        assert take(session, by_house=True).answer in {"past", "cancelled"}
        set_wall()
