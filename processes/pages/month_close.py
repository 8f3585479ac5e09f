"""What stands on the page of a month: the own contracts with hours and euros, each client once with its timesheet, and the button that closes it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, Min, OuterRef, QuerySet, Sum
from django.urls import reverse

from processes.models import ClosedMonth, Contract, FacilitationSession
from processes.rules.book import Month, due_on, last_day, month_line, month_of
from sites.core.access import Request, rows
from sites.core.days import date_long, month_long, overlapping, until
from sites.core.lists import Option, word
from sites.core.numbers import in_hours
from sites.rules.as_of import history, on_day


@dataclass(frozen=True)
class MonthClose:
    """`months`: the other months that may be looked at."""

    month: Month
    today: date
    months: list[Option]

    @property
    def title(self) -> str:
        return f"{self.month.name} abschließen" if self.is_open else f"{self.month.name} ist abgeschlossen"

    @property
    def is_open(self) -> bool:
        return any(line.closed_on is None for line in self.month.lines)

    @property
    def lead(self) -> str:
        if not self.month.lines:
            return "In diesem Monat lief keine Vereinbarung mit Ihnen."
        if self.is_open:
            return f"bis {date_long(due_on(self.month.month))}, {until(due_on(self.month.month), self.today)}"
        return f"am {date_long(self.month.closed_on)}: {in_hours(self.month.hours)}"

    @property
    def sheets_title(self) -> str:
        return "Stundenzettel, vorläufig" if self.is_open else "Stundenzettel"

    @property
    def sheets(self) -> list[tuple[str, str]]:
        """The timesheet of each client: its name and address."""
        return timesheets(self.month)


def timesheets(month: Month) -> list[tuple[str, str]]:
    """One timesheet for each client of a month: name and address."""
    at = month.month
    return [(name, reverse("reporting:timesheet", args=[line.contract.pk, at.year, at.month])) for name, line in month.clients.items()]


def own_contracts(request: Request, month: date) -> QuerySet[Contract]:
    """The accepted contracts with this person that run in a month and that the person still reaches."""
    places = request.access.reach("hours.change").places
    own = rows(request, Contract.objects.accepted()).filter(site_id__in=places, facilitator=request.user)
    in_month = own.filter(overlapping(month_of(month), last_day(month)))
    return in_month.select_related("site__county").annotate(history=history("site__")).order_by("site__sort_key", "pk")


def month_page(request: Request, month: date) -> Month:
    """A month of all own contracts: what is closed as it was closed, the rest as it stands. Three queries."""
    first = month_of(month)
    contracts = list(own_contracts(request, first))
    keys = [contract.pk for contract in contracts]
    lines = rows(request, FacilitationSession).filter(contract__in=keys, month=first).order_by()
    sums = dict(lines.values_list("contract").annotate(total=Sum("hours")))
    closed = {row.contract_id: row for row in rows(request, ClosedMonth).filter(contract__in=keys, month=first)}
    return Month(first, [month_line(one, on_day(one, one.starts), sums.get(one.pk, Decimal(0)), closed.get(one.pk)) for one in contracts])


def next_to_close(request: Request) -> date:
    """The oldest month with lines that is not closed, at the latest the present one."""
    present, own = month_of(request.access.today), {"contract__facilitator": request.user, "contract__ends__gte": request.access.today}
    closed = rows(request, ClosedMonth).filter(contract=OuterRef("contract"), month=OuterRef("month"))
    oldest = rows(request, FacilitationSession).filter(~Exists(closed), **own).aggregate(first=Min("month"))["first"]
    return min(oldest or present, present)


def month_close_page(request: Request) -> MonthClose:
    """The month that is asked for, or the one that is to be closed next."""
    asked = _asked(request.POST.get("month", "")[: len("2026-11")] or word(request, "monat"))
    month = month_page(request, asked or next_to_close(request))
    done = rows(request, ClosedMonth).filter(contract__facilitator=request.user).order_by("-month")
    known = [*done.values_list("month", flat=True).distinct()[:6]]
    choices = [Option(month_long(one), f"?monat={one:%Y-%m}", one == month.month) for one in known]
    return MonthClose(month, request.access.today, choices)


def _asked(text: str) -> date | None:
    """2026-11 as the first of the month; nonsense is none."""
    try:
        return date.fromisoformat(f"{text}-01") if len(text) == len("2026-11") else None
    except ValueError:
        return None
