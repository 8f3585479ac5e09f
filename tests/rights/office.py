"""Rights of what the offices do for all: advice, seats in bodies, visits, practice examples, topics."""

from tests import factories as make
from tests.rights import ALL, COUNTIES, EDITORS, OFFICES, OPEN, R, Route, at_county, at_site

ADVISERS = {R.STATE_OFFICE, R.SOCIAL_PLANNER, R.SPECIALIST_ADVISOR}
SEATED = {R.STATE_OFFICE, R.SOCIAL_PLANNER}
VISITORS = {R.STATE_OFFICE, R.SPECIALIST_ADVISOR}
FOLLOWS = EDITORS | SEATED
ABOVE = (*COUNTIES, "state")


def of_office(row, get, post=None):
    """At the own place of an office."""
    return Route(row, get, post, ABOVE, own_place=True)


ROUTES: dict[str, Route] = {
    "processes:advice_list": of_office("office", ADVISERS),
    "processes:advice_create": of_office("office", ADVISERS, ADVISERS),
    "processes:advice_edit": of_office("advice", ADVISERS, ADVISERS),
    "processes:advice_own": Route(None, {R.FACILITATOR}),
    "processes:topic_list": Route(None, SEATED),
    "processes:seat_list": of_office("office", SEATED),
    "processes:seat_create": of_office("office", SEATED, SEATED),
    "processes:seat_edit": of_office("seat", SEATED, SEATED),
    "processes:sitevisit_list": Route(None, OFFICES | EDITORS | {R.STATE_OFFICE}),
    "processes:sitevisit_missing": Route(None, OFFICES | {R.STATE_OFFICE}),
    "processes:sitevisit_create": at_county("office", VISITORS, VISITORS),
    "processes:sitevisit_detail": at_county("sitevisit", OFFICES | EDITORS | {R.STATE_OFFICE}),
    "processes:sitevisit_edit": at_county("sitevisit", VISITORS, VISITORS),
    "processes:example_list": Route(None, FOLLOWS),
    "processes:example_detail": at_county("submitted_example", FOLLOWS),
    "processes:example_create": at_site("site", EDITORS, EDITORS),
    "processes:example_edit": at_site("example", EDITORS, EDITORS),
    "processes:figure_create": at_site("example", EDITORS, EDITORS),
    "processes:figure_edit": at_site("figure", EDITORS, EDITORS),
    "processes:medium_create": at_site("example", EDITORS, EDITORS),
    "processes:medium_edit": at_site("medium", EDITORS, EDITORS),
    "reporting:practice_list": Route(None, ALL),
    "reporting:practice_public": Route(None, OPEN),
}


def at_sites(site):
    example = make.make_example(site)
    return {
        "example": example,
        "figure": make.make_practice_figure(example),
        "medium": make.make_practice_medium(example, make.make_document(site, "Werkbank")),
    }


def at_counties(county, town):
    site = make.make_site(town, [], f"Kita {county.name}")
    return {
        "office": county,
        "advice": make.make_advice(county),
        "seat": make.make_seat(county),
        "sitevisit": make.make_site_visit(site),
        "submitted_example": make.make_example(site, state="submitted"),
    }


def at_state(state):
    return {"office": state, "advice": make.make_advice(state), "seat": make.make_seat(state)}
