"""Money of a contract: hours times rate over its months, what is left, and how the rate stands to the fee table (R125)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from processes.models import Contract, Fee
from processes.rules.recommended import months_between
from sites.core.days import Dated
from sites.core.numbers import euros, in_hours, with_noun
from sites.models import State


def months_of(row: Dated) -> int:
    """The months of a contract; one that is begun counts whole, because hours are agreed for a month."""
    return months_between(row.starts, row.ends or row.starts) + 1


def hours_of(hours_per_month: Decimal, row: Dated) -> Decimal:
    """All hours that are agreed."""
    return hours_per_month * months_of(row)


def cost(hours_per_month: Decimal, rate: Decimal, row: Dated) -> Decimal:
    """What they cost; proposed as the budget."""
    return (hours_of(hours_per_month, row) * rate).quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Money:
    """Hours and euros of a contract: agreed in all, and what is left after what was delivered. Without a rate there are no euros."""

    hours: Decimal
    hours_left: Decimal
    budget: Decimal | None
    left: Decimal | None
    months_left: int

    @property
    def reaches(self) -> Decimal | None:
        """How many hours a month are left on average; None when no month is left."""
        return (max(self.hours_left, Decimal(0)) / self.months_left).quantize(Decimal("0.1")) if self.months_left > 0 else None


def money_of(contract: Contract, delivered: Decimal, today: date) -> Money:
    """The euros left are those of the budget, or without one of all agreed hours, less what was delivered at the rate."""
    hours = hours_of(contract.hours_per_month, contract)
    budget = contract.budget
    if budget is None and contract.rate is not None:
        budget = cost(contract.hours_per_month, contract.rate, contract)
    left = None if budget is None or contract.rate is None else budget - (delivered * contract.rate).quantize(Decimal("0.01"))
    months = months_between(max(today, contract.starts), contract.ends) + 1
    return Money(hours, hours - delivered, budget, left, months)


def fees_of(county: int, day: date) -> QuerySet[Fee]:
    """The fee table that holds in a county on a day: its own, or where it has none that of the Land."""
    on_day = Fee.objects.on(day)
    return on_day.filter(place=county) if on_day.filter(place=county).exists() else on_day.filter(place__in=State.objects.values("place"))


def rate_warning(rate: Decimal | None, fee: Fee | None) -> str:
    """How a rate departs from its step of the fee table; it is said and never refused (R125)."""
    if rate is None or fee is None or rate == fee.euros:
        return ""
    way = "über" if rate > fee.euros else "unter"
    source = f", {fee.source}" if fee.source else ""
    return f"{euros(rate)} je Stunde liegen {euros(abs(rate - fee.euros))} {way} der Honorartabelle ({fee.step}: {euros(fee.euros)}{source})."


def budget_warning(contract: Contract) -> str:
    """Whether the budget pays for the hours that are agreed."""
    if contract.budget is None or contract.rate is None:
        return ""
    needed = cost(contract.hours_per_month, contract.rate, contract)
    if contract.budget >= needed:
        return ""
    hours, months = in_hours(contract.hours_per_month), with_noun(months_of(contract), "Monat", "Monaten")
    return f"{hours} im Monat sind in {months} {euros(needed)}; {euros(needed - contract.budget)} fehlen."
