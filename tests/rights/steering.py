"""Rights of steering teams and of meetings while they run: who writes minutes, who reads them, who shares a team."""

from datetime import timedelta

from django.utils import timezone

from tests import factories as make
from tests.rights import COUNTIES, EDITORS, OFFICES, READERS, SITES, R, Route, at_own_place, at_site

AROUND = READERS | OFFICES
OWN = EDITORS | {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}
WRITERS = OWN | {R.FACILITATOR}


def at_both(row, get):
    return Route(row, get, None, SITES + COUNTIES)


def writes(row):
    return at_own_place(row, None, WRITERS)


ROUTES: dict[str, Route] = {
    "planning:steering_team": at_site("planned", AROUND),
    "planning:shared_team": at_site("planned", AROUND),
    "planning:body_shares": Route("body", OWN, OWN, SITES, own_place=True),
    "planning:body_notice_create": at_own_place("body", OWN, OWN, "quiet"),
    "planning:meeting_invite": at_own_place("meeting", None, OWN),
    "planning:meeting_cancel": at_own_place("meeting", OWN, OWN),
    "planning:meeting_calendar": at_both("meeting", AROUND),
    "processes:meeting_open": writes("meeting"),
    "processes:meeting_agenda": at_own_place("meeting", WRITERS, WRITERS),
    "processes:meeting_attend": at_own_place("running_meeting", WRITERS, WRITERS),
    "processes:meeting_run": at_own_place("running_item", WRITERS, WRITERS),
    "processes:meeting_close": at_own_place("running_meeting", WRITERS, WRITERS),
    "processes:meeting_reopen": writes("closed_meeting"),
    "reporting:meeting_minutes": at_both("closed_meeting", AROUND),
    "reporting:meeting_send": writes("closed_meeting"),
}


def _met(place, kind):
    """A meeting that runs, and one that is closed."""
    body, today = make.make_body(place, "Runde mit Protokoll", kind), timezone.localdate()
    running = make.make_meeting(body, today, state="running")
    closed = make.make_meeting(body, today - timedelta(days=30), state="closed", closed_at=timezone.now(), closed_by="Ines Brandt, Leitung")
    make.make_body_member(body, "Petra Lang")
    make.make_agenda_item(closed, result="Es bleibt dabei.")
    return {"running_meeting": running, "running_item": make.make_agenda_item(running), "closed_meeting": closed}


def at_sites(site):
    return _met(site, "interest_group")


def at_counties(county, town):
    return _met(county, "planning_round")
