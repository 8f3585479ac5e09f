"""LSZ reports of a county: list, making one by a job, page, PDF and XLSX from the frozen data."""

from django.shortcuts import redirect

from reporting.forms import LszForm
from reporting.models import LszReport
from reporting.pages.lsz_detail import LszDetail
from reporting.pages.lsz_list import lsz_list_page
from reporting.services import reports as services
from sites.core.access import allow, fetch, rows
from sites.core.forms import status_of
from sites.core.pages import render_page


@allow("lsz.view")
def lsz_list(request):
    """LSZ reports within reach; the planner makes a new one here."""
    return render_page(request, "reporting/lsz_list.html", lsz_list_page(request))


@allow("lsz.make", "POST")
def lsz_create(request):
    """Ask for the LSZ report of a county and year."""
    form = LszForm(request.POST, request=request)
    if not form.is_valid():
        return render_page(request, "reporting/lsz_list.html", lsz_list_page(request, form), status=status_of(form))
    return redirect("sites:job_detail", services.ask_lsz(access=request.access, **form.cleaned_data))


@allow("lsz.view")
def lsz_detail(request, pk):
    """A frozen LSZ report: the very numbers of PDF and XLSX."""
    lsz = fetch(request, rows(request, LszReport).select_related("county", "created_by"), pk=pk)
    return render_page(request, "reporting/lsz_detail.html", LszDetail(lsz))


@allow("lsz.view", "POST")
def lsz_pdf(request, pk):
    """Ask for the PDF of a frozen LSZ report."""
    return redirect("sites:job_detail", services.ask_lsz_file(access=request.access, lsz=fetch(request, LszReport, pk=pk), kind="pdf"))


@allow("lsz.view", "POST")
def lsz_xlsx(request, pk):
    """Ask for the workbook of a frozen LSZ report."""
    return redirect("sites:job_detail", services.ask_lsz_file(access=request.access, lsz=fetch(request, LszReport, pk=pk), kind="xlsx"))
