"""What a page calls in order, decided, done or without a gap is so: one flaw at a time, and never more than the person sees."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import FundingRule
from reporting.models import ReportSnapshot
from sites.models import SitePhase
from tests import factories as make
from tests.conftest import as_owner

TODAY = timezone.localdate()
YEAR, DAY = TODAY.year, timedelta(days=1)


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\xa0", " ")


# The list of sites ------------------------------------------------------------------------------------------------


@pytest.fixture
def in_order(world):
    """A site for which everything is there: entries, hours as recommended, last year's report in time, the own share of this year."""
    with as_owner():
        world.session = make.make_session(make.make_offer(world.own), TODAY, figures=(4, 2, 1))
        world.contract = make.make_contract(world.own, make.make_user("Petra Lang"), starts=TODAY, ends=TODAY)
        world.report = make.make_report(world.own, YEAR - 1, state="accepted", version=1)
        type(world.report.measure).objects.update(report_due=TODAY)
        ReportSnapshot.objects.create(
            place=world.county, site=world.own, report=world.report, version=1, data={}, sha256="", created_by=world.people["head"]
        )
        world.measure = make.make_measure(world.own, YEAR, report_due=TODAY + DAY)
        make.make_cost(world.measure, "1000")
        world.own_share = make.make_funding(world.measure, "300", own=True, source="provider")
        make.make_decision(world.own, world.people["social_planner"], kind="continue", funding_year=YEAR)
    return world


def changed(row, **values):
    type(row).objects.filter(pk=row.pk).update(**values)


def not_begun(world):
    world.report.snapshots.all()._raw_delete("default")
    world.report.chapters.all().delete()
    world.report.delete()
    changed(world.report.measure, report_due=TODAY - DAY)


def late(world):
    changed(world.report, state="submitted")
    changed(world.report.measure, report_due=TODAY - DAY)


FLAWS = {
    "nothing": (lambda world: None, "in Ordnung"),
    "on the last day": (lambda world: changed(world.report, state="submitted"), "in Ordnung"),
    "returned": (lambda world: changed(world.report, state="returned"), f"Sachbericht {YEAR - 1} zur Ergänzung zurück"),
    "never begun": (not_begun, f"Sachbericht {YEAR - 1} überfällig"),
    "late": (late, f"Sachbericht {YEAR - 1} verspätet eingereicht"),
    "one euro": (lambda world: changed(world.own_share, planned="299"), f"Eigenanteil {YEAR}: 1,00 € fehlen"),
    "another rule": (
        lambda world: FundingRule.objects.create(place_id=world.county.pk, starts=TODAY, own_share="40", base="total"),
        f"Eigenanteil {YEAR}: 100,00 € fehlen",
    ),
    "no hours": (lambda world: changed(world.contract, ends=TODAY - DAY, starts=TODAY - DAY), "5 Stunden unter Empfehlung"),
    "too few hours": (lambda world: changed(world.contract, hours_per_month="4"), "1 Stunde unter Empfehlung"),
    "with a reason": (lambda world: changed(world.contract, hours_per_month="4", reason="Erfahrenes Team"), "in Ordnung"),
    "a case": (lambda world: make.make_application(world.own, state="submitted"), "Entscheidung offen"),
    "silent": (lambda world: world.session.delete(), "noch kein Eintrag"),
}


@pytest.mark.parametrize("flaw", FLAWS)
def test_a_site_is_in_order_when_nothing_is_missing(in_order, client_of, flaw):
    break_it, words = FLAWS[flaw]
    with as_owner():
        break_it(in_order)
    for role in ("social_planner", "provider"):
        listed = client_of(role).get(reverse("reporting:site_list")).context["lines"]
        (line,) = (one for one in listed if one.site == in_order.own)
        kind, said = line.standing
        assert (said.replace("\xa0", " "), kind == "success") == (words, words == "in Ordnung")


def test_who_does_not_see_all_of_it_does_not_read_in_order(in_order, client_of):
    for role, words in (("specialist_advisor", "Einträge aktuell"), ("facilitator", "Einträge aktuell"), ("professional", "Einträge aktuell")):
        (line,) = (one for one in client_of(role).get(reverse("reporting:site_list")).context["lines"] if one.site == in_order.own)
        assert line.standing == ("success", words)


# Other pages ------------------------------------------------------------------------------------------------------


def test_nothing_lacking_is_said_about_what_the_person_sees(world, client_of):
    """The state sees the plans alone; the office sees that the year has no decision."""
    with as_owner():
        make.put_in_plans(world.own, "integrated_plan", "demand_plan")
        make.put_in_plans(world.sibling, "integrated_plan", "demand_plan")
        make.make_measure(world.own, YEAR)
    page = reverse("planning:plan_sites", args=[world.county.pk])
    state, office = text(client_of("state_office").get(page)), text(client_of("social_planner").get(page))
    assert state.count("kein Hinweis zu den Plänen") == 2 and "ohne Entscheidung" not in state
    assert "kein Hinweis" not in office and "ohne Entscheidung" in office


def test_everything_is_decided_only_where_there_is_something_to_decide(world, client_of):
    page, planner = reverse("planning:continuation", args=[world.county.pk]), client_of("social_planner")
    asked = {"year": YEAR, "show": "open"}
    assert "alles entschieden" not in text(planner.get(page, asked))
    with as_owner():
        for site in (world.own, world.sibling):
            make.make_decision(site, world.people["social_planner"], kind="continue", funding_year=YEAR)
    assert "Für dieses Jahr ist alles entschieden" in text(planner.get(page, asked))
    with as_owner():
        SitePhase.objects.filter(county=world.county).update(phase="interested")
    said = text(planner.get(page, asked))
    assert "entschieden" not in said and "Noch kein laufender Standort" in said


def test_sessions_without_figures_are_those_the_person_enters(world, client_of):
    """A professional enters the sessions of the own offers: those of others may be missing."""
    with as_owner():
        make.make_session(make.make_offer(world.own), TODAY - DAY)
    professional, coordinator = (text(client_of(role).get(reverse("reporting:home"))) for role in ("professional", "coordinator"))
    assert "Bei keinem Termin der letzten Wochen, den Sie eintragen, fehlen Zahlen." in professional and "fehlen Zahlen" not in coordinator


@pytest.mark.parametrize(("ready", "words"), [(True, "Zurück zur Ergänzung. "), (False, "Zurück zur Ergänzung. 11 Kapitel sind offen.")])
def test_a_returned_report_is_never_called_finished(world, client_of, ready, words):
    with as_owner():
        report = make.make_report(world.own, YEAR, state="returned", ready=ready)
    shown = text(client_of("coordinator").get(reverse("reporting:report_detail", args=[report.pk])))
    assert "Alle Kapitel sind fertig" not in shown and ("Zurück zur Ergänzung" if ready else "Zurück, noch elf Kapitel") in shown
    said = text(client_of("coordinator").get(reverse("reporting:home")))
    assert words in said and "Alle Kapitel sind fertig" not in said and "0 Kapitel" not in said
