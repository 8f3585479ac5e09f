"""The steps of a case: who may take which from which state, what a refusal says, and the mails that follow."""

import pytest
from django.core import mail
from django.urls import reverse

from planning.models import Application, Decision
from sites.core.roles import Role
from sites.models import Entry, Job
from tests import factories as make
from tests.conftest import as_owner
from tests.mails import deliver

#: By hand: the states from which a step may be taken, and by whom.
ALLOWED = {
    "submit": ({"open", "returned"}, {"head", "provider"}),
    "hand_back": ({"submitted"}, {"social_planner"}),
    "take_back": ({"submitted"}, {"head", "provider"}),
    "take_back_return": ({"returned"}, {"social_planner"}),
    "withdraw": ({"open", "submitted", "returned"}, {"head", "provider"}),
}
READERS = {"social_planner", "youth_welfare_office", "specialist_advisor", "provider", "head", "coordinator"}
TARGET = {"submit": "submitted", "hand_back": "returned", "withdraw": "withdrawn", "take_back": "open", "take_back_return": "submitted"}
WHOLE = {"needs_text": "Familien fehlt ein Treffpunkt.", "location_reasons": ["intrinsic_motivation"], "forms": ["gallery"]}


def post(client, case, name, **data):
    return client.post(reverse("planning:application_step", args=[case.pk, name]), data)


def state_of(case):
    with as_owner():
        return Application.objects.get(pk=case.pk).state


@pytest.mark.parametrize("state", ["open", "submitted", "returned", "decided", "withdrawn"])
@pytest.mark.parametrize("name", list(ALLOWED))
def test_every_step_from_every_state_by_everybody(world, client_of, name, state):
    with as_owner():
        case = make.make_application(world.own, state=state, **WHOLE)
    sources, people = ALLOWED[name]
    for role in Role:
        response = post(client_of(role), case, name, note="Die Raumfrage ist offen.")
        right = 403 if role not in READERS or role not in people else 302 if state in sources else 422
        assert response.status_code == right, role
        if right == 302:
            assert state_of(case) == TARGET[name]
            with as_owner():
                Application.objects.filter(pk=case.pk).update(state=state)
        else:
            assert state_of(case) == state


@pytest.mark.parametrize("name", list(ALLOWED))
def test_the_same_role_elsewhere_sees_a_missing_row(world, client_of, name):
    with as_owner():
        case = make.make_application(world.own, state="submitted")
    for role in sorted(READERS):
        assert post(client_of(role, elsewhere=True), case, name, note="x").status_code == 404
    assert state_of(case) == "submitted"


def test_an_unknown_step_and_the_decision_have_no_door_here(world, client_of):
    with as_owner():
        case = make.make_application(world.own, state="submitted")
    assert post(client_of("social_planner"), case, "decide").status_code == 404
    assert post(client_of("social_planner"), case, "erase").status_code == 404
    assert client_of("head").get(reverse("planning:application_step", args=[case.pk, "submit"])).status_code == 405


def test_what_is_missing_stands_on_the_page_and_in_the_refusal(world, client_of):
    with as_owner():
        case = make.make_application(world.own)
    missing = "Es fehlt, warum dieser Standort gewählt wird."
    page = client_of("head").get(case.get_absolute_url()).content.decode()
    response = post(client_of("head"), case, "submit")
    assert missing in page and "disabled" in page
    assert response.status_code == 422 and missing in response.content.decode()


def test_submitting_notes_the_day(world, client_of):
    with as_owner():
        case = make.make_application(world.own, **WHOLE)
    assert post(client_of("provider"), case, "submit").status_code == 302
    with as_owner():
        case.refresh_from_db()
        assert case.submitted is not None and Entry.objects.get(kind="submit").person == world.people["provider"]


@pytest.mark.parametrize("note", ["", "   "])
def test_a_return_asks_for_a_reason(world, client_of, note):
    with as_owner():
        case = make.make_application(world.own, state="submitted")
    response = post(client_of("social_planner"), case, "hand_back", note=note)
    assert response.status_code == 422 and "Bitte geben Sie einen Grund an." in response.content.decode()
    assert state_of(case) == "submitted"


def test_the_reason_of_a_late_return_is_kept(world, client_of):
    with as_owner():
        case = make.make_application(world.own, state="withdrawn")
    response = post(client_of("social_planner"), case, "hand_back", note="Die Raumfrage ist offen.")
    assert response.status_code == 422 and "Inzwischen hat jemand anderes den Stand geändert" in response.content.decode()


# The way back at each level ---------------------------------------------------------------------------------------

GONE_ON = "Inzwischen hat jemand anderes den Stand geändert"


@pytest.fixture
def sent(world, client_of):
    """An application that the head has just submitted."""
    with as_owner():
        case = make.make_application(world.own, **WHOLE)
    post(client_of("head"), case, "submit")
    return case


def say(client, case, party, **changes):
    data = {"stance": "given", "stated_on": "1.10.2026", "spoken_by": "Frau Kern", "text": "", "paper": "Schreiben Nr. 7", **changes}
    return client.post(reverse("planning:statement_edit", args=[case.pk, party]), data)


def test_the_house_takes_back_what_nobody_has_touched(world, client_of, sent):
    head = client_of("head")
    page = head.get(sent.get_absolute_url()).content.decode()
    assert "Zum Bearbeiten zurückholen" in page and "Warum holen Sie den Antrag zurück?" in page and page.count("Antrag zurückziehen") == 2
    assert "Sichtbar für Sozialplanung, Jugendamt, Kita-Fachberatung, Träger, Leitung und Koordination." in page
    assert say(head, sent, "team").status_code == 302  # what the house itself says does not shut its way back
    assert post(head, sent, "take_back", note="").status_code == 422 and state_of(sent) == "submitted"
    assert post(client_of("provider"), sent, "take_back", note="Der Träger ändert die Stunden.").status_code == 302
    with as_owner():
        sent.refresh_from_db()
        assert (sent.state, sent.submitted) == ("open", None)
        assert Entry.objects.get(kind="take_back").note == "Der Träger ändert die Stunden."
    assert post(head, sent, "submit").status_code == 302


@pytest.mark.parametrize("act", ["dossier", "on behalf", "own voice", "returned and taken back"])
def test_the_house_takes_nothing_back_on_which_an_office_has_worked(world, client_of, sent, act):
    planner = client_of("social_planner")
    if act == "dossier":
        planner.post(reverse("planning:application_edit", args=[sent.pk]), {**WHOLE, "file_number": "51.3/2026"})
    elif act == "on behalf":
        say(planner, sent, "municipality")
    elif act == "own voice":
        say(client_of("youth_welfare_office"), sent, "youth_welfare_office")
    else:
        post(planner, sent, "hand_back", note="Versehen")
        post(planner, sent, "take_back_return", note="Versehen")
    sentence = "Zurückholen geht nicht mehr: Die Ämter haben seit dem Einreichen daran gearbeitet."
    page = client_of("head").get(sent.get_absolute_url()).content.decode()
    assert sentence in page and "Warum holen Sie den Antrag zurück?" not in page
    response = post(client_of("head"), sent, "take_back", note="Ein Text, der bleibt")
    assert response.status_code == 422 and sentence in response.content.decode() and state_of(sent) == "submitted"


def test_the_planner_takes_back_a_return_until_the_house_has_changed_something(world, client_of, sent):
    planner, head = client_of("social_planner"), client_of("head")
    post(planner, sent, "hand_back", note="Die Raumfrage ist offen.")
    assert say(planner, sent, "municipality").status_code == 302  # the own side may go on
    assert "Rückgabe zurücknehmen" in planner.get(sent.get_absolute_url()).content.decode()
    assert post(planner, sent, "take_back_return", note="Es stand doch da.").status_code == 302 and state_of(sent) == "submitted"
    post(planner, sent, "hand_back", note="Die Raumfrage ist doch offen.")
    assert head.post(reverse("planning:application_edit", args=[sent.pk]), {**WHOLE, "reason_text": "Räume sind da."}).status_code == 302
    assert "Das Haus hat seitdem etwas geändert." in planner.get(sent.get_absolute_url()).content.decode()
    response = post(planner, sent, "take_back_return", note="Ein Text, der bleibt")
    assert response.status_code == 422 and "Das Haus hat seitdem etwas geändert." in response.content.decode() and state_of(sent) == "returned"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("social_planner", "hand_back"), ("head", "take_back")),
        (("head", "take_back"), ("social_planner", "hand_back")),
        (("provider", "take_back"), ("head", "take_back")),
        (("head", "withdraw"), ("social_planner", "hand_back")),
    ],
)
def test_of_two_tabs_one_wins_and_the_other_is_told(world, client_of, sent, first, second):
    assert post(client_of(first[0]), sent, first[1], note="Zuerst").status_code == 302
    response = post(client_of(second[0]), sent, second[1], note="Mein Text bleibt")
    assert response.status_code == 422 and GONE_ON in response.content.decode()
    assert state_of(sent) == TARGET[first[1]]


def test_a_decision_that_was_taken_back_under_the_hand_saves_nothing(world, client_of, sent):
    post(client_of("head"), sent, "take_back", note="Noch nicht so weit")
    data = {"kind": "continue", "body": "youth_welfare_committee", "decided_on": "12.11.2026", "number": "JHA 2026/47", "effective_from": "1.1.2027"}
    data |= {"site_forms": ["gallery"], "coordinator_fte": "0,5", "reasons": "Der Bedarf ist belegt.", "departure_reason": "Ja."}
    response = client_of("social_planner").post(reverse("planning:decision_create", args=[sent.pk]), data)
    assert response.status_code == 422 and GONE_ON in response.content.decode() and "Der Bedarf ist belegt." in response.content.decode()
    with as_owner():
        assert not Decision.objects.exists()


# Mails ------------------------------------------------------------------------------------------------------------


def work_off(name):
    with as_owner():
        job = Job.objects.get(name=name)
    deliver(job.pk)
    with as_owner():
        job.refresh_from_db()
    assert job.state == "done", job.error
    return list(mail.outbox)


def test_a_return_mails_the_reason_to_head_and_provider(world, client_of):
    with as_owner():
        case = make.make_application(world.own, state="submitted")
    post(client_of("social_planner"), case, "hand_back", note="Die Raumfrage ist offen.")
    sent = work_off("planning.mail_returned")
    assert {address for message in sent for address in message.to} == {"head@hier.example", "provider@hier.example"}
    assert all("Die Raumfrage ist offen." in message.body and case.get_absolute_url() in message.body for message in sent)


def test_a_declined_interest_mails_the_reason_to_the_kita(world, client_of):
    with as_owner():
        interest = make.make_interest(world.town)
    client_of("social_planner").post(reverse("planning:interest_step", args=[interest.pk]), {"step": "decline", "note": "In diesem Jahr kein Geld."})
    (message,) = work_off("planning.mail_declined")
    assert message.to == ["kern@test.example"] and "In diesem Jahr kein Geld." in message.body and "Ilm-Kreis" in message.body
