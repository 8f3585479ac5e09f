"""A provider that was entered twice becomes one, and everything that points at the other follows."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from sites.core.wall import set_wall
from sites.models import FormerProvider, Invitation, Kita, Membership, Provider
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import anew, entries, text, url


@pytest.fixture
def twin(world) -> Provider:
    with as_owner():
        made = make.make_provider(world.county, "Sozialwerk Ilmtal e.V.")
        Provider.objects.filter(pk=made.pk).update(email="info@ilmtal.example")
        made.refresh_from_db()
        return made


def merge(client, provider, other, stays):
    return client.post(url("provider_merge_with", provider.pk, other.pk), {"stays": stays.pk}, follow=True)


def test_everything_that_points_at_the_other_follows(world, client_of, twin):
    planner, stays = client_of("social_planner"), world.provider
    with as_owner():
        here, there = make.make_kita(world.town, twin, "Kita Hier"), make.make_kita(world.other_town, twin, "Kita Dort")
        former = FormerProvider.objects.create(
            county=world.county, kita=make.make_kita(world.town, stays, "Kita X"), provider=twin, ends=date(2020, 1, 1)
        )
        person = make.make_user("Trägerin", "traegerin@ilmtal.example")
        role = make.give(person, "provider", twin)
        both = world.people["provider"]
        double = make.give(both, "provider", twin)
        invitation = make.make_invitation(twin, person, role="provider")
        rows = Provider.objects.count()
    page = text(planner.get(url("provider_merge", stays.pk)))
    assert twin.name in page
    assert "Kita Hier" in text(planner.get(url("provider_merge_with", stays.pk, twin.pk)))
    page = text(merge(planner, stays, twin, stays))
    assert f"„{stays.name}“ bleibt" in page and "info@ilmtal.example" in page and "Kita Hier" in page
    with as_owner():
        assert Provider.objects.count() == rows and Provider.objects.get(pk=twin.pk).merged_into_id == stays.pk  # nothing is erased
        assert set(Kita.objects.filter(pk__in=[here.pk, there.pk]).values_list("provider", flat=True)) == {stays.pk}
        assert FormerProvider.objects.get(pk=former.pk).provider_id == stays.pk
        assert Membership.objects.get(pk=role.pk).place_id == stays.pk and Invitation.objects.get(pk=invitation.pk).place_id == stays.pk
        ended = Membership.objects.get(pk=double.pk)
        assert ended.place_id == twin.pk and ended.ends is not None
        assert Membership.objects.filter(user=both, place=stays.pk, ends=None).count() == 1
    assert {entry.subject for entry in entries("merged")} == {f"sites.provider:{stays.pk}", f"sites.provider:{twin.pk}"}
    gone = text(planner.get(url("provider_detail", twin.pk)))
    assert f"Zusammengeführt mit {stays.name}" in gone and "Angaben ändern" not in gone
    assert planner.get(url("provider_edit", twin.pk)).status_code == 404 == planner.get(url("provider_merge", twin.pk)).status_code
    assert twin.name not in text(planner.get(url("provider_list", world.county.pk)))
    assert twin.name not in text(planner.get(url("kita_create")))


@pytest.mark.guard("merge-provider-pair")
def test_who_may_merge_which_two_providers(world, client_of, twin):
    """Both have their seat in the planner's own county: this is the row of the matrix that needs two providers."""
    address = url("provider_merge_with", world.provider.pk, twin.pk)
    for role in ("youth_welfare_office", "specialist_advisor", "provider", "head", "coordinator", "facilitator", "parent", "ministry"):
        assert client_of(role).get(address).status_code == 403 == client_of(role).post(address, {"stays": twin.pk}).status_code
    assert client_of("social_planner", elsewhere=True).get(address).status_code == 404
    planner = client_of("social_planner")
    with as_owner():
        foreign = make.make_provider(world.other_county, "Sozialwerk Ilmtal")
    for pair in ((world.provider.pk, world.provider.pk), (world.provider.pk, foreign.pk), (foreign.pk, twin.pk)):
        assert planner.get(url("provider_merge_with", *pair)).status_code == 404
        assert planner.post(url("provider_merge_with", *pair), {"stays": pair[0]}).status_code == 404
    assert planner.post(address, {"stays": foreign.pk}).status_code == 422
    assert planner.get(address).status_code == 200 and anew(twin).merged_into_id is None


@pytest.mark.guard("merge-providers-place")
def test_the_database_merges_within_the_own_county_alone(world, twin):
    with as_owner():
        foreign = make.make_provider(world.other_county, "Sozialwerk")
    for places, pair in (([world.other_county.pk], (world.provider.pk, twin.pk)), ([world.county.pk], (world.provider.pk, foreign.pk))):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            set_wall(places)
            with connection.cursor() as cursor:
                cursor.execute("SELECT * FROM thekiz_merge_providers(%s, %s)", pair)
    with as_owner():
        assert Provider.objects.get(pk=twin.pk).merged_into_id is None
