"""The Kitas whose applications wait for a decision: several are taken up under one resolution, in one save."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect

from planning.forms.continuation import AdmissionForm
from planning.models import Application, Decision
from planning.pages.admission import Admission, waiting
from planning.pages.agenda import asked_item
from planning.pages.application_detail import READS
from planning.rules.departures import continuation_due
from planning.services.admission import admit_sites
from sites.core.access import allow, fetch, rows
from sites.core.forms import posted, status_of
from sites.core.pages import render_page
from sites.models import County


@allow("applications.decide", "GET", "POST", reads=(*READS, "bodies.view"))
def admission(request, county):
    """Submitted applications of Kitas that are no site yet; tick several, decide them under one resolution."""
    # guard: admit-county -> county = fetch(request, County, pk=county)
    county = fetch(request, rows(request, County).filter(pk__in=request.access.reach("applications.decide").places), pk=county)
    found = waiting(request, county)
    form = _form(request, county, found.rows)
    if request.method == "POST" and form.is_valid():
        try:
            made = admit_sites(access=request.access, county=county, paper=form.instance, cases=set(form.cleaned_data["chosen"]))
        except ValidationError as error:
            form.add_error("departure_reason" if hasattr(error, "error_dict") else None, error.messages)
            found = waiting(request, county)  # as it stands now
        else:
            number = "Eine Kita ist" if len(made) == 1 else f"{len(made)} Kitas sind"
            messages.success(request, f"{number} aufgenommen. Träger, Leitung und Koordination bekommen eine E-Mail.")
            return redirect("planning:decision_bundle", made[0].pk)
    return render_page(request, "planning/admission.html", Admission(county, found, form), status=status_of(form))


def _form(request, county: County, cases: list[Application]) -> AdmissionForm:
    """The paper of all: valid from the next month, on the county's plan of today, the next date proposed."""
    today, names = request.access.today, {case.pk: case.site.name for case in cases}
    begins = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    plans = [{**plan, "stands": True} for plan in cases[0].plans] if cases else []
    initial = {"effective_from": begins, "next_due": continuation_due(cases[0].dues if cases else [], begins)}
    return AdmissionForm(
        *posted(request), instance=Decision(), county=county.pk, plans=plans, names=names, item=asked_item(request, county.pk), initial=initial,
        request=request,
    )  # fmt: skip
