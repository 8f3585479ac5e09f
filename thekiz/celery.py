"""The only place for Celery: one task that runs a job row, and the sweeper that every worker carries."""

import os
import threading

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thekiz.settings")
app = Celery("thekiz")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()  # each app's tasks.py registers its handlers by name
SWEEP_SECONDS = 3
HOURLY = 3600 // SWEEP_SECONDS


@app.task(name="thekiz.run_job", ignore_result=True)
def run_job(pk: int) -> str:
    from sites.core.jobs import run

    return run(pk, worker_name())


def worker_name() -> str:
    """One name for a worker and its pool: the process group's leader on this machine."""
    return os.environ.get("THEKIZ_WORKER") or f"{os.uname().nodename}:{os.getpid()}"


@signals.worker_init.connect
def name_worker(**_):
    """Before the pool forks, so that parent and children carry the same name; also the check of the database role."""
    import django

    django.setup()
    from sites.core.wall import refuse_powerful_role

    refuse_powerful_role()  # guard: worker-start
    os.environ["THEKIZ_WORKER"] = worker_name()


@signals.worker_ready.connect
def start_sweeper(**_):
    threading.Thread(target=_sweep_forever, name="sweeper", daemon=True).start()


@signals.worker_shutting_down.connect
def release_jobs(**_):
    """A worker that stops gives its running jobs back at once; their writes are fenced by the new token."""
    from sites.core.jobs import release

    threading.Thread(target=release, args=[worker_name()], daemon=True).start()


def _sweep_forever():
    import logging

    from django.db import close_old_connections
    from django.utils import timezone

    from offers.services.device import forget_past_entries
    from offers.services.lists import forget_past_named_lists
    from offers.services.signups import forget_past_signups
    from planning.services.wishes import forget_past_contacts
    from processes.services.consultation import forget_past_visits
    from processes.services.trainings import close_waiting_lists
    from reporting.services.closing import close_month
    from sites.core.jobs import sweep
    from sites.core.limits import forget_attempts
    from sites.core.once import forget_old_clicks
    from sites.services.absences import forget_past_absences
    from sites.services.records import remove_expired_files

    pause, rounds = threading.Event(), 0
    while not pause.wait(SWEEP_SECONDS):
        try:
            close_old_connections()
            sweep()
            if rounds % HOURLY == 0:
                remove_expired_files()
                forget_old_clicks()
                forget_attempts()
                forget_past_absences()
                forget_past_signups(timezone.localdate())
                forget_past_named_lists()
                forget_past_entries(timezone.localdate())
                forget_past_contacts()
                forget_past_visits(timezone.localdate())
                close_waiting_lists(timezone.localdate())
                close_month(timezone.localdate())
            rounds += 1
        except Exception as error:  # the database may be away for a while; the next round tries again
            logging.getLogger("thekiz.jobs").warning("sweep failed: %s", type(error).__name__)
