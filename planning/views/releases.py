"""What of a house's knowledge is released to the county: the list of it, and the two buttons."""

from django.contrib import messages
from django.shortcuts import redirect

from planning.models import Assessment, Need
from planning.pages.release_list import release_list as release_list_page
from planning.services.assessments import release
from sites.core.access import allow, fetch
from sites.core.pages import render_page


@allow("needs.view", reads=("assessments.view", "sites.view"))
def release_list(request, site):
    """What the county reads of a house: what it always reads, and what the house has released and may take back (R117, R319)."""
    return render_page(request, "planning/release_list.html", release_list_page(request, site))


@allow("assessments.release", "POST")
def assessment_release(request, pk):
    """Release an assessment to the county, or take it back."""
    assessment = fetch(request, Assessment, pk=pk, lock=True)
    _release(request, assessment, "Die Bedarfserhebung")
    return _back(request, assessment.place_id) or redirect("planning:assessment_detail", assessment.pk)


@allow("needs.release", "POST")
def need_release(request, pk):
    """Release a need to the county, or take it back."""
    need = fetch(request, Need, pk=pk, lock=True)
    _release(request, need, "Der Bedarf")
    return _back(request, need.site_id) or redirect("planning:need_list", need.site_id)


def _release(request, row, what: str) -> None:
    released = request.POST.get("released") != "0"
    if release(access=request.access, row=row, released=released):
        messages.success(request, f"{what} ist {'für den Landkreis freigegeben' if released else 'wieder nur im Haus sichtbar'}.")


def _back(request, site: int):
    """To the list of what is released, when the button stood there."""
    return redirect("planning:release_list", site) if request.POST.get("from") == "list" else None
