"""Trainings and who comes to them."""

import uuid
from datetime import time, timedelta

from django.utils import timezone

from planning.models import Term
from processes.models import TopicProposal, Training, TrainingDay, TrainingRegistration
from processes.services.trainings import secret_of
from sites.core.strangers import hash_of


def make_training(place, title="Schweres ansprechen", *, first=None, days=1, **fields):
    """Published, in thirty days from 9:00 to 15:30, with twenty places; the deadline is nine days before."""
    first = first or timezone.localdate() + timedelta(days=30)
    values = {
        "kind": "training", "summary": "Wie ein gutes Gespräch gelingt.", "audience": ["coordinator", "head"],
        "channel": "on_site", "venue": "Weimar, Saal",
        "capacity": 20, "closes_on": first - timedelta(days=9), "state": "open",
        "cancel_reason": "Die Referentin ist erkrankt." if fields.get("state") == "cancelled" else "",
        "topic": Term.objects.filter(catalogue="training_topic", code=fields.pop("topic", "talks")).first(), **fields,
    }  # fmt: skip
    training = Training.objects.create(place_id=place.pk, title=title, **values)
    for number in range(days):
        make_training_day(training, first + timedelta(days=number))
    return training


def make_training_day(training, held_on=None, starts_at=time(9), ends_at=time(15, 30)):
    held_on = held_on or training.closes_on + timedelta(days=20)
    return TrainingDay.objects.create(place_id=training.place_id, training=training, held_on=held_on, starts_at=starts_at, ends_at=ends_at)


def make_registration(training, name="Anna Berg", *, person=None, **fields):
    """Somebody with a place, without an account unless there is a `person`."""
    nonce = uuid.uuid4()
    contact = {} if person else {"name": name, "email": f"{nonce.hex[:12]}@post.example"}
    values = {"role": "coordinator", "state": "in", "created": timezone.now(), "nonce": nonce, "secret_hash": hash_of(secret_of(nonce))}
    return TrainingRegistration.objects.create(place_id=training.place_id, training=training, person=person, **{**values, **contact, **fields})


def make_topic_proposal(training, text="Wie reden wir über Geld?"):
    return TopicProposal.objects.create(place_id=training.place_id, training=training, text=text, proposed_on=timezone.localdate())
