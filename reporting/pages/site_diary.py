"""What stands in the diary of a site: everything that happened on its way in a year, day by day, as far as the person may read it (R153)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from planning.models import Assessment, Goal, Meeting
from processes.models import ActionStep, Concept, FacilitationSession, FacilitationTask
from processes.pages.entries import entry_lines, with_notes
from processes.rules.profile import short
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.lists import Option, number_in, options
from sites.core.navigation import DIARY
from sites.core.numbers import in_hours
from sites.core.places import site_within
from sites.models import Phase, Site
from sites.rules.as_of import history

HEAD = ("Tag", "Was", "Worum ging es?", "Näheres", "Stunden")
YEARS = 6


@dataclass(frozen=True)
class Event:
    """One thing that happened on a day. `hours`: of a date of facilitation."""

    day: date
    what: str
    words: str
    note: str = ""
    hours: Any = None

    @property
    def title(self) -> str:
        return f"{self.what}: {self.words}" if self.words else self.what

    @property
    def when(self) -> str:
        return date_long(self.day) + (f", {in_hours(self.hours)}" if self.hours is not None else "")


@dataclass(frozen=True)
class SiteDiary:
    """The events of a year, the newest first."""

    site: Site
    year: int
    events: list[Event]
    years: list[Option]
    crumbs: list[tuple[str, str]]

    @property
    def timeline(self) -> list[dict[str, str]]:
        return [{"title": event.title, "when": event.when, "note": event.note} for event in self.events]

    @property
    def lead(self) -> str:
        return f"Der Weg des Hauses {self.year}, aus allem, was an anderer Stelle schon steht. Hier wird nichts eingetragen."

    @property
    def query(self) -> str:
        return f"?jahr={self.year}"


def site_diary_page(request: Request, pk: int) -> SiteDiary:
    """The year of the address, or the present one. Eight queries, whatever happened."""
    site, today = site_within(request, "hours.view", pk, history=history()), request.access.today
    known = [today.year - back for back in range(YEARS)]
    asked = number_in(request, "jahr")
    year = asked if asked in known else today.year
    events = [event for event in _events(request, site) if event.day.year == year and event.day <= today]
    return SiteDiary(
        site=site,
        year=year,
        events=sorted(events, key=lambda event: event.day, reverse=True),
        years=options("" if year == today.year else str(year), {"" if one == today.year else str(one): str(one) for one in known}, "jahr"),
        crumbs=[(site.name, site.get_absolute_url()), (DIARY.label, "")],
    )


def _events(request: Request, site: Site) -> Iterator[Event]:
    for phase in vars(site)["history"]["phases"]:
        yield Event(date.fromisoformat(phase["starts"]), "Entwicklungsphase", str(Phase(phase["phase"]).label))
    lines = entry_lines(request, with_notes(request, rows(request, FacilitationSession).filter(site=site)), may_change=False, fixed=set())
    for line in lines:
        note = f"Vereinbart: {line.agreements}" if line.agreements else line.small
        yield Event(line.session.held_on, "Prozessbegleitung", line.topic, note, line.session.hours)
    for state in rows(request, FacilitationTask).filter(site=site).select_related("task"):
        yield Event(state.begun_on, "Aufgabe begonnen", short(state.task))
        if state.done_on:
            yield Event(state.done_on, "Aufgabe erledigt", short(state.task))
    for concept in rows(request, Concept).filter(site=site):
        if concept.released_on:
            yield Event(concept.released_on, "Konzeption freigegeben", f"Fassung {concept.version}", concept.changes)
    for goal in rows(request, Goal).filter(site=site):
        yield Event(goal.starts, "Ziel vereinbart", goal.title)
    for step in rows(request, ActionStep).filter(site=site):
        if step.closed_on:
            yield Event(step.closed_on, "Schritt fallen gelassen" if step.dropped else "Schritt erledigt", step.title, step.result)
    for meeting in rows(request, Meeting).filter(place=site.pk, held_on__lte=request.access.today).select_related("body"):
        yield Event(meeting.held_on, "Sitzung", meeting.body.name)
    for assessment in rows(request, Assessment).filter(place=site.pk):
        yield Event(assessment.held_until or assessment.held_from, "Bedarfserhebung", assessment.title)


def lines_of(page: SiteDiary) -> list[list[Any]]:
    """The events as rows of a table, from the first day on."""
    return [[event.day, event.what, event.words, event.note, event.hours] for event in reversed(page.events)]
