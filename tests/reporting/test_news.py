"""What is new: sentences of events for those whom they concern, none of the own doings, no imported rows, two queries."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import Decision, Statement
from planning.services.cases import record_statement
from planning.services.continuation import continue_sites
from planning.services.corrections import correct_decision, take_back
from planning.services.inquiries import take_inquiry_step
from planning.services.wishes import send_wish
from reporting.rules.news import EVENTS
from reporting.services.reports import take_step
from sites.core.days import date_long
from sites.core.journal import record
from sites.core.rights import ACTIONS
from sites.core.roles import Role
from sites.models import Invitation
from sites.services.invitations import invite
from sites.services.records import comment
from tests import factories as make
from tests.conftest import as_owner

GONE = timedelta(days=8)


def news(client) -> str:
    """What stands under "Neu", as read."""
    page = client.get("/").content.decode()
    return page.split(">Neu</h2>")[1].split("</section>")[0]


def test_the_house_reads_what_came_of_its_report(world, client_of, behind_forms):
    with as_owner():
        report = make.make_report(world.own, 2025, state="submitted", ready=True, version=1)
    take_step(access=behind_forms("social_planner"), obj=report, name="hand_back", note="Bitte Kapitel 3 ergänzen.")
    sentence = "Die Sozialplanung hat Ihren Sachbericht 2025 zur Ergänzung zurückgegeben."
    for role in ("head", "coordinator", "provider"):
        assert sentence in news(client_of(role)) and report.get_absolute_url() in news(client_of(role))
    assert "Sachbericht" not in news(client_of("social_planner"))  # the own doings
    assert "Sachbericht" not in news(client_of("head", elsewhere=True)) and "Sachbericht" not in news(client_of("specialist_advisor"))


@pytest.mark.parametrize(("to_state", "who"), [(False, "youth_welfare_office"), (True, "state_office")])
def test_the_house_reads_that_its_inquiry_is_answered(world, client_of, behind_forms, to_state, who):
    with as_owner():
        inquiry = make.make_inquiry(world.own, to_state=to_state, title="Raum im Winter")
    take_inquiry_step(access=behind_forms(who), inquiry=inquiry, name="answer", text="Ja, das geht.")
    page = news(client_of("coordinator"))
    assert page.count("hat Ihr Anliegen „Raum im Winter“ beantwortet.") == 1 and reverse("planning:inquiry_detail", args=[inquiry.pk]) in page
    assert "Raum im Winter" not in news(client_of("coordinator", elsewhere=True))


def test_wishes_of_families_are_counted_and_not_quoted(world, client_of):
    send_wish(slug=world.own.slug, text="Ein Treff am Samstag.")
    page = news(client_of("professional"))
    assert "Eine Familie hat einen Wunsch geschrieben." in page and "Samstag" not in page
    send_wish(slug=world.own.slug, text="Ein Chor."), send_wish(slug=world.foreign.slug, text="Ein Garten.")
    page = news(client_of("head"))
    assert "2 Familien haben Wünsche geschrieben." in page and reverse("planning:wish_list", args=[world.own.pk]) in page
    assert "Wunsch" not in news(client_of("provider")) and "Wünsche" not in news(client_of("social_planner"))


def test_a_comment_is_news_for_its_audience(world, client_of, behind_forms):
    with as_owner():
        case = make.make_application(world.own, state="submitted")
    comment(access=behind_forms("social_planner"), place=world.own.pk, about=case, text="Bitte die Raumfrage klären.")
    comment(access=behind_forms("social_planner"), place=world.county.pk, about=case, text="Unter uns.")
    assert news(client_of("head")).count("Die Sozialplanung hat zu „Antrag Kita Lindenhof“ einen Kommentar geschrieben.") == 1
    assert case.get_absolute_url() in news(client_of("head"))
    assert news(client_of("youth_welfare_office")).count("einen Kommentar geschrieben.") == 2 and "Kommentar" not in news(client_of("social_planner"))


def test_news_of_a_removed_thing_leads_nowhere(world, client_of, behind_forms):
    with as_owner():
        need = make.make_need(world.own)
    said = comment(access=behind_forms("head"), place=world.own.pk, about=need, text="Bitte noch einmal hinsehen.")
    url = reverse("planning:need_edit", args=[need.pk])
    assert url in news(client_of("coordinator"))
    with as_owner():
        said.delete(), need.delete()
    page = news(client_of("coordinator"))
    assert "einen Kommentar geschrieben" in page and url not in page


def test_an_invitation_that_ran_out_is_news_for_who_sent_it(world, client_of, behind_forms, time_machine):
    given = {"role": "coordinator", "email": "neu@x.example", "name": "Ruth Ebert", "starts": timezone.localdate()}
    invite(access=behind_forms("head"), place=world.own.place, **given)
    assert "Ruth Ebert" not in news(client_of("head"))
    time_machine.move_to(timezone.now() + GONE - timedelta(days=2))  # after it was sent, before it lapsed
    with as_owner():
        case, lapsed = make.make_application(world.own, state="submitted"), Invitation.objects.get().expires
    record(behind_forms("social_planner"), case, "hand_back", text="Zurück", about="Antrag")
    time_machine.move_to(timezone.now() + timedelta(days=2))
    page = news(client_of("head"))
    assert "Ihre Einladung an Ruth Ebert als Koordination ist abgelaufen." in page and f" · {date_long(lapsed).rpartition(' ')[0]}</p>" in page
    assert page.index("Ruth Ebert") < page.index("zur Ergänzung zurückgegeben")
    assert f"seit {date_long(lapsed).rpartition(' ')[0]}" in client_of("head").get(reverse("sites:member_list", args=[world.own.pk])).content.decode()
    assert "Ruth Ebert" not in news(client_of("provider"))


@pytest.mark.guard("news-reach", "own-doings")
def test_nothing_of_elsewhere_and_nothing_imported_is_news(world, client_of, behind_forms):
    with as_owner():
        here, there = make.make_decision(world.own, world.people["social_planner"]), make.make_decision(world.foreign, world.people["social_planner"])
        make.give(world.people["head"], Role.PARENT, world.foreign)  # whose wall is wider than what a head reads of
    planner = behind_forms("social_planner")
    record(planner, here, "decided", text="Fortgeführt ab 01.01.2027: Jugendhilfeausschuss")
    record(planner, there, "decided", text="Beendet ab 01.01.2027: Jugendhilfeausschuss")
    record(planner, world.own, "changed", text="Kita „Lindenhof“ aus einer Tabelle geändert")
    for role in ("parent_representative", "head", "facilitator"):
        page = news(client_of(role))
        assert "Es ist entschieden: Fortgeführt ab 01.01.2027" in page and "Beendet" not in page and "Tabelle" not in page
    assert "entschieden" not in news(client_of("social_planner"))


def test_a_decision_that_does_not_stand_is_no_news_and_its_end_is(world, client_of, behind_forms):
    with as_owner():
        make.put_in_plans(world.own, "integrated_plan", "demand_plan")
        decision = Decision(funding_year=2027, effective_from=date(2027, 1, 1), decided_on=date(2026, 11, 12), number="JHA 2026/47", reasons="Ende.")
    (made,) = continue_sites(
        access=behind_forms("social_planner"), county=world.county, paper=decision, continued=set(), ended={world.own.pk: "Schluss."}
    )
    assert "Es ist entschieden: Beendet ab 01.01.2027" in news(client_of("head"))
    fixed = Decision(site=world.own, body=made.body, decided_on=made.decided_on, number="JHA 2026/48", reasons="Schluss.")
    fixed.effective_from, fixed.funding_year = date(2027, 2, 1), 2027
    corrected = correct_decision(access=behind_forms("social_planner"), old=made, corrected=fixed, note="Ein Monat später.")
    page, paper = news(client_of("head")), "(Jugendhilfeausschuss, 12.11.2026, JHA 2026/48)."
    assert f"Die Sozialplanung hat eine Entscheidung berichtigt: Beenden ab 01.02.2027 {paper}" in page and "Es ist entschieden" not in page
    take_back(access=behind_forms("social_planner"), decision=corrected, reason="Vertagt.")
    page = news(client_of("parent_representative"))
    assert f"Die Sozialplanung hat eine Entscheidung zurückgenommen: Beenden ab 01.02.2027 {paper}" in page
    assert "Es ist entschieden" not in page and "berichtigt" not in page


def test_a_statement_on_behalf_reads_as_a_sentence(world, client_of, behind_forms):
    with as_owner():
        case = make.make_application(world.own)
    given = {"stance": "given", "stated_on": date(2026, 10, 1), "spoken_by": "Bürgermeisteramt", "paper": "Schreiben"}
    statement = Statement(application=case, site=world.own, party="municipality", **given)
    record_statement(access=behind_forms("social_planner"), statement=statement)
    assert "Die Sozialplanung hat eine Stellungnahme zum Antrag eingetragen: Gemeinde, einverstanden." in news(client_of("head"))


def test_each_event_is_news_for_a_right_that_exists_and_says_a_sentence():
    for event in EVENTS:
        assert event.action in ACTIONS and event.words.endswith((".", "!"))


@pytest.mark.parametrize("number", [3, 60])
def test_news_are_few_and_cost_two_queries(world, client_of, behind_forms, own_queries, number):
    with as_owner():
        case = make.make_application(world.own, state="submitted")
    for one in range(number):
        record(behind_forms("social_planner"), case, "hand_back", text="Zurück", about=f"Antrag {one}")
    with own_queries() as seen:
        assert news(client_of("provider")).count("zur Ergänzung zurückgegeben") == min(number, 8)
    statements = [query["sql"] for query in seen.captured_queries]
    assert sum("sites_entry" in sql for sql in statements) == 1
    assert sum("planning.application" in sql and "planning_application" in sql for sql in statements) <= 2  # the news and what is due
