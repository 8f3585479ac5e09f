"""Rights of entries without network; `device_decide` belongs to the person whose entry it is (tests/offers/test_device_list.py)."""

from tests.rights import HOUSE, OPEN, Route, at_site

ROUTES: dict[str, Route] = {
    "offers:device_list": Route(None, HOUSE),
    "offers:device_pocket": Route(None, HOUSE),
    "offers:week_log": at_site("site", HOUSE, HOUSE),
    "offers:device_shell": Route(None, OPEN),
    "offers:device_worker": Route(None, OPEN),
}
