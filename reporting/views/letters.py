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
