"""Two tabs at once: the second waits until the first has its place, and two who cancel make room for two, each told once."""

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from processes.models import TopicProposal, TrainingFeedback, TrainingRegistration
from processes.services.trainings import leave, register, secret_of
from sites.core.wall import set_wall
from sites.models import Job
from tests import factories as make
from tests.conftest import as_owner, make_world
from tests.races import second_of_two

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def training():
    """Three places, that all connections see."""
    world = make_world()
    with as_owner():
        found = make.make_training(world.state, capacity=3)
    set_wall()
    return found


def take(training, number):
    return register(training=training.pk, role="head", county=None, name=f"P{number}", email=f"p{number}@post.example")


def states(training):
    with as_owner():
        return list(TrainingRegistration.objects.filter(training=training).order_by("pk").values_list("state", flat=True))


def secret(taken):
    with as_owner():
        return secret_of(TrainingRegistration.objects.get(pk=taken.number).nonce)


@pytest.mark.guard("training-lock")
def test_of_two_tabs_for_the_last_place_one_has_it(training):
    take(training, 0), take(training, 1)
    assert second_of_two(lambda: take(training, 2), lambda: take(training, 3)).answer == "waiting"
    assert states(training) == ["in", "in", "in", "waiting"]


@pytest.mark.guard("training-cancel-lock")
def test_two_who_cancel_at_once_make_room_for_two_and_each_is_told_once(training):
    taken = [take(training, number) for number in range(6)]
    first, second = secret(taken[0]), secret(taken[1])
    assert second_of_two(lambda: leave(secret=first), lambda: leave(secret=second)) == "in"
    with as_owner():
        told = sorted(Job.objects.filter(arguments__kind="moved_up").values_list("arguments__registration", flat=True))
    assert states(training) == ["off", "off", "in", "in", "in", "waiting"] and told == [taken[3].number, taken[4].number]


def test_a_double_click_on_the_link_is_one_cancellation(training):
    one = secret(take(training, 0))
    assert second_of_two(lambda: leave(secret=one), lambda: leave(secret=one)) == "again" and states(training) == ["off"]


@pytest.mark.guard("registration-function", "training-feedback-function", "training-topic-function")
def test_no_place_is_written_past_the_function_that_counts(training):
    found = take(training, 0)
    set_wall([training.place_id])
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        set_wall([training.place_id])
        values = {"role": "head", "state": "in", "created": timezone.now(), "secret_hash": "x"}
        TrainingRegistration.objects.create(place_id=training.place_id, training=training, **values)
    for model in (TrainingRegistration, TrainingFeedback, TopicProposal):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            set_wall([training.place_id])
            model.objects.filter(pk=found.number)._raw_delete("default")
    assert states(training) == ["in"]
