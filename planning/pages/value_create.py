"""What stands beside the form of a measured value: target, earlier values, baseline."""

from planning.models import Indicator, IndicatorValue
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.numbers import share

SHOWN = 12


def values_so_far(request: Request, indicator: Indicator) -> list[tuple[str, str]]:
    """Label and value, the newest value first; the baseline ends the list."""
    values = rows(request, IndicatorValue).filter(indicator=indicator).order_by("-measured_on")[:SHOWN]
    return [
        ("Ziel", share(indicator.target, indicator.target_of)),
        *((date_long(value.measured_on), share(value.value, value.value_of)) for value in values),
        (f"Ausgang, {date_long(indicator.baseline_on)}", share(indicator.baseline, indicator.baseline_of)),
    ]
