"""Consultation sites as others see them: their profiles, the free places of coming months, the counts for offices, the counties without one."""

import json
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from django.db import connection

from processes.models import ConsultationVisit, VisitKind
from sites.core.days import DAYS, clock_time, month_long
from sites.models import OrganisationForm

MONTHS_SHOWN = 3


@dataclass(frozen=True)
class Slot:
    """A fixed time of a published profile."""

    pk: int
    day: date
    starts_at: time
    ends_at: time
    taken: bool


@dataclass(frozen=True)
class Month:
    """A coming month: its fixed times in words, and how many visits are free of how many."""

    first: date
    times: str
    free: int
    most: int

    @property
    def name(self) -> str:
        return month_long(self.first)


@dataclass(frozen=True)
class Line:
    """A house in the list of consultation sites; `free`: the day of its next free time."""

    slug: str
    name: str
    town: str
    county: str
    invitation: str
    focuses: list[str]
    forms: list[str]
    languages: str
    free: date | None

    @property
    def form_labels(self) -> str:
        return form_labels(self.forms)


@dataclass(frozen=True)
class Coverage:
    """A county with its consultation sites on a day (R206)."""

    county: int
    name: str
    sites: int
    published: int
    with_times: int

    @property
    def hint(self) -> str:
        """One for each county is recommended; another number is a hint and never an error."""
        if self.sites == 0:
            return "Noch keine Konsultationseinrichtung; empfohlen ist eine je Landkreis (3.2)."
        return f"{self.sites} Konsultationseinrichtungen; empfohlen ist eine je Landkreis (3.2)." if self.sites > 1 else ""


@dataclass
class Counts:
    """Visits of some days by kind and by who asks: asked and held. A visit of two kinds stands under both, and once in the sum."""

    asked: dict[tuple[str, str], int] = field(default_factory=dict)
    held: dict[tuple[str, str], int] = field(default_factory=dict)

    def of(self, kind: str = "", role: str = "") -> tuple[int, int]:
        """Asked and held of a kind and a role; without a role of all."""
        return sum(self._of(self.asked, kind, role)), sum(self._of(self.held, kind, role))

    def _of(self, numbers: dict[tuple[str, str], int], kind: str, role: str) -> list[int]:
        return [number for (of_kind, of_role), number in numbers.items() if of_kind == kind and role in ("", of_role)]

    @property
    def table(self) -> list[tuple[str, list[int]]]:
        """A line for each role with what was asked of each kind, all its visits, and those that were held."""
        return [
            (str(label), [*(self.of(kind, role)[0] for kind in VisitKind.values), *self.of("", role)])
            for role, label in ConsultationVisit.From.choices
        ]

    @property
    def heads(self) -> list[str]:
        return ["Wer fragt an", *(f"{kind.label}:n" for kind in VisitKind), "Besuche:n", "davon waren da:n"]

    @property
    def together(self) -> list[int]:
        """The last line of the table."""
        return [*(self.of(kind)[0] for kind in VisitKind.values), *self.of()]


def form_labels(forms: list[str]) -> str:
    return ", ".join(str(OrganisationForm(form).label) for form in forms)


def profile_of(slug: str, day: date) -> dict[str, Any] | None:
    """What strangers read of a consultation site; None while there is nothing to read."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_consultation(%s, %s)", [slug, day])
        (found,) = cursor.fetchone()
    profile: dict[str, Any] | None = json.loads(found) if isinstance(found, str) else found
    return profile


def slots_of(profile: dict[str, Any]) -> list[Slot]:
    """The coming fixed times of a profile."""
    return [
        Slot(one["id"], date.fromisoformat(one["day"]), time.fromisoformat(one["starts_at"]), time.fromisoformat(one["ends_at"]), one["taken"])
        for one in profile["slots"]
    ]


def months_of(slots: list[Slot], visits: dict[str, int], most: int, today: date) -> list[Month]:
    """This month and the coming ones, at least three and as far as fixed times are named: what is free is told by the limit of the house."""
    last = max([slot.day for slot in slots], default=today)
    months: list[Month] = []
    first = today.replace(day=1)
    while len(months) < MONTHS_SHOWN or first <= last:
        own = [slot for slot in slots if (slot.day.year, slot.day.month) == (first.year, first.month)]
        months.append(Month(first, times_in_words(own), max(0, most - visits.get(f"{first:%Y-%m}", 0)), most))
        first = (first + timedelta(days=31)).replace(day=1)
    return months


def times_in_words(slots: list[Slot]) -> str:
    """ "Di, 12. und 26., 9:00 bis 11:00 Uhr": days with the same weekday and hours together."""
    groups: dict[tuple[int, time, time], list[Slot]] = {}
    for slot in slots:
        groups.setdefault((slot.day.isoweekday(), slot.starts_at, slot.ends_at), []).append(slot)
    words = []
    for (weekday, starts_at, ends_at), own in groups.items():
        days = [f"{slot.day.day}." for slot in own]
        joined = " und ".join(filter(None, [", ".join(days[:-1]), days[-1]]))
        words.append(f"{DAYS[weekday - 1][:2]}, {joined}, {clock_time(starts_at)} bis {clock_time(ends_at)} Uhr")
    return "; ".join(words)


def open_slots(slots: list[Slot], months: list[Month]) -> list[Slot]:
    """Those that can still be asked for: nobody has taken them, and their month is not full."""
    full = {month.first for month in months if month.free == 0}
    return [slot for slot in slots if not slot.taken and slot.day.replace(day=1) not in full]


def consultation_sites(day: date) -> list[Line]:
    """Every house that strangers may ask, in the order of county and name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT slug, name, town, county, invitation, focuses, forms, languages, free FROM thekiz_consultation_list(%s)", [day])
        found = cursor.fetchall()
    return [
        Line(slug, name, town, county, invitation, focuses.splitlines(), forms, languages, free)
        for slug, name, town, county, invitation, focuses, forms, languages, free in found
    ]


def consultation_coverage(day: date) -> list[Coverage]:
    """Each county with its consultation sites (R206): registry data, for every office."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT county, name, sites, published, with_times FROM thekiz_consultation_counties(%s)", [day])
        return [Coverage(*row) for row in cursor.fetchall()]


def visit_counts(place: int, first: date, last: date) -> Counts:
    """How many visits were asked for and held, by kind and role, at a site, in a county or in the Land (R212): all that offices read of them."""
    counts = Counts()
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, asking, asked, held FROM thekiz_visit_counts(%s, %s, %s)", [place, first, last])
        for kind, role, asked, held in cursor.fetchall():
            counts.asked[kind, role], counts.held[kind, role] = asked, held
    return counts
