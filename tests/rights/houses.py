"""Rights of the house itself: master record, rooms, posts, profile, and what puts wrong entries right."""

from tests import factories as make
from tests.rights import CASE, EDITORS, GIVERS, HOUSE, PLANNER, R, Route, at_site

ROOM_READERS = CASE | HOUSE | {R.FACILITATOR}
STAFFERS = {R.SOCIAL_PLANNER, R.PROVIDER, R.HEAD}

ROUTES: dict[str, Route] = {
    "sites:site_master": at_site("site", CASE | HOUSE | {R.FACILITATOR, R.PARENT_REPRESENTATIVE}),
    "sites:post_create": at_site("site", STAFFERS, STAFFERS),
    "sites:post_edit": at_site("post", STAFFERS, STAFFERS),
    "sites:room_list": at_site("site", ROOM_READERS),
    "sites:room_create": at_site("site", EDITORS, EDITORS),
    "sites:room_edit": at_site("room", EDITORS, EDITORS),
    "sites:absence_list": at_site("site", HOUSE),
    "sites:absence_create": at_site("site", EDITORS, EDITORS),
    "sites:absence_edit": at_site("absence", EDITORS, EDITORS),
    "sites:profile_edit": at_site("site", EDITORS, EDITORS, 2026),
    "sites:form_record": at_site("site", PLANNER | {R.HEAD}, PLANNER | {R.HEAD}),
    "sites:form_correct": at_site("form", PLANNER | {R.HEAD}, PLANNER | {R.HEAD}),
    "sites:phase_correct": at_site("phase", PLANNER, PLANNER),
    "sites:member_correct": at_site("membership", GIVERS, GIVERS),
    "planning:room_plan": at_site("site", ROOM_READERS),
    "planning:room_concept_create": at_site("site", EDITORS, EDITORS),
    "planning:room_concept_edit": at_site("concept", EDITORS, EDITORS),
    "planning:equipment_create": at_site("site", EDITORS, EDITORS),
    "planning:equipment_edit": at_site("equipment", EDITORS, EDITORS),
}


def at_sites(site):
    return {
        "post": make.make_post(site),
        "room": make.make_room(site),
        "absence": make.make_absence(site),
        "form": site.forms.first(),
        "phase": site.phases.first(),
        "concept": make.make_room_concept(site),
        "equipment": make.make_equipment(site),
    }
