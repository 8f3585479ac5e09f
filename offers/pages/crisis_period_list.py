"""What stands on the list of crisis times of a place: its own and those above it, and the ordinances that the state office keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from offers.models import CrisisPeriod
from offers.rules.crises import STATE, ordinances
from planning.models import Link
from sites.core import navigation
from sites.core.access import Request
from sites.core.days import date_long, is_over, is_valid
from sites.core.places import KEYS, name_of


@dataclass(frozen=True)
class PeriodLine:
    """A crisis time with its place. `url`: where it is changed, for those who may."""

    period: CrisisPeriod
    today: date
    url: str

    @property
    def place(self) -> str:
        return name_of(self.period.place)

    @property
    def days(self) -> str:
        return f"ab {date_long(self.period.starts)}" + (f" bis {date_long(self.period.ends)}" if self.period.ends else ", Ende offen")

    @property
    def state(self) -> str:
        if is_valid(self.period, self.today):
            return "gilt heute"
        return "vorbei" if is_over(self.period, self.today) else "kommt"


@dataclass(frozen=True)
class CrisisPeriodList:
    """`lines`: the newest first; `links`: ordinances, those that are gone last."""

    place: Any
    lines: list[PeriodLine]
    links: Sequence[Link]
    new_url: str
    links_url: str
    formats_url: str
    has_crisis_page: bool

    @property
    def lead(self) -> str:
        return "Wann Kontakte beschränkt waren oder sind, nach welcher Verordnung und mit welchen Regeln. Was darüber gilt, gilt auch hier."

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [navigation.CRISIS.crumb(self.place.pk), ("Krisenzeiten", "")] if self.has_crisis_page else []


def crisis_period_list_page(request: Request, place: Any) -> CrisisPeriodList:
    """Three queries for any number of times."""
    access, today = request.access, request.access.today
    here = Q(place=place.pk) | STATE
    if place.kind == "site":
        here |= Q(place=place.site.county_id)
    found = CrisisPeriod.objects.filter(here).select_related("place", "ordinance", *KEYS).order_by("-starts", "-pk")
    mine = access.reach("crisis.change").places
    lines = [PeriodLine(row, today, reverse("offers:crisis_period_edit", args=[row.pk]) if row.place_id in mine else "") for row in found]
    keeps = access.holds("catalogues.change")
    return CrisisPeriodList(
        place=place,
        lines=lines,
        links=list(ordinances()),
        new_url=reverse("offers:crisis_period_create", args=[place.pk]) if place.pk in mine else "",
        links_url=reverse("planning:link_list"),
        formats_url=reverse("offers:crisis_format_list") if keeps else "",
        has_crisis_page=place.kind == "site" and navigation.CRISIS.is_open_to(access, place.pk),
    )
