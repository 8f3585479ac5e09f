"""Rights of Kitas, providers, areas and soziale Zentren."""

from sites.models import SiteKita
from tests import factories as make
from tests.rights import CASE, HOUSE, PLANNER, R, Route, at_county, at_site

SEE_SITES = CASE | HOUSE | {R.FACILITATOR, R.PARENT_REPRESENTATIVE}
PERMIT = PLANNER | {R.PROVIDER}
ROUTES: dict[str, Route] = {
    "sites:kita_list": at_county("registering", SEE_SITES),
    "sites:kita_create": Route(None, PERMIT, PERMIT),
    "sites:kita_detail": at_county("kita", SEE_SITES),
    "sites:kita_edit": at_county("kita", PERMIT, PERMIT),
    "sites:kita_provider": at_county("kita", PLANNER, PLANNER),
    "sites:kita_merge": at_county("kita", PLANNER),
    "sites:site_kitas": at_site("site", SEE_SITES),
    "sites:site_kita_add": at_site("site", PLANNER, PLANNER),
    "sites:site_kita_end": at_site("kita_link", PLANNER, PLANNER),
    "sites:site_kita_correct": at_site("kita_link", PLANNER, PLANNER),
    "sites:site_kita_lead": at_site("kita_link", None, PLANNER),
    "sites:municipality_list": at_county("registering", SEE_SITES),
    "sites:municipality_create": at_county("registering", PLANNER, PLANNER),
    "sites:municipality_edit": at_county("municipality", PLANNER, PLANNER),
    "sites:municipality_merge": at_county("municipality", PLANNER, PLANNER),
    "sites:municipality_unmerge": at_county("municipality", None, PLANNER),
    "sites:area_list": at_county("registering", SEE_SITES),
    "sites:area_create": at_county("registering", PLANNER, PLANNER),
    "sites:area_edit": at_county("area", PLANNER, PLANNER),
    "sites:centre_create": at_county("registering", PLANNER, PLANNER),
    "sites:centre_edit": at_county("centre", PLANNER, PLANNER),
    "sites:provider_list": at_county("registering", SEE_SITES),
    "sites:provider_detail": at_county("registered_provider", SEE_SITES),
    "sites:provider_edit": at_county("registered_provider", PERMIT, PERMIT),
    "sites:provider_invite": at_county("registered_provider", PLANNER, PLANNER),
    "sites:provider_merge": at_county("registered_provider", PLANNER),
}


def at_sites(site):
    return {"kita_link": SiteKita.objects.filter(site=site).first()}


def at_counties(county, town):
    provider = make.make_provider(county, f"Diakonie {county.name}")
    return {
        "registering": county,
        "municipality": town,
        "registered_provider": provider,
        "kita": make.make_kita(town, provider, "Kita Registerblick"),
        "area": make.make_area(county),
        "centre": make.make_centre(county),
    }
