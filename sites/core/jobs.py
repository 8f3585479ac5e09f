"""The only place for work in the background: the job row is the truth, Celery only the wake-up call.

queue() writes the row in the open transaction; after the commit its id is announced. A worker claims it (lease and token),
works in short transactions behind the wall of the person who asked, and writes the result only while the token is still its own.
"""

import json
import logging
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from sites.core.access import Access
from sites.core.wall import set_wall

log = logging.getLogger("thekiz.jobs")
LEASE = timedelta(seconds=30)
ATTEMPTS = 5
#: After each attempt at which a server or a disk was away; together more than a day.
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 480, 720)]
MAILS, DOCUMENTS = "mails", "documents"  # the queues; a worker of its own takes the mails, so that no document delays a code
type Handler = Callable[[Run], None]


class Work(NamedTuple):
    """What a job does, the action whose reach it has, and how often it is tried."""

    handler: Handler
    action: str | None = None
    attempts: int = ATTEMPTS


#: Found by the name of the job: `sites` imports nobody.
HANDLERS: dict[str, Work] = {}


class Fenced(Exception):
    """The lease ran out and somebody else has taken the job: nothing of this attempt may be written."""


def handler(name: str, *, action: str | None = None, attempts: int = ATTEMPTS) -> Callable[[Handler], Handler]:
    """Register a function as the handler of a job. With an action the wall is the person's reach for it, else the job's place alone."""

    def register(function: Handler) -> Handler:
        HANDLERS[name] = Work(function, action, attempts)
        return function

    return register


def queue(name: str, *, place: int, title: str, access: Access | None = None, **arguments: Any) -> int:
    """Write a job row; announce it after the commit. Arguments are ids and years, never contents. Returns its number."""
    person = access.user if access and getattr(access.user, "is_authenticated", False) else None
    job = apps.get_model("sites", "Job").objects.create(name=name, place_id=place, person=person, title=title[:160], arguments=arguments)
    pk: int = job.pk
    transaction.on_commit(lambda: announce(pk, name))  # guard: after-commit -> announce(pk, name)
    return pk


def queue_all(name: str, *, titles: dict[int, str], access: Access) -> None:
    """The same work at many places (place → title) in one query."""
    job = apps.get_model("sites", "Job")
    _write(job(name=name, place_id=place, person=access.user, title=title[:160], arguments={}) for place, title in titles.items())


def queue_each(name: str, *, place: int, title: str, access: Access, parts: Iterable[dict[str, Any]]) -> None:
    """The same work of one place several times, each with its arguments, in one query."""
    job = apps.get_model("sites", "Job")
    _write(job(name=name, place_id=place, person=access.user, title=title[:160], arguments=part) for part in parts)


def hand_on(run: "Run", parts: list[dict[str, Any]]) -> None:
    """The work of a job as jobs of their own, one for each part (further arguments), behind its wall and in the caller's transaction."""
    job = apps.get_model("sites", "Job")
    title = job.objects.get(pk=run.pk).title
    _write(job(name=run.name, place_id=run.place, person_id=run.person, title=title, arguments={**run.arguments, **part}) for part in parts)


def _write(rows: Iterable[Any]) -> None:
    """Write the rows of several jobs; announce them after the commit."""
    jobs = apps.get_model("sites", "Job").objects.bulk_create(rows)
    names = {job.pk: job.name for job in jobs}
    transaction.on_commit(lambda: announce_all(names))  # guard: all-after-commit -> announce_all(names)


def announce_all(names: dict[int, str]) -> None:
    for pk, name in names.items():
        announce(pk, name)


def queue_of(name: str) -> str:
    """What is called a mail is one: `sites.mail_account`. The web process knows names, not handlers."""
    return MAILS if name.partition(".")[2].startswith("mail_") else DOCUMENTS  # guard: own-queue -> return DOCUMENTS


def announce(pk: int, name: str) -> None:
    """Tell the workers; when the broker is away the sweeper will find the row."""
    try:
        import_string("thekiz.celery.run_job").apply_async([pk], queue=queue_of(name), retry=False, ignore_result=True)
    except Exception as error:  # the broker may fail in any way; the row is safe
        log.warning("job %s not announced: %s", pk, type(error).__name__)


@dataclass
class Run:
    """One attempt at a job: what a handler gets."""

    pk: int
    token: int
    name: str
    place: int
    person: int | None
    arguments: dict[str, Any]
    action: str | None

    def access(self) -> Access:
        return Access(apps.get_model("sites", "User").objects.filter(pk=self.person or 0).first())

    def wall(self) -> Access:
        """Set the wall of this attempt anew: a membership that ended meanwhile reaches nothing."""
        set_wall((), person=self.person)
        access = self.access()
        # guard: job-wall -> places = {self.place}
        places = access.reach(self.action).walls if self.action and self.person else {self.place}
        set_wall(places, person=self.person)
        return access

    def progress(self, stage: str, done: int = 0, total: int = 0) -> None:
        """Show the stage in words and renew the lease, in a transaction of its own. Raises Fenced when the job was taken away."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT thekiz_job_progress(%s, %s, %s, %s, %s, %s)", [self.pk, self.token, stage, done, total, str(LEASE)])
            if not cursor.fetchone()[0]:
                raise Fenced

    def finish(self, state: str, *, document: int | None = None, error: str = "") -> None:
        """Write the end, in the caller's transaction, so result and `done` are one. Raises Fenced like progress."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT thekiz_job_finish(%s, %s, %s, %s, %s)", [self.pk, self.token, state, document, error])
            if not cursor.fetchone()[0]:
                raise Fenced


def run(pk: int, worker: str = "") -> str:
    """Claim a job and work on it; returns the state it ended in ("" when it was not to be had)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT token, name, place, person, arguments, attempts FROM thekiz_job_claim(%s, %s, %s)", [pk, str(LEASE), worker])
        claimed = cursor.fetchone()
    if claimed is None:
        return ""
    token, name, place, person, arguments, attempts = claimed
    work = HANDLERS.get(name)
    attempt = Run(pk, token, name, place, person, json.loads(arguments), work and work.action)  # a bare cursor hands jsonb over as text
    try:
        if work is None:
            raise LookupError(f"no handler is called {name}")
        if attempts > work.attempts:
            attempt.finish("parked", error="Der Auftrag ist mehrmals abgebrochen. Die Betreuung der Anlage sieht ihn sich an.")
            return "parked"
        work.handler(attempt)
        return "done"
    except Fenced:
        log.warning("job %s was taken over by another worker", pk)
        return ""
    except Exception as error:
        if isinstance(error, OSError) and "secret" not in attempt.arguments:  # guard: secret-not-kept -> if isinstance(error, OSError):
            log.warning("job %s %s waits for its next attempt: %s", pk, name, error)
            return _waits(attempt, attempts)
        log.error("job %s %s failed: %s", pk, name, traceback.format_exc())
        return _failed(attempt, error)


def _waits(attempt: Run, attempts: int) -> str:
    """A server or a disk is away: nobody takes the job until its lease runs out, then the sweeper does. A login code would be stale by then."""
    lease = WAITS[min(attempts, len(WAITS)) - 1]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_job_wait(%s, %s, %s, %s)", [attempt.pk, attempt.token, "Wartet auf den nächsten Versuch", str(lease)])
        return "running" if cursor.fetchone()[0] else ""


def _failed(attempt: Run, error: Exception) -> str:
    """Say in German what happened; a refusal of ours is told in its own words."""
    from django.core.exceptions import PermissionDenied, ValidationError

    text = "Beim Erstellen ist ein Fehler aufgetreten. Bitte versuchen Sie es noch einmal."
    if isinstance(error, ValidationError):
        text = " ".join(error.messages)
    if isinstance(error, PermissionDenied):
        text = "Ihre Berechtigung für diesen Auftrag ist inzwischen beendet."
    try:
        attempt.finish("failed", error=text)
    except Fenced:
        return ""
    return "failed"


def sweep() -> list[int]:
    """Announce what was forgotten: queued for more than five seconds, or running past its lease."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(7365)")
        if not cursor.fetchone()[0]:
            return []
        cursor.execute("SELECT job, name FROM thekiz_job_open(%s)", [timezone.now() - timedelta(seconds=5)])
        forgotten = dict(cursor.fetchall())
    announce_all(forgotten)
    return list(forgotten)


def release(worker: str) -> None:
    """On shutdown: running jobs of this worker go back into the queue at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_job_release(%s)", [worker])
