"""Rights of plans, resolutions, bodies, strategy and deadlines."""

from tests import factories as make
from tests.rights import COUNTIES, EDITORS, OFFICES, READERS, SITES, STATE, R, Route, at_county, at_own_place

READ = OFFICES | STATE
WRITE = {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}
AROUND = READERS | OFFICES
OWN = EDITORS | WRITE


def at_both(row, get):
    return Route(row, get, None, SITES + COUNTIES)


ROUTES: dict[str, Route] = {
    "planning:plan_overview": at_county("planned", READ),
    "planning:plan_sites": at_county("planned", READ),
    "planning:strategy_create": at_county("planned", WRITE, WRITE),
    "planning:strategy_edit": at_county("strategy", WRITE, WRITE),
    "planning:plan_create": at_county("planned", WRITE, WRITE),
    "planning:plan_detail": at_county("plan", READ),
    "planning:plan_edit": at_county("plan", WRITE, WRITE),
    "planning:plan_renew": at_county("plan", WRITE, WRITE),
    "planning:plan_goal_create": at_county("plan", WRITE, WRITE),
    "planning:plan_goal_edit": at_county("plan_goal", WRITE, WRITE),
    "planning:plan_entry_create": at_county("plan", WRITE, WRITE),
    "planning:plan_entry_edit": at_county("plan_entry", WRITE, WRITE),
    "planning:resolution_list": at_county("planned", READ),
    "planning:resolution_create": at_county("planned", WRITE, WRITE),
    "planning:resolution_detail": at_county("resolution", READ),
    "planning:resolution_edit": at_county("resolution", WRITE, WRITE),
    "planning:commission_list": at_county("planned", OFFICES),
    "planning:commission_create": at_county("planned", WRITE, WRITE),
    "planning:commission_detail": at_county("commission", OFFICES),
    "planning:commission_edit": at_county("commission", WRITE, WRITE),
    "planning:representative_create": at_county("planned", WRITE, WRITE),
    "planning:representative_end": at_county("representative", WRITE, WRITE),
    "planning:deadline_list": at_county("planned", READ),
    "planning:deadline_edit": at_county("planned", WRITE, WRITE, 2027, "existing"),
    "planning:body_list": at_both("planned", AROUND),
    "planning:body_create": at_own_place("planned", OWN, OWN),
    "planning:body_detail": at_both("body", AROUND),
    "planning:body_edit": at_own_place("body", OWN, OWN),
    "planning:body_member_create": at_own_place("body", OWN, OWN),
    "planning:body_member_edit": at_own_place("body_member", OWN, OWN),
    "planning:meeting_create": at_own_place("body", OWN, OWN),
    "planning:meeting_detail": at_both("meeting", AROUND),
    "planning:meeting_edit": at_own_place("meeting", OWN, OWN),
    "planning:agenda_item_create": at_own_place("meeting", OWN, OWN),
    "planning:agenda_item_edit": at_own_place("agenda_item", OWN, OWN),
}


def _met(body):
    meeting = make.make_meeting(body)
    item = make.make_agenda_item(meeting)
    return {"body": body, "body_member": make.make_body_member(body), "meeting": meeting, "agenda_item": item}


def at_sites(site):
    return {"planned": site, **_met(make.make_body(site, "Steuerungsteam", "steering_team"))}


def at_counties(county, town):
    body, plan = make.make_body(county), make.make_plan(county)
    site = make.make_site(town, [], f"Kita Planung {county.short}")
    met = _met(body)
    return {
        "planned": county,
        **met,
        "resolution": make.make_resolution(body),
        "commission": make.make_commission(county, sites=[site]),
        "strategy": make.make_strategy(county),
        "plan": plan,
        "plan_goal": make.make_plan_goal(plan),
        "plan_entry": make.make_plan_entry(plan, site),
        "representative": make.make_representative(county),
    }
