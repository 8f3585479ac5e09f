"""What a device may keep of the sessions a person logs, and the page of what it has sent: open conflicts and the entries of the day."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from offers.models import DeviceEntry, Session
from offers.rules.device import state_of, when_words
from offers.rules.figures import FIELDS
from offers.rules.logging import loggable
from sites.core import navigation
from sites.core.access import Request, rows
from sites.core.days import begun, clock_time, dayname, now_here

DAYS_BACK, MOST, USUAL_DAYS = 21, 30, 120
LABELS = {"adults_centre": "Kita", "adults_space": "Sozialraum", "children": "Kinder"}
NEWCOMERS = "davon zum ersten Mal da"
Outcome = DeviceEntry.Outcome


def sessions_of(request: Request) -> list[dict[str, Any]]:
    """Today's sessions that this person logs, and those of the last weeks without figures, with what the counters start with. One query."""
    today = request.access.today
    missing = Q(begun(now_here()), held_on__gte=today - timedelta(days=DAYS_BACK), logged__isnull=True, cancelled=False)
    mine = rows(request, Session).filter(loggable(request.access)).filter(missing | Q(held_on=today))
    earlier = rows(request, Session).filter(offer=OuterRef("offer"), logged__isnull=False, held_on__lt=OuterRef("held_on"))
    recent = earlier.filter(held_on__gte=today - timedelta(days=USUAL_DAYS)).order_by().values("offer")
    usual = Subquery(recent.values(found=JSONObject(**{name: Max(name) for name in FIELDS})))
    last = Subquery(earlier.order_by("-held_on", "-starts_at").values(found=JSONObject(**{name: name for name in FIELDS}))[:1])
    found: QuerySet[Any] = mine.select_related("offer__venue", "venue").annotate(last=last, usual=usual).order_by("-held_on", "starts_at", "pk")
    return [
        {
            "session": row.pk,
            "title": row.offer.title,
            "when": when_words(row),
            "where": row.place_words,
            "begins": f"{row.held_on:%Y-%m-%d}T{row.starts_at:%H:%M}",
            "base": state_of(row),
            "last": {name: getattr(row, name) for name in FIELDS} if row.logged else row.last or dict.fromkeys(FIELDS, 0),
            "highest": row.usual or {},
            "address": reverse("offers:session_log", args=[row.pk]),
        }
        for row in found[:MOST]
    ]


@dataclass(frozen=True)
class Line:
    """One figure of both entries beside each other."""

    label: str
    mine: int | None
    theirs: int | None

    @property
    def differs(self) -> bool:
        return self.mine != self.theirs


@dataclass(frozen=True)
class Conflict:
    """An entry of the device beside what stands there."""

    entry: DeviceEntry

    @property
    def session(self) -> Session:
        session: Session = self.entry.session
        return session

    @property
    def when(self) -> str:
        return when_words(self.session)

    @property
    def lines(self) -> list[Line]:
        labels = LABELS if self.entry.newcomers is None else {**LABELS, "newcomers": NEWCOMERS}
        return [Line(label, getattr(self.entry, name), getattr(self.session, name)) for name, label in labels.items()]

    @property
    def typed(self) -> str:
        return _moment(self.entry.typed)

    @property
    def other(self) -> str:
        """Who wrote what stands there; nobody where it was cancelled, or has no figures yet."""
        if not self.session.logged:
            return "Fällt aus" if self.session.cancelled else "Noch steht nichts da"
        return str(self.session.logged_by) if self.session.logged_by else "Schon eingetragen"

    @property
    def why(self) -> str:
        """Why somebody has to decide."""
        return "zweimal eingetragen" if self.session.logged or self.session.cancelled else "viel mehr als sonst: Stimmt das?"

    @property
    def other_typed(self) -> str:
        return _moment(self.session.logged) if self.session.logged else ""

    @property
    def mine_sum(self) -> int:
        return self.entry.participations

    @property
    def other_sum(self) -> int | None:
        return self.session.participations if self.session.logged else None

    @property
    def leave(self) -> str:
        """The button that lets stand what stands there."""
        if not self.session.logged:
            return "Es bleibt ausgefallen" if self.session.cancelled else "Diese Zahlen verwerfen"
        return f"Den von {self.session.logged_by} lassen" if self.session.logged_by else "Den anderen lassen"


def _moment(value: Any) -> str:
    local = timezone.localtime(value)
    return f"{dayname(local.date())[:2]}, {clock_time(local.time())}"


@dataclass(frozen=True)
class DeviceList:
    """`conflicts`: what somebody has to decide; `sent`: what has arrived today."""

    conflicts: list[Conflict]
    sent: list[DeviceEntry]
    heads = ("Teilnahmen", "Ihr Eintrag:n", "Steht schon da:n")

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.HOME.crumb(), ("Wartet auf Netz", "")]

    @property
    def lead(self) -> str:
        if not self.conflicts:
            return "Einträge ohne Netz bleiben auf diesem Gerät und gehen von selbst, sobald das Netz wieder da ist."
        return "Ein Eintrag braucht Ihre Entscheidung." if len(self.conflicts) == 1 else f"{len(self.conflicts)} Einträge brauchen Ihre Entscheidung."


def mine_of(request: Request) -> QuerySet[DeviceEntry]:
    return rows(request, DeviceEntry).filter(person=request.access.user)  # guard: device-own -> return rows(request, DeviceEntry)


def device_list_page(request: Request) -> DeviceList:
    """What this person has sent from any device; two queries."""
    entries = mine_of(request).select_related("session__offer", "session__logged_by")
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    sent = entries.exclude(outcome=Outcome.CONFLICT).filter(received__gte=midnight)
    return DeviceList([Conflict(entry) for entry in entries.filter(outcome=Outcome.CONFLICT)[:50]], list(sent[:20]))
