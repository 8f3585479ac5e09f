"""What changes trainings and the places at them. What counts places are database functions, which hold the training."""

import uuid
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from processes.models import Training, TrainingDay, TrainingRegistration
from sites.core import strangers
from sites.core.access import Access
from sites.core.days import date_long
from sites.core.flow import advance
from sites.core.jobs import announce, queue_each
from sites.core.journal import Changes, record, record_saved
from sites.core.strangers import hash_of

MAIL = "processes.mail_training"
REFUSED = {
    "gone": "Für diese Fortbildung kann man sich nicht (mehr) anmelden.",
    "late": "Die Anmeldefrist ist vorbei.",
    "again": "Sie sind hier schon angemeldet oder stehen auf der Warteliste.",
    "many": "Für diese Fortbildung haben sich schon sehr viele angemeldet. Bitte rufen Sie an.",
}
#: What the organiser reads instead, who enters somebody else.
REFUSED_FOR = {"again": "Diese Person ist hier schon angemeldet oder steht auf der Warteliste."}
NOT_SAID = {
    "gone": "Das ist hier nicht möglich.",
    "again": "Sie haben den Rückblick schon ausgefüllt. Danke dafür.",
    "closed": "Das ist zurzeit nicht möglich.",
    "many": "Es gibt schon sehr viele Vorschläge. Bitte bringen Sie Ihr Thema mit.",
}
#: Of what has changed, those who come are told.
TELLING = frozenset({"title", "channel", "venue", "link"})


class Taken(NamedTuple):
    """What has become of a registration: a state, or why there is none (`thekiz_training_signup`)."""

    answer: str
    number: int | None


# Planned ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def open_training(*, access: Access, training: Training, held_on: date, starts_at: Any, ends_at: Any) -> Training:
    """A new training as a draft, with its first day."""
    _settle(training, held_on)
    training.save()
    TrainingDay.objects.create(place_id=training.place_id, training=training, held_on=held_on, starts_at=starts_at, ends_at=ends_at)
    record_saved(access, training, created=True, text=f"{training.get_kind_display()} „{training.title}“", changes={})
    return training


@transaction.atomic
def change_training(*, access: Access, training: Training, changes: Changes) -> Training:
    """Save what was changed; more places are places for who waits, and who comes learns of another room."""
    first = training.days.order_by("held_on").values_list("held_on", flat=True).first()
    if first and training.state != Training.State.HELD:
        _settle(training, first)
    training.save()
    record_saved(access, training, created=False, text=f"{training.get_kind_display()} „{training.title}“", changes=changes)
    if "capacity" in changes:
        move_up(training)
    if not TELLING.isdisjoint(changes):
        tell(access=access, training=training, kind="moved")
    return training


def _settle(training: Training, first: date) -> None:
    """A deadline lies before the first day; a forum takes topics until its deadline, unless it says otherwise."""
    if training.closes_on >= first:
        raise ValidationError({"closes_on": f"Der erste Tag ist der {date_long(first)}. Die Anmeldefrist liegt davor."})
    if training.topics_until and training.topics_until > first:
        raise ValidationError({"topics_until": f"Der erste Tag ist der {date_long(first)}. Themen sammelt man davor."})
    if training.kind == Training.Kind.FORUM and not training.topics_until:
        training.topics_until = training.closes_on


@transaction.atomic
def save_day(*, access: Access, day: TrainingDay, changes: Changes) -> TrainingDay:
    """A day more, or another time; who comes is told."""
    training, created = day.training, day._state.adding
    if day.held_on <= training.closes_on:
        raise ValidationError({"held_on": f"Die Anmeldung ist bis {date_long(training.closes_on)} offen. Der Tag liegt danach."})
    day.save()
    if created or changes:
        text = f"„{training.title}“: {day.held_on:%d.%m.%Y}, {day.starts_at:%H:%M} bis {day.ends_at:%H:%M} Uhr"
        record(access, training, "changed", text=text, changes=changes)
        tell(access=access, training=training, kind="moved")
    return day


def refuse_last_day(day: TrainingDay) -> None:
    """Nobody can come to a training without a day."""
    if not TrainingDay.objects.filter(training=day.training_id).exclude(pk=day.pk).exists():
        raise ValidationError("Das ist der einzige Tag. Bitte ändern Sie ihn oder sagen Sie die Fortbildung ab.")


@transaction.atomic
def cancel_training(*, access: Access, training: Training, reason: str) -> Training:
    """It falls out: everybody who comes or waits is told why."""
    training.cancel_reason = reason
    training.save(update_fields=["cancel_reason"])
    moved: Training = advance(training, "cancel", access=access, note=reason)
    tell(access=access, training=moved, kind="cancelled")
    return moved


def tell(*, access: Access, training: Training, kind: str) -> None:
    """Write to everybody who comes or waits, once for each, where it is published and not over."""
    is_published = training.state in {Training.State.OPEN, Training.State.CANCELLED}
    if is_published and TrainingDay.objects.filter(training=training, held_on__gte=access.today).exists():
        people = TrainingRegistration.objects.filter(training=training).exclude(state="off").values_list("pk", flat=True)
        parts = [{"registration": pk, "kind": kind} for pk in people]
        queue_each(MAIL, place=training.place_id, title="Nachricht zu einer Fortbildung", access=access, parts=parts)


def move_up(training: Training) -> int:
    """Give free places to who waits, in their order; how many have one now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_training_fill(%s, %s)", [training.pk, timezone.now()])
        moved: int = cursor.fetchone()[0]
    return moved


# Places -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def register(
    *, training: int, role: str, county: int | None, as_person: bool = False, name: str = "", email: str = "", at: datetime | None = None
) -> Taken:
    """Take a place at a training, or the end of its waiting list: for the person of the request, or for a name and an address."""
    nonce = uuid.uuid4()
    with connection.cursor() as cursor:
        values: list[Any] = [training, as_person, name, email, role, county, nonce, hash_of(secret_of(nonce)), at or timezone.now()]
        cursor.execute("SELECT answer, number, job FROM thekiz_training_signup(%s, %s, %s, %s, %s, %s, %s, %s, %s)", values)
        answer, number, job = cursor.fetchone()
    if job:
        transaction.on_commit(lambda: announce(job, MAIL))
    return Taken(answer, number)


@transaction.atomic
def write_down(*, access: Access, training: Training, name: str, email: str, role: str, county: int | None) -> Taken:
    """Somebody without an account has called: the organiser takes the place, and the person is told by mail as if it had registered itself."""
    taken = register(training=training.pk, name=name, email=email, role=role, county=county)
    if taken.answer not in TrainingRegistration.State.values:
        raise ValidationError(REFUSED_FOR.get(taken.answer, REFUSED[taken.answer]))
    record(access, training, "signed_up", text=f"„{training.title}“: eine Anmeldung eingetragen")
    return taken


def secret_of(nonce: uuid.UUID) -> str:
    """The secret of the link at which somebody without an account sees and gives back the place."""
    return strangers.secret_of(nonce, "training")


@transaction.atomic
def leave(*, secret: str = "", number: int | None = None, at: datetime | None = None) -> str:
    """Give a place back, by the secret of the link or by its number; twice is once. Returns what it was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_training_cancel(%s, %s, %s)", [hash_of(secret) if secret else None, number, at or timezone.now()])
        answer: str = cursor.fetchone()[0]
    return answer


@transaction.atomic
def strike(*, access: Access, registration: TrainingRegistration) -> None:
    """The organiser takes somebody off; that person is told, and the next one moves up."""
    answer = leave(number=registration.pk)
    if answer == "past":
        raise ValidationError("Die Fortbildung hat schon begonnen. Wer nicht da war, bleibt ohne Haken.")
    if answer in TrainingRegistration.State.values:
        record(access, registration.training, "signed_off", text=f"„{registration.training.title}“: eine Anmeldung abgesagt")


@transaction.atomic
def say(*, kind: str, secret: str = "", training: int | None = None, words: str = "", learned: int | None = None, usable: int | None = None) -> None:
    """Propose a topic, or say what a training was good for; without a name."""
    with connection.cursor() as cursor:
        values: list[Any] = [hash_of(secret) if secret else "", training, kind, words, learned, usable, timezone.now()]
        cursor.execute("SELECT thekiz_training_say(%s, %s, %s, %s, %s, %s, %s)", values)
        answer = cursor.fetchone()[0]
    if answer != "done":
        raise ValidationError(NOT_SAID[answer])


@transaction.atomic
def tick(*, access: Access, training: Training, present: Collection[int]) -> int:
    """Who was there, of those who had a place; how many."""
    coming = TrainingRegistration.objects.filter(training=training, state="in")
    coming.filter(pk__in=present, attended=False).update(attended=True)
    coming.exclude(pk__in=present).filter(attended=True).update(attended=False)
    number = coming.filter(attended=True).count()
    record(access, training, "changed", text=f"„{training.title}“: {number} waren da")
    return number


def close_waiting_lists(today: date) -> int:
    """In the night: who waits has the answer on its day, and contacts that are not needed any more are gone. Returns how many were told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_training_night(%s)", [today])
        number: int = cursor.fetchone()[0]
    return number
