"""Notes behind three doors: what is private is its writer's alone, what is for the house stays there, county and state read hours and topic."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from processes.models import FacilitationNote, FacilitationSession
from processes.pages.entries import notes_of
from processes.services.book import log_hours
from sites.core.access import Access
from sites.core.roles import Role
from sites.core.wall import set_wall
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner
from tests.processes.test_book import count, only, today
from tests.sites.reading import text

OWN, HOUSE, OPEN = "Mein eigener Zweifel", "Nur fuer das Haus gedacht", "Fuer alle geoeffnet"
AGREED = "Die Leitung laedt ein"
INSIDE = ("head", "coordinator", "provider")
OFFICES = ("social_planner", "youth_welfare_office")


@pytest.fixture
def contract(world):
    """With a note behind each door, on three days."""
    with as_owner():
        contract = make.make_contract(world.own, world.people["facilitator"])
        for back, (door, topic) in enumerate((("private", OWN), ("site", HOUSE), ("county", OPEN))):
            make.make_hours(contract, today() - timezone.timedelta(days=back), topic=topic, door=door, agreements=f"{AGREED} {back}", tasks=["pb-t8"])
        return contract


def addresses(contract):
    at = today()
    return [
        reverse("processes:contract_detail", args=[contract.pk]),
        reverse("processes:entry_list", args=[contract.pk]),
        reverse("reporting:site_diary", args=[contract.site_id]),
        reverse("reporting:diary_export", args=[contract.site_id, "csv"]) + f"?jahr={at.year}",
        reverse("processes:step_list", args=[contract.site_id]),
    ]


def read(browser, contract):
    answers = [browser.get(address) for address in addresses(contract)]
    return "\n".join(answer.content.decode() for answer in answers if answer.status_code == 200)


@pytest.mark.guard("notes-door")
def test_each_door_opens_for_those_it_says(world, client_of, contract):
    mine = read(client_of("facilitator"), contract)
    assert OWN in mine and HOUSE in mine and OPEN in mine
    for who in INSIDE:
        page = read(client_of(who), contract)
        assert OWN not in page and HOUSE in page and OPEN in page and f"{AGREED} 1" in page and f"{AGREED} 0" not in page, who
    for who in OFFICES:
        page = read(client_of(who), contract)
        assert OWN not in page and HOUSE not in page and OPEN in page, who


@pytest.mark.guard("notes-agreements")
def test_offices_read_hours_and_topic_and_never_what_was_agreed(world, client_of, contract):
    for who in OFFICES:
        page = read(client_of(who), contract)
        assert OPEN in page and AGREED not in page and "Team begleiten" in page and "7,5" in page, who


@pytest.mark.guard("notes-opened")
def test_the_state_office_reads_what_is_open_to_it(world, client_of, contract):
    with as_owner():
        foreign = make.make_contract(world.foreign, world.elsewhere["facilitator"])
        make.make_hours(foreign, today(), topic="Anderer Landkreis", door="county", agreements=AGREED)
    url = reverse("processes:note_list")
    page = text(client_of("state_office").get(url))
    assert OPEN in page and "Anderer Landkreis" in page and "2,5" in page
    assert OWN not in page and HOUSE not in page and AGREED not in page
    here = text(client_of("social_planner").get(url))
    assert OPEN in here and "Anderer Landkreis" not in here and HOUSE not in here
    assert text(client_of("head").get(url)).count(HOUSE) == 0  # the list is what is open, also for who reads more
    assert [OPEN in text(client_of("state_office").get(url, {"q": word})) for word in ("alle", "Lindenhof", "Birkenweg")] == [True, True, False]


@pytest.mark.guard("notes-own")
def test_a_private_note_is_hidden_before_the_wall_as_well(world, contract):
    request = RequestFactory().get("/")
    request.user, request.actions = world.people["head"], ("notes.view",)
    request.access = Access(request.user)
    assert request.access.held
    with as_owner():
        assert set(notes_of(request).values_list("topic", flat=True)) == {HOUSE, OPEN}


@pytest.mark.guard("notes-private")
def test_the_wall_itself_hides_a_private_note_from_everybody_else(world, contract):
    def behind_the_wall(user):
        set_wall([world.own.pk, world.county.pk], person=user.pk)
        return set(FacilitationNote.objects.values_list("topic", flat=True))

    assert behind_the_wall(world.people["facilitator"]) == {OWN, HOUSE, OPEN}
    assert behind_the_wall(world.people["head"]) == {HOUSE, OPEN} == behind_the_wall(world.people["provider"])
    with as_owner():
        pk = FacilitationNote.objects.get(topic=OWN).pk
    set_wall([world.own.pk], person=world.people["head"].pk)
    assert FacilitationNote.objects.filter(pk=pk).update(door="site") == 0 == FacilitationNote.objects.filter(pk=pk).delete()[0]


@pytest.mark.guard("notes-county")
def test_only_what_is_open_lies_where_offices_reach(world, client_of, contract):
    with as_owner():
        assert set(FacilitationNote.objects.exclude(county=None).values_list("topic", flat=True)) == {OPEN}
    set_wall([world.county.pk], person=world.people["state_office"].pk)
    assert [note.topic for note in FacilitationNote.objects.all()] == [OPEN]
    browser = client_of("facilitator")
    data = {"held_on": f"{today():%d.%m.%Y}", "hours": "1", "kind": "advice", "topic": "Noch eine", "door": "site"}
    browser.post(reverse("processes:hours_create", args=[contract.pk]), data)
    line = only(FacilitationSession, note__topic="Noch eine")
    assert only(FacilitationNote, session=line).county_id is None
    edit = reverse("processes:hours_edit", args=[line.pk])
    browser.post(edit, {**data, "door": "county"})
    assert only(FacilitationNote, session=line).county_id == world.county.pk
    browser.post(edit, {**data, "door": "private"})
    note = only(FacilitationNote, session=line)
    assert (note.county_id, note.door) == (None, "private")


def test_no_word_of_a_note_reaches_the_journal(world, client_of, contract):
    browser = client_of("facilitator")
    words = {"topic": "Kanarienthema", "agreements": "Kanarienabsprache"}
    data = {"held_on": f"{today():%d.%m.%Y}", "hours": "1", "kind": "advice", "door": "private", **words}
    browser.post(reverse("processes:hours_create", args=[contract.pk]), data)
    line = only(FacilitationSession, note__topic="Kanarienthema")
    edit = reverse("processes:hours_edit", args=[line.pk])
    browser.post(edit, {**data, "topic": "Kanarienzwei", "hours": "2"})
    browser.post(edit, {"remove": "1"})
    with as_owner():
        entries = "\n".join(f"{entry.text} {entry.note} {entry.details}" for entry in Entry.objects.all())
    assert "Prozessbegleitung am" in entries and "Kanarien" not in entries


def test_a_note_says_the_day_and_hours_of_its_line(world, contract):
    """Kept by the keys of the database: the state office reads them at the note."""
    with as_owner():
        line = FacilitationSession.objects.get(note__topic=OPEN)
        FacilitationSession.objects.filter(pk=line.pk).update(hours="4.75", held_on=today().replace(day=1))
        note = FacilitationNote.objects.get(session=line)
        assert (str(note.hours), note.held_on) == ("4.75", today().replace(day=1))
        with pytest.raises(IntegrityError), transaction.atomic():
            FacilitationNote.objects.filter(pk=note.pk).update(hours="1.00")
            connection.check_constraints()


def test_a_note_of_another_house_is_not_found_by_its_doors(world, client_of, contract):
    for who in ("head", "social_planner"):
        assert OPEN not in read(client_of(who, elsewhere=True), contract)
    with as_owner():
        make.give(world.people["head"], Role.HEAD, world.foreign)
    assert OPEN in read(client_of("head"), contract)


# Peer case consultation -------------------------------------------------------------------------------------------

CASES = [
    "Frau Müller und die Trennung",
    "Leon ist oft krank",
    "Familie K. und das Jugendamt",
    "Anruf unter 03677 123456",
    "Kind geb. am 3.4.2021",
    "Mia",
]


@pytest.mark.req("R151.K")
@pytest.mark.guard("no-case")
@pytest.mark.parametrize("topic", CASES)
def test_peer_case_consultation_takes_no_case(world, client_of, contract, profile, topic):
    answer = log(client_of("facilitator"), contract, topic=topic, tasks=[profile["pb-t10"]])
    assert answer.status_code == 422 and "wird kein Fall aufgeschrieben" in answer.content.decode() and topic in answer.content.decode()
    assert count(FacilitationNote, topic=topic) == 0


@pytest.mark.guard("no-case-agreement")
def test_peer_case_consultation_is_logged_without_words(world, client_of, contract, profile):
    browser = client_of("facilitator")
    refused = log(browser, contract, topic="", tasks=[profile["pb-t10"]], agreements="Wir sehen in vier Wochen darauf.")
    assert refused.status_code == 422 and "wird nichts aufgeschrieben" in refused.content.decode()
    assert log(browser, contract, topic="", tasks=[profile["pb-t10"]]).status_code == 302
    assert only(FacilitationNote, topic="Kollegiale Fallberatung").agreements == ""
    assert log(browser, contract, topic="Fallberatung nach Heilsbronn", tasks=[profile["pb-t10"]]).status_code == 302
    assert log(browser, contract, topic="").status_code == 422  # other lines say what they were about


@pytest.fixture
def profile(world):
    from planning.models import Term

    return {term.code: term.pk for term in Term.objects.filter(catalogue="facilitation")}


def log(client, contract, **changes):
    data = {"held_on": f"{today():%d.%m.%Y}", "hours": "1,5", "kind": "advice", "topic": "Klausur", "door": "site"}
    return client.post(reverse("processes:hours_create", args=[contract.pk]), {**data, **changes})


def test_the_service_keeps_the_county_of_the_site(world, behind_forms, contract):
    access = behind_forms("facilitator")
    line = log_hours(access=access, contract=contract, held_on=today(), hours=1, kind="advice", topic="Direkt", door="county")
    assert only(FacilitationNote, session=line).county_id == world.own.county_id
