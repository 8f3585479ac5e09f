"""Rights of the plan of steps, of the concept, of what the team brings in, of the coordinator's tasks."""

from sites.models import User
from tests import factories as make
from tests.rights import EDITORS, HOUSE, READERS, R, Route, at_site

INSIDE = HOUSE | {R.PROVIDER, R.FACILITATOR}
PLANNERS = EDITORS | {R.FACILITATOR}
ROUTES: dict[str, Route] = {
    "processes:step_list": at_site("site", READERS),
    "reporting:step_paper": at_site("site", READERS),
    "processes:step_create": at_site("site", PLANNERS, PLANNERS),
    "processes:step_edit": at_site("action_step", PLANNERS, PLANNERS),
    "processes:concept_list": at_site("site", READERS),
    "processes:concept_create": at_site("site", EDITORS, EDITORS),
    "processes:concept_detail": at_site("released_concept", READERS),
    "processes:concept_edit": at_site("draft_concept", EDITORS, EDITORS),
    "processes:concept_paper": at_site("released_concept", READERS),
    "processes:concept_release": at_site("draft_concept", {R.HEAD}, {R.HEAD}),
    "processes:concept_step": at_site("draft_concept", None, EDITORS, "ask"),
    "planning:contribution_list": at_site("site", HOUSE),
    "planning:contribution_create": at_site("site", HOUSE, HOUSE),
    "planning:contribution_edit": Route("contribution", HOUSE, HOUSE, mine=True),
    "planning:contribution_answer": at_site("contribution", EDITORS, EDITORS),
    "reporting:coordination": at_site("site", INSIDE),
}


def at_sites(site):
    return {
        "action_step": make.make_step(site),
        "released_concept": make.make_concept(site, 1, released=True, document=make.make_document(site, "Konzeption")),
        "draft_concept": make.make_concept(site, 2),
        "contribution": make.make_contribution(site, User.objects.order_by("pk").first()),
    }
