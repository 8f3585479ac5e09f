"""One test, at least, for every guard: it names the guard, and `./run prove guards` sees it go red when the guard is off."""

from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import HttpResponse
from django.urls import resolve, reverse
from django.utils import timezone

from offers.models import Offer, Session
from sites.core import jobs, journal
from sites.core.access import Access
from sites.core.flow import advance
from sites.core.middleware import WallMiddleware
from sites.core.roles import Role
from sites.core.wall import refuse_powerful_role, set_wall
from sites.models import Entry, Job, Membership
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner

guard = pytest.mark.guard


def behind_the_wall_of(world, role="head"):
    person = world.people[role]
    set_wall(Access(person).reach("offers.view").places, person=person.pk)


@guard("policy")
def test_the_database_alone_hides_foreign_offers(world):
    with as_owner():
        make.make_offer(world.foreign)
        mine = make.make_offer(world.own)
    behind_the_wall_of(world)
    assert list(Offer.objects.values_list("pk", flat=True)) == [mine.pk]


@guard("with-check")
def test_a_bare_insert_at_a_foreign_place_is_refused(world):
    """Through the ORM the read policy would refuse as well (INSERT … RETURNING); this one is bare."""
    behind_the_wall_of(world)
    sql = "INSERT INTO planning_need (site_id, title, text, method, found_on, urgent) VALUES (%s, 'fremd', '', 'other', '2026-01-01', false)"
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [world.foreign.pk])


@guard("composite-key")
def test_a_session_cannot_hang_on_a_foreign_offer(world):
    """References are checked past row-level security: a plain key would accept the foreign parent."""
    with as_owner():
        foreign, mine = make.make_offer(world.foreign), make.make_offer(world.own)
        session = make.make_session(mine)
    with pytest.raises(IntegrityError, match="session_offer_place"), transaction.atomic():
        behind_the_wall_of(world)
        Session.objects.filter(pk=session.pk).update(offer_id=foreign.pk)
        connection.check_constraints()


@guard("action")
def test_a_professional_reads_offers_and_changes_none(world, client_of):
    with as_owner():
        offer = make.make_offer(world.own)
    assert client_of("professional").get(reverse("offers:offer_edit", args=[offer.pk])).status_code == 403
    assert client_of("coordinator").get(reverse("offers:offer_edit", args=[offer.pk])).status_code == 200


@guard("filter")
def test_rows_are_filtered_by_the_action_even_where_the_wall_is_wider(world, rf):
    from sites.core.access import rows

    with as_owner():
        make.make_need(world.own)
        foreign = make.make_need(world.foreign)
        request = rf.get("/")
        request.access, request.actions = Access(world.people["head"]), ("needs.view",)
        assert foreign not in rows(request, type(foreign))


@guard("check")
def test_a_right_at_one_place_is_no_right_at_another(world):
    with as_owner():
        foreign = make.make_application(world.foreign, state="submitted")
    access = Access(world.people["social_planner"])
    assert access.holds("applications.decide") and not access.may("applications.decide", foreign)
    with as_owner(), pytest.raises(PermissionDenied):
        advance(foreign, "decide", access=access)


@guard("step-right")
def test_the_right_to_a_step_is_asked_of_the_row_as_it_is_now(world):
    """The page was opened while the case lay here; what counts is where it lies when the step is taken."""
    with as_owner():
        case = make.make_application(world.own, state="submitted")
        type(case).objects.filter(pk=case.pk).update(site=world.foreign)
        with pytest.raises(PermissionDenied):
            advance(case, "decide", access=Access(world.people["social_planner"]))


@guard("declared-wall")
def test_the_wall_of_a_request_is_as_wide_as_what_its_view_declares(world, rf):
    """Head here and parent there: a page of offers sees those of the own house, and a page that declares no offers sees none."""
    with as_owner():
        make.give(world.people["head"], Role.PARENT, world.foreign)
        mine, _ = make.make_offer(world.own), make.make_offer(world.foreign)
    request = rf.get("/")
    request.user, request.session = world.people["head"], {}
    for view, seen in (("offers:offer_detail", [mine]), ("offers:family_page", [])):
        match = resolve(reverse(view, args=["x" if "family" in view else 1]))
        with transaction.atomic():
            WallMiddleware(lambda request: None).process_view(request, match.func, (), {})
            assert list(Offer.objects.all()) == seen, view


@guard("undeclared")
def test_a_view_reads_nothing_that_it_does_not_declare(world, rf):
    from sites.core.access import rows

    request = rf.get("/")
    request.access, request.actions, request.resolver_match = Access(world.people["head"]), ("sites.view",), resolve("/account/")
    with pytest.raises(KeyError, match="without declaring offers"):
        rows(request, Offer)


@guard("keep")
def test_a_row_cannot_be_moved_out_of_reach_by_a_form(world, rf):
    from sites.core.access import keep

    with as_owner():
        need = make.make_need(world.own)

    class Moving:
        instance = need

        def save(self):
            need.site = world.foreign
            return need

    request = rf.post("/")
    request.access, request.actions = Access(world.people["head"]), ("needs.change",)
    with pytest.raises(PermissionDenied):
        keep(request, Moving())


@guard("read-only")
def test_get_cannot_write(world, client_of, monkeypatch):
    """PostgreSQL itself refuses: the transaction of a GET is read-only."""
    from reporting.views import pages

    seen, original = [], pages.site_sheet_page

    def writing(request, site):
        try:
            with transaction.atomic():
                Entry.objects.create(place_id=site.pk, subject="x:1", kind="x", text="x", person_label="x")
        except DatabaseError as error:
            seen.append(str(error))
        return original(request, site)

    monkeypatch.setattr("reporting.views.pages.site_sheet_page", writing)
    client_of("head").get(reverse("reporting:site_sheet", args=[world.own.pk]))
    assert seen and "read-only" in seen[0]


@guard("roll-back")
def test_a_refused_request_leaves_nothing_behind(world, rf):
    """Half a save is no save: what a view wrote before its refusal is undone."""

    def half(request):
        behind_the_wall_of(world)
        Entry.objects.create(place_id=world.own.pk, subject="half:1", kind="half", text="halb", person_label="x")
        return HttpResponse(status=request.GET["status"])

    for status, kept in (("422", 0), ("500", 0), ("302", 1)):
        WallMiddleware(half)(rf.post(f"/?status={status}"))
        with as_owner():
            assert Entry.objects.filter(kind="half").count() == kept


@guard("log-in")
def test_without_a_log_in_everything_of_the_field_is_closed(world):
    response = Client().get(reverse("offers:offer_list", args=[world.own.pk]))
    assert response.status_code == 302 and response.headers["Location"].startswith("/konto/login")


@guard("csrf")
def test_a_form_from_elsewhere_is_refused(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["head"])
    response = client.post(reverse("planning:need_create", args=[world.own.pk]), {"title": "Von fremder Seite"})
    assert response.status_code == 403


@guard("validity")
def test_an_ended_membership_reaches_nothing(world):
    assert not Access(world.people["former"]).held


@guard("active")
def test_a_locked_account_reaches_nothing(world):
    """Also in the database: whoever asks there does not ask whether the account is open."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM thekiz_reach(%s, %s)", [world.people["inactive"].pk, timezone.localdate()])
        assert cursor.fetchone() == (0,)


@guard("left-kita")
def test_a_provider_whose_kita_has_left_a_site_reaches_it_no_more(world):
    with as_owner():
        world.own.kita_links.update(ends=timezone.localdate() - timedelta(days=1))
    assert world.own.pk not in Access(world.people["provider"]).reach("sites.view").places
    assert world.sister.pk in Access(world.people["provider"]).reach("sites.view").places


def running_job(world, **fields):
    with as_owner():
        return Job.objects.create(name="nothing", place_id=world.own.pk, title="x", state="running", token=2, **fields)


@guard("progress-token")
def test_a_worker_that_lost_its_lease_tells_no_progress(world):
    stale = jobs.Run(running_job(world).pk, 1, "nothing", world.own.pk, None, {}, None)
    with pytest.raises(jobs.Fenced):
        stale.progress("Seite 1")


@guard("wait-token")
def test_a_worker_that_lost_its_lease_puts_nothing_off(world):
    job = running_job(world, worker="other")
    assert jobs._waits(jobs.Run(job.pk, 1, "nothing", world.own.pk, None, {}, None), 1) == ""
    with as_owner():
        assert Job.objects.get(pk=job.pk).worker == "other"


def test_the_end_of_a_worker_uses_up_no_attempt_and_ends_no_waiting(world):
    working, waiting = running_job(world, worker="here", attempts=3), running_job(world, worker="here", attempts=3)
    assert jobs._waits(jobs.Run(waiting.pk, 2, "nothing", world.own.pk, None, {}, None), 3) == "running"
    jobs.release("here")
    with as_owner():
        found = {job.pk: (job.state, job.attempts) for job in Job.objects.all()}
        left = Job.objects.get(pk=waiting.pk).lease - timezone.now()
    assert found == {working.pk: ("queued", 2), waiting.pk: ("running", 3)}
    assert left > jobs.WAITS[2] - timedelta(minutes=1)


@guard("own-release")
def test_a_worker_that_ends_gives_back_its_own_jobs_alone(world):
    mine, theirs = running_job(world, worker="here"), running_job(world, worker="there")
    jobs.release("here")
    with as_owner():
        states = dict(Job.objects.values_list("pk", "state"))
    assert states == {mine.pk: "queued", theirs.pk: "running"}


@guard("job-wall")
def test_the_wall_of_a_job_is_what_its_person_reaches_now(world):
    with as_owner():
        make.make_offer(world.own)
    run = jobs.Run(running_job(world).pk, 2, "nothing", world.own.pk, world.people["head"].pk, {}, "offers.view")
    run.wall()
    assert Offer.objects.exists()
    with as_owner():
        Membership.objects.filter(user=world.people["head"]).update(ends=timezone.localdate() - timedelta(days=1))
    run.wall()
    assert not Offer.objects.exists()


@guard("after-commit", "all-after-commit")
def test_a_job_is_announced_when_it_can_be_found(world, django_capture_on_commit_callbacks):
    """A mail about something that was not saved in the end would be a lie: nothing goes out before the commit."""
    behind_the_wall_of(world)
    for ask in (
        lambda: jobs.queue("sites.mail_membership", place=world.own.pk, title="x", access=Access(world.people["head"])),
        lambda: jobs.queue_all("offers.publish", titles={world.own.pk: "x"}, access=Access(world.people["head"])),
    ):
        with django_capture_on_commit_callbacks() as announced:
            ask()
        assert len(announced) == 1


@guard("token")
def test_a_worker_that_lost_its_lease_cannot_write(world):
    stale = jobs.Run(running_job(world).pk, 1, "nothing", world.own.pk, None, {}, None)
    with pytest.raises(jobs.Fenced):
        stale.finish("done")


@guard("append-only")
def test_entries_are_append_only(world):
    with as_owner():
        entry = Entry.objects.create(place_id=world.own.pk, subject="x:1", kind="x", text="x", person_label="x")
    behind_the_wall_of(world)
    for change in (lambda: Entry.objects.filter(pk=entry.pk).update(text="anders"), lambda: Entry.objects.filter(pk=entry.pk).delete()):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            change()


@guard("one-door")
def test_a_step_is_taken_once(world):
    with as_owner():
        application = make.make_application(world.own, state="submitted")
        access = Access(world.people["social_planner"])
        advance(application, "hand_back", access=access, note="Bitte ergänzen.")
        with pytest.raises(ValidationError, match="nicht möglich"):
            advance(application, "hand_back", access=access, note="Noch einmal.")


@guard("powerful-role")
def test_the_start_refuses_a_role_that_may_look_over_the_wall(db, monkeypatch):
    monkeypatch.setattr(connection, "close", lambda: None)
    refuse_powerful_role()
    with as_owner(), pytest.raises(ImproperlyConfigured, match="thekiz_owner"):
        refuse_powerful_role()


@guard("fetcher")
def test_a_document_loads_nothing_but_our_own_static_files(tmp_path):
    from weasyprint.urls import FatalURLFetchingError

    from reporting.documents.pdf import OwnStaticFiles

    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim")
    for url in (secret.as_uri(), "http://169.254.169.254/", "static:../../../etc/passwd", "ftp://example.org/x"):
        with pytest.raises(FatalURLFetchingError):
            OwnStaticFiles().fetch(url)


@guard("own-review")
@pytest.mark.parametrize("step", ["accept", "hand_back"])
def test_nobody_reviews_what_they_submitted(world, step):
    with as_owner():
        person = make.make_user("Zwei Hüte")
        make.give(person, Role.HEAD, world.own)
        make.give(person, Role.SOCIAL_PLANNER, world.county)
        report = make.make_report(world.own, state="submitted", submitted_by=person)
        with pytest.raises(ValidationError, match="selbst eingereicht"):
            advance(report, step, access=Access(person), note="Grund")


def test_a_membership_given_today_works_with_the_next_statement(world):
    person = world.people["nobody"]
    with as_owner():
        row = make.give(person, Role.HEAD, world.own)
    assert Access(person).holds("offers.change")
    with as_owner():
        Membership.objects.filter(pk=row.pk).update(ends=timezone.localdate() - timedelta(days=1))
    assert not Access(person).holds("offers.change")


@guard("audience", "internal-areas", "internal-entries")
def test_offices_do_not_read_the_daily_work_of_the_house(world, client_of):
    """What a site hands up is snapshots and roll-ups; a line such as "2 Teilnahmen eingetragen" stays in the house."""
    with as_owner():
        offer = make.make_offer(world.own)
        journal.record(Access(world.people["coordinator"]), make.make_session(offer), "logged", text="Elterncafé: 2 Teilnahmen eingetragen")
        journal.record(Access(world.people["social_planner"]), world.own, "phase", text="Phase „ThEKiZ“ begonnen")
    for role, seen in (("head", True), ("social_planner", False), ("youth_welfare_office", False)):
        for page in (reverse("sites:entry_list", args=[world.own.pk]), reverse("reporting:home")):
            text = client_of(role).get(page).content.decode()
            assert ("2 Teilnahmen eingetragen" in text) is (seen and "entries" in page), (role, page)
    assert "Phase „ThEKiZ“ begonnen" in client_of("social_planner").get(reverse("sites:entry_list", args=[world.own.pk])).content.decode()
