"""Rights of money of a measure."""

from tests import factories as make
from tests.rights import R, Route, at_county, at_site

READ = {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD, R.COORDINATOR}
WRITE = {R.SOCIAL_PLANNER, R.PROVIDER, R.HEAD}
COUNTY = {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}
ROUTES: dict[str, Route] = {
    "planning:measure_detail": at_site("measure", READ),
    "planning:cost_create": at_site("measure", WRITE, WRITE),
    "planning:cost_edit": at_site("cost", WRITE, WRITE),
    "planning:funding_create": at_site("measure", WRITE, WRITE),
    "planning:funding_edit": at_site("funding", WRITE, WRITE),
    "planning:money_list": at_county("county_row", COUNTY),
    "planning:fundingrule_create": at_county("county_row", COUNTY, COUNTY),
    "reporting:measure_export": at_site("measure", READ, None, "csv"),
    "reporting:measure_pdf": at_site("measure", None, READ),
    "reporting:money_export": at_county("county_row", COUNTY, None, "xlsx"),
}


def at_sites(site):
    measure = make.make_measure(site, 2024)
    return {"cost": make.make_cost(measure), "funding": make.make_funding(measure)}


def at_counties(county, town):
    return {"county_row": county}
