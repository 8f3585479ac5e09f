"""The page of the thread: the numbers of its switch, and the line of an offer with the sentence that says the same."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.pages.goal_list import SPARK_DAYS
from sites.core.days import date_long
from tests import factories as make
from tests.conftest import as_owner


def thread(client, site, **query):
    answer = client.get(reverse("planning:goal_list", args=[site.pk]), query)
    return answer, re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_switch_counts_what_it_shows(world, client_of):
    with as_owner():
        whole, bare = make.make_need(world.own, "Treffpunkt"), make.make_need(world.own, "Samstags")
        make.make_indicator(make.make_goal(world.own, whole, conclusion="Der Treff bleibt."))
        make.make_evidence(world.own, offer=make.make_offer(world.own, needs=[whole]))
        make.make_goal(world.own, None, "Ziel ohne Bedarf")
        make.make_need(world.own, "Erledigt", closed_on=timezone.localdate())
    client = client_of("coordinator")
    answer, text = thread(client, world.own)
    assert "Alle 3 Mit Lücken 2 Vollständig 1" in text and len(answer.context["threads"]) == 3
    for show, number, shown, hidden in (("gaps", 2, bare, whole), ("complete", 1, whole, bare)):
        answer, text = thread(client, world.own, show=show)
        assert len(answer.context["threads"]) == number and shown.title in text and hidden.title not in text


WHOLE = {"goals": 1, "sign": True, "conclusion": "Der Treff bleibt.", "offer": "need", "evidence": "goal", "until": 0}


@pytest.mark.parametrize(
    ("parts", "complete"),
    [
        ({}, True),
        ({"offer": "goal"}, True),
        ({"goals": 0}, False),
        ({"sign": False}, False),
        ({"conclusion": ""}, False),
        ({"evidence": "offer"}, True),
        ({"evidence": "offer", "offer": "goal"}, True),
        ({"evidence": ""}, False),
        ({"evidence": "offer", "offer": ""}, False),
        ({"until": -1}, False),  # what held until yesterday is asked for again
        ({"offer": ""}, False),
        ({"goals": 2}, False),  # the second one has neither sign nor conclusion
    ],
)
def test_complete_is_what_nothing_is_drawn_as_missing_of(world, client_of, parts, complete):
    """Filter, counts and drawing agree: a dashed part is a gap."""
    parts = WHOLE | parts
    with as_owner():
        need = make.make_need(world.own, "Treffpunkt")
        goals = [make.make_goal(world.own, need, f"Ziel {at}", conclusion=parts["conclusion"] if not at else "") for at in range(parts["goals"])]
        if goals and parts["sign"]:
            make.make_indicator(goals[0])
        of_goal = parts["offer"] == "goal"
        linked = {"needs": [need] if parts["offer"] == "need" else [], "goal": goals[0] if of_goal else None}
        offer = make.make_offer(world.own, **linked)
        until = timezone.localdate() + timedelta(days=parts["until"])
        if parts["evidence"] == "goal" and goals:
            make.make_evidence(world.own, goal=goals[0], valid_until=until)
        elif parts["evidence"] == "offer":
            make.make_evidence(world.own, offer=offer, valid_until=until)
    client = client_of("coordinator")
    drawn = [part for one in thread(client, world.own)[0].context["threads"] for part in one.css]
    assert ("gap" not in drawn) == complete
    for show, shown in (("complete", complete), ("gaps", not complete)):
        answer, text = thread(client, world.own, show=show)
        assert bool(answer.context["threads"]) == shown and f"Mit Lücken {int(not complete)} Vollständig {int(complete)}" in text


def test_an_offer_has_a_line_and_the_sentence_that_says_the_same(world, client_of):
    today = timezone.localdate()
    with as_owner():
        offer = make.make_offer(world.own, needs=[make.make_need(world.own)])
        for week, people in enumerate((6, 9, 12), 1):
            make.make_session(offer, today - timedelta(weeks=week), figures=(people, 0, 0))
        make.make_session(offer, today + timedelta(days=1))
    answer, text = thread(client_of("coordinator"), world.own)
    page = answer.content.decode()
    since = date_long(timezone.localdate() - timedelta(days=SPARK_DAYS)).replace("\xa0", " ")
    assert f"3 Termine seit {since} · 9,0 Teilnahmen je Termin" in text
    picture = re.search(r'<svg class="sparkline"[^>]*>.*?</svg>', page, re.DOTALL)[0]
    assert 'aria-hidden="true"' in picture and len(re.search(r'points="([^"]+)"', picture)[1].split()) == 3
