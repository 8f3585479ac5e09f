"""What the start page of the state office says of facilitation and trainings: who seeks it, who has hours free, what comes, where nothing was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, TextField
from django.db.models.functions import Cast, JSONObject
from django.urls import reverse

from processes.models import FacilitationRequest, Training
from processes.rules.matching import the_pool
from processes.rules.trainings import EVENTS
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

    name: str
    hours: Decimal
    wishes: str
    asked_on: date
    today: date

    @property
    def words(self) -> str:
        since = f"gesucht {until(self.asked_on, self.today)}"
        return " · ".join(filter(None, [f"{in_hours(self.hours)} im Monat", self.wishes, since]))


def with_wanted(request: Request, counties: Any) -> Any:
    """Counties with what they look for, in their own query."""
    asked = rows(request, FacilitationRequest).filter(place=OuterRef("pk"), state__in=FacilitationRequest.PENDING).order_by("asked_on", "pk")
    words = JSONObject(name="site_name", hours=Cast("hours", TextField()), wishes="wishes", asked_on="asked_on")
    return counties.annotate(wanted=ArraySubquery(asked.values(json=words)))


def wanted_of(counties: Iterable[County], today: date) -> list[Wanted]:
    """Who has waited longest stands first."""
    found = [
        Wanted(one["name"], Decimal(one["hours"]), one["wishes"], date.fromisoformat(one["asked_on"]), today)
        for county in counties
        for one in vars(county)["wanted"] or ()
    ]
    return sorted(found, key=lambda one: (one.asked_on, one.name))[:SHOWN]


def free_hours(today: date) -> list[Any]:
    """Who of the pool has most hours free."""
    pool: Any = the_pool(today)
    return list(pool.order_by("-free", "name", "pk")[:SHOWN])


@dataclass(frozen=True)
class Planned:
    """A training or an event of this year or later."""

    title: str
    url: str
    first_on: date
    kind: str
    county: int | None

    @property
    def day(self) -> str:
        return date_long(self.first_on)


def planned(today: date) -> list[Planned]:
    """What is published and has not fallen out since the beginning of the year, by its first day; in one query."""
    held = Training.objects.published().exclude(state=Training.State.CANCELLED).with_days().filter(first_on__gte=date(today.year, 1, 1))
    found = held.order_by("first_on", "pk").values_list("title", "pk", "first_on", "kind", "county")
    return [Planned(title, reverse("processes:training_detail", args=[pk]), *more) for title, pk, *more in found]


def coming(trainings: Sequence[Planned], today: date) -> list[Planned]:
    """The next ones of them."""
    return [one for one in trainings if one.first_on >= today][:SHOWN]


def without_event(request: Request, counties: Sequence[County], trainings: Sequence[Planned]) -> Gap:
    """Counties with sites that had no event this year and have none planned for it (R266)."""
    had = {one.county for one in trainings if one.kind in EVENTS and one.first_on.year == request.access.today.year}
    state = next((held.place for held in request.access.held if held.kind == "state"), None)
    url = reverse("processes:training_create", args=[state]) if state else ""
    return Gap([county for county in counties if county.pk not in had], "ohne Veranstaltung in diesem Jahr", "2.3", url, "Termin anbieten")
