"""What people without an account see of trainings: the list, one page, and their own place behind the link of the mail."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from processes.models import Training
from processes.pages.training_detail import AboutTraining, Standing, facts_of, standing_of
from processes.pages.training_list import days_of, where_of
from processes.rules.trainings import Seats, coming, my_place, seats_of
from sites.core.days import lasting, month_long, now_here
from sites.core.ical import HourEvent, calendar_of
from sites.core.mails import link


@dataclass(frozen=True)
class OpenLine:
    """One training of the public list."""

    training: Any
    seats: Seats

    @property
    def url(self) -> str:
        return reverse("processes:open_training", args=[self.training.pk])

    @property
    def words(self) -> str:
        return " · ".join([days_of(self.training), where_of(self.training), self.seats.words])


@dataclass(frozen=True)
class OpenTrainingList:
    """By month, the next first."""

    months: list[tuple[str, list[OpenLine]]]


def open_training_list_page(today: date) -> OpenTrainingList:
    """The trainings to come to which one can register; a hundred at most."""
    found = list(coming(today).filter(state=Training.State.OPEN).select_related("county").order_by("first_on", "pk")[:100])
    seats = seats_of(found)
    lines = [OpenLine(training, seats[training.pk]) for training in found]
    return OpenTrainingList([(month, list(group)) for month, group in groupby(lines, key=lambda line: month_long(line.training.first_on))])


@dataclass(frozen=True)
class OpenTraining(AboutTraining):
    """One training; `secret`: of the place whose page it is, empty on the page for everybody."""

    secret: str = ""

    @property
    def link(self) -> str:
        """The way in, for who has a place."""
        return self.training.link if self.standing.is_in else ""

    @property
    def shows_materials(self) -> bool:
        return bool(self.training.materials and self.standing.place and self.training.first_on <= self.standing.today)


def open_training_page(pk: int, today: date) -> OpenTraining:
    """A published training, or a 404."""
    return OpenTraining(*_of(_published(pk), None, today))


def training_place_page(secret: str, today: date) -> OpenTraining | None:
    """The page of a place; None where the link opens nothing."""
    place = my_place(secret=secret)
    return OpenTraining(*_of(_published(place.training), place, today), secret=secret) if place else None


def _published(pk: int) -> Any:
    training = Training.objects.published().with_days().select_related("topic", "county", "place").prefetch_related("days").filter(pk=pk).first()
    if training is None:
        raise Http404
    return training


def _of(training: Any, place: Any, today: date) -> tuple[Any, Standing, list[tuple[str, str]]]:
    return training, standing_of(training, place, today, inside=False), facts_of(training)


def calendar_text(training: Any, *, cancelled: bool = False, words: str = "") -> str:
    """All days of a training for a calendar; read in again they replace those of before. `words`: what only who comes may know."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    gone = cancelled or training.state == Training.State.CANCELLED
    events = [
        HourEvent(
            key=f"training-day-{day.pk}",
            begin=lasting(day.held_on, day.starts_at, day.ends_at)[0],
            end=lasting(day.held_on, day.starts_at, day.ends_at)[1],
            title=training.title,
            words="\n".join(filter(None, [training.summary, words])),
            url=link("processes:open_training", training.pk),
            where=training.venue or training.get_channel_display(),
            cancelled=gone,
        )
        for day in training.days.all()
    ]
    return calendar_of(training.title, events, host=host, now=now_here())
