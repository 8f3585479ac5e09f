"""The sheet of a county."""

from django.http import Http404

from reporting.pages.consultation_coverage import consultation_coverage_page
from reporting.pages.county_sheet import county_sheet_page
from sites.core.access import allow
from sites.core.pages import render_page
from sites.models import County


@allow("figures.view", reads=("sites.view", "posts.view", "plans.view", "needs.view", "money.sums"))
def county_sheet(request, pk):
    """One page about a county: sites, plan against actual, the year by action field, on what it rests, needs and gaps."""
    if pk not in request.access.reach("figures.view").places:  # guard: county-sheet -> if False:
        raise Http404
    try:
        page = county_sheet_page(request, pk)
    except County.DoesNotExist as error:  # another place of the reach
        raise Http404 from error
    return render_page(request, "reporting/county_sheet.html", page)


@allow("figures.view")
def consultation_coverage(request):
    """Counties with their consultation sites, and visits by kind and group in numbers."""
    return render_page(request, "reporting/consultation_coverage.html", consultation_coverage_page(request))
