"""The lines of the facilitator's book: logged and changed by who has the contract, on its days, with the tasks of the profile."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from planning.models import Term
from processes.models import FacilitationNote, FacilitationSession, FacilitationTask
from processes.rules.profile import short
from processes.services.book import log_hours
from sites.core.wall import set_wall
from sites.models import Entry, Membership
from sites.rules.reported import reported_years
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import remove
from tests.sites.reading import text


def today():
    return timezone.localdate()


def only(model, **lookup):
    with as_owner():
        return model.objects.get(**lookup)


def count(model, **lookup):
    with as_owner():
        return model.objects.filter(**lookup).count()


@pytest.fixture
def contract(world):
    with as_owner():
        Membership.objects.filter(user=world.people["facilitator"]).delete()
        return make.make_contract(world.own, world.people["facilitator"], starts=today() - timedelta(days=200), ends=today() + timedelta(days=100))


def write(client, contract, **changes):
    data = {"held_on": f"{today():%d.%m.%Y}", "hours": "3,5", "kind": "advice", "topic": "Teamklausur vorbereitet", "door": "site"}
    return client.post(reverse("processes:hours_create", args=[contract.pk]), {**data, **changes})


@pytest.mark.req("R016.D1")
def test_one_line_of_hours(world, client_of, contract):
    browser = client_of("facilitator")
    assert write(browser, contract).status_code == 302
    line = only(FacilitationSession, contract=contract)
    assert (line.hours, line.site_id) == (Decimal("3.5"), world.own.pk)
    page = browser.get(reverse("processes:contract_list")).content.decode()
    assert "3,5 von 10 Stunden" in page and "Kita Lindenhof" in page
    assert count(Entry, kind="logged", subject=f"processes.facilitationsession:{line.pk}") == 1


def test_the_same_line_twice_is_one_line(world, client_of, contract):
    browser = client_of("facilitator")
    assert [write(browser, contract).status_code for _ in range(2)] == [302, 302]
    assert count(FacilitationSession) == 1 and count(Entry, kind="logged") == 1


@pytest.mark.guard("hours-days")
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"held_on": "tomorrow"}, "Bitte als Datum eingeben"),
        ({"held_on": f"{timezone.localdate() + timedelta(days=1):%d.%m.%Y}"}, "liegt in der Zukunft"),
        ({"held_on": f"{timezone.localdate() - timedelta(days=300):%d.%m.%Y}"}, "Die Vereinbarung gilt vom"),
        ({"hours": "drei"}, "Bitte als Zahl eingeben"),
        ({"hours": "0"}, "Bitte geben Sie mindestens "),
        ({"hours": "13"}, "Bitte geben Sie höchstens "),
        ({"hours": "1,1"}, "Viertelstunden"),
        ({"topic": ""}, "Bitte füllen Sie"),
        ({"topic": "x" * 161}, "höchstens 160 Zeichen"),
        ({"topic": "a\x00b"}, "Nullzeichen"),
    ],
)
def test_bad_hours_get_the_page_back(world, client_of, contract, changes, sentence):
    response = write(client_of("facilitator"), contract, **changes)
    assert response.status_code == 422 and sentence in response.content.decode()
    assert count(FacilitationSession) == 0


def test_another_facilitator_of_the_site_does_not_write_into_my_contract(world, client_of, contract):
    with as_owner():
        other = make.make_user("Andere Begleitung", "andere@begleitung.example")
        make.make_contract(world.own, other)
    browser = client_of("facilitator")
    browser.force_login(other)
    assert write(browser, contract).status_code == 422
    assert count(FacilitationSession) == 0


@pytest.mark.guard("foreign-hours")
def test_hours_are_those_of_the_person_of_the_contract(world, behind_forms, contract):
    with pytest.raises(ValidationError, match="nur die Person"):
        log_hours(access=behind_forms("head"), contract=contract, held_on=today(), hours=Decimal(2), kind="advice", topic="Team")
    assert count(FacilitationSession) == 0


def change(client, line, **changes):
    data = {"held_on": f"{line.held_on:%d.%m.%Y}", "hours": "3,5", "kind": "advice", "topic": "Teamklausur", "door": "site"}
    return client.post(reverse("processes:hours_edit", args=[line.pk]), {**data, **changes})


def test_hours_are_put_right_and_removed_where_they_are_seen(world, client_of, contract):
    browser = client_of("facilitator")
    with as_owner():
        line = make.make_hours(contract, today() - timedelta(days=3))
    page, edit = reverse("processes:contract_detail", args=[contract.pk]), reverse("processes:hours_edit", args=[line.pk])
    assert edit in browser.get(page).content.decode() and edit not in client_of("head").get(page).content.decode()
    assert 'value="2,50"' in browser.get(edit).content.decode()
    assert change(browser, line, hours="1,25").url == page
    entry = only(Entry, subject=f"processes.facilitationsession:{line.pk}")
    assert (entry.kind, entry.details["hours"]) == ("changed", ["2.50", "1.25"])
    refused = change(browser, line, held_on=f"{contract.starts - timedelta(days=1):%d.%m.%Y}")
    assert refused.status_code == 422 and "Die Vereinbarung gilt vom" in refused.content.decode()
    assert remove(browser, edit).url == page
    assert count(FacilitationSession) == 0
    assert only(Entry, subject=f"processes.contract:{contract.pk}", kind="removed").text.startswith("Eintrag „1,25 Stunden am")


@pytest.mark.guard("foreign-hours")
def test_another_facilitator_neither_changes_nor_removes_my_hours(world, client_of, contract):
    with as_owner():
        line, other = make.make_hours(contract, today() - timedelta(days=3)), make.make_user("Andere Begleitung", "andere@begleitung.example")
        make.make_contract(world.own, other)
    browser = client_of("facilitator")
    browser.force_login(other)
    assert change(browser, line).status_code == 422
    browser.post(reverse("processes:hours_edit", args=[line.pk]), {"remove": "1"})
    assert only(FacilitationNote).topic == "Teamberatung" and only(FacilitationSession).hours == Decimal("2.5")


@pytest.mark.guard("hours-reported")
@pytest.mark.parametrize(("state", "stays"), [("draft", False), ("submitted", True), ("returned", False), ("accepted", True)])
def test_hours_that_a_report_rests_on_stay(world, client_of, contract, state, stays):
    browser = client_of("facilitator")
    with as_owner():
        line = make.make_hours(contract, today() - timedelta(days=3))
        moved = make.make_hours(contract, contract.starts)
        make.make_report(world.own, line.held_on.year, state=state)
        make.make_report(world.sister, line.held_on.year, state="submitted")
    page = text(browser.get(reverse("processes:contract_detail", args=[contract.pk])))
    assert (f"Auf den Stunden von {line.held_on.year} beruht ein eingereichter Sachbericht" in page) is stays
    answer = change(browser, line)
    assert answer.status_code == (422 if stays else 302) and ("beruht ein eingereichter Sachbericht" in answer.content.decode()) is stays
    remove(browser, reverse("processes:hours_edit", args=[line.pk]))
    assert count(FacilitationSession, pk=line.pk) == stays
    assert count(FacilitationSession, pk=moved.pk) == 1


@pytest.mark.guard("reported-wall")
def test_which_years_are_reported_is_told_within_the_reach_alone(world):
    with as_owner():
        for site in (world.own, world.foreign):
            make.make_report(site, 2025, state="submitted")
    set_wall([world.own.pk], person=world.people["facilitator"].pk)
    assert (reported_years(world.own.pk), reported_years(world.foreign.pk)) == ({2025}, set())


# The profile -------------------------------------------------------------------------------------------------------

PROFILE = [
    pytest.param(
        "pb-g1", "Begleitung der Kitaleitung und ThEKiZ-Koordination bei allen Aufgaben des Entwicklungsprozesses", marks=pytest.mark.req("R137.H")
    ),
    pytest.param("pb-g2", "Rückbindung an die Wertorientierung „Lebensqualität von Familien“ im LSZ", marks=pytest.mark.req("R138.H")),
    pytest.param("pb-g3", "Einbindung in kommunale Netzwerke", marks=pytest.mark.req("R139.H")),
    pytest.param(
        "pb-g4",
        "Sicherung konsequenter Bedarfsorientierung der Angebote vor dem Hintergrund Partizipation und Empowerment",
        marks=pytest.mark.req("R140.H"),
    ),
    pytest.param("pb-g5", "Entwicklung einer Organisation, die geprägt wird durch lebendige Beteiligung", marks=pytest.mark.req("R141.H")),
    pytest.param(
        "pb-t1",
        "Initiierung eines Steuerungsteams in der KiTa gemeinsam mit dem Netzwerk des Sozialraums (siehe 3.1)",
        marks=pytest.mark.req("R142.H"),
    ),
    pytest.param("pb-t2", "Vermittlung zur Landeskoordinations- und Fachstelle ThEKiZ", marks=pytest.mark.req("R143.H")),
    pytest.param(
        "pb-t3",
        "Begleitung beim Aufbau und Pflege von Kooperationspartnerschaften sowie Initiierung sozialraumorientierter Netzwerke",
        marks=pytest.mark.req("R144.H"),
    ),
    pytest.param("pb-t4", "Wahrung der Metaebene im Veränderungsprozess - externe fachliche Perspektive", marks=pytest.mark.req("R145.H")),
    pytest.param(
        "pb-t5",
        "Organisationsberatung zum Ausbau von Kommunikations- und Informationssystemen; Reflexion der Öffentlichkeitswirkung",
        marks=pytest.mark.req("R146.H"),
    ),
    pytest.param(
        "pb-t6",
        "Stärkung der Schlüsselfunktion von Leitung bei der Initiierung, Umsetzung und Bewältigung von Veränderungsprozessen",
        marks=pytest.mark.req("R147.H"),
    ),
    pytest.param("pb-t7", "Entwicklung von Führungskompetenz und Strategien zur Konfliktbewältigung", marks=pytest.mark.req("R148.H")),
    pytest.param(
        "pb-t8", "Moderation, Beratung, Coaching und Begleitung des Teams und von Teamentwicklungsprozessen", marks=pytest.mark.req("R149.H")
    ),
    pytest.param(
        "pb-t9", "Initiierung und Begleitung reflexiver Prozesse im Team und zwischen beteiligten Akteur*innen", marks=pytest.mark.req("R150.H")
    ),
    pytest.param("pb-t10", "Kollegiale Fallberatung", marks=pytest.mark.req("R151.H")),
    pytest.param(
        "pb-t11",
        "systemische und analytische Beobachtung sowie Begleitung von Prozessen in der Kindertageseinrichtung",
        marks=pytest.mark.req("R152.H"),
    ),
]


@pytest.mark.parametrize(("code", "wording"), PROFILE)
def test_goals_and_tasks_of_the_profile_are_tags_that_are_counted(world, client_of, contract, code, wording):
    with as_owner():
        term = Term.objects.get(catalogue="facilitation", code=code)
        other = Term.objects.get(catalogue="facilitation", code="pb-t12")
    browser = client_of("facilitator")
    assert write(browser, contract, tasks=[term.pk], topic="Zum Profil").status_code == 302
    assert write(browser, contract, tasks=[term.pk, other.pk], hours="1", topic="Noch einmal").status_code == 302
    page = client_of("head").get(reverse("processes:task_list", args=[world.own.pk]), {"jahr": today().year})
    lines = {line.term.code: line for line in [*page.context["tasks"], *page.context["goals"]]}
    assert (lines[code].sessions, lines[code].hours) == ("2", "4,5") and (lines["pb-t12"].sessions, lines["pb-t12"].hours) == ("1", "1")
    assert sum(line.number for line in lines.values()) == 3 and wording in text(page)
    assert short(term) in text(client_of("social_planner").get(reverse("processes:entry_list", args=[contract.pk])))


@pytest.mark.req("R121.H")
def test_a_line_says_who_was_there_by_function_and_what_was_agreed(world, client_of, contract):
    said = {"participants": ["head", "steering"], "agreements": "Die Leitung lädt ein.", "kind": "moderation"}
    assert write(client_of("facilitator"), contract, **said).status_code == 302
    line = only(FacilitationSession)
    assert (line.participants, line.kind, line.hours) == (["head", "steering"], "moderation", Decimal("3.5"))
    page = text(client_of("coordinator").get(reverse("processes:entry_list", args=[contract.pk])))
    assert "Teamklausur vorbereitet" in page and "Leitung, Steuerungsteam" in page and "Vereinbart: Die Leitung lädt ein." in page
    assert write(client_of("facilitator"), contract, participants=["Frau Kern"]).status_code == 422


@pytest.mark.req("R122.H")
def test_a_line_rests_on_a_goal_and_an_assessment_of_the_house(world, client_of, contract):
    with as_owner():
        goal, foreign = make.make_goal(world.own, title="Familien treffen sich"), make.make_goal(world.sibling, title="Nebenan")
        assessment = make.make_assessment(world.own.place, title="Befragung im Frühling")
    browser = client_of("facilitator")
    assert write(browser, contract, goal=foreign.pk).status_code == 422
    assert write(browser, contract, goal=goal.pk, assessment=assessment.pk).status_code == 302
    page = text(client_of("head").get(reverse("processes:entry_list", args=[contract.pk])))
    assert "Ziel: Familien treffen sich" in page and "Erhebung: Befragung im Frühling" in page
    office = text(client_of("social_planner").get(reverse("processes:entry_list", args=[contract.pk])))
    assert "Familien treffen sich" not in office  # goals are the house's own


@pytest.mark.req("R135.H")
def test_how_far_the_steering_team_is_stands_beside_its_task(world, client_of, contract):
    way, page = reverse("processes:task_edit", args=[world.own.pk, "pb-t1"]), reverse("processes:task_list", args=[world.own.pk])
    browser = client_of("facilitator")
    assert "noch offen" in text(browser.get(page))
    begun = today() - timedelta(days=30)
    assert browser.post(way, {"begun_on": f"{begun:%d.%m.%Y}", "done_on": ""}).status_code == 302
    assert f"begonnen am {begun.day}." in text(client_of("social_planner").get(page)).replace("\xa0", " ")
    wrong = browser.post(way, {"begun_on": f"{begun:%d.%m.%Y}", "done_on": f"{begun - timedelta(days=1):%d.%m.%Y}"})
    assert wrong.status_code == 422 and "nachdem sie begonnen hat" in wrong.content.decode()
    assert browser.post(way, {"begun_on": f"{begun:%d.%m.%Y}", "done_on": f"{today():%d.%m.%Y}"}).status_code == 302
    assert only(FacilitationTask).done_on == today() and "erledigt am" in text(client_of("head").get(page))
    assert [browser.get(reverse("processes:task_edit", args=[world.own.pk, code])).status_code for code in ("pb-g1", "pb-x")] == [404, 404]


def test_the_line_of_the_start_page_asks_for_the_site_and_offers_what_was_used_last(world, client_of, contract):
    with as_owner():
        other = make.make_contract(world.sibling, world.people["facilitator"])
        make.make_hours(other, today() - timedelta(days=1), tasks=["pb-t12"])
    browser = client_of("facilitator")
    form = browser.get(reverse("reporting:home")).context["form"]
    assert [option["label"] for option in form.near_tasks][:2] == ["Dokumentation", "Steuerungsteam"] and len(form.near_tasks) == 6
    assert len(form.near_tasks) + len(form.other_tasks) == 17
    data = {"held_on": f"{today():%d.%m.%Y}", "hours": "1,25", "topic": "Kurz", "door": "county", "contract": other.pk}
    answer = browser.post(reverse("processes:hours_log"), data)
    assert (answer.status_code, answer.url) == (302, reverse("reporting:home"))
    assert only(FacilitationSession, note__topic="Kurz").site_id == world.sibling.pk
    with as_owner():
        foreign = make.make_contract(world.foreign, world.elsewhere["facilitator"])
    refused = browser.post(reverse("processes:hours_log"), {**data, "contract": foreign.pk})
    assert refused.status_code == 422 and "läuft nicht (mehr)" in refused.content.decode() and "Kurz" in refused.content.decode()
