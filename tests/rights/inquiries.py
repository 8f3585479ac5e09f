"""Rights of inquiries between sites and offices."""

from tests import factories as make
from tests.rights import OFFICES, R, Route, at_site

ASK = {R.HEAD, R.COORDINATOR}
ROUTES: dict[str, Route] = {
    "planning:inquiry_list": Route(None, OFFICES | ASK | {R.STATE_OFFICE}),
    "planning:inquiry_create": at_site("site", ASK, ASK),
    "planning:inquiry_detail": at_site("inquiry", OFFICES | ASK | {R.STATE_OFFICE}),
}


def at_sites(site):
    return {"inquiry": make.make_inquiry(site)}
