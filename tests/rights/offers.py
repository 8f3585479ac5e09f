"""Rights of the routes of `offers`."""

from tests.rights import EDITORS, HOUSE, READERS, Route, at_site

ROUTES: dict[str, Route] = {
    "offers:offer_list": at_site("site", READERS),
    "offers:offer_create": at_site("site", EDITORS, EDITORS),
    "offers:offer_detail": at_site("offer", READERS),
    "offers:offer_edit": at_site("offer", EDITORS, EDITORS),
    "offers:session_create": at_site("offer", EDITORS, EDITORS),
    "offers:session_log": at_site("session", HOUSE, HOUSE),  # the offers of the matrix are led by the professionals
    "offers:session_edit": at_site("session", EDITORS, EDITORS),
    "offers:session_undo": at_site("session", None, HOUSE),
    "offers:session_restore": at_site("session", None, EDITORS),
}
