"""A slip in a decision is corrected with all its consequences; nothing is moved past what rests on it, and the page says what was another."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import Decision, Measure, Plan
from sites.models import FormerShare, Site, SiteForm, SitePhase
from tests import factories as make
from tests.conftest import as_owner
from tests.planning.test_decisions import all_given, case, correct, decide  # noqa: F401  a fixture
from tests.planning.test_facts import only, page_of, take_back


def test_day_form_and_post_are_corrected_and_everything_follows(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    planner = client_of("social_planner")
    decide(planner, case)
    same = {"body": "youth_welfare_committee", "decided_on": "12.11.2026", "number": "JHA 2026/47", "next_due": ""}
    days = {"effective_from": "1.12.2026", "funding_year": "2026"}
    assert correct(planner, only(), **same, **days, site_forms=["one_roof"], coordinator_fte="0,75").status_code == 302
    new = only()
    with as_owner():
        phases = list(SitePhase.objects.filter(site=case.site_id).order_by("starts").values_list("phase", "starts", "ends"))
        assert phases == [("interested", date(2026, 9, 1), date(2026, 11, 30)), ("on_the_way", date(2026, 12, 1), None)]
        assert list(SiteForm.objects.on(date(2027, 1, 1)).filter(site=case.site_id).values_list("form", "starts")) == [
            ("one_roof", date(2026, 12, 1))
        ]
        assert str(Site.objects.get(pk=case.site_id).coordinator_fte) == "0.75"
        assert [measure.funding_year for measure in Measure.objects.filter(site=case.site_id)] == [2026]  # that of 2027 was never touched
        assert (new.forms, str(new.coordinator_fte), new.effective_from) == (["one_roof"], "0.75", date(2026, 12, 1))
        assert Decision.objects.exclude(pk=new.pk).get().effective_from == date(2027, 1, 1)
    assert "ab 1. Dezember 2026" in page_of(planner, new)


def test_a_correction_may_contradict_no_other_decision(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    planner = client_of("social_planner")
    decide(planner, case)
    mine = only()
    with as_owner():
        make.make_decision(case.site, world.people["social_planner"], kind="continue", effective_from=date(2028, 1, 1), funding_year=2028)
    refused = correct(planner, mine, funding_year="2028", effective_from="1.2.2027")
    assert refused.status_code == 422 and "Für 2028 schon entschieden am 01.01.2023" in refused.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence", "label"),
    [
        ({"effective_from": "1.3.2027"}, "Auf dieser Entscheidung beruht schon: eine spätere Entscheidung: Fortführen ab 01.01.2026", "Gilt ab"),
        ({"funding_year": "2027"}, "Auf dieser Entscheidung beruht schon: eine spätere Entscheidung: Fortführen ab 01.01.2026", "Für das Förderjahr"),
    ],
)
def test_no_correction_carries_a_decision_past_what_rests_on_it(world, client_of, changes, sentence, label):
    """Also of a decision that has set nothing here because it was read in."""
    person = world.people["social_planner"]
    with as_owner():
        mine = make.make_decision(world.own, person, effective_from=date(2025, 2, 1), decided_on=date(2025, 1, 10), funding_year=2025)
        make.make_decision(world.own, person, kind="continue", effective_from=date(2026, 1, 1), funding_year=2026, number="JHA 2025/9")
        make.make_decision(world.own, person, kind="advance", phase="consultation_site", effective_from=date(2027, 2, 1), number="JHA 2026/8")
    planner = client_of("social_planner")
    same = {"body": mine.body, "decided_on": "10.1.2025", "number": mine.number, "reasons": mine.reasons, "sure": "on", "next_due": ""}
    same |= {"effective_from": "1.2.2025", "funding_year": "2025"}
    refused = correct(planner, mine, **same | changes)
    assert refused.status_code == 422 and f"{label}: {sentence}" in refused.content.decode(), refused.context["form"].errors
    assert correct(planner, mine, **same | {"number": "JHA 2025/2"}).status_code == 302  # how it was written down is always corrected


def test_no_correction_carries_a_decision_before_what_it_rests_on(world, client_of):
    person = world.people["social_planner"]
    with as_owner():
        make.make_decision(world.own, person, effective_from=date(2025, 2, 1), number="JHA 2025/1")
        mine = make.make_decision(
            world.own, person, kind="continue", effective_from=date(2026, 1, 1), decided_on=date(2025, 11, 1), funding_year=2026
        )
    same = {"body": mine.body, "decided_on": "1.11.2025", "number": mine.number, "sure": "on", "next_due": "", "funding_year": "2026"}
    refused = correct(client_of("social_planner"), mine, **same, effective_from="1.1.2025")
    assert refused.status_code == 422 and "Gilt ab: Diese Entscheidung beruht selbst auf: Aufnehmen ab 01.02.2025" in refused.content.decode()


def test_a_correction_that_changes_nothing_is_refused(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    planner = client_of("social_planner")
    decide(planner, case, reasons="Erste Zeile\r\nZweite Zeile", plan="")
    mine = only()
    same = {"body": mine.body, "decided_on": "12.11.2026", "number": mine.number, "next_due": "", "funding_year": "2027", "reasons": mine.reasons}
    refused = correct(planner, mine, **same)
    assert refused.status_code == 422 and "Sie haben nichts geändert." in refused.content.decode()
    assert only().pk == mine.pk


def test_the_plan_of_a_decision_is_corrected(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    planner = client_of("social_planner")
    decide(planner, case)
    with as_owner():
        plan = Plan.objects.get(kind="integrated_plan")
        foreign = Plan.objects.create(place_id=world.other_county.pk, kind="integrated_plan", title="Fremd", version="1", starts=date(2020, 1, 1))
    mine = only()
    assert correct(planner, mine, plan=foreign.pk).status_code == 422
    assert correct(planner, mine, plan=plan.pk).status_code == 302
    assert only().plan_id == plan.pk and f"Plan, auf dem sie beruht: keine Angabe → {plan}" in page_of(planner, only())


@pytest.mark.guard("resting-decision")
def test_nothing_is_set_anew_under_what_rests_on_it(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    planner = client_of("social_planner")
    decide(planner, case)
    mine = only()
    with as_owner():
        person, measure = world.people["social_planner"], Measure.objects.get(site=case.site_id)
        later = make.make_decision(case.site, person, kind="continue", effective_from=date(2028, 1, 1), funding_year=2028, number="JHA 2027/9")
        make.make_report(case.site, 2027, measure=measure)
    moved = correct(planner, mine, effective_from="1.2.2027")
    assert "Gilt ab: Auf dieser Entscheidung beruht schon" in moved.content.decode()
    for answer in (moved, take_back(planner, mine)):
        body = answer.content.decode()
        assert answer.status_code == 422 and "Fortführen ab 01.01.2028" in body and "JHA 2027/9" in body and "Maßnahme 2027: Sachberichte" in body
    assert correct(planner, mine, number="KT 2026/9", body="county_council").status_code == 302  # how it was written down is always corrected
    with as_owner():
        assert SitePhase.objects.get(site=case.site_id, phase="on_the_way").starts == date(2027, 1, 1)
        assert Measure.objects.filter(pk=measure.pk).exists() and Decision.objects.get(pk=later.pk).is_valid


def test_a_form_that_was_changed_later_is_named(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    planner = client_of("social_planner")
    decide(planner, case)
    with as_owner():
        SiteForm.objects.create(site=case.site, county_id=case.site.county_id, form="one_roof", starts=date(2027, 6, 1))
    refused = take_back(planner, only(), reason="Mein Grund bleibt")
    body = refused.content.decode()
    assert refused.status_code == 422 and "eine spätere Änderung der Organisationsform" in body and "Mein Grund bleibt" in body


def test_a_post_that_is_decided_for_later_does_not_count_today(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    with as_owner():
        Site.objects.filter(pk=case.site_id).update(coordinator_fte="0.25")
    planner = client_of("social_planner")

    def shown() -> str:
        page = planner.get(reverse("reporting:site_sheet", args=[case.site_id])).content.decode().replace("\xa0", " ")
        return page.split("Koordination: ")[1].split("<")[0].strip()

    decide(planner, case)
    assert shown() == "0,25 VZÄ"
    same = {"body": "youth_welfare_committee", "decided_on": "12.11.2026", "number": "JHA 2026/47", "next_due": "", "sure": "on"}
    today = timezone.localdate()
    correct(planner, only(), **same, effective_from=f"{today:%d.%m.%Y}", coordinator_fte="0,75")
    assert shown() == "0,75 VZÄ"
    correct(planner, only(), **same, effective_from="1.2.2027", coordinator_fte="0,75")
    assert shown() == "0,25 VZÄ"
    take_back(planner, only())
    with as_owner():
        assert not FormerShare.objects.exists() and str(Site.objects.get(pk=case.site_id).coordinator_fte) == "0.25"


def test_the_page_says_what_was_corrected(world, client_of, case):  # noqa: F811  a fixture
    all_given(world, case)
    planner = client_of("social_planner")
    decide(planner, case)
    correct(planner, only(), conditions="Bericht im März.")
    page = page_of(client_of("head"), only())
    assert "Gremium: Jugendhilfeausschuss → Kreistag / Stadtrat" in page and "Nummer: JHA 2026/47 → KT 2026/9" in page
    assert "Auflagen und Hinweise: neu gefasst" in page and "Koordination in VZÄ:" not in page
