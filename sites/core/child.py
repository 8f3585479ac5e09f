"""Heavy work in a process of its own, with an end: whatever a document takes, the worker stays alive and keeps its lease."""

import os
import resource
import signal
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection, Pipe

from django.core.exceptions import ValidationError
from django.db import connection

type Tell = Callable[[str, int, int], None]
SECONDS, MEMORY, ALIVE = 120, 2 * 1024**3, 10  # of time and of processor, bytes, seconds between two signs of life
TOO_LARGE = "Dieses Dokument ist zu umfangreich, um daraus eine Datei zu machen. Bitte kürzen Sie den längsten Text."


def in_child(work: Callable[[Tell], bytes], tell: Tell, *, seconds: float = SECONDS, memory: int = MEMORY) -> bytes:
    """What `work` makes, in a fork that may take so much time and memory; `tell` is called here, with its stages and every few seconds.

    An error in the child is raised here; a ValidationError when it was stopped. The connection to the database stays ours.
    """
    reading, writing = Pipe(duplex=False)
    child = os.fork()
    if child == 0:
        reading.close()
        _work(work, writing, seconds, memory)
    writing.close()
    try:
        return _follow(reading, tell, time.monotonic() + seconds)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        reading.close()


def _work(work: Callable[[Tell], bytes], writing: Connection, seconds: float, memory: int) -> None:
    """The child: never returns, and leaves nothing of the parent's to be cleaned up twice."""
    try:
        _held = connection.connection  # until the end: letting go of it would close the connection of the parent
        connection.connection = None
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))  # guard: child-processor -> pass
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))  # guard: child-memory -> pass
        writing.send(("made", work(lambda *stage: writing.send(("stage", stage)))))
    except MemoryError:
        pass  # the parent finds nothing and says so
    except BaseException as error:  # told to the parent, whatever it is
        error.add_note(traceback.format_exc())
        writing.send(("error", error))
    finally:
        os._exit(0)  # also when nothing could be told: the child never goes on as a second worker


def _follow(reading: Connection, tell: Tell, until: float) -> bytes:
    stage = ("Datei wird gerechnet", 0, 1)
    while time.monotonic() < until:  # guard: child-time -> while True:
        if not reading.poll(min(ALIVE, max(until - time.monotonic(), 0))):
            tell(*stage)  # the lease goes on
            continue
        try:
            kind, what = reading.recv()
        except EOFError:
            break
        if kind == "made":
            return bytes(what)
        if kind == "error":
            raise what
        stage = what
        tell(*stage)
    raise ValidationError(TOO_LARGE)
