"""The agreed rights by hand, area by area: who may GET and POST which route at which row. Never derived from the code under test.

Each module has ROUTES, and where its routes point at rows of their own, `at_sites(site)` or `at_counties(county, town)` that make them.
"""

from dataclasses import dataclass

from sites.core.roles import Role

R = Role
ALL = set(Role)
OFFICES = {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.SPECIALIST_ADVISOR}
CASE = OFFICES | {R.PROVIDER, R.HEAD}
HOUSE = {R.HEAD, R.COORDINATOR, R.PROFESSIONAL}
EDITORS = {R.HEAD, R.COORDINATOR}
READERS = HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE}
STATE = {R.MINISTRY, R.STATE_OFFICE}
PLANNER = {R.SOCIAL_PLANNER}
GIVERS = STATE | PLANNER | {R.PROVIDER, R.HEAD}
REPORT_READERS = {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD, R.COORDINATOR}
FIGURES = STATE | {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}
OPEN, PERSON = "open to everybody", "every logged-in person"
NO: set[Role] = set()
SITES = ("own", "sister", "sibling", "foreign")
COUNTIES = ("county", "other_county")


@dataclass(frozen=True)
class Route:
    """`row`: what the address points at; `get`/`post`: OPEN, PERSON or roles (None: the method is not allowed).

    `mine`: the row is somebody else's, and only whose it is may have it.

    `own_place`: the right ends at the place of the membership; an office reaches the row of its county, not those of its sites.
    """

    row: str | None
    get: object
    post: object = None
    rows: tuple[str, ...] = SITES
    extra: tuple = ()
    own_place: bool = False
    mine: bool = False


def at_site(row, get, post=None, *extra):
    return Route(row, get, post, SITES, extra)


def at_county(row, get, post=None, *extra):
    return Route(row, get, post, COUNTIES, extra)


def at_own_place(row, get, post=None, *extra):
    return Route(row, get, post, SITES + COUNTIES, extra, own_place=True)
