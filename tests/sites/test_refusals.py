"""What services of places and people refuse and do beyond the forms that lead to them: each sentence once, and what it leaves as it was."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from sites.core import jobs
from sites.core.access import Access
from sites.core.days import Span
from sites.core.journal import last_entry as last_entry_of
from sites.core.journal import record
from sites.core.roles import Role
from sites.models import Entry, Invitation, Job, Kita, Membership, Phase, Place, SavedView, SiteForm, SiteKita, SitePhase
from sites.rules.giving import check_giving
from sites.services.houses import correct_form, correct_membership, correct_phase, gap_around
from sites.services.invitations import open_account
from sites.services.kitas import change_provider, correct_provider
from sites.services.providers import change_provider_data, register_provider
from sites.services.roles import end_membership
from sites.services.saved import save_view
from sites.services.site_kitas import add_kita, first_gap
from tests import factories as make
from tests.conftest import as_owner

TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def planner(behind_forms) -> Access:
    return behind_forms("social_planner")


def last_entry() -> Entry:
    with as_owner():
        return Entry.objects.latest("pk")


def test_a_form_written_down_by_mistake_goes_with_an_entry(world, planner):
    with as_owner():
        row = SiteForm.objects.create(site=world.own, county_id=world.own.county_id, form="guide", starts=date(2025, 1, 1))
    correct_form(access=planner, row=row, starts=row.starts, ends=None, reason="", mistake=True, note="War die Nachbarkita.")
    assert not SiteForm.objects.filter(pk=row.pk).exists()
    entry = last_entry()
    assert (entry.text, entry.note) == ("Form „Lotse“ ab 01.01.2025 war ein Irrtum", "War die Nachbarkita.")


def test_days_without_a_phase_after_a_correction_are_named(world, planner):
    with as_owner():
        SitePhase.objects.filter(site=world.own).delete()
        own = {"site": world.own, "county_id": world.own.county_id}
        phase = SitePhase.objects.create(phase=Phase.ON_THE_WAY, starts=date(2023, 1, 1), ends=date(2023, 12, 31), **own)
        SitePhase.objects.create(phase=Phase.ESTABLISHED, starts=date(2024, 1, 1), **own)
    assert gap_around(phase) == ""
    corrected = correct_phase(access=planner, phase=phase, starts=date(2023, 1, 1), ends=date(2023, 11, 30), resting_on="", note="Tippfehler")
    assert gap_around(corrected) == "Vom 01.12.2023 bis 31.12.2023 steht jetzt keine Phase."


def test_a_corrected_role_takes_its_deputies_along(world, behind_forms):
    head = behind_forms("head")
    with as_owner():
        held = make.give(make.make_user("Kollegin"), Role.COORDINATOR, world.own, starts=TODAY - 100 * DAY)
        deputy = make.give(make.make_user("Vertretung"), Role.COORDINATOR, world.own, starts=TODAY - 50 * DAY)
        late = make.give(make.make_user("Später"), Role.COORDINATOR, world.own, starts=TODAY - 5 * DAY)
        Membership.objects.filter(pk__in=[deputy.pk, late.pk]).update(deputy_for=held)
    correct_membership(access=head, membership=held, starts=held.starts, ends=TODAY - 2 * DAY, mistake=False, note="")
    assert set(Membership.objects.filter(deputy_for=held).values_list("ends", flat=True)) == {TODAY - 2 * DAY}


def test_a_role_does_not_end_before_it_began(world, behind_forms):
    head = behind_forms("head")
    with as_owner():
        held = make.give(make.make_user("Kollegin"), Role.COORDINATOR, world.own, starts=TODAY)
    with pytest.raises(ValidationError, match="Das Ende liegt vor dem Beginn am"):
        end_membership(access=head, membership=held, ends=TODAY - DAY)


def test_a_role_lies_at_its_kind_of_place(world, planner):
    with pytest.raises(ValidationError, match="Diese Rolle gibt es an diesem Ort nicht"):
        check_giving(planner, Place.objects.get(pk=world.own.pk), Role.SOCIAL_PLANNER)


def test_an_address_with_an_account_opens_no_second_one(world):
    with as_owner():
        invitation = make.make_invitation(world.own, world.people["head"], email=world.people["parent"].email)
    with pytest.raises(ValidationError, match="gibt es schon ein Konto"):
        open_account(invitation=invitation, name="Zwei", password="ein-gutes-langes-passwort")


def test_the_last_change_of_provider_comes_after_the_one_before(world, planner):
    kita = Kita.objects.get(site_links__site=world.own)
    other = register_provider(access=planner, county=world.county, name="Verein Ilmtal", kind="free")
    change_provider(access=planner, kita=kita, provider=other, day=date(2024, 1, 1))
    last = change_provider(access=planner, kita=kita, provider=world.provider, day=date(2025, 1, 1))
    with pytest.raises(ValidationError, match=r"erst am 01\.01\.2024 übernommen"):
        correct_provider(access=planner, kita=kita, last=last, provider=world.provider, day=date(2024, 1, 1))


def test_a_provider_is_there_once_and_nothing_changed_is_no_entry(world, planner):
    provider = register_provider(access=planner, county=world.county, name="Verein Ilmtal", kind="free")
    with pytest.raises(ValidationError, match="Diesen Träger gibt es schon"):
        register_provider(access=planner, county=world.county, name="verein ilmtal", kind="free")
    before = last_entry()
    data = {"name": provider.name, "kind": provider.kind, "email": provider.email, "phone": provider.phone}
    assert change_provider_data(access=planner, provider=provider, **data) == provider and last_entry() == before
    assert not Invitation.objects.exists()


def test_only_lists_that_can_be_kept_are_kept(world, planner):
    with pytest.raises(ValidationError, match="kann nicht gespeichert werden"):
        save_view(access=planner, view="sites:rights", name="Meine", query="")
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("days", "gap"),
    [
        ([(1, 5), (6, None)], None),
        ([(1, 5), (7, None)], 6),
        ([(2, None)], 1),
        ([(1, 5)], 6),
        ([(1, 20)], None),
        ([(1, 3), (2, 9), (10, 20)], None),
    ],
)
def test_the_first_day_without_a_kita(days, gap):
    def day(number):
        return number and date(2026, 1, number)

    assert first_gap([Span(day(starts), day(ends)) for starts, ends in days], day(1), day(20)) == day(gap)


def test_a_kita_that_joins_can_lead_the_house(world, planner):
    with as_owner():
        kita = make.make_kita(world.town, world.provider, "Kita Neu")
    link = add_kita(access=planner, site=world.own, kita=kita, day=TODAY, leading=True)
    assert list(SiteKita.objects.filter(site=world.own, leading=True)) == [link]


def test_what_was_forgotten_is_announced_and_what_broke_off_often_is_parked(world):
    with as_owner():
        queued = Job.objects.create(place_id=world.own.pk, name="offers.publish", title="Familienseite")
        broken = Job.objects.create(place_id=world.own.pk, name="offers.publish", title="Familienseite", attempts=jobs.ATTEMPTS)
        Job.objects.update(created=timezone.now() - timedelta(minutes=1))
    assert set(jobs.sweep()) >= {queued.pk, broken.pk}
    assert jobs.run(broken.pk) == "parked"
    with as_owner():
        broken.refresh_from_db()
    assert broken.state == "parked" and "sieht ihn sich an" in broken.error


def test_who_changed_a_row_last_is_asked_of_that_row(world, planner):
    """Its neighbours have entries of their own, and newer ones."""
    with as_owner():
        one, other = make.make_need(world.own), make.make_need(world.own)
    for row, text in ((one, "zuerst"), (one, "danach"), (other, "woanders")):
        record(planner, row, "changed", text=text)
    assert [last_entry_of(row).text for row in (one, other)] == ["danach", "woanders"]
    assert last_entry_of(world.own) is None
