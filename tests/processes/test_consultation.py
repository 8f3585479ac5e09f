"""A stranger asks a consultation site for a visit, without an account: never more than the house can, forgotten after a year."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from processes.models import ConsultationProfile, ConsultationVisit
from processes.rules.consultation import visit_counts
from processes.services.consultation import forget_past_visits, secret_of
from sites.core.wall import set_wall
from sites.models import Entry, Job, RefusedAddress
from tests import factories as make
from tests.client import Client, made_at
from tests.conftest import as_owner
from tests.consultation import PHONE, ahead, as_coordinator, ask, house, mails, page_of, send, text_of, typed, visits
from tests.races import second_of_two

__all__ = ["house"]


# Asking -----------------------------------------------------------------------------------------------------------


@pytest.mark.req("R025.D", "R211.D", "R213.H")
def test_a_stranger_asks_without_an_account_and_says_who_asks(house):
    client = Client()
    with_time = send(client, house.own, typed(house.slot))
    assert with_time.status_code == 302
    (visit,) = visits()
    assert (visit.role, visit.kinds, visit.people, visit.state) == ("on_the_way", ["tour", "shadowing"], 4, "asked")
    assert (visit.slot_id, visit.day, visit.email, visit.name) == (house.slot.pk, house.slot.day, "mia@kita.example", "Mia Sommer")
    said = text_of(client.get(with_time["Location"]))
    assert "Ihre Anfrage ist da" in said and f"Nummer {visit.pk}" in said and "Mia Sommer" not in said
    assert with_time["Location"].endswith(f"/{secret_of(visit)}/")
    assert send(client, house.own, typed(None, wished="im März, dienstags", contact="0361 555310")).status_code == 302
    assert visits()[1].day is None and visits()[1].wished == "im März, dienstags" and visits()[1].phone == "0361555310"


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(house):
    for change, words in (
        ({"role": ""}, "Bitte sagen Sie, wer anfragt."),
        ({"kinds": []}, "Bitte wählen Sie mindestens eine Art des Besuchs."),
        ({"organisation": ""}, "für welche Einrichtung"),
        ({"slot": "other"}, "Bitte schreiben Sie, wann es Ihnen passt."),
        ({"people": "0"}, "Wie viele kommen?"),
        ({"people": "61"}, "Wie viele kommen?"),
        ({"contact": "kein Weg"}, "Telefonnummer mit Vorwahl"),
        ({"kinds": ["advice"]}, "Bitte prüfen Sie eine Angabe"),
    ):
        said = text_of(send(Client(), house.own, {**typed(house.slot), **change}), 422)
        assert words in said and "Wie fängt man an?" in said, change
    assert visits() == []
    alone = {**typed(house.slot), "role": "other", "organisation": ""}
    assert send(Client(), house.own, alone).status_code == 302


def test_machines_are_refused(house):
    assert send(Client(), house.own, typed(house.slot), website="x").status_code == 422
    assert "stand lange offen" in text_of(send(Client(), house.own, typed(house.slot), made="nonsense"), 422)
    assert visits() == []


@pytest.mark.guard("visit-taken", "visit-past", "visit-many")
def test_a_time_is_asked_for_once_and_not_when_it_is_over(house):
    assert ask(house.own, house.slot).answer == "asked"
    assert ask(house.own, house.slot).answer == "taken"
    with as_owner():
        today = make.make_slot(house.own, 0)
        foreign = make.make_slot(house.foreign, 20)
    assert ask(house.own, today).answer == "past" and ask(house.own, foreign).answer == "past"
    assert ask(house.foreign, None).answer == "gone"
    for number in range(19):
        assert ask(house.own, wished=f"{number}").answer == "asked"
    assert ask(house.own, wished="noch einmal").answer == "many"


@pytest.mark.guard("visit-lock")
@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_for_the_last_place_the_second_is_refused(house):
    with as_owner():
        make.make_consultation_visit(house.own, day=house.slot.day, state="confirmed")
        other = make.make_slot(house.own, 40, at=time(14))
    second = second_of_two(lambda: ask(house.own, house.slot), lambda: ask(house.own, other, PHONE))
    assert second.answer == "full"
    assert [visit.day == house.slot.day for visit in visits()] == [True, True]


@pytest.mark.guard("limit-lock")
@pytest.mark.django_db(transaction=True)
def test_of_two_of_the_house_at_once_for_the_last_place_the_second_is_refused(house):
    with as_owner():
        make.make_consultation_visit(house.own, day=house.slot.day, state="confirmed")

    def another():
        return make.make_consultation_visit(house.own, day=house.slot.day, state="confirmed")

    second = second_of_two(another, another)
    assert isinstance(second, IntegrityError) and "visit_limit" in str(second)
    assert len(visits()) == 2


@pytest.mark.guard("visit-limit")
def test_the_database_keeps_the_limit_whoever_writes(house):
    with as_owner():
        for state in ("asked", "held"):
            make.make_consultation_visit(house.own, day=house.slot.day, state=state)
        make.make_consultation_visit(house.own, day=house.slot.day, state="declined")
        later = make.make_consultation_visit(house.own, day=house.slot.day + timedelta(days=62), state="confirmed")
        with pytest.raises(IntegrityError, match="visit_limit"), transaction.atomic():
            make.make_consultation_visit(house.own, day=house.slot.day, state="confirmed")
        with pytest.raises(IntegrityError, match="visit_limit"), transaction.atomic():
            ConsultationVisit.objects.filter(pk=later.pk).update(day=house.slot.day)
        with pytest.raises(IntegrityError, match="visit_limit"), transaction.atomic():
            ConsultationVisit.objects.filter(state="declined").update(state="confirmed")
    assert ask(house.own, house.slot).answer == "full"


def test_one_address_does_not_flood_a_house(house):
    data = typed(None, wished="im März")
    for number in range(5):
        assert send(Client(), house.own, {**data, "organisation": f"Kita {number}"}).status_code == 302
    refused = text_of(send(Client(), house.own, data), 422)
    assert "in der letzten Stunde schon viele Nachrichten" in refused and "Wie fängt man an?" in refused and len(visits()) == 5


def test_what_was_sent_twice_is_one_request(house):
    client = Client()
    hidden = made_at(client, page_of(house.own))
    first, second = (client.post(page_of(house.own), {**typed(house.slot), **hidden}) for _ in range(2))
    assert first["Location"] == second["Location"] and len(visits()) == 1


def test_the_house_is_told_without_a_name_and_who_asks_gets_the_way_back(house):
    asked = ask(house.own, house.slot, name="Mia Sommer")
    told = {to: f"{subject} {body}" for to, subject, body in mails()}
    heads = {house.people["head"].email, house.people["coordinator"].email}
    assert set(told) == {"mia@kita.example", *heads}
    assert asked.secret in told["mia@kita.example"]
    assert all("Mia" not in told[to] and asked.secret not in told[to] and f"/visits/{asked.number}/" in told[to] for to in heads)
    with as_owner():
        entry = Entry.objects.get(kind="visit_asked")
    assert entry.internal and "Mia" not in f"{entry.text}{entry.note}{entry.details}{entry.person_label}"


# Counts and forgetting --------------------------------------------------------------------------------------------


@pytest.mark.guard("counts-wall")
def test_offices_read_numbers_by_kind_and_role_and_nothing_else(house):
    with as_owner():
        make.make_consultation_site(house.foreign)
        make.make_consultation_profile(house.foreign)
        make.make_consultation_visit(house.own, day=ahead(1), state="held", kinds=["tour", "talk"])
        make.make_consultation_visit(house.own, role="office", state="declined")
        make.make_consultation_visit(house.foreign, day=ahead(1), state="confirmed")
    year = (ahead(-300), ahead(300))
    for place, expected in ((house.own, (2, 1)), (house.county, (2, 1)), (house.state, (3, 1)), (house.other_county, (1, 0))):
        set_wall([place.pk])
        assert visit_counts(place.pk, *year).of() == expected
    set_wall([house.county.pk])
    counts = visit_counts(house.county.pk, *year)
    assert (counts.of("tour"), counts.of("talk"), counts.of("", "office"), counts.of("tour", "office")) == ((2, 1), (1, 1), (1, 0), (1, 0))
    assert visit_counts(house.other_county.pk, *year).of() == (0, 0)
    said = text_of(as_coordinator(house).get(reverse("processes:consultation", args=[house.own.pk])))
    assert "Jugendamt, Verwaltung" in said


@pytest.mark.guard("visits-stay")
def test_after_twelve_months_name_contact_and_link_are_gone_and_the_count_stays(house):
    secret = ask(house.own, house.slot).secret
    with as_owner():
        private = make.make_consultation_visit(house.own, role="other", organisation="Familie Sommer", created=timezone.now() - timedelta(days=400))
        RefusedAddress.objects.create(place_id=house.own.pk, email="mia@kita.example", said="550")
        Job.objects.update(error="mia@kita.example nimmt keine E-Mail an.")
        year = timezone.now() - timedelta(days=366)
        ConsultationVisit.objects.exclude(pk=private.pk).update(created=year + timedelta(days=3))
    set_wall()
    assert forget_past_visits(timezone.localdate()) == 1
    assert {visit.name for visit in visits()} == {"", "Mia Sommer"}
    assert forget_past_visits(timezone.localdate() + timedelta(days=4)) == 1 and forget_past_visits(timezone.localdate()) == 0
    kept = visits()
    assert all((visit.name, visit.email, visit.phone, visit.secret_hash) == ("", "", "", "") and visit.forgotten_on for visit in kept)
    assert {visit.organisation for visit in kept} == {"Kita Kunterbunt", ""} and len(kept) == 2
    assert Client().get(reverse("processes:visit_status", args=[secret])).status_code == 404
    with as_owner():
        assert not RefusedAddress.objects.exists() and not Job.objects.filter(name="processes.mail_visit").exclude(error="").exists()


def test_strangers_read_no_row(house):
    ask(house.own, house.slot)
    set_wall()
    assert not ConsultationVisit.objects.exists() and not ConsultationProfile.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_visit_of('')")
        assert cursor.fetchone() in (None, (None,))
