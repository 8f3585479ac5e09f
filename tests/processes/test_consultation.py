"""A stranger asks a consultation site for a visit, without an account: answered, held, rated; never more than the house can, forgotten in a year."""

import re
from datetime import date, time, timedelta
from html import unescape

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from processes.models import ConsultationProfile, ConsultationSlot, ConsultationVisit
from processes.rules.consultation import Slot, consultation_coverage, consultation_sites, months_of, open_slots, visit_counts
from processes.services.consultation import answer_by_link, ask_visit, forget_past_visits, rate_visit, secret_of
from sites.core.jobs import run
from sites.core.wall import set_wall
from sites.models import Entry, Job, RefusedAddress
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.races import second_of_two

MAIL, PHONE = ("mia@kita.example", ""), ("", "0361555310")


def ahead(number):
    return timezone.localdate() + timedelta(days=number)


def text_of(response, status=200):
    assert response.status_code == status
    return " ".join(unescape(response.content.decode()).split())


@pytest.fixture
def house(world):
    """A consultation site with a published profile and one fixed time; most two visits a month."""
    with as_owner():
        make.make_consultation_site(world.own)
        make.make_consultation_profile(world.own, monthly_limit=2)
        world.slot = make.make_slot(world.own, 40)
    return world


def page_of(site):
    return reverse("processes:consultation_house", args=[site.slug])


def ask(site, slot=None, contact=MAIL, **fields):
    """As the page does it, with nobody logged in."""
    set_wall()
    values = {
        "role": "on_the_way", "kinds": ["tour"], "organisation": "Kita Kunterbunt", "people": 4, "wished": "", "question": "", "name": "Mia Sommer",
        **fields,
    }  # fmt: skip
    return ask_visit(slug=site.slug, slot=slot.pk if slot else None, contact=contact, **values)


def typed(slot, **fields):
    return {
        "role": "on_the_way", "kinds": ["tour", "shadowing"], "organisation": "Kita Kunterbunt", "people": "4",
        "slot": str(slot.pk) if slot else "other", "wished": "", "question": "Wie fängt man an?", "name": "Mia Sommer",
        "contact": "Mia@Kita.example", **fields,
    }  # fmt: skip


def made_at(client, address):
    """The fields that a page brings along, for somebody who has taken a minute."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        page = client.get(address).content.decode()
    return {name: re.search(f'name="{name}" value="([^"]+)"', page).group(1) for name in ("made", "once")}


def send(client, site, data, **more):
    return client.post(page_of(site), {**data, **made_at(client, page_of(site)), **more})


def visits():
    with as_owner():
        return list(ConsultationVisit.objects.order_by("pk"))


def mails():
    """What the jobs of visits have written, job by job."""
    mail.outbox.clear()
    with as_owner():
        jobs = list(Job.objects.filter(state="queued", name__startswith="processes.mail_visit").order_by("pk"))
    for job in jobs:
        run(job.pk)
    with as_owner():
        parts = list(Job.objects.filter(state="queued", name__startswith="processes.mail_visit").order_by("pk"))
    for job in parts:
        run(job.pk)
    return [(one.to[0], one.subject, one.body) for one in mail.outbox]


# What strangers see -----------------------------------------------------------------------------------------------


@pytest.mark.req("R210.H", "R210.D", "R071.H")
def test_a_published_profile_is_read_by_everybody_and_a_draft_by_nobody(house):
    said = text_of(Client().get(page_of(house.own)))
    for words in (house.own.name, "Wir arbeiten als Galerie.", "Wie aus Bedarfen Angebote werden", "Galerie", "Deutsch, Arabisch", "Jana Seidel"):
        assert words in said
    with as_owner():
        ConsultationProfile.objects.update(published=False)
    assert Client().get(page_of(house.own)).status_code == 404
    assert house.own.name not in text_of(Client().get(reverse("processes:consultation_houses")))


@pytest.mark.guard("consultation-phase")
def test_only_a_house_in_phase_3_is_shown(house):
    with as_owner():
        house.own.phases.update(phase="established")
    assert Client().get(page_of(house.own)).status_code == 404
    assert consultation_sites(timezone.localdate()) == []


@pytest.mark.guard("publish-phase")
def test_a_house_publishes_its_profile_once_it_is_a_consultation_site(world):
    with as_owner():
        make.make_consultation_profile(world.own, published=False)
    client = Client()
    client.force_login(world.people["coordinator"])
    address = reverse("processes:consultation_publish", args=[world.own.pk])
    assert "Bis dahin bleibt es ein Entwurf" in text_of(client.post(address, {"published": "1"}, follow=True))
    with as_owner():
        make.make_consultation_site(world.own)
    assert "Das Profil ist öffentlich." in text_of(client.post(address, {"published": "1"}, follow=True))
    assert world.own.name in text_of(Client().get(page_of(world.own)))
    client.post(address, {"published": "0"})
    assert Client().get(page_of(world.own)).status_code == 404


@pytest.mark.guard("consultation-published", "consultations-published")
@pytest.mark.req("R071.D2")
def test_the_list_is_searched_by_form_county_and_words(house):
    with as_owner():
        make.make_consultation_site(house.foreign)
        make.make_consultation_profile(house.foreign, forms=["guide"], focuses="Sprachcafé")
    address = reverse("processes:consultation_houses")
    for query, found in (
        ("", {"own", "foreign"}),
        ("?form=gallery", {"own"}),
        ("?form=guide", {"foreign"}),
        ("?q=sprachcafé", {"foreign"}),
        (f"?county={house.own.county.name}", {"own"}),
        ("?form=nonsense&county=nonsense", {"own", "foreign"}),
        ("?q=nirgends", set()),
    ):
        said = text_of(Client().get(address + query))
        assert {name for name in ("own", "foreign") if getattr(house, name).name in said} == found, query


@pytest.mark.req("R211.H", "R214.H")
def test_fixed_times_and_free_places_are_told_month_by_month(house):
    said = text_of(Client().get(page_of(house.own)))
    assert f"{house.slot.day.day}., 9:00 bis 11:00 Uhr" in said and "höchstens 2 Besuche im Monat" in said
    for _ in range(2):
        with as_owner():
            make.make_consultation_visit(house.own, day=house.slot.day, state="confirmed")
    said = text_of(Client().get(page_of(house.own)))
    assert "ausgebucht, 2 von 2" in said
    assert f'value="{house.slot.pk}"' not in said


@given(st.lists(st.tuples(st.integers(0, 300), st.booleans()), max_size=12), st.integers(1, 6), st.integers(0, 8))
def test_no_month_is_free_beyond_its_limit_and_no_time_of_a_full_one_is_offered(days, most, number):
    today = date(2026, 12, 1)
    slots = [Slot(at, today + timedelta(days=day), time(9), time(11), taken) for at, (day, taken) in enumerate(sorted(set(days)))]
    counted = {f"{slots[0].day:%Y-%m}": number} if slots else {}
    months = months_of(slots, counted, most, today)
    assert len(months) >= 3 and months[0].first == today.replace(day=1)
    assert all(0 <= month.free <= most for month in months)
    assert {slot.day.replace(day=1) for slot in slots} <= {month.first for month in months}
    full = number >= most
    for slot in open_slots(slots, months):
        assert not slot.taken and not (full and f"{slot.day:%Y-%m}" in counted)


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


@pytest.mark.guard("visit-lock", "limit-lock")
@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_for_the_last_place_the_second_is_refused(house):
    with as_owner():
        make.make_consultation_visit(house.own, day=house.slot.day, state="confirmed")
        other = make.make_slot(house.own, 40, at=time(14))
    second = second_of_two(lambda: ask(house.own, house.slot), lambda: ask(house.own, other, PHONE))
    assert second.answer == "full"
    assert [visit.day == house.slot.day for visit in visits()] == [True, True]


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


# Answering, holding, rating ---------------------------------------------------------------------------------------


def as_coordinator(house):
    client = Client()
    client.force_login(house.people["coordinator"])
    return client


def reply(client, visit, step, day=None, answer="", starts="9:00", ends="11:00"):
    typed = {"step": step, "day": f"{day:%d.%m.%Y}" if day else "", "starts_at": starts, "ends_at": ends, "answer": answer}
    return client.post(reverse("processes:visit_reply", args=[visit.pk]), typed)


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


# Counts and forgetting --------------------------------------------------------------------------------------------


@pytest.mark.req("R212.C")
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


@pytest.mark.req("R206.K")
def test_counties_with_none_or_several_consultation_sites_are_hinted_at(house):
    known = {line.county: line for line in consultation_coverage(ahead(0))}
    assert (known[house.county.pk].sites, known[house.county.pk].published, known[house.county.pk].with_times) == (1, 1, 1)
    assert known[house.county.pk].hint == "" and "Noch keine" in known[house.other_county.pk].hint
    with as_owner():
        make.make_consultation_site(house.sibling)
    assert "2 Konsultationseinrichtungen" in {line.county: line for line in consultation_coverage(ahead(0))}[house.county.pk].hint


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
