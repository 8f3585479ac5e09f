"""Remind others of what a house waits for, and take along what is due."""

from copy import copy

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from planning.models import Application, Inquiry
from reporting.models import Report
from reporting.pages.due_calendar import due_calendar as calendar_of
from reporting.rules.waiting import House, Thing, with_answers, with_spoken
from reporting.services.reminders import remind
from sites.core.access import allow, fetch, rows
from sites.core.forms import carry_out
from sites.core.navigation import role_shown
from sites.models import Site

READS = ("sites.view", "entries.view")


def _reminded(request, thing: Thing, role: str = ""):
    """Remind of one thing, and back to the start page. `role`: whom, where several have a step."""
    house = House(fetch(request, with_answers(rows(request, Site), request.access), pk=thing.site_id), request.user.pk)
    carry_out(request, lambda: remind(access=request.access, house=house, thing=thing, role=role), str)
    return redirect("reporting:home")


@allow("reports.submit", "POST", reads=(*READS, "measures.view"))
def report_remind(request, pk):
    """Of a Sachbericht that lies at the county."""
    return _reminded(request, fetch(request, Report, pk=pk, lock=True))


@allow("applications.submit", "POST", reads=(*READS, "statements.view"))
def application_remind(request, pk, role):
    """Of a statement that is asked for, or of the decision."""
    cases = with_spoken(rows(request, Application).select_related("site"))
    return _reminded(request, fetch(request, cases, pk=pk, lock=True), role)


@allow("inquiries.ask", "POST", reads=READS)
def inquiry_remind(request, pk):
    """Of an Anliegen without an answer."""
    return _reminded(request, fetch(request, rows(request, Inquiry).select_related("site"), pk=pk, lock=True))


@allow("reports.submit", reads=("measures.view", "applications.view", "partners.view", "bodies.view"))
def due_calendar(request):
    """What is due in the role that is shown, as a file for the own calendar."""
    shown, role = copy(request), role_shown(request.access)
    shown.access = request.access.in_role(role) if role else request.access
    answer = HttpResponse(calendar_of(shown, timezone.now()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="faellig.ics"'
    return answer
