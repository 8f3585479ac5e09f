"""The plan of a house: house and facilitator work on one list, parents' representatives read what is released to them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import Term
from processes.models import ActionStep
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import remove
from tests.sites.reading import text

TODAY = timezone.localdate()
TOLD = "hat der Elternvertretung einen Schritt freigegeben"


def plan(client, site, query=""):
    return text(client.get(reverse("processes:step_list", args=[site.pk]) + query))


def typed(**fields):
    return {
        "title": "Leseraum zusagen lassen",
        "owner": "Jana Seidel",
        "due": f"{TODAY + timedelta(days=9):%d.%m.%Y}",
        "goal": "",
        "task": "",
        **fields,
    }


def create(client, site, **fields):
    return client.post(reverse("processes:step_create", args=[site.pk]), typed(**fields))


def edit(client, step, **fields):
    return client.post(reverse("processes:step_edit", args=[step.pk]), typed(**fields))


def only():
    with as_owner():
        return ActionStep.objects.get()


@pytest.mark.req("R165.D")
def test_coordination_and_facilitation_work_on_the_same_list(world, client_of):
    with as_owner():
        goal = make.make_goal(world.own, title="Familien mit Babys treffen sich im Ort")
        contract = make.make_contract(world.own, world.people["facilitator"])
        make.make_hours(contract, topic="Wie das Team die Räume öffnet")
        body = make.make_body(world.own, "Steuerungsteam Lindenhof")
        make.make_meeting(body, TODAY + timedelta(days=5))
    house, facilitator = client_of("coordinator"), client_of("facilitator")
    assert create(facilitator, world.own, goal=goal.pk).status_code == 302
    page = plan(house, world.own)
    assert "Leseraum zusagen lassen" in page and goal.title in page and "Jana Seidel" in page and "1 Schritt offen, 0 erledigt" in page
    assert world.people["facilitator"].name in page and "Wie das Team die Räume öffnet" in page and "Steuerungsteam Lindenhof" in page
    assert "hat etwas vor" in text(house.get("/"))
    done = typed(goal=goal.pk, closed_on=f"{TODAY:%d.%m.%Y}", result="Die Bibliothek sagt acht Donnerstage zu.")
    assert house.post(reverse("processes:step_edit", args=[only().pk]), done).status_code == 302
    page = plan(facilitator, world.own, "?show=closed")
    assert "acht Donnerstage" in page and "erledigt am" in page and "Leseraum" not in plan(facilitator, world.own)
    assert "Leseraum" not in text(client_of("facilitator", elsewhere=True).get("/"))


@pytest.mark.req("R166.D")
@pytest.mark.guard("steps-released")
def test_a_step_is_released_to_the_parents_and_taken_back(world, client_of):
    with as_owner():
        step, inside = make.make_step(world.own), make.make_step(world.own, "Dienstplan der Frühschicht ändern")
    house, parents = client_of("coordinator"), client_of("parent_representative")
    assert step.title not in plan(parents, world.own) and TOLD not in text(parents.get("/"))
    assert edit(house, step, for_parents="on").status_code == 302
    page, start = plan(parents, world.own), parents.get("/")
    assert step.title in page and "Jana Seidel" in page and inside.title not in page
    assert TOLD in text(start) and reverse("processes:step_list", args=[world.own.pk]) in start.content.decode()
    assert edit(house, step).status_code == 302
    assert step.title not in plan(parents, world.own) + text(parents.get("/"))
    assert TOLD not in text(client_of("parent").get("/"))


@pytest.mark.guard("step-release")
def test_who_facilitates_releases_nothing_to_the_parents(world, client_of):
    with as_owner():
        make.make_contract(world.own, world.people["facilitator"])
        shown = make.make_step(world.own, "Gehört schon den Eltern", for_parents=True)
    client = client_of("facilitator")
    assert 'name="for_parents"' not in client.get(reverse("processes:step_create", args=[world.own.pk])).content.decode()
    assert create(client, world.own, for_parents="on").status_code == 302
    assert edit(client, shown, title=shown.title).status_code == 302
    with as_owner():
        assert dict(ActionStep.objects.values_list("title", "for_parents")) == {"Leseraum zusagen lassen": False, shown.title: True}


def test_how_a_step_stands_is_said_in_words(world, client_of):
    with as_owner():
        make.make_step(world.own, "Zusage der Stadt", due=TODAY - timedelta(days=28), owner="Petra Lang")
        make.make_step(world.own, "Aushang", due=TODAY)
        make.make_step(world.own, "Fragebogen", closed_on=TODAY, result="In drei Sprachen.")
        make.make_step(world.own, "Ausflug", closed_on=TODAY, dropped=True, result="Der Bus ist zu teuer.")
        make.make_step(world.foreign, "Woanders")
    client = client_of("head")
    page = plan(client, world.own)
    assert "seit 28 Tagen fällig" in page and "2 Schritte offen, davon 1 überfällig, 1 erledigt" in page and "Überfällig" in page
    assert "Fragebogen" not in page and "Woanders" not in page
    closed = plan(client, world.own, "?show=closed")
    assert "erledigt am" in closed and "fallen gelassen am" in closed and "Der Bus ist zu teuer." in closed and "Aushang" not in closed


def test_mine_are_those_that_name_me(world, client_of):
    name = world.people["coordinator"].name
    with as_owner():
        make.make_step(world.own, "Meiner", owner=f"{name}, Stadtbibliothek")
        make.make_step(world.own, "Deiner", owner="Petra Lang")
    page = plan(client_of("coordinator"), world.own, "?show=mine")
    assert "Meiner" in page and "Deiner" not in page
    assert "Für Sie steht kein Schritt offen" in plan(client_of("head"), world.own, "?show=mine")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"dropped": "on", "closed_on": f"{TODAY:%d.%m.%Y}"}, "Warum wird nichts daraus?"),
        ({"dropped": "on", "result": "Zu teuer."}, "Bitte geben Sie den Tag an."),
        ({"result": "Zugesagt."}, "Bitte geben Sie den Tag an."),
        ({"closed_on": f"{TODAY + timedelta(days=1):%d.%m.%Y}"}, "Zukunft"),
        ({"due": "1.1.2199"}, "Jahr"),
        ({"owner": ""}, "Wer kümmert sich?"),
    ],
)
def test_wrong_input_is_refused_at_its_field_and_nothing_is_lost(world, client_of, fields, words):
    with as_owner():
        step = make.make_step(world.own)
    answer = edit(client_of("head"), step, title="Ganz neue Worte", **fields)
    assert answer.status_code == 422 and words in text(answer) and "Ganz neue Worte" in text(answer)
    assert only().title == "Leseraum zusagen lassen"


def test_a_goal_of_another_house_is_no_goal_of_a_step(world, client_of):
    with as_owner():
        foreign = make.make_goal(world.foreign)
    assert create(client_of("head"), world.own, goal=foreign.pk).status_code == 422


def test_a_step_can_be_taken_away_and_its_entry_stays(world, client_of):
    with as_owner():
        step = make.make_step(world.own)
    remove(client_of("head"), reverse("processes:step_edit", args=[step.pk]))
    with as_owner():
        assert not ActionStep.objects.exists() and Entry.objects.filter(subject=f"processes.actionstep:{step.pk}").exists()


def test_the_plan_asks_as_many_questions_for_many_steps_as_for_few(world, client_of, own_queries):
    client = client_of("head")
    seen = []
    for number in (3, 40):
        with as_owner():
            goals = [make.make_goal(world.own, title=f"Ziel {number} {at}") for at in range(number)]
            for goal in goals:
                make.make_step(world.own, f"Schritt für {goal.title}", goal=goal)
        with own_queries() as queries:
            plan(client, world.own)
        seen.append(queries.count)
    assert seen[0] == seen[1] <= 4 + 8


@pytest.mark.req("R034.D2")
def test_a_step_carries_a_field_of_service(world, client_of):
    house = client_of("coordinator")
    with as_owner():
        field = Term.objects.get(catalogue="service_field", code="education_partnership")
        other = Term.objects.filter(catalogue="coordination").first()
    assert create(house, world.own, field=field.pk).status_code == 302
    assert only().field == field
    assert f"Leistungsfeld: {field.label}" in plan(house, world.own)
    assert edit(house, only(), field=other.pk).status_code == 422
    assert edit(house, only(), field="").status_code == 302
    assert "Leistungsfeld:" not in plan(house, world.own)
