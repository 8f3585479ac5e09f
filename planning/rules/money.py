"""How a measure's money is reckoned: sums by kind, the own share a county asks for, what is left; all in euros and cents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from planning.models import Cost, Funding, FundingRule, PlanEntry, Term
from sites.core.days import valid_on
from sites.core.numbers import euros, exact
from sites.models import Site

NOTHING = Decimal("0.00")
CENT = Decimal("0.01")
GRANT = "lsz"  # the code of the source that is the grant
USUAL = Decimal(30)  # percent; the source names no base, so the county's rule does (practice: LSZ)


@dataclass(frozen=True)
class Amount:
    """Planned and actual side by side; `actual` is None as long as nothing was entered."""

    planned: Decimal = NOTHING
    actual: Decimal | None = None

    def __add__(self, other: "Amount") -> "Amount":
        actual = self.actual if other.actual is None else (self.actual or NOTHING) + other.actual
        return Amount(self.planned + other.planned, actual)

    @property
    def difference(self) -> Decimal | None:
        return None if self.actual is None else self.actual - self.planned


@dataclass(frozen=True)
class Money:
    """Everything the page, the workbook and the PDF say about a measure's money."""

    by_kind: dict[str, Amount] = field(default_factory=dict)
    costs: Amount = Amount()
    eligible: Amount = Amount()
    investment: Amount = Amount()
    crisis: Amount = Amount()
    fundings: Amount = Amount()
    own: Amount = Amount()
    grant: Amount = Amount()
    asked_percent: Decimal = USUAL
    asked_of: str = FundingRule.Base.ELIGIBLE
    asked: Amount = Amount()

    @property
    def base_words(self) -> str:
        return FundingRule.Base(self.asked_of).label

    @property
    def asked_words(self) -> str:
        """The own share that is expected: 12,5 % der Zuwendung."""
        return f"{percent(self.asked_percent)} % {self.base_words}"

    @property
    def left(self) -> Amount:
        """Income less costs; below zero something is not paid for yet."""
        known = None not in (self.fundings.actual, self.costs.actual)
        return Amount(
            self.fundings.planned - self.costs.planned, (self.fundings.actual or NOTHING) - (self.costs.actual or NOTHING) if known else None
        )


def rule_of(county: int, day: date) -> FundingRule | None:
    """The county's rule of a day; rules are set for everybody, so everybody may read them."""
    return FundingRule.objects.on(day).filter(place_id=county).first()


def is_in_plan(site: Site, day: date) -> bool:
    """Whether a valid plan of the county names the site with its money (R108)."""
    return PlanEntry.objects.filter(valid_on(day, "plan__"), site_id=site.pk, funded=True).exists()


def total(lines: Iterable[Cost | Funding]) -> Amount:
    """The sum of lines."""
    whole = Amount()
    for line in lines:
        whole += Amount(line.planned, line.actual)
    return whole


def percent(share: Decimal) -> str:
    """A percentage without idle zeros: 30, 12,5."""
    return exact(share)


def percent_of(percent: Decimal, amount: Decimal) -> Decimal:
    """A share in cents, half a cent upwards."""
    return (amount * percent / 100).quantize(CENT, ROUND_HALF_UP)


def reckon(costs: Sequence[Cost], fundings: Sequence[Funding], rule: FundingRule | None = None) -> Money:
    """Sums of the lines of one or of many measures (R101, R108, R290); without a rule of the county 30 % of what may be funded."""
    percent, base = (rule.own_share, rule.base) if rule else (USUAL, FundingRule.Base.ELIGIBLE)
    eligible, grant, every = total(c for c in costs if c.eligible), total(f for f in fundings if f.source.code == GRANT), total(costs)
    of = {FundingRule.Base.ELIGIBLE: eligible, FundingRule.Base.TOTAL: every, FundingRule.Base.GRANT: grant}[FundingRule.Base(base)]
    asked = Amount(percent_of(percent, of.planned), None if of.actual is None else percent_of(percent, of.actual))
    return Money(
        by_kind={kind: total(c for c in costs if c.kind == kind) for kind in Cost.Kind.values},
        costs=every,
        eligible=eligible,
        investment=total(c for c in costs if not c.eligible),
        crisis=total(c for c in costs if c.crisis),
        fundings=total(fundings),
        own=total(f for f in fundings if f.own),
        grant=grant,
        asked_percent=percent,
        asked_of=base,
        asked=asked,
    )


def lines_of(costs: QuerySet[Cost], fundings: QuerySet[Funding], day: date) -> JSONObject:
    """The money of a measure and the rule of its county as JSON in the query of the measure; `reckoned` reads it."""
    amounts = {"planned": "planned", "actual": "actual"}
    rule = FundingRule.objects.on(day).filter(place=OuterRef("site__county")).values(json=JSONObject(share="own_share", base="base"))
    return JSONObject(
        costs=ArraySubquery(costs.filter(measure=OuterRef("pk")).values(json=JSONObject(kind="kind", **amounts))),
        fundings=ArraySubquery(fundings.filter(measure=OuterRef("pk")).values(json=JSONObject(own="own", code="source__code", **amounts))),
        rule=Subquery(rule[:1]),
    )


def _amounts(one: dict[str, Any]) -> dict[str, Decimal | None]:
    return {name: None if one[name] is None else Decimal(str(one[name])) for name in ("planned", "actual")}


def reckoned(found: dict[str, Any]) -> Money:
    """The money of a measure from what `lines_of` brought along."""
    costs = [Cost(kind=one["kind"], **_amounts(one)) for one in found["costs"] or ()]
    lines = [Funding(own=one["own"], source=Term(code=one["code"]), **_amounts(one)) for one in found["fundings"] or ()]
    rule = found["rule"] and FundingRule(own_share=Decimal(str(found["rule"]["share"])), base=found["rule"]["base"])
    return reckon(costs, lines, rule or None)


def own_share_gap(money: Money) -> Decimal:
    """By how many euros the planned own share stays below what the county expects; nothing as long as no costs are entered."""
    return max(NOTHING, money.asked.planned - money.own.planned)


def warnings(money: Money, *, grant: Decimal | None, in_plan: bool) -> list[str]:
    """What departs from the usual, in sentences; none of it is refused."""
    hints = []
    if money.own.planned < money.asked.planned:
        hints.append(
            f"Der Eigenanteil ist mit {euros(money.own.planned)} geplant. Der Landkreis erwartet mindestens {money.asked_words}: "
            f"{euros(money.asked.planned)}."
        )
    if money.left.planned < 0:
        hints.append(f"Den Ausgaben fehlen noch {euros(-money.left.planned)} an Einnahmen.")
    if money.left.planned > 0:
        hints.append(f"Die geplanten Einnahmen liegen {euros(money.left.planned)} über den Ausgaben.")
    if money.grant.planned > money.eligible.planned:
        hints.append("Die Zuwendung ist höher als die zuwendungsfähigen Ausgaben. Investitionen werden nicht gefördert.")
    if grant is not None and money.fundings.planned and grant != money.grant.planned:
        hints.append(f"Bewilligt sind {euros(grant)}, geplant sind {euros(money.grant.planned)} aus dem Landesprogramm.")
    if money.grant.planned and not in_plan:
        hints.append("Die Maßnahme wird gefördert, steht aber in keinem gültigen Plan mit Finanzierung (Fachliche Empfehlungen, 2.1).")
    return hints
