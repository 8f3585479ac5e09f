"""What a contract says on a day: agreed, recommended and delivered hours, and what departs from the recommendations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject

from processes.models import ChangeEvent, Contract, FacilitationRequest, FacilitationSession, HoursReason
from processes.models.contracts import MANDATE
from processes.rules.editions import Editions
from processes.rules.recommended import DAY, Edition, Recommendation, recommended, source, warning
from sites.core.numbers import exact
from sites.models import SitePhase


class Stretch(NamedTuple):
    """Months on end with the same recommendation, up to a day; `first` is the first day of the first of them."""

    first: date
    rule: Recommendation | None


@dataclass(frozen=True)
class ContractLine:
    """A contract with its hours in words. `since`: the month from which on its rule holds; `sees_hours`: whether the person may read what was
    delivered."""

    contract: Contract
    today: date
    rule: Recommendation | None
    delivered: Decimal
    delivered_all: Decimal
    last: date | None
    sees_hours: bool
    since: date = date.min
    reason: str = ""
    editions: list[Edition] = field(default_factory=list)

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
        return warning(self.contract.hours_per_month, self.reason, self.rule)

    @property
    def asks_for_reason(self) -> bool:
        """Whether less is agreed than recommended, or a scope by need, and nobody has said why."""
        rule = self.rule
        return rule is not None and not self.reason.strip() and (rule.hours is None or not rule.is_met(self.contract.hours_per_month))

    @property
    def recommended(self) -> tuple[str, str]:
        """The recommended hours of a month and their unit; empty when the recommendations name none."""
        if self.rule is None:
            return "", ""
        return (
            ("nach Bedarf", "") if self.rule.hours is None else (self.rule.words.removeprefix("mind. "), "mindestens" if self.rule.at_least else "")
        )

    @property
    def source(self) -> str:
        return source(self.rule) if self.rule else ""


def with_hours(contracts: QuerySet[Contract], sessions: QuerySet[FacilitationSession], today: date) -> QuerySet[Contract]:
    """Contracts with the hours of this month, of the whole time, the last contact, their reasons, and in two more queries what their sites
    were and what changes there.

    `sessions`: what the person may read of them.
    """
    own = sessions.filter(contract=OuterRef("pk")).order_by()
    month = own.filter(held_on__year=today.year, held_on__month=today.month)

    def total(rows: QuerySet[FacilitationSession]) -> Subquery:
        return Subquery(rows.values("contract").annotate(total=Sum("hours")).values("total"))

    last = Subquery(own.order_by("-held_on").values("held_on")[:1])
    phases: Any = Prefetch("site__phases", SitePhase.objects.order_by("starts"))
    changes: Any = Prefetch("site__changes", ChangeEvent.objects.order_by("starts"))
    return with_reasons(contracts).annotate(delivered=total(month), delivered_all=total(own), last=last).prefetch_related(phases, changes)


def with_reasons(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    """Contracts with why fewer hours are agreed than recommended: see `said_of`."""
    words = JSONObject(month="month", text="text", who="person_label", on="written_on")
    said = HoursReason.objects.filter(contract=OuterRef("pk")).order_by("month").values(json=words)
    return contracts.annotate(said=ArraySubquery(said))


def stretch_on(day: date, since: date, phases: Iterable[Any], changes: Iterable[Any], editions: Sequence[Edition]) -> Stretch:
    """The months up to a day in which the same holds as on it, not further back than a day."""
    known, events = list(phases), list(changes)
    first, rule = day.replace(day=1), recommended(day, known, events, editions)
    while first > since:
        before = (first - DAY).replace(day=1)
        if recommended(before, known, events, editions) != rule:
            break
        first = before
    return Stretch(first, rule)


class Reason(NamedTuple):
    """Why fewer hours are agreed than recommended from a month on, who said it and when."""

    month: date
    text: str
    who: str = ""
    on: date | None = None


def reason_in(contract: Contract, said: Sequence[Reason], first: date, last: date) -> Reason | None:
    """Why fewer hours are agreed in these months: the newest that was written for one of them, or what the contract began with."""
    within = [one for one in said if first <= one.month <= last]
    if within:
        return within[-1]
    begun = contract.starts.replace(day=1)
    return Reason(begun, contract.reason, contract.reason_label, contract.reason_on) if contract.reason and first <= begun <= last else None


def line_of(contract: Contract, editions: Editions, today: date, *, sees_hours: bool) -> ContractLine:
    """A contract of `with_hours`. The recommendation is that of the month that matters: today's, or the nearest one of the contract."""
    day, books = min(max(today, contract.starts), contract.ends), editions.of(contract.site.county_id)
    since, rule = stretch_on(day, contract.starts, contract.site.phases.all(), contract.site.changes.all(), books)
    counted = vars(contract)  # the annotations of `with_hours`
    delivered, delivered_all = counted["delivered"] or Decimal(0), counted["delivered_all"] or Decimal(0)
    reason = reason_in(contract, said_of(contract), since, day)
    return ContractLine(contract, today, rule, delivered, delivered_all, counted["last"], sees_hours, since, reason.text if reason else "", books)


def said_of(contract: Contract) -> list[Reason]:
    """The reasons that a contract of `with_reasons` brings along, the oldest first."""
    return [Reason(date.fromisoformat(one["month"]), one["text"], one["who"], date.fromisoformat(one["on"])) for one in vars(contract)["said"]]


def proposed_terms(follows: Contract | None, asked: FacilitationRequest | None, rule: Recommendation | None, today: date) -> dict[str, Any]:
    """What the form of a new contract begins with: those of the contract it follows, what was looked for, else what is recommended."""
    terms: dict[str, Any] = {"starts": today, "client": Contract.Client.COUNTY, "mandate": MANDATE}
    if rule and rule.hours:
        terms["hours_per_month"] = rule.hours
    if follows:
        kept = ("client", "funding", "fee", "rate", "mandate", "model_reason")
        terms |= {name: getattr(follows, name) for name in kept} | {"email": follows.facilitator.email}
        terms["hours_per_month"] = max(follows.hours_per_month, rule.hours if rule and rule.hours else follows.hours_per_month)
    if asked:
        terms |= {"hours_per_month": asked.hours, "starts": max(asked.starts, today)}
        account = asked.proposed.account if asked.proposed else None
        terms |= {"email": account.email} if account else {}
    return terms
