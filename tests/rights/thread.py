"""Rights of the thread: goals with their rounds, evidence, gaps, named lists, and what surrounds a house."""

from tests import factories as make
from tests.rights import EDITORS, HOUSE, READERS, R, Route, at_site

ROUTES: dict[str, Route] = {
    "planning:goal_detail": at_site("goal", READERS),
    "planning:review_create": at_site("goal", EDITORS, EDITORS),
    "planning:review_edit": at_site("review", EDITORS, EDITORS),
    "planning:social_space": at_site("site", READERS),
    "planning:resource_create": at_site("site", EDITORS, EDITORS),
    "planning:resource_edit": at_site("resource", EDITORS, EDITORS),
    "planning:visit_list": at_site("site", READERS),
    "planning:visit_create": at_site("site", EDITORS, EDITORS),
    "planning:visit_edit": at_site("visit", EDITORS, EDITORS),
    "offers:gap_list": at_site("site", READERS),
    "offers:evidence_list": at_site("site", HOUSE | {R.PROVIDER, R.FACILITATOR}),
    "offers:evidence_detail": at_site("evidence", HOUSE | {R.PROVIDER, R.FACILITATOR}),
    "offers:evidence_create": at_site("site", EDITORS, EDITORS),
    "offers:evidence_edit": at_site("evidence", EDITORS, EDITORS),
    "offers:named_list_list": at_site("site", EDITORS),
    "offers:named_list_create": at_site("offer", EDITORS, EDITORS),
    "offers:named_list_edit": at_site("named_list", EDITORS, EDITORS),
    "offers:evidence_use": at_site("evidence", None, EDITORS),
}


def at_sites(site):
    goal = make.make_goal(site, title="Ziel mit Auswertung")
    named = make.make_named_list(make.make_offer(site, "Angebot mit Liste"))
    around = {"resource": make.make_resource(site), "visit": make.make_visit(site)}
    return {**around, "review": make.make_review(goal), "evidence": make.make_evidence(site), "named_list": named}
