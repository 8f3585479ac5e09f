"""Rows that a house keeps to itself until it shows them: parts as well as the whole, in the filter and in the check."""

import pytest
from django.apps import apps

from planning.models import Assessment
from reporting.models import Report
from sites.core.access import Access
from sites.core.typed import OUR_APPS
from sites.core.wall import set_wall
from tests import factories as make
from tests.conftest import as_owner

pytestmark = pytest.mark.django_db
WITH_STATES = [model for model in apps.get_models() if model._meta.app_label in OUR_APPS and getattr(model, "shown", None)]
#: Rows of such areas that keep nothing back: whoever holds the right of their area reads them, each with the reason.
OPENLY = {
    "AnalysisRound": "its days and who takes part, outside only of one with released parts: processes/pages/analysis_list.py, `seen_rounds`",
    "PracticeUse": "a house has taken over what is published; others read how many have, and what they changed",
    "TeamTraining": "what the team learned, without a name; `team.view` is the house, its provider and its facilitator",
    "TeamCount": "two sums of the team, without a name",
    "Qualification": "how many of the team have it, never who",
}


def test_every_part_of_such_an_area_says_who_sees_it():
    areas = {model.area for model in WITH_STATES}
    assert areas == {
        "reports", "assessments", "needs", "entries", "wishes", "steps", "concepts", "analysis", "learning", "notes", "practice", "team",
    }  # fmt: skip
    found = [model for model in apps.get_models() if getattr(model, "area", "") in areas and model not in WITH_STATES]
    assert {model.__name__ for model in found} == set(OPENLY)


@pytest.mark.guard("chapters-inside", "results-released")
def test_a_part_is_in_sight_no_sooner_than_its_whole(world):
    """A chapter is read inside the house alone, whatever the state of its report; the results of an Erhebung once that is released."""
    with as_owner():
        report = make.make_report(world.own, 2025)
        erhebung = make.make_assessment(world.own, "Befragung", results=[("encounter", 47, 60)])
    parts = {"reports.view": report.chapters.model, "assessments.view": erhebung.results.model}

    def seen(who):
        access = Access(world.people[who])
        set_wall([world.own.pk, world.county.pk], person=access.user.pk)  # in sight of everybody here: rights alone decide
        found = {action for action, model in parts.items() if model.objects.filter(access.q(action, model)).exists()}
        checked = {action for action, model in parts.items() if all(access.may(action, row) for row in model.objects.all())}
        assert found == checked
        return found

    assert seen("coordinator") == set(parts) and seen("social_planner") == set()
    with as_owner():
        Report.objects.update(state="submitted")
        Assessment.objects.update(released=True)
    assert seen("coordinator") == set(parts) and seen("social_planner") == {"assessments.view"}
