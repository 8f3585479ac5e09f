"""What is decided and computed about trainings: how likely a place becomes, which other training has room, events of a county in a year."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, OuterRef

from processes.models import Training, TrainingRegistration
from processes.models.trainings import answer_on, of_days
from sites.core.numbers import in_words, with_noun
from sites.core.strangers import hash_of
from sites.models import County

#: So many full trainings of a kind tell something; fewer are chance.
ENOUGH = 3
#: What counts as an event that a county has had or not (R266); trainings and digital exchanges lie in no county.
EVENTS = (Training.Kind.INFORMATION, Training.Kind.EXPERT, Training.Kind.NETWORK)


class Outlook(NamedTuple):
    """How likely a place becomes for who waits: the verdict, and what it rests on."""

    verdict: str
    reason: str


def outlook(rank: int, freed: Sequence[int], late: int) -> Outlook:
    """For the place `rank` of a waiting list, after the places that became free at the last full trainings of the kind; `late`: of these in the
    last ten days. It promises nothing: it says what was."""
    if len(freed) < ENOUGH:
        return Outlook("Ob es reicht, wissen wir nicht.", "Es gab noch zu wenige volle Veranstaltungen dieser Art, um daraus etwas zu schließen.")
    verdict = "Wahrscheinlich reicht es nicht."
    if rank <= min(freed):
        verdict = "Wahrscheinlich reicht es."
    elif rank <= max(freed):
        verdict = "Es kann reichen."
    mean, everything = round(sum(freed) / len(freed)), sum(freed)
    became = "kein Platz" if not mean else "ein Platz" if mean == 1 else f"{in_words(mean)} Plätze"
    when = ", meist in den letzten zehn Tagen" if everything and late * 2 > everything else ""
    verb = "ist" if mean <= 1 else "sind"
    return Outlook(
        verdict, f"Bei den letzten {in_words(len(freed))} vollen Veranstaltungen dieser Art {verb} im Mittel {became} frei geworden{when}."
    )


@dataclass(frozen=True)
class Seats:
    """How many places there are (None: as many as come), how many are taken, how many wait."""

    capacity: int | None
    taken: int
    waiting: int

    @property
    def free(self) -> int | None:
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def is_full(self) -> bool:
        """Whether who comes now waits: also where somebody waits for a place that is just becoming free."""
        return self.free == 0 or self.waiting > 0

    @property
    def words(self) -> str:
        """ "8 von 18 Plätzen frei", "ausgebucht, 5 warten", "12 angemeldet"."""
        if self.capacity is None:
            return f"{self.taken} angemeldet" if self.taken else "noch niemand angemeldet"
        waits = "" if not self.waiting else ", eine Person wartet" if self.waiting == 1 else f", {self.waiting} warten"
        return f"ausgebucht{waits}" if self.is_full else f"{self.free} von {with_noun(self.capacity, 'Platz', 'Plätzen')} frei"


def seats_of(trainings: Iterable[Any]) -> dict[int, Seats]:
    """Places of trainings, counted past the wall, for who does not see the registrations. One query."""
    known = {training.pk: training.capacity for training in trainings}
    with connection.cursor() as cursor:
        cursor.execute("SELECT training, taken, waiting FROM thekiz_training_counts(%s)", [list(known)])
        counted = {pk: (taken, waiting) for pk, taken, waiting in cursor.fetchall()}
    return {pk: Seats(capacity, *counted.get(pk, (0, 0))) for pk, capacity in known.items()}


@dataclass(frozen=True)
class MyPlace:
    """How a registration stands (`thekiz_training_place`)."""

    number: int
    training: int
    state: str
    rank: int | None
    created: Any
    attended: bool
    evaluated: bool
    told_on: date | None
    name: str
    has_account: bool


def my_place(*, secret: str = "", training: int | None = None) -> MyPlace | None:
    """By the secret of a link, or of the person of the request at a training."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM thekiz_training_place(%s, %s)", [hash_of(secret) if secret else "", training])
        found = cursor.fetchone()
    return MyPlace(*found) if found else None


def about(training: int) -> dict[str, Any]:
    """What everybody may know of who comes, and what was before (`thekiz_training_about`)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_training_about(%s)", [training])
        found: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return found


def coming(today: date) -> Any:
    """Published trainings whose last day is not over."""
    return Training.objects.published().with_days().filter(last_on__gte=today)


def others_like(training: Any, today: date) -> list[Any]:
    """Other trainings of the kind and topic to which one can still register, the same title first."""
    found = coming(today).filter(kind=training.kind, topic=training.topic_id, state=Training.State.OPEN, closes_on__gte=today, first_on__gt=today)
    return sorted(found.exclude(pk=training.pk).select_related("county"), key=lambda one: (one.title != training.title, one.first_on))[:5]


def hours_of(training: Any) -> Decimal:
    """The hours of all its days, in quarters."""
    return Decimal(round(training.lasting.total_seconds() / 900)) / 4 if training.lasting else Decimal(0)


def answered_on(training: Any) -> date:
    """The day on which everybody who waits has the answer."""
    return answer_on(training.closes_on, training.first_on)


def confirmed(person: Any, today: date) -> list[Any]:
    """The trainings that are over at which a person was, the newest first; a confirmation belongs to those that are evaluated."""
    # guard: own-confirmations -> own: Any = TrainingRegistration.objects.filter(attended=True)
    own: Any = TrainingRegistration.objects.filter(attended=True, person=person)
    found = list(own.select_related("training").annotate(**of_days("training")).filter(last_on__lte=today).order_by("-last_on", "-pk"))
    for registration in found:
        registration.training.last_on, registration.training.lasting = registration.last_on, registration.lasting
    return found


# Events of the counties -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CountyEvents:
    """The events of a county in a year, by kind (R266)."""

    county: County
    numbers: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.numbers.values())

    @property
    def hint(self) -> str:
        """A county that had none; it is said and nothing else."""
        return "" if self.total else "noch keine Veranstaltung"


def events_by_county(year: int) -> list[CountyEvents]:
    """Information, expert and networking events that lie in each county in a year, whoever keeps them; what fell out is none. Two queries."""
    counties = list(County.objects.order_by("sort_key"))
    numbers: dict[int, dict[str, int]] = {county.pk: dict.fromkeys(EVENTS, 0) for county in counties}
    for county, kind in _events(year).filter(county__isnull=False).values_list("county", "kind"):
        numbers[county][kind] += 1
    return [CountyEvents(county, numbers[county.pk]) for county in counties]


def events_in(county: OuterRef, year: int) -> Any:
    """How many of them lie in a county in a year: one row of one column, for a subquery."""
    return _events(year).filter(county=county).order_by().values("county").annotate(number=Count("*")).values("number")


def _events(year: int) -> Any:
    held = Training.objects.published().exclude(state=Training.State.CANCELLED).with_days()
    return held.filter(first_on__gte=date(year, 1, 1), first_on__lte=date(year, 12, 31), kind__in=EVENTS)
