"""Lines of the facilitator's book as pages show them: each with what the person may read of its note, and the way to change or correct it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject
from django.urls import reverse

from planning.models import Assessment, Goal, Term
from processes.models import ClosedMonth, Contract, FacilitationNote, FacilitationSession
from processes.rules.book import due_on
from processes.rules.profile import short
from sites.core.access import Request, rows
from sites.core.days import DAYS, date_long, date_short, month_long
from sites.core.numbers import exact, in_hours, with_noun
from sites.rules.reported import reported_years

Door = FacilitationNote.Door
#: What a door is called in a table.
DOORS = {Door.PRIVATE: "Privat", Door.SITE: "Standort", Door.COUNTY: "Land"}
SHOWN = 200


@dataclass(frozen=True)
class EntryLine:
    """A line. `note`: topic, door and agreements as far as the person may read them, else empty; `url` and `label`: where it is put right."""

    session: FacilitationSession
    note: dict[str, Any]
    tasks: str
    task_keys: list[int]
    corrected: Decimal | None
    url: str
    label: str

    @property
    def day(self) -> str:
        held = self.session.held_on
        return f"{DAYS[held.weekday()][:2]}, {date_short(held)}"

    @property
    def day_in_full(self) -> str:
        return date_long(self.session.held_on)

    @property
    def topic(self) -> str:
        if self.session.corrects_id:
            return "Berichtigung"
        return str(self.note.get("topic") or self.session.get_kind_display())

    @property
    def agreements(self) -> str:
        return str(self.note.get("agreements", ""))

    @property
    def door(self) -> str:
        return DOORS[self.note["door"]] if self.note else ""

    @property
    def hours(self) -> str:
        return exact(self.session.hours)

    @property
    def small(self) -> str:
        """What stands under the topic: the tasks, what has put it right, and when it is accounted later."""
        held, month = self.session.held_on, self.session.month
        late = f"abgerechnet mit {month_long(month)}" if (held.year, held.month) != (month.year, month.month) else ""
        put_right = f"berichtigt auf {in_hours(self.session.hours + self.corrected)}" if self.corrected else ""
        return " · ".join(filter(None, [self.tasks, self.people, *self.grounds, put_right, late]))

    @property
    def people(self) -> str:
        """Who was there, by function."""
        return ", ".join(str(FacilitationSession.Function(one).label) for one in self.session.participants)

    @property
    def grounds(self) -> list[str]:
        """What the line rests on, where it was asked for (`with_grounds`)."""
        known = vars(self.session)
        named = (("Ziel", known.get("goal_title")), ("Erhebung", known.get("assessment_title")))
        return [f"{what}: {title}" for what, title in named if title]


@dataclass(frozen=True)
class EntryMonth:
    """A month of a contract: how many lines and hours are accounted with it, and since when it is closed."""

    month: date
    number: int
    hours: Decimal
    closed_on: date | None

    @property
    def name(self) -> str:
        return month_long(self.month)

    @property
    def hours_words(self) -> str:
        return exact(self.hours)

    @property
    def number_words(self) -> str:
        return with_noun(self.number, "Eintrag", "Einträge")

    @property
    def state(self) -> str:
        return f"abgeschlossen am {date_long(self.closed_on)}" if self.closed_on else f"abschließen bis {date_short(due_on(self.month))}"


@dataclass(frozen=True)
class Entries:
    """The part of the page of a contract: the lines of its newest month, and the way to all of them. `fixed`: years that a report rests on."""

    contract: Contract
    lines: list[EntryLine]
    months: list[EntryMonth]
    sees_notes: bool
    is_mine: bool
    fixed: str

    @property
    def newest(self) -> EntryMonth | None:
        return self.months[0] if self.months else None

    @property
    def heads(self) -> list[str]:
        return heads(sees_notes=self.sees_notes, is_mine=self.is_mine)

    @property
    def number(self) -> int:
        return sum(month.number for month in self.months)

    @property
    def all_words(self) -> str:
        return f"Alle {self.number}"

    @property
    def year(self) -> int:
        return self.months[0].month.year if self.months else 0

    @property
    def who_sees(self) -> str:
        if self.is_mine:
            return "Sie sehen alle drei Türen. Landkreis und Land sehen Stunden und Aufgaben, das Thema nur hinter der dritten."
        return "Zu sehen ist, was die Prozessbegleitung geöffnet hat; Stunden und Aufgaben sehen die Beteiligten immer."


def heads(*, sees_notes: bool, is_mine: bool) -> list[str]:
    """The heads of a table of lines: the door for who reads notes, a last column for who writes them."""
    return ["Tag", "Worum ging es?", *(["Tür"] if sees_notes else []), "Stunden:n", *([""] if is_mine else [])]


def notes_of(request: Request) -> QuerySet[FacilitationNote]:
    """The notes a person may read: within reach and behind an open door, and of the private ones the own alone."""
    # guard: notes-own -> return rows(request, FacilitationNote)
    return rows(request, FacilitationNote).filter(~Q(door=Door.PRIVATE) | Q(author=request.user))


def with_grounds(request: Request, sessions: QuerySet[FacilitationSession]) -> QuerySet[FacilitationSession]:
    """Lines with the goal and the assessment of the house that they rest on, as far as the person may read these (R122)."""
    goal = rows(request, Goal).filter(pk=OuterRef("goal")).values("title")
    assessment = rows(request, Assessment).filter(pk=OuterRef("assessment")).values("title")
    return sessions.annotate(goal_title=Subquery(goal[:1]), assessment_title=Subquery(assessment[:1]))


def with_notes(request: Request, sessions: QuerySet[FacilitationSession]) -> QuerySet[FacilitationSession]:
    """Lines with their notes, tasks, corrections and whether their month is closed, all in their own query."""
    note = notes_of(request).filter(session=OuterRef("pk")).order_by()
    words = JSONObject(topic="topic", door="door", agreements="agreements", site="site")
    pairs = FacilitationSession.tasks.through.objects.filter(facilitationsession=OuterRef("pk")).order_by("term__number", "term")
    closed = rows(request, ClosedMonth).filter(contract=OuterRef("contract"), month=OuterRef("month"))
    later = FacilitationSession.objects.filter(corrects=OuterRef("pk")).order_by().values("corrects")
    return sessions.annotate(
        read_note=Subquery(note.values(json=words)[:1]),
        read_tasks=ArraySubquery(pairs.values(json=JSONObject(pk="term", code="term__code", label="term__label"))),
        is_closed=Exists(closed),
        corrected=Subquery(later.annotate(total=Sum("hours")).values("total")),
    )


def entry_lines(request: Request, sessions: Iterable[FacilitationSession], *, may_change: bool, fixed: set[int]) -> list[EntryLine]:
    """Lines of `with_notes`; `fixed`: years that stay because a report rests on them."""
    inside = request.access.reach("notes.site").places
    return [_line(session, inside, may_change=may_change and session.held_on.year not in fixed) for session in sessions]


def _line(session: FacilitationSession, inside: frozenset[int], *, may_change: bool) -> EntryLine:
    known = vars(session)  # the annotations of `with_notes`
    note = dict(known["read_note"] or {})
    # guard: notes-agreements -> if False:
    if note and session.site_id not in inside:
        note["agreements"] = ""
    tasks = [Term(**term) for term in known["read_tasks"]]
    url, label = "", ""
    if may_change and not session.corrects_id:
        view, label = ("processes:hours_correct", "Berichtigen") if known["is_closed"] else ("processes:hours_edit", "Ändern")
        url = reverse(view, args=[session.pk])
    return EntryLine(session, note, ", ".join(map(short, tasks)), [task.pk for task in tasks], known["corrected"], url, label)


def months_of(request: Request, contract: Contract) -> list[EntryMonth]:
    """The months of a contract with lines, the newest first."""
    closed = rows(request, ClosedMonth).filter(contract=OuterRef("contract"), month=OuterRef("month")).values("closed_on")
    sums = rows(request, FacilitationSession).filter(contract=contract).order_by().values("month", "contract")
    found = sums.annotate(number=Count("pk"), total=Sum("hours"), closed_on=Subquery(closed[:1])).order_by("-month")
    return [EntryMonth(row["month"], row["number"], row["total"], row["closed_on"]) for row in found]


def entries_of(request: Request, contract: Contract) -> Entries | None:
    """The lines of a contract for those who may read them, else None; in two queries, and one more for who writes them."""
    if not request.access.may("hours.view", contract):
        return None
    is_mine = contract.facilitator_id == request.user.pk
    months = months_of(request, contract)
    newest = rows(request, FacilitationSession).filter(contract=contract, month=months[0].month) if months else FacilitationSession.objects.none()
    fixed = reported_years(contract.site_id) if is_mine else set[int]()
    return Entries(
        contract=contract,
        lines=entry_lines(request, with_grounds(request, with_notes(request, newest))[:SHOWN], may_change=is_mine, fixed=fixed),
        months=months,
        sees_notes=request.access.may("notes.view", contract),
        is_mine=is_mine,
        fixed=", ".join(map(str, sorted(fixed & {month.month.year for month in months}))),
    )
