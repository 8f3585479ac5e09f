"""On what the sites of a county rest: adoption of the recommendations, representative, and the entries of a site in plans that hold today.

Plans, resolutions and representatives are public registers: the sheet of a site shows them to the house, too.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from planning.models import Body, Plan, PlanEntry, Representative, Resolution
from sites.core.days import valid_on
from sites.models import County


@dataclass(frozen=True)
class Adoption:
    """The resolution by which a county made the recommendations its own (R110); from its day on their standards count there (R111)."""

    pk: int
    day: date
    number: str
    edition: str
    deviations: str
    body: str | None  # hidden from the houses: bodies lie at the county


@dataclass(frozen=True)
class Voice:
    """Who represents the ThEKiZ of a county in its steering bodies today."""

    pk: int
    name: str
    function: str
    email: str
    phone: str
    starts: date


@dataclass(frozen=True)
class PlaceInPlan:
    """Where a site stands in a plan that holds today, and the resolution the plan rests on (`number`, `decided_on`)."""

    kind: str
    title: str
    version: str
    section: str
    funded: bool
    goal: str | None
    number: str | None
    decided_on: date | None

    @property
    def source(self) -> str:
        section = f", {self.section}" if self.section else ""
        resolution = f" · Beschluss {self.number}, {self.decided_on:%d.%m.%Y}" if self.number else ""
        return f"{self.kind}, Fassung {self.version}{section}{resolution}"


@dataclass(frozen=True)
class Grounds:
    """What holds for all sites of a county today, and the plans in which one site stands."""

    county: County
    adoption: Adoption | None
    representative: Voice | None
    entries: list[PlaceInPlan]


ADOPTION = JSONObject(pk="pk", day="decided_on", number="number", edition="edition__title", deviations="deviations", body="body_name")
VOICE = JSONObject(pk="pk", name="name", function="function", email="email", phone="phone", starts="starts")
PLACE = JSONObject(
    kind="plan__kind", title="plan__title", version="plan__version", section="section", funded="funded", goal="goal__title",
    number="plan__resolution__number", decided_on="plan__resolution__decided_on",
)  # fmt: skip


def grounds_of(county: int, today: date, site: int = 0) -> Grounds:
    """Adoption, representative and, for a site, its entries in plans that are valid today. One query."""
    here = OuterRef("pk")
    body = Subquery(Body.objects.filter(pk=OuterRef("body_id")).values("name")[:1])
    adopted = Resolution.objects.filter(place=here, kind=Resolution.Kind.ADOPTION).order_by("-decided_on", "-pk").annotate(body_name=body)
    entries = PlanEntry.objects.filter(valid_on(today, "plan__"), site=site)
    row = County.objects.annotate(
        adopted=Subquery(adopted.values(json=ADOPTION)[:1]),
        represented=Subquery(Representative.objects.on(today).filter(place=here).values(json=VOICE)[:1]),
        entries=ArraySubquery(entries.filter(place=here).order_by("plan__kind").values(json=PLACE)),
    ).get(pk=county)
    return Grounds(row, _adoption(row.adopted), _voice(row.represented), [_place_in_plan(entry) for entry in row.entries])


def _adoption(row: dict[str, Any] | None) -> Adoption | None:
    return Adoption(**{**row, "day": date.fromisoformat(row["day"])}) if row else None


def _voice(row: dict[str, Any] | None) -> Voice | None:
    if row is None:
        return None
    return Voice(**{**row, "function": Representative.Function(row["function"]).label, "starts": date.fromisoformat(row["starts"])})


def _place_in_plan(row: dict[str, Any]) -> PlaceInPlan:
    decided_on = date.fromisoformat(row["decided_on"]) if row["decided_on"] else None
    return PlaceInPlan(**{**row, "kind": Plan.Kind(row["kind"]).label, "decided_on": decided_on})


def adoption(county: OuterRef, day: date) -> QuerySet[Any]:
    """The day on which a county had last adopted the recommendations until a day (R110): one row of one column, for a subquery."""
    adopted = Resolution.objects.filter(place=county, kind=Resolution.Kind.ADOPTION, decided_on__lte=day)
    found: QuerySet[Any] = adopted.order_by().values("place").annotate(day=Max("decided_on")).values("day")
    return found
