"""Families take a place at a date without an account, give it back, move up and are told; the house sees who comes, for as long as it needs."""

import re
from datetime import datetime, time, timedelta
from html import unescape

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from offers.forms.families import contact_of
from offers.models import Session, SignUp
from offers.services.publishing import publish
from offers.services.sessions import Move, call_off, move_session, restore_session
from offers.services.signups import forget_past_signups, give_back, secret_of, sign_up
from sites.core.access import Access
from sites.core.jobs import run
from sites.core.strangers import hash_of
from sites.core.wall import set_wall
from sites.models import Entry, Job, RefusedAddress
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner

OF_EVERY_REQUEST = 5
MAIL, PHONE = ("anna@post.example", ""), ("", "036775551079")


def day(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def date(world):
    """A published date of an offer with two places, in a week; another one a week later."""
    with as_owner():
        offer = make.make_offer(world.own, "Babytreff", registration="required", capacity=2, room="Familienraum")
        session = make.make_session(offer, day(7), at=time(9))
        make.make_session(offer, day(14), at=time(9))
    published(world)
    return session


def published(world):
    set_wall([world.own.pk])
    publish(site=world.own.pk, today=day(0))
    set_wall()


def page_of(session):
    return reverse("offers:family_offer", args=[session.offer.site.slug, "babytreff"])


def text_of(response, status=200):
    assert response.status_code == status
    return " ".join(unescape(response.content.decode()).split())


def form_of(browser, at, **typed):
    """What the page asks for, as somebody fills it in who has taken a minute."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        form = browser.get(page_of(at)).context["form"]
    return {"session": at.pk, "name": "Anna", "contact": MAIL[0], "website": "", "made": form.initial["made"], **typed}


def take(session, number=0, **more):
    return sign_up(session=session.pk, name=f"Familie {number}", contact=(f"familie{number}@post.example", ""), **more)


def states(session):
    with as_owner():
        return list(SignUp.objects.filter(session=session).order_by("pk").values_list("state", flat=True))


def told():
    """Run what waits to be sent: (address, subject) of each mail, in order."""
    mail.outbox.clear()
    with as_owner():
        waiting = list(Job.objects.filter(name="offers.mail_signup", state="queued").order_by("pk").values_list("pk", flat=True))
    for job in waiting:
        set_wall()
        assert run(job) == "done"
    return [(one.to[0], one.subject) for one in mail.outbox]


# Taken ------------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R018.D2", "R260.H")
def test_a_family_takes_a_place_in_three_fields_and_gives_it_back(world, date):
    browser = Client()
    page = text_of(browser.get(page_of(date)))
    for words in ("Was kostet das? Nichts.", "noch 2 Plätze", "14 Tage nach dem Termin löschen wir alles.", "Ohne Konto."):
        assert words in re.sub(r"<[^>]+>", " ", page).replace("  ", " ") or words in page
    form = browser.get(page_of(date)).context["form"]
    assert [field.name for field in form.visible_fields()] == ["session", "name", "contact"]
    answer = browser.post(page_of(date), form_of(browser, date))
    status = text_of(browser.get(answer["Location"]))
    assert answer.status_code == 302 and "Sie sind dabei" in status and "Familienraum" in status
    ((address, subject),) = told()
    assert (address, subject) == (MAIL[0], "Sie sind dabei: Babytreff") and answer["Location"] in mail.outbox[0].body
    cancel = answer["Location"] + "absagen/"
    assert "Möchten Sie absagen?" in text_of(browser.get(cancel)) and states(date) == ["in"]
    assert "Dieser Platz ist schon frei" in text_of(browser.post(cancel, follow=True)) and states(date) == ["off"]
    assert "Dieser Platz ist schon frei" in text_of(browser.post(cancel, follow=True))
    with as_owner():
        row = SignUp.objects.get()
        assert (row.name, row.email, row.phone) == ("", "", "")


@pytest.mark.req("R260.H")
def test_who_comes_too_late_reads_the_place_on_the_waiting_list(world, date):
    for number in range(4):
        take(date, number)
    browser = Client()
    assert "ausgebucht, Warteliste" in text_of(browser.get(page_of(date)))
    answer = browser.post(page_of(date), form_of(browser, date))
    status = text_of(browser.get(answer["Location"]))
    for words in ("Danke, Ihr Wunsch ist da", "Platz 3, noch nicht dabei", "2 Familien sind vor Ihnen", "An einem anderen Tag ist noch Platz"):
        assert words in status
    with as_owner():
        other = Session.objects.get(held_on=day(14))
    assert f"?tag={other.pk}" in status
    assert browser.get(page_of(date), {"tag": other.pk}).context["form"].initial["session"] == other.pk


@pytest.mark.guard("cancel-post")
def test_looking_at_the_link_cancels_nothing(world, date):
    taken = take(date)
    for _ in range(3):
        answer = Client().get(reverse("offers:place_cancel", args=[taken.secret]))
    assert states(date) == ["in"]
    assert answer["X-Robots-Tag"] == "noindex" and answer["Referrer-Policy"] == "same-origin" and "no-store" in answer["Cache-Control"]


def test_the_row_keeps_only_the_hash_of_the_link(world, date):
    taken = take(date)
    with as_owner():
        row = SignUp.objects.get()
        assert row.secret_hash == hash_of(taken.secret) and taken.secret == secret_of(row.nonce)
        with connection.cursor() as cursor:
            cursor.execute("SELECT t::text FROM offers_signup t")
            assert taken.secret not in cursor.fetchone()[0]
    assert Client().get(reverse("offers:place_status", args=["x" * 40])).status_code == 404


def test_the_same_click_five_times_is_one_sign_up(world, date):
    browser = Client()
    typed = form_of(browser, date) | {"once": "abc"}
    answers = {browser.post(page_of(date), typed)["Location"] for _ in range(5)}
    assert len(answers) == 1 and states(date) == ["in"] and len(told()) == 1


def test_the_same_address_has_one_place(world, date):
    browser = Client()
    for contact in (MAIL[0], "ANNA@post.example", "+49 3677 555-1079", "03677/5551079"):
        browser.post(page_of(date), form_of(browser, date, contact=contact))
    with as_owner():
        assert list(SignUp.objects.exclude(state="off").order_by("pk").values_list("email", "phone")) == [MAIL, PHONE]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"contact": ""}, "Bitte schreiben Sie eine E-Mail-Adresse oder eine Telefonnummer."),
        ({"contact": "anna@"}, "Diese E-Mail-Adresse ist nicht vollständig."),
        ({"contact": "morgen"}, "oder eine Telefonnummer mit Vorwahl"),
        ({"name": " "}, "Bitte schreiben Sie Ihren Vornamen."),
        ({"name": "x" * 61}, "höchstens 60 Zeichen"),
        ({"session": ""}, "Bitte wählen Sie einen Tag."),
        ({"session": "999999"}, "Diesen Tag gibt es nicht mehr."),
        ({"website": "https://spam.example"}, "Bitte rufen Sie uns an"),
        ({"made": "gefälscht"}, "Die Seite stand lange offen."),
    ],
)
@pytest.mark.guard("honeypot")
def test_what_is_wrong_is_said_and_nothing_is_lost(world, date, typed, sentence):
    browser = Client()
    text = text_of(browser.post(page_of(date), form_of(browser, date, **typed)), 422)
    assert sentence in text and states(date) == []
    assert 'value="Anna"' in text or "name" in typed


@pytest.mark.guard("too-quick")
def test_who_is_quicker_than_people_is_asked_to_send_again(world, date):
    browser = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        made = browser.get(page_of(date)).context["form"].initial["made"]
        typed = form_of(browser, date, made=made)
        assert "Das ging sehr schnell." in text_of(browser.post(page_of(date), typed), 422)
        clock.shift(timedelta(seconds=3))
        assert browser.post(page_of(date), typed).status_code == 302


def test_from_one_address_so_many_an_hour(world, date):
    browser = Client()
    typed = form_of(browser, date)
    answers = [browser.post(page_of(date), typed | {"contact": f"a{number}@post.example"}).status_code for number in range(31)]
    assert answers[:30] == [302] * 30 and answers[30] == 422 and len(states(date)) == 30


@pytest.mark.parametrize("name", ["مريم 👶", "Олена", "<script>alert(1)</script>"])
def test_names_of_the_world_arrive_as_they_are(world, date, client_of, name):
    browser = Client()
    assert browser.post(page_of(date), form_of(browser, date, name=name)).status_code == 302
    raw = client_of("coordinator").get(reverse("offers:signup_list", args=[date.pk])).content.decode()
    assert name in unescape(raw) and "<script>alert" not in raw


@pytest.mark.guard("signup-public", "signup-cancelled")
def test_what_takes_no_sign_ups_takes_none(world, date):
    with as_owner():
        open_door = make.make_offer(world.own, "Elterncafé")
        private = make.make_offer(world.own, "Intern", public=False, registration="required")
        sessions = [make.make_session(open_door, day(3)), make.make_session(private, day(3)), make.make_session(date.offer, day(-1), at=time(8))]
        out = make.make_session(date.offer, day(4), cancelled=True)
    published(world)
    for session in sessions:
        assert take(session).answer == "gone"
    assert take(out).answer == "cancelled" and sign_up(session=10**9, name="x", contact=MAIL).answer == "gone"
    with time_machine.travel(datetime.combine(day(7), time(12), timezone.get_current_timezone())):
        assert take(date).answer == "past"
    with as_owner():
        date.offer.waiting_list = False
        date.offer.save()
    assert [take(date, number).answer for number in range(3)] == ["in", "in", "full"]
    assert Client().post(reverse("offers:family_offer", args=[world.own.slug, "elterncafe"]), {}).status_code == 404


@pytest.mark.guard("signup-many")
def test_a_date_takes_no_endless_list(world, date):
    with as_owner():
        common = {"site": world.own, "session": date, "title": "Babytreff", "held_on": date.held_on, "starts_at": date.starts_at}
        SignUp.objects.bulk_create(
            SignUp(**common, state="waiting", email=f"x{number}@post.example", created=timezone.now()) for number in range(500)
        )
    assert take(date).answer == "many"


@pytest.mark.req("R260.K")
def test_the_house_reads_that_a_required_sign_up_keeps_families_away(world, date, client_of):
    address = reverse("offers:offer_detail", args=[date.offer_id])
    take(date)
    text = text_of(client_of("coordinator").get(address))
    assert "Nur mit Anmeldung: Manche Familien kommen dann nicht." in text and "1 von 2 angemeldet" in text
    assert "1 von 2 angemeldet" not in text_of(client_of("parent_representative").get(address))
    with as_owner():
        type(date.offer).objects.filter(pk=date.offer_id).update(registration="optional")
    assert "Nur mit Anmeldung: Manche" not in text_of(client_of("coordinator").get(address))


def test_numbers_are_written_in_one_way():
    for typed, number in [("03677 555-1079", "036775551079"), ("+49 (0)3677 5551079", "036775551079"), ("0049 3677 5551079", "036775551079")]:
        assert contact_of(typed) == ("", number)
    assert contact_of("+380 44 123 4567") == ("", "+380441234567") and contact_of(" Anna@Post.Example ") == ("anna@post.example", "")


# Given back, moved up, told -----------------------------------------------------------------------------------------------


@pytest.mark.guard("cancel-once")
def test_a_place_that_is_given_back_goes_to_who_waits_longest(world, date):
    taken = [take(date, number) for number in range(5)]
    told()
    assert give_back(secret=taken[0].secret) == "in" and states(date) == ["off", "in", "in", "waiting", "waiting"]
    assert told() == [("familie2@post.example", "Ein Platz ist frei, Sie sind dabei: Babytreff")]
    assert give_back(secret=taken[0].secret) == "again" and give_back(secret="unbekannt") == "gone"
    assert give_back(secret=taken[3].secret) == "waiting" and states(date)[3:] == ["off", "waiting"] and told() == []
    status = text_of(Client().get(reverse("offers:place_status", args=[taken[4].secret])))
    assert "Platz 1, noch nicht dabei" in status and "Sie sind als Nächste an der Reihe." in status


def test_more_places_move_the_list_up(world, date):
    for number in range(5):
        take(date, number)
    told()
    with as_owner():
        date.offer.capacity = 4
        date.offer.save()
    assert states(date) == ["in"] * 4 + ["waiting"] and len(told()) == 2


def test_whoever_has_signed_up_is_told_what_becomes_of_the_date(world, date):
    take(date)
    sign_up(session=date.pk, name="Olga", contact=PHONE)
    told()
    access = Access(world.people["coordinator"])
    set_wall([world.own.pk], person=access.user.pk)
    session = Session.objects.get(pk=date.pk)
    move_session(access=access, session=session, move=Move(day(8), time(10), time(11)))
    assert told() == [("familie0@post.example", "Geändert: Babytreff")]
    assert "10:00 Uhr" in mail.outbox[0].body and f"{day(7):%Y}" in mail.outbox[0].body and "vorher" in mail.outbox[0].body
    set_wall([world.own.pk], person=access.user.pk)
    session = Session.objects.get(pk=date.pk)
    call_off(access=access, session=session, reason="room")
    assert told() == [("familie0@post.example", "Fällt aus: Babytreff")]
    set_wall([world.own.pk], person=access.user.pk)
    restore_session(access=access, session=session)
    assert told() == [("familie0@post.example", "Findet doch statt: Babytreff")]
    with as_owner():
        phone = SignUp.objects.get(name="Olga")
    assert phone.call == "restored" and phone.held_on == day(8)


def test_an_offer_that_is_removed_leaves_nobody_waiting(world, date, client_of):
    take(date)
    sign_up(session=date.pk, name="Olga", contact=PHONE)
    told()
    coordinator = client_of("coordinator")
    edit = reverse("offers:offer_edit", args=[date.offer_id])
    marks = coordinator.get(edit).context["form"].marks()
    assert coordinator.post(edit, {"remove": "1", "marks": marks}).status_code == 302
    with as_owner():
        assert not Session.objects.filter(pk=date.pk).exists() and set(SignUp.objects.values_list("state", "session")) == {("off", None)}
    assert told() == [("familie0@post.example", "Fällt aus: Babytreff")]
    calls = text_of(coordinator.get(reverse("offers:signup_calls", args=[world.own.pk])))
    assert "Olga" in calls and "den Termin gibt es nicht mehr" in calls
    assert Client().get(page_of(date)).status_code == 404


# What the house sees ------------------------------------------------------------------------------------------------------


@pytest.mark.guard("signup-wall", "cancel-wall")
def test_the_house_writes_down_who_calls_and_who_does_not_come(world, date, client_of):
    coordinator, listed = client_of("coordinator"), reverse("offers:signup_list", args=[date.pk])
    for number in range(3):
        new = {"name": f"Anruf {number}", "contact": f"0367755510{number}0"}
        assert coordinator.post(reverse("offers:signup_create", args=[date.pk]), new).status_code == 302
    text = text_of(coordinator.get(listed))
    assert "2 von 2 Plätzen belegt, eine Familie wartet." in text and "Anruf 2" in text
    assert "Anruf 2" in text_of(client_of("professional").get(listed)) and client_of("coordinator", elsewhere=True).get(listed).status_code == 404
    with as_owner():
        first = SignUp.objects.order_by("pk").first()
    set_wall([world.foreign.pk])
    assert give_back(number=first.pk) == "gone" and take(date, by_house=True).answer == "gone"
    assert coordinator.post(reverse("offers:signup_strike", args=[first.pk])).status_code == 302 and states(date) == ["off", "in", "in"]
    calls = reverse("offers:signup_calls", args=[world.own.pk])
    assert "hat jetzt einen Platz" in text_of(coordinator.get(calls))
    with as_owner():
        last = SignUp.objects.order_by("pk").last()
        assert all("Anruf" not in entry.text for entry in Entry.objects.all())
    coordinator.post(reverse("offers:signup_called", args=[last.pk]))
    assert "Kein Anruf offen" in text_of(coordinator.get(calls))


@pytest.mark.guard("signups-stay")
@pytest.mark.req("R018.D2")
def test_fourteen_days_later_names_are_gone_and_the_count_stays(world, date, client_of):
    take(date)
    take(date, 1)
    with as_owner():
        RefusedAddress.objects.create(place_id=world.own.pk, email="familie1@post.example", said="550")
        Job.objects.filter(name="offers.mail_signup").update(error="familie1@post.example nimmt keine E-Mail an.", state="failed")
    set_wall()
    assert forget_past_signups(day(21)) == 0 and forget_past_signups(day(22)) == 2 and forget_past_signups(day(22)) == 0
    with as_owner():
        rows = list(SignUp.objects.values_list("name", "email", "phone", "secret_hash", "state"))
        assert rows == [("", "", "", "", "in")] * 2 and not RefusedAddress.objects.exists()
        assert not Job.objects.filter(error__contains="@").exists()
    text = text_of(client_of("coordinator").get(reverse("offers:signup_list", args=[date.pk])))
    assert "2 von 2 Plätzen belegt." in text and "sind gelöscht" in text


def test_lists_ask_the_same_number_of_questions(world, date, client_of, own_queries):
    client, counts = client_of("coordinator"), []
    for number in (3, 27):
        for index in range(number):
            sign_up(session=date.pk, name=f"{number}-{index}", contact=("", f"0367700{number:03}{index:03}"))
        with own_queries() as seen:
            client.get(reverse("offers:signup_list", args=[date.pk]))
        with own_queries() as of_page:
            Client().get(page_of(date))
        counts.append((seen.count, of_page.count))
    assert counts[0] == counts[1] and counts[0][0] <= 8 + OF_EVERY_REQUEST and counts[0][1] <= 8 + OF_EVERY_REQUEST
