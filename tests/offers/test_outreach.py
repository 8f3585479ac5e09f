"""Staying in touch: contacts without names, families beside them, topics, ways to the families and consents."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from offers.models import ConsentNote, ContactChannel, CrisisAnswer, CrisisBasic, OutreachCount, OutreachWeek, TopicCount
from offers.rules.crises import share_reached
from offers.services.outreach import count_contact, take_back
from planning.models import Term
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner
from tests.factories.crisis import this_monday
from tests.offers.test_crisis import text_of, url

CHANNELS = ("telephone", "visit", "letter", "digital")


def undo_of(page):
    return page.split('class="undo"')[1].split('action="')[1].split('"')[0].replace("&amp;", "&")


# Contacts -------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R280.H", "R297.H")
@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("role", ["head", "coordinator", "professional"])
def test_a_tap_counts_one_contact_more_of_its_channel_in_this_week(world, client_of, role, channel):
    with as_owner():
        make.make_contacts(world.sibling, channel, 9)
        entries = Entry.objects.count()
    client = client_of(role)
    for number in (1, 2):
        page = text_of(client.post(url("outreach_count", world.own), {"channel": channel, "back": "crisis"}, follow=True))
        assert "Gezählt: " in page and "Rückgängig" in page
        with as_owner():
            row = OutreachCount.objects.get(site=world.own)
            assert (row.channel, row.number, row.week) == (channel, number, this_monday())
    with as_owner():
        assert Entry.objects.count() == entries  # no moment of a single family is left behind
        assert OutreachCount.objects.get(site=world.sibling).number == 9


@pytest.mark.guard("outreach-undo-once")
def test_a_tap_is_taken_back_once(world, client_of):
    client = client_of("coordinator")
    client.post(url("outreach_count", world.own), {"channel": "visit"}, follow=True)
    page = text_of(client.post(url("outreach_count", world.own), {"channel": "visit"}, follow=True))
    for _ in range(2):
        client.post(undo_of(page))
    with as_owner():
        assert OutreachCount.objects.get().number == 1
        row = make.make_contacts(world.own, "letter", 0)
    with as_owner(), pytest.raises(ValidationError, match="schon null"):
        take_back(row=row, seen=None)


def test_what_is_no_channel_is_refused_in_words(world, client_of):
    client = client_of("professional")
    for data in ({}, {"channel": "carrier pigeon"}, {"topic": "0"}, {"topic": "9" * 30}, {"topic": str(make.term("theme", "parenting").pk)}):
        assert "Bitte wählen Sie neu." in text_of(client.post(url("outreach_count", world.own), data), 422)
    with as_owner():
        full = make.make_contacts(world.own, "telephone", 9999)
        with pytest.raises(ValidationError, match="Mehr als 9999"):
            count_contact(site=world.own, week=full.week, channel="telephone")


@pytest.mark.req("R280.C")
def test_families_are_another_number_than_contacts_and_the_reach_is_in_per_cent(world, client_of):
    with as_owner():
        make.make_contacts(world.own, "telephone", 40)
        make.make_contacts(world.own, "letter", 12)
        make.make_families(world.sibling, 1, 2)
    client = client_of("coordinator")
    client.post(url("week_edit", world.own), {"reached": "31", "families": "44"})
    page = text_of(client.get(url("crisis", world.own)))
    assert "52 Kontakte mit 31 Familien." in page and "31 von 44 Familien</b> erreicht (70 Prozent), 13 noch nicht." in page
    weeks = text_of(client.get(url("outreach_count", world.own)))
    assert "31 von 44 Familien (70 %)" in weeks and ">52<" in weeks
    more = client.post(url("week_edit", world.own), {"reached": "45", "families": "44"})
    assert "nicht mehr Familien erreicht" in text_of(more, 422)
    for wrong in ("-1", "viele", "1000", "2,5"):
        assert client.post(url("week_edit", world.own), {"reached": wrong, "families": "999"}).status_code == 422
    with as_owner():
        row = OutreachWeek.objects.get(site=world.own)
        assert (row.reached, row.families, row.week) == (31, 44, this_monday())


@given(st.integers(0, 999), st.integers(0, 999))
def test_the_reach_is_whole_only_when_it_is(families, reached):
    reached = min(reached, families)
    share = share_reached(reached, families)
    assert 0 <= share <= 100
    assert (share == 100) == (families > 0 and reached == families) and (share == 0) == (reached == 0)


@pytest.mark.req("R280.H")
def test_the_list_for_ticking_off_is_printed_and_stored_nowhere(world, client_of):
    page = text_of(client_of("professional").get(url("tick_list", world.own)))
    assert "bleibt im Haus; hier wird nichts davon gespeichert" in page and "wird sie vernichtet" in page and "<input" not in page.split("<main")[1]
    own = {"id", "site_id", "week", "channel", "number", "families", "reached", "topic_id"}
    with connection.cursor() as cursor:
        for model in (OutreachCount, OutreachWeek, TopicCount):
            cursor.execute("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [model._meta.db_table])
            columns = dict(cursor.fetchall())
            assert set(columns) <= own and not {kind for kind in columns.values() if kind.startswith(("timestamp", "text"))}


def test_counts_of_a_house_are_read_by_no_office(world, client_of):
    with as_owner():
        make.make_contacts(world.own)
    for role in ("social_planner", "youth_welfare_office", "state_office", "ministry"):
        assert client_of(role).get(url("crisis", world.own)).status_code == 403


# Topics ---------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R294.H", "R279.H2")
@pytest.mark.parametrize(("catalogue", "words"), [("crisis_topic", "Überforderung Alleinerziehender"), ("burden", "")])
def test_topics_and_burdens_are_tallied_without_saying_of_whom(world, client_of, catalogue, words):
    client, topics = client_of("professional"), list(Term.objects.filter(catalogue=catalogue))
    page = text_of(client.get(url("outreach_count", world.own)))
    assert all(topic.label in page for topic in topics) and words in page
    topic = topics[-1]
    for _ in range(2):
        page = text_of(client.post(url("outreach_count", world.own), {"topic": topic.pk}, follow=True))
    assert f"Gezählt: {topic.label}." in page
    with as_owner():
        row = TopicCount.objects.get()
        assert (row.topic, row.number, row.week, row.site_id) == (topic, 2, this_monday(), world.own.pk)
    client.post(undo_of(page))
    with as_owner():
        assert TopicCount.objects.get().number == 1


def test_the_topics_are_those_of_the_recommendations(db):
    labels = list(Term.objects.filter(catalogue="crisis_topic").values_list("label", flat=True))
    assert labels[:2] == ["Vereinzelung", "Vereinsamung"] and labels[-1] == "Zukunfts- und Existenzängste" and len(labels) == 9


# Ways to the families -------------------------------------------------------------------------------------------------

FOUR = {"purpose": "Nachrichten", "processor": "Anbieter der App", "consent": "schriftlich", "checked_on": "01.03.2026"}


@pytest.mark.req("R283.H")
def test_a_channel_is_checked_when_four_questions_are_answered(world, client_of):
    client = client_of("head")
    for missing in ("processor", "consent"):
        answer = client.post(url("channel_create", world.own), {"title": "Kita-App", "digital": "on", **FOUR, missing: ""})
        assert "Geprüft ist der Weg erst" in text_of(answer, 422)
    page = text_of(client.post(url("channel_create", world.own), {"title": "Kita-App", "digital": "on", **FOUR}, follow=True))
    assert "Der Weg „Kita-App“ ist gespeichert." in page and "geprüft am 1. März 2026" in page and "nicht geprüft" not in page
    with as_owner():
        row = ContactChannel.objects.get()
        assert (row.purpose, row.processor, row.consent) == ("Nachrichten", "Anbieter der App", "schriftlich")


@pytest.mark.guard("unchecked-channel")
@pytest.mark.req("R283.K", "R309.K")
def test_an_unchecked_channel_warns_wherever_it_is_used(world, client_of):
    client = client_of("coordinator")
    page = text_of(client.post(url("channel_create", world.own), {"title": "Messenger", "digital": "on", "purpose": "Absprachen"}, follow=True))
    assert "noch nicht auf Datenschutz geprüft" in page and "nicht geprüft" in page
    with as_owner():
        channel = ContactChannel.objects.get()
    data = {"title": "Kita-Ticker", "channel": channel.pk, "analogue_way": "Aushang", "starts": "01.03.2026"}
    page = text_of(client.post(url("crisis_offer_create", world.own, "W3"), data, follow=True))
    assert "Der Weg „Messenger“ ist noch nicht auf Datenschutz geprüft." in page
    client.post(url("channel_edit", channel), {"title": "Messenger", "digital": "on", **FOUR})
    offer = channel.offers.model.objects
    with as_owner():
        made = offer.get(title="Kita-Ticker")
    page = text_of(client.get(made.get_absolute_url()))
    assert "noch nicht auf Datenschutz geprüft" not in page and "Messenger" in page


# Consents -------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R310.K", "R315.K", "R330.K")
@pytest.mark.parametrize("code", ["W4", "W9", "P1"])
def test_pictures_need_consents_which_are_counted_and_never_named(world, client_of, code):
    client = client_of("coordinator")
    with as_owner():
        partner = make.make_partner(world.own)
    data = {"title": "Bilder", "partner": partner.pk, "analogue_way": "auf Papier", "starts": "01.03.2026"}
    page = text_of(client.post(url("crisis_offer_create", world.own, code), data, follow=True))
    assert "Noch keine Einwilligungen eingetragen: keine Bilder von Kindern zeigen" in page and "Keine Bilder von Kindern ohne" in page
    with as_owner():
        offer = world.own.offers.get(title="Bilder")
    consent = {"purpose": "Bilder im Schaukasten", "offer": offer.pk, "number": "12", "kept_by": "head", "kept_until": "31.12.2030"}
    register = text_of(client.post(url("consent_create", world.own), consent, follow=True))
    assert all(words in register for words in ("Bilder im Schaukasten", "12", "Leitung", "31.12.2030"))
    assert "Noch keine Einwilligungen" not in text_of(client.get(offer.get_absolute_url()))
    assert {field.name for field in ConsentNote._meta.fields} == {"id", "site", "offer", "purpose", "number", "kept_by", "kept_until"}


@pytest.mark.req("R302.K", "R332.K")
def test_no_column_could_hold_an_address_or_a_case(db):
    kept = {field.name for model in (OutreachCount, OutreachWeek, TopicCount, ContactChannel, ConsentNote) for field in model._meta.fields}
    kept |= {field.name for model in (CrisisBasic, CrisisAnswer) for field in model._meta.fields}
    assert not kept & {"address", "street", "family", "name", "child", "user", "person", "note"}
