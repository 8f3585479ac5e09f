"""The list of sites: filters, saved views, and the file of what is filtered."""

from django.http import Http404
from django.shortcuts import render

from reporting.forms import SiteFilterForm
from reporting.pages import site_list as lines
from sites.core import navigation
from sites.core.access import Access, allow
from sites.core.lists import choice, page, without, word
from sites.core.rights import ADMINISTRATION
from sites.core.sheets import KINDS, file_name, list_answer
from sites.models import OrganisationForm, Phase
from sites.services.saved import saved_views

FIRST_YEAR = 2019
LONGEST = 5000  # lines of an exported list


def _found(request):
    """What the address asks for: the filtered sites, the chosen filters, what can be chosen, and the year of the figures."""
    this_year = request.access.today.year
    years = [str(year) for year in range(this_year, FIRST_YEAR - 1, -1)]
    choices = {"phase": dict(Phase.choices), "form": dict(OrganisationForm.choices), **lines.to_choose(request)}
    choices["report"] = lines.REPORT_FILTER if request.access.holds("reports.view") else {}
    chosen = {name: choice(request, name, values) for name, values in choices.items()}
    chosen["ended"], year = choice(request, "ended", {"1"}), int(choice(request, "year", years) or this_year)
    return lines.listed(request, year, chosen, word(request)), chosen, {**choices, "year": dict(zip(years, years, strict=True))}, year


@allow("sites.view", reads=lines.READS)
def site_list(request):
    """The sites in reach, with what each of them does and what asks for attention."""
    access, q = request.access, word(request)
    sites, chosen, choices, year = _found(request)
    found, rules = page(request, sites), lines.rules_of_today(access.today)
    for site in found.rows:
        lines.tell(site, access.today, rules)
    active = [(f"„{q}“", without(request, "q"))] if q else []
    words = {"report": "Sachbericht "}
    active += [(words.get(name, "") + choices[name][value], without(request, name)) for name, value in chosen.items() if value and name != "ended"]
    narrowed = bool(active)
    if not chosen["phase"]:
        without_ended = without(request, "ended")
        active.append(("mit beendeten", without_ended) if chosen["ended"] else ("ohne beendete", f"{without_ended}&ended=1"))
    query = request.GET.copy()
    query.pop("after", None)
    context = {
        "page": found, "active": active, "narrowed": narrowed, "sums": "" if narrowed else lines.sums(found), "year": year, "today": access.today,
        "form": SiteFilterForm(initial={"q": q, **chosen, "year": year}, choices=choices, request=request),
        "several_counties": len({site.county_id for site in found.rows}) > 1, "shows_figures": access.holds("sitefigures.view"),
        "shows_reports": access.holds("reports.view"), "may_register": access.holds("sites.register"),
        "saved": saved_views(request.user, "reporting:site_list"), "query": query.urlencode(),
        "tabs": _registry_tabs(access),
    }  # fmt: skip
    return render(request, "reporting/site_list.html", context)


def _registry_tabs(access: Access) -> navigation.Links | None:
    """An office of a county goes from the sites to the other lists of its register."""
    county = next((held.place for held in access.held if held.role in ADMINISTRATION and held.kind == "county"), None)
    return navigation.REGISTRY_TABS.at(access, county, navigation.SITES) if county else None


@allow("sites.view", reads=lines.READS)
def site_export(request, kind):
    """The filtered list as a file, with the same lines as the page."""
    if kind not in KINDS:
        raise Http404
    sites, _, _, year = _found(request)
    rules, found = lines.rules_of_today(request.access.today), list(sites.order_by("sort_key", "pk")[:LONGEST])
    for site in found:
        lines.tell(site, request.access.today, rules)
    counties = {site.county.name for site in found}
    name = file_name("standorte", *(counties if len(counties) == 1 else ()), year)
    return list_answer(kind, name, f"Standorte {year}", lines.HEAD, map(lines.as_row, found))
