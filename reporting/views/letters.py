"""Letters about decisions, made by a job."""

from django.shortcuts import redirect

from planning.models import Decision
from reporting.services import reports as services
from sites.core.access import allow, fetch, rows


@allow("decisions.view", "POST")
def decision_letter(request, pk):
    """Ask for the letter about a decision; the job's page shows how far it is."""
    decision = fetch(request, rows(request, Decision), pk=pk)
    return redirect("sites:job_detail", services.ask_letter(access=request.access, decision=decision))


@allow("applications.decide", "POST", reads=("decisions.view", "sites.view"))
def decision_letters(request, pk):
    """Ask for the letters about all decisions under one paper, in one file."""
    # guard: letters-county -> within = rows(request, Decision)
    within = rows(request, Decision).filter(request.access.q("applications.decide", Decision))
    decision = fetch(request, within.select_related("site"), pk=pk)
    return redirect("sites:job_detail", services.ask_letters(access=request.access, decision=decision))
