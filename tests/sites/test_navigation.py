"""The navigation: what each role finds in the bar and under "Mehr", and that every list of a role is two clicks from its start page."""

import re

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from sites import context
from sites.access import Access, Role
from tests import factories as make
from tests.conftest import as_owner
from tests.matrix import EXPECTED, LEVEL, REACHES
from tests.rights import OPEN, PERSON

BAR = {
    "coordinator": ["Heute", "Angebote", "Roter Faden", "Sachbericht", "Standort", "Antrag"],
    "head": ["Heute", "Angebote", "Roter Faden", "Sachbericht", "Team", "Standort", "Antrag"],
    "professional": ["Heute", "Angebote", "Roter Faden", "Standort"],
    "social_planner": ["Für mich", "Standorte", "Anträge", "Planung", "Sachberichte", "LSZ", "Überblick", "Anliegen", "Personen"],
    "youth_welfare_office": ["Für mich", "Standorte", "Anträge", "Planung", "Sachberichte", "LSZ", "Überblick", "Anliegen", "Personen"],
    "specialist_advisor": ["Für mich", "Standorte", "Anträge", "Planung", "Anliegen"],
    "provider": ["Heute", "Standorte", "Anträge", "Sachberichte", "Kitas", "Personen"],
    "facilitator": ["Meine Standorte", "Stunden"],
    "ministry": ["Überblick", "LSZ-Berichte", "Listen", "Personen"],
    "state_office": ["Überblick", "LSZ-Berichte", "Listen", "Anliegen", "Personen", "Rückmeldungen"],
    "parent": ["Start", "Familienseiten"],
    "parent_representative": ["Start", "Standort", "Familienseiten"],
    "nobody": [],
    "former": [],
}
#: The pages from which an area of work begins; the others are reached from them. Per site, per county or for the person.
BEGINNINGS = {
    "sites:kita_list", "sites:provider_list", "sites:area_list", "sites:member_list", "sites:partner_list", "sites:network", "sites:room_list",
    "sites:site_master", "sites:site_kitas", "sites:entry_list", "sites:feedback_list", "planning:application_list", "planning:need_list",
    "planning:goal_list", "planning:wish_list", "planning:assessment_list", "planning:figure_list", "planning:need_map", "planning:money_list",
    "planning:import_list", "planning:catalogue_list", "planning:link_list", "planning:criteria", "planning:room_plan", "planning:plan_overview",
    "planning:resolution_list", "planning:deadline_list", "planning:body_list", "planning:inquiry_list",
    "planning:continuation", "offers:offer_list", "offers:coverage", "offers:referral_count", "offers:support_count", "processes:contract_list",
    "reporting:home", "reporting:site_list", "reporting:site_sheet", "reporting:county_sheet", "reporting:report_list", "reporting:lsz_list",
    "reporting:referral_report",
}  # fmt: skip


def labels(person):
    return [entry["label"] for entry in context.navigation(Access(person)) if not entry["folded"]]


def links(client, url: str) -> set[str]:
    answer = client.get(url, follow=True)
    assert answer.status_code == 200, f"{url}: {answer.status_code}"
    return {href.split("?")[0].split("#")[0] for href in re.findall(r'<a [^>]*href="(/[^"]*)"', answer.content.decode())}


def view_of(url: str) -> str:
    try:
        return resolve(url).view_name
    except Resolver404:
        return ""


@pytest.mark.parametrize(("role", "expected"), BAR.items())
def test_the_bar_of_a_role(world, role, expected):
    assert labels(world.people[role]) == expected


def test_two_roles_share_one_navigation_without_doubles(world):
    with as_owner():
        make.give(world.people["head"], Role.COORDINATOR, world.own)
        make.give(world.people["head"], Role.SOCIAL_PLANNER, world.county)
    found = labels(world.people["head"])
    assert len(found) == len(set(found)) and {"Angebote", "LSZ", "Standorte"} <= set(found)


def test_what_is_folded_away_stands_under_mehr_and_not_in_the_bar(world, client_of):
    page = client_of("head").get(reverse("sites:account")).content.decode()
    bar, rest = page.split("</header>")
    for words in ("Partner*innen und Netzwerk", "Gremien und Sitzungen", "Anliegen an die Ämter", "Listen und Rechtsgrundlagen", "Räume"):
        assert words in rest and words not in bar
    assert bar.count('<span class="word">') == len(BAR["head"]) + 1  # and "Mehr" itself


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
    ("head", "sites:partner_list", "own", "Standort"), ("head", "planning:body_list", "own", "Standort"),
    ("coordinator", "planning:need_list", "own", "Roter Faden"), ("social_planner", "planning:body_list", "county", "Planung"),
    ("social_planner", "reporting:county_sheet", "county", "Überblick"), ("social_planner", "sites:kita_list", "county", "Standorte"),
    ("state_office", "reporting:county_sheet", "county", "Überblick"),
])  # fmt: skip
def test_the_bar_says_where_one_is(world, client_of, role, view, place, current):
    page = client_of(role).get(reverse(view, args=[getattr(world, place).pk])).content.decode()
    marked = re.findall(r'aria-current="page">.*?<span class="word">([^<]+)', page.split("</header>")[0], re.DOTALL)
    assert marked == [current]


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
        ("coordinator", "Heute"), ("head", "Heute"), ("professional", "Heute"), ("provider", "Heute"), ("social_planner", "Für mich"),
        ("youth_welfare_office", "Für mich"), ("specialist_advisor", "Für mich"), ("facilitator", "Meine Standorte"),
        ("ministry", "Thüringen auf einen Blick"), ("state_office", "Thüringen auf einen Blick"), ("parent", "Willkommen"),
        ("parent_representative", "Willkommen"), ("nobody", "Zurzeit haben Sie keine Rolle"),
    ],
)  # fmt: skip
def test_every_role_has_its_start_page(world, client_of, role, heading):
    assert f"<h1>{heading}</h1>" in client_of(role).get("/", follow=True).content.decode()
