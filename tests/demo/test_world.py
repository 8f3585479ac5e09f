"""The demo world: whole, plausible, walled, the same for the same seed and day."""

import hashlib
from datetime import date

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from offers.models import PublicDate, Session
from planning.models import Application, Interest
from planning.rules.departures import departures, with_basis
from reporting.documents import snapshot_hash
from reporting.models import CountyQuarter, LszReport, Report, ReportSnapshot, SiteQuarter
from sites.core.access import Access
from sites.core.roles import Role
from sites.core.wall import set_wall
from sites.models import County, Document, Invitation, Membership, Phase, Site, SiteKita, SitePhase, User
from sites.services.invitations import hash_of, secret_of
from tests.client import Client
from tests.conftest import as_owner
from thekiz.demo import world
from thekiz.demo.accounts import ACCOUNTS
from thekiz.demo.world import days

TODAY = date(2026, 11, 24)
FIGURES = "coalesce(sum(adults_centre), 0), coalesce(sum(adults_space), 0), coalesce(sum(children), 0)"
COUNTS = "count(*) FILTER (WHERE logged IS NOT NULL), count(*) FILTER (WHERE cancelled)"


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load once for this file; each test then runs inside the same transaction, which is undone at the end."""
    folder, stages = tmp_path_factory.mktemp("data"), []
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder / "files", "base_url": None}}
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            with as_owner(), override_settings(DATA_DIR=folder, STORAGES={**settings.STORAGES, "default": files}):
                made = world.load(seed=7, today=TODAY, progress=lambda *line: stages.append(line))
                connection.check_constraints()  # once; otherwise the end of each test checks every key of the world again
            yield made, stages, folder
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def demo(loaded, db):
    with as_owner():
        yield loaded[0]


def asked(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def test_thuringia_is_complete(demo):
    assert County.objects.count() == 22 and not County.objects.filter(ags="16056").exists()
    assert 65 <= Site.objects.count() <= 80
    assert set(SitePhase.objects.on(TODAY).values_list("phase", flat=True)) == set(Phase.values)
    assert {house.forms[0] for house in demo.houses if house.forms} == {"one_roof", "guide", "gallery", "network"}
    at_most_one = asked("SELECT county_id FROM sites_sitephase WHERE phase = 'consultation_site' AND ends IS NULL GROUP BY 1 HAVING count(*) > 1")
    assert at_most_one == []
    few = asked("SELECT county_id FROM sites_sitephase WHERE ends IS NULL GROUP BY 1 HAVING count(*) < 3")
    assert few, "small counties show that figures are hidden"


def test_a_verbund_of_six_kitas_has_different_providers(demo):
    links = SiteKita.objects.on(TODAY).filter(site=demo.house("Verbund Oberes Tal").site).select_related("kita")
    assert len(links) == 6 and len({link.kita.provider_id for link in links}) >= 3


def test_every_person_has_the_role_of_the_account_and_nobody_more(demo):
    held = {
        user.email: {(m.role, m.place_kind) for m in Membership.objects.on(TODAY).filter(user=user)}
        for user in User.objects.filter(email__endswith="@demo.example")
    }
    assert set(held) == {account.email for account in ACCOUNTS}
    for account in ACCOUNTS:
        second = {Role.SPECIALIST_ADVISOR} if account.key == "leitung" else set()  # shows how one switches
        assert {role for role, _ in held[account.email]} == {account.role} | second
    assert Membership.objects.on(TODAY).filter(user__email="prozessbegleitung@demo.example").count() == 3
    assert User.objects.get(email="planung@demo.example").check_password("thekiz-demo")


def test_the_roll_ups_equal_plain_sums(demo):
    for table, place in (("reporting_sitequarter", "site_id"), ("reporting_countyquarter", "county_id")):
        counting = f"SELECT {place}, {COUNTS}, {FIGURES} FROM offers_session WHERE additional GROUP BY 1"
        plain = asked(f"{counting} HAVING count(logged) + sum(cancelled::int) > 0 ORDER BY 1")
        sums = "sum(sessions), sum(cancelled), sum(adults_centre), sum(adults_space), sum(children)"
        assert asked(f"SELECT {place}, {sums} FROM {table} GROUP BY 1 ORDER BY 1") == plain
    assert SiteQuarter.objects.exists() and CountyQuarter.objects.exists()


def test_sessions_are_logged_until_yesterday_with_plausible_seasons(demo):
    assert not Session.objects.filter(held_on__gte=TODAY, logged__isnull=False).exists()
    assert Session.objects.filter(held_on__gt=TODAY).exists() and Session.objects.filter(held_on__lt=date(2024, 1, 1)).exists()
    assert not [day for day in Session.objects.exclude(held_on=TODAY).values_list("held_on", flat=True).distinct() if days.closed(day)]
    by_month = dict(
        asked("SELECT extract(month FROM held_on)::int, count(*) FROM offers_session WHERE held_on BETWEEN '2025-01-01' AND '2025-12-31' GROUP BY 1")
    )
    assert by_month[7] < 0.7 * by_month[6]
    last_days = "SELECT c.short, max(q.last_day) FROM reporting_countyquarter q JOIN sites_county c ON c.place_id = q.county_id GROUP BY 1 ORDER BY 2"
    silent = asked(last_days)
    assert silent[0][0] == "GRZ" and (TODAY - silent[0][1]).days >= 80


def test_the_coordinator_finds_the_day_and_three_dates_without_figures(demo):
    mine = Session.objects.filter(site=demo.house("Kita Lindenhof").site)
    assert 2 <= mine.filter(held_on=TODAY).count() <= 3
    assert mine.filter(held_on=TODAY, starts_at__hour=15).exists()
    assert mine.missing(TODAY).count() == 3
    assert Session.objects.filter(site=demo.house("Kita Farbenspiel").site, held_on=TODAY).exists()


def test_cases_wait_in_every_state(demo):
    assert set(Application.objects.values_list("state", flat=True)) == set(Application.State.values)
    waiting = with_basis(Application.objects.filter(state="submitted", site__county__short="IK"), TODAY)
    missing = {case.site.name: departures(case) for case in waiting}
    assert len(missing) >= 3 and missing["Kita Zwergenland"] == [] and missing["Kita Wiesengrund"] == ["Gemeinde: Zustimmung fehlt noch (3.1)"]
    assert set(Interest.objects.values_list("state", flat=True)) == set(Interest.State.values)


def test_reports_stand_in_every_state_with_honest_versions(demo):
    assert set(Report.objects.values_list("state", flat=True)) == set(Report.State.values)
    assert Report.objects.filter(state="submitted", site__county__short="IK").count() >= 3
    assert not Report.objects.exclude(state="draft").filter(version=0).exists()
    for snapshot in ReportSnapshot.objects.all()[:20]:
        assert snapshot_hash(snapshot.data) == snapshot.sha256
    snapshot = ReportSnapshot.objects.filter(site=demo.house("Kita Lindenhof").site).latest("data__period__starts")
    year = snapshot.data["measure"]["funding_year"]
    held = Session.objects.filter(site_id=snapshot.site_id, held_on__year=year, logged__isnull=False, additional=True).count()
    assert sum(month["held"] for month in snapshot.data["months"]) == held > 0
    lsz = LszReport.objects.get()
    assert lsz.county.short == "IK" and lsz.year == TODAY.year - 1 and snapshot_hash(lsz.data) == lsz.sha256


def test_papers_invitations_and_family_pages_work(demo, loaded):
    for document in Document.objects.all():
        content = (loaded[2] / "files" / document.stored.hex[:2] / document.stored.hex).read_bytes()
        assert content.startswith(b"%PDF-") and hashlib.sha256(content).hexdigest() == document.sha256
    assert Document.objects.count() == 7
    assert all(row.secret_hash == hash_of(secret_of(row)) for row in Invitation.objects.all())
    assert any(row.is_open(TODAY) for row in Invitation.objects.all()) and not all(row.is_open(TODAY) for row in Invitation.objects.all())
    shown = PublicDate.objects.filter(site=demo.house("Kita Lindenhof").site)
    assert shown.exists() and not shown.filter(held_on__lt=TODAY).exists()


def test_the_progress_only_grows_and_reaches_the_end(demo, loaded):
    stages = loaded[1]
    done = [number for _, number, _ in stages]
    assert done == sorted(done) and {total for _, _, total in stages} == {world.TOTAL} and done[-1] + world.SHOW_SHARE == world.TOTAL


def test_the_wall_hides_the_world_from_nobody_in_particular(loaded, db):
    set_wall(())
    tables = (Session, Site, Application, Report, ReportSnapshot, Invitation, Document, Membership, CountyQuarter)
    assert [model.__name__ for model in tables if model.objects.exists()] == []
    reach = Access(User.objects.get(email="koordination@demo.example"), today=TODAY).reach("offers.change")
    set_wall(reach.places)
    assert {row.site_id for row in Session.objects.all()} == set(reach.places)


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: account.key)
def test_every_account_has_a_start_page(account, loaded, db):
    browser = Client()
    browser.post("/demo/enter/", {"account": account.email})
    assert browser.get("/", follow=True).status_code == 200


def test_the_head_of_another_role_is_not_among_the_houses(demo):
    heads = Membership.objects.on(TODAY).filter(role=Role.HEAD)
    assert heads.count() == len(demo.houses)
