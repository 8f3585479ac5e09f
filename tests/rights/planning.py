"""Rights of the routes of `planning`."""

from tests.rights import CASE, EDITORS, OFFICES, OPEN, PLANNER, READERS, R, Route, at_county, at_site

ROUTES: dict[str, Route] = {
    "planning:interest_form": Route(None, OPEN, OPEN),
    "planning:interest_step": at_county("interest", {R.SOCIAL_PLANNER, R.SPECIALIST_ADVISOR}, {R.SOCIAL_PLANNER, R.SPECIALIST_ADVISOR}),
    "planning:application_list": Route(None, CASE | {R.COORDINATOR}),
    "planning:application_invite": Route(None, PLANNER, PLANNER),
    "planning:application_detail": at_site("application", CASE | {R.COORDINATOR}),
    "planning:application_edit": at_site(
        "application",
        {R.HEAD, R.PROVIDER, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE},
        {R.HEAD, R.PROVIDER, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE},
    ),
    "planning:statement_edit": at_site(
        "application",
        {R.HEAD, R.PROVIDER, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PARENT_REPRESENTATIVE},
        {R.HEAD, R.PROVIDER, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PARENT_REPRESENTATIVE},
        "team",
    ),
    "planning:decision_create": at_site("submitted", PLANNER, PLANNER),
    "planning:need_list": at_site("site", READERS | OFFICES),
    "planning:need_create": at_site("site", EDITORS, EDITORS),
    "planning:need_edit": at_site("need", EDITORS, EDITORS),
    "planning:goal_list": at_site("site", READERS),
    "planning:goal_create": at_site("site", EDITORS, EDITORS),
    "planning:goal_edit": at_site("goal", EDITORS, EDITORS),
    "planning:indicator_create": at_site("goal", EDITORS, EDITORS),
    "planning:indicator_edit": at_site("indicator", EDITORS, EDITORS),
    "planning:value_create": at_site("indicator", EDITORS, EDITORS),
    "planning:value_edit": at_site("indicator_value", EDITORS, EDITORS),
    "planning:measure_create": at_site("site", PLANNER, PLANNER),
    "planning:measure_edit": at_site("measure", PLANNER, PLANNER),
    "planning:phase_record": at_site("site", PLANNER, PLANNER),
}
