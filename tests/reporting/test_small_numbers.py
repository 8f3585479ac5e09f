"""Every page and file that shows somebody above the house a figure about people, and the door it passes; a new one is not forgotten.

What a request reads is taken from its statements: each page is opened by each office and by the state level, and whoever reads a column
with people must stand here. Offers, needs, sites, sessions and euros are no people: they are counted openly (suppression.py).
"""

import re

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from sites.core import jobs
from sites.core.rights import ACTIONS
from sites.core.roles import Role
from tests.client import Client
from tests.matrix import EXPECTED, OPEN, PERSON, address, keep_files, routes
from tests.standing import standing
from tests.test_conventions import APPS

__all__ = ["standing"]

ABOVE = (Role.MINISTRY, Role.STATE_OFFICE, Role.SOCIAL_PLANNER, Role.YOUTH_WELFARE_OFFICE, Role.SPECIALIST_ADVISOR)
#: Columns that count people, and one person's hours: table → columns.
PEOPLE = {
    "offers_session": {"adults_centre", "adults_space", "children", "newcomers"},
    "offers_deviceentry": {"adults_centre", "adults_space", "children", "newcomers"},
    "offers_outreachweek": {"families", "reached"},
    "offers_sessionfeedback": {"face"},
    "planning_survey": {"asked"},
    "reporting_sitequarter": {"adults_centre", "adults_space", "children"},
    "reporting_countyquarter": {"adults_centre", "adults_space", "children"},
    "reporting_closedsite": {"adults_centre", "adults_space", "children"},
    "reporting_closedfigures": {"adults_centre", "adults_space", "children"},
    "offers_referralcount": {"number", "arrived", "not_gone"},
    "offers_supportcount": {"number"},
    "planning_assessment": {"answered", "invited"},
    "planning_assessmentresult": {"voices", "voices_of"},
    "planning_need": {"voices"},
    "planning_socialfigure": {"value", "value_of"},
    "planning_indicator": {"baseline", "baseline_of", "target", "target_of"},
    "planning_indicatorvalue": {"value", "value_of"},
    "processes_facilitationsession": {"hours"},
    "processes_conditions": {"children", "staff"},
    "processes_analysisfigure": {"value"},
    "processes_fieldrating": {"people"},
    "processes_consultationvisit": {"people"},
    "processes_practicefigure": {"value", "number"},
    "processes_qualification": {"people"},
    "processes_teamcount": {"people", "trained"},
    "processes_teamtraining": {"participants"},
    "processes_trainingfeedback": {"learned", "usable"},
    "sites_post": {"fte", "release_hours"},
}
COLUMNS = {**PEOPLE, "reporting_lszreport": {"data"}, "reporting_reportsnapshot": {"data"}}
#: Numbers of other things. `expected` and `volunteers` are plans of a house; `places` and `capacity` belong to rooms and permits. `rate`,
#: `budget` and `euros` are money, `minutes` and `coordination_hours` time of offices and posts, `up_to` hours of a rule, `monthly_limit` visits
#: and `target` meetings that somebody has in mind, `sequence` the version of a calendar entry.
NO_PEOPLE = {
    "id", "number", "year", "year_from", "year_until", "quarter", "funding_year", "sessions", "cancelled", "sites", "consultation_sites",
    "version", "step", "lowest", "highest", "size", "done", "total", "attempts", "token", "count", "places", "capacity", "expected",
    "volunteers", "votes_for", "votes_all", "grant", "cost", "planned", "actual", "amount", "own_share", "hours", "hours_per_month",
    "coordinator_fte", "problem_count", "creates", "updates", "unchanged", "left_out", "cycle", "fee", "weekday",
    "rate", "budget", "euros", "minutes", "coordination_hours", "up_to", "monthly_limit", "target", "sequence",
}  # fmt: skip

DOOR = "reporting/rules/above.py: as of the last closed month, few sites and small numbers hidden"
FROZEN_SUMS = "frozen by reporting/documents/snapshots.py, hidden there; page and files are made of what is frozen"
VOICES = "sites/rules/small_numbers.py: `shown`, for who is not of the house"
TOOK_PART = "planning/rules/assessments.py: `participation`"
SELECTED = "read along with its row, not shown"
OWN_OFFICE = "the office's own assessment, typed by itself"
PUBLIC = "figures of public statistics with their source; what is secret there is secret here"
EACH_HOUSE = "`sitefigures.view`: who reads it reads this house and every other of the county anyway"
HANDED_UP = "what the house itself has submitted, read and checked one by one"
POSTS = "posts and contracts of named people, who are no families; `posts.view` shows them one by one"
HOURS = "hours of work of a facilitator, who is no family: `hours.view` shows them to the county that pays for them"
RELEASED = "what the house has released, part by part (`AnalysisPart.released`)"
#: route → the door its figures pass, or why there is none.
PAGES = {
    "reporting:overview": DOOR,
    "reporting:overview_export": DOOR,
    "reporting:county_sheet": f"{DOOR}; {POSTS}",
    "reporting:lsz_detail": FROZEN_SUMS,
    "reporting:site_list": EACH_HOUSE,
    "reporting:site_export": EACH_HOUSE,
    "reporting:site_sheet": f"{EACH_HOUSE}; {POSTS}",
    "reporting:snapshot_detail": HANDED_UP,
    "planning:need_map": VOICES,
    "planning:need_export": VOICES,
    "planning:need_list": f"{VOICES}; {PUBLIC}",
    "planning:assessment_list": TOOK_PART,
    "planning:assessment_detail": f"{TOOK_PART}; {VOICES}",
    "planning:assessment_edit": OWN_OFFICE,
    "planning:application_detail": f"{TOOK_PART}; {VOICES}",
    "planning:application_edit": SELECTED,
    "planning:admission": SELECTED,
    "planning:continuation": SELECTED,
    "planning:decision_create": SELECTED,
    "planning:release_list": SELECTED,
    "planning:room_plan": SELECTED,
    "planning:figure_list": PUBLIC,
    "planning:figure_table": PUBLIC,
    "planning:figure_export": PUBLIC,
    "planning:figure_edit": PUBLIC,
    "processes:contract_list": HOURS,
    "processes:contract_detail": HOURS,
    "processes:entry_list": HOURS,
    "processes:task_list": HOURS,
    "reporting:timesheet": HOURS,
    "reporting:process_report": HOURS,
    "reporting:site_diary": f"{HOURS}; of a Bedarfserhebung {SELECTED}",
    "reporting:diary_export": f"{HOURS}; of a Bedarfserhebung {SELECTED}",
    "processes:analysis_list": f"{RELEASED}; {SELECTED}",
    "reporting:analysis_paper": "the page of a round on paper: `processes:analysis_detail`",
    "processes:analysis_detail": f"{RELEASED}; how many have rated, of parents never fewer than five: `fieldrating_parents`",
    "processes:part_detail": f"{RELEASED}: how big the house is, and figures with their source",
    "processes:registration_list": "processes/pages/registration_list.py: what people said of a training from five answers on, each kind counted",
    "sites:site_master": POSTS,
    "sites:post_edit": POSTS,
}
#: What offices, state and families may take for figures about people, and why it is none: these read no column of `PEOPLE`.
OPENLY = {
    "reporting:home": "counts of cases, reports and dates that wait",
    "reporting:report_list": "reports and how far they are",
    "planning:plan_overview": "sites, plans and strategies",
    "planning:plan_sites": "sites and measures of a plan",
    "planning:money_list": "euros",
    "reporting:money_export": "euros",
    "reporting:measure_export": "euros",
    "sites:member_list": "people of the field by name",
    "sites:area_list": "sites of an area",
    "sites:room_list": "rooms and how many they hold",
    "offers:family_list": "what houses have published: offers and dates",
}
#: Pages of the house alone: no office opens them, a provider reads its houses whole.
INSIDE = ("offers:coverage", "sites:network", "sites:partner_list", "reporting:referral_report")
#: job → the same. Mails carry words and links.
FILES = {
    "reporting.lsz_report": "makes what is frozen",
    "reporting.lsz_pdf": FROZEN_SUMS,
    "reporting.lsz_xlsx": FROZEN_SUMS,
    "reporting.report_pdf": HANDED_UP,
    "reporting.report_docx": HANDED_UP,
    "reporting.report_draft_pdf": "the house's own draft; no office holds `reports.draft`",
    "reporting.money_pdf": "euros",
    "reporting.decision_letter": "words of a decision",
    "reporting.decision_letters": "words of decisions",
    "offers.publish": "a house's own page for families: offers and dates, no figures",
}


def people_in(sql: str) -> set[str]:
    """The columns with people that a statement reads, whatever its tables are called in it."""
    of: dict[str, set[str]] = {}
    for table, alias in re.findall(r'(?:FROM|JOIN) "(\w+)" "?([A-Z]+\d+)\b', sql):  # a subquery calls its table U0, the next one another
        of.setdefault(alias, set()).add(table)
    return {
        f"{table}.{column}"
        for name, column in re.findall(r'"?(\w+)"?\."(\w+)"', sql)
        for table in of.get(name, {name})
        if column in COLUMNS.get(table, ())
    }


def opened(role: Role, world, rows):
    """(route, statements) of every page that this person gets to see."""
    client = Client()
    client.force_login(world.people[role.value])
    for name, route in EXPECTED.items():
        if route.get is None or (route.get not in (OPEN, PERSON) and role not in route.get):
            continue
        for row in [row for row in ("own", "county", "state") if row in route.rows] if route.row else [None]:
            with transaction.atomic(), CaptureQueriesContext(connection) as seen:
                answer = client.get(address(name, route, rows, row))
                if answer.streaming:
                    b"".join(answer)
                transaction.set_rollback(True)
            if answer.status_code == 200:
                yield name, [query["sql"] for query in seen.captured_queries]


@pytest.mark.django_db
def test_no_page_shows_people_above_the_house_without_its_door(standing):
    keep_files(standing[1])
    read: dict[str, set[str]] = {}
    for role in ABOVE:
        for name, statements in opened(role, *standing):
            if columns := set().union(*map(people_in, statements)):
                read.setdefault(name, set()).update(columns)
    assert {name: sorted(columns) for name, columns in read.items() if name not in PAGES} == {}
    assert set(PAGES) - set(read) == set()  # what is read no more stands here no more
    assert set(OPENLY) & set(read) == set()


def test_every_file_is_known():
    assert {name for name in jobs.HANDLERS if ".mail_" not in name} == set(FILES)


def test_every_number_of_the_database_counts_people_or_something_else():
    """Whoever adds a number says here what it counts."""
    numbers = (models.IntegerField, models.DecimalField, models.FloatField)
    unsaid = {
        f"{model._meta.db_table}.{field.name}"
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.fields
        if isinstance(field, numbers) and field.name not in PEOPLE.get(model._meta.db_table, ()) and field.name not in NO_PEOPLE
    }
    assert unsaid == set()


def test_what_lies_above_the_house():
    """An office reads sums of each house and no date of it; the state level reads counties alone; a provider reads its houses whole."""
    assert set(OPENLY) <= set(routes())
    for role in ABOVE:
        assert not any(role in EXPECTED[name].get for name in INSIDE)
        assert not any(role in ACTIONS[action].roles for action in ("sessions.view", "referrals.view", "goals.view", "offers.view"))
    # hours are work of a facilitator: who pays for them reads them, and nobody else above the house
    assert ACTIONS["hours.view"].roles & set(ABOVE) == {Role.SOCIAL_PLANNER, Role.YOUTH_WELFARE_OFFICE}
    assert not any(role in ACTIONS["sitefigures.view"].roles for role in (Role.MINISTRY, Role.STATE_OFFICE))
    assert all(role in ACTIONS["sitefigures.view"].roles for role in ABOVE[2:])
    for action in ("sessions.view", "referrals.view", "hours.view", "goals.view", "sitefigures.view", "assessments.internal", "needs.internal"):
        assert Role.PROVIDER in ACTIONS[action].roles
