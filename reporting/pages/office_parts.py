"""What the start page of the state office says of facilitation and trainings: who seeks it, who has hours free, what comes, where nothing was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from processes.models import FacilitationRequest, Training
from processes.rules.matching import the_pool
from processes.rules.trainings import events_by_county
from sites.core.access import Request, rows
from sites.core.days import date_long, until
from sites.core.numbers import in_hours
from sites.models import County

SHOWN = 4


@dataclass(frozen=True)
class Gap:
    """Counties in which something is missing that is no matter of data. `what` follows the number of them; `url`: what one can do."""

    counties: Sequence[County]
    what: str
    paragraph: str
    url: str = ""
    label: str = ""

    @property
    def title(self) -> str:
        return f"{len(self.counties)} {'Gebiet' if len(self.counties) == 1 else 'Gebiete'} {self.what}"

    @property
    def names(self) -> str:
        return ", ".join(county.name for county in self.counties)


@dataclass(frozen=True)
class Wanted:
    """A house that looks for facilitation."""

    request: FacilitationRequest
    today: date

    @property
    def words(self) -> str:
        asked = self.request
        since = f"gesucht {until(asked.asked_on, self.today)}"
        return " · ".join(filter(None, [f"{in_hours(asked.hours)} im Monat", asked.wishes, since]))


def wanted(request: Request) -> list[Wanted]:
    """Who has waited longest stands first."""
    found = rows(request, FacilitationRequest).filter(state__in=FacilitationRequest.PENDING).order_by("asked_on", "pk")[:SHOWN]
    return [Wanted(one, request.access.today) for one in found]


def free_hours(today: date) -> list[Any]:
    """Who of the pool has most hours free."""
    pool: Any = the_pool(today)
    return list(pool.order_by("-free", "name", "pk")[:SHOWN])


def coming_trainings(today: date) -> list[tuple[str, str, str]]:
    """The next ones: title, address and first day."""
    found = Training.objects.published().exclude(state=Training.State.CANCELLED).with_days().filter(first_on__gte=today).order_by("first_on", "pk")
    return [(one.title, reverse("processes:training_detail", args=[one.pk]), date_long(one.first_on)) for one in found[:SHOWN]]


def without_event(request: Request, counties: Sequence[County]) -> Gap:
    """Counties with sites that had no event this year (R266)."""
    none = {one.county.pk for one in events_by_county(request.access.today.year) if not one.total}
    state = next((held.place for held in request.access.held if held.kind == "state"), None)
    url = reverse("processes:training_create", args=[state]) if state else ""
    return Gap([county for county in counties if county.pk in none], "ohne Veranstaltung in diesem Jahr", "2.3", url, "Termin anbieten")
