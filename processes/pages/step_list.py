"""What stands on the plan of a house: who does what until when, by goal and by month, and what house and facilitator share beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import CharField, Count, DateField, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat, LPad
from django.urls import reverse

from planning.models import Goal, Meeting
from processes.models import ActionStep, Contract, FacilitationSession
from processes.pages.entries import entry_lines, with_notes
from sites.core.access import Request, rows
from sites.core.days import MONTHS, date_long, from_to
from sites.core.lists import Option, Page, choice, options, page
from sites.core.navigation import GROWTH_TABS, STEPS, Links
from sites.core.numbers import in_hours, with_noun
from sites.core.places import site_within
from sites.models import Site

AHEAD = timedelta(days=60)
SHOWN_MEETINGS, SHOWN_SESSIONS, SHOWN_IN_MONTH, MONTHS_SHOWN = 3, 3, 6, 3
NEVER = date(9999, 12, 31)
VIEWS = {"": "Offene", "mine": "Meine", "closed": "Abgeschlossene"}
TITLE = "Wer macht was bis wann"
FIRST = "Ein Ziel wird erreicht, wenn jemand den nächsten Schritt macht. Halten Sie fest, wer ihn bis wann macht."
OUTSIDE = "Was das Haus zurzeit angeht und für Sie freigegeben hat."
NO_WAY_YET = "Hier stehen Schritte, sobald das Haus welche freigibt."


@dataclass(frozen=True)
class StepLine:
    """A step in words. `sign` and `words`: how it stands, for the badge; `edit_url` is empty for those who change nothing."""

    step: ActionStep
    sign: str
    words: str
    edit_url: str


@dataclass(frozen=True)
class GoalSteps:
    """A goal with its steps; steps without a goal stand under a heading of their own."""

    title: str
    words: str
    url: str
    lines: list[StepLine]


@dataclass(frozen=True)
class MonthSteps:
    """What is due in a month, or before today."""

    title: str
    lines: list[StepLine]
    more: int


@dataclass(frozen=True)
class StepList:
    """The page. `facilitation` and `sessions`: with whom the house works together, and what about; empty where only released steps are read."""

    site: Site
    tabs: Links
    lead: str
    show: str
    choices: Sequence[Option]
    page: Page
    goals: list[GoalSteps]
    months: list[MonthSteps]
    facilitation: list[tuple[str, str]]
    sessions: list[tuple[str, str]]
    meetings: list[tuple[str, str, str]]
    is_inside: bool
    may_change: bool
    new_url: str
    paper_url: str
    title: str = TITLE
    first_words: str = FIRST
    no_steps: str = NO_WAY_YET

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [(self.site.name, self.site.get_absolute_url()), (STEPS.label, "")]


def open_steps(request: Request, site: int) -> tuple[Site, str, list[GoalSteps]]:
    """All open steps of a site within reach, goal by goal, with their number in words: what is on paper (or a 404)."""
    place, today = site_within(request, "steps.view", site), request.access.today
    known = rows(request, ActionStep).filter(site=place)
    steps = sorted(_by_goal(known.filter(closed_on=None)), key=lambda step: (vars(step)["ranked"], step.pk))
    lines = [_line(step, today, may_change=False) for step in steps]
    goals = [_goal(list(of_goal), request) for _, of_goal in groupby(lines, key=lambda line: line.step.goal_id)]
    return place, _counted(_counts(known, today)), goals


def step_list_page(request: Request, site: int) -> StepList:
    """The plan of a site within reach, or a 404; parents' representatives read what was released to them."""
    place, today = site_within(request, "steps.view", site), request.access.today
    is_inside = place.pk in request.access.reach("steps.internal").places
    may_change = place.pk in request.access.reach("steps.change").places
    known, show = rows(request, ActionStep).filter(site=place), choice(request, "show", set(VIEWS) - {""})
    listed = page(request, _by_goal(_narrowed(known, show, request)), "ranked")
    counts = _counts(known, today)
    lines = [_line(step, today, may_change=may_change) for step in listed.rows]
    facilitation, sessions = _facilitation(request, place) if is_inside else ([], [])
    return StepList(
        site=place,
        tabs=GROWTH_TABS.at(request.access, place.pk, STEPS),
        lead=_counted(counts) if is_inside else OUTSIDE,
        show=show,
        choices=options(show, VIEWS, beside=request) if is_inside else (),
        page=listed,
        goals=[_goal(list(of_goal), request) for _, of_goal in groupby(lines, key=lambda line: line.step.goal_id)],
        months=_months(lines, today) if not show and listed.is_first and not listed.next_url else [],
        facilitation=facilitation,
        sessions=sessions,
        meetings=_meetings(request, place),
        is_inside=is_inside,
        may_change=may_change,
        new_url=reverse("processes:step_create", args=[place.pk]) if may_change else "",
        paper_url=reverse("reporting:step_paper", args=[place.pk]) if counts["open"] else "",
    )


def _narrowed(steps: QuerySet[ActionStep], show: str, request: Request) -> QuerySet[ActionStep]:
    if show == "closed":
        return steps.filter(closed_on__isnull=False)
    mine = Q(owner__contains=request.user.name) if show == "mine" else Q()
    return steps.filter(mine, closed_on=None)


def _by_goal(steps: QuerySet[ActionStep]) -> QuerySet[ActionStep]:
    """Goals by the day they end, steps without a goal last; within a goal by the day they are due."""

    def written(of: Any) -> Cast:
        return Cast(of, CharField())

    goal_due = Coalesce("goal__due", Value(NEVER), output_field=DateField())
    goal = LPad(written(Coalesce("goal_id", Value(0))), 12, Value("0"))
    return steps.select_related("goal", "field", "finding").annotate(ranked=Concat(written(goal_due), goal, written("due")))


def _line(step: ActionStep, today: date, *, may_change: bool) -> StepLine:
    edit_url = reverse("processes:step_edit", args=[step.pk]) if may_change else ""
    if step.dropped:
        return StepLine(step, "", f"fallen gelassen am {date_long(step.closed_on)}", edit_url)
    if step.closed_on:
        return StepLine(step, "success", f"erledigt am {date_long(step.closed_on)}", edit_url)
    if (late := (today - step.due).days) > 0:
        return StepLine(step, "warning", f"seit {with_noun(late, 'Tag', 'Tagen')} fällig", edit_url)
    return StepLine(step, "info", "offen", edit_url)


def _goal(lines: list[StepLine], request: Request) -> GoalSteps:
    goal: Goal | None = lines[0].step.goal
    if goal is None:
        return GoalSteps("Ohne Ziel", "Schritte, die für sich stehen", "", lines)
    url = reverse("planning:goal_detail", args=[goal.pk]) if goal.site_id in request.access.reach("goals.view").places else ""
    return GoalSteps(goal.title, f"Stufe {goal.step}, bis {date_long(goal.due)}", url, lines)


def _months(lines: list[StepLine], today: date) -> list[MonthSteps]:
    """What is overdue, and the next months that have something: as it hangs in the room of the team."""
    ahead = sorted((line for line in lines if line.step.due >= today), key=lambda line: (line.step.due, line.step.pk))
    late = sorted((line for line in lines if line.step.due < today), key=lambda line: (line.step.due, line.step.pk))
    of_month = [(month, list(of)) for month, of in groupby(ahead, key=lambda line: (line.step.due.year, line.step.due.month))]
    named = [(MONTHS[month - 1] + (f" {year}" if year != today.year else ""), of) for (year, month), of in of_month]
    columns = [*([("Überfällig", late)] if late else []), *named][:MONTHS_SHOWN]
    return [MonthSteps(title, of[:SHOWN_IN_MONTH], max(0, len(of) - SHOWN_IN_MONTH)) for title, of in columns]


def _counts(steps: QuerySet[ActionStep], today: date) -> dict[str, int]:
    return steps.aggregate(
        done=Count("pk", filter=Q(closed_on__isnull=False, dropped=False)),
        open=Count("pk", filter=Q(closed_on=None)),
        late=Count("pk", filter=Q(closed_on=None, due__lt=today)),
    )


def _counted(counts: dict[str, int]) -> str:
    late = f", davon {counts['late']} überfällig" if counts["late"] else ""
    return f"{with_noun(counts['open'], 'Schritt offen', 'Schritte offen')}{late}, {counts['done']} erledigt"


def _facilitation(request: Request, site: Site) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """With whom the house works together today, and what was talked about last; hours only for those who read them."""
    running = rows(request, Contract.objects.on(request.access.today)).filter(site=site).select_related("facilitator")[:2]
    people = [(one.facilitator.name, f"{in_hours(one.hours_per_month)} im Monat, {from_to(one.starts, one.ends)}") for one in running]
    last = with_notes(request, rows(request, FacilitationSession).filter(site=site, corrects=None))[:SHOWN_SESSIONS]
    lines = entry_lines(request, last, may_change=False, fixed=set())
    return people, [
        (f"{line.day_in_full}, {line.session.get_kind_display()}", line.note.get("topic") or line.tasks or "ohne Notiz") for line in lines
    ]


def _meetings(request: Request, site: Site) -> list[tuple[str, str, str]]:
    today = request.access.today
    coming = rows(request, Meeting).filter(place=site.pk, held_on__range=(today, today + AHEAD)).select_related("body")
    return [
        (one.body.name, " · ".join(filter(None, [date_long(one.held_on), one.where])), reverse("planning:meeting_detail", args=[one.pk]))
        for one in coming.order_by("held_on", "pk")[:SHOWN_MEETINGS]
    ]
