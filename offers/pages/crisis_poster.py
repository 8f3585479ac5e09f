"""What stands on the poster of the telephone hours, one sheet A4."""

from dataclasses import dataclass
from datetime import date

from offers.models import HelpNumber, PhoneHour, Reachability
from offers.pages.crisis import HourLine, hour_lines
from offers.rules.crises import numbers
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import date_long, valid_on
from sites.models import Site


@dataclass(frozen=True)
class CrisisPoster:
    """`reachability` is None while nobody has entered a number."""

    site: Site
    today: date
    reachability: Reachability | None
    hours: list[HourLine]
    numbers: list[HelpNumber]
    may_change: bool

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.CRISIS.crumb(self.site.pk), ("Aushang Telefonzeiten", "")]

    @property
    def printed(self) -> str:
        return f"Stand: {date_long(self.today)}"


def crisis_poster_page(request: Request, site: Site) -> CrisisPoster:
    today = request.access.today
    return CrisisPoster(
        site=site,
        today=today,
        reachability=rows(request, Reachability).filter(site=site).first(),
        hours=hour_lines(rows(request, PhoneHour).filter(valid_on(today), site=site)),
        numbers=list(numbers()),
        may_change=site.pk in request.access.reach("outreach.change").places,
    )
