"""From a finding to a goal to a step: with owner, day and state, and how far it is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import Goal
from processes.models import ActionStep, Finding
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import remove
from tests.sites.reading import text

TODAY = timezone.localdate()


def url(name, *args):
    return reverse(f"processes:{name}", args=args)


def day(number):
    return f"{TODAY + timedelta(days=number):%d.%m.%Y}"


@pytest.mark.req("R196.H", "R196.C")
def test_a_finding_becomes_a_goal_and_the_goal_steps_that_are_done_one_by_one(world, client_of):
    with as_owner():
        row = make.make_round(world.own)
    house = client_of("coordinator")
    typed = {"words": "Die Bibliothek bietet einen Raum", "new_goal": "Familien mit Babys treffen sich", "new_step": "6", "new_due": day(300)}
    assert house.post(url("finding_create", row.pk), typed).status_code == 302
    with as_owner():
        finding, goal = Finding.objects.get(), Goal.objects.get(title="Familien mit Babys treffen sich")
    assert finding.goal_id == goal.pk and (goal.step, goal.site_id) == (6, world.own.pk)
    planning = url("step_create", world.own.pk) + f"?finding={finding.pk}&goal={goal.pk}"
    form = house.get(planning).content.decode()
    assert f'value="{finding.pk}" selected' in form and f'value="{goal.pk}" selected' in form
    for title in ("Leseraum zusagen lassen", "Aushang schreiben"):
        step = {"title": title, "owner": "Jana Seidel", "due": day(9), "goal": goal.pk, "finding": finding.pk}
        assert house.post(url("step_create", world.own.pk), step).status_code == 302
    page = text(house.get(row.get_absolute_url()))
    assert "Die Bibliothek bietet einen Raum" in page and goal.title in page and "Jana Seidel, bis" in page and "0 von 2 Schritten erledigt" in page
    with as_owner():
        done = ActionStep.objects.get(title="Aushang schreiben")
    closed = {"title": done.title, "owner": done.owner, "due": day(9), "goal": goal.pk, "finding": finding.pk, "closed_on": day(0), "result": "hängt"}
    assert house.post(url("step_edit", done.pk), closed).status_code == 302
    assert "1 von 2 Schritten erledigt" in text(house.get(row.get_absolute_url()))
    assert "aus der Feststellung „Die Bibliothek bietet einen Raum“" in text(house.get(url("step_list", world.own.pk)))


def test_a_finding_chooses_a_goal_or_makes_one_and_not_both(world, client_of):
    with as_owner():
        row, goal = make.make_round(world.own), make.make_goal(world.own)
    house = client_of("coordinator")
    both = {"words": "Ein Raum ist frei", "goal": goal.pk, "new_goal": "Noch ein Ziel", "new_step": "5", "new_due": day(30)}
    refused = house.post(url("finding_create", row.pk), both)
    assert refused.status_code == 422 and "nicht beides" in text(refused) and "Ein Raum ist frei" in refused.content.decode()
    half = house.post(url("finding_create", row.pk), {"words": "Ein Raum ist frei", "new_goal": "Noch ein Ziel", "new_due": day(-1)})
    assert "Auf welcher Stufe liegt das Ziel?" in text(half) and "endet nicht vor heute" in text(half)
    with as_owner():
        assert not Finding.objects.exists() and Goal.objects.count() == 1


def test_a_facilitator_chooses_goals_and_agrees_on_none(world, client_of):
    with as_owner():
        row = make.make_round(world.own)
        make.make_contract(world.own, world.people["facilitator"])
    facilitator = client_of("facilitator")
    assert "neues Ziel" not in text(facilitator.get(url("finding_create", row.pk)))
    typed = {"words": "Ein Raum ist frei", "new_goal": "Ein Ziel", "new_step": "5", "new_due": day(30)}
    assert facilitator.post(url("finding_create", row.pk), typed).status_code == 302
    with as_owner():
        assert Finding.objects.get().goal is None and not Goal.objects.exists()


def test_a_finding_from_which_steps_follow_is_not_removed(world, client_of):
    with as_owner():
        finding = make.make_finding(make.make_round(world.own))
        make.make_step(world.own, finding=finding)
    house = client_of("coordinator")
    assert "stützt sich noch" in text(house.get(remove(house, url("finding_edit", finding.pk))["Location"]))
    with as_owner():
        assert Finding.objects.exists()


def test_dropped_steps_count_no_more(world, client_of):
    with as_owner():
        row = make.make_round(world.own)
        finding = make.make_finding(row)
        make.make_step(world.own, "Erledigt", finding=finding, closed_on=TODAY)
        make.make_step(world.own, "Fallen gelassen", finding=finding, closed_on=TODAY, dropped=True, result="Kein Raum")
    assert "1 von 1 Schritt erledigt" in text(client_of("coordinator").get(row.get_absolute_url()))
