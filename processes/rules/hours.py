"""The only place where agreed, recommended and delivered hours meet: reads for the pages, already scoped querysets in, rows out."""

from datetime import date

from django.db.models import OuterRef, Prefetch, Subquery, Sum
from django.db.models.functions import TruncMonth

from processes.models import HoursRule
from processes.rules.recommended import recommended, warning
from sites.core.days import is_valid
from sites.core.numbers import exact
from sites.models import SitePhase


def with_delivered(contracts, sessions, today: date):
    """Contracts with the hours of this month, of the whole time, and the last contact. `sessions`: what the person may read of them."""
    own = sessions.filter(contract=OuterRef("pk")).order_by()
    month = own.filter(held_on__year=today.year, held_on__month=today.month)

    def total(rows):
        return Subquery(rows.values("contract").annotate(total=Sum("hours")).values("total"))

    last = Subquery(own.order_by("-held_on").values("held_on")[:1])
    return contracts.annotate(delivered=total(month), delivered_all=total(own), last=last)


def with_phases(contracts):
    """One more query for the history that the recommendation depends on."""
    return contracts.prefetch_related(Prefetch("site__phases", SitePhase.objects.order_by("starts")))


def rules() -> list[HoursRule]:
    return list(HoursRule.objects.all())


def judge(contract, catalogue, today: date):
    """Set what the pages say: `rule` and `warning` of the day that matters: today, or the nearest day of the contract."""
    day = min(max(today, contract.starts), contract.ends)
    contract.rule = recommended(contract.site.phases.all(), day, catalogue)
    contract.warning = warning(contract.hours_per_month, contract.reason, contract.rule)
    contract.running = is_valid(contract, today)
    contract.agreed_text, contract.delivered_text = exact(contract.hours_per_month), exact(getattr(contract, "delivered", None) or 0)
    return contract


def by_month(sessions) -> list[dict]:
    """Sums of the months, newest first."""
    return list(sessions.order_by().annotate(month=TruncMonth("held_on")).values("month").annotate(hours=Sum("hours")).order_by("-month"))
