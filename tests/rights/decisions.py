"""Rights of the deep dossier: bulk decisions, letters, corrections."""

from django.utils import timezone

from tests import factories as make
from tests.rights import CASE, HOUSE, PLANNER, R, Route, at_county, at_site

DECISION_READERS = CASE | HOUSE | {R.FACILITATOR, R.PARENT_REPRESENTATIVE}
ROUTES: dict[str, Route] = {
    "planning:admission": at_county("county", PLANNER, PLANNER),
    "planning:continuation": at_county("county", PLANNER, PLANNER),
    "planning:decision_detail": at_site("decision", DECISION_READERS),
    "planning:decision_correct": at_site("decision", None, PLANNER),
    "planning:decision_take_back": at_site("decision", None, PLANNER),
    "planning:decision_signatory": at_site("decision", PLANNER, PLANNER),
    "planning:decision_bundle": at_site("decision", PLANNER),
    "planning:phase_advance": at_site("site", PLANNER, PLANNER),
    "planning:application_number": at_site("application", PLANNER, PLANNER),
    "reporting:decision_letter": at_site("decision", None, DECISION_READERS),
    "reporting:decision_letters": at_site("decision", None, PLANNER),
}


def at_sites(site):
    person = make.make_user("Sozialplanung früher", f"frueher-{site.pk}@amt.example")
    return {"decision": make.make_decision(site, person, funding_year=timezone.localdate().year - 1)}


def at_counties(county, town):
    return {"county": county}
