"""The eighteen tasks of coordination (Anhang 2): what is tagged for one, and what of the year stands for it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import Term
from tests import factories as make
from tests.conftest import as_owner
from tests.factories.catalogues import term
from tests.sites.reading import text

TODAY = timezone.localdate()


def page_of(client, site, query=""):
    return text(client.get(reverse("reporting:coordination", args=[site.pk]) + query))


def part(page, words):
    """What stands under a task."""
    return page.split(words, 1)[1].split("<h3>", 1)[0].split("</li>", 1)[0]


def test_the_tasks_are_those_of_the_recommendations(world, client_of):
    page = page_of(client_of("coordinator"), world.own)
    with as_owner():
        labels = list(Term.objects.filter(catalogue="coordination").values_list("label", flat=True))
    assert len(labels) == 18 and all(label in page for label in labels)
    assert "Kommunikation nach Innen" in page and "Sozialraum- und Netzwerkarbeit" in page


@pytest.mark.req("R163.H")
def test_goals_and_steps_are_tagged_with_a_task(world, client_of):
    philosophy = term("coordination", "inward_philosophy")
    client = client_of("coordinator")
    with as_owner():
        goal = make.make_goal(world.own, title="Das Team lebt die Philosophie")
    form = client.get(reverse("planning:goal_edit", args=[goal.pk]))
    assert philosophy.label in text(form)
    sent = {
        "title": goal.title,
        "step": goal.step,
        "starts": f"{goal.starts:%d.%m.%Y}",
        "due": f"{goal.due:%d.%m.%Y}",
        "coordination": [philosophy.pk],
    }
    assert client.post(reverse("planning:goal_edit", args=[goal.pk]), sent).status_code == 302
    with as_owner():
        make.make_step(world.own, "Teamtag zur Haltung", task=philosophy)
        make.make_step(world.foreign, "Woanders", task=philosophy)
    page = page_of(client, world.own, f"?year={goal.starts.year}")
    found = part(page, philosophy.label)
    assert f"Ziel: {goal.title}" in found and "Woanders" not in page
    assert "Schritt: Teamtag zur Haltung" in part(page_of(client, world.own), philosophy.label)


def test_what_is_entered_anyway_is_counted_in_its_year(world, client_of):
    last_year = date(TODAY.year - 1, 6, 1)
    with as_owner():
        offer = make.make_offer(world.own)
        make.make_session(offer, TODAY - timedelta(days=1), figures=(1, 1, 1))
        make.make_session(offer, last_year, figures=(1, 1, 1))
        make.make_session(offer, last_year + timedelta(days=7), figures=(1, 1, 1))
        make.make_session(make.make_offer(world.foreign), TODAY - timedelta(days=1), figures=(1, 1, 1))
        make.make_concept(world.own, released=True)
    client = client_of("head")
    now, before = page_of(client, world.own), page_of(client, world.own, f"?year={TODAY.year - 1}")
    accompany, concept = term("coordination", "offers_accompany").label, term("coordination", "inward_concept").label
    if (TODAY - timedelta(days=1)).year == TODAY.year:
        assert "1 Termin eingetragen" in part(now, accompany)
    assert "2 Termine eingetragen" in part(before, accompany)
    assert "1 Fassung freigegeben" in part(now, concept) and "steht noch nichts dafür" in part(before, concept)


def test_the_page_asks_few_questions(world, client_of, own_queries):
    client = client_of("head")
    with own_queries() as queries:
        page_of(client, world.own)
    assert queries.count <= 4 + 8


@pytest.mark.guard("coordination-site")
def test_the_tasks_of_a_house_are_no_page_of_an_office(world, client_of):
    with as_owner():
        make.give(world.people["head"], "social_planner", world.other_county)
    answer = client_of("head").get(reverse("reporting:coordination", args=[world.foreign.pk]))
    assert answer.status_code == 404
