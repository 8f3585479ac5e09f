"""What somebody may change they may take away again: at its form, while nothing rests on it, and the journal keeps that it was."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.utils import timezone

from offers.models import CrisisBasic, OutreachWeek, Reachability
from planning.models import CriterionNote, Term
from processes.models import FacilitationTask
from sites.core.access import Access
from sites.core.journal import subject_of
from sites.core.removal import Removal, counted_as, relations_of, resting_on
from sites.core.wall import set_wall
from sites.models import Comment, Entry, Municipality, Site
from tests import factories as make
from tests.conftest import as_owner
from tests.forms import EDITS, FORMS
from tests.matrix import EXPECTED
from tests.pages import fold_of, remove
from tests.standing import standing
from tests.test_forms import before_a_form, opened

__all__ = ["standing"]
pytestmark = pytest.mark.django_db
#: Forms that change what is never taken away, each with its reason.
KEPT = {
    "offers:offer_classify": "part of the offer",
    "offers:week_log": "figures of a week; those of a session are taken out where it stands",
    "offers:crisis_format_edit": "a format of the recommendations",
    "offers:help_number_edit": "a number that stands in every directory; another one replaces it",
    "offers:referral_outcomes": "counts of a month; a referral is taken back where it is counted",
    "offers:session_log": "the figures of a date have a fold of their own (tests/offers/test_sessions.py); the date is taken out where it is moved",
    "planning:application_number": "emptied in the form itself",
    "planning:application_edit": "withdrawn by a step of its flow",
    "planning:deadline_edit": "emptied in the form itself",
    "planning:link_edit": "an official link that is gone says so, with what replaced it",
    "planning:representative_end": "ends, and stays in the history",
    "planning:statement_edit": "what a party said is replaced by what it says next",
    "planning:contribution_answer": "part of the contribution; emptied in the form itself",
    "processes:contract_edit": "ends on a day; the access it gave and its hours stay in the history",
    "processes:contract_explain": "what was said to the hours is replaced by what is said next",
    "processes:part_edit": "part of its round; emptied in the form itself",
    "processes:rating_edit": "part of its round; emptied in the form itself",
    "processes:concept_hear": "what the parents' council said is replaced by what it says next",
    "processes:consultation_edit": "taken back from the public where it is shown",
    "processes:visit_record": "a visit that was there stays as a count",
    "processes:meeting_run": "an item is taken away where it is planned",
    "planning:wish_answer": "what a family said is answered or put aside",
    "offers:survey_conclude": "part of the survey",
    "offers:survey_translate": "part of the survey; emptied in the form itself",
    "planning:term_edit": "an entry of a list ends; what was written with it keeps it",
    "reporting:chapter_edit": "a chapter of every report",
    "sites:form_correct": "marked as a mistake in the form itself",
    "sites:form_record": "corrected in the history",
    "sites:invitation_correct": "withdrawn in the list",
    "sites:kita_provider": "corrected at the last change",
    "sites:kita_provider?correct=1": "the correction itself",
    "sites:member_correct": "marked as a mistake in the form itself",
    "sites:member_end": "rows of people are never erased",
    "sites:phase_correct": "phases follow decisions",
    "sites:provider_edit": "a place with its people",
    "sites:site_edit": "a place with its people",
    "sites:site_kita_correct": "a site is never without a Kita",
    "sites:site_kita_end": "ends, and stays in the history",
}


def before_a_row(world, rows, name):
    """The browser of who changes a row that stands."""
    if name == "offers:offer_edit":
        with as_owner():
            rows["own"]["offer"].sessions.update(logged=timezone.now(), adults_centre=4, adults_space=2, children=7)
    if name == "planning:criterion_edit":
        with as_owner():
            criterion = Term.objects.get(catalogue="criterion", code="from_needs")
            CriterionNote.objects.create(site=world.own, criterion=criterion, standing="open", noted_on=date(2026, 3, 1))
    return before_a_form(world, rows, name)


def clear(row: Model) -> None:
    """Take away all that rests on a row."""
    Comment.objects.filter(subject=subject_of(row)).delete()
    for relation in row._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            others = relation.related_model._base_manager.filter(**{relation.field.name: row.pk})
            for other in list(others):
                clear(other)
            others.all()._raw_delete(others.db)


def test_every_form_that_changes_a_row_takes_it_away_or_says_why_not(standing):
    world, rows = standing
    without = set()
    for name in EDITS:
        client = before_a_row(world, rows, name)
        url, _ = opened(client, world, rows, name)
        if fold_of(client.get(url)) is None:
            without.add(name)
    assert without == set(KEPT)


@pytest.mark.guard("resting")
@pytest.mark.parametrize("name", sorted(set(EDITS) - set(KEPT)))
def test_a_row_goes_when_nothing_rests_on_it(standing, name):
    world, rows = standing
    client, case, route = before_a_row(world, rows, name), FORMS[name], EXPECTED[name]
    url, _ = opened(client, world, rows, name)
    with as_owner():
        row = known_row(rows[case.at][route.row], name)
        rests = list(resting_on(row))
    if rests:
        answer = remove(client, url)
        assert "stützt sich noch" in client.get(answer["Location"]).content.decode()
        with as_owner():
            assert stands(row) and not Entry.objects.filter(kind="removed").exists()
            clear(row)
    answer = remove(client, url)
    landed = client.get(answer["Location"])
    said = landed.content.decode()
    assert landed.status_code == 200 and "ist entfernt. Im Protokoll bleibt alles lesbar." in said
    assert not re.search(r">\s*\d[^<>]* ist entfernt", said)  # one thing is named: no "2 Stunden ist"
    with as_owner():
        assert not stands(row)
        assert Entry.objects.filter(kind="removed").exists()


def stands(row: Model) -> bool:
    return type(row)._base_manager.filter(pk=row.pk).exists()


def known_row(found: Model, name: str) -> Model:
    """The row of the matrix; of two forms whose address names the site, the row they change there."""
    if name == "sites:profile_edit":
        return found.profiles.get(year=2026)
    if name == "planning:criterion_edit":
        return CriterionNote.objects.get(site=found, criterion__code="from_needs")
    if name == "processes:task_edit":
        return FacilitationTask.objects.get(site=found)
    if name == "offers:basic_edit":
        return CrisisBasic.objects.get(site=found, basic__code="reachability")
    if name in {"offers:week_edit", "offers:reachability_edit"}:
        return (OutreachWeek if name == "offers:week_edit" else Reachability).objects.get(site=found)
    return found


# What else stands against it -------------------------------------------------------------------------------------------


@pytest.mark.guard("removed-as-seen")
def test_what_somebody_else_has_changed_is_looked_at_again(standing):
    world, rows = standing
    name = "planning:figure_edit"
    client = before_a_row(world, rows, name)
    url, _ = opened(client, world, rows, name)
    fold = fold_of(client.get(url))
    with as_owner():
        row = rows["county"]["figure"]
        type(row).objects.filter(pk=row.pk).update(source="Amt für Statistik, berichtigt")
    answer = client.post(url, {**fold.sent(), "remove": "1"}, decides=False)
    assert "sehen Sie noch einmal hin" in client.get(answer["Location"]).content.decode()
    with as_owner():
        assert stands(row)


def test_what_rests_on_it_beyond_the_wall_holds_it_too(standing):
    """The measure of a site that the wall hides now: the key of the database refuses, and the sentence says it in words."""
    world, rows = standing
    with as_owner():
        goal = type(rows["county"]["plan_goal"]).objects.get(pk=rows["county"]["plan_goal"].pk)
        clear(goal)
        type(rows["own"]["measure"]).objects.filter(pk=rows["own"]["measure"].pk).update(plan_goal=goal)
    set_wall([world.county.pk])
    with pytest.raises(ValidationError, match="an anderer Stelle eingetragen"):
        Removal(goal).take(Access(world.people["social_planner"]))
    with as_owner():
        assert rows["county"]["plan"].goals.exists()


@pytest.mark.guard("gone-indeed")
def test_a_row_that_may_only_be_read_is_not_called_removed(standing):
    world, rows = standing
    with as_owner():
        town = make.make_municipality(world.other_county, "Ziegenrück")
    set_wall([world.own.pk])
    with pytest.raises(PermissionDenied):
        Removal(town, about=rows["own"]["need"]).take(Access(world.people["coordinator"]))
    with as_owner():
        assert Municipality.objects.filter(county=world.other_county, name=town.name).exists()


def test_an_entry_keeps_figures_and_no_words(standing):
    world, rows = standing
    client = before_a_row(world, rows, "planning:cost_edit")
    url, _ = opened(client, world, rows, "planning:cost_edit")
    remove(client, url)
    with as_owner():
        entry = Entry.objects.get(kind="removed")
        cost = rows["own"]["cost"]
        assert entry.subject == f"planning.measure:{cost.measure_id}" and str(cost) in entry.text
        assert entry.details["was"]["planned"] == str(cost.planned) and "title" not in entry.details["was"]


def test_what_may_rest_on_a_row_has_its_german_plural(standing):
    _, rows = standing
    named = {name: rows[FORMS[name].at][EXPECTED[name].row] for name in set(EDITS) - set(KEPT)}
    found = {counted_as(model) for row in named.values() if not isinstance(row, Site) for model, _ in relations_of(type(row))}
    assert {model.__name__ for model in found if "verbose_name_plural" not in model._meta.original_attrs} == set()
