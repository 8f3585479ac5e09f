"""A county does its year with every account of the state office and of the ministry disabled: nothing waits for the Land alone (UF25)."""

import pytest
from django.urls import reverse

from sites.core.roles import STATE, Role
from sites.models import Membership, User
from tests.client import Client
from tests.conftest import as_owner
from tests.forms import FORMS
from tests.matrix import EXPECTED
from tests.standing import standing
from tests.test_forms import before_a_form, errors_of, send, typed_into

__all__ = ["standing"]
pytestmark = pytest.mark.django_db
#: What is the Land's own: nobody of a county waits for it.
OF_THE_LAND = {
    "sites:feedback_answer": "messages about the application",
    "sites:member_give": "each place gives its own roles",
    "reporting:county_remind": "the state office asks a county for what is missing; a county sees it by itself and enters it unasked",
    "reporting:county_remind_all": "the same, to all counties at once",
}
#: Lists, editions and links of the whole Land: they are there already, and a county reads them whoever keeps them.
LISTS = {
    "planning:edition_create", "planning:link_create", "planning:link_edit", "planning:link_check", "planning:term_edit", "planning:term_create",
    "offers:help_number_create", "offers:help_number_edit", "offers:holiday_create", "offers:holiday_edit", "offers:crisis_format_edit",
}  # fmt: skip
#: The year of a county and its houses, in its order, by the forms it is made of.
YEAR = (
    "planning:interest_form", "planning:application_invite", "planning:assessment_create", "planning:plan_create", "planning:resolution_create",
    "planning:phase_advance", "planning:measure_create", "processes:contract_create", "processes:hours_create", "planning:body_create",
    "planning:need_create", "planning:goal_create", "processes:step_create", "processes:concept_create", "offers:offer_create",
    "offers:session_create", "offers:session_log", "planning:meeting_create", "offers:survey_create", "processes:slot_create",
    "processes:visit_create", "offers:crisis_period_create", "reporting:report_create",
)  # fmt: skip


def without_the_land(world):
    """Nobody of the Land can log in any more."""
    with as_owner():
        people = Membership.objects.filter(role__in=STATE).values("user")
        assert User.objects.filter(pk__in=people, is_active=True).update(is_active=False)


def test_the_year_of_a_county_is_done_without_the_state_office(standing):
    world, rows = standing
    without_the_land(world)
    refused = {}
    for name in YEAR:
        case = FORMS[name]
        client = before_a_form(world, rows, name)
        url, data = typed_into(client, world, rows, name)
        answer = send(client, url, data, case)
        if answer.status_code != 302:
            refused[name] = f"{answer.status_code} {errors_of(answer)}"
    assert refused == {}


def test_every_page_of_county_and_house_opens_without_the_state_office(standing):
    world, _ = standing
    without_the_land(world)
    for role in (Role.SOCIAL_PLANNER, Role.HEAD, Role.FACILITATOR):
        client = Client()
        client.force_login(world.people[role.value])
        for name in ("reporting:home", "reporting:site_list", "planning:catalogue_list"):
            assert client.get(reverse(name)).status_code in (200, 302), (role, name)
    assert Client().get(reverse("processes:consultation_houses")).status_code == 200


def test_what_only_the_land_may_do_is_its_own_and_nobody_waits_for_it():
    """A new route that the Land alone may send is listed with its reason, or a county may do it for itself."""
    alone = {
        name
        for name, route in EXPECTED.items()
        if isinstance(route.post, set) and Role.STATE_OFFICE in route.post and not route.post - STATE and "catalogue" not in name
    }
    assert alone - set(OF_THE_LAND) <= LISTS
