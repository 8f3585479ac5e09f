"""How few have said something stays in the house: no sum, no order and no other page tells it to those above."""

import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from tests import factories as make
from tests.conftest import as_owner


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text_of(response):
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


@pytest.mark.guard("small-participation")
def test_few_who_were_asked_are_as_hidden_as_few_who_answered(world, client_of):
    with as_owner():
        make.make_assessment(world.own, "Zwei Familien", answered=0, invited=2, released=True)
    row = text_of(client_of("youth_welfare_office").get(url("assessment_list", world.county.pk)))
    told = strip_tags(row.split("Zwei Familien")[1].partition("</tr>")[0])
    assert "von •" in told and "2" not in re.sub(r"\d+\.\d+\.\d+|\d+\. \w+ \d+", "", told)


@pytest.mark.guard("hidden-order")
def test_the_order_of_hidden_results_says_nothing(world, client_of):
    """Most often first would put the two before the one."""
    with as_owner():
        themes = sorted((make.term("theme", code) for code in ("encounter", "mobility", "language")), key=lambda theme: theme.number)
        codes = [theme.code for theme in themes]
        rows = [
            make.make_assessment(world.own, title, released=True, results=list(zip(codes, voices, (60, 60, 60), strict=True)))
            for title, voices in (("A", (1, 2, 9)), ("B", (2, 1, 9)))
        ]
    planner = client_of("social_planner")
    lines = [planner.get(url("assessment_detail", row.pk)).context["results"] for row in rows]
    said = [[(line.theme.code, line.voices, line.percent) for line in of] for of in lines]
    assert said[0] == said[1] and [voices for _, voices, _ in said[0]] == [9, "•", "•"]


@pytest.mark.guard("case-participation")
def test_a_case_says_no_more_about_its_assessment_than_its_page(world, client_of):
    with as_owner():
        small = make.make_assessment(world.own, "Gespräch in kleiner Runde", answered=2, invited=5, released=True)
        case = make.make_application(world.own, assessment=small)
        page = reverse("planning:application_detail", args=[case.pk])
    assert "n = • von 5" in text_of(client_of("social_planner").get(page))
    assert "n = 2 von 5" in text_of(client_of("head").get(page))
    with as_owner():
        small.place_id, case.assessment = world.county.pk, small
        type(small).objects.filter(pk=small.pk).update(place_id=world.county.pk)
    assert "n = 2 von 5" in text_of(client_of("social_planner").get(page))  # the county's own
