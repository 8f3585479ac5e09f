"""Rights of consultation sites: the house alone; strangers have pages of their own, offices read counts."""

from tests import factories as make
from tests.rights import EDITORS, FIGURES, HOUSE, Route, at_site

ROUTES: dict[str, Route] = {
    "reporting:consultation_coverage": Route(None, FIGURES),
    "processes:consultation": at_site("site", HOUSE),
    "processes:consultation_edit": at_site("site", EDITORS, EDITORS),
    "processes:consultation_publish": at_site("profile", None, EDITORS),
    "processes:slot_create": at_site("site", EDITORS, EDITORS),
    "processes:slot_edit": at_site("slot", EDITORS, EDITORS),
    "processes:visit_create": at_site("site", EDITORS, EDITORS),
    "processes:consultation_visit": at_site("asked_visit", HOUSE),
    "processes:visit_reply": at_site("asked_visit", EDITORS, EDITORS),
    "processes:visit_record": at_site("confirmed_visit", EDITORS, EDITORS),
}


def at_sites(site):
    profile = make.make_consultation_profile(site, published=False, monthly_limit=20)
    return {
        "profile": profile,
        "slot": make.make_slot(site),
        "asked_visit": make.make_consultation_visit(site, make.make_slot(site, 12)),
        "confirmed_visit": make.make_consultation_visit(site, make.make_slot(site, 0), state="confirmed"),
    }
