"""What stands on the page of a list: what applies on a day with its paragraph, and what applied before or will apply."""

from dataclasses import dataclass
from datetime import date

from planning.forms.catalogues import DayForm
from planning.pages.catalogue_list import asked_day
from planning.rules import catalogues
from planning.rules.catalogues import Entry
from sites.core import navigation
from sites.core.access import Request
from sites.core.days import date_long
from sites.core.passages import passages
from sites.models import Passage


@dataclass(frozen=True)
class CatalogueDetail:
    """`about`: what the recommendations say to the list as a whole; None where they say nothing."""

    catalogue: str
    about: Passage | None
    day: date
    today: date
    form: DayForm
    entries: list[Entry]
    others: list[Entry]
    may_change: bool

    @property
    def title(self) -> str:
        return catalogues.TITLES[self.catalogue]

    @property
    def entries_title(self) -> str:
        return "Gilt heute" if self.day == self.today else f"Am {date_long(self.day)}"

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.CATALOGUES.named("Listen und Fassungen").crumb(), (self.title, "")]


def catalogue_detail_page(request: Request, catalogue: str) -> CatalogueDetail:
    """One query for the entries."""
    day, form = asked_day(request)
    entries, others = catalogues.entries_around(catalogue, day)
    return CatalogueDetail(
        catalogue=catalogue,
        about=passages(request).get(catalogues.passage_about(catalogue)),
        day=day,
        today=request.access.today,
        form=form,
        entries=entries,
        others=others,
        may_change=request.access.holds("catalogues.change"),
    )
