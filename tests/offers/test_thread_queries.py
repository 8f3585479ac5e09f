"""What the pages of the thread ask: few questions, and as many with three rows as with many."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.conftest import as_owner

OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header
LIST, DETAIL = 5, 8


def fill(world, number: int, goal) -> None:
    """So many needs, goals, signs with values, offers with dates, pieces of evidence, reviews, entries of the social space."""
    for index in range(number):
        need = make.make_need(world.own, f"Bedarf {number} {index}")
        offer = make.make_offer(world.own, f"Angebot {number} {index}", needs=[need], goal=goal)
        make.make_offer(world.own, f"Ohne Bedarf {number} {index}")
        make.make_session(offer, figures=(1, 2, 3))
        sign = make.make_indicator(goal, title=f"Zeichen {number} {index}")
        sign.new_value(measured_on=make.TODAY, value=12, value_of=40).save()
        make.make_review(goal, cycle=number + index)
        evidence = make.make_evidence(world.own, f"Nachweis {number} {index}", goal=goal)
        evidence.uses.create(site=world.own, offer=offer)
        make.make_resource(world.own, f"Ort {number} {index}")
        make.make_visit(world.own, f"Treffen {number} {index}")
        make.make_named_list(offer)


@pytest.mark.parametrize(
    ("name", "of", "budget"),
    [
        ("planning:goal_list", "site", LIST),
        ("planning:goal_detail", "goal", DETAIL),
        ("offers:gap_list", "site", LIST),
        ("offers:evidence_list", "site", LIST),
        ("offers:evidence_detail", "evidence", DETAIL),
        ("offers:named_list_list", "site", LIST),
        ("planning:social_space", "site", LIST),
        ("planning:visit_list", "site", LIST),
        ("offers:offer_detail", "offer", DETAIL),
    ],
)
def test_pages_of_the_thread_ask_the_same_number_of_questions(world, client_of, own_queries, name, of, budget):
    with as_owner():
        goal = make.make_goal(world.own, make.make_need(world.own))
        offer = make.make_offer(world.own, "Das Angebot", goal=goal)
        rows = {"site": world.own, "goal": goal, "offer": offer, "evidence": make.make_evidence(world.own, goal=goal)}
    client, counts = client_of("coordinator"), []
    for number in (3, 12):
        with as_owner():
            fill(world, number, goal)
        with own_queries() as seen:
            assert client.get(reverse(name, args=[rows[of].pk])).status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1] and counts[0] <= budget + OF_EVERY_REQUEST
