"""A goal with its signs, its rounds and what was learned (R238, R244–R246); attainment as a number that nothing but reaching makes whole."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from planning.models import Goal, GoalReview, Indicator
from planning.rules.goals import attainment, cycle_of, is_reached
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import remove
from tests.sites.reading import text


def url(name, row):
    return reverse(f"planning:{name}", args=[row.pk])


def review(**changes):
    values = {"held_on": "1.10.2026", "seen": "Mehr Eltern kommen.", "conclusion": "Abends anbieten.", "outcome": "adapt"}
    return {**values, "helped": "", "hindered": "", **changes}


@pytest.mark.req("R244.H", "R244.C")
def test_an_indicator_says_how_it_is_measured_and_how_far_it_is(world, client_of):
    with as_owner():
        goal = make.make_goal(world.own)
        ways = {"way": "questionnaire", "source": "Bogen im Elterncafé", "responsible": "Koordination", "next_on": date(2027, 3, 1)}
        sign = make.make_indicator(goal, **ways)  # from 10 to 25 of 40
        for day, value in ((1, 16), (2, 22)):
            sign.new_value(measured_on=date(2026, 6, day), value=value, value_of=40).save()
    page = text(client_of("coordinator").get(url("goal_detail", goal)))
    assert "Fragebogen" in page and "Bogen im Elterncafé" in page and "Koordination" in page and "1. März 2027" in page
    assert "80 % des Wegs zum Ziel" in page and "16 von 40 40 %" in page and "22 von 40 80 %" in page
    with as_owner():
        sign.new_value(measured_on=date(2026, 7, 1), value=25, value_of=40).save()
    assert "erreicht" in text(client_of("professional").get(url("goal_detail", goal)))


@pytest.mark.req("R245.H", "R245.D", "R244.D")
def test_a_goal_goes_round_by_round_and_the_conclusion_stands_at_the_thread(world, client_of):
    with as_owner():
        goal = make.make_goal(world.own, make.make_need(world.own))
    client = client_of("coordinator")
    assert "Runde 1: Wirkung planen" in text(client.get(url("goal_detail", goal)))
    with as_owner():
        sign = make.make_indicator(goal)
    assert "Runde 1: Wirkung analysieren" in text(client.get(url("goal_detail", goal)))
    with as_owner():
        sign.new_value(measured_on=date(2026, 6, 1), value=16, value_of=40).save()
    assert "Runde 1: Wirkung verbessern" in text(client.get(url("goal_detail", goal)))
    assert client.post(url("review_create", goal), review()).status_code == 302
    page = text(client.get(url("goal_detail", goal)))
    assert "Runde 2: Wirkung analysieren" in page and "Runde 1 · 1. Oktober 2026 · etwas ändern" in page and "Abends anbieten." in page
    assert "Schluss: Abends anbieten." in text(client.get(url("goal_list", world.own)))
    assert client.post(url("review_create", goal), review(held_on="2.10.2026", conclusion="Fertig.", outcome="end")).status_code == 302
    page = text(client.get(url("goal_detail", goal)))
    assert "Nach Runde 2 abgeschlossen" in page and "Abends anbieten." in page and "Fertig." in page
    with as_owner():
        assert [row.cycle for row in GoalReview.objects.filter(goal=goal)] == [2, 1]
    assert "Schluss: Fertig." in text(client.get(url("goal_list", world.own)))


@pytest.mark.req("R246.D")
def test_two_sentences_and_a_decision_are_enough(world, client_of):
    with as_owner():
        goal = make.make_goal(world.own)
    client = client_of("head")
    page = client.get(url("review_create", goal)).content.decode()
    assert "Mehr dazu, wenn Sie möchten" in page
    assert client.post(url("review_create", goal), review(helped="", hindered="")).status_code == 302
    assert client.post(url("review_create", goal), review(outcome="")).status_code == 422


@pytest.mark.req("R238.H")
def test_who_took_part_in_a_goal_is_kept_by_function(world, client_of):
    goal = {"need": "", "title": "Mütter kennen drei andere Familien", "step": "5", "starts": "1.1.2026", "due": "31.7.2027"}
    client = client_of("coordinator")
    assert client.post(url("goal_create", world.own), {**goal, "set_with": ["team", "parents"]}).status_code == 302
    with as_owner():
        row = Goal.objects.get()
        assert row.set_with == ["team", "parents"]
    assert "Gemeinsam vereinbart von Team, Eltern" in text(client.get(url("goal_detail", row)))
    assert client.post(url("goal_create", world.own), {**goal, "set_with": ["Frau Öz"]}).status_code == 422


def test_a_house_with_output_goals_alone_is_asked_for_effects(world, client_of):
    goal = {"need": "", "title": "Zwölf Treffen finden statt", "step": "1", "starts": "1.1.2026", "due": "31.7.2027"}
    client = client_of("coordinator")
    assert "Familien tun etwas anders als vorher." in text(client.get(url("goal_create", world.own)))
    assert "was sich für Familien ändert" in text(client.post(url("goal_create", world.own), goal, follow=True))
    answer = client.post(url("goal_create", world.own), {**goal, "step": "4", "title": "Eltern wissen mehr"}, follow=True)
    assert "Bisher beschreiben alle Ziele, was Sie tun (Stufe 1 bis 3)" not in text(answer)


# Attainment -------------------------------------------------------------------------------------------------------

COUNTS = st.integers(0, 10_000)


def of_count(baseline, target, direction):
    return Indicator(kind="count", baseline=Decimal(baseline), target=Decimal(target), direction=direction)


@given(COUNTS, COUNTS, COUNTS, st.sampled_from(["more", "less"]))
def test_whole_is_what_is_reached_and_nothing_else(baseline, target, value, direction):
    indicator = of_count(baseline, target, direction)
    found = attainment(indicator, Decimal(value), None)
    assert 0 <= found <= 100
    assert (found == 100) == (value <= target if direction == "less" else value >= target) == is_reached(indicator, Decimal(value), None)


@given(COUNTS, COUNTS, COUNTS, COUNTS, st.sampled_from(["more", "less"]))
def test_what_is_nearer_to_the_target_is_never_less(baseline, target, one, other, direction):
    indicator = of_count(baseline, target, direction)
    worse, better = sorted((one, other), reverse=direction == "less")
    assert attainment(indicator, Decimal(worse), None) <= attainment(indicator, Decimal(better), None)


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(1, 50))
def test_a_share_is_what_it_is_of_its_whole(whole, baseline, target, value, times):
    baseline, target, value = (min(one, whole) for one in (baseline, target, value))
    small = Indicator(kind="share", baseline=baseline, baseline_of=whole, target=target, target_of=whole)
    large = Indicator(kind="share", baseline=baseline * times, baseline_of=whole * times, target=target, target_of=whole)
    assert attainment(small, value, whole) == attainment(large, value * times, whole * times)
    if baseline < target and value < target:
        assert attainment(small, value, whole) == max(0, int(100 * Fraction(value - baseline, target - baseline)))


@given(st.integers(10, 50), st.integers(10, 50), st.integers(10, 50))
def test_a_scale_is_measured_in_tenths(baseline, target, value):
    tenths = [Decimal(one) / 10 for one in (baseline, target, value)]
    scale = Indicator(kind="scale", lowest=1, highest=5, baseline=tenths[0], target=tenths[1])
    assert attainment(scale, tenths[2], None) == attainment(of_count(baseline, target, "more"), Decimal(value), None)


def test_a_round_is_over_only_with_a_value_of_its_own():
    last = GoalReview(cycle=1, held_on=date(2026, 9, 1), outcome="keep")
    for measured, step in ((None, "analyse"), (date(2026, 9, 1), "analyse"), (date(2026, 9, 2), "improve")):
        assert cycle_of(has_signs=True, measured=measured, reviews=[last]).step == step
    assert cycle_of(has_signs=False, measured=None, reviews=[last]).step == "plan"


def test_what_was_learned_stands_once_and_no_round_is_lost(world, client_of):
    """Goal, thread and offer say what the last round says; the form of the goal writes none; a round that is removed leaves the one before."""
    with as_owner():
        need = make.make_need(world.own)
        goal = make.make_goal(world.own, need)
        offer = make.make_offer(world.own, needs=[need], goal=goal)
        make.make_review(goal, 1, conclusion="Der Treff bleibt.")
        last = make.make_review(goal, 2, conclusion="Abends anbieten.")
    client = client_of("coordinator")
    pages = [url("goal_detail", goal), url("need_edit", need), offer.get_absolute_url(), url("goal_list", world.own)]
    assert all("Abends anbieten." in text(client.get(page)) for page in pages)
    assert "Der Treff bleibt." in text(client.get(pages[0]))
    form = {"need": str(need.pk), "title": goal.title, "step": "5", "starts": "1.1.2026", "due": "31.7.2027", "conclusion": "Etwas anderes."}
    assert "conclusion" not in client.get(url("goal_edit", goal)).context["form"].fields
    assert client.post(url("goal_edit", goal), form).status_code == 302
    assert all("Etwas anderes." not in text(client.get(page)) and "Abends anbieten." in text(client.get(page)) for page in pages)
    assert remove(client, url("review_edit", last))
    assert all("Der Treff bleibt." in text(client.get(page)) and "Abends anbieten." not in text(client.get(page)) for page in pages)
