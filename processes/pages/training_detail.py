"""What stands on the page of a training: what it is, its places, how one's own registration stands and what else there is, one's confirmations."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse

from processes.forms.trainings import Group
from processes.models import Training
from processes.rules.trainings import MyPlace, Seats, about, answered_on, confirmed, hours_of, my_place, others_like, outlook, seats_of
from sites.core.access import Request
from sites.core.charts import Picture
from sites.core.days import clock_time, date_long, dayname, now_here
from sites.core.drawings import seats_drawn
from sites.core.flow import Step
from sites.core.navigation import TRAININGS
from sites.core.numbers import decimal, euros, in_hours
from sites.core.roles import Role

KEEPS = Role.STATE_OFFICE.label
#: What several of a group are called, where that is another word.
MANY = {Group.PROFESSIONAL.value: "Fachkräfte"}


@dataclass(frozen=True)
class Other:
    """Another training with room: what its button says and what stands under it."""

    training: Any
    seats: Seats
    url: str
    is_same: bool

    @property
    def label(self) -> str:
        return f"Am {date_short_year(self.training.first_on)} dabei sein"

    @property
    def words(self) -> str:
        what = "Gleiche Fortbildung" if self.is_same else f"„{self.training.title}“, gleiches Thema"
        where = f" in {self.training.county}" if self.training.county_id else f", {self.training.get_channel_display()}"
        return f"{what}{where}, {self.seats.words}. Ihr Platz auf der Warteliste bleibt, bis Sie ihn abgeben."


@dataclass(frozen=True)
class Standing:
    """How a person's registration stands, in the words of the box beside the page; the same with an account and behind a secret link."""

    training: Any
    place: MyPlace | None
    seats: Seats
    facts_about: dict[str, Any]
    other: Other | None
    today: Any

    @property
    def is_over(self) -> bool:
        return bool(self.training.last_on and self.training.last_on < self.today)

    @property
    def is_past(self) -> bool:
        """Whether the last day is here or over: it was held, if it was not called off."""
        return bool(self.training.last_on and self.training.last_on <= self.today)

    @property
    def state(self) -> str:
        return self.place.state if self.place else ""

    @property
    def title(self) -> str:
        if self.training.state == Training.State.CANCELLED:
            return "Fällt aus"
        if self.is_over:
            return "Vorbei"
        return {"in": "Sie sind dabei", "waiting": "Sie warten", "off": "Sie haben abgesagt"}.get(self.state, "Anmeldung")

    @property
    def facts(self) -> list[tuple[str, str]]:
        found = [("Anmeldung bis", date_long(self.training.closes_on))]
        if self.place and self.state != "off":
            found.append(("Angemeldet", moment_of(self.place.created)))
        return found

    @property
    def takes(self) -> bool:
        """Whether one can register now."""
        return self.training.state == Training.State.OPEN and self.today <= self.training.closes_on and self.state not in {"in", "waiting"}

    @property
    def is_waiting(self) -> bool:
        return self.state == "waiting" and self.training.state == Training.State.OPEN and not self.is_over

    @property
    def is_in(self) -> bool:
        return self.state == "in" and self.training.state != Training.State.CANCELLED

    @property
    def has_lost(self) -> bool:
        """Whether it is settled that no place becomes free."""
        return self.is_waiting and self.today >= answered_on(self.training)

    @property
    def may_leave(self) -> bool:
        return self.state in {"in", "waiting"} and self.training.state == Training.State.OPEN and self.today <= self.training.first_on

    @property
    def outlook(self) -> Any:
        found = self.facts_about
        return outlook(self.place.rank or 1, found["freed"], found["late"]) if self.place and self.is_waiting else None

    @property
    def key(self) -> list[tuple[str, str]]:
        """What the circles of the picture mean: class and words."""
        seats = self.seats
        found = [("taken", f"vergeben, {seats.taken}"), ("open", f"frei, {seats.free}"), ("waits", f"wartet, {seats.waiting}"), ("you", "Sie")]
        there = {"taken": True, "open": bool(seats.free), "waits": bool(seats.waiting), "you": self.is_waiting}
        return [(css, words) for css, words in found if there[css]]

    @property
    def promise(self) -> str:
        """When who waits has the answer, either way."""
        return (
            "Wird ein Platz frei, rückt nach, wer am längsten wartet; Sie bekommen dann eine E-Mail und sind dabei. "
            f"Am {date_short_year(answered_on(self.training))} sagen wir Ihnen Bescheid, auch wenn es nicht klappt."
        )

    @property
    def takes_topics(self) -> bool:
        until = self.training.topics_until
        return bool(until and self.today <= until and self.training.state == Training.State.OPEN)

    @property
    def topics_words(self) -> str:
        number = self.facts_about["topics"]
        said = "noch kein Vorschlag" if not number else "bisher ein Vorschlag" if number == 1 else f"bisher {number} Vorschläge"
        return f"({said})"

    @property
    def as_of(self) -> str:
        return f"Stand heute, {clock_time(now_here().time())} Uhr"

    @property
    def who_comes(self) -> str:
        """ "Angemeldet aus 12 Landkreisen: 11 Koordination, 5 Leitung."; nothing under five people."""
        found = self.facts_about
        if not found["groups"]:
            return ""
        counted = [(number, value, label) for value, label in Group.choices if (number := found["groups"].get(value))]
        groups = ", ".join(f"{number} {MANY.get(value, label) if number > 1 else label}" for number, value, label in counted)
        counties = "" if found["counties"] < 2 else f" aus {found['counties']} Landkreisen"
        return f"Angemeldet{counties}: {groups}."

    @property
    def wants_feedback(self) -> bool:
        return bool(self.is_in and self.place and not self.place.evaluated and self.training.last_on and self.training.last_on <= self.today)

    @property
    def has_paper(self) -> bool:
        """Whether there is a confirmation: who was there and has said what it was good for."""
        return bool(self.is_in and self.place and self.place.attended and self.place.evaluated and self.training.last_on <= self.today)


@dataclass(frozen=True)
class Confirmation:
    """A line of the table of one's own confirmations."""

    title: str
    url: str
    day: str
    hours: str
    paper_url: str
    feedback_url: str


@dataclass(frozen=True)
class AboutTraining:
    """What each page of one training says of it, with or without an account."""

    training: Any
    standing: Standing
    facts: list[tuple[str, str]]

    @property
    def pre(self) -> str:
        return f"{self.training.get_kind_display()} · {keeper_of(self.training)}"

    @property
    def seats(self) -> Seats:
        return self.standing.seats

    @property
    def picture(self) -> Picture | None:
        return seats_picture(self.standing)

    @property
    def points(self) -> list[str]:
        return points_of(self.training)


@dataclass(frozen=True)
class TrainingDetail(AboutTraining):
    """The page. `buttons`: the steps of the flow; `may_keep`: whether it is the organiser who reads."""

    confirmations: list[Confirmation]
    hours_this_year: str
    may_keep: bool
    may_see_registrations: bool
    buttons: list[Step]
    missing: list[str]

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [TRAININGS.crumb(), (self.training.title, "")]

    @property
    def shows_materials(self) -> bool:
        return bool(self.training.materials and self.training.first_on and self.training.first_on <= self.standing.today)

    @property
    def link(self) -> str:
        """The way in, for who has a place and for the organiser alone."""
        # guard: training-link -> return self.training.link
        return self.training.link if self.standing.is_in or self.may_keep else ""


def find_training(request: Request, pk: int) -> Any:
    """A published training, or a draft of the own place; else a 404 that looks like a missing one."""
    # guard: training-own-drafts -> kept = Training.objects.with_days()
    kept = Training.objects.with_days().filter(place__in=request.access.reach("trainings.change").places)
    published = Training.objects.published().with_days()
    found = (published | kept) if request.access.holds("trainings.change") else published
    training = found.select_related("topic", "county", "place").prefetch_related("days").filter(pk=pk).first()
    if training is None:
        raise Http404
    return training


def training_detail_page(request: Request, pk: int) -> TrainingDetail:
    """A training with how the person of the request stands to it."""
    access, training = request.access, find_training(request, pk)
    standing = standing_of(training, my_place(training=pk), access.today, inside=True)
    own = confirmed(request.user, access.today)
    this_year = [one for one in own if one.evaluated and one.training.last_on.year == access.today.year]
    may_keep = access.may("trainings.change", training)
    steps = training.flow.open_to(training, access)
    return TrainingDetail(
        training=training,
        standing=standing,
        facts=facts_of(training),
        confirmations=[_confirmation(one) for one in own],
        hours_this_year=in_hours(sum(hours_of(one.training) for one in this_year)),
        may_keep=may_keep,
        may_see_registrations=access.may("registrations.view", training),
        buttons=[step for step in steps if step.name == "open" or (step.name == "hold" and standing.is_past)],
        missing=list(training.problems_before_open(access)) if may_keep and training.state == Training.State.DRAFT else [],
    )


def standing_of(training: Any, place: MyPlace | None, today: Any, *, inside: bool) -> Standing:
    """How somebody stands, and where there is room instead."""
    others = others_like(training, today) if training.state == Training.State.OPEN else []
    seats = seats_of([training, *others])
    name = "processes:training_register" if inside else "processes:open_training"
    with_room = [one for one in others if not seats[one.pk].is_full]
    other = next((Other(one, seats[one.pk], reverse(name, args=[one.pk]), one.title == training.title) for one in with_room), None)
    return Standing(training, place, seats[training.pk], about(training.pk), other, today)


def keeper_of(training: Any) -> str:
    """Who keeps it."""
    return KEEPS if training.place.kind == "state" else str(training.place.county)


def facts_of(training: Any) -> list[tuple[str, str]]:
    days = list(training.days.all())
    found = [
        ("Wann", "; ".join(day_words(day) for day in days)),
        ("Wo", place_words(training)),
        ("Für wen", training.audience_words),
        ("Mit", training.speaker),
        ("Kosten", ", ".join(filter(None, [euros(training.fee) if training.fee else "keine", training.fee_note]))),
        ("Thema", training.topic.label if training.topic else ""),
        ("Gehört zu", training.topic.text if training.topic else ""),
    ]
    return [(label, value) for label, value in found if value]


def place_words(training: Any) -> str:
    """Where it takes place, with its county where the place does not name it."""
    where, county = training.venue or str(training.get_channel_display()), str(training.county or "")
    return where if county in where else f"{where}, {county}"


def day_words(day: Any) -> str:
    """ "Mittwoch, 27. Januar 2027, 9:00 bis 15:30 Uhr"."""
    return f"{dayname(day.held_on)}, {date_long(day.held_on)}, {clock_time(day.starts_at)} bis {clock_time(day.ends_at)} Uhr"


def moment_of(at: datetime) -> str:
    """ "14. November, 8:12 Uhr"."""
    here = at.astimezone(now_here().tzinfo)
    return f"{date_long(here).rsplit(' ', 1)[0]}, {clock_time(here.time())} Uhr"


def date_short_year(day: Any) -> str:
    return date_long(day).rsplit(" ", 1)[0]


def points_of(training: Any) -> list[str]:
    """Each line a point, with or without a dash before it."""
    return [line.strip().lstrip("-•* ") for line in training.text.splitlines() if line.strip()]


def seats_picture(standing: Standing) -> Picture | None:
    seats = standing.seats
    you = standing.place.rank if standing.place and standing.is_waiting else None
    return seats_drawn(seats.taken, seats.free or 0, seats.waiting, you) if seats.capacity else None


def _confirmation(one: Any) -> Confirmation:
    training = one.training
    return Confirmation(
        title=training.title,
        url=training.get_absolute_url(),
        day=f"{dayname(training.last_on)[:2]}, {date_long(training.last_on)}",
        hours=decimal(hours_of(training)),
        paper_url=reverse("reporting:training_certificate", args=[training.pk]) if one.evaluated else "",
        feedback_url="" if one.evaluated else reverse("processes:training_feedback", args=[training.pk]),
    )
