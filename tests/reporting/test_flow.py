"""Every step of a Sachbericht × every state × every person; two tabs; versions; who is told."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from reporting.documents import snapshot_hash
from reporting.models import Report, ReportSnapshot
from reporting.services.reports import take_step
from sites.core.access import Access
from sites.core.roles import Role
from sites.core.wall import set_wall
from sites.models import Entry, Job
from tests import factories as make
from tests.conftest import as_owner

STATES = ("draft", "submitted", "returned", "accepted")
#: By hand: step → (from which states, who).
EXPECTED = {
    "submit": ({"draft", "returned"}, {Role.HEAD, Role.PROVIDER}, "submitted"),
    "hand_back": ({"submitted"}, {Role.SOCIAL_PLANNER}, "returned"),
    "accept": ({"submitted"}, {Role.SOCIAL_PLANNER}, "accepted"),
    "reopen": ({"accepted"}, {Role.SOCIAL_PLANNER}, "returned"),
}


def state_of(report) -> str:
    with as_owner():
        return Report.objects.get(pk=report.pk).state


def url(report, step):
    return reverse("reporting:report_step", args=[report.pk, step])


def walled(person) -> Access:
    access = Access(person)
    set_wall(access.reach("reports.view", "sites.view").places, person=person.pk)
    return access


@pytest.fixture
def report(world):
    with as_owner():
        return make.make_report(world.own, 2025, ready=True)


@pytest.mark.guard("draft-check")
@pytest.mark.req("R248.D1", "R012.D1", "R004.D")
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("step", EXPECTED)
def test_every_step_from_every_state_by_every_person(world, step, state):
    sources, roles, target = EXPECTED[step]
    with as_owner():
        made = make.make_report(world.own, 2025, state=state, ready=True)
    people = [(who, person, False) for who, person in world.people.items()] + [(who, person, True) for who, person in world.elsewhere.items()]
    for who, person, stranger in people:
        access = Access(person)
        set_wall([world.own.pk, world.county.pk], person=person.pk)  # the row is in sight of everybody here: rights alone decide
        holds = who in roles and not stranger and (state != "draft" or who in {Role.HEAD, Role.PROVIDER})  # a draft is the house's
        try:
            take_step(access=access, obj=made, name=step, note="Grund")
        except PermissionDenied:
            assert not holds, (who, stranger)
        except ValidationError:
            assert holds and state not in sources, (who, stranger)
        else:
            assert holds and state in sources, (who, stranger)
            assert state_of(made) == target
            with as_owner():
                Report.objects.filter(pk=made.pk).update(**{"state": state})


@pytest.mark.req("R248.H", "R248.D1")
def test_submitting_freezes_a_version_at_the_county(world, client_of, report):
    response = client_of("head").post(url(report, "submit"))
    assert response.status_code == 302 and state_of(report) == "submitted"
    with as_owner():
        snapshot = ReportSnapshot.objects.get(report=report)
        report.refresh_from_db()
        assert (snapshot.version, report.version, snapshot.place_id, snapshot.site_id) == (1, 1, world.county.pk, world.own.pk)
        assert snapshot.sha256 == snapshot_hash(snapshot.data) and snapshot.data["version"] == 1
        assert report.submitted_by == world.people["head"] == snapshot.created_by
        assert [chapter["text"] for chapter in snapshot.data["chapters"]] == [chapter.text for chapter in report.chapters.all()]


@pytest.mark.guard("step-problems")
def test_an_unfinished_report_is_refused_with_what_is_missing(world, client_of):
    with as_owner():
        report = make.make_report(world.own, 2025)
    response = client_of("head").post(url(report, "submit"))
    assert response.status_code == 422 and "Kapitel 3 „Ziele und Indikatoren“ ist noch nicht als fertig markiert." in response.content.decode()
    with as_owner():
        assert not ReportSnapshot.objects.exists()


@pytest.mark.req("R248.H")
def test_reopening_makes_a_new_version_and_the_old_one_stays(world, client_of, report):
    head, planner = client_of("head"), client_of("social_planner")
    head.post(url(report, "submit"))
    with as_owner():
        first = ReportSnapshot.objects.get(report=report)
    assert planner.post(url(report, "accept")).status_code == 302
    assert planner.post(url(report, "reopen"), {"note": "Zahlen von März fehlen"}).status_code == 302
    with as_owner():
        report.chapters.filter(key="outlook").update(text="Neuer Ausblick")
    assert head.post(url(report, "submit")).status_code == 302
    with as_owner():
        second, again = ReportSnapshot.objects.filter(report=report).order_by("-version")
        assert (second.version, again.version) == (2, 1)
        assert (again.data, again.sha256) == (first.data, first.sha256)
        assert second.data["chapters"][-1]["text"] == "Neuer Ausblick" and second.sha256 != first.sha256


def test_a_frozen_version_cannot_be_changed_by_the_application(world, client_of, report):
    from django.db import ProgrammingError, transaction

    client_of("head").post(url(report, "submit"))
    walled(world.people["head"])
    with pytest.raises(ProgrammingError), transaction.atomic():
        ReportSnapshot.objects.update(sha256="0" * 64)
    with pytest.raises(ProgrammingError), transaction.atomic():
        ReportSnapshot.objects.all().delete()


def test_handing_back_needs_a_reason_and_keeps_the_page(client_of, world):
    with as_owner():
        report = make.make_report(world.own, 2025, state="submitted", ready=True)
    response = client_of("social_planner").post(url(report, "hand_back"), {"note": "  "})
    body = response.content.decode()
    assert response.status_code == 422 and body.count("Bitte geben Sie einen Grund an.") == 2  # above the page and at the field
    assert "Bitte prüfen Sie eine Angabe" in body and state_of(report) == "submitted"


def test_the_house_is_told_and_the_reason_stands_in_the_history(client_of, world):
    with as_owner():
        report = make.make_report(world.own, 2025, state="submitted", ready=True)
    client_of("social_planner").post(url(report, "hand_back"), {"note": "Bitte die Märzzahlen erklären."})
    with as_owner():
        assert Job.objects.get().name == "reporting.mail_returned"
        entry = Entry.objects.get(kind="hand_back")
        assert (entry.note, entry.person_label) == ("Bitte die Märzzahlen erklären.", "Sozialplanung Hier, Sozialplanung")
    page = client_of("coordinator").get(reverse("reporting:report_detail", args=[report.pk])).content.decode()
    assert "Bitte die Märzzahlen erklären." in page and "Zurück zur Ergänzung" in page


@pytest.mark.parametrize("step", ["accept", "submit"])
def test_of_two_tabs_one_wins_and_the_other_is_told(client_of, world, step):
    with as_owner():
        report = make.make_report(world.own, 2025, state={"accept": "submitted", "submit": "draft"}[step], ready=True)
    client = client_of({"accept": "social_planner", "submit": "head"}[step])
    assert client.post(url(report, step)).status_code == 302
    second = client.post(url(report, step))
    assert second.status_code == 422 and "Inzwischen hat jemand anderes den Stand geändert." in second.content.decode()
    with as_owner():
        assert Entry.objects.filter(kind=step).count() == 1
        assert ReportSnapshot.objects.count() == (step == "submit")


@pytest.mark.parametrize("step", ["accept", "hand_back"])
def test_nobody_reviews_what_they_submitted(client_of, world, step):
    with as_owner():
        planner = world.people["social_planner"]
        make.give(planner, Role.HEAD, world.own)
        report = make.make_report(world.own, 2025, ready=True)
    client = client_of("social_planner")
    assert client.post(url(report, "submit")).status_code == 302
    refused = client.post(url(report, step), {"note": "Grund"})
    assert refused.status_code == 422 and "Prüfen muss ihn jemand anderes" in refused.content.decode()
    assert state_of(report) == "submitted"


def test_unknown_steps_and_foreign_reports_look_missing(client_of, world, report):
    assert client_of("head").post(url(report, "burn")).status_code == 404
    assert client_of("head", elsewhere=True).post(url(report, "submit")).status_code == 404
    assert client_of("social_planner").post(url(report, "accept")).status_code == 404  # a draft is the house's
    assert client_of("head").get(url(report, "submit")).status_code == 405


def test_the_wrong_role_may_not_take_a_step(client_of, report):
    assert client_of("coordinator").post(url(report, "submit")).status_code == 403
    assert state_of(report) == "draft"
