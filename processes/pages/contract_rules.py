"""Twelve months of hours as columns, and which rule holds when in a contract: parts of its page."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from processes.rules.contracts import ContractLine, Reason, reason_in, said_of
from processes.rules.recommended import DAY, Recommendation, periods, recommended
from sites.core.charts import Picture, hours_month
from sites.core.days import MONTHS, NARROW_MONTHS, date_figures, month_long
from sites.core.numbers import exact

SHOWN_MONTHS = 12


@dataclass(frozen=True)
class MonthBar:
    """A month of the chart: what was delivered of what was agreed, and what is recommended."""

    month: date
    agreed: Decimal
    given: Decimal | None
    rule: Recommendation | None
    picture: Picture
    is_now: bool

    @property
    def name(self) -> str:
        return NARROW_MONTHS[self.month.month - 1]

    @property
    def figure(self) -> str:
        return exact(self.given) if self.given is not None else exact(self.agreed)

    @property
    def words(self) -> str:
        """ "von 6 vereinbarten, empfohlen mind. 10", read aloud after the figure."""
        advised = f", empfohlen {self.rule.words}" if self.rule else ""
        agreed = f"von {exact(self.agreed)} vereinbarten" if self.given is not None else "vereinbart"
        return f" {agreed}{advised}"


def month_bars(line: ContractLine, given: dict[date, Decimal]) -> list[MonthBar]:
    """The last twelve months of the contract, up to this one or to its end."""
    contract = line.contract
    last = min(max(line.today, contract.starts), contract.ends).replace(day=1)
    first, months = contract.starts.replace(day=1), [last]
    while len(months) < SHOWN_MONTHS and months[0] > first:
        months.insert(0, (months[0] - DAY).replace(day=1))
    phases, changes = contract.site.phases.all(), contract.site.changes.all()
    rules = [recommended(month, phases, changes, line.editions) for month in months]
    shown = [given.get(month, Decimal(0)) for month in months] if line.sees_hours else [None] * len(months)
    agreed = contract.hours_per_month
    highest = max([agreed, *(one for one in shown if one), *(rule.hours for rule in rules if rule and rule.hours)])
    return [
        MonthBar(
            month, agreed, hours, rule, hours_month(agreed, hours or 0, rule.hours if rule else None, highest), month == line.today.replace(day=1)
        )
        for month, hours, rule in zip(months, shown, rules, strict=True)
    ]


@dataclass(frozen=True)
class RuleLine:
    """Months on end in which the same rule holds: what it recommends, what is agreed, and why less."""

    first: date
    last: date | None
    rule: Recommendation | None
    agreed: Decimal | None
    reason: Reason | None
    is_now: bool
    is_to_come: bool

    @property
    def time(self) -> str:
        if self.is_now:
            return f"seit {month_long(self.first)}"
        if self.last is None:
            return f"ab {month_long(self.first)}"
        if self.first == self.last:
            return month_long(self.first)
        begins = month_long(self.first) if self.first.year != self.last.year else MONTHS[self.first.month - 1]
        return f"{begins} bis {month_long(self.last)}"

    @property
    def rule_words(self) -> str:
        return self.rule.rule if self.rule else "keine Empfehlung"

    @property
    def recommended(self) -> str:
        return self.rule.words if self.rule else "–"

    @property
    def agreed_words(self) -> str:
        return exact(self.agreed) if self.agreed is not None else "–"

    @property
    def reason_by(self) -> str:
        """Petra Lang, Träger, 20.01.2025"""
        return ", ".join(filter(None, [self.reason.who, date_figures(self.reason.on)])) if self.reason else ""

    @property
    def is_lacking(self) -> bool:
        """Whether less is agreed than recommended, or a scope by need, without a word why."""
        rule = self.rule
        if rule is None or self.reason or self.agreed is None or self.is_to_come:
            return False
        return rule.hours is None or not rule.is_met(self.agreed)


def rule_lines(line: ContractLine) -> list[RuleLine]:
    """From the first to the last month of the contract, and what holds after it; a change that is open is taken to last."""
    contract, now = line.contract, line.today.replace(day=1)
    phases, changes = contract.site.phases.all(), contract.site.changes.all()
    said, lines = said_of(contract), []
    for first, last, rule in periods(contract.starts, contract.ends, phases, changes, line.editions):
        reason = reason_in(contract, said, first, last)
        lines.append(RuleLine(first, last, rule, contract.hours_per_month, reason, first <= now <= last, first > now))
    after = (contract.ends.replace(day=1) + 32 * DAY).replace(day=1)
    if contract.ends >= line.today and (rule := recommended(after, phases, changes, line.editions)):
        lines.append(RuleLine(after, None, rule, None, None, False, True))
    return lines
