"""A published example is read by everybody, found by words, and taken over by a house as a draft of an offer."""

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.models import Offer
from processes.models import PracticeUse
from reporting.pages.practice_detail import uses_of
from sites.core.roles import Role
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.sites.reading import text


@pytest.fixture
def published(world):
    """An example of another house."""
    with as_owner():
        return make.make_published(world.foreign)


def address(name, *args):
    return reverse(f"reporting:{name}", args=args)


def take(client, published, site, **typed):
    return client.post(address("practice_take", published.pk, site.pk), typed)


@pytest.mark.parametrize("who", [role.value for role in Role])
def test_every_role_reads_it_and_only_who_writes_in_a_house_is_offered_to_take_it_over(client_of, published, who):
    page = text(client_of(who).get(address("practice_detail", published.pk)))
    assert "Drei Väter fragen" in page and "an der Tür." in page
    assert ("Für Kita Lindenhof übernehmen" in page) is (who in {"head", "coordinator"})


def test_an_unknown_example_is_missing_for_everybody(client_of, published):
    assert client_of("head").get(address("practice_detail", 999999)).status_code == 404
    assert Client().get(address("practice_page", "gibt-es-nicht")).status_code == 404


@pytest.mark.req("R276.D")
def test_a_house_takes_it_over_as_a_draft_with_need_goal_and_first_date(world, client_of, published):
    with as_owner():
        need = make.make_need(world.own, "Väter kaum angesprochen")
        goal = make.make_goal(world.own, need)
    house = client_of("coordinator")
    answer = take(house, published, world.own, need=str(need.pk), goal=str(goal.pk), first="16.01.2027", changed="Im Hof statt im Turnraum.")
    with as_owner():
        offer = Offer.objects.get(title="Vätersamstag")
        assert (offer.site_id, offer.is_draft, offer.goal_id, offer.types) == (world.own.pk, True, goal.pk, ["encounter"])
        assert list(offer.needs.all()) == [need] and offer.intended == {"held_on": "16.01.2027"}
        assert not hasattr(offer, "published")
    assert answer.headers["Location"] == reverse("offers:offer_edit", args=[offer.pk])
    assert "16.01.2027" in house.get(answer.headers["Location"]).content.decode()
    page = text(Client().get(address("practice_page", published.slug)))
    assert "1 Haus hat das Beispiel übernommen." in page and "Im Hof statt im Turnraum." in page and "Lindenhof" not in page


def test_a_house_counts_once_however_often_it_takes_it_over(world, client_of, published):
    take(client_of("coordinator"), published, world.own), take(client_of("head"), published, world.own, changed="Mit Müttern.")
    take(client_of("head", elsewhere=True), published, world.foreign)
    with as_owner():
        assert PracticeUse.objects.count() == 2 and PracticeUse.objects.get(site=world.own).changed == "Mit Müttern."
    assert "2 Häuser haben das Beispiel übernommen." in text(Client().get(address("practice_page", published.slug)))


@pytest.mark.parametrize("who", ["professional", "state_office", "social_planner", "parent"])
def test_who_plans_no_offers_takes_nothing_over(world, client_of, published, who):
    assert take(client_of(who), published, world.own).status_code == 403


def test_nobody_takes_it_over_for_another_house_or_with_a_foreign_need(world, client_of, published):
    with as_owner():
        foreign = make.make_need(world.sibling)
    assert take(client_of("head"), published, world.sibling).status_code == 404
    assert take(client_of("head"), published, world.own, need=str(foreign.pk)).status_code == 422
    with as_owner():
        assert not Offer.objects.exists() and not PracticeUse.objects.exists()


def test_a_date_with_a_slip_in_the_year_is_refused_and_nothing_is_lost(world, client_of, published):
    answer = take(client_of("head"), published, world.own, first="16.01.3027", changed="Im Hof.")
    assert answer.status_code == 422 and "Bitte prüfen Sie das Jahr" in text(answer) and "Im Hof." in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "vaetersamstag"}, {"Vätersamstag"}),
        ({"q": "Werkstatt"}, {"Werkstatt der Generationen"}),
        ({"q": "Markise"}, set()),
        ({"q": "dunkel November"}, {"Vätersamstag", "Werkstatt der Generationen"}),
        ({"type": "education"}, {"Werkstatt der Generationen"}),
        ({"theme": "generations"}, {"Werkstatt der Generationen"}),
    ],
)
def test_examples_are_found_by_words_kind_and_theme(world, published, query, found):
    with as_owner():
        other = make.make_published(world.own, "Werkstatt der Generationen", types=["education"])
        other.themes = ["generations"]
        other.save()
    page = text(Client().get(address("practice_public"), query))
    assert {title for title in ("Vätersamstag", "Werkstatt der Generationen") if title in page} == found


@pytest.mark.guard("practice-uses")
def test_what_houses_changed_is_told_of_published_examples_alone(world, published):
    with as_owner():
        kept = make.make_example(world.sibling, state="submitted")
        for example in (kept, published.example):
            PracticeUse.objects.create(site=world.own, example=example, used_on=timezone.localdate(), changed="Mit Müttern.")
    assert uses_of(published.pk) == (1, ["Mit Müttern."]) and uses_of(kept.pk) == (0, [])


def test_similar_ones_share_the_kind(world, client_of, published):
    with as_owner():
        make.make_published(world.own, "Papa-Frühstück"), make.make_published(world.own, "Sprachkurs", types=["education"])
    page = text(client_of("head").get(address("practice_detail", published.pk))).split("Ähnliche Beispiele")[1]
    assert "Papa-Frühstück" in page and "Sprachkurs" not in page


@pytest.mark.parametrize("number", [3, 60])
def test_library_and_page_ask_the_same_queries(world, client_of, own_queries, number):
    with as_owner():
        for one in range(number):
            last = make.make_published(world.foreign, f"Beispiel {one}")
            PracticeUse.objects.create(site=world.own, example_id=last.pk, used_on=timezone.localdate(), changed=f"Anders {one}")
    client = client_of("coordinator")
    for url, most in ((address("practice_list"), 4 + 5), (address("practice_detail", last.pk), 4 + 8)):
        with own_queries() as seen:
            assert client.get(url).status_code == 200
        assert seen.count <= most, [query["sql"][:90] for query in seen.captured_queries]
