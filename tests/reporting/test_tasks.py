"""Jobs of the Sachbericht: PDF from the snapshot only, drafts marked, files for one person, mails to the house."""

import hashlib
import io
from datetime import timedelta

import pikepdf
import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from reporting import documents
from reporting.documents.pdf import FONTS, printable_characters, to_pdf, unpacked
from reporting.models import LszReport, Report, ReportSnapshot
from reporting.tasks import approvals_of, make_file, money_pdf
from sites.core import jobs
from sites.core.access import Access
from sites.core.child import in_child
from sites.core.roles import Role
from sites.core.wall import set_wall
from sites.models import Document, Job, Membership
from sites.services.records import read_document
from tests import factories as make
from tests.conftest import as_owner
from tests.mails import deliver


def last_job() -> Job:
    with as_owner():
        return Job.objects.latest("pk")


def file_of(job) -> tuple[Document, bytes]:
    with as_owner():
        job.refresh_from_db()
        document = Document.objects.get(pk=job.document_id)
        return document, read_document(document)


@pytest.fixture
def submitted(world, client_of):
    """A report of a site with one session, submitted by the head through the page."""
    with as_owner():
        report = make.make_report(world.own, 2025, ready=True)
        make.make_session(make.make_offer(world.own), make.date(2025, 5, 5), figures=(11, 4, 6))
    assert client_of("head").post(reverse("reporting:report_step", args=[report.pk, "submit"])).status_code == 302
    with as_owner():
        return ReportSnapshot.objects.select_related("report").get(report=report)


def step(client_of, role, snapshot, name, note=""):
    return client_of(role).post(reverse("reporting:report_step", args=[snapshot.report_id, name]), {"note": note})


def test_the_fonts_are_unpacked_once_in_the_worker_and_not_for_each_document(client_of, world, submitted):
    """What a child unpacks ends with it."""
    for kept in (unpacked, printable_characters):
        kept.cache_clear()
    assert client_of("coordinator").post(reverse("reporting:snapshot_pdf", args=[submitted.pk])).status_code == 302
    assert jobs.run(last_job().pk) == "done"
    assert unpacked.cache_info().misses == len(FONTS)

    def work(tell):
        assert to_pdf("<html lang=de><title>x</title><p>x", made_at=timezone.now())
        return str(unpacked.cache_info().misses).encode()

    assert int(in_child(work, lambda *_: None)) == len(FONTS)


@pytest.mark.req("R248.D1")
@pytest.mark.parametrize("role", [Role.SOCIAL_PLANNER, Role.COORDINATOR])
def test_the_pdf_comes_from_the_frozen_version(client_of, world, submitted, role):
    with as_owner():  # live rows change after the freeze
        submitted.report.chapters.update(text="Nachträglich geändert")
        make.make_session(make.make_offer(world.own, "Spät"), make.date(2025, 6, 6), figures=(99, 99, 99))
    assert client_of(role).post(reverse("reporting:snapshot_pdf", args=[submitted.pk])).status_code == 302
    assert jobs.run(last_job().pk) == "done"
    document, content = file_of(last_job())
    assert document.owner == world.people[role.value] and document.sha256 == hashlib.sha256(content).hexdigest()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        enclosed = bytes(pdf.attachments["sachbericht.json"].get_file().read_bytes())
    assert hashlib.sha256(enclosed).hexdigest() == submitted.sha256 == documents.snapshot_hash(submitted.data)
    assert b"Nachtr" not in enclosed and b'"adults_centre":11' in enclosed


@pytest.mark.guard("taken-once")
def test_running_a_job_twice_makes_one_file(client_of, submitted):
    client_of("head").post(reverse("reporting:snapshot_pdf", args=[submitted.pk]))
    job = last_job()
    assert (jobs.run(job.pk), jobs.run(job.pk)) == ("done", "")
    with as_owner():
        assert Document.objects.count() == 1


@pytest.mark.parametrize("role", ["social_planner", "coordinator"])
def test_whose_membership_ended_meanwhile_gets_no_file(client_of, world, submitted, role):
    client_of(role).post(reverse("reporting:snapshot_pdf", args=[submitted.pk]))
    with as_owner():
        Membership.objects.filter(user=world.people[role]).update(starts=make.date(2020, 1, 1), ends=timezone.localdate() - timedelta(days=1))
    job = last_job()
    assert jobs.run(job.pk) == "failed"
    with as_owner():
        job.refresh_from_db()
        assert "Berechtigung" in job.error and not Document.objects.exists()


@pytest.mark.guard("job-file-right")
def test_whose_role_ends_while_the_file_is_made_gets_none(client_of, world, submitted):
    client_of("social_planner").post(reverse("reporting:snapshot_pdf", args=[submitted.pk]))
    job = last_job()
    run = jobs.Run(job.pk, 0, job.name, job.place_id, world.people["social_planner"].pk, {}, "snapshots.view")

    def ended(*_):
        with as_owner():
            Membership.objects.filter(user=world.people["social_planner"]).update(ends=timezone.localdate() - timedelta(days=1))

    run.progress = ended  # told while the file is made
    with pytest.raises(PermissionDenied):
        make_file(run, title="Fassung", name="fassung", kind="pdf", make=lambda tell: tell("Seiten werden umbrochen", 0, 1) or b"%PDF")
    with as_owner():
        assert not Document.objects.exists()


@pytest.mark.guard("job-row")
def test_a_job_at_the_own_house_makes_no_proof_of_anothers_money(world):
    """Also where the database would show it."""
    with as_owner():
        measure = make.make_measure(world.foreign)
        access = Access(world.people["head"])
        job = jobs.queue("reporting.money_pdf", place=world.own.pk, title="Nachweis", access=access, measure=measure.pk)
        run = jobs.Run(job, 0, "reporting.money_pdf", world.own.pk, access.user.pk, {"measure": measure.pk}, "money.view")
        Job.objects.filter(pk=job).update(state="running")
        with pytest.raises(PermissionDenied):
            money_pdf(run)


@pytest.mark.guard("job-row")
def test_the_first_wall_holds_alone(client_of, world, submitted):
    """Even where the database would show everything, a job gives its person only what lies within reach."""
    with as_owner():
        access = Access(world.people["social_planner"])
        job = jobs.queue("reporting.report_pdf", place=world.own.pk, title="Fremd", access=Access(world.elsewhere["head"]), snapshot=submitted.pk)
        assert jobs.run(job) == "failed" and not Document.objects.exists()
        county = jobs.queue(
            "reporting.lsz_report", place=world.other_county.pk, title="Fremd", access=access, county=world.other_county.pk, year=2025
        )
        assert jobs.run(county) == "failed" and not LszReport.objects.exists()


def test_a_draft_is_marked_and_nothing_is_frozen(client_of, world):
    with as_owner():
        report = make.make_report(world.own, 2025)
    assert client_of("provider").post(reverse("reporting:report_draft_pdf", args=[report.pk])).status_code == 302
    assert jobs.run(last_job().pk) == "done"
    document, content = file_of(last_job())
    assert document.title == "Sachbericht 2025, Entwurf" and content.startswith(b"%PDF")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        enclosed = bytes(pdf.attachments["sachbericht.json"].get_file().read_bytes()).decode()
    assert '"version":"1 (Entwurf)"' in enclosed and "noch nicht eingereicht" in enclosed
    with as_owner():
        report.refresh_from_db()
        assert not ReportSnapshot.objects.exists() and (report.version, report.state) == (0, "draft")


def test_a_draft_job_of_somebody_who_left_fails(client_of, world):
    with as_owner():
        report = make.make_report(world.own, 2025)
    client_of("coordinator").post(reverse("reporting:report_draft_pdf", args=[report.pk]))
    with as_owner():
        Membership.objects.filter(user=world.people["coordinator"]).delete()
    assert jobs.run(last_job().pk) == "failed"


def test_approvals_belong_to_their_version(client_of, world, submitted):
    step(client_of, "social_planner", submitted, "hand_back", "Bitte ergänzen")
    step(client_of, "head", submitted, "submit", "Es ist alles gesagt.")
    step(client_of, "social_planner", submitted, "accept")
    access = Access(world.people["social_planner"])
    set_wall(access.reach("snapshots.view", "entries.view").places, person=access.user.pk)
    first, second = (approvals_of(access, submitted.report, version) for version in (1, 2))
    assert [line["step"] for line in first] == ["Eingereicht", "Zurück zur Ergänzung"]
    assert [line["step"] for line in second] == ["Eingereicht", "Zurück zur Ergänzung", "Eingereicht", "Angenommen"]
    assert (first[1]["name"], first[1]["role"], first[1]["note"]) == ("Sozialplanung Hier", "Sozialplanung", "Bitte ergänzen")


# Mails ------------------------------------------------------------------------------------------------------------------


@pytest.mark.guard("report-mail")
def test_coordination_and_head_get_the_reason_by_mail(client_of, world, submitted):
    with as_owner():
        for person in ("former", "inactive", "future"):
            assert world.people[person].memberships.exists()  # they hold the roles, but not today or not any more
    step(client_of, "social_planner", submitted, "hand_back", "Märzzahlen & <b>Belege</b>")
    assert deliver(last_job().pk) == "done"
    assert sorted(message.to[0] for message in mail.outbox) == ["coordinator@hier.example", "head@hier.example"]
    message = mail.outbox[0]
    assert message.subject == "Sachbericht 2025: bitte ergänzen"
    assert "Märzzahlen & <b>Belege</b>" in message.body and f"/reports/{submitted.report_id}/" in message.body
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 2


def test_acceptance_is_told_once(client_of, submitted):
    step(client_of, "social_planner", submitted, "accept")
    job = last_job()
    assert (job.name, deliver(job.pk), deliver(job.pk)) == ("reporting.mail_accepted", "done", "")
    assert len(mail.outbox) == 2 and "angenommen" in mail.outbox[0].subject


@pytest.mark.guard("stale-mail")
def test_a_mail_whose_reason_is_gone_is_not_sent(client_of, submitted):
    step(client_of, "social_planner", submitted, "hand_back", "Grund")
    returned = last_job()
    step(client_of, "head", submitted, "submit", "Es ist alles gesagt.")
    assert deliver(returned.pk) == "done" and mail.outbox == []
    with as_owner():
        assert Report.objects.get(pk=submitted.report_id).state == "submitted"
