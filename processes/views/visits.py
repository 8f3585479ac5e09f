"""Visits to the sites: entered by the state office and the Kita advisors, read by the house once released (R273)."""

from processes.forms.advice import VisitForm
from processes.models import SiteVisit
from processes.pages.sitevisit_detail import sitevisit_detail_page
from processes.pages.sitevisit_list import sitevisit_list_page, sitevisit_missing_page
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import form_page, posted
from sites.core.lists import number_in
from sites.core.navigation import VISITS
from sites.core.pages import render_page
from sites.core.places import place_within
from sites.core.removal import Removal


def _visits(request):
    return rows(request, SiteVisit).select_related("site", "county")


@allow("visits.view")
def sitevisit_list(request):
    """The visits of the reach, the newest first."""
    return render_page(request, "row_list.html", sitevisit_list_page(request))


@allow("visits.plan", reads=("visits.view",))
def sitevisit_missing(request):
    """Where nobody has been for a year."""
    return render_page(request, "row_list.html", sitevisit_missing_page(request))


@allow("visits.view")
def sitevisit_detail(request, pk):
    """One visit with what was talked about."""
    return render_page(request, "processes/sitevisit_detail.html", sitevisit_detail_page(request, fetch(request, _visits(request), pk=pk)))


@allow("visits.change", "GET", "POST")
def sitevisit_create(request, county):
    """Enter a visit; the address may name the site."""
    place = place_within(request, county, "county")
    row = SiteVisit(county=place.county)
    initial = {"site": number_in(request, "site"), "visited_on": request.access.today, "visitor": request.access.signature(row)}
    return _visit(request, row, place.label, title="Besuch eintragen", initial=initial)


@allow("visits.change", "GET", "POST")
def sitevisit_edit(request, pk):
    """Change a visit, release its notes or take them back."""
    row = fetch(request, _visits(request), pk=pk, lock=request.method == "POST")
    return _visit(request, row, row.county.name, title="Besuch ändern")


def _visit(request, row, name, *, title, initial=None):
    return form_page(
        request,
        VisitForm(*posted(request), instance=row, request=request, initial=initial or {}),
        save=lambda form: keep(request, form, "Besuch bei einem Standort"),
        done="Der Besuch ist eingetragen.",
        crumbs=[VISITS.crumb()],
        title=title,
        pre=name,
        removal=Removal(row, name=str(row) if row.pk else ""),
    )
