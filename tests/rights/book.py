"""Rights of the facilitator's book: lines, notes, closed months, tasks of the profile, and its papers."""

from datetime import date

from planning.models import Term
from processes.models import FacilitationTask
from tests.rights import R, Route, at_site

READ = {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD, R.COORDINATOR, R.FACILITATOR}
WRITE = {R.FACILITATOR}
ROUTES: dict[str, Route] = {
    "processes:hours_create": at_site("contract", WRITE, WRITE),
    "processes:hours_log": Route(None, WRITE, WRITE),
    "processes:hours_edit": at_site("hours", WRITE, WRITE),
    "processes:hours_correct": at_site("hours", WRITE, WRITE),
    "processes:month_close": Route(None, WRITE, WRITE),
    "processes:entry_list": at_site("contract", READ),
    "processes:task_list": at_site("site", READ),
    "processes:task_edit": at_site("site", WRITE, WRITE, "pb-t1"),
    "processes:note_list": Route(None, READ | {R.STATE_OFFICE}),
    "reporting:timesheet": at_site("contract", READ, None, 2026, 11),
    "reporting:process_report": at_site("site", READ, None, 2026),
    "reporting:site_diary": at_site("site", READ),
    "reporting:diary_export": at_site("site", READ, None, "csv"),
}


def at_sites(site):
    task = Term.objects.get(catalogue="facilitation", code="pb-t1")
    return {"facilitation_task": FacilitationTask.objects.create(site=site, task=task, begun_on=date(2026, 1, 15))}
