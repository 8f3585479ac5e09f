"""Whether the sites of a county go on in a funding year: one list, one resolution, one save."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect

from planning.forms.continuation import ContinuationForm
from planning.models import Decision
from planning.pages.agenda import asked_item
from planning.pages.continuation import asked_years, cases_words, continuation_page, listed
from planning.rules.departures import continuation_due
from planning.services.continuation import continue_sites
from sites.core.access import allow, fetch, rows
from sites.core.forms import posted, status_of
from sites.core.pages import render_page
from sites.models import County

READS = ("decisions.view", "plans.view", "sites.view", "bodies.view")


@allow("applications.decide", "GET", "POST", reads=READS)
def continuation(request, county):
    """The running sites of a county with their last decision; tick several, decide them under one resolution."""
    # guard: decide-county -> county = fetch(request, County, pk=county)
    county = fetch(request, rows(request, County).filter(pk__in=request.access.reach("applications.decide").places), pk=county)
    year, _ = asked_years(request)
    found = listed(request, county)
    form = _form(request, county, year, found.rows)
    if request.method == "POST" and form.is_valid():
        try:
            made = continue_sites(access=request.access, county=county, paper=form.instance, **form.chosen())
        except ValidationError as error:
            form.add_error("departure_reason" if hasattr(error, "error_dict") else None, error.messages)
            found = listed(request, county)  # as it stands now
        else:
            done = f"{_counted(len(made))} für {year} eingetragen. Träger, Leitung und Koordination bekommen eine E-Mail."
            messages.success(request, f"{done}{cases_words(made)}")
            return redirect("planning:decision_bundle", made[0].pk)
    return render_page(request, "planning/continuation.html", continuation_page(request, county, found, form), status=status_of(form))


def _form(request, county: County, year: int, sites: list) -> ContinuationForm:
    """The paper of all: valid from January, on the county's plan of today, the next date proposed."""
    begins, names = date(year, 1, 1), {site.pk: site.name for site in sites}
    plans = [{**plan, "stands": True} for plan in sites[0].plans] if sites else []
    dues = sites[0].dues if sites else []
    initial = {"effective_from": begins, "next_due": continuation_due(dues, begins)}
    paper, item = Decision(funding_year=year), asked_item(request, county.pk)
    return ContinuationForm(*posted(request), instance=paper, county=county.pk, plans=plans, names=names, item=item, initial=initial, request=request)


def _counted(number: int) -> str:
    return "Eine Entscheidung ist" if number == 1 else f"{number} Entscheidungen sind"
