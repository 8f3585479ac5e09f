"""The Kitas whose applications wait for a decision: several are taken up under one resolution, in one save."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef
from django.shortcuts import redirect, render

from planning.forms.continuation import AdmissionForm
from planning.models import Application, Decision
from planning.pages.application_detail import READS
from planning.rules.departures import continuation_due, departures, with_basis
from planning.services.admission import admit_sites
from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.days import valid_on
from sites.core.forms import posted, status_of
from sites.core.lists import page
from sites.models import County, OrganisationForm, SitePhase
from sites.rules.phases import RUNNING

SIZE = 100


@allow("applications.decide", "GET", "POST", reads=READS)
def admission(request, county):
    """Submitted applications of Kitas that are no site yet; tick several, decide them under one resolution."""
    # guard: admit-county -> county = fetch(request, County, pk=county)
    county = fetch(request, rows(request, County).filter(pk__in=request.access.reach("applications.decide").places), pk=county)
    found = page(request, _waiting(request, county), "by_name", size=SIZE)
    form = _form(request, county, found.rows)
    if request.method == "POST" and form.is_valid():
        try:
            made = admit_sites(access=request.access, county=county, paper=form.instance, cases=set(form.cleaned_data["chosen"]))
        except ValidationError as error:
            form.add_error("departure_reason" if hasattr(error, "error_dict") else None, error.messages)
            found = page(request, _waiting(request, county), "by_name", size=SIZE)  # as it stands now
        else:
            number = "Eine Kita ist" if len(made) == 1 else f"{len(made)} Kitas sind"
            messages.success(request, f"{number} aufgenommen. Träger, Leitung und Koordination bekommen eine E-Mail.")
            return redirect("planning:admission", county.pk)
    crumbs = [navigation.CASES.crumb(), ("Gemeinsam aufnehmen", "")]
    context = {"county": county, "page": found, "rows": [_row(form, case) for case in found.rows], "crumbs": crumbs}
    return render(request, "planning/admission.html", {"form": form, **context}, status=status_of(form))


def _waiting(request, county: County):
    """Submitted cases with everything their departures are told from; a site that runs already is decided on its own page."""
    runs = rows(request, SitePhase).filter(valid_on(request.access.today), site=OuterRef("site"), phase__in=RUNNING)
    waiting = rows(request, Application).filter(~Exists(runs), state="submitted", site__county=county)
    return with_basis(waiting, request.access.today).annotate(by_name=F("site__sort_key"))


def _form(request, county: County, cases: list[Application]) -> AdmissionForm:
    """The paper of all: valid from the next month, on the county's plan of today, the next date proposed."""
    today, names = request.access.today, {case.pk: case.site.name for case in cases}
    begins = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    plans = [{**plan, "stands": True} for plan in cases[0].plans] if cases else []
    initial = {"effective_from": begins, "next_due": continuation_due(cases[0].dues if cases else [], begins)}
    return AdmissionForm(*posted(request), instance=Decision(), county=county.pk, plans=plans, names=names, initial=initial, request=request)


def _row(form: AdmissionForm, case: Application) -> dict:
    """One case: what it wants, what departs, and whether it is ticked."""
    wanted = [str(OrganisationForm(value).label) for value in case.forms if value in OrganisationForm.values]
    return {"case": case, "wanted": wanted, "departures": departures(case), "ticked": form.is_ticked(case.pk)}
