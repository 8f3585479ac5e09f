"""What stands on the page of a month: the own contracts with hours and euros, each client once with its timesheet, and the button that closes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Sum
from django.db.models.functions import JSONObject
from django.urls import reverse

from processes.models import ClosedMonth, Contract, FacilitationSession
from processes.rules.book import Month, due_on, last_day, month_line, month_of
from sites.core.access import Request, rows
from sites.core.days import Span, date_long, month_long, overlap, overlapping, until
from sites.core.lists import Option, word
from sites.core.numbers import in_hours
from sites.rules.as_of import history, on_day

SHOWN = 6


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
    return own_book(request).filter(overlapping(month_of(month), last_day(month))).order_by("site__sort_key", "pk")


def own_book(request: Request) -> QuerySet[Contract]:
    """All accepted contracts with this person, as far as the person still reaches them, with their history."""
    places = request.access.reach("hours.change").places
    own = rows(request, Contract.objects.accepted()).filter(site_id__in=places, facilitator=request.user)
    return own.select_related("site__county").annotate(history=history("site__"))


def with_months(request: Request, contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    """Contracts with the hours of each month and with what is closed, in their own query."""
    lines = rows(request, FacilitationSession).filter(contract=OuterRef("pk")).order_by().values("month").annotate(total=Sum("hours"))
    closed = rows(request, ClosedMonth).filter(contract=OuterRef("pk")).order_by()
    figures = JSONObject(month="month", hours="hours", rate="rate", amount="amount", closed_on="closed_on")
    return contracts.annotate(
        month_sums=ArraySubquery(lines.values(json=JSONObject(month="month", hours="total"))), shut=ArraySubquery(closed.values(json=figures))
    )


class Closed(NamedTuple):
    """A closed month of a contract as its query brings it along."""

    month: date
    hours: Decimal
    rate: Decimal | None
    amount: Decimal | None
    closed_on: date


def closed_of(contract: Contract) -> dict[date, Closed]:
    """The closed months of a contract of `with_months`."""
    found = (
        Closed(
            date.fromisoformat(one["month"]),
            Decimal(str(one["hours"])),
            _exact(one["rate"]),
            _exact(one["amount"]),
            date.fromisoformat(one["closed_on"]),
        )
        for one in vars(contract)["shut"]
    )
    return {one.month: one for one in found}


def sums_of(contract: Contract) -> dict[date, Decimal]:
    """The hours of each month of a contract of `with_months`."""
    return {date.fromisoformat(one["month"]): Decimal(str(one["hours"])) for one in vars(contract)["month_sums"]}


def _exact(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def month_page(contracts: Iterable[Contract], month: date) -> Month:
    """A month of contracts of `with_months`: what is closed as it was closed, the rest as it stands."""
    first = month_of(month)
    running = [one for one in contracts if overlap(one, Span(first, last_day(first)))]
    return Month(first, [month_line(one, on_day(one, one.starts), sums_of(one).get(first, Decimal(0)), closed_of(one).get(first)) for one in running])


def next_to_close(contracts: Iterable[Contract], today: date) -> date:
    """The oldest month with lines that is not closed, at the latest the present one."""
    still = [month for one in contracts for month in sums_of(one).keys() - closed_of(one).keys()]
    return min([*still, month_of(today)])


def month_close_page(request: Request) -> MonthClose:
    """The month that is asked for, or the one that is to be closed next."""
    contracts = list(with_months(request, own_book(request)).order_by("site__sort_key", "pk"))
    asked = _asked(request.POST.get("month", "")[: len("2026-11")] or word(request, "monat"))
    month = month_page(contracts, asked or next_to_close(contracts, request.access.today))
    known = sorted({month for one in contracts for month in closed_of(one)}, reverse=True)[:SHOWN]
    return MonthClose(month, request.access.today, [Option(month_long(one), f"?monat={one:%Y-%m}", one == month.month) for one in known])


def _asked(text: str) -> date | None:
    """2026-11 as the first of the month; nonsense is none."""
    try:
        return date.fromisoformat(f"{text}-01") if len(text) == len("2026-11") else None
    except ValueError:
        return None
