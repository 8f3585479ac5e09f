"""Rights of the routes of `sites`."""

from tests.rights import CASE, GIVERS, HOUSE, OPEN, PERSON, PLANNER, R, Route, at_site

ROUTES: dict[str, Route] = {
    "sites:account": Route(None, PERSON),
    "sites:role_choose": Route(None, None, PERSON),
    "sites:rights": Route(None, OPEN),
    "sites:imprint": Route(None, OPEN),
    "sites:privacy": Route(None, OPEN),
    "sites:accessibility": Route(None, OPEN),
    "sites:feedback": Route(None, OPEN, OPEN),
    "sites:resume": Route(None, PERSON, PERSON),
    "sites:health": Route(None, OPEN),
    "sites:member_list": at_site("site", GIVERS | {R.YOUTH_WELFARE_OFFICE}),
    "sites:member_give": at_site("site", GIVERS, GIVERS),
    "sites:member_end": at_site("membership", GIVERS, GIVERS),
    "sites:member_deputise": at_site("membership", GIVERS, GIVERS),
    "sites:invitation_renew": at_site("invitation", None, GIVERS),
    "sites:invitation_correct": at_site("invitation", GIVERS, GIVERS),
    "sites:invitation_withdraw": at_site("invitation", None, GIVERS),
    "sites:document_add": at_site("site", CASE | {R.COORDINATOR}, CASE | {R.COORDINATOR}),
    "sites:document_download": at_site("document", CASE | HOUSE | {R.FACILITATOR}),
    "sites:document_edit": Route("document", CASE | {R.COORDINATOR}, CASE | {R.COORDINATOR}, mine=True),
    "sites:comment_add": at_site("site", None, CASE | {R.COORDINATOR}),
    "sites:comment_edit": Route("comment", CASE | {R.COORDINATOR}, CASE | {R.COORDINATOR}, mine=True),
    "sites:entry_list": at_site("site", CASE | {R.COORDINATOR}),
    "sites:view_save": Route(None, None, PERSON),
    "sites:site_create": Route(None, PLANNER, PLANNER),
    "sites:provider_create": Route(None, PLANNER, PLANNER),
    "sites:site_edit": at_site("site", PLANNER | {R.HEAD}, PLANNER | {R.HEAD}),
    "sites:feedback_list": Route(None, {R.STATE_OFFICE}),
    "sites:feedback_answer": Route("feedback", None, {R.STATE_OFFICE}, ("state",)),
}
