"""What stands on the timesheet of a month for one client: the lines of every contract of the person with this client, within reach."""

from datetime import date
from decimal import Decimal

from django.http import Http404

from planning.models import Term
from processes.models import ClosedMonth, Contract, FacilitationSession
from processes.pages.entries import with_notes
from processes.rules.book import client_name, last_day, month_line
from processes.rules.profile import short
from reporting.documents.book import SheetLine, SheetPart, Timesheet
from sites.core.access import Request, fetch, rows
from sites.core.days import date_long, overlapping
from sites.rules.as_of import history, on_day


def timesheet_page(request: Request, pk: int, year: int, month: int) -> Timesheet:
    """The month of a contract and of all others of the same person with the same client; a 404 for a month in which it did not run."""
    try:
        first = date(year, month, 1)
    except ValueError:
        raise Http404 from None
    places = request.access.reach("hours.view").places
    reached = rows(request, Contract).filter(site_id__in=places)
    running = reached.filter(overlapping(first, last_day(first))).select_related("site__county", "facilitator").annotate(history=history("site__"))
    contract = fetch(request, running, pk=pk)
    client = client_name(contract, on_day(contract, contract.starts))
    others = running.filter(facilitator=contract.facilitator_id).order_by("site__sort_key", "pk")
    contracts = [one for one in others if client_name(one, on_day(one, one.starts)) == client]
    keys = [one.pk for one in contracts]
    closed = {row.contract_id: row for row in rows(request, ClosedMonth).filter(contract__in=keys, month=first)}
    lines = rows(request, FacilitationSession).filter(contract__in=keys, month=first)
    found = list(with_notes(request, lines).order_by("held_on", "pk"))
    return Timesheet(
        month=first,
        person=contract.facilitator.name,
        client=client,
        parts=[_part(one, [line for line in found if line.contract_id == one.pk], closed.get(one.pk)) for one in contracts],
        closed_on=max(row.closed_on for row in closed.values()) if len(closed) == len(keys) else None,
        printed=request.access.today,
    )


def _part(contract: Contract, lines: list[FacilitationSession], closed: ClosedMonth | None) -> SheetPart:
    hours = sum((line.hours for line in lines), Decimal(0))
    month = month_line(contract, on_day(contract, contract.starts), hours, closed)
    return SheetPart(month.name, [_line(line) for line in lines], month.hours, month.rate, month.amount)


def _line(line: FacilitationSession) -> SheetLine:
    """No word of its note: the paper goes to who pays."""
    tasks = ", ".join(short(Term(**term)) for term in vars(line)["read_tasks"])
    remark = f"Berichtigung zum {date_long(line.held_on)}" if line.corrects_id else ""
    if not remark and line.month != line.held_on.replace(day=1):
        remark = "nachgetragen, der Monat des Termins war schon abgeschlossen"
    return SheetLine(line.held_on, str(line.get_kind_display()), tasks, line.hours, remark)
