"""What stands on the list of deadlines: the dates of a county by funding year and project class."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from planning.models import Deadline, ProjectClass
from sites.core import navigation
from sites.core.access import Request, rows
from sites.models import County


@dataclass(frozen=True)
class ClassLine:
    """The dates of one project class in one year, by kind; None where none is set."""

    label: str
    url: str
    aim: str
    dues: list[date | None]


@dataclass(frozen=True)
class Year:
    """A funding year with a line for each project class."""

    year: int
    lines: list[ClassLine]

    @property
    def title(self) -> str:
        return f"Förderjahr {self.year}"

    @property
    def caption(self) -> str:
        return f"Fristen des Förderjahrs {self.year}"

    @property
    def key(self) -> str:
        return f"h-{self.year}"


@dataclass(frozen=True)
class DeadlineList:
    """This year, the next, and every year with a date, newest first."""

    county: County
    years: list[Year]
    may_change: bool
    tabs: navigation.Links

    @property
    def lead(self) -> str:
        return (
            "Wann Anträge, Entscheidungen, Sachberichte und Nachweise im Landesprogramm „Solidarisches Zusammenleben der Generationen“ (LSZ) "
            "fällig sind, je Förderjahr und Projektart."
        )

    @property
    def kinds(self) -> list[str]:
        """The heads of the columns of days."""
        return [f"{label}:n" for label in Deadline.Kind.labels]


def deadline_list_page(request: Request, county: County) -> DeadlineList:
    """One query for all years."""
    today = request.access.today
    known: dict[tuple[int, str], dict[str, date]] = defaultdict(dict)
    for row in rows(request, Deadline).filter(place=county.pk):
        known[row.funding_year, row.project_class][row.kind] = row.due
    years = sorted({today.year, today.year + 1} | {year for year, _ in known}, reverse=True)
    return DeadlineList(
        county=county,
        years=[Year(year, [_line(county, year, row, known[year, row]) for row in ProjectClass]) for year in years],
        may_change=county.pk in request.access.reach("plans.change").places,
        tabs=navigation.COUNTY_TABS.at(request.access, county.pk, navigation.DEADLINES),
    )


def _line(county: County, year: int, project_class: ProjectClass, dues: dict[str, date]) -> ClassLine:
    url = reverse("planning:deadline_edit", args=[county.pk, year, project_class.value])
    aim = f"{project_class.label} {year}: Fristen {'ändern' if dues else 'setzen'}"
    return ClassLine(str(project_class.label), url, aim, [dues.get(kind) for kind in Deadline.Kind])
