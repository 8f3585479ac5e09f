"""A house that was renamed, kind by kind: pages, forms, jobs, files and mails about an earlier year call it by the name of that year."""

import re
from datetime import date

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from sites.core import jobs
from sites.core.access import Access
from sites.models import Document, FormerName, Job, Site
from tests import factories as make
from tests.conftest import as_owner
from tests.mails import deliver
from tests.planning.test_decisions import decide

YEAR = timezone.localdate().year - 1
LAST = date(YEAR, 12, 31)
DAY = date(YEAR, 6, 15)  # of what was decided, met and agreed then
THEN, NOW = "Kita am Bach", "Haus am Markt"


@pytest.fixture
def then(world):
    """Everything of last year at a house that has another name since January: (route, person, key) of each page."""
    with as_owner():
        site, county, planner = world.own, world.county, world.people["social_planner"]
        Site.objects.filter(pk=site.pk).update(name=NOW)
        FormerName.objects.create(place_id=site.pk, subject=f"sites.site:{site.pk}", name=THEN, ends=LAST)
        measure = make.make_measure(site, YEAR, title="Begegnung")
        report = make.make_report(site, YEAR, measure=measure, state="submitted", ready=True, version=1)
        cost, funding = make.make_cost(measure), make.make_funding(measure)
        case = make.make_application(site, state="decided")
        paper = make.make_site_resolution(county, decided_on=DAY)
        meeting = make.make_meeting(paper.body, DAY)
        item = make.make_agenda_item(meeting, site=site)
        decision = make.make_decision(
            site, planner, kind="continue", decided_on=DAY, application=case, resolution=paper, agenda_item=item, body="youth_welfare_committee"
        )
        plan = make.make_plan(county, starts=date(YEAR - 2, 1, 1), ends=DAY)
        entry = make.make_plan_entry(plan, site)
        contract = make.make_contract(site, world.people["facilitator"], starts=date(YEAR, 1, 1), ends=DAY)
        hours = make.make_hours(contract, DAY)
    world.rows = {"measure": measure, "report": report, "decision": decision, "contract": contract}
    world.pages = [
        ("planning:measure_edit", "social_planner", [measure.pk]),
        ("planning:measure_detail", "social_planner", [measure.pk]),
        ("planning:cost_create", "social_planner", [measure.pk]),
        ("planning:cost_edit", "social_planner", [cost.pk]),
        ("planning:funding_create", "social_planner", [measure.pk]),
        ("planning:funding_edit", "social_planner", [funding.pk]),
        ("planning:application_detail", "social_planner", [case.pk]),
        ("planning:application_number", "social_planner", [case.pk]),
        ("planning:statement_edit", "social_planner", [case.pk, "municipality"]),
        ("planning:decision_detail", "social_planner", [decision.pk]),
        ("planning:decision_signatory", "social_planner", [decision.pk]),
        ("planning:decision_bundle", "social_planner", [decision.pk]),
        ("planning:resolution_detail", "social_planner", [paper.pk]),
        ("planning:meeting_detail", "social_planner", [meeting.pk]),
        ("planning:plan_detail", "social_planner", [plan.pk]),
        ("planning:plan_entry_edit", "social_planner", [entry.pk]),
        ("processes:contract_detail", "facilitator", [contract.pk]),
        ("processes:hours_create", "facilitator", [contract.pk]),
        ("processes:hours_edit", "facilitator", [hours.pk]),
        ("reporting:report_detail", "coordinator", [report.pk]),
        ("reporting:report_create", "coordinator", [measure.pk]),
    ]
    return world


def test_pages_and_forms_about_an_earlier_year(then, client_of):
    said = {}
    for name, role, keys in then.pages:
        answer = client_of(role).get(reverse(name, args=keys))
        page = re.sub(r"<header.*?</header>", "", answer.content.decode(), flags=re.DOTALL)  # whose role is shown there is a person of today
        said[name] = (answer.status_code, THEN in page, NOW in page)
    assert said == dict.fromkeys(said, (200, True, False))


@pytest.mark.parametrize(
    ("route", "row"), [("reporting:measure_pdf", "measure"), ("reporting:decision_letter", "decision"), ("reporting:report_draft_pdf", "report")]
)
def test_jobs_and_files_about_an_earlier_year(then, client_of, route, row):
    with as_owner():
        then.rows["report"].__class__.objects.update(state="draft")
    role = "coordinator" if row == "report" else "social_planner"
    assert client_of(role).post(reverse(route, args=[then.rows[row].pk])).status_code == 302
    with as_owner():
        job = Job.objects.latest("pk")
    assert jobs.run(job.pk) == "done"
    with as_owner():
        job.refresh_from_db()
        document = Document.objects.get(pk=job.document_id)
    assert NOW not in job.title + document.title and "kita-am-bach" in document.filename and "haus" not in document.filename
    assert (THEN in job.title) == (row == "measure") and (THEN in document.title) == (row == "decision")


@pytest.mark.parametrize(
    ("kind", "row", "state"),
    [
        ("reporting.mail_returned", "report", "returned"),
        ("reporting.mail_accepted", "report", "accepted"),
        ("planning.mail_decided", "decision", ""),
        ("processes.mail_begun", "contract", ""),
    ],
)
def test_mails_about_an_earlier_year(then, kind, row, state):
    with as_owner():
        if state:
            then.rows["report"].__class__.objects.update(state=state)
        access = Access(then.people["social_planner"])
        job = jobs.queue(kind, place=then.own.pk, title="Nachricht", access=access, **{row: then.rows[row].pk})
    assert deliver(job) == "done" and mail.outbox
    for message in mail.outbox:
        assert THEN in message.body and NOW not in message.subject + message.body and (THEN in message.subject) == (row != "report")


def test_a_decision_of_then_is_announced_under_the_name_of_then(then, client_of):
    """What is entered today may have been decided last year."""
    with as_owner():
        case = make.make_application(then.own, state="submitted")
    answer = decide(client_of("social_planner"), case, kind="continue", decided_on=f"{DAY:%d.%m.%Y}", sure="on", departure_reason="Bewährt.")
    assert answer.status_code == 302, answer.context["decision_form"].errors
    with as_owner():
        assert Job.objects.get(name="planning.mail_decided").title == f"Nachricht zur Entscheidung {THEN}"
