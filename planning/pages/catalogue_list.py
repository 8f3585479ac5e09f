"""What stands on the page of all lists: the edition that applies on a day, and how many entries of each list apply."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from planning.forms.catalogues import DayForm
from planning.models import Edition
from planning.rules import catalogues
from sites.core.access import Request
from sites.core.days import date_long
from sites.core.passages import passages


def asked_day(request: Request) -> tuple[date, DayForm]:
    """The day a person asks for, with the form; without one, or with nonsense, today."""
    form = DayForm(request.GET if request.GET.get("on") else None, auto_id="filter_%s", initial={"on": request.access.today})
    asked = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    return asked or request.access.today, form


@dataclass(frozen=True)
class ListLine:
    """A list with the number of entries that apply on the day."""

    title: str
    url: str
    paragraph: str
    entries: int


@dataclass(frozen=True)
class CatalogueList:
    """`applies`: the edition of the day."""

    day: date
    today: date
    form: DayForm
    applies: Edition
    editions: Sequence[Edition]
    lists: list[ListLine]
    may_change: bool
    may_contracts: bool

    @property
    def lead(self) -> str:
        return "Was die Fachlichen Empfehlungen und das LSZ vorgeben, mit Fundstelle. Sie sehen, was an einem Tag galt."

    @property
    def applies_title(self) -> str:
        return "Heute gilt" if self.day == self.today else f"Am {date_long(self.day)} galt"


def catalogue_list_page(request: Request) -> CatalogueList:
    """All lists on the day of the address."""
    access, (day, form) = request.access, asked_day(request)
    query, numbers = "" if day == access.today else f"?on={day:%d.%m.%Y}", catalogues.numbers_on(day)
    known = passages(request)
    lists = [
        ListLine(
            title,
            reverse("planning:catalogue_detail", args=[key]) + query,
            known[name].paragraph if (name := catalogues.passage_about(key)) in known else "bei jedem Eintrag",
            numbers.get(key, 0),
        )
        for key, title in catalogues.TITLES.items()
    ]
    return CatalogueList(
        day=day,
        today=access.today,
        form=form,
        applies=catalogues.edition_on(day),
        editions=list(catalogues.editions()),
        lists=lists,
        may_change=access.holds("catalogues.change"),
        may_contracts=access.holds("contracts.view"),
    )
