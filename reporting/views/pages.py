"""Start page, site sheet and overview: the pages that show things of several apps."""

from django.shortcuts import redirect, render

from reporting.pages import home as lists
from reporting.pages import overview as figures
from reporting.pages import site_sheet as sheets
from sites.core.access import allow, fetch, open_view, rows
from sites.core.lists import choice
from sites.core.rights import ADMINISTRATION, HOUSE, STATE, Role
from sites.models import Site

READS = (
    "entries.view", "sessions.view", "offers.view", "measures.view", "reports.view", "applications.view", "interests.view",
    "statements.change", "sites.view", "contracts.view", "hours.view", "published.view", "rooms.view", "partners.view", "referrals.view",
    "plans.view", "inquiries.view",
)  # fmt: skip


@open_view(reads=READS)
def home(request):
    """What is due, what is new, what did I last use; one page per kind of role."""
    roles = request.access.roles
    if roles & HOUSE:
        return render(request, "reporting/home_house.html", lists.house(request))
    if roles & ADMINISTRATION:
        return render(request, "reporting/home_office.html", lists.office(request))
    if Role.PROVIDER in roles:
        return render(request, "reporting/home_provider.html", lists.provider(request))
    if Role.FACILITATOR in roles:
        return render(request, "reporting/home_facilitator.html", lists.facilitator(request))
    if roles & STATE:
        return redirect("reporting:overview")
    if roles:
        return render(request, "reporting/home_family.html", lists.family(request))
    return render(request, "reporting/home_nobody.html")


@allow(
    "sites.view",
    reads=("sitefigures.view", "decisions.view", "applications.view", "measures.view", "contracts.view", "reports.view"),
)
def site_sheet(request, pk):
    """One page about a site: who runs it, on which decision it rests, what happens there."""
    site = fetch(request, rows(request, Site).with_today(request.access.today), pk=pk)
    return render(request, "reporting/site_sheet.html", sheets.sheet(request, site))


@allow("figures.view")
def overview(request):
    """Sites, phases, forms and Teilnahmen by county: master data and roll-ups alone. Who has one county sees its sheet."""
    counties = figures.counties_of(request)
    if len(counties) == 1:
        return redirect("reporting:county_sheet", counties[0].pk)
    show = choice(request, "show", figures.MAPS) or "people"
    return render(request, "reporting/overview.html", figures.overview(request, counties, show))
