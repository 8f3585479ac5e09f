"""What stands on the page of the events of a year by county."""

from dataclasses import dataclass

from django.urls import reverse

from processes.models import Training
from processes.rules.trainings import EVENTS, CountyEvents, events_by_county
from sites.core.access import Request
from sites.core.navigation import TRAININGS
from sites.core.numbers import with_noun
from sites.core.rights import roles_with

MANY = {
    Training.Kind.INFORMATION: "Informationsveranstaltungen",
    Training.Kind.EXPERT: "Fachveranstaltungen",
    Training.Kind.NETWORK: "Vernetzungstreffen",
}


@dataclass(frozen=True)
class TrainingCounties:
    """The page of a year."""

    year: int
    rows: list[CountyEvents]
    new_url: str

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [TRAININGS.crumb(), (self.title, "")]

    @property
    def title(self) -> str:
        return f"Veranstaltungen {self.year}"

    @property
    def heads(self) -> list[str]:
        return ["Landkreis", *(f"{words}:n" for words in MANY.values()), "Hinweis"]

    @property
    def lines(self) -> list[tuple[str, list[int], str]]:
        return [(one.county.name, [one.numbers[kind] for kind in EVENTS], one.hint) for one in self.rows]

    @property
    def without(self) -> str:
        """ "In 3 Landkreisen war 2026 noch keine Veranstaltung."; nothing where each had one."""
        number = sum(not one.total for one in self.rows)
        return f"{with_noun(number, 'Landkreis hat', 'Landkreise haben')} {self.year} noch keine Veranstaltung." if number else ""

    @property
    def years(self) -> list[tuple[int, str]]:
        return [(year, reverse("processes:training_counties", args=[year])) for year in (self.year - 1, self.year + 1)]

    @property
    def audience(self) -> str:
        return roles_with("trainings.view")


def training_counties_page(request: Request, year: int) -> TrainingCounties:
    """All counties, those without any event as well."""
    found = events_by_county(year)
    place = min(request.access.reach("trainings.change").places, default=0)
    new_url = reverse("processes:training_create", args=[place]) if place else ""
    return TrainingCounties(year, found, new_url)
