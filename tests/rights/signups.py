"""Rights of the routes of sign-ups."""

from datetime import timedelta

from django.utils import timezone

from tests import factories as make
from tests.rights import EDITORS, HOUSE, Route, at_site

ROUTES: dict[str, Route] = {
    "offers:signup_list": at_site("session", HOUSE),
    "offers:signup_create": at_site("session", EDITORS, EDITORS),
    "offers:signup_strike": at_site("signup", None, EDITORS),
    "offers:signup_called": at_site("signup", None, EDITORS),
    "offers:signup_calls": at_site("site", HOUSE),
}


def at_sites(site):
    offer = make.make_offer(site, "Babytreff", registration="required", capacity=2, public=False)
    return {"signup": make.make_signup(make.make_session(offer, timezone.localdate() + timedelta(days=7)))}
