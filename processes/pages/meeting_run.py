"""What stands on the page of a running meeting: who is there by function, the agenda with the item at hand, what is open before the end, and the
tasks of the last minutes (R197, R199)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BaseForm
from django.urls import reverse

from planning.models import AgendaItem, Attendance, Body, BodyMember, Meeting
from planning.pages.body_detail import is_team, team_tabs
from planning.rules.steering import held_in_year, months_before, seats, was_held
from processes.models import ActionStep
from sites.core.access import Request, rows
from sites.core.days import clock_time, date_long, dayname, valid
from sites.core.navigation import Links
from sites.core.numbers import in_words, with_noun

ORDINALS = ("", "erste", "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte", "zehnte", "elfte", "zwölfte")
#: Where an item came from: the page on which that stands, and the right to open it.
PAGES = {
    "need": ("planning:need_edit", "needs.change"),
    "concept": ("processes:concept_detail", "concepts.view"),
    "inquiry": ("planning:inquiry_detail", "inquiries.view"),
    "step": ("processes:step_edit", "steps.change"),
    "application": ("planning:application_detail", "applications.view"),
}


@dataclass(frozen=True)
class HereLine:
    """A member with the field that says how they are there; a function nobody holds has no field."""

    title: str
    words: str
    field: Any = None


@dataclass(frozen=True)
class TalkLine:
    """An item of the agenda. `state`: now, done, or empty; `url`: where it is written on."""

    item: AgendaItem
    state: str
    url: str

    @property
    def words(self) -> str:
        item = self.item
        if item.deferred:
            return "Zurückgestellt"
        return f"Beschlossen: {item.result}" if item.result else item.origin_words

    @property
    def label(self) -> str:
        return "Ändern" if self.state else "Jetzt besprechen"

    @property
    def task(self) -> str:
        return f"{self.item.owner} bis {date_long(self.item.due)}" if self.item.owner and not self.item.deferred else ""


@dataclass(frozen=True)
class TaskLine:
    """A task of the last minutes, as it stands today."""

    step: ActionStep
    done: bool
    words: str
    url: str


@dataclass(frozen=True)
class MeetingRun:
    """`number`: the meetings of twelve months, this one among them; `tasks`: those of the last minutes."""

    meeting: Meeting
    item: AgendaItem
    lines: list[TalkLine]
    here: list[HereLine]
    attendance: BaseForm
    members: list[BodyMember]
    number: int
    previous: Meeting | None
    following: Meeting | None
    tasks: list[TaskLine]
    tabs: Links | None
    origin_url: str  # the page of what the item came from, for those who may open it

    @property
    def body(self) -> Body:
        body: Body = self.meeting.body
        return body

    @property
    def title(self) -> str:
        return "Sitzung läuft"

    @property
    def pre(self) -> str:
        count = f"{ORDINALS[self.number]} Sitzung in zwölf Monaten" if 0 < self.number < len(ORDINALS) else ""
        return " · ".join(filter(None, [self.body.name, count]))

    @property
    def lead(self) -> str:
        return when_and_where(self.meeting)

    @property
    def _next(self) -> TalkLine | None:
        waiting = [line for line in self.lines if line.item.is_open and not line.item.deferred and line.item.pk != self.item.pk]
        return next((line for line in waiting if line.item.number > self.item.number), waiting[0] if waiting else None)

    @property
    def submit(self) -> str:
        return f"Punkt festhalten, weiter zu {self._next.item.number}" if self._next else "Punkt festhalten"

    @property
    def next_url(self) -> str:
        return self._next.url if self._next else reverse("processes:meeting_run", args=[self.item.pk])

    @property
    def facts(self) -> list[tuple[str, str]]:
        following = f"{dayname(self.following.held_on)[:2]}, {date_long(self.following.held_on)}" if self.following else "noch kein Termin"
        done = sum(not line.item.is_open for line in self.lines)
        return [("Besprochen", f"{done} von {len(self.lines)}"), ("Nächste", following)]

    @property
    def todo(self) -> list[dict[str, object]]:
        waiting = sum(line.item.is_open and not line.item.deferred for line in self.lines)
        left = f"{'Ein Punkt ist' if waiting == 1 else f'{in_words(waiting).capitalize()} Punkte sind'} noch offen"
        late = sum(not task.done for task in self.tasks)
        last = with_noun(late, "Aufgabe der letzten Sitzung ist offen", "Aufgaben der letzten Sitzung sind offen")
        there = sum(line.field is not None and line.field.value() in {Attendance.How.PRESENT, Attendance.How.DIGITAL} for line in self.here)
        listed = sum(line.field is not None for line in self.here)
        return [
            {"text": left if waiting else "Alle Punkte sind besprochen", "done": not waiting},
            *([{"text": last if late else "Alle Aufgaben der letzten Sitzung sind erledigt", "done": not late}] if self.previous else []),
            {"text": f"{there} von {listed} Mitgliedern sind da", "done": there > 0},
        ]


def when_and_where(meeting: Meeting) -> str:
    """Samstag, 28. November 2026, 9:30 bis 12:00 Uhr, Familienraum, digital."""
    ends = f" bis {clock_time(meeting.ends_at)}" if meeting.ends_at else ""
    time = f"{clock_time(meeting.starts_at)}{ends} Uhr" if meeting.starts_at else ""
    day = f"{dayname(meeting.held_on)}, {date_long(meeting.held_on)}"
    return ", ".join(filter(None, [day, time, meeting.where, "digital" if meeting.digital else ""]))


def first_open(items: Sequence[AgendaItem]) -> AgendaItem | None:
    """The item to write on: the first that waits, else the first."""
    waiting = [item for item in items if item.is_open and not item.deferred]
    return next(iter([*waiting, *items]), None)


def before_closing(items: Sequence[AgendaItem]) -> str:
    """What closing does, in a sentence."""
    left, tasks = sum(item.is_open for item in items), sum(bool(item.owner) and not item.is_open for item in items)
    goes = "Offene Punkte gibt es keine." if not left else f"{with_noun(left, 'Punkt wandert', 'Punkte wandern')} in die nächste Sitzung."
    made = f"{with_noun(tasks, 'Aufgabe steht', 'Aufgaben stehen')} danach im Maßnahmenplan. " if tasks else ""
    return f"{made}{goes} Danach liegt das Protokoll als PDF bereit."


def attendance_of(request: Request, meeting: Meeting) -> tuple[list[BodyMember], dict[int, str]]:
    """The members of the body, those of before as well, and how each of them was there."""
    members = list(rows(request, BodyMember).filter(body=meeting.body_id))
    return members, dict(rows(request, Attendance).filter(meeting=meeting).values_list("member", "how"))


def meeting_run_page(request: Request, meeting: Meeting, item: AgendaItem, members: list[BodyMember], attendance: BaseForm) -> MeetingRun:
    """`meeting` comes with its body and place; `item` is the one at hand; `attendance`: the form of the members of the day.

    `members`: also those of before, who tell since when a function is vacant.
    """
    today = request.access.today
    items = list(rows(request, AgendaItem).filter(meeting=meeting))
    around = list(rows(request, Meeting).filter(body=meeting.body_id, held_on__gt=months_before(today, 24)).order_by("held_on"))
    previous = [one for one in around if one.state == Meeting.State.CLOSED and one.held_on < meeting.held_on]
    return MeetingRun(
        meeting=meeting,
        item=item,
        lines=[_line(one, item) for one in items],
        here=_here(meeting.body, members, attendance, meeting.held_on),
        attendance=attendance,
        members=valid(members, meeting.held_on),
        number=held_in_year([one.held_on for one in around if was_held(one, today)], today),
        previous=previous[-1] if previous else None,
        following=next((one for one in around if one.state == Meeting.State.PLANNED and one.held_on > meeting.held_on), None),
        tasks=_tasks(request, previous[-1], today) if previous else [],
        tabs=team_tabs(request, meeting.body),
        origin_url=_origin_url(request, item),
    )


def _origin_url(request: Request, item: AgendaItem) -> str:
    kind, _, pk = item.origin.partition(":")
    view, action = PAGES.get(kind, ("", ""))
    return reverse(view, args=[int(pk)]) if view and pk.isdigit() and request.access.holds(action) else ""


def _line(one: AgendaItem, item: AgendaItem) -> TalkLine:
    state = "now" if one.pk == item.pk else "" if one.is_open and not one.deferred else "done"
    return TalkLine(one, state, reverse("processes:meeting_run", args=[one.pk]))


def _here(body: Body, members: list[BodyMember], form: BaseForm, day: date) -> list[HereLine]:
    """By function, in the order of the recommendations, with those that are missing; who has none stands behind."""
    there = valid(members, day)
    fields = {member.pk: form[f"m{member.pk}"] for member in there}
    if not is_team(body) or not any(member.function_of for member in there):
        return [HereLine(member.function or member.organisation, member.name, fields[member.pk]) for member in there]
    found: list[HereLine] = []
    for seat in seats(members, day):
        found += [HereLine(seat.title, member.name, fields[member.pk]) for member in seat.members] or [HereLine(seat.title, seat.words)]
    return [*found, *(HereLine(member.organisation, member.name, fields[member.pk]) for member in there if not member.function_of)]


def _tasks(request: Request, previous: Meeting, today: date) -> list[TaskLine]:
    steps = rows(request, ActionStep).filter(agenda_item__meeting=previous).order_by("due", "pk")
    return [_task(step, today) for step in steps]


def _task(step: ActionStep, today: date) -> TaskLine:
    if step.closed_on:
        return TaskLine(step, True, f"{step.owner}, erledigt am {date_long(step.closed_on)}", "")
    when = f"war bis {date_long(step.due)}" if step.due < today else f"bis {date_long(step.due)}"
    return TaskLine(step, False, f"{step.owner}, {when}", reverse("processes:step_edit", args=[step.pk]))
