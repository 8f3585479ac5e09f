"""The only place that knows how far a cooperation is and what is due at its agreements (R083). It warns and never blocks."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from sites.core.days import date_long, not_over, valid_on
from sites.models import Agreement, Cooperation, Partner

AGREEMENT_DAYS, NOTICE_DAYS = 90, 60
#: From the first idea to the common work, and after it.
STAGES: list[str] = list(Cooperation.Stage)
#: What narrows a list, and how it is called there.
DUE = {"expiring": "Vereinbarung läuft aus", "missing": "ohne Vereinbarung"}


def with_agreements(cooperations: QuerySet[Cooperation], today: date) -> QuerySet[Cooperation]:
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


def warnings(cooperation: Any) -> list[str]:
    """What is due at one annotated cooperation, in words."""
    if cooperation.stage == Cooperation.Stage.ENDED:
        return []
    found = []
    if cooperation.stage == Cooperation.Stage.ACTIVE and not cooperation.in_force:
        found.append("läuft ohne Vereinbarung")
    if cooperation.in_force and not cooperation.lasts:
        found.append(f"Vereinbarung endet am {date_long(cooperation.until)}")
    if cooperation.notice_on:
        found.append(f"kündbar nur noch bis {date_long(cooperation.notice_on)}")
    return found


def furthest(cooperations: list[Cooperation]) -> Cooperation | None:
    """The cooperation that is furthest; an ended one only when nothing else is left."""
    running = [row for row in cooperations if row.stage != Cooperation.Stage.ENDED]
    return max(running or cooperations, key=lambda row: STAGES.index(row.stage), default=None)


def tell(partner: Any) -> None:
    """Put into words what the line of a partner shows; its cooperations are prefetched with their agreements."""
    found = list(partner.cooperations.all())
    partner.furthest = furthest(found)
    partner.more = len(found) - 1
    partner.warnings = list(dict.fromkeys(text for row in found for text in warnings(row)))
    partner.service_labels = service_labels(partner)


def service_labels(partner: Partner) -> list[str]:
    return [Partner.Service(value).label for value in partner.services if value in Partner.Service.values]


def due_now(cooperations: QuerySet[Cooperation], today: date, shown: int = 4) -> tuple[list[Cooperation], bool]:
    """For the start page: the cooperations whose agreements want attention, the nearest end first, and whether there are more. One query."""
    found = with_agreements(cooperations, today).filter(due("expiring") | due("missing")).select_related("site", "partner")
    listed = list(found.order_by(F("until").asc(nulls_last=True), "partner__sort_key", "pk")[: shown + 1])
    for row in listed:
        row.warnings = warnings(row)  # type: ignore[attr-defined]  # for the template alone
    return listed[:shown], len(listed) > shown
