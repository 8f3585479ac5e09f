"""Where an entry leads: to the page of its row, for those who may open it."""

import pytest
from django.urls import reverse

from reporting.rules.entries import PAGES, page_of, pages_of
from tests import factories as make
from tests.conftest import as_owner

#: By hand: what an entry is about, the page it leads to, and somebody who may open that.
LEADS = [
    ("offers.offer", "offers:offer_detail", "coordinator"), ("offers.session", "offers:session_log", "coordinator"),
    ("planning.application", "planning:application_detail", "head"), ("planning.decision", "planning:decision_detail", "head"),
    ("planning.plan", "planning:plan_detail", "social_planner"), ("planning.resolution", "planning:resolution_detail", "social_planner"),
    ("planning.need", "planning:need_edit", "coordinator"), ("planning.goal", "planning:goal_edit", "coordinator"),
    ("reporting.report", "reporting:report_detail", "coordinator"), ("reporting.lszreport", "reporting:lsz_detail", "social_planner"),
    ("processes.contract", "processes:contract_detail", "facilitator"), ("sites.kita", "sites:kita_detail", "social_planner"),
    ("sites.site", "reporting:site_sheet", "head"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "view", "person"), LEADS)
def test_an_entry_leads_to_the_page_of_its_row(behind_forms, label, view, person):
    assert page_of(behind_forms(person), f"{label}:12") == reverse(view, args=[12])


@pytest.mark.parametrize("subject", ["sites.kita:", "sites.kita:zwölf", "sites.comment:12", "", "sites.kita"])
def test_what_has_no_page_leads_nowhere(behind_forms, subject):
    assert page_of(behind_forms("social_planner"), subject) == ""


def test_nobody_is_led_to_a_page_they_may_not_open(behind_forms):
    assert page_of(behind_forms("parent_representative"), "reporting.report:12") == ""


def test_pages_of_every_kind_are_asked_in_one_query(world, behind_forms, django_assert_num_queries):
    with as_owner():
        offer = f"offers.offer:{make.make_offer(world.own).pk}"
    access = behind_forms("coordinator")
    assert access.holds("offers.view") and pages_of(access, []) == {}
    with django_assert_num_queries(1):
        assert list(pages_of(access, [offer, *(f"{label}:999999" for label in PAGES)])) == [offer]
