"""What the facilitator's book says about months and money: with which month a line is accounted, until when, how much, for whom. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from processes.models import Contract
from sites.core.days import month_long
from sites.rules.as_of import AsOf

DAY, CENT = timedelta(days=1), Decimal("0.01")
#: The day of the next month until which a month is to be closed.
DUE_DAY = 5


def month_of(day: date) -> date:
    """The first of the month of a day."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    return (month.replace(day=1) + 32 * DAY).replace(day=1)


def last_day(month: date) -> date:
    return next_month(month) - DAY


def due_on(month: date) -> date:
    """Until when a month is to be closed."""
    return next_month(month).replace(day=DUE_DAY)


def accounted_with(held_on: date, ends: date, closed: Collection[date]) -> date | None:
    """The month a line is accounted with: that of its day, or the first open one after it; None when all are closed until the contract ends."""
    month = month_of(held_on)
    while month in closed:
        month = next_month(month)
    return month if month <= ends else None


def amount(hours: Decimal, rate: Decimal | None) -> Decimal | None:
    """What so many hours come to, to the cent; nothing without a rate."""
    return None if rate is None else (hours * rate).quantize(CENT, ROUND_HALF_UP)


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what has a rate; None when nothing has one."""
    known = [one for one in amounts if one is not None]
    return sum(known, Decimal(0)) if known else None


def client_name(contract: Contract, then: AsOf) -> str:
    """Who pays, by name, as of the day of `then`; needs `site__county` and the history of the site."""
    if contract.client == Contract.Client.COUNTY:
        return str(contract.site.county)
    if contract.client == Contract.Client.MUNICIPALITY:
        return then.municipality
    return ", ".join(then.providers) or str(Contract.Client.PROVIDER.label)


@dataclass(frozen=True)
class MonthLine:
    """A contract in a month: its hours, what they come to, and since when it is closed."""

    contract: Contract
    name: str
    client: str
    hours: Decimal
    rate: Decimal | None
    amount: Decimal | None
    closed_on: date | None


@dataclass(frozen=True)
class Month:
    """A month of a person over all contracts."""

    month: date
    lines: list[MonthLine]

    @property
    def name(self) -> str:
        return month_long(self.month)

    @property
    def hours(self) -> Decimal:
        return sum((line.hours for line in self.lines), Decimal(0))

    @property
    def amount(self) -> Decimal | None:
        return total(line.amount for line in self.lines)

    @property
    def closed_on(self) -> date | None:
        """The last day on which a part of it was closed; None while something is open."""
        days = [line.closed_on for line in self.lines]
        return max((day for day in days if day), default=None) if all(days) else None

    @property
    def clients(self) -> dict[str, MonthLine]:
        """One line of each client, for the way to its timesheet."""
        found: dict[str, MonthLine] = {}
        for line in self.lines:
            found.setdefault(line.client, line)
        return found


def month_line(contract: Contract, then: AsOf, hours: Decimal, closed: Any) -> MonthLine:
    """`closed`: the closed month, whose figures stay as they were, or None."""
    name, client = then.name, client_name(contract, then)
    if closed:
        return MonthLine(contract, name, client, closed.hours, closed.rate, closed.amount, closed.closed_on)
    return MonthLine(contract, name, client, hours, contract.rate, amount(hours, contract.rate), None)
