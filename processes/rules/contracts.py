"""What a contract says on a day: agreed, recommended and delivered hours, and what departs from the recommendations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, Sum

from processes.models import Contract, FacilitationSession, HoursRule
from processes.rules.recommended import recommended, source, warning
from sites.core.numbers import exact
from sites.models import SitePhase


@dataclass(frozen=True)
class ContractLine:
    """A contract with its hours in words. `sees_hours`: whether the person may read what was delivered."""

    contract: Contract
    today: date
    rule: HoursRule | None
    delivered: Decimal
    delivered_all: Decimal
    last: date | None
    sees_hours: bool

    @property
    def is_running(self) -> bool:
        return self.contract.starts <= self.today <= self.contract.ends

    @property
    def agreed(self) -> str:
        return exact(self.contract.hours_per_month)

    @property
    def delivered_words(self) -> str:
        return exact(self.delivered)

    @property
    def warning(self) -> str:
        return warning(self.contract.hours_per_month, self.contract.reason, self.rule)

    @property
    def recommended(self) -> tuple[str, str]:
        """The recommended hours of a month and their unit; empty when the recommendations name none."""
        if self.rule is None:
            return "", ""
        return ("nach Bedarf", "") if self.rule.hours is None else (exact(self.rule.hours), "Stunden")

    @property
    def source(self) -> str:
        return source(self.rule) if self.rule else ""


def hours_rules() -> list[HoursRule]:
    """The rules about hours of all editions."""
    return list(HoursRule.objects.all())


def with_hours(contracts: QuerySet[Contract], sessions: QuerySet[FacilitationSession], today: date) -> QuerySet[Contract]:
    """Contracts with the hours of this month, of the whole time, the last contact, and in one more query the phases of their sites.

    `sessions`: what the person may read of them.
    """
    own = sessions.filter(contract=OuterRef("pk")).order_by()
    month = own.filter(held_on__year=today.year, held_on__month=today.month)

    def total(rows: QuerySet[FacilitationSession]) -> Subquery:
        return Subquery(rows.values("contract").annotate(total=Sum("hours")).values("total"))

    last = Subquery(own.order_by("-held_on").values("held_on")[:1])
    phases = Prefetch("site__phases", SitePhase.objects.order_by("starts"))
    return contracts.annotate(delivered=total(month), delivered_all=total(own), last=last).prefetch_related(phases)


def line_of(contract: Contract, rules: Iterable[HoursRule], today: date, *, sees_hours: bool) -> ContractLine:
    """A contract of `with_hours`. The recommendation is that of the day that matters: today, or the nearest day of the contract."""
    day = min(max(today, contract.starts), contract.ends)
    rule = recommended(contract.site.phases.all(), day, list(rules))
    counted = vars(contract)  # the annotations of `with_hours`
    delivered, delivered_all = counted["delivered"] or Decimal(0), counted["delivered_all"] or Decimal(0)
    return ContractLine(contract, today, rule, delivered, delivered_all, counted["last"], sees_hours)
