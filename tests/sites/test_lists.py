"""Long lists: ordered by the column that is clicked, page by page, with the number of rows, and at the price they always had."""

import re
from urllib.parse import parse_qsl

import pytest
from django.test import RequestFactory
from django.urls import reverse

from sites.core.lists import Counted, Sort, page
from sites.models import Kita, Municipality
from sites.pages.kita_list import SORTS
from tests import factories as make
from tests.conftest import as_owner

OF_EVERY_REQUEST = 4  # session, person, reach, wall
COLUMNS = {"name": Sort("Gemeinde", "sort_key"), "ags": Sort("Schlüssel", "ags", "Schlüssel")}


def asked(**query):
    return RequestFactory().get("/", query)


def query_of(url):
    return dict(parse_qsl(url.removeprefix("?")))


def followed(rows, sorts, sort, size=3):
    """Every row of the list, page after page, as the links lead."""
    query, seen = {"sort": sort} if sort else {}, []
    for _ in range(30):
        listed = page(asked(**query), rows, sorts=sorts, size=size)
        seen += listed.rows
        if not listed.next_url:
            return seen
        query = query_of(listed.next_url)
    raise AssertionError("The pages never end.")


@pytest.fixture
def kitas(world):
    """Eight more Kitas: places that are the same, and places nobody has entered."""
    with as_owner():
        for number, places in enumerate((40, 12, 12, None, 100, 9, None, 12)):
            kita = make.make_kita(world.town, (world.provider, world.other_provider)[number % 2], f"Kita {chr(72 - number)}")
            Kita.objects.filter(pk=kita.pk).update(places=places)
    return Kita.objects.filter(county=world.county)


@pytest.mark.parametrize("sort", ["", "name", "-name", "provider", "-provider", "places", "-places", "permit"])
def test_every_row_comes_once_in_the_order_of_the_column(kitas, sort):
    key = {
        "name": lambda kita: kita.sort_key, "provider": lambda kita: kita.provider.sort_key, "permit": lambda kita: kita.permit_number,
        "places": lambda kita: -1 if kita.places is None else kita.places,
    }[sort.removeprefix("-") or "name"]  # fmt: skip
    with as_owner():
        seen, known = followed(kitas.select_related("provider"), SORTS, sort), list(kitas.select_related("provider"))
    expected = sorted(known, key=lambda kita: (key(kita), kita.pk), reverse=sort.startswith("-"))
    assert [kita.pk for kita in seen] == [kita.pk for kita in expected] and len(seen) == 10


@pytest.mark.parametrize("sort", ["nonsense", "--ags", "-", "name-", "county", "\x00"])
def test_nonsense_in_the_address_is_the_usual_order(kitas, sort):
    with as_owner():
        listed = page(asked(sort=sort), Municipality.objects.all(), sorts=COLUMNS)
        assert (listed.sort, listed.order) == ("name", "Gemeinde") and listed.rows == list(Municipality.objects.order_by("sort_key", "pk"))


def test_the_place_in_one_order_is_none_in_another(kitas):
    with as_owner():
        after = query_of(page(asked(), kitas, sorts=SORTS, size=3).next_url)["after"]
        assert not page(asked(after=after), kitas, sorts=SORTS, size=3).is_first
        assert page(asked(after=after, sort="-places"), kitas, sorts=SORTS, size=3).is_first


@pytest.mark.parametrize(
    ("narrow", "text"),
    [
        ({}, "10 Kitas"),
        ({"name__startswith": "Kita H"}, "1 von 10 Kitas"),
        ({"name": "gibt es nicht"}, "0 von 10 Kitas"),
        ({"places": 12}, "3 von 10 Kitas"),
    ],
)
def test_a_list_says_how_many_there_are(kitas, narrow, text):
    with as_owner():
        counted = Counted(kitas, "Kita", "Kitas", "Kitas")
        assert page(asked(), kitas.filter(**narrow), sorts=SORTS, counted=counted).count == text
        later = page(asked(), kitas.filter(**narrow), size=2, counted=counted)
        if later.next_url:
            assert (
                page(asked(**query_of(later.next_url)), kitas.filter(**narrow), size=2, counted=Counted(kitas, "Kita", "Kitas", "Kitas")).count
                == text
            )


def test_one_alone_is_one(world):
    with as_owner():
        one = Municipality.objects.filter(pk=world.town.pk)
        assert page(asked(), one, counted=Counted(one, "Gemeinde", "Gemeinden", "Gemeinden")).count == "1 Gemeinde"
        assert page(asked(), one.none(), counted=Counted(one, "Gemeinde", "Gemeinden", "Gemeinden")).count == "0 von 1 Gemeinde"


LISTS = {"kita_list": "places", "provider_list": "county", "municipality_list": "ags", "member_list": "role"}


@pytest.mark.parametrize("name", LISTS)
def test_the_heads_of_a_list_order_it_beside_its_search(world, client_of, kitas, name):
    planner, url, sort = client_of("social_planner"), reverse(f"sites:{name}", args=[world.county.pk]), LISTS[name]
    plain = planner.get(url, {"q": "a"}).content.decode()
    assert plain.count('aria-sort="ascending"') == 1 and f'href="?q=a&amp;sort={sort}"' in plain and 'href="?q=a&amp;sort=-name"' in plain
    up = planner.get(url, {"q": "a", "sort": sort}).content.decode()
    assert up.count('aria-sort="ascending"') == 1 and f'href="?q=a&amp;sort=-{sort}"' in up and f'name="sort" value="{sort}"' in up
    down = planner.get(url, {"q": "a", "sort": f"-{sort}"}).content.decode()
    assert down.count("aria-sort=") == 1 and 'aria-sort="descending"' in down and ", absteigend</caption>" in down


def test_a_search_for_people_keeps_the_view_it_was_asked_in(world, client_of):
    planner, url = client_of("social_planner"), reverse("sites:member_list", args=[world.county.pk])
    page = planner.get(url, {"q": "hier sozialplanung"}).content.decode()
    assert "Sozialplanung Hier" in page and "Jugendamt Hier" not in page and re.search(r">1 von \d+ Rollen<", page)
    past = planner.get(url, {"show": "past", "q": "EHEMALIG@hier"}).content.decode()
    assert ">Ehemalig" in past and 'name="show" value="past"' in past and ">1 beendete Rolle<" in past
    assert "Niemand passt dazu" in planner.get(url, {"q": "xyzzy"}).content.decode()


def test_order_and_number_cost_no_question(world, client_of, own_queries):
    client, counts, url = client_of("social_planner"), [], reverse("sites:kita_list", args=[world.county.pk])
    for number in (3, 57):
        with as_owner():
            for at in range(number):
                make.make_kita(world.town, world.provider, f"Kita {number}-{at}")
        with own_queries() as seen:
            assert client.get(url, {"sort": "-places", "q": "kita"}).status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1] <= 5 + OF_EVERY_REQUEST
