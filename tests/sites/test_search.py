"""The one search: how people type and how names are written, and that every list of the house and of the offices is searched by it."""

import re

import pytest
from django.db import connection

from offers.models import PublicPage
from offers.pages.family_list import narrowed
from offers.services.publishing import publish
from sites.core.search import searched
from sites.core.wall import set_wall
from sites.models import Kita, Provider, Site
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.matrix import EXPECTED, address
from tests.standing import standing
from tests.test_conventions import APPS, ROOT
from tests.test_forms import roles_that
from tests.texts import main_of, read

__all__ = ["standing"]


@pytest.fixture
def world(standing, db):
    return standing[0]


@pytest.mark.parametrize(
    ("name", "typed", "found"),
    [
        ("Kita Bärenhöhle", "bärenhöhle", True),
        ("Kita Bärenhöhle", "Baerenhoehle", True),
        ("Kita Bärenhöhle", "barenhohle", True),
        ("Kita Bärenhöhle", "HÖHLE bären", True),
        ("Kita Bärenhöhle", "höhle kita", True),
        ("Kita Bärenhöhle", "bärin", False),
        ("Kita Bärenhöhle", "bären haus", False),
        ("Kita Baerenhoehle", "bären", True),
        ("Kita Baerenhoehle", "Baeren", True),
        ("Große Straße", "strasse GROSSE", True),
        ("Strasse", "straße", True),
        ("Ilm-Kreis", "ilm kreis", True),
        ("Ilm Kreis", "ilm-kreis", True),
        ("Michael", "ael", True),
        ("Michael", "el", True),
        ("Verein für Familien e. V.", "e.V.", True),
        ("Verein für Familien e.V.", "e. V. fur", True),
        ("Café Zoë", "cafe zoe", True),
        ("Haus 50 % + mehr", "50%", True),
        ("Haus 51", "5%2", False),
        ("Haus_A", "haus a", True),
        ("Haus", "'; DROP TABLE", False),
        ("Haus", "  ", True),
        ("Haus", "\\", True),
    ],
)
def test_a_name_is_found_as_people_type_it(world, name, typed, found):
    with as_owner():
        provider = make.make_provider(world.county, name)
        assert searched(Provider.objects.filter(pk=provider.pk), typed, "name").exists() is found


def test_words_may_stand_in_different_fields(world):
    with as_owner():
        kitas = Kita.objects.filter(pk=make.make_kita(world.town, world.provider, "Kita Spatzennest").pk)
        for typed, found in (("ilmenau spatzen", True), ("spatzen Ilmenau", True), ("spatzen schleiz", False)):
            assert searched(kitas, typed, "name", "municipality__name").exists() is found


def test_the_directory_of_families_finds_by_its_index(world):
    with as_owner():
        Site.objects.filter(pk=world.own.pk).update(name="Kita Bärenhöhle", street="Lindenweg 8", postcode="98693")
    set_wall([world.own.pk])
    publish(site=world.own.pk, today=make.TODAY)
    for typed in ("baerenhoehle ilmenau", "lindenweg kita", "98693", "ilm kreis höhle"):
        assert [found.name for found in narrowed(PublicPage.objects.all(), q=typed)] == ["Kita Bärenhöhle"]
    assert not narrowed(PublicPage.objects.all(), q="bärenhöhle schleiz")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "publicpage_find" in searched(PublicPage.objects.order_by(), "barenhohle", "find", lookup="holds").explain()


#: "12 von 300 Personen", or how many there are when nothing is left out.
COUNT = re.compile(r"(?:[\d.]+ von )?[\d.]+ [\w*]+(?: [\w*]+)?")
#: Lists with a search: what is typed, in another order or spelling than on the page, and the row it finds.
LISTS = {
    "sites:kita_list": ("lindenhof ILMENAU kita", "Kita Lindenhof"),
    "sites:provider_list": ("ilmtal Sozialwerk", "Sozialwerk Ilmtal e. V."),
    "sites:municipality_list": ("menau il", "Ilmenau"),
    "reporting:site_list": ("ilmenau lindenhof", "Kita Lindenhof"),
    "planning:application_list": ("ilmenau lindenhof", "Kita Lindenhof"),
    "reporting:report_list": ("ilmenau lindenhof", "Kita Lindenhof"),
    "processes:contract_list": ("ilmenau lindenhof", "Kita Lindenhof"),
    "offers:offer_list": ("cafe eltern", "Elterncafé"),
    "sites:member_list": ("hier koordination", "Koordination Hier"),
    "sites:partner_list": ("ilmenau erziehungs", "Erziehungsberatung Ilmenau"),
}


def test_every_page_with_a_search_searches_in_the_one_way():
    code = {path: path.read_text() for app in APPS for path in (ROOT / app).rglob("*.py") if path.parent.name in {"pages", "views"}}
    asks = {path.stem for path, text in code.items() if "word(request)" in text}
    assert len(asks) > 10 and asks - {path.stem for path, text in code.items() if "searched(" in text} == set()
    assert not [path for path, text in code.items() if "icontains" in text]


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_lists_find_words_in_any_order_and_spelling(standing, name):
    world, rows = standing
    route, (typed, row) = EXPECTED[name], LISTS[name]
    at = route.rows[0] if route.row else None
    browser = Client()
    browser.force_login(world.people[roles_that(world, route, "GET", at)[0].value])

    def shown(q: str) -> list[str]:
        return read(main_of(browser.get(address(name, route, rows, at), {"q": q}).content.decode()))

    nothing = shown(f"{typed} xyzzy")
    assert [line for line in nothing if COUNT.fullmatch(line) and line.startswith("0 von ")], "how many there are is said for an empty list, too"
    assert [line for line in shown("") if COUNT.fullmatch(line)] and [line for line in shown(typed) if COUNT.fullmatch(line)]
    assert [line for line in shown(typed) if row in line and line not in nothing]
