"""Rights of days without dates, the views of a week and a month, and the life cycle of an offer."""

from datetime import date

from offers.models import ClosingDays, OfferStep, SchoolHolidays
from tests import factories as make
from tests.rights import ALL, EDITORS, READERS, R, Route, at_site

OFFICE = {R.STATE_OFFICE}
ROUTES: dict[str, Route] = {
    "offers:closing_list": at_site("site", READERS),
    "offers:closing_create": at_site("site", EDITORS, EDITORS),
    "offers:closing_edit": at_site("closing", EDITORS, EDITORS),
    "offers:holiday_list": Route(None, ALL),
    "offers:holiday_create": Route(None, OFFICE, OFFICE),
    "offers:holiday_edit": Route("holiday", OFFICE, OFFICE, rows=("county",)),
    "offers:session_call_off": at_site("session", EDITORS, EDITORS),
    "offers:step_create": at_site("offer", EDITORS, EDITORS),
    "offers:step_edit": at_site("step", EDITORS, EDITORS),
    "offers:offer_week": at_site("site", READERS),
    "offers:offer_month": at_site("site", READERS),
}


def at_sites(site):
    offer = make.make_offer(site, "Mit Schritten")
    step = OfferStep.objects.create(site=site, offer=offer, stage="idea", taken_on=date(2026, 1, 12), involved=["families"])
    return {"step": step, "closing": ClosingDays.objects.create(site=site, name="Teamtag", starts=date(2027, 3, 1), ends=date(2027, 3, 1))}


def at_counties(county, town):
    """Holidays lie at no place; the county only carries them into the matrix."""
    return {"holiday": SchoolHolidays.objects.create(name="Probe", starts=date(2031, 3, int(county.ags) % 27 + 1), ends=date(2031, 3, 30))}
