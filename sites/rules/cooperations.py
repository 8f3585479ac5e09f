"""The only place that knows how far a cooperation is and what is due at its agreements (R083). It warns and never blocks."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from sites.core.days import not_over, valid_on
from sites.models import Agreement, Cooperation

AGREEMENT_DAYS, NOTICE_DAYS = 90, 60
#: What narrows a list, and how it is called there.
DUE = {"expiring": "Vereinbarung läuft aus", "missing": "ohne Vereinbarung"}


def with_agreements(cooperations: Any, today: date) -> Any:
    """Cooperations with what their agreements say today: `in_force`, `lasts` (beyond the next 90 days), `until`, `notice_on`."""
    agreements = Agreement.objects.filter(cooperation=OuterRef("pk")).order_by()
    in_force = agreements.filter(valid_on(today))
    notice = in_force.filter(notice_until__range=(today, today + timedelta(days=NOTICE_DAYS))).order_by("notice_until")
    return cooperations.annotate(
        in_force=Exists(in_force),
        lasts=Exists(agreements.filter(not_over(today + timedelta(days=AGREEMENT_DAYS + 1)))),
        until=Subquery(in_force.order_by(F("ends").desc(nulls_first=True)).values("ends")[:1]),
        notice_on=Subquery(notice.values("notice_until")[:1]),
    )


def due(kind: str) -> Q:
    """The condition on annotated cooperations: "expiring" (ends within 90 days, or notice within 60) or "missing" (active without a paper)."""
    if kind == "missing":
        return Q(stage=Cooperation.Stage.ACTIVE, in_force=False)
    return ~Q(stage=Cooperation.Stage.ENDED) & (Q(in_force=True, lasts=False) | Q(notice_on__isnull=False))


def due_now(cooperations: QuerySet[Cooperation], today: date, shown: int = 4) -> tuple[list[Cooperation], bool]:
    """For the start page: the cooperations whose agreements want attention, the nearest end first, and whether there are more. One query."""
    found = with_agreements(cooperations, today).filter(due("expiring") | due("missing")).select_related("site", "partner")
    listed = list(found.order_by(F("until").asc(nulls_last=True), "partner__sort_key", "pk")[: shown + 1])
    return listed[:shown], len(listed) > shown
