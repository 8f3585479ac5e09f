"""LSZ reports of a county: list, making one by a job, page, PDF and XLSX from the frozen data."""

from django.shortcuts import redirect, render

from reporting.forms import LszForm
from reporting.models import LszReport
from reporting.pages.lsz_detail import lsz_tables
from reporting.services import reports as services
from sites.core import navigation
from sites.core.access import allow, fetch, rows
from sites.core.forms import page_with_form
from sites.core.lists import choice

MOST = 100


def list_context(request) -> dict:
    """Newest first. A county makes a few in a year; the filter reaches what does not fit."""
    years = [str(year) for year in range(request.access.today.year, 2018, -1)]
    year = choice(request, "year", years)
    found = rows(request, LszReport).defer("data").select_related("county", "created_by").order_by("-year", "county__sort_key", "-version")
    found = list((found.filter(year=int(year)) if year else found)[: MOST + 1])
    return {"reports": found[:MOST], "more": len(found) > MOST, "years": years, "year": year, "may_make": request.access.holds("lsz.make")}


@allow("lsz.view")
def lsz_list(request):
    """LSZ reports within reach; the planner makes a new one here."""
    context = list_context(request)
    return render(request, "reporting/lsz_list.html", {"form": LszForm(request=request) if context["may_make"] else None, **context})


@allow("lsz.make", "POST")
def lsz_create(request):
    """Ask for the LSZ report of a county and year."""
    form = LszForm(request.POST, request=request)
    if form.is_valid():
        job = services.ask_lsz(access=request.access, county=form.cleaned_data["county"], year=form.cleaned_data["year"])
        return redirect("sites:job_detail", job.pk)
    return page_with_form(request, "reporting/lsz_list.html", form, **list_context(request))


@allow("lsz.view")
def lsz_detail(request, pk):
    """A frozen LSZ report: the very numbers of PDF and XLSX."""
    lsz = fetch(request, rows(request, LszReport).select_related("county", "created_by"), pk=pk)
    known = lsz.data.get("format") == "lsz/1"
    crumbs = [navigation.LSZ.crumb(), (f"{lsz.county.name} {lsz.year}", "")]
    return render(
        request, "reporting/lsz_detail.html", {"lsz": lsz, "known": known, "tables": lsz_tables(lsz.data) if known else [], "crumbs": crumbs}
    )


@allow("lsz.view", "POST")
def lsz_pdf(request, pk):
    """Ask for the PDF of a frozen LSZ report."""
    return redirect("sites:job_detail", services.ask_lsz_file(access=request.access, lsz=fetch(request, LszReport, pk=pk), kind="pdf").pk)


@allow("lsz.view", "POST")
def lsz_xlsx(request, pk):
    """Ask for the workbook of a frozen LSZ report."""
    return redirect("sites:job_detail", services.ask_lsz_file(access=request.access, lsz=fetch(request, LszReport, pk=pk), kind="xlsx").pk)
