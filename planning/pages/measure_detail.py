"""What stands on the page of a measure's money: planned, actual, own share, and what departs from the usual."""

from dataclasses import dataclass

from django.urls import reverse

from planning.models import Cost, Funding, FundingRule, Measure
from planning.rules.money import Amount, Money, is_in_plan, reckon, rule_of, warnings
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.numbers import euros
from sites.models import Site
from sites.rules.as_of import AsOf, in_year


@dataclass(frozen=True)
class MeasureDetail:
    """The page; `kinds` are the sums of the kinds of cost that occur, `frame` the sentences of what was agreed."""

    measure: Measure
    site: Site
    title: str
    pre: str
    lead: str
    crumbs: list[tuple[str, str]]
    costs: list[Cost]
    fundings: list[Funding]
    money: Money
    kinds: list[tuple[str, Amount]]
    hints: list[str]
    frame: list[str]
    may_change: bool
    may_plan: bool
    cost_url: str
    funding_url: str
    eligible_words: str
    share_words: str


def measure_detail(request: Request, measure: Measure) -> MeasureDetail:
    """What a measure costs and who pays for it."""
    site, access = measure.site, request.access
    then = in_year(measure, measure.funding_year, access.today)
    costs = list(rows(request, Cost).filter(measure=measure))
    fundings = list(rows(request, Funding).filter(measure=measure).select_related("source"))
    rule = rule_of(site.county_id, access.today)
    money = reckon(costs, fundings, rule)
    may_change = site.pk in access.reach("money.change").places
    in_use = {cost.kind for cost in costs}
    return MeasureDetail(
        measure=measure,
        site=site,
        title=str(measure),
        pre=f"Maßnahme in {site.county.name}",
        lead=" · ".join(filter(None, (str(measure.action_field), measure.file_number))),
        crumbs=[(then.name, site.get_absolute_url()), (str(measure), "")],
        costs=costs,
        fundings=fundings,
        money=money,
        kinds=[(label, money.by_kind[kind]) for kind, label in Cost.Kind.choices if kind in in_use],
        hints=warnings(money, grant=measure.grant, in_plan=is_in_plan(site, access.today)) if costs or fundings else [],
        frame=_frame(measure, then, money, rule),
        may_change=may_change,
        may_plan=site.pk in access.reach("measures.change").places,
        cost_url=reverse("planning:cost_create", args=[measure.pk]) if may_change else "",
        funding_url=reverse("planning:funding_create", args=[measure.pk]) if may_change else "",
        eligible_words=f"davon zuwendungsfähig {euros(money.eligible.planned)}",
        share_words=f"erwartet {euros(money.asked.planned)}",
    )


def _frame(measure: Measure, then: AsOf, money: Money, rule: FundingRule | None) -> list[str]:
    usual = " (üblich; der Landkreis hat noch keine Regel eingetragen)"
    why = usual if rule is None else f" ({rule.source})" if rule.source else ""
    recipient = f", Letztempfänger*in {measure.recipient}" if measure.recipient else ""
    return [
        f"Bewilligt: {euros(measure.grant)}",
        f"{measure.get_project_class_display()}{recipient}",
        *([f"Träger {measure.funding_year}: {', '.join(then.providers)}"] if then.providers else []),
        f"Eigenanteil im Landkreis: mindestens {money.asked_words}{why}",
        f"Sachbericht fällig am {date_long(measure.report_due)}",
        *([f"Handlungsziel: {measure.plan_goal}"] if measure.plan_goal else []),
    ]
