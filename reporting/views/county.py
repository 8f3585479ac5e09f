"""The sheet of a county."""

from django.http import Http404
from django.shortcuts import render

from reporting.pages import county_sheet as sheets
from sites.core import navigation
from sites.core.access import allow
from sites.models import County


@allow("figures.view", reads=("sites.view", "posts.view", "plans.view", "needs.view", "money.sums"))
def county_sheet(request, pk):
    """One page about a county: sites, plan against actual, the year by action field, on what it rests, needs and gaps."""
    if pk not in request.access.reach("figures.view").places:
        raise Http404
    try:
        context = sheets.county_sheet(request, pk)
    except County.DoesNotExist as error:  # another place of the reach
        raise Http404 from error
    tabs = navigation.COUNTY_TABS.at(request.access, pk, navigation.COUNTY)
    return render(request, "reporting/county_sheet.html", {**context, "tabs": tabs})
