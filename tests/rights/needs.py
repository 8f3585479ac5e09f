"""Rights of assessments, figures of the social space and gaps."""

from tests import factories as make
from tests.rights import EDITORS, OFFICES, READERS, STATE, R, Route, at_county, at_own_place, at_site

OWN = EDITORS | {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}
KEEPERS = {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}
ROUTES: dict[str, Route] = {
    "planning:assessment_list": at_site("site", READERS | OFFICES),
    "planning:assessment_detail": at_site("assessment", READERS | OFFICES),
    "planning:assessment_create": at_own_place("assessed", OWN, OWN),
    "planning:assessment_edit": at_own_place("assessment", OWN, OWN),
    "planning:assessment_release": at_site("assessment", None, EDITORS),
    "planning:release_list": at_site("site", READERS | OFFICES),
    "planning:need_release": at_site("need", None, EDITORS),
    "planning:need_map": at_county("assessed", READERS | OFFICES),
    "planning:need_export": at_county("assessed", READERS | OFFICES, None, "xlsx"),
    "planning:figure_list": at_county("assessed", OFFICES | STATE),
    "planning:figure_table": at_county("assessed", OFFICES | STATE),
    "planning:figure_export": at_county("assessed", OFFICES | STATE, None, "xlsx"),
    "planning:figure_create": at_county("assessed", KEEPERS, KEEPERS),
    "planning:figure_edit": at_county("figure", KEEPERS, KEEPERS),
}


def at_sites(site):
    return {"assessed": site, "assessment": make.make_assessment(site, released=True), "wish": make.make_wish(site)}


def at_counties(county, town):
    return {"assessed": county, "assessment": make.make_assessment(county, released=True), "figure": make.make_figure(county, municipality=town)}
