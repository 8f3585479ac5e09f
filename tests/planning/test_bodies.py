"""Bodies of a county and of a house: members with their terms, meetings also digital, agenda, minutes, invitations."""

from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from planning.models import AgendaItem, Body, BodyMember, Meeting
from sites.core import jobs
from sites.core.days import date_long
from sites.models import Entry, Job
from tests import factories as make
from tests.conftest import as_owner

OF_EVERY_REQUEST = 4  # session, user, reach, wall
TODAY = timezone.localdate()
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode()).replace("\xa0", " ")


def body(**changes):
    return {
        "kind": "planning_board",
        "name": "Beirat für Sozialplanung",
        "text": "Berät die Fortschreibung.",
        "starts": "1.6.2024",
        "ends": "",
        **changes,
    }


def member(**changes):
    values = {"name": "Ute Kern", "organisation": "Jugendamt", "function": "Vorsitz", "email": "kern@kreis.example"}
    return {**values, "starts": "1.6.2024", "ends": "", **changes}


def meeting(day=None, **changes):
    day = day or TODAY + timedelta(days=14)
    return {"held_on": f"{day:%d.%m.%Y}", "starts_at": "16:30", "where": "Landratsamt, Saal 2", "digital": "", **changes}


# At the county --------------------------------------------------------------------------------------------------------


@pytest.mark.req("R009.H", "R026.H", "R114.H")
@pytest.mark.parametrize("who", ["social_planner", "youth_welfare_office"])
@pytest.mark.parametrize(("kind", "label"), [("planning_board", "Steuerungsgremium der Sozialplanung"), ("planning_round", "Beteiligungsrunde")])
def test_a_body_of_the_county_from_its_members_to_its_results(world, client_of, who, kind, label):
    client = client_of(who)
    assert "zwischen Leistungserbringer*innen, Interessensgruppen und Ehrenamt" in text_of(client.get(url("body_create", world.county.pk)))
    assert client.post(url("body_create", world.county.pk), body(kind=kind)).status_code == 302
    with as_owner():
        row = Body.objects.get()
    for person in (
        member(),
        member(name="Jan Roth", organisation="Sozialwerk Ilmtal e. V.", function="", email="roth@traeger.example"),
        member(name="Eva Stein", organisation="Kreiselternvertretung", email="", ends="30.9.2024"),
        member(name="Ina Blum", organisation="Freiwilligenagentur, Ehrenamt", email=""),
    ):
        assert client.post(url("body_member_create", row.pk), person).status_code == 302
    page = text_of(client.get(url("body_detail", row.pk)))
    assert label in page and "Jugendamt · Vorsitz · ab 01.06.2024" in page and "Früher dabei: 1" in page and "bis 30.09.2024" in page
    assert client.post(url("meeting_create", row.pk), meeting(digital="on", where="https://konferenz.example/beirat")).status_code == 302
    with as_owner():
        held = Meeting.objects.get()
    item = {"number": "1", "title": "Fortführung Kita Lindenhof", "site": world.own.pk, "result": ""}
    assert "Tagesordnungspunkt 7 ist gespeichert." in text_of(client.post(url("agenda_item_create", held.pk), {**item, "number": "7"}, follow=True))
    with as_owner():
        point = AgendaItem.objects.get()
        Meeting.objects.update(held_on=TODAY)  # results follow on its day
    said = "Die Elternvertretung wünscht sich Zeiten am Abend; der Beirat stimmt zu."
    assert "auch von Beteiligten ohne Zugang" in text_of(client.get(url("agenda_item_edit", point.pk)))
    assert client.post(url("agenda_item_edit", point.pk), {**item, "result": said}).status_code == 302
    page = text_of(client.get(url("meeting_detail", held.pk)))
    assert (
        ", digital, https://konferenz.example/beirat" in page and "16:30 Uhr" in page and "TOP 1 Fortführung Kita Lindenhof" in page and said in page
    )
    assert "Kita Lindenhof</span>" in page  # the site an item is about stands beside it
    with as_owner():
        Meeting.objects.update(held_on=TODAY + timedelta(days=14))
    listed = text_of(client.get(url("body_list", world.county.pk)))
    assert "Beirat für Sozialplanung" in listed and ">3</td>" in listed and "noch keine" in listed
    assert "Beirat für Sozialplanung" in text_of(client.get(url("plan_overview", world.county.pk)))  # the next meeting
    with as_owner():
        assert Entry.objects.filter(place=world.county.pk, kind="created").count() == 7


@pytest.mark.req("R006.H")
def test_sessions_and_resolutions_of_the_youth_welfare_committee(world, client_of):
    with as_owner():
        committee = make.make_body(world.county)
        held = make.make_meeting(committee, TODAY - timedelta(days=30))
        make.make_agenda_item(held, title="Beschlussvorlage ThEKiZ")
        make.make_meeting(committee, TODAY + timedelta(days=30))
    client = client_of("social_planner")
    assert text_of(client.get(url("body_detail", committee.pk))).count("noch kein Protokoll") == 1  # of the coming one none is missing
    data = meeting(held.held_on, upload=SimpleUploadedFile("protokoll.pdf", PDF))
    assert client.post(url("meeting_edit", held.pk), data).status_code == 302
    page = text_of(client.get(url("meeting_detail", held.pk)))
    assert f"Protokoll Jugendhilfeausschuss {held.held_on:%d.%m.%Y}" in page and "Noch kein Ergebnis eingetragen." in page
    assert "Mitglieder einladen" not in page  # it is over
    with as_owner():
        document = Meeting.objects.get(pk=held.pk).minutes
        assert document.place_id == world.county.pk
    assert client.get(reverse("sites:document_download", args=[document.pk])).status_code == 200
    assert "Protokoll liegt vor" in text_of(client.get(url("body_detail", committee.pk)))


@pytest.mark.req("R026.D1")
def test_the_members_of_the_day_are_invited_by_mail(world, client_of):
    client = client_of("social_planner")
    with as_owner():
        row = make.make_body(world.county, "Runde Familie vor Ort", "planning_round")
        make.make_body_member(row, email="kern@kreis.example")
        make.make_body_member(row, "Ohne Adresse")
        make.make_body_member(row, "Nicht mehr dabei", email="frueher@kreis.example", ends=TODAY)
        coming = make.make_meeting(row, TODAY + timedelta(days=10), where="Landratsamt")
        make.make_agenda_item(coming, title="Angebote abstimmen", site=world.own)
    page = text_of(client.get(url("meeting_detail", coming.pk)))
    assert "1 von 2 Mitgliedern hat eine E-Mail-Adresse." in page and "Mitglieder einladen" in page
    assert "Die Einladung geht an ein Mitglied." in text_of(client.post(url("meeting_invite", coming.pk), follow=True))
    with as_owner():
        job = Job.objects.get(name="planning.mail_meeting")
        assert job.arguments == {"meeting": coming.pk} and job.place_id == world.county.pk  # ids, no contents
        assert Entry.objects.get(kind="invited").text.startswith("1 Mitglied zur Sitzung")
    jobs.run(job.pk, "test")
    (sent,) = mail.outbox
    assert sent.to == ["kern@kreis.example"] and "Runde Familie vor Ort" in sent.subject
    assert "Guten Tag Ute Kern" in sent.body and "Landratsamt" in sent.body and "1. Angebote abstimmen (Kita Lindenhof)" in sent.body
    assert "Zuletzt eingeladen am" in text_of(client.get(url("meeting_detail", coming.pk)))
    with as_owner():
        Entry.objects.filter(kind="invited").update(at=timezone.now() - timedelta(days=400))
    client.post(url("meeting_invite", coming.pk))
    assert f"Zuletzt eingeladen am {date_long(TODAY)}.".replace("\N{NO-BREAK SPACE}", " ") in text_of(client.get(url("meeting_detail", coming.pk)))
    with as_owner():
        assert Entry.objects.filter(kind="invited").count() == 2


@pytest.mark.guard("past-meeting")
@pytest.mark.parametrize(
    ("days", "email", "sentence"),
    [(-1, "kern@kreis.example", "Die Sitzung war schon."), (5, "", "Bei keinem Mitglied steht eine E-Mail-Adresse.")],
)
def test_an_invitation_that_makes_no_sense_is_told(world, client_of, days, email, sentence):
    with as_owner():
        row = make.make_body(world.county)
        make.make_body_member(row, email=email)
        held = make.make_meeting(row, TODAY + timedelta(days=days))
    assert sentence in text_of(client_of("social_planner").post(url("meeting_invite", held.pk), follow=True))
    with as_owner():
        assert not Job.objects.exists() and not Entry.objects.filter(kind="invited").exists()


# In the house ---------------------------------------------------------------------------------------------------------


@pytest.mark.req("R022.H", "R005.D1", "R174.H")
def test_the_steering_team_of_a_house(world, client_of):
    client = client_of("coordinator")
    form = text_of(client.get(url("body_create", world.own.pk)))
    assert "„Das Steuerungsteam besteht idealerweise aus Kita-Leitung" in form and "(z.B. 4x jährlich)" in form and "Jugendhilfeausschuss" not in form
    assert client.post(url("body_create", world.own.pk), body(kind="steering_team", name="Steuerungsteam")).status_code == 302
    with as_owner():
        row = Body.objects.get()
        assert row.place_id == world.own.pk
    assert client.post(url("body_member_create", row.pk), member(organisation="Jugendamt Ilm-Kreis")).status_code == 302
    assert client.post(url("meeting_create", row.pk), meeting()).status_code == 302
    with as_owner():
        held = Meeting.objects.get()
    assert "site" not in client.get(url("agenda_item_create", held.pk)).context["form"].fields  # the house is about itself
    assert client.post(url("agenda_item_create", held.pk), {"number": "1", "title": "Stand der Ziele", "result": ""}).status_code == 302
    for reader in ("professional", "provider", "facilitator", "parent_representative", "youth_welfare_office", "specialist_advisor"):
        page = text_of(client_of(reader).get(url("meeting_detail", held.pk)))
        assert "Stand der Ziele" in page and "Punkt eintragen" not in page and "Mitglieder einladen" not in page
        assert "Jugendamt Ilm-Kreis" in text_of(client_of(reader).get(url("body_detail", row.pk)))
    assert client_of("youth_welfare_office").get(url("meeting_edit", held.pk)).status_code == 404  # offices never write in a house


@pytest.mark.req("R017.H", "R017.D", "R317.H")
def test_parents_see_their_bodies_with_terms_and_digital_meetings_and_the_plan(world, client_of):
    head = client_of("head")
    assert head.post(url("body_create", world.own.pk), body(kind="parents_council", name="Elternbeirat")).status_code == 302
    with as_owner():
        row = Body.objects.get()
        make.make_plan_entry(make.make_plan(world.county), world.own)
    term = {"starts": f"1.9.{TODAY.year - 1}", "ends": f"31.8.{TODAY.year + 2}"}
    assert head.post(url("body_member_create", row.pk), member(organisation="Eltern der Gruppe Blau", **term)).status_code == 302
    assert "mit Hilfe digitaler Formate" in text_of(head.get(url("meeting_create", row.pk)))
    assert head.post(url("meeting_create", row.pk), meeting(digital="on", where="")).status_code == 302
    parents = client_of("parent_representative")
    assert "Elternbeirat" in text_of(parents.get(url("body_list", world.own.pk)))
    page = text_of(parents.get(url("body_detail", row.pk)))
    assert f"ab 01.09.{TODAY.year - 1} bis 31.08.{TODAY.year + 2}" in page and "· digital" in page and "Sitzung eintragen" not in page
    sheet = text_of(parents.get(world.own.get_absolute_url()))
    assert "integrierter Fachplan (LSZ), Fassung 2025–2029, S. 41" in sheet and url("body_list", world.own.pk) in sheet
    assert client_of("parent").get(url("body_list", world.own.pk)).status_code == 403


def test_the_bodies_of_a_county_stay_with_its_offices(world, client_of):
    with as_owner():
        row = make.make_body(world.county)
        held = make.make_meeting(row)
    for who in ("head", "provider", "parent_representative"):
        for name, pk in (("body_list", world.county.pk), ("body_detail", row.pk), ("meeting_detail", held.pk)):
            assert client_of(who).get(url(name, pk)).status_code == 404
    assert client_of("social_planner", elsewhere=True).get(url("body_detail", row.pk)).status_code == 404
    assert client_of("social_planner").get(url("body_list", world.provider.pk)).status_code == 404


# Bad input ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends": "1.1.2020"}, "Das Ende liegt vor dem Beginn."),
        ({"name": "Jugendhilfeausschuss"}, "Dieses Gremium gibt es schon."),
        ({"name": ""}, "Bitte füllen Sie „Name“ aus."),
        ({"kind": "steering_team"}, "Diese Auswahl gibt es nicht."),  # belongs to a house
        ({"starts": "gestern"}, "Bitte als Datum eingeben"),
    ],
)
def test_a_body_that_cannot_be_is_refused_in_words(world, client_of, changes, sentence):
    with as_owner():
        make.make_body(world.county)
    refused = text_of(client_of("social_planner").post(url("body_create", world.county.pk), body(text="Bleibt stehen", **changes)), 422)
    assert sentence in refused and "Bleibt stehen" in refused
    with as_owner():
        assert Body.objects.count() == 1 and not Entry.objects.filter(subject__startswith="planning.body").exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"ends": "1.1.2020"}, "Das Ende liegt vor dem Beginn."),
        ({"starts": "1.1.2025", "name": "Ute Kern"}, "Diese Person gehört in diesem Zeitraum schon dazu."),
        ({"email": "keine Adresse"}, "Bitte als E-Mail-Adresse eingeben"),
        ({"organisation": ""}, "Bitte füllen Sie „Für wen“ aus."),
    ],
)
def test_a_member_that_cannot_be_is_refused_in_words(world, client_of, changes, sentence):
    with as_owner():
        row = make.make_body(world.county)
        make.make_body_member(row)
    data = member(**{"name": "Neu dabei", "function": "Bleibt stehen", **changes})
    refused = text_of(client_of("social_planner").post(url("body_member_create", row.pk), data), 422)
    assert sentence in refused and "Bleibt stehen" in refused
    with as_owner():
        assert BodyMember.objects.count() == 1


def test_meetings_and_agendas_that_cannot_be_are_refused_in_words(world, client_of):
    client = client_of("social_planner")
    with as_owner():
        held = make.make_meeting(make.make_body(world.county), TODAY)
        make.make_agenda_item(held)
    for changes, sentence in (
        ({}, "Diese Sitzung ist schon eingetragen."),
        ({"starts_at": "abends"}, "Bitte als Uhrzeit eingeben"),
        ({"upload": SimpleUploadedFile("protokoll.exe", b"MZ")}, "keine PDF-, PNG- oder JPEG-Datei"),
    ):
        refused = text_of(client.post(url("meeting_create", held.body_id), meeting(TODAY, **{"where": "Bleibt stehen", **changes})), 422)
        assert sentence in refused and "Bleibt stehen" in refused
    item = {"number": "2", "title": "Bleibt stehen", "site": "", "result": ""}
    for changes, sentence in (
        ({"number": "1"}, "Diese Nummer gibt es schon."),
        ({"number": "0"}, "Bitte geben Sie mindestens 1 an."),
        ({"site": world.foreign.pk}, "Diese Auswahl gibt es nicht (mehr)."),
        ({"title": "Bleibt stehen" + "x" * 200}, "höchstens 200 Zeichen"),
    ):
        refused = text_of(client.post(url("agenda_item_create", held.pk), {**item, **changes}), 422)
        assert sentence in refused and "Bleibt stehen" in refused
    with as_owner():
        assert Meeting.objects.count() == 1 and AgendaItem.objects.count() == 1


def test_pages_ask_the_same_number_of_questions(world, client_of, own_queries):
    client, counts = client_of("social_planner"), {}
    with as_owner():
        row = make.make_body(world.county)
        held = make.make_meeting(row, TODAY + timedelta(days=1))
    for number in (3, 27):
        with as_owner():
            for index in range(number):
                other = make.make_body(world.county, f"Gremium {number} {index}", "planning_round")
                make.make_meeting(other, TODAY)
                make.make_body_member(row, f"Mitglied {number} {index}", email="x@kreis.example")
                make.make_meeting(row, TODAY - timedelta(days=number * 40 + index))
                make.make_agenda_item(held, min(index + number, 99) if number == 27 else index + 1, site=world.own)
        for name, pk in (("body_list", world.county.pk), ("body_detail", row.pk), ("meeting_detail", held.pk)):
            with own_queries() as seen:
                assert client.get(url(name, pk)).status_code == 200
            counts.setdefault(name, []).append(seen.count - OF_EVERY_REQUEST)
    for name, budget in (("body_list", 5), ("body_detail", 8), ("meeting_detail", 8)):
        assert counts[name][0] == counts[name][1] <= budget, counts
