"""Remind others of what a house waits for, and take along what is due."""

from copy import copy

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from planning.models import Application, Inquiry
from reporting.models import Report
from reporting.pages.due_calendar import due_calendar as calendar_of
from reporting.pages.home_state import lines_of
from reporting.rules.waiting import House, Thing, with_answers, with_spoken
from reporting.services.reminders import remind, remind_county
from sites.core.access import allow, fetch, rows
from sites.core.forms import carry_out
from sites.core.navigation import role_shown
from sites.core.numbers import with_noun
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


QUALITY = ("figures.view", "members.view", "plans.view")


@allow("figures.remind", "POST", reads=QUALITY)
def county_remind(request, pk):
    """Of what is missing in the data of a county."""
    line = next((line for line in lines_of(request, lock=True) if line.county.pk == pk), None)
    if line is None:
        raise Http404
    carry_out(request, lambda: remind_county(access=request.access, county=line.county, missing=line.missing), str)
    return redirect("reporting:home")


@allow("figures.remind", "POST", reads=QUALITY)
def county_remind_all(request):
    """Of what is missing in all counties that can be reminded now."""
    lines = [line for line in lines_of(request, lock=True) if line.missing and line.can_be_reminded]
    for line in lines:
        remind_county(access=request.access, county=line.county, missing=line.missing)
    said = f"{with_noun(len(lines), 'Gebiet ist', 'Gebiete sind')} erinnert." if lines else "Zurzeit ist niemand zu erinnern."
    messages.success(request, said)
    return redirect("reporting:home")


@allow("reports.submit", reads=("measures.view", "applications.view", "partners.view", "bodies.view"))
def due_calendar(request):
    """What is due in the role that is shown, as a file for the own calendar."""
    shown, role = copy(request), role_shown(request.access)
    shown.access = request.access.in_role(role) if role else request.access
    answer = HttpResponse(calendar_of(shown, timezone.now()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="faellig.ics"'
    return answer
