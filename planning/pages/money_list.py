"""What stands on the list of a county's measures of a year: the money of each, and the sums of all."""

from dataclasses import dataclass
from typing import NamedTuple

from planning.forms.money import YearFilter
from planning.models import Cost, Funding, FundingRule, Measure
from planning.rules.money import Money, reckon, rule_of
from sites.core.access import Request, rows
from sites.core.lists import Head, Page, Sort, choice, whole
from sites.models import County
from sites.rules.as_of import history, in_year

FIRST_YEAR = 2019


class MeasureMoney(NamedTuple):
    """A measure with what its site was called in its year, and its money."""

    measure: Measure
    site: str
    money: Money


SORTS = {
    "field": Sort("", lambda line: 0, "Handlungsfeld und Standort"),
    "site": Sort("Maßnahme", lambda line: line.measure.site.sort_key, "Standort"),
    "planned": Sort("Ausgaben geplant:n", lambda line: line.money.costs.planned, "geplanten Ausgaben"),
    "actual": Sort("tatsächlich:n", lambda line: -1 if line.money.costs.actual is None else line.money.costs.actual, "tatsächlichen Ausgaben"),
    "grant": Sort("Zuwendung:n", lambda line: line.money.grant.planned),
    "own": Sort("Eigenanteil:n", lambda line: line.money.own.planned),
    "asked": Sort("erwartet:n", lambda line: line.money.asked.planned, "erwartetem Eigenanteil"),
}


@dataclass(frozen=True)
class MoneyList:
    """The page: measures with their money, as a rule in the order of action fields and sites; the file always stands in that order."""

    county: County
    year: str
    form: YearFilter
    title: str
    lead: str
    page: Page
    money: Money
    may_rule: bool

    @property
    def caption(self) -> str:
        return f"Maßnahmen nach {self.page.order}"

    @property
    def heads(self) -> list[Head]:
        return self.page.heads


def money_list(request: Request, county: County) -> MoneyList:
    """All measures of a county in a funding year: planned, actual, grant, own share, and their sums."""
    access, years = request.access, years_until(request.access.today.year + 1)
    year, rule = choice(request, "year", years) or str(access.today.year), rule_of(county.pk, access.today)
    lines, money = measures_of(request, county, int(year), rule)
    usual = "" if rule else " (üblich; noch keine eigene Regel)"
    return MoneyList(
        county=county,
        year=year,
        form=YearFilter(None, initial={"year": year}, years=years),
        title=f"Geld der Maßnahmen {year}",
        lead=f"{len(lines)} Maßnahme{'' if len(lines) == 1 else 'n'}. Eigenanteil mindestens {money.asked_words}{usual}.",
        page=whole(request, lines, SORTS),
        money=money,
        may_rule=county.pk in access.reach("plans.change").places,
    )


def years_until(last: int) -> list[str]:
    """The funding years that may be asked for, the newest first."""
    return [str(year) for year in range(last, FIRST_YEAR - 1, -1)]


def measures_of(request: Request, county: County, year: int, rule: FundingRule | None) -> tuple[list[MeasureMoney], Money]:
    """Each measure of a year with its money, and the county's sums; three queries, whatever their number."""
    measures = list(
        rows(request, Measure)
        .filter(site__county=county, funding_year=year)
        .select_related("site", "action_field")
        .annotate(history=history("site__"))
        .order_by("action_field__number", "site__sort_key", "pk")
    )
    pks = [measure.pk for measure in measures]
    costs = list(rows(request, Cost).filter(measure__in=pks))
    fundings = list(rows(request, Funding).filter(measure__in=pks).select_related("source"))
    of: dict[int, tuple[list[Cost], list[Funding]]] = {pk: ([], []) for pk in pks}
    for cost in costs:
        of[cost.measure_id][0].append(cost)
    for funding in fundings:
        of[funding.measure_id][1].append(funding)
    names = {measure.pk: in_year(measure, year, request.access.today).name for measure in measures}
    return [MeasureMoney(one, names[one.pk], reckon(*of[one.pk], rule)) for one in measures], reckon(costs, fundings, rule)
