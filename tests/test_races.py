"""Locks: of two people at once the second waits, looks again at what the first has left, and is told."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.utils import timezone

from offers.models import Session
from offers.services.planning import Planned, plan_sessions
from planning.models import Application, Decision, Meeting, Need, Statement
from planning.services.cases import record_statement
from planning.services.continuation import continue_sites
from planning.services.corrections import correct_decision
from planning.services.decisions import advance_phase, decide
from processes.models import ActionStep, FacilitationSession
from processes.services.book import log_hours
from processes.services.meetings import close_meeting
from reporting.models import Chapter
from reporting.services.reports import write_chapter
from sites.core.access import Access, fetch
from sites.core.flow import advance
from sites.models import Entry, Feedback, Invitation, Membership, SitePhase
from sites.services.invitations import accept_invitation, withdraw_invitation
from sites.services.records import answer_feedback
from tests import factories as make
from tests.conftest import as_owner, make_world
from tests.races import second_of_two

TODAY = timezone.localdate()
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    """Rows that both connections see."""
    return make_world()


def rows(model, **filters):
    with as_owner():
        return list(model.objects.filter(**filters).order_by("pk"))


def refused(answer, words: str) -> bool:
    return isinstance(answer, ValidationError) and words in " ".join(answer.messages)


@pytest.mark.guard("step-lock")
def test_of_two_steps_from_one_state_one_is_taken(world):
    with as_owner():
        case = make.make_application(world.own, state="submitted")

    def step(role, name):
        return lambda: advance(case, name, access=Access(world.people[role]), note="Grund")

    assert refused(second_of_two(step("social_planner", "hand_back"), step("head", "take_back")), "nicht möglich")
    assert rows(Application)[0].state == "returned" and [entry.kind for entry in rows(Entry)] == ["hand_back"]


@pytest.mark.guard("row-lock")
def test_who_opens_a_row_to_change_it_sees_what_the_one_before_has_saved(world):
    with as_owner():
        need = make.make_need(world.own, "Vorher")

    def opened():
        request = RequestFactory().post("/")
        request.access, request.actions = Access(world.people["head"]), ("needs.change",)
        return fetch(request, Need, pk=need.pk, lock=True)

    def change():
        row = opened()
        row.title = "Nachher"
        row.save()

    assert second_of_two(change, lambda: opened().title) == "Nachher"


@pytest.mark.guard("chapter-lock")
def test_nobody_writes_into_a_report_while_it_is_submitted(world):
    with as_owner():
        report = make.make_report(world.own, 2025, ready=True)
        chapter = report.chapters.get(key="offers")

    def submit():
        advance(report, "submit", access=Access(world.people["head"]))

    def write():
        return write_chapter(access=Access(world.people["coordinator"]), chapter=chapter, text="Zu spät", ready=True)

    assert refused(second_of_two(submit, write), "lässt sich nicht ändern")
    assert not rows(Chapter, text="Zu spät")


@pytest.mark.guard("statement-lock")
def test_who_speaks_while_a_case_is_decided_has_spoken_after_it(world):
    with as_owner():
        case = make.make_application(world.own, state="submitted")

    def decide():
        advance(case, "decide", access=Access(world.people["social_planner"]))

    def speak():
        statement = Statement(application=case, site_id=world.own.pk, party="team", stance="given", stated_on=TODAY, spoken_by="Team")
        return record_statement(access=Access(world.people["head"]), statement=statement)

    assert second_of_two(decide, speak).late  # it was still to come: held with the decision, and marked
    assert [statement.late for statement in rows(Statement)] == [True]


def paper(number: str) -> Decision:
    days = {"decided_on": date(2026, 11, 12), "effective_from": date(2027, 1, 1), "funding_year": 2027}
    return Decision(body="youth_welfare_committee", number=number, reasons="Passt.", departure_reason="Der Plan folgt.", **days)


@pytest.mark.guard("continuation-lock")
def test_a_site_is_decided_about_once_a_year(world):
    with as_owner():
        make.make_measure(world.own, 2027)

    def go_on(number):
        access = Access(world.people["social_planner"])
        return lambda: continue_sites(access=access, county=world.county, paper=paper(number), continued={world.own.pk}, ended={})

    assert refused(second_of_two(go_on("JHA 1"), go_on("JHA 2"), person=world.people["social_planner"].pk), "inzwischen schon entschieden")
    assert [decision.number for decision in rows(Decision)] == ["JHA 1"]


@pytest.mark.guard("decision-lock")
def test_of_two_decisions_that_contradict_one_is_taken_and_the_other_told(world):
    with as_owner():
        SitePhase.objects.filter(site=world.own).update(phase="on_the_way")
        make.make_measure(world.own, 2027)
        case = make.make_application(world.own, state="submitted")

    def decides(kind):
        decision = paper(f"JHA {kind}")
        decision.kind = kind
        return lambda: decide(access=Access(world.people["social_planner"]), application=case, decision=decision)

    def steps():
        decision = paper("JHA step")
        decision.phase = "established"
        return advance_phase(access=Access(world.people["social_planner"]), site=world.own, decision=decision)

    answer = second_of_two(decides("end"), steps, person=world.people["social_planner"].pk)
    assert refused(answer, "Für 2027 schon entschieden am 12.11.2026")
    assert [decision.kind for decision in rows(Decision)] == ["end"]


@pytest.mark.guard("decision-lock")
def test_a_decision_has_one_wording_that_counts(world):
    with as_owner():
        old = make.make_decision(world.own, world.people["social_planner"])

    def correct(number):
        return lambda: correct_decision(access=Access(world.people["social_planner"]), old=old, corrected=paper(number), note="Falsch")

    assert refused(second_of_two(correct("JHA 1"), correct("JHA 2")), "jemand anderes berichtigt")
    assert [decision.number for decision in rows(Decision, superseded_by=None)] == ["JHA 1"]


@pytest.mark.parametrize(
    "accepts_first", [pytest.param(True, marks=pytest.mark.guard("invitation-lock")), pytest.param(False, marks=pytest.mark.guard("accept-lock"))]
)
def test_an_invitation_is_accepted_or_taken_back(world, accepts_first):
    with as_owner():
        invitation = make.make_invitation(world.own, world.people["head"], email="nobody@hier.example", expires=TODAY)

    def accept():
        return accept_invitation(invitation=invitation, user=world.people["nobody"], today=TODAY)

    def withdraw():
        return withdraw_invitation(access=Access(world.people["head"]), invitation=invitation)

    both, words = ((accept, withdraw), "schon angenommen") if accepts_first else ((withdraw, accept), "gilt nicht mehr")
    assert refused(second_of_two(*both), words)
    found = rows(Invitation)[0]
    assert (found.accepted is None) is not accepts_first and (found.withdrawn is None) is accepts_first
    assert len(rows(Membership, user=world.people["nobody"])) == accepts_first


@pytest.mark.guard("hours-lock")
def test_the_same_line_of_hours_at_once_is_one_line(world):
    with as_owner():
        contract = make.make_contract(world.own, world.people["facilitator"])

    def write():
        access, line = Access(world.people["facilitator"]), {"held_on": TODAY, "hours": Decimal(2), "kind": "advice", "topic": "Team"}
        return log_hours(access=access, contract=contract, **line).pk

    assert second_of_two(write, write) == rows(FacilitationSession)[0].pk
    assert len(rows(FacilitationSession)) == 1 == len(rows(Entry, kind="logged"))


@pytest.mark.guard("book-one-at-a-time")
def test_two_sites_at_once_do_not_fill_a_day_beyond_its_hours(world):
    with as_owner():
        contracts = [make.make_contract(site, world.people["facilitator"]) for site in (world.own, world.sibling)]
        make.make_hours(contracts[0], TODAY, hours=Decimal(12))

    def write(contract):
        line = {"held_on": TODAY, "hours": Decimal(10), "kind": "advice", "topic": f"Team {contract.site_id}"}
        return log_hours(access=Access(world.people["facilitator"]), contract=contract, **line).pk

    assert refused(second_of_two(lambda: write(contracts[0]), lambda: write(contracts[1])), "mehr als 24 Stunden")
    assert sum(row.hours for row in rows(FacilitationSession)) == 22


@pytest.mark.guard("answer-lock")
def test_feedback_is_answered_once(world):
    with as_owner():
        row = Feedback.objects.create(place=world.state.place, message="Schön.")

    def answer():
        return answer_feedback(access=Access(world.people["state_office"]), feedback=row)

    assert refused(second_of_two(answer, answer), "schon beantwortet")
    assert len(rows(Entry, kind="answered")) == 1


@pytest.mark.guard("dates-lock")
def test_of_two_who_plan_the_same_date_the_second_is_told_in_words(world):
    with as_owner():
        offer = make.make_offer(world.own)
    access, planned = Access(world.people["coordinator"], TODAY), Planned([TODAY], time(15), time(16))

    def plan():
        return plan_sessions(access=access, offer=offer, planned=planned)

    assert refused(second_of_two(plan, plan), "gibt es dieses Angebot schon am")
    assert len(rows(Session, offer=offer)) == 1


@pytest.mark.guard("step-lock")
def test_of_two_who_close_a_meeting_one_wins(world):
    with as_owner():
        meeting = make.make_meeting(make.make_body(world.own, "Steuerungsteam", "steering_team"), TODAY, state="running")
        make.make_agenda_item(meeting, result="Ein Babytreff.", owner="Jana Seidel", due=TODAY)
    access = Access(world.people["head"])

    def close():
        return close_meeting(access=access, meeting=Meeting.objects.get(pk=meeting.pk), guests="")

    answer = second_of_two(close, close)
    assert isinstance(answer, ValidationError) and "nicht möglich" in str(answer)
    with as_owner():
        assert ActionStep.objects.count() == 1 and Entry.objects.filter(kind="close").count() == 1
