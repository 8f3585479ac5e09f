"""Rights of papers for the door, of the log of publications and of the list of translations."""

from tests import factories as make
from tests.rights import EDITORS, READERS, R, Route, at_site

ROUTES: dict[str, Route] = {
    "offers:publication_list": at_site("site", READERS),
    "offers:publication_create": at_site("site", EDITORS, EDITORS),
    "offers:publication_edit": at_site("publication", EDITORS, EDITORS),
    "reporting:offer_poster": at_site("offer", READERS),
    "sites:translation_list": Route(None, {R.STATE_OFFICE}),
}


def at_sites(site):
    return {"publication": make.make_publication(site)}
