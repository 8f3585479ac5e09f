"""What stands on the page of a meeting: when and where, its agenda with results, its minutes, who was there, and the invitation."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.timezone import localtime

from planning.models import VALID, AgendaItem, Application, Attendance, Body, BodyMember, Decision, Meeting
from planning.pages.body_detail import audience_of, team_tabs, trail_to
from planning.pages.thread_line import linked, pairs
from planning.rules.calendar import is_coming
from planning.rules.decisions import NEXT
from planning.rules.departures import phase_on
from planning.rules.steering import without_account
from sites.core.access import Access, Request, rows
from sites.core.days import clock_time, date_long, dayname
from sites.core.journal import subject_of
from sites.core.navigation import Links
from sites.core.numbers import with_noun
from sites.models import Entry
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
    today: date

    @property
    def task(self) -> str:
        return f"{self.item.owner}, bis {date_long(self.item.due)}" if self.item.owner else ""

    @property
    def is_task(self) -> bool:
        return bool(self.item.owner and self.item.result)

    @property
    def stand(self) -> tuple[str, str]:
        """How the task stands, for the badge: in the plan of a house as its step says, at a county by its day alone."""
        if self.item.step_closed:
            return ("", "fallen gelassen") if self.item.step_dropped else ("success", "erledigt")
        return ("warning", "überfällig") if self.item.due < self.today and self.item.step else ("info", "offen")

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
    may_write: bool
    may_plan: bool
    present: list[tuple[str, str]]
    following: Meeting | None
    without_account: int
    tabs: Links | None
    today: date

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
        ends = f" bis {clock_time(meeting.ends_at)}" if meeting.ends_at else ""
        time = f"{clock_time(meeting.starts_at)}{ends} Uhr" if meeting.starts_at else ""
        return ", ".join(filter(None, [dayname(meeting.held_on), time, "digital" if meeting.digital else "", meeting.where]))

    @property
    def is_closed(self) -> bool:
        return bool(self.meeting.state == Meeting.State.CLOSED)

    @property
    def minutes_title(self) -> str:
        return "Protokoll liegt bereit" if self.is_closed else "Protokoll"

    @property
    def sign(self) -> tuple[str, str] | None:
        """How it stands, where that is not plain from its day."""
        if self.meeting.state == Meeting.State.RUNNING:
            return "warning", "läuft"
        return ("", "abgesagt") if self.meeting.state == Meeting.State.CANCELLED else None

    @property
    def may_open(self) -> bool:
        return bool(self.may_write and self.meeting.state == Meeting.State.PLANNED and self.meeting.held_on <= self.today)

    @property
    def run_url(self) -> str:
        """Where minutes are written while it runs."""
        waiting = [line.item for line in self.items if line.item.is_open and not line.item.deferred] or [line.item for line in self.items]
        is_running = self.may_write and waiting and self.meeting.state == Meeting.State.RUNNING
        return reverse("processes:meeting_run", args=[waiting[0].pk]) if is_running else ""

    @property
    def agenda_url(self) -> str:
        may = self.may_write and self.meeting.state in {Meeting.State.PLANNED, Meeting.State.RUNNING}
        return reverse("processes:meeting_agenda", args=[self.meeting.pk]) if may else ""

    @property
    def may_add(self) -> bool:
        return self.may_change and not self.is_closed

    @property
    def may_send(self) -> bool:
        return bool(self.may_write and self.is_closed and self.without_account and not self.meeting.minutes_sent_on)

    @property
    def may_reopen(self) -> bool:
        return bool(self.may_write and self.is_closed and not self.meeting.minutes_sent_on)

    @property
    def counted(self) -> str:
        decided, left = sum(bool(line.item.result) for line in self.items), sum(line.item.deferred for line in self.items)
        words = with_noun(decided, "Beschluss", "Beschlüsse")
        return f"{words}, {left} zurückgestellt" if left else words

    @property
    def tasks(self) -> list[ItemLine]:
        return [line for line in self.items if line.is_task and not line.item.deferred]

    @property
    def plan_url(self) -> str:
        return reverse("processes:step_list", args=[self.meeting.place_id]) if self.may_plan and self.tasks else ""

    @property
    def closed_words(self) -> str:
        if not self.meeting.closed_at:
            return ""
        at = localtime(self.meeting.closed_at)
        return f"Abgeschlossen am {date_long(at)} um {clock_time(at.time())} Uhr von {self.meeting.closed_by}."

    @property
    def sent_words(self) -> str:
        if self.meeting.minutes_sent_on:
            return f"An Mitglieder ohne Konto verschickt am {date_long(self.meeting.minutes_sent_on)}."
        return f"{with_noun(self.without_account, 'Mitglied hat', 'Mitglieder haben')} kein Konto." if self.without_account else ""

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
    may_change, coming = meeting.place_id in access.reach("bodies.change").places, is_coming(meeting, access.today)
    written = meeting.state in {Meeting.State.RUNNING, Meeting.State.CLOSED}
    is_closed, may_write = meeting.state == Meeting.State.CLOSED, meeting.place_id in access.reach("bodies.minutes").places
    return MeetingDetail(
        meeting=meeting,
        items=_items(request, meeting),
        invitation=_invitation(request, meeting) if may_change and coming else None,
        evidence=_evidence(meeting) if meeting.place_id in access.reach("evidence.view").places else None,
        evidence_url=_evidence_url(access, meeting),
        is_coming=coming,
        may_change=may_change,
        may_read=meeting.place_id in access.reach("documents.view").places,
        may_write=may_write,
        may_plan=meeting.place_id in access.reach("steps.view").places,
        present=_present(request, meeting) if written else [],
        following=_following(request, meeting) if is_closed else None,
        without_account=len(without_account(_members(request, meeting))) if is_closed and may_write else 0,
        tabs=team_tabs(request, meeting.body),
        today=access.today,
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


def _members(request: Request, meeting: Meeting) -> QuerySet[BodyMember]:
    return rows(request, BodyMember.objects.on(meeting.held_on)).filter(body=meeting.body_id)


def _following(request: Request, meeting: Meeting) -> Meeting | None:
    coming = rows(request, Meeting).filter(body=meeting.body_id, state=Meeting.State.PLANNED, held_on__gt=meeting.held_on)
    return coming.order_by("held_on").first()


def _present(request: Request, meeting: Meeting) -> list[tuple[str, str]]:
    """Who was there, by video or excused: label and names; guests last."""
    found = list(rows(request, Attendance).filter(meeting=meeting).select_related("member").order_by("member__name"))
    named = [(str(how.label).capitalize(), ", ".join(row.member.name for row in found if row.how == how)) for how in Attendance.How]
    return [(label, names) for label, names in [*named, ("Gäste", meeting.guests)] if names]


def _invitation(request: Request, meeting: Meeting) -> Invitation:
    numbers = _members(request, meeting).aggregate(all=Count("pk"), known=Count("pk", filter=~Q(email="")))
    last = rows(request, Entry).filter(subject=subject_of(meeting), kind="invited").order_by("-pk").first()
    return Invitation(numbers["all"], numbers["known"], last.at if last else None)


def _items(request: Request, meeting: Meeting) -> list[ItemLine]:
    """What was typed here is not typed again: from an item about a site one reaches the decision about it."""
    today = request.access.today
    items = rows(request, AgendaItem).filter(meeting=meeting).annotate(history=history("site__"), step=F("steps__pk"))
    items = items.annotate(step_closed=F("steps__closed_on"), step_dropped=F("steps__dropped"))
    decides = meeting.body.kind in Decision.Body.values and meeting.held_on <= today
    if not decides or meeting.place_id not in request.access.reach("applications.decide").places:
        return [ItemLine(item, _site(item, meeting, today), [], may_decide=False, today=today) for item in items]
    site = OuterRef("site")
    waiting = Application.objects.filter(site=site, state=Application.State.SUBMITTED).values("pk")[:1]
    items = items.annotate(case=Subquery(waiting), phase=phase_on(today, "site"))
    taken = list(rows(request, Decision).filter(VALID, agenda_item__meeting=meeting))
    return [
        ItemLine(item, _site(item, meeting, today), [row for row in taken if row.agenda_item_id == item.pk], may_decide=True, today=today)
        for item in items
    ]


def _site(item: Any, meeting: Meeting, today: date) -> str:
    return on_day(item, min(meeting.held_on, today)).name if item.site_id else ""
