"""A house answers requests for a visit, holds them, hears what the visitors say; and names its fixed times."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from processes.models import ConsultationSlot, ConsultationVisit
from processes.services.consultation import answer_by_link, rate_visit
from sites.models import Entry
from tests import factories as make
from tests.client import Client, made_at
from tests.conftest import as_owner
from tests.consultation import PHONE, ahead, as_coordinator, ask, house, mails, reply, text_of, visits

__all__ = ["house"]


# Answering, holding, rating ---------------------------------------------------------------------------------------


@pytest.mark.req("R212.D", "R212.H")
def test_a_request_is_confirmed_held_and_rated(house):
    secret = ask(house.own, house.slot, kinds=["tour", "talk", "shadowing", "advice"]).secret
    (visit,) = visits()
    client = as_coordinator(house)
    assert reply(client, visit, "confirm", house.slot.day, "Bitte am Hof klingeln.").status_code == 302
    said = text_of(Client().get(reverse("processes:visit_status", args=[secret])))
    for words in ("Ihr Besuch ist zugesagt", "Bitte am Hof klingeln.", "Hausrundgang, Fachgespräch, Hospitation, Fachliche Beratung"):
        assert words in said
    record = reverse("processes:visit_record", args=[visit.pk])
    assert "Der Besuch ist erst am" in text_of(client.post(record, {"notes": "Zu früh"}), 422)
    with as_owner():
        ConsultationVisit.objects.update(day=ahead(0))
    assert client.post(record, {"notes": "Rundgang, viele Fragen zum Steuerungsteam."}).status_code == 302
    rating = reverse("processes:visit_feedback", args=[secret])
    answers = {"useful": "very", "took_along": "Ein Familienraum", "missed": "Zeit", **made_at(Client(), rating)}
    assert Client().post(rating, answers).status_code == 302
    (visit,) = visits()
    assert (visit.state, visit.notes[:8], visit.useful, visit.took_along, visit.rated_on) == (
        "held",
        "Rundgang",
        "very",
        "Ein Familienraum",
        ahead(0),
    )
    said = text_of(client.get(visit.get_absolute_url()))
    assert "Ein Familienraum" in said and "Rückmeldung der Gäste" in said
    assert "Ihre Rückmeldung ist angekommen" in text_of(Client().get(reverse("processes:visit_status", args=[secret])))


@pytest.mark.guard("rated-once")
def test_a_visit_is_rated_once_and_only_after_it_was_held(house):
    secret = ask(house.own, house.slot).secret
    assert not rate_visit(secret=secret, useful="very", took_along="", missed="", today=ahead(0))
    with as_owner():
        ConsultationVisit.objects.update(state="held")
    assert rate_visit(secret=secret, useful="little", took_along="", missed="", today=ahead(0))
    assert not rate_visit(secret=secret, useful="very", took_along="", missed="", today=ahead(0))
    assert not rate_visit(secret="", useful="very", took_along="", missed="", today=ahead(0))
    assert visits()[0].useful == "little"


def test_another_time_is_offered_and_accepted_by_the_link(house):
    secret = ask(house.own, house.slot).secret
    (visit,) = visits()
    client, day = as_coordinator(house), house.slot.day + timedelta(days=1)
    assert reply(client, visit, "offer", day, "Am Tag davor ist Schließtag.").status_code == 302
    (visit,) = visits()
    assert (visit.state, visit.slot_id, visit.day) == ("offered", None, day)
    status = reverse("processes:visit_status", args=[secret])
    assert "Diesen Termin annehmen" in text_of(Client().get(status)) and visits()[0].state == "offered"
    assert Client().post(status, {"step": "accept"}).status_code == 302
    assert Client().post(status, {"step": "accept"}).status_code == 302
    assert visits()[0].state == "confirmed"
    with as_owner():
        assert Entry.objects.filter(kind="visit_confirmed").count() == 1
    assert ask(house.own, house.slot, PHONE).answer == "asked"


def test_an_offer_is_not_accepted_once_its_day_is_there_and_a_withdrawn_time_is_free_again(house):
    secret = ask(house.own, house.slot).secret
    with as_owner():
        ConsultationVisit.objects.update(state="offered", day=ahead(0), slot=None)
    assert answer_by_link(secret=secret, step="accept") == "past"
    assert answer_by_link(secret=secret, step="withdraw") == "withdrawn"
    assert answer_by_link(secret=secret, step="withdraw") == "again" and answer_by_link(secret="", step="withdraw") == "gone"
    other = ask(house.own, house.slot)
    assert other.answer == "asked" and answer_by_link(secret=other.secret, step="nonsense") == "again"
    assert answer_by_link(secret=other.secret, step="withdraw") == "withdrawn" and ask(house.own, house.slot).answer == "asked"


@pytest.mark.guard("other-time")
def test_answers_that_contradict_are_refused_in_words(house):
    ask(house.own, house.slot)
    (visit,) = visits()
    client = as_coordinator(house)
    for step, day, answer, words in (
        ("decline", None, "", "Bitte schreiben Sie einen Satz dazu"),
        ("confirm", None, "", "Bitte füllen Sie „Tag“ aus."),
        ("confirm", house.slot.day + timedelta(days=1), "", "Anderen Termin vorschlagen"),
        ("offer", ahead(-1), "", "Dieser Tag ist schon vorbei."),
    ):
        assert words in text_of(reply(client, visit, step, day, answer), 422)
    assert "Das Ende liegt vor dem Beginn" in text_of(reply(client, visit, "offer", ahead(5), starts="11:00", ends="9:00"), 422)
    assert visits()[0].state == "asked"
    with as_owner():
        for _ in range(2):
            make.make_consultation_visit(house.own, day=ahead(100), state="confirmed")
    assert "sind schon 2 von 2 Besuchen vergeben" in text_of(reply(client, visit, "offer", ahead(100)), 422)
    assert reply(client, visit, "decline", None, "Fragen Sie das Nachbarhaus.").status_code == 302
    assert visits()[0].state == "declined" and visits()[0].day == house.slot.day


def test_every_answer_is_mailed_once_and_a_confirmed_visit_brings_its_calendar(house):
    ask(house.own, house.slot)
    (visit,) = visits()
    mails()
    client = as_coordinator(house)
    reply(client, visit, "confirm", house.slot.day)
    (told,) = mails()
    assert told[0] == "mia@kita.example" and told[1].startswith("Ihr Besuch ist zugesagt")
    (attached,) = mail.outbox[0].attachments
    assert attached[0] == "besuch.ics" and f"DTSTART:{house.slot.day:%Y%m%d}" in attached[1]
    assert reply(client, visit, "decline", None, "Wir haben einen Wasserschaden.").status_code == 302
    (told,) = mails()
    assert "Wasserschaden" in told[2] and visits()[0].state == "declined"


def test_a_visit_by_telephone_is_entered_as_confirmed(house):
    client = as_coordinator(house)
    typed = {
        "role": "provider", "kinds": ["tour"], "organisation": "Sozialwerk", "people": "3", "day": f"{ahead(5):%d.%m.%Y}", "starts_at": "9:00",
        "ends_at": "10:00", "name": "Kim", "contact": "",
    }  # fmt: skip
    assert client.post(reverse("processes:visit_create", args=[house.own.pk]), typed).status_code == 302
    (visit,) = visits()
    assert (visit.state, visit.role, visit.email, visit.slot_id) == ("confirmed", "provider", "", None)


def test_fixed_times_are_named_in_a_rhythm_and_a_taken_one_stays(house):
    client = as_coordinator(house)
    create = reverse("processes:slot_create", args=[house.own.pk])
    data = {"day": f"{ahead(20):%d.%m.%Y}", "starts_at": "14:00", "ends_at": "16:00", "every": "2", "times": "3"}
    assert client.post(create, data).status_code == 302
    assert client.post(create, {**data, "day": f"{ahead(0):%d.%m.%Y}"}).status_code == 422
    with as_owner():
        assert list(ConsultationSlot.objects.filter(starts_at="14:00").values_list("day", flat=True)) == [ahead(20), ahead(34), ahead(48)]
    ask(house.own, house.slot)
    assert "Zu dieser Zeit gibt es eine Anfrage." in text_of(client.post(reverse("processes:slot_edit", args=[house.slot.pk]), data), 422)


@pytest.mark.req("R211.K")
def test_a_consultation_site_without_coming_times_is_warned(house):
    client, address = as_coordinator(house), reverse("processes:consultation", args=[house.own.pk])
    assert "keine festen Zeiten genannt" not in text_of(client.get(address))
    with as_owner():
        ConsultationSlot.objects.all().delete()
        make.make_slot(house.own, -1)
    assert "keine festen Zeiten genannt" in text_of(client.get(address))
