"""What families read of a crisis on the page of a house: what holds, the number and its hours, the rules. Nothing while there is none."""

from dataclasses import dataclass
from datetime import date

from offers.models import CrisisPeriod, PhoneHour, Reachability
from offers.pages.crisis import HourLine, hour_lines
from offers.rules.crises import hygiene_of, public_periods
from sites.core.days import valid_on


@dataclass(frozen=True)
class CrisisBox:
    """Without periods the box is empty, and nothing else was asked for."""

    periods: list[CrisisPeriod]
    reachability: Reachability | None
    hours: list[HourLine]

    @property
    def hygiene(self) -> list[str]:
        return hygiene_of(self.periods)


def crisis_box(site: int, today: date) -> CrisisBox:
    """One query while there is no crisis, three in one."""
    periods = public_periods(site, today)
    if not periods:
        return CrisisBox([], None, [])
    hours = PhoneHour.objects.filter(valid_on(today), site_id=site)
    return CrisisBox(periods, Reachability.objects.filter(site_id=site).first(), hour_lines(hours))
