"""What stands on the page of the profile of a site: how often each goal and task was worked on in a year, and how far each task is."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.urls import reverse

from planning.models import Term
from processes.models import FacilitationSession, FacilitationTask
from processes.rules.profile import is_goal, profile, short
from sites.core.access import Request, rows
from sites.core.days import date_long
from sites.core.lists import Option, number_in, options
from sites.core.navigation import FACILITATION_TASKS
from sites.core.numbers import exact, with_noun
from sites.core.places import site_within
from sites.models import Site

YEARS = 5


@dataclass
class TaskLine:
    """A goal or task: lines of the year with their hours, the last one, and how far it is."""

    term: Term
    url: str
    state: FacilitationTask | None
    number: int = 0
    total: Decimal = Decimal(0)
    last: date | None = None

    @property
    def title(self) -> str:
        return short(self.term)

    @property
    def sessions(self) -> str:
        return str(self.number) if self.number else "–"

    @property
    def hours(self) -> str:
        return exact(self.total) if self.number else "–"

    @property
    def last_day(self) -> str:
        return date_long(self.last) if self.last else "–"

    @property
    def state_words(self) -> str:
        if self.state is None:
            return "noch offen"
        done = self.state.done_on
        return f"erledigt am {date_long(done)}" if done else f"begonnen am {date_long(self.state.begun_on)}"


@dataclass(frozen=True)
class TaskList:
    """`sessions` and `hours` of the whole year; a line with several tasks counts at each of them."""

    site: Site
    year: int
    goals: list[TaskLine]
    tasks: list[TaskLine]
    number: int
    hours: Decimal
    years: list[Option] = field(default_factory=list)
    crumbs: list[tuple[str, str]] = field(default_factory=list)

    @property
    def lead(self) -> str:
        if not self.number:
            return f"{self.year} steht noch kein Termin der Prozessbegleitung im Buch."
        return f"{self.year}: {with_noun(self.number, 'Termin', 'Termine')}, {with_noun(self.hours, 'Stunde', 'Stunden')}"

    @property
    def untouched(self) -> str:
        """Tasks of the year without a line, in a sentence; a hint and no fault."""
        names = [line.title for line in self.tasks if not line.number]
        return f"{self.year} kam noch nicht vor: {', '.join(names)}." if self.number and names else ""


def task_list_page(request: Request, pk: int) -> TaskList:
    """The profile of a site in the year of the address. Five queries."""
    site = site_within(request, "hours.view", pk)
    lines = rows(request, FacilitationSession).filter(site=site)
    years: list[int] = [*lines.order_by("-held_on__year").values_list("held_on__year", flat=True).distinct()[:YEARS]]
    years = years or [request.access.today.year]
    asked = number_in(request, "jahr")
    year = next((one for one in years if one == asked), years[0])
    shown = {"" if one == years[0] else str(one): str(one) for one in years}
    way = [(site.name, site.get_absolute_url()), (FACILITATION_TASKS.label, "")]
    return replace(profile_of(request, site, year), years=options("" if year == years[0] else str(year), shown, "jahr"), crumbs=way)


def profile_of(request: Request, site: Site, year: int) -> TaskList:
    """Goals and tasks of a site in a year. Three queries."""
    may = request.access.may("hours.change", site)
    states = {row.task_id: row for row in rows(request, FacilitationTask).filter(site=site)}
    known = {}
    for term in profile(min(request.access.today, date(year, 12, 31))):
        url = reverse("processes:task_edit", args=[site.pk, term.code]) if may and not is_goal(term) else ""
        known[term.pk] = TaskLine(term, url, states.get(term.pk))
    number, hours = _count(rows(request, FacilitationSession).filter(site=site, held_on__year=year), known)
    return TaskList(
        site=site,
        year=year,
        goals=[line for line in known.values() if is_goal(line.term)],
        tasks=[line for line in known.values() if not is_goal(line.term)],
        number=number,
        hours=hours,
    )


def _count(lines: QuerySet[FacilitationSession], known: dict[int, TaskLine]) -> tuple[int, Decimal]:
    """Count the lines of a year at their tasks, with what has put them right; returns their number and hours."""
    pairs = FacilitationSession.tasks.through.objects.filter(facilitationsession=OuterRef("pk")).order_by().values("term")
    later = FacilitationSession.objects.filter(corrects=OuterRef("pk")).order_by().values("corrects").annotate(total=Sum("hours")).values("total")
    number, hours = 0, Decimal(0)
    found = lines.filter(corrects=None).annotate(terms=ArraySubquery(pairs), corrected=Subquery(later))
    for held_on, length, terms, corrected in found.order_by("held_on").values_list("held_on", "hours", "terms", "corrected"):
        length += corrected or Decimal(0)
        number, hours = number + 1, hours + length
        for line in (known[pk] for pk in terms if pk in known):
            line.number, line.total, line.last = line.number + 1, line.total + length, held_on
    return number, hours
