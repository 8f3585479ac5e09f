"""Two hats do not multiply: what a person may do elsewhere opens no page of a place that they only read.

The person advises the Kitas of this county and has every role of planning and of a house in the other one: each of these pages opens there
and looks missing here.
"""

import pytest
from django.urls import reverse

from sites.core.roles import Role
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner

#: The page, and on what of a place it hangs.
PAGES = [
    pytest.param("planning:continuation", "county", marks=pytest.mark.guard("decide-county")),
    pytest.param("planning:admission", "county", marks=pytest.mark.guard("admit-county")),
    pytest.param("planning:import_list", "county", marks=pytest.mark.guard("import-county")),
    pytest.param("planning:money_list", "county", marks=pytest.mark.guard("money-county")),
    pytest.param("planning:fundingrule_create", "county", marks=pytest.mark.guard("rule-county")),
    pytest.param("reporting:money_export", "county", marks=pytest.mark.guard("money-list-file")),
    pytest.param("reporting:county_sheet", "county", marks=pytest.mark.guard("county-sheet")),
    pytest.param("planning:phase_record", "site", marks=pytest.mark.guard("phase-site")),
    ("sites:form_record", "site"),
    pytest.param("offers:coverage", "site", marks=pytest.mark.guard("coverage-site")),
    pytest.param("reporting:referral_report", "site", marks=pytest.mark.guard("referrals-site")),
    pytest.param("processes:contract_create", "site", marks=pytest.mark.guard("contract-site")),
    pytest.param("processes:centre_contract_create", "centre", marks=pytest.mark.guard("centre-county")),
    pytest.param("planning:inquiry_create", "site", marks=pytest.mark.guard("site-action")),
    pytest.param("sites:member_give", "site", marks=pytest.mark.guard("place-reach")),
    pytest.param("planning:measure_detail", "measure", marks=pytest.mark.guard("money-site")),
    pytest.param("reporting:measure_export", "measure", marks=pytest.mark.guard("money-file")),
    pytest.param("reporting:report_create", "measure", marks=pytest.mark.guard("report-site")),
]
EXPORTS = {"reporting:money_export", "reporting:measure_export"}


def rows_of(world, site, county):
    """What a page hangs on, at one place."""
    facilitator = world.people["facilitator"]
    rows = {"measure": make.make_measure(site), "contract": make.make_contract(site, facilitator), "centre": make.make_centre(county)}
    return {"site": site.pk, "county": county.pk, **{name: row.pk for name, row in rows.items()}}


@pytest.fixture
def person(world):
    with as_owner():
        person = make.make_user("Viele Hüte", "huete@hier.example")
        make.give(person, Role.SPECIALIST_ADVISOR, world.county)
        make.give(person, Role.SOCIAL_PLANNER, world.county)  # a planner of this county once: it is over
        person.memberships.filter(role=Role.SOCIAL_PLANNER).update(ends=make.date(2023, 12, 31))
        for role in (Role.SOCIAL_PLANNER, Role.YOUTH_WELFARE_OFFICE):
            make.give(person, role, world.other_county)
        for role in (Role.HEAD, Role.COORDINATOR, Role.FACILITATOR):
            make.give(person, role, world.foreign)
    return person


@pytest.mark.parametrize(("view", "of"), PAGES)
def test_a_right_elsewhere_opens_no_page_here(world, person, view, of):
    with as_owner():
        here, there = rows_of(world, world.own, world.county)[of], rows_of(world, world.foreign, world.other_county)[of]
    browser, more = Client(), ["csv"] if view in EXPORTS else []
    browser.force_login(person)
    assert browser.get(reverse(view, args=[here, *more])).status_code == 404
    assert browser.get(reverse(view, args=[there, *more])).status_code == 200
