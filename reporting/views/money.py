"""Files of money: the workbook of a measure, its numerical proof as PDF, and the county's list."""

from django.http import Http404
from django.shortcuts import redirect

from planning.models import Cost, Funding, Measure
from planning.pages.money_list import FIRST_YEAR, measures_of
from planning.rules.money import reckon, rule_of
from reporting.documents import money_lines as lines
from reporting.services import reports as services
from sites.core.access import allow, fetch, rows
from sites.core.lists import choice
from sites.core.sheets import KINDS, file_name, list_answer
from sites.models import County
from sites.rules.as_of import history, in_year


def _measure(request, pk):
    within = rows(request, Measure).select_related("site__county", "site__municipality", "action_field").annotate(history=history("site__"))
    # guard: money-file -> return fetch(request, within, pk=pk)
    return fetch(request, within.filter(site_id__in=request.access.reach("money.view").places), pk=pk)


@allow("money.view", reads=("measures.view", "sites.view"))
def measure_export(request, pk, kind):
    """The money of a measure as a table, with the sums of the page."""
    measure = _measure(request, pk)
    if kind not in KINDS:
        raise Http404
    costs = list(rows(request, Cost).filter(measure=measure))
    fundings = list(rows(request, Funding).filter(measure=measure).select_related("source"))
    money = reckon(costs, fundings, rule_of(measure.site.county_id, request.access.today))
    site = in_year(measure, measure.funding_year, request.access.today).name
    name, title = file_name("nachweis", site, measure.funding_year), f"Nachweis {measure.funding_year}"
    return list_answer(kind, name, title, lines.HEAD, lines.lines_of(costs, fundings, money))


@allow("money.view", "POST", reads=("measures.view", "sites.view"))
def measure_pdf(request, pk):
    """Ask for the numerical proof of a measure as PDF."""
    return redirect("sites:job_detail", services.ask_money_pdf(access=request.access, measure=_measure(request, pk)))


@allow("money.sums", reads=("measures.view", "sites.view"))
def money_export(request, county, kind):
    """The county's measures of a year in its order, with their sum."""
    # guard: money-list-file -> county = fetch(request, County, pk=county)
    county = fetch(request, rows(request, County).filter(pk__in=request.access.reach("money.sums").places), pk=county)
    if kind not in KINDS:
        raise Http404
    today = request.access.today
    year = int(choice(request, "year", [str(one) for one in range(today.year + 1, FIRST_YEAR - 1, -1)]) or today.year)
    measures, whole = measures_of(request, county, year, rule_of(county.pk, today))
    name = file_name("massnahmen", county.name, year)
    return list_answer(kind, name, f"Maßnahmen {year}", lines.COUNTY_HEAD, lines.county_lines(measures, whole))
