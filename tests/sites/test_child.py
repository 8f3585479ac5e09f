"""Heavy work in a process of its own: what comes back, what is told meanwhile, and what ends it."""

import os
import resource
import signal
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from sites.core import child
from sites.core.child import in_child

STOPPED = "zu umfangreich"


def nothing(*_):
    return None


def test_the_result_and_the_stages_come_back(db):
    told = []

    def work(tell):
        tell("Seiten werden umbrochen", 1, 3)
        return f"{os.getpid()}".encode()

    made = in_child(work, lambda *stage: told.append(stage))
    assert int(made) != os.getpid() and told == [("Seiten werden umbrochen", 1, 3)]
    with connection.cursor() as cursor:  # still ours
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_an_error_of_the_work_is_raised_here(db):
    def work(tell):
        raise KeyError("missing")

    with pytest.raises(KeyError, match="missing"):
        in_child(work, nothing)


@pytest.mark.guard("child-time")
def test_work_that_takes_too_long_is_stopped_in_words(db):
    """Long before it would have ended."""
    with pytest.raises(ValidationError, match=STOPPED):
        in_child(lambda tell: b"late" if not Event().wait(10) else b"", nothing, seconds=0.3)


@pytest.mark.guard("child-memory")
def test_work_that_takes_too_much_memory_is_stopped_in_words(db):
    limit = 16 * 1024**3
    assert in_child(lambda tell: str(resource.getrlimit(resource.RLIMIT_AS)).encode(), nothing, memory=limit) == f"({limit}, {limit})".encode()
    with pytest.raises(ValidationError, match=STOPPED):
        in_child(lambda tell: bytes(2 * limit), nothing, memory=limit)


@pytest.mark.guard("child-processor")
def test_work_whose_worker_is_gone_ends_by_itself(db):
    made = in_child(lambda tell: str(resource.getrlimit(resource.RLIMIT_CPU)).encode(), nothing, seconds=7)
    assert made == b"(8, 8)"


def test_work_that_is_killed_is_told_in_words(db):
    with pytest.raises(ValidationError, match=STOPPED):
        in_child(lambda tell: os.kill(os.getpid(), signal.SIGKILL), nothing)


def test_a_long_silence_still_renews_the_lease(db, monkeypatch):
    """The work waits for three signs of life, which are given while it says nothing."""
    monkeypatch.setattr(child, "ALIVE", 0.01)
    reading, writing = os.pipe()
    told = []

    def tell(*stage):
        told.append(stage)
        os.write(writing, b".")

    assert in_child(lambda _: b"".join(os.read(reading, 1) for _ in range(3)), tell) == b"..."
    assert len(told) >= 3 and set(told) == {("Datei wird gerechnet", 0, 1)}


def test_a_worker_that_lost_its_job_takes_the_work_along(db):
    """What `tell` raises ends the child at once."""

    def fenced(*_):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        in_child(lambda tell: (tell("los", 0, 1), signal.pause()), fenced)
