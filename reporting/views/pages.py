"""Start page, site sheet and overview: the pages that show things of several apps."""

from django.shortcuts import redirect, render

from reporting.pages.home_facilitator import home_facilitator_page
from reporting.pages.home_family import home_family_page
from reporting.pages.home_house import home_house_page
from reporting.pages.home_office import home_office_page
from reporting.pages.home_provider import home_provider_page
from reporting.pages.overview import MAPS, counties_of, overview_page
from reporting.pages.site_sheet import site_sheet_page
from sites.core.access import allow, fetch, open_view, rows
from sites.core.lists import choice
from sites.core.pages import render_page
from sites.core.rights import ADMINISTRATION, HOUSE, STATE, Role
from sites.models import Site, with_today

READS = (
    "entries.view", "sessions.view", "offers.view", "measures.view", "reports.view", "applications.view", "interests.view",
    "statements.change", "sites.view", "contracts.view", "hours.view", "published.view", "rooms.view", "partners.view", "referrals.view",
    "plans.view", "inquiries.view", "members.view", "bodies.view", "needs.view",
)  # fmt: skip


@open_view(reads=READS)
def home(request):
    """What is due, what is new, what did I last use; one page per kind of role."""
    roles = request.access.roles
    if roles & HOUSE:
        return render_page(request, "reporting/home_house.html", home_house_page(request))
    if roles & ADMINISTRATION:
        return render_page(request, "reporting/home_office.html", home_office_page(request))
    if Role.PROVIDER in roles:
        return render_page(request, "reporting/home_provider.html", home_provider_page(request))
    if Role.FACILITATOR in roles:
        return render_page(request, "reporting/home_facilitator.html", home_facilitator_page(request))
    if roles & STATE:
        return redirect("reporting:overview")
    if roles:
        return render_page(request, "reporting/home_family.html", home_family_page(request))
    return render(request, "reporting/home_nobody.html")


@allow(
    "sites.view",
    reads=("sitefigures.view", "decisions.view", "applications.view", "measures.view", "contracts.view", "reports.view"),
)
def site_sheet(request, pk):
    """One page about a site: who runs it, on which decision it rests, what happens there."""
    site = fetch(request, with_today(rows(request, Site), request.access.today), pk=pk)
    return render_page(request, "reporting/site_sheet.html", site_sheet_page(request, site))


@allow("figures.view", reads=("members.view",))
def overview(request):
    """Sites, phases, forms and Teilnahmen by county: master data and roll-ups alone. Who has one county sees its sheet."""
    counties = counties_of(request)
    if len(counties) == 1:
        return redirect("reporting:county_sheet", counties[0].pk)
    show = choice(request, "show", MAPS) or "people"
    return render_page(request, "reporting/overview.html", overview_page(request, counties, show))
