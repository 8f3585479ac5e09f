"""Rights of crisis times, contacts, the duty roster, ways to the families, the plan and the help directory."""

from offers.models import HelpNumber
from tests import factories as make
from tests.rights import ALL, COUNTIES, EDITORS, HOUSE, OFFICES, OPEN, READERS, SITES, STATE, R, Route, at_own_place, at_site

KEEPS = {R.STATE_OFFICE}
INSIDE = HOUSE | {R.PROVIDER, R.FACILITATOR}
SWITCH = EDITORS | {R.STATE_OFFICE, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}
HELPERS = EDITORS | {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}
ANYWHERE = (*SITES, *COUNTIES, "state")
ROUTES: dict[str, Route] = {
    "offers:crisis": at_site("site", INSIDE),
    "offers:crisis_period_list": Route("struck", OFFICES | STATE | READERS, rows=ANYWHERE),
    "offers:crisis_period_create": Route("struck", SWITCH, SWITCH, rows=ANYWHERE, own_place=True),
    "offers:crisis_period_edit": Route("period", SWITCH, SWITCH, rows=ANYWHERE, own_place=True),
    "offers:crisis_format_list": Route(None, ALL),
    "offers:crisis_format_edit": Route("format", KEEPS, KEEPS, rows=("county",)),
    "offers:crisis_offer_create": at_site("site", EDITORS, EDITORS, "T1"),
    "offers:crisis_offer_end": at_site("carrying", EDITORS, EDITORS),
    "offers:format_questions": at_site("site", INSIDE, None, "T2"),
    "offers:basic_edit": at_site("site", EDITORS, EDITORS, "reachability"),
    "offers:crisis_worksheet": at_site("site", INSIDE),
    "offers:answer_create": at_site("site", EDITORS, EDITORS, "needs"),
    "offers:answer_edit": at_site("answer", EDITORS, EDITORS),
    "offers:consent_list": at_site("site", INSIDE),
    "offers:consent_create": at_site("site", EDITORS, EDITORS),
    "offers:consent_edit": at_site("consent", EDITORS, EDITORS),
    "offers:outreach_count": at_site("site", HOUSE, HOUSE),
    "offers:outreach_undo": at_site("contacts", None, HOUSE),
    "offers:topic_undo": at_site("topic", None, HOUSE),
    "offers:week_edit": at_site("site", EDITORS, EDITORS),
    "offers:tick_list": at_site("site", INSIDE),
    "offers:channel_create": at_site("site", EDITORS, EDITORS),
    "offers:channel_edit": at_site("channel", EDITORS, EDITORS),
    "offers:reachability_edit": at_site("site", EDITORS, EDITORS),
    "offers:reachability_confirm": at_site("reachability", None, EDITORS),
    "offers:duty_list": at_site("site", INSIDE),
    "offers:duty_create": at_site("site", EDITORS, EDITORS),
    "offers:duty_edit": at_site("phone_hour", EDITORS, EDITORS),
    "offers:crisis_poster": at_site("site", INSIDE),
    "offers:help_all": Route(None, OPEN),
    "offers:help_county": Route("struck", OPEN, rows=COUNTIES),
    "offers:help_entry_list": at_own_place("struck", HELPERS),
    "offers:help_entry_create": at_own_place("struck", HELPERS, HELPERS),
    "offers:help_entry_edit": at_own_place("help", HELPERS, HELPERS),
    "offers:help_number_list": Route(None, ALL),
    "offers:help_number_edit": Route("help_number", KEEPS, KEEPS, rows=("county",)),
}


def at_sites(site) -> dict[str, object]:
    return {
        "struck": site,
        "period": make.make_period(site),
        "carrying": make.make_offer(site, "Am Telefon", continues=make.make_offer(site, "Sprechstunde")),
        "answer": make.make_answer(site),
        "consent": make.make_consent(site),
        "contacts": make.make_contacts(site),
        "topic": make.make_topic(site),
        "channel": make.make_channel(site),
        "reachability": make.make_reachability(site),
        "phone_hour": make.make_phone_hour(site),
        "help": make.make_help(site),
    }


def at_counties(county, town) -> dict[str, object]:
    """A format and a number lie at no place; the county only carries them into the matrix."""
    return {
        "struck": county,
        "period": make.make_period(county),
        "help": make.make_help(county),
        "format": make.crisis_format("V2"),
        "help_number": HelpNumber.objects.get(phone="110"),
    }


def at_state(state) -> dict[str, object]:
    return {"struck": state, "period": make.make_period(state)}
