"""What is due is what this person can do next: each role finds its own steps, and what is done is gone."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import Measure, Statement
from sites.core.days import MONTHS
from tests import factories as make
from tests.conftest import as_owner


def start(client) -> str:
    return client.get("/").content.decode()


def day(number):
    return timezone.localdate() + timedelta(days=number)


def test_the_head_submits_from_the_start_page_when_everything_is_written(world, client_of):
    with as_owner():
        report = make.make_report(world.own, timezone.localdate().year - 1, ready=True)
    url, head = reverse("reporting:report_step", args=[report.pk, "submit"]), client_of("head")
    assert f'action="{url}"' in start(head) and "Alle Kapitel sind fertig. Einreichen können Sie." in start(head)
    assert head.post(url).status_code == 302
    page = start(head)
    assert f'action="{url}"' not in page and "Sozialplanung Ilm-Kreis: Prüfung des Sachberichts" in page and "heute" in page


def test_a_day_of_another_year_says_its_year_and_what_is_overdue_since_when(world, client_of):
    year = timezone.localdate().year
    with as_owner():
        make.make_measure(world.own, year - 1, report_due=date(year - 1, 12, 30))
        make.make_measure(world.own, year, report_due=date(year + 1, 1, 15))
    page = " ".join(re.sub(r"<[^>]+>", " ", start(client_of("head"))).split())
    assert f"30.12. {year - 1} Sachbericht {year - 1} Überfällig seit 30. Dezember {year - 1}. Noch nicht begonnen." in page
    assert f"15.1. {year + 1} Sachbericht {year} In " in page
    with as_owner():
        Measure.objects.filter(funding_year=year).update(report_due=date(year, 12, 31))
    page = " ".join(re.sub(r"<[^>]+>", " ", start(client_of("head"))).split())
    assert f"31.12. Sachbericht {year}" in page  # of this year it is none


def test_an_unfinished_report_has_no_button(world, client_of):
    with as_owner():
        report = make.make_report(world.own, timezone.localdate().year)
    page = start(client_of("head"))
    assert "Elf von elf Kapiteln sind offen." in page and reverse("reporting:report_step", args=[report.pk, "submit"]) not in page


def test_the_head_sees_what_others_have_to_do_hours_and_a_room_taken_twice(world, client_of):
    with as_owner():
        case = make.make_application(world.own)
        make.make_statement(case, "provider", world.people["provider"]), make.make_statement(case, "municipality", world.people["social_planner"])
        make.make_inquiry(world.own, title="Raum im Winter")
        contract = make.make_contract(world.own, world.people["facilitator"], hours=Decimal(8))
        make.make_hours(contract, timezone.localdate(), Decimal("6.5"))
        room = make.make_room(world.own, "Familienraum")
        for title in ("Babytreff", "Dienstberatung"):
            make.make_session(make.make_offer(world.own, title, venue=room), day(2))
        make.make_session(make.make_offer(world.own, "Singkreis", venue=room), day(3))
    page = start(client_of("head"))
    waits = page.split("Wartet auf andere")[1]
    assert "Jugendamt Ilm-Kreis: Stellungnahme zum" in waits and "Elternvertretung: Stellungnahme zum" in waits and "Raum im Winter" in waits
    assert "Träger Sozialwerk" not in waits and "Gemeinde Ilmenau" not in waits
    assert "6,5" in page and "Drei Monate" in page and "24" in page and f">{MONTHS[timezone.localdate().month - 1]}, bisher<" in page
    assert page.count("doppelt belegt") == 2 and "Familienraum: Singkreis" in page
    assert reverse("planning:statement_edit", args=[case.pk, "team"]) in page


@pytest.mark.parametrize(
    ("role", "party"), [("youth_welfare_office", "youth_welfare_office"), ("provider", "provider"), ("parent_representative", "parents_council")]
)
def test_a_missing_statement_is_due_until_it_is_given(world, client_of, role, party):
    with as_owner():
        case = make.make_application(world.own, state="submitted")
        url = reverse("planning:statement_edit", args=[case.pk, party])
        elsewhere = reverse("planning:statement_edit", args=[make.make_application(world.foreign).pk, party])
    page = start(client_of(role))
    assert url in page and elsewhere not in page
    with as_owner():
        Statement.objects.filter(application=case, party=party).delete()
        make.make_statement(case, party, world.people[role])
    page = start(client_of(role))
    assert "Ihre Stellungnahme fehlt" not in page and "Ihre Erklärung als Träger fehlt noch" not in page and "Ihre Stimme ist gefragt" not in page


@pytest.mark.req("R017.D", "R099.H")
@pytest.mark.parametrize(
    ("stance", "words"),
    [("given", "einverstanden"), ("concerns", "mit Bedenken"), ("refused", "nicht einverstanden"), ("silent", "keine Stellungnahme")],
)
def test_the_representative_reads_what_it_is_about_and_says_one_of_four(world, client_of, stance, words):
    with as_owner():
        case = make.make_application(world.own, needs_text="Familien fehlt ein Treffpunkt.", forms=["gallery"])
    client, url = client_of("parent_representative"), reverse("planning:statement_edit", args=[case.pk, "parents_council"])
    page = client.get(url).content.decode()
    assert "Familien fehlt ein Treffpunkt." in page and words in page
    data = {"stance": stance, "stated_on": f"{day(-1):%d.%m.%Y}", "spoken_by": "Nadine Fischer", "text": "", "paper": ""}
    assert client.post(url, data).status_code == 302
    with as_owner():
        assert Statement.objects.get(application=case).stance == stance
    assert words in start(client).split("Schon gehört")[1]
    assert "angehört" in client_of("social_planner").get(case.get_absolute_url()).content.decode() or stance == "refused"


def test_the_provider_sees_dates_and_agreements_across_its_sites(world, client_of):
    with as_owner():
        for site, title in ((world.own, "Krabbelgruppe"), (world.sister, "Vätertreff"), (world.foreign, "Anderswo")):
            make.make_session(make.make_offer(site, title), day(3))
        for site, name in ((world.sister, "Hebamme"), (world.foreign, "Fremde Stelle")):
            cooperation = make.make_cooperation(make.make_partner(site, name), stage="active")
            make.make_agreement(cooperation, starts=day(-300), ends=day(20))
    page = start(client_of("provider"))
    assert all(words in page for words in ("Krabbelgruppe", "Vätertreff", "Hebamme, Kita Birkenweg", "Vereinbarung endet am"))
    assert "Anderswo" not in page and "Fremde Stelle" not in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("open", "In Arbeit. Einreichen können Leitung und Träger."),
        ("returned", "Zurück zur Ergänzung. Wieder einreichen können Leitung und Träger."),
        ("submitted", ""),
    ],
)
def test_the_provider_is_told_first_of_an_application_that_lies_with_the_house(world, client_of, state, words):
    with as_owner():
        case = make.make_application(world.own, state=state)
        make.make_statement(case, "provider", world.people["provider"])
        make.make_application(world.foreign, state="returned")
    tasks = [(one.title, one.words, one.url) for one in client_of("provider").get("/").context["tasks"]]
    assert tasks == ([("Antrag Kita Lindenhof", words, case.get_absolute_url())] if words else [])


def test_the_state_office_finds_inquiries_and_feedback_until_they_are_answered(world, client_of):
    with as_owner():
        inquiry = make.make_inquiry(world.own, to_state=True, title="Wer berät uns?")
        make.make_inquiry(world.own, title="An den Landkreis")
        feedback = make.make_feedback(world.state, "Der Kontrast ist zu schwach.")
    page = start(client_of("state_office"))
    assert "1 offenes Anliegen und 1 neue Rückmeldung warten auf Sie." in page and "Wer berät uns?" in page and "Kontrast" in page
    assert "An den Landkreis" not in page
    with as_owner():
        inquiry.state, feedback.answered = "answered", timezone.now()
        inquiry.save(), feedback.save()
    page = start(client_of("state_office"))
    assert "2 Hinweise zu Daten warten auf Sie." in page and "Wer berät uns?" not in page


def test_parents_see_the_dates_of_their_house_and_one_link_to_its_page(world, client_of):
    with as_owner():
        for site, title in ((world.own, "Elterncafé"), (world.sibling, "Woanders")):
            make.make_page(site)
            for number in range(3):
                make.make_public_date(site, f"{title} {number}", day(number + 1))
    page = start(client_of("parent"))
    assert "Elterncafé 2" in page and "Woanders" not in page
    assert page.count(reverse("offers:family_page", args=[world.own.slug])) == 1


def test_a_date_by_which_everything_is_done_is_gone(world, client_of):
    year = timezone.localdate().year
    with as_owner():
        make.make_deadline(world.county, "report", day(30), year), make.make_deadline(world.county, "decision", day(40), year)
        report = make.make_report(world.own, year, state="submitted", ready=True, version=1)
    page = start(client_of("social_planner"))
    assert "Sachbericht, Förderjahr" in page and "Entscheidung über die Fortführung" in page
    with as_owner():
        report.state = "accepted"
        report.save()
        make.make_decision(world.own, world.people["social_planner"], kind="continue", funding_year=year)
    assert "Entscheidung über die Fortführung" in start(client_of("social_planner"))  # the sibling is still open
    with as_owner():
        make.make_decision(world.sibling, world.people["social_planner"], kind="advance", phase="established", funding_year=year, number="JHA 2")
        gone = {"taken_back": day(0), "taken_back_by": world.people["social_planner"], "take_back_reason": "Doppelt erfasst"}
        make.make_decision(world.sibling, world.people["social_planner"], kind="continue", funding_year=year, number="JHA 3", **gone)
    assert "Entscheidung über die Fortführung" in start(client_of("social_planner"))  # neither a step nor a mistake answers for the year
    with as_owner():
        make.make_decision(world.sibling, world.people["social_planner"], kind="continue", funding_year=year, number="JHA 2023/2")
    page = start(client_of("social_planner"))
    assert "Sachbericht, Förderjahr" not in page and "Entscheidung über die Fortführung" not in page
