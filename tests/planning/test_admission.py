"""Several Kitas are taken up under one resolution: all of them or none, each with what it has applied for."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from planning.models import Application, Decision, Measure
from planning.rules.departures import continuation_due
from planning.services.admission import admit_sites
from sites.core.access import Access
from sites.core.roles import Role
from sites.core.wall import set_wall
from sites.models import Entry, Job, SitePhase
from tests import factories as make
from tests.conftest import as_owner

OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header
REASON = "Die Gemeinde stimmt am 4. Dezember ab."


def url(county):
    return reverse("planning:admission", args=[county.pk])


def paper(**changes):
    return {
        "resolution": "", "body": "youth_welfare_committee", "decided_on": "12.11.2026", "number": "JHA 2026/61", "effective_from": "1.1.2027",
        "reasons": "Der Bedarf ist festgestellt, die Häuser sind bereit.", "departure_reason": REASON, "conditions": "", "plan": "",
        "next_due": "30.9.2027", **changes,
    }  # fmt: skip


@pytest.fixture
def waiting(world):
    """Three Kitas whose applications wait, and one that is still written."""
    cases = []
    with as_owner():
        for number in range(4):
            site = make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {number}")], f"Kita {number}", phase="interested")
            state = {"state": "submitted", "submitted": date(2026, 10, 1)} if number < 3 else {"state": "open"}
            cases.append(make.make_application(site, forms=["guide"], coordinator_fte="0.50", **state))
    return cases


@pytest.mark.req("R113.D")
def test_several_kitas_are_taken_up_under_one_resolution(world, waiting, client_of):
    planner = client_of("social_planner")
    page = planner.get(url(world.county)).content.decode()
    assert page.count('name="chosen"') == 3 and "Kita 3" not in page and "Zustimmung fehlt noch (3.1)" in page
    response = planner.post(url(world.county), {**paper(), "chosen": [case.pk for case in waiting[:2]]}, follow=True)
    assert "2 Kitas sind aufgenommen." in response.content.decode()
    with as_owner():
        made = Decision.objects.order_by("site__sort_key")
        assert [row.site.name for row in made] == ["Kita 0", "Kita 1"] and {row.number for row in made} == {"JHA 2026/61"}
        assert all(row.departures and row.departure_reason == REASON and row.funding_year == 2027 for row in made)
        assert {case.state for case in Application.objects.filter(pk__in=[case.pk for case in waiting])} == {"decided", "submitted", "open"}
        assert {row.site.coordinator_fte for row in made} == {Decimal("0.50")}  # what each has applied for
        phases = SitePhase.objects.filter(site=waiting[0].site).order_by("starts").values_list("phase", flat=True)
        assert list(phases) == ["interested", "on_the_way"] and waiting[0].site.forms.filter(form="guide", starts=date(2027, 1, 1)).exists()
        assert Measure.objects.filter(funding_year=2027).count() == 2 and Entry.objects.filter(kind="decided").count() == 2
        assert Job.objects.filter(name="planning.mail_decided").count() == 2


def test_who_was_decided_meanwhile_stops_all(world, waiting, client_of):
    """Another tab has acted between looking and saving: the list no longer offers it, and nothing is half saved."""
    with as_owner():
        Application.objects.filter(pk=waiting[1].pk).update(state="returned")
    chosen = [case.pk for case in waiting[:2]]
    response = client_of("social_planner").post(url(world.county), {**paper(conditions="Bleibt stehen"), "chosen": chosen})
    body = response.content.decode()
    assert response.status_code == 422 and "Bleibt stehen" in body and f'id="case-{waiting[1].pk}"' not in body
    with as_owner():
        assert not Decision.objects.exists()


def admit(world, cases):
    """As the service is called, past the form that offers only what waits."""
    access = Access(world.people["social_planner"])
    set_wall(access.reach("applications.view", "sites.view").places, person=access.user.pk)
    told = Decision(body="youth_welfare_committee", decided_on=date(2026, 11, 12), number="JHA 2026/61", effective_from=date(2027, 1, 1))
    told.reasons, told.departure_reason = "Der Bedarf ist festgestellt.", REASON
    return admit_sites(access=access, county=world.county, paper=told, cases={case.pk for case in cases})


def test_one_that_cannot_begin_on_the_day_stops_all(world, waiting):
    with as_owner():
        SitePhase.objects.filter(site=waiting[1].site).update(ends=date(2027, 2, 28))
        SitePhase.objects.create(site=waiting[1].site, county_id=world.county.pk, phase="on_the_way", starts=date(2027, 3, 1))
    with pytest.raises(ValidationError, match="Kita 1: "):
        admit(world, waiting[:2])
    with as_owner():
        assert not Decision.objects.exists() and not Application.objects.filter(state="decided").exists()


def test_who_acts_at_the_same_moment_is_named_and_stops_all(world, waiting):
    with pytest.raises(ValidationError, match=r"Kita 3\. Nichts ist gespeichert"):
        admit(world, [waiting[0], waiting[3]])
    with as_owner():
        assert not Decision.objects.exists()


@pytest.mark.guard("mixed-county")
def test_no_case_of_another_county_and_none_that_is_not_there(world, waiting):
    with as_owner():
        make.give(world.people["social_planner"], Role.SOCIAL_PLANNER, world.other_county)
        foreign = make.make_application(world.foreign, state="submitted", submitted=date(2026, 10, 1))
        gone = Application(pk=foreign.pk + 1000)
    for one in (foreign, gone):
        with pytest.raises(PermissionDenied):
            admit(world, [waiting[0], one])
    with as_owner():
        assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("chosen", "changes", "sentence"),
    [
        ((), {}, "Bitte kreuzen Sie mindestens eine Kita an."),
        ((0,), {"number": ""}, "Bitte füllen Sie „Nummer“ aus."),
        ((0,), {"decided_on": "1.1.2099"}, "Das Datum liegt in der Zukunft."),
        ((0,), {"departure_reason": ""}, "warum Sie trotzdem so entscheiden"),
        ((0,), {"next_due": "1.12.2026"}, "liegt vor dem Tag, ab dem diese gilt"),
        ((0, 1), {"effective_from": "1.1.1990"}, "Bitte prüfen Sie das Jahr"),
    ],
)
def test_a_bad_paper_saves_nothing_and_keeps_the_ticks(world, waiting, client_of, chosen, changes, sentence):
    values = {**paper(**changes), "chosen": [waiting[at].pk for at in chosen]}
    response = client_of("social_planner").post(url(world.county), values)
    body = response.content.decode()
    assert response.status_code == 422 and sentence in body and body.count(" checked") == len(chosen)
    with as_owner():
        assert not Decision.objects.exists()


def test_a_case_of_another_county_cannot_be_ticked(world, waiting, client_of):
    with as_owner():
        foreign = make.make_application(world.foreign, state="submitted", submitted=date(2026, 10, 1))
    response = client_of("social_planner").post(url(world.county), {**paper(), "chosen": [foreign.pk]})
    assert response.status_code == 422
    with as_owner():
        assert not Decision.objects.exists()
    assert client_of("social_planner").get(url(world.other_county)).status_code == 404


def test_nothing_waits(world, client_of):
    assert "Kein Antrag liegt zur Entscheidung vor" in client_of("social_planner").get(url(world.county)).content.decode()


def test_as_many_questions_for_thirty_as_for_three(world, client_of, own_queries):
    client, counts, begun = client_of("social_planner"), [], 0
    for number in (3, 27):
        with as_owner():
            for at in range(begun, begun + number):
                kita = make.make_kita(world.town, world.provider, f"Kita {at:02}")
                site = make.make_site(world.town, [kita], f"Kita {at:02}", phase="interested")
                make.make_application(site, state="submitted", submitted=date(2026, 10, 1))
        begun += number
        with own_queries() as seen:
            assert client.get(url(world.county)).content.decode().count('name="chosen"') == begun
        counts.append(seen.count)
    assert counts[0] == counts[1] <= 5 + OF_EVERY_REQUEST, "\n".join(query["sql"][:160] for query in seen.captured_queries)


def test_the_next_date_is_never_before_the_day_of_effect():
    """The county's date for a year may lie before the year begins: then the next one counts, and without one the proposal."""
    dues = [{"year": 2027, "due": "2026-11-30"}, {"year": 2028, "due": "2027-11-30"}]
    assert continuation_due(dues, date(2026, 11, 1)) == date(2026, 11, 30)
    assert continuation_due(dues, date(2026, 12, 1)) == date(2027, 11, 30)
    assert continuation_due(dues, date(2027, 1, 1)) == date(2027, 11, 30)
    assert continuation_due([], date(2026, 12, 1)) == date(2027, 9, 30)
