"""Rights of contracts and their reasons, of changes and proposals, of the rules about hours, of the pool and what is looked for."""

from datetime import date

from tests import factories as make
from tests.rights import CASE, COUNTIES, EDITORS, OFFICES, PLANNER, STATE, R, Route, at_county, at_site

EXPLAINERS = PLANNER | EDITORS | {R.PROVIDER}
CHANGERS = EDITORS | {R.FACILITATOR}
ANSWERERS = CHANGERS | PLANNER | {R.PROVIDER}
KEEPERS = PLANNER | {R.STATE_OFFICE}
PLACES = (*COUNTIES, "state")
ROUTES: dict[str, Route] = {
    "processes:contract_edit": at_site("contract", PLANNER, PLANNER),
    "processes:contract_explain": at_site("contract", EXPLAINERS, EXPLAINERS),
    "processes:centre_contract_create": at_county("centre", PLANNER, PLANNER),
    "processes:change_list": at_site("site", CASE | {R.COORDINATOR, R.FACILITATOR}),
    "processes:change_create": at_site("site", CHANGERS, CHANGERS),
    "processes:change_edit": at_site("change", CHANGERS, CHANGERS),
    "processes:proposal_accept": at_site("proposal", None, ANSWERERS),
    "processes:proposal_decline": at_site("proposal", ANSWERERS, ANSWERERS),
    "processes:edition_list": Route("keeper", STATE | OFFICES, rows=PLACES),
    "processes:edition_create": Route("keeper", KEEPERS, KEEPERS, rows=PLACES, own_place=True),
    "processes:edition_edit": Route("hours_edition", KEEPERS, KEEPERS, rows=PLACES, own_place=True),
    "processes:fee_create": Route("keeper", KEEPERS, KEEPERS, rows=PLACES, own_place=True),
    "processes:fee_edit": Route("fee", KEEPERS, KEEPERS, rows=PLACES, own_place=True),
    "processes:facilitator_list": Route(None, KEEPERS | {R.YOUTH_WELFARE_OFFICE}),
    "processes:facilitator_create": Route("keeper", KEEPERS, KEEPERS, rows=PLACES, own_place=True),
    "processes:facilitator_edit": Route("pool_entry", KEEPERS, KEEPERS, rows=PLACES, own_place=True),
    "processes:request_create": at_site("site", PLANNER, PLANNER),
    "processes:request_edit": at_county("looked_for", PLANNER, PLANNER),
    "processes:request_propose": at_county("looked_for", KEEPERS, KEEPERS),
    "processes:request_withdraw": at_county("looked_for", None, PLANNER),
}


def at_sites(site):
    change = make.make_change(site, starts=date(2020, 1, 1), ends=date(2020, 12, 31))  # over, so that it recommends nothing
    return {"change": change, "proposal": change.proposals.get(kind="meeting")}


def at_counties(county, town):
    site = make.make_site(town, [], f"Kita der Suche {county.name}")
    return {"looked_for": make.make_request(site), **_kept(county)}


def at_state(state):
    return _kept(state)


def _kept(at):
    days = {"starts": date(2019, 1, 1), "ends": date(2019, 12, 31)}
    return {
        "keeper": at,
        "hours_edition": make.make_hours_edition(at, "Frühere Fassung", **days),
        "fee": make.make_fee(at, "ohne Abschluss", "40", **days),
        "pool_entry": make.make_pool_entry(at, f"Begleitung {at.name}"),
    }
