"""Measures: the funded unit of a site and year in the LSZ plan."""

from django.contrib import messages
from django.shortcuts import redirect

from planning.forms.goals import MeasureForm
from planning.models import Measure
from sites.core.access import allow, fetch, keep, rows
from sites.core.forms import page_with_form
from sites.models import Site
from sites.services.entries import note_saved


@allow("measures.change", "GET", "POST", reads=("sites.view",))
def measure_create(request, site):
    """Enter a measure of a funding year."""
    within = rows(request, Site).select_related("county").filter(pk__in=request.access.reach("measures.change").places)
    return _measure_form(request, "planning/measure_create.html", Measure(site=fetch(request, within, pk=site)))


@allow("measures.change", "GET", "POST", reads=("sites.view",))
def measure_edit(request, pk):
    """Change a measure: its fields, its grant, the day its report is due."""
    measure = fetch(request, rows(request, Measure).select_related("site"), pk=pk, lock=request.method == "POST")
    return _measure_form(request, "planning/measure_edit.html", measure)


def _measure_form(request, template: str, measure: Measure):
    created = measure.pk is None
    form = MeasureForm(request.POST if request.method == "POST" else None, instance=measure, request=request)
    if request.method == "POST" and form.is_valid():
        row = keep(request, form)
        note_saved(access=request.access, form=form, row=row, created=created, text=f"Maßnahme „{row}“")
        messages.success(request, f"Die Maßnahme {row.funding_year} ist gespeichert.")
        return redirect(row.site)
    return page_with_form(request, template, form, measure=measure, site=measure.site)
