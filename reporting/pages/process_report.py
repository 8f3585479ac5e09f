"""What stands in the process report of a site and year: the profile, hours month by month, and what the reader may hand on of each line."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.http import Http404

from processes.models import Contract, FacilitationNote, FacilitationSession
from processes.pages.entries import EntryLine, entry_lines, with_notes
from processes.pages.task_list import TaskLine, profile_of
from reporting.documents.book import ProcessReport, ReportLine, TaskRow
from sites.core.access import Request, rows
from sites.core.days import month_long, overlapping
from sites.core.lists import choice
from sites.core.places import site_within
from sites.rules.as_of import history, in_year

COUNTY = FacilitationNote.Door.COUNTY
FIRST_YEAR, LAST_YEAR = 2000, 2100


def process_report_page(request: Request, pk: int, year: int) -> ProcessReport:
    """The report of a year. Offices read what is open to them; who is inside chooses for whom it is, and what is private is in none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    site = site_within(request, "hours.view", pk, history=history())
    for_house = pk in request.access.reach("notes.site").places and choice(request, "fuer", {"landkreis"}) != "landkreis"
    found = with_notes(request, rows(request, FacilitationSession).filter(site=site, held_on__year=year)).order_by("held_on", "pk")
    lines = entry_lines(request, found, may_change=False, fixed=set())
    running = rows(request, Contract.objects.accepted()).filter(overlapping(date(year, 1, 1), date(year, 12, 31)), site=site)
    profile, then = profile_of(request, site, year), in_year(site, year, request.access.today)
    months: dict[date, Decimal] = defaultdict(Decimal)
    for line in lines:
        months[line.session.held_on.replace(day=1)] += line.session.hours
    return ProcessReport(
        site=then.name,
        county=str(site.county),
        year=year,
        people=", ".join(dict.fromkeys(running.order_by("starts").values_list("facilitator__name", flat=True))),
        phase=then.phase,
        lines=[_line(line, for_house=for_house) for line in lines],
        tasks=[_row(line, line.state_words) for line in profile.tasks],
        goals=[_row(line, "") for line in profile.goals],
        months=[(month_long(month), hours) for month, hours in sorted(months.items())],
        for_house=for_house,
        printed=request.access.today,
    )


def _line(line: EntryLine, *, for_house: bool) -> ReportLine:
    door = line.note.get("door")
    # guard: report-doors -> opened = bool(door)
    opened = door == COUNTY or (for_house and door == FacilitationNote.Door.SITE)
    topic = line.topic if opened or line.session.corrects_id else str(line.session.get_kind_display())
    return ReportLine(line.session.held_on, topic, line.small, line.agreements if opened and for_house else "", line.session.hours)


def _row(line: TaskLine, state: str) -> TaskRow:
    return TaskRow(line.title, line.term.label, line.sessions, line.hours, state)
