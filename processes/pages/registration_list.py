"""What an organiser sees of a training: who comes and who waits, what was proposed before and said afterwards."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from processes.models import TopicProposal, Training, TrainingFeedback, TrainingRegistration
from processes.rules.trainings import Seats
from sites.core.access import Request, fetch, rows
from sites.core.days import date_long
from sites.core.keys import labelled, named
from sites.core.lists import Counted, Page, Sort, page
from sites.core.navigation import TRAININGS
from sites.core.numbers import with_noun
from sites.core.rights import roles_with

#: Fewer answers would tell who has said what.
ENOUGH = 5
SORTS = {
    "order": Sort("", "pk", "Reihenfolge der Anmeldung"),
    "name": Sort("Name", named(Coalesce("person__name", "name")), "Name"),
    "role": Sort("Aufgabe", labelled("role", TrainingRegistration.Group.choices), "Aufgabe"),
    "county": Sort("Landkreis", named("county__name"), "Landkreis"),
    "state": Sort("Stand", labelled("state", TrainingRegistration.State.choices), "Stand"),
}
DEGREES = TrainingFeedback.Degree


@dataclass(frozen=True)
class Line:
    """One registration; `strike_url`: where the organiser takes it off."""

    registration: TrainingRegistration
    email: str
    strike_url: str

    @property
    def state(self) -> str:
        one = self.registration
        if one.state == TrainingRegistration.State.IN and one.attended:
            return "war da"
        return f"nachgerückt am {date_long(one.moved_up_on)}" if one.moved_up_on and one.state == "in" else one.get_state_display()


@dataclass(frozen=True)
class Answers:
    """What was said of it: how often each degree, and the words in no order of their coming."""

    number: int
    questions: list[tuple[str, list[tuple[str, int]]]]
    words: list[str]

    @property
    def how_many(self) -> str:
        return f"{with_noun(self.number, 'Antwort', 'Antworten')}, ohne Namen."


@dataclass(frozen=True)
class RegistrationList:
    """The page. `answers`: None while fewer than five have said something; `new_url`: where somebody who calls is entered."""

    training: Any
    page: Page
    lines: list[Line]
    seats: Seats
    given_back: int
    topics: list[str]
    said: int
    answers: Answers | None
    new_url: str

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [TRAININGS.crumb(), (self.training.title, self.training.get_absolute_url()), ("Anmeldungen", "")]

    @property
    def heads(self) -> list[Any]:
        return [*self.page.heads, ""]

    @property
    def caption(self) -> str:
        return f"Anmeldungen nach {self.page.order}"

    @property
    def counted(self) -> str:
        """ "20 angemeldet, 5 warten, 2 haben abgesagt."."""
        waiting = {0: [], 1: ["eine Person wartet"]}.get(self.seats.waiting, [f"{self.seats.waiting} warten"])
        gone = {0: [], 1: ["eine Person hat abgesagt"]}.get(self.given_back, [f"{self.given_back} haben abgesagt"])
        of = f" von {with_noun(self.seats.capacity, 'Platz', 'Plätzen')}" if self.seats.capacity else ""
        return ", ".join([f"{self.seats.taken}{of} angemeldet" if self.seats.taken else f"niemand{of} angemeldet", *waiting, *gone]) + "."

    @property
    def attendance_url(self) -> str:
        return reverse("processes:training_attendance", args=[self.training.pk])

    @property
    def kept(self) -> str:
        return "Namen und Adressen von Personen ohne Konto löscht die Anwendung ein halbes Jahr nach dem letzten Tag."

    @property
    def audience(self) -> str:
        return roles_with("registrations.view")


def own_training(request: Request, pk: int) -> Any:
    """A training of the own place with its days, or a 404."""
    return fetch(request, rows(request, Training.objects.with_days()), pk=pk)


def registration_list_page(request: Request, pk: int) -> RegistrationList:
    """The registrations of a training of the own place, or a 404."""
    training = own_training(request, pk)
    own = rows(request, TrainingRegistration).filter(training=training)
    numbers = own.aggregate(**{state: Count("pk", filter=Q(state=state)) for state in TrainingRegistration.State.values})
    counted = Counted(own, "Anmeldung", "Anmeldungen", "Anmeldungen")
    listed = page(request, own.select_related("person", "county"), sorts=SORTS, counted=counted)
    may_change = request.access.may("registrations.change", training) and training.state == Training.State.OPEN
    takes = may_change and request.access.today <= training.closes_on
    said = list(rows(request, TrainingFeedback).filter(training=training))
    return RegistrationList(
        training=training,
        page=listed,
        lines=[_line(row, may_strike=may_change) for row in listed.rows],
        seats=Seats(training.capacity, numbers["in"], numbers["waiting"]),
        given_back=numbers["off"],
        topics=[proposal.text for proposal in rows(request, TopicProposal).filter(training=training)],
        said=len(said),
        # guard: training-answers-few -> answers=_answers(said),
        answers=_answers(said) if len(said) >= ENOUGH else None,
        new_url=reverse("processes:registration_create", args=[pk]) if takes else "",
    )


def _line(row: TrainingRegistration, *, may_strike: bool) -> Line:
    may_strike = may_strike and row.state != TrainingRegistration.State.OFF
    email = "" if row.state == "off" else row.person.email if row.person else row.email
    return Line(row, email, reverse("processes:registration_strike", args=[row.pk]) if may_strike else "")


def _answers(said: list[TrainingFeedback]) -> Answers:
    questions = []
    for name in ("learned", "usable"):
        counted = Counter(getattr(one, name) for one in said)
        label = str(TrainingFeedback._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a field of its own, no relation
        questions.append((label, [(str(degree.label), counted[degree.value]) for degree in DEGREES]))
    return Answers(len(said), questions, sorted(one.words for one in said if one.words))
