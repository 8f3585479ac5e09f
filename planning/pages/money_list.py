"""What stands on the list of a county's measures of a year: the money of each, and the sums of all."""

from planning.models import Cost, Funding, FundingRule, Measure
from planning.rules import money as reckoning
from sites.core.access import rows

FIRST_YEAR = 2019


def measures_of(request, county, year: int, rule: FundingRule | None):
    """Each measure of a year with its money, and the county's sums; three queries, whatever their number."""
    measures = list(
        rows(request, Measure)
        .filter(site__county=county, funding_year=year)
        .select_related("site", "action_field")
        .order_by("action_field__number", "site__sort_key", "pk")
    )
    pks = [measure.pk for measure in measures]
    costs = list(rows(request, Cost).filter(measure__in=pks))
    fundings = list(rows(request, Funding).filter(measure__in=pks).select_related("source"))
    of: dict[int, tuple[list, list]] = {pk: ([], []) for pk in pks}
    for cost in costs:
        of[cost.measure_id][0].append(cost)
    for funding in fundings:
        of[funding.measure_id][1].append(funding)
    return [(measure, reckoning.reckon(*of[measure.pk], rule)) for measure in measures], reckoning.reckon(costs, fundings, rule)
