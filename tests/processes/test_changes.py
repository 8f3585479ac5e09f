"""Fundamental changes in a house: they raise what is recommended and propose three things; a refusal has its sentence (R129, R130, UF3)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from processes.models import ActionStep, ChangeEvent, ChangeProposal
from processes.services.changes import answer_proposal
from sites.models import Entry, SitePhase
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import remove
from tests.sites.reading import text

PROPOSED = ["Umfang der Prozessbegleitung erhöhen", "Zusätzliche Sitzung des Steuerungsteams", "Neue Runde der Ausgangsanalyse"]


def today():
    return timezone.localdate()


def only(model, **lookup):
    with as_owner():
        return model.objects.get(**lookup)


def count(model, **lookup):
    with as_owner():
        return model.objects.filter(**lookup).count()


def enter(browser, site, **changes):
    data = {"trigger": "head", "starts": f"{today() - timedelta(days=30):%d.%m.%Y}", "ends": "", "note": "", **changes}
    return browser.post(reverse("processes:change_create", args=[site.pk]), data)


def page_of(browser, site):
    return text(browser.get(reverse("processes:change_list", args=[site.pk])))


@pytest.mark.req("R129.H", "R130.H")
def test_a_change_has_a_trigger_days_and_a_note_and_makes_three_proposals(world, client_of):
    browser = client_of("coordinator")
    form = text(browser.get(reverse("processes:change_create", args=[world.own.pk])))
    for trigger in ("Neue Fachkräfte", "Neue Teamkonstellation", "Leitungswechsel", "Trägerwechsel", "Stetiger Elternwechsel", "Anderes"):
        assert trigger in form
    assert enter(browser, world.own, note="Die Leitung geht in Rente.").status_code == 302
    event = only(ChangeEvent)
    assert (event.trigger, event.ends, event.person_label) == ("head", None, "Koordination Hier, Koordination")
    with as_owner():
        assert [str(one) for one in event.proposals.all()] == PROPOSED and {one.state for one in event.proposals.all()} == {"open"}
    page = page_of(browser, world.own)
    assert "Leitungswechsel" in page and "Die Leitung geht in Rente." in page and page.count("noch offen") == 3
    assert count(Entry, subject=f"processes.changeevent:{event.pk}", kind="created") == 1


def test_changing_a_change_proposes_nothing_twice(world, client_of):
    browser = client_of("head")
    enter(browser, world.own)
    event = only(ChangeEvent)
    ended = {"trigger": "team", "starts": f"{event.starts:%d.%m.%Y}", "ends": f"{today():%d.%m.%Y}", "note": ""}
    assert browser.post(reverse("processes:change_edit", args=[event.pk]), ended).status_code == 302
    assert (only(ChangeEvent).ends, count(ChangeProposal)) == (today(), 3)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"trigger": "other"}, "Bitte schreiben Sie es in einem Satz."),
        ({"trigger": "flood"}, "Diese Auswahl gibt es nicht"),
        ({"starts": ""}, "Bitte füllen Sie"),
        ({"ends": "01.01.2020"}, "Das Ende liegt vor dem Beginn"),
        ({"note": "x" * 301}, "höchstens 300 Zeichen"),
    ],
)
def test_bad_changes_get_the_page_back(world, client_of, changes, sentence):
    answer = enter(client_of("head"), world.own, **changes)
    assert answer.status_code == 422 and sentence in text(answer)
    assert count(ChangeEvent) == 0 == count(ChangeProposal)


@pytest.fixture
def event(world):
    with as_owner():
        return make.make_change(world.own, "head", starts=today() - timedelta(days=30))


def proposal(event, kind):
    return only(ChangeProposal, event=event, kind=kind)


def accept(browser, one):
    return browser.post(reverse("processes:proposal_accept", args=[one.pk]))


def decline(browser, one, note):
    return browser.post(reverse("processes:proposal_decline", args=[one.pk]), {"note": note})


def test_a_proposal_is_declined_with_one_sentence_and_taken_up_later(world, client_of, event):
    browser, one = client_of("coordinator"), proposal(event, "analysis")
    assert decline(browser, one, " ").status_code == 422 and only(ChangeProposal, pk=one.pk).state == "open"
    assert decline(browser, one, "Erst nach der Einarbeitung.").status_code == 302
    one = only(ChangeProposal, pk=one.pk)
    assert (one.state, one.sentence, one.answered_on) == ("declined", "Erst nach der Einarbeitung.", today())
    assert "abgelehnt: „Erst nach der Einarbeitung.“" in page_of(browser, world.own)
    assert decline(browser, one, "Noch einmal.").status_code == 422  # another tab
    accept(browser, one)
    one = only(ChangeProposal, pk=one.pk)
    assert (one.state, one.sentence) == ("accepted", "")
    assert only(ActionStep).title == "Neue Runde der Ausgangsanalyse beginnen: Leitungswechsel"


def test_what_is_taken_up_becomes_a_step_of_the_house_once(world, client_of, event):
    browser, one = client_of("facilitator"), proposal(event, "meeting")
    for _ in range(2):
        accept(browser, one)
    step = only(ActionStep)
    assert (step.title, step.owner, step.due) == (
        "Zusätzliche Sitzung des Steuerungsteams vereinbaren: Leitungswechsel", "Prozessbegleitung Hier", today() + timedelta(days=28),
    )  # fmt: skip
    assert count(Entry, subject=f"processes.changeproposal:{one.pk}", kind="accept") == 1


@pytest.mark.parametrize(
    ("kind", "role", "view", "words"),
    [
        ("analysis", "facilitator", "processes:analysis_create", "Runde beginnen"),
        ("meeting", "head", "planning:steering_team", "Sitzung planen"),
        ("hours", "social_planner", "processes:contract_create", "Vereinbarung eintragen"),
    ],
)
def test_what_was_taken_up_leads_to_where_it_is_done_for_who_may(world, client_of, event, kind, role, view, words):
    one, listed, way = proposal(event, kind), reverse("processes:change_list", args=[world.own.pk]), reverse(view, args=[world.own.pk])
    link = f'<p class="small"><a href="{way}">{words}<'
    assert link not in client_of(role).get(listed).content.decode()
    accept(client_of(role), one)
    assert link in client_of(role).get(listed).content.decode()
    assert link not in client_of("provider").get(listed).content.decode()
    assert client_of(role).get(way).status_code in {200, 302}  # a house without a team is led to its bodies


@pytest.mark.guard("hours-proposal")
@pytest.mark.parametrize(("role", "may"), [("coordinator", False), ("facilitator", False), ("social_planner", True), ("provider", True)])
def test_more_hours_are_decided_by_who_concludes_the_contract(world, client_of, event, role, may):
    browser, one = client_of(role), proposal(event, "hours")
    address = reverse("processes:proposal_accept", args=[one.pk])
    page = browser.get(reverse("processes:change_list", args=[world.own.pk])).content.decode()
    assert (address in page) is may and ("Darüber entscheiden Sozialplanung und Träger." in page) is not may
    accept(browser, one)
    assert only(ChangeProposal, pk=one.pk).state == ("accepted" if may else "open")
    assert count(ActionStep) == 0


@pytest.mark.guard("answered-change")
def test_a_change_goes_while_nothing_of_it_is_answered(world, client_of, event):
    browser, address = client_of("head"), reverse("processes:change_edit", args=[event.pk])
    decline(browser, proposal(event, "meeting"), "Keine Zeit.")
    remove(browser, address)
    assert count(ChangeEvent) == 1
    with as_owner():
        event.proposals.update(state="open", sentence="", answered_on=None)
    remove(browser, address)
    assert count(ChangeEvent) == 0 == count(ChangeProposal)


def test_a_change_of_a_neighbour_is_not_answered(world, behind_forms, event):
    with as_owner():
        other = make.make_change(world.foreign, "team")
        one = other.proposals.get(kind="meeting")
    with pytest.raises((PermissionDenied, ChangeProposal.DoesNotExist)):
        answer_proposal(access=behind_forms("head"), proposal=one, step="accept")
    assert only(ChangeProposal, pk=one.pk).state == "open"


@pytest.mark.req("R129.C")
def test_an_open_change_raises_what_is_recommended_on_the_pages(world, client_of, event):
    with as_owner():
        SitePhase.objects.filter(site=world.own).update(phase="established", starts=today() - timedelta(days=900))
        contract = make.make_contract(world.own, make.make_user("Petra Lang"), starts=today() - timedelta(days=100), hours=6)
    browser = client_of("social_planner")

    def advised() -> tuple[str, str]:
        page = text(browser.get(reverse("processes:contract_detail", args=[contract.pk])))
        line = text(browser.get(reverse("reporting:site_list"), {"q": world.own.name}))
        return page[page.index("Empfohlen im Monat") :][:22], line[line.index("Galerie 6 von") :][:16]

    assert advised()[0].startswith("Empfohlen im Monat 10") and advised()[1].startswith("Galerie 6 von 10")
    with as_owner():
        ChangeEvent.objects.filter(pk=event.pk).update(ends=today().replace(day=1) - timedelta(days=1))
    assert advised()[0].startswith("Empfohlen im Monat 5") and advised()[1].startswith("Galerie 6 von 5")
