"""A list of names only with the rule of a funder and an end, for coordinator and head alone, and gone after it (R255, UF18)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.models import NamedList
from offers.services.lists import forget_past_named_lists
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text

NAMES = "Jana Krüger\nOlena Petrenko"


def day(number):
    return timezone.localdate() + timedelta(days=number)


def typed(**changes):
    return {"rule": "Stiftung Nord, Bescheid vom 3.2.2026", "ends": f"{day(30):%d.%m.%Y}", "names": NAMES, **changes}


@pytest.fixture
def offer(world):
    with as_owner():
        return make.make_offer(world.own)


@pytest.mark.req("R255.H2")
def test_a_list_needs_a_rule_and_an_end_and_says_that_counts_are_enough(world, client_of, offer):
    client, address = client_of("coordinator"), reverse("offers:named_list_create", args=[offer.pk])
    assert "genügen Zahlen" in text(client.get(address))
    for missing, words in (
        ({"rule": " "}, "Bitte füllen Sie"),
        ({"ends": ""}, "Bitte füllen Sie"),
        ({"ends": "1.1.2026"}, "liegt in der Vergangenheit"),
    ):
        answer = client.post(address, typed(**missing))
        assert answer.status_code == 422 and words in text(answer)
    assert client.post(address, typed()).status_code == 302
    page = text(client.get(reverse("offers:named_list_list", args=[world.own.pk])))
    assert offer.title in page and "Stiftung Nord" in page and "2 Namen" in page and "Krüger" not in page


@pytest.mark.parametrize("who", ["professional", "provider", "facilitator", "parent_representative", "social_planner"])
def test_nobody_else_reads_it_or_is_shown_the_way(world, client_of, offer, who):
    with as_owner():
        named = make.make_named_list(offer, names=NAMES)
    client = client_of(who)
    for name, row in (("named_list_list", world.own), ("named_list_edit", named), ("named_list_create", offer)):
        assert client.get(reverse(f"offers:{name}", args=[row.pk])).status_code in {403, 404}
    answer = client.get(offer.get_absolute_url())
    assert answer.status_code == 403 or "namentliche Liste" not in text(answer)


@pytest.mark.guard("names-unsaid")
def test_the_journal_never_says_a_name(world, client_of, offer):
    client = client_of("head")
    client.post(reverse("offers:named_list_create", args=[offer.pk]), typed())
    with as_owner():
        named = NamedList.objects.get()
    address = reverse("offers:named_list_edit", args=[named.pk])
    assert client.post(address, typed(names="Mehmet Öz", marks=client.get(address).context["form"].marks())).status_code == 302
    client.post(address, {"marks": client.get(address).context["form"].marks(), "remove": "1"})
    with as_owner():
        assert not NamedList.objects.exists()
        entries = Entry.objects.filter(subject=f"offers.namedlist:{named.pk}").order_by("pk")
        assert [entry.kind for entry in entries] == ["created", "changed", "removed"] and all(entry.internal for entry in entries)
        assert not any(name in f"{entry.text} {entry.note} {entry.details}" for entry in entries for name in ("Krüger", "Petrenko", "Öz"))


@pytest.mark.guard("names-stay")
def test_a_list_is_deleted_after_its_last_day_with_an_entry(world, offer):
    with as_owner():
        kept = make.make_named_list(offer, starts=day(-9), ends=day(0))
        gone = make.make_named_list(offer, starts=day(-9), ends=day(-1), names=NAMES)
        foreign = make.make_named_list(make.make_offer(world.foreign), starts=day(-9), ends=day(-2))
    assert forget_past_named_lists() == 2 and forget_past_named_lists() == 0
    with as_owner():
        assert list(NamedList.objects.all()) == [kept]
        entries = Entry.objects.filter(kind="expired", subject__startswith="offers.namedlist:")
        assert {entry.place_id for entry in entries} == {gone.site_id, foreign.site_id} and all(entry.internal for entry in entries)
        assert not any("Krüger" in f"{entry.text} {entry.note}" for entry in entries)
