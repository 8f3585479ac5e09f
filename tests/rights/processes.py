"""Rights of the routes of `processes`."""

from tests.rights import PLANNER, R, Route, at_site

ROUTES: dict[str, Route] = {
    "processes:contract_list": Route(None, {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD, R.COORDINATOR, R.FACILITATOR}),
    "processes:contract_create": at_site("site", PLANNER, PLANNER),
    "processes:contract_detail": at_site("contract", {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD, R.COORDINATOR, R.FACILITATOR}),
}
