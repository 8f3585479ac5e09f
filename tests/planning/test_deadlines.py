"""Deadlines of a county per funding year and project class, and the day they set for a report."""

from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import Deadline, Measure
from sites.models import Entry
from tests import factories as make
from tests.client import MARKS
from tests.conftest import as_owner

OF_EVERY_REQUEST = 4  # session, user, reach, wall
YEAR = timezone.localdate().year


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode()).replace("\xa0", " ")


def dues(**changes):
    return {"application": "", "decision": f"30.9.{YEAR}", "report": f"15.1.{YEAR + 2}", "proof_of_use": "", **changes}


@pytest.mark.req("R102.H")
@pytest.mark.parametrize("who", ["social_planner", "youth_welfare_office"])
def test_the_deadlines_of_a_year_and_class_are_set_at_once(world, client_of, who):
    client, edit = client_of(who), url("deadline_edit", world.county.pk, YEAR + 1, "micro")
    assert client.post(edit, dues()).status_code == 302
    page = text_of(client.get(url("deadline_list", world.county.pk)))
    assert "Landesprogramm „Solidarisches Zusammenleben der Generationen“" in page
    year = page.split(f"Förderjahr {YEAR + 1}</h2>")[1].split("</section>")[0]
    micro, macro = (year.split(f">{label}</a>")[1].split("</tr>")[0] for label in ("Mikroprojekt", "Makroprojekt"))
    assert f"30.09.{YEAR}" in micro and f"15.01.{YEAR + 2}" in micro and f"30.09.{YEAR}" not in macro
    assert client.post(edit, dues(decision="", application=f"15.11.{YEAR}")).status_code == 302
    with as_owner():
        kept = dict(Deadline.objects.filter(place=world.county.pk).values_list("kind", "due"))
        assert kept == {"application": date(YEAR, 11, 15), "report": date(YEAR + 2, 1, 15)}
        last = Entry.objects.filter(subject__startswith="planning.deadline").order_by("-pk").first()
        assert last.details == {"application": ["", f"15.11.{YEAR}"], "decision": [f"30.09.{YEAR}", ""]}
    assert client.post(edit, dues(decision="", application=f"15.11.{YEAR}")).status_code == 302  # nothing new: nothing logged
    with as_owner():
        assert Entry.objects.filter(subject__startswith="planning.deadline").count() == 2


@pytest.mark.parametrize("known", [True, False])
def test_the_second_of_two_who_set_deadlines_is_asked(world, client_of, known):
    """Also where no deadline of the year was set before; who was first is named, whichever date was changed."""
    edit, first, second = url("deadline_edit", world.county.pk, YEAR + 1, "micro"), client_of("social_planner"), client_of("youth_welfare_office")
    if known:
        first.post(edit, dues())
    marks = dict(MARKS.findall(text_of(first.get(edit))))
    second.post(edit, dues(application=f"15.11.{YEAR}"))
    refused = text_of(first.post(edit, {**dues(application=f"1.12.{YEAR}"), **marks}), 409)
    assert "hat diese Angaben inzwischen gespeichert" in refused and f"15.11.{YEAR}" in refused and f'value="1.12.{YEAR}"' in refused
    assert world.people["youth_welfare_office"].name in refused.split("hat diese Angaben")[0]
    with as_owner():
        assert Deadline.objects.get(kind="application").due == date(YEAR, 11, 15)
    assert first.post(edit, {**dues(application=f"1.12.{YEAR}"), **dict(MARKS.findall(refused))}).status_code == 302


@pytest.mark.req("R102.H", "R248.H")
def test_the_report_of_a_measure_is_due_when_the_county_says_so(world, client_of):
    with as_owner():
        make.make_deadline(world.county, year=YEAR + 1, due=date(YEAR + 2, 1, 15))
        make.make_deadline(world.other_county, year=YEAR, due=date(YEAR + 1, 5, 5))
        field = make.action_field()
    data = {
        "project_class": "existing",
        "title": "ThEKiZ Kita Lindenhof",
        "file_number": "",
        "recipient": "",
        "plan_goal": "",
        "grant": "",
        "report_due": "",
    }
    client = client_of("social_planner")
    for year in (YEAR + 1, YEAR):
        answer = client.post(url("measure_create", world.own.pk), {**data, "funding_year": year, "action_field": field.pk})
        assert answer.status_code == 302
    with as_owner():
        found = dict(Measure.objects.filter(site=world.own).values_list("funding_year", "report_due"))
    assert found == {YEAR + 1: date(YEAR + 2, 1, 15), YEAR: date(YEAR + 1, 3, 31)}  # without a deadline the usual day
    assert f"Sachbericht, Förderjahr {YEAR + 1}, Bestandsprojekt" in text_of(client.get(url("plan_overview", world.county.pk)))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decision": "31.2.2026"}, "Bitte als Datum eingeben, zum Beispiel 15.11.2026."),
        ({"decision": "1.1.2019"}, f"Bitte prüfen Sie das Jahr. Es geht um das Förderjahr {YEAR}."),
        ({"report": "bald"}, "Bitte als Datum eingeben"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_is_half_saved(world, client_of, changes, sentence):
    with as_owner():
        make.make_deadline(world.county, "application", date(YEAR, 4, 3), YEAR)
    refused = text_of(client_of("social_planner").post(url("deadline_edit", world.county.pk, YEAR, "existing"), dues(**changes)), 422)
    assert sentence in refused and f'value="{next(iter(changes.values()))}"' in refused
    with as_owner():
        assert Deadline.objects.get().due == date(YEAR, 4, 3)


def test_years_classes_and_counties_that_are_none_are_missing(world, client_of):
    client = client_of("social_planner")
    for county, year, of in (
        (world.county, 1999, "micro"),
        (world.county, YEAR + 9, "micro"),
        (world.county, YEAR, "mega"),
        (world.other_county, YEAR, "micro"),
    ):
        assert client.get(url("deadline_edit", county.pk, year, of)).status_code == 404
    assert client_of("specialist_advisor").get(url("deadline_edit", world.county.pk, YEAR, "micro")).status_code == 403
    assert "/deadlines/2" not in text_of(client_of("specialist_advisor").get(url("deadline_list", world.county.pk)))


def test_the_list_asks_the_same_number_of_questions(world, client_of, own_queries):
    client, counts = client_of("social_planner"), []
    for years in (range(YEAR, YEAR + 1), range(YEAR + 1, YEAR + 8)):
        with as_owner():
            for year in years:
                for of in ("micro", "macro", "existing"):
                    make.make_deadline(world.county, year=year, project_class=of)
        with own_queries() as seen:
            client.get(url("deadline_list", world.county.pk))
        counts.append(seen.count - OF_EVERY_REQUEST)
    assert counts[0] == counts[1] <= 5
