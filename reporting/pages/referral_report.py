"""What stands on the page of referrals by month: the finished months by theme, small numbers hidden (UF7).

Counties reach no rows of the counters. Their sum by theme for action field 4 (R106) needs figures handed up like the sessions' and comes later;
`by_theme` then takes the sums of the county's sites.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from offers.models import ReferralCount
from reporting.rules.referrals import HIDDEN_BECAUSE, by_theme
from reporting.rules.suppression import Cell
from sites.core.access import Request, rows
from sites.core.navigation import PARTNER_TABS, REFERRAL_REPORT, Links
from sites.models import Site

MONTHS = 12


@dataclass(frozen=True)
class ReferralReport:
    """`rows`: (theme, one cell per month); `totals`: one cell per month."""

    site: Site
    tabs: Links
    months: list[date]
    rows: list[tuple[str, list[Cell]]]
    totals: list[Cell]
    hint = f"Vermittlungen, keine Personen. • heißt: {HIDDEN_BECAUSE}."
    lead = "Wie oft das Haus Familien an andere Stellen weitervermittelt hat, nach Thema."

    @property
    def heads(self) -> list[str]:
        return ["Thema", *(f"{month:%-m/%y}:n" for month in self.months)]


def finished_months(today: date) -> list[date]:
    """The first days of the last twelve months that are over, oldest first. A running month would show each single family as it comes."""
    number = today.year * 12 + today.month - 1
    return [date(at // 12, at % 12 + 1, 1) for at in range(number - MONTHS, number)]


def referral_report_page(request: Request, site: Site) -> ReferralReport:
    """What somebody above the site reads of its counts; one query."""
    months = finished_months(request.access.today)
    counts = rows(request, ReferralCount).filter(site=site, month__range=(months[0], months[-1]), number__gt=0)
    sums = counts.order_by("theme__number", "theme").values_list("theme__label", "month").annotate(sum=Sum("number"))
    themes, totals = by_theme(sums, months)
    return ReferralReport(site, PARTNER_TABS.at(request.access, site.pk, REFERRAL_REPORT), months, themes, totals)
