"""The navigation: what each role finds in the bar and under "Mehr", and that every list of a role is two clicks from its start page."""

import re
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve, reverse

from sites.core import navigation
from sites.core.access import Access
from sites.core.navigation import BARS, EntryPage, Link, Order
from sites.core.roles import Role
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.matrix import EXPECTED, LEVEL, REACHES, routes
from tests.rights import OPEN, PERSON

BAR = {
    "coordinator": ["Heute", "Angebote", "Roter Faden", "Entwicklung", "Sachbericht", "Standort", "Antrag"],
    "head": ["Heute", "Angebote", "Roter Faden", "Entwicklung", "Sachbericht", "Team", "Standort", "Antrag"],
    "professional": ["Heute", "Angebote", "Roter Faden", "Entwicklung", "Standort"],
    "social_planner": ["Für mich", "Standorte", "Anträge", "Planung", "Sachberichte", "LSZ", "Überblick", "Anliegen", "Personen"],
    "youth_welfare_office": ["Für mich", "Standorte", "Anträge", "Planung", "Sachberichte", "LSZ", "Überblick", "Anliegen", "Personen"],
    "specialist_advisor": ["Für mich", "Standorte", "Anträge", "Planung", "Anliegen"],
    "provider": ["Heute", "Standorte", "Anträge", "Sachberichte", "Kitas", "Personen"],
    "facilitator": ["Meine Standorte", "Stunden", "Fortbildungen"],
    "ministry": ["Überblick", "LSZ-Berichte", "Listen", "Personen"],
    "state_office": ["Netzwerk", "Begleitung", "Fortbildungen", "Praxis", "Anliegen", "Überblick", "LSZ-Berichte", "Listen", "Personen"],
    "parent": ["Start", "Familienseiten"],
    "parent_representative": ["Start", "Ideen", "Umfragen", "Konzeption", "Vorhaben", "Standort", "Familienseiten"],
    "nobody": [],
    "former": [],
}
#: The pages from which an area of work begins; the others are reached from them. Per site, per county or for the person.
BEGINNINGS = {
    "sites:kita_list", "sites:provider_list", "sites:area_list", "sites:member_list", "sites:partner_list", "sites:network", "sites:room_list",
    "sites:absence_list", "sites:site_master", "sites:site_kitas", "sites:entry_list", "sites:feedback_list", "planning:application_list",
    "planning:need_list", "planning:goal_list", "planning:wish_list", "planning:assessment_list", "planning:figure_list", "planning:need_map",
    "planning:money_list", "planning:import_list", "planning:catalogue_list", "planning:link_list", "planning:criteria", "planning:room_plan",
    "planning:plan_overview", "planning:resolution_list", "planning:deadline_list", "planning:body_list", "planning:inquiry_list",
    "planning:continuation", "offers:offer_list", "offers:coverage", "offers:referral_count", "offers:support_count", "processes:contract_list",
    "reporting:home", "reporting:site_list", "reporting:site_sheet", "reporting:county_sheet", "reporting:report_list", "reporting:lsz_list",
    "reporting:referral_report", "processes:step_list", "processes:concept_list", "planning:contribution_list", "reporting:coordination",
}  # fmt: skip


APPS = ("sites", "planning", "offers", "processes", "reporting")
ROOT = Path(__file__).parents[2]
#: Every entry page, also under its other names.
SAID = [page for page in vars(navigation).values() if isinstance(page, EntryPage)]
PAGES = list(dict.fromkeys([*SAID, *(page for bar in BARS.values() for page in (*bar.pages, *bar.folded))]))


def labels(person):
    return [link.label for link in navigation.navigation(Access(person)) if not link.folded]


def marked(person, view: str) -> list[str]:
    links = navigation.navigation(Access(person), view, routes()[view].group)
    return [link.label for link in links if link.current]


def links(client, url: str) -> set[str]:
    answer = client.get(url, follow=True)
    assert answer.status_code == 200, f"{url}: {answer.status_code}"
    if not answer["Content-Type"].startswith("text/html"):
        return set()  # a file
    return {href.split("?")[0].split("#")[0] for href in re.findall(r'<a [^>]*href="(/[^"]*)"', answer.content.decode())}


def view_of(url: str) -> str:
    try:
        return resolve(url).view_name
    except Resolver404:
        return ""


@pytest.mark.parametrize(("role", "expected"), BAR.items())
def test_the_bar_of_a_role(world, role, expected):
    assert labels(world.people[role]) == expected


def test_the_bar_is_that_of_the_role_that_is_shown(world):
    person = world.people["head"]
    with as_owner():
        make.give(person, Role.SOCIAL_PLANNER, world.county)
    as_planner = [link.label for link in navigation.navigation(Access(person, chosen="social_planner")) if not link.folded]
    assert labels(person) == BAR["head"] and as_planner == BAR["social_planner"]
    assert [link.label for link in navigation.navigation(Access(person, chosen="ministry")) if not link.folded] == BAR["head"]


def test_what_is_folded_away_stands_under_mehr_and_not_in_the_bar(world, client_of):
    page = client_of("head").get(reverse("sites:account")).content.decode()
    bar, rest = page.split("</header>")
    for words in ("Partner*innen und Netzwerk", "Gremien und Sitzungen", "Anliegen an die Ämter", "Listen und Rechtsgrundlagen", "Räume"):
        assert words in rest and words not in bar
    assert bar.count('<span class="nav-label">') == len(BAR["head"]) + 1  # and "Mehr" itself


def test_an_advisor_of_a_provider_sees_no_pages_of_a_county(world):
    with as_owner():
        advisor = make.make_user("Beratung", "beratung@traeger.example")
        make.give(advisor, Role.SPECIALIST_ADVISOR, world.provider)
    assert labels(advisor) == ["Für mich", "Standorte", "Anträge", "Anliegen"]


@pytest.mark.req("R024.D")
@pytest.mark.parametrize("role", [role.value for role in Role])
def test_every_beginning_of_a_role_is_two_clicks_from_its_start_page(world, client_of, role):
    """By the hand-written matrix: whatever list this role may open is linked on the start page, on "Mehr" or on the sheet of a site it sees,
    or one page behind them."""
    with as_owner():
        make.make_contract(world.own, world.people["facilitator"])
    client = client_of(role)
    first = links(client, "/") | links(client, reverse("sites:account"))
    if _may("reporting:site_sheet", Role(role)):
        first |= links(client, world.own.get_absolute_url())
    pages = {view_of(url): url for url in sorted(first) if not url.startswith(("/konto/", "/betreuung/"))}  # one address of each view
    found = set(pages) | {"reporting:home"}
    for url in filter(view_of, pages.values()):
        found |= {view_of(link) for link in links(client, url)}
    may = {name for name in BEGINNINGS if _may(name, Role(role))}
    assert may - found == set()
    assert len(may) >= (2 if role == "parent" else 4)


def _may(name: str, role: Role) -> bool:
    """Does the matrix let this role open the page at a place that it reaches?"""
    route = EXPECTED[name]
    if route.get in (OPEN, PERSON):
        return True
    reached = REACHES[LEVEL.get(role, "site")][0] - ({"own", "sibling"} if route.own_place and LEVEL.get(role) == "county" else set())
    return role in (route.get or ()) and (route.row is None or bool(reached & set(route.rows)))


@pytest.mark.parametrize(("role", "view", "place", "current"), [
    ("head", "sites:partner_list", "own", "Standort"), ("head", "planning:body_list", "own", "Entwicklung"),
    ("coordinator", "planning:need_list", "own", "Roter Faden"), ("social_planner", "planning:body_list", "county", "Planung"),
    ("social_planner", "reporting:county_sheet", "county", "Überblick"), ("social_planner", "sites:kita_list", "county", "Standorte"),
    ("state_office", "reporting:county_sheet", "county", "Überblick"),
])  # fmt: skip
def test_the_bar_says_where_one_is(world, client_of, role, view, place, current):
    page = client_of(role).get(reverse(view, args=[getattr(world, place).pk])).content.decode()
    marked = re.findall(r'aria-current="page">.*?<span class="nav-label">([^<]+)', page.split("</header>")[0], re.DOTALL)
    assert marked == [current]


@pytest.mark.parametrize(("roles", "view", "current"), [
    ("provider", "reporting:site_sheet", "Standorte"), ("provider", "sites:partner_detail", "Standorte"),
    ("provider", "sites:kita_detail", "Kitas"), ("provider", "sites:provider_edit", "Kitas"),
    ("coordinator", "offers:referral_count", "Standort"), ("coordinator", "reporting:referral_report", "Standort"),
    ("coordinator", "offers:session_log", "Angebote"), ("coordinator", "planning:statement_edit", "Antrag"),
    ("social_planner", "sites:kita_detail", "Standorte"), ("social_planner", "sites:room_list", "Standorte"),
    ("social_planner", "planning:figure_edit", "Planung"), ("social_planner", "planning:interest_form", "Anträge"),
    ("ministry", "planning:figure_list", "Überblick"), ("facilitator", "processes:hours_create", "Stunden"),
    ("parent_representative", "planning:body_list", "Vorhaben"), ("parent", "sites:rights", None),
])  # fmt: skip
def test_one_entry_is_marked_by_the_group_of_the_page(world, roles, view, current):
    with as_owner():
        person = make.make_user("Hut", "hut@viele.example")
        for role in roles.split():
            make.give(person, role, world.place_of(Role(role)))
    assert marked(person, view) == ([current] if current else [])


def tabs(order, person, place, here=None) -> list[Link]:
    return order.at(Access(person), place.pk, here).links


def test_tabs_hold_what_a_person_may_open_at_this_place_and_mark_the_page(world):
    advisor, head, sites = world.people["specialist_advisor"], world.people["head"], world.people["social_planner"]
    county = tabs(navigation.COUNTY_TABS, advisor, world.county, navigation.BODIES)
    assert [tab.label for tab in county] == [
        "Strategie und Pläne", "Bedarfe und Lücken", "Sozialraumdaten", "Kitas und Träger", "Beschlüsse", "Beratungsaufträge", "Gremien", "Fristen",
        "Erhebungen",
    ]  # fmt: skip
    assert [tab.label for tab in county if tab.current] == ["Gremien"]
    assert tabs(navigation.COUNTY_TABS, advisor, world.other_county) == [] == tabs(navigation.COUNTY_TABS, head, world.county)
    register = tabs(navigation.REGISTRY_TABS, sites, world.county, navigation.SITES)
    assert [(tab.label, tab.url, tab.current) for tab in register[:2]] == [
        ("Standorte", reverse("reporting:site_list"), True),
        ("Kitas", reverse("sites:kita_list", args=[world.county.pk]), False),
    ]
    words = ["Verzeichnis", "Netzwerk", "Weitervermitteln", "Hilfe im Alltag", "Monate"]
    assert [tab.label for tab in tabs(navigation.PARTNER_TABS, head, world.own)] == words
    assert [tab.label for tab in tabs(navigation.PARTNER_TABS, world.people["provider"], world.own)] == [*words[:2], words[4]]
    assert [tab.label for tab in tabs(navigation.PARTNER_TABS, world.people["facilitator"], world.own)] == words[:2]


ORDERS = [order for order in vars(navigation).values() if isinstance(order, navigation.Order) and order is not navigation.SITE_PAGES]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.label)
def test_at_most_six_tabs_are_in_sight_the_shown_one_always_and_the_others_in_groups(world, order):
    """Whatever page of the order is shown: nothing is lost, nothing twice, and "Mehr" counts as one."""
    everybody = [(person, place) for person in world.people.values() for place in (world.county, world.own)]
    for person, place in everybody:
        for here in order.pages:
            shown = order.at(Access(person), place.pk, here)
            views = [link.view for link in shown.links]
            row, more = [link for link in shown.links if link.shelf != "more"], [link for group in shown.more for link in group.links]
            on_phone = [link for link in shown.links if link.shelf == "row"]
            assert len(row) + (len(row) < len(views)) <= 6
            assert [link.view for link in on_phone if link.current] == [view for view in views if view == here.view]
            assert sorted(link.view for link in [*on_phone, *more]) == sorted(views)
            assert sum(len(link.label) * 8 + 25 for link in on_phone) <= 288 or len(on_phone) == 1
            assert all(group.title for group in shown.more) or not order.groups


# The registry -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.view} {page.label}")
def test_an_entry_page_asks_for_the_action_of_its_view(page):
    """So that no link leads to a page that answers with 403; and its address carries a place or none, as it says."""
    assert page.action == routes()[page.view].action and page.label
    assert page.url(7 if page.at else None)


def test_each_entry_page_is_said_once():
    own = [page.view for name, page in vars(navigation).items() if isinstance(page, EntryPage) and name != "MY_SITES"]
    assert len(own) == len(set(own))


def test_an_entry_of_a_bar_has_an_icon_and_the_group_of_its_own_view():
    for bar in BARS.values():
        assert all(page.icon for page in (*bar.pages, *bar.folded))
        assert all(page.groups[0] == routes()[page.view].group for page in bar.pages if page.action)
    assert set(BARS) == set(Role)


def test_no_group_of_an_entry_page_is_without_pages():
    assert {group for page in PAGES for group in page.groups} <= {view.group for view in routes().values()}


def test_every_entry_page_stands_in_a_navigation():
    orders = [order for order in vars(navigation).values() if isinstance(order, Order)]
    placed = {page.view for bar in BARS.values() for page in (*bar.pages, *bar.folded)} | {page.view for order in orders for page in order.pages}
    assert {page.view for page in PAGES} == placed


def test_every_other_page_is_linked_from_somewhere():
    """By name: a template, a view, a mail or a list of what an entry is about leads there; to come back after saving is not enough."""
    paths = [*ROOT.glob("templates/**/*.*"), *(path for app in APPS for path in ROOT.glob(f"{app}/**/*.py"))]
    texts = "\n".join(path.read_text() for path in paths if path.name not in {"urls.py", "navigation.py"} and "migrations" not in path.parts)
    named = set(re.findall(r"""(?<!redirect\()["']([a-z]+:[a-z_]+)["']""", texts))
    pages = {name for name, view in routes().items() if "GET" in view.methods and not name.startswith("demo:")}
    assert pages - named - {page.view for page in PAGES} == set()


# Without an account -----------------------------------------------------------------------------------------------


@pytest.mark.req("R024.D")
def test_public_information_needs_no_account(world):
    with as_owner():
        make.make_page(world.own)
    visitor = Client()
    pages = {
        reverse("offers:family_list"): "Kita Lindenhof",
        reverse("planning:interest_form"): "ThEKiZ",
        reverse("sites:imprint"): "Impressum",
        reverse("sites:privacy"): "Datenschutz",
        reverse("sites:accessibility"): "Barrierefreiheit",
        reverse("sites:rights"): "die Entscheidung eintragen",
    }
    for url, words in pages.items():
        answer = visitor.get(url)
        assert answer.status_code == 200 and words in answer.content.decode(), url
    assert visitor.get("/")["Location"].startswith("/konto/login/")


@pytest.mark.req("R024.D")
@pytest.mark.parametrize(
    ("role", "heading"),
    [
        ("coordinator", "Heute"), ("head", "Was ansteht"), ("professional", "Heute"), ("provider", "Heute"), ("social_planner", "Für mich"),
        ("youth_welfare_office", "Für mich"), ("specialist_advisor", "Für mich"), ("facilitator", "Meine Standorte"),
        ("ministry", "Thüringen auf einen Blick"), ("state_office", "Netzwerk"), ("parent", "Willkommen"),
        ("parent_representative", "Willkommen"), ("nobody", "Zurzeit haben Sie keine Rolle"),
    ],
)  # fmt: skip
def test_every_role_has_its_start_page(world, client_of, role, heading):
    assert f"<h1>{heading}</h1>" in client_of(role).get("/", follow=True).content.decode()
