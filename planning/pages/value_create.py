"""What stands beside the form of a measured value: target, earlier values with the way to change them, baseline."""

from dataclasses import dataclass

from django.urls import reverse

from planning.models import Indicator, IndicatorValue
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.numbers import share

SHOWN = 12


@dataclass(frozen=True)
class Line:
    """What it is, what was measured, and where it is changed or removed (a measured value alone)."""

    label: str
    value: str
    url: str = ""


def values_so_far(request: Request, indicator: Indicator) -> list[Line]:
    """Target, values with the newest first, baseline."""
    values = rows(request, IndicatorValue).filter(indicator=indicator).order_by("-measured_on")[:SHOWN]
    return [
        Line("Ziel", f"{indicator.least} {share(indicator.target, indicator.target_of)}"),
        *(
            Line(date_long(value.measured_on), share(value.value, value.value_of), reverse("planning:value_edit", args=[value.pk]))
            for value in values
        ),
        Line(f"Ausgang, {date_long(indicator.baseline_on)}", share(indicator.baseline, indicator.baseline_of)),
    ]
