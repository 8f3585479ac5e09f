"""What stands on the page of a meeting: when and where, its agenda with results, its minutes, and the invitation."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse

from planning.models import VALID, AgendaItem, Application, Body, BodyMember, Decision, Meeting
from planning.pages.body_detail import audience_of, trail_to
from planning.pages.thread_line import linked, pairs
from planning.rules.decisions import NEXT
from planning.rules.departures import phase_on
from sites.core.access import Access, Request, rows
from sites.core.days import clock_time, date_long, dayname
from sites.core.journal import subject_of
from sites.models import Entry, Place
from sites.rules.as_of import history, on_day
from sites.rules.phases import RUNNING


@dataclass(frozen=True)
class Invitation:
    """To how many of the members of the day it can go, and when it last went; None when it never did."""

    members: int
    known: int
    last: datetime | None

    @property
    def about(self) -> str:
        last = f" Zuletzt eingeladen am {date_long(self.last)}." if self.last else ""
        if not self.known:
            return f"Bei keinem Mitglied steht eine E-Mail-Adresse.{last}"
        have = f"{self.known} von {self.members} Mitgliedern {'hat' if self.known == 1 else 'haben'} eine E-Mail-Adresse."
        return f"{have} Die Einladung nennt Ort, Zeit und Tagesordnung.{last}"

    @property
    def label(self) -> str:
        return "Noch einmal einladen" if self.last else "Mitglieder einladen"


@dataclass(frozen=True)
class ItemLine:
    """An item of the agenda, the decisions taken from it, and where one about its site is entered, filled with what the meeting says.

    `site`: what it is called on the day of the meeting, or today before that.
    """

    item: Any
    site: str
    decisions: list[Decision]
    may_decide: bool

    @property
    def _is_open(self) -> bool:
        return bool(self.may_decide and self.item.site_id and not self.decisions)

    @property
    def case_url(self) -> str:
        return self._to("decision_create", self.item.case) if self._is_open and self.item.case else ""

    @property
    def year_url(self) -> str:
        goes_on = self._is_open and self.item.phase in RUNNING and not self.item.case
        return self._to("continuation", self.item.place_id) if goes_on else ""

    @property
    def step_url(self) -> str:
        return self._to("phase_advance", self.item.site_id) if self._is_open and self.item.phase in NEXT else ""

    def _to(self, name: str, key: int) -> str:
        return f"{reverse(f'planning:{name}', args=[key])}?item={self.item.pk}"


@dataclass(frozen=True)
class MeetingDetail:
    """`invitation`: None where this person cannot invite, or the meeting was already. `evidence`: names with their pages, None where nobody
    reads it: at the county there is none; `evidence_url`: where one is put down or used once more."""

    meeting: Meeting
    items: list[ItemLine]
    invitation: Invitation | None
    evidence: list[tuple[str, str]] | None
    evidence_url: str
    is_coming: bool
    may_change: bool
    may_read: bool

    @property
    def body(self) -> Body:
        body: Body = self.meeting.body
        return body

    @property
    def title(self) -> str:
        return f"Sitzung am {date_long(self.meeting.held_on)}"

    @property
    def lead(self) -> str:
        meeting = self.meeting
        time = f"{clock_time(meeting.starts_at)} Uhr" if meeting.starts_at else ""
        return ", ".join(filter(None, [dayname(meeting.held_on), time, "digital" if meeting.digital else "", meeting.where]))

    @property
    def edit_label(self) -> str:
        return "Ändern" if self.is_coming else "Protokoll ablegen oder ändern"

    @property
    def no_minutes(self) -> str:
        return "Kommt nach der Sitzung." if self.is_coming else "Noch nicht abgelegt."

    @property
    def audience(self) -> str:
        return audience_of(self.meeting.place)

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [*trail_to(self.body), (f"Sitzung am {self.meeting.held_on:%d.%m.%Y}", "")]


def meeting_detail_page(request: Request, meeting: Meeting) -> MeetingDetail:
    """`meeting` comes with its body, its minutes, its place and what shows it."""
    access = request.access
    meeting.body.place = meeting.place
    may_change, is_coming = meeting.place_id in access.reach("bodies.change").places, meeting.held_on >= access.today
    may_invite = may_change and is_coming and meeting.place.kind == Place.Kind.COUNTY
    return MeetingDetail(
        meeting=meeting,
        items=_items(request, meeting),
        invitation=_invitation(request, meeting) if may_invite else None,
        evidence=_evidence(meeting) if meeting.place_id in access.reach("evidence.view").places else None,
        evidence_url=_evidence_url(access, meeting),
        is_coming=is_coming,
        may_change=may_change,
        may_read=meeting.place_id in access.reach("documents.view").places,
    )


def evidence_of_meeting() -> ArraySubquery:
    """What shows a meeting, to be read along with it: the register lies in an app above this one."""
    return linked(Meeting, "evidence_uses__evidence")


def _evidence(meeting: Any) -> list[tuple[str, str]]:
    return [(title, reverse("offers:evidence_detail", args=[pk])) for pk, title in pairs(meeting.shown)]


def _evidence_url(access: Access, meeting: Meeting) -> str:
    """A meeting that is still to come shows nothing yet."""
    if meeting.held_on > access.today or meeting.place_id not in access.reach("evidence.change").places:
        return ""
    return f"{reverse('offers:evidence_create', args=[meeting.place_id])}?meeting={meeting.pk}"


def _invitation(request: Request, meeting: Meeting) -> Invitation:
    members = rows(request, BodyMember.objects.on(meeting.held_on)).filter(body=meeting.body_id)
    numbers = members.aggregate(all=Count("pk"), known=Count("pk", filter=~Q(email="")))
    last = rows(request, Entry).filter(subject=subject_of(meeting), kind="invited").order_by("-pk").first()
    return Invitation(numbers["all"], numbers["known"], last.at if last else None)


def _items(request: Request, meeting: Meeting) -> list[ItemLine]:
    """What was typed here is not typed again: from an item about a site one reaches the decision about it."""
    today = request.access.today
    items = rows(request, AgendaItem).filter(meeting=meeting).annotate(history=history("site__"))
    decides = meeting.body.kind in Decision.Body.values and meeting.held_on <= today
    if not decides or meeting.place_id not in request.access.reach("applications.decide").places:
        return [ItemLine(item, _site(item, meeting, today), [], may_decide=False) for item in items]
    site = OuterRef("site")
    waiting = Application.objects.filter(site=site, state=Application.State.SUBMITTED).values("pk")[:1]
    items = items.annotate(case=Subquery(waiting), phase=phase_on(today, "site"))
    taken = list(rows(request, Decision).filter(VALID, agenda_item__meeting=meeting))
    return [ItemLine(item, _site(item, meeting, today), [row for row in taken if row.agenda_item_id == item.pk], may_decide=True) for item in items]


def _site(item: Any, meeting: Meeting, today: date) -> str:
    return on_day(item, min(meeting.held_on, today)).name if item.site_id else ""
