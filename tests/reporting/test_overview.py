"""The overview of the state: tenants by AGS, map with its tables, what is hidden, and nobody's own rows."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.pages.overview_lines import Line
from reporting.rules.above import closed_on
from reporting.rules.history import FORMS
from sites.core.roles import Role
from sites.models import County, Place
from tests import factories as make
from tests.conftest import as_owner


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def page(client, **query):
    with as_owner():
        make.close_month()
    return client.get(reverse("reporting:overview"), query)


def line(answer, county) -> Line:
    return next(row for row in answer.context["table"] if row.county == county)


def tile(answer, county) -> dict:
    return next(tile for tile in answer.context["map"].tiles if tile["ags"] == county.ags)


def held(site, people=(4, 2, 6), days=0):
    return make.make_session(make.make_offer(site), closed_on(timezone.localdate()) - timedelta(days=days), figures=people)


@pytest.mark.req("R001.D")
def test_the_state_sees_sums_of_all_counties_and_no_row_of_a_site(world, client_of):
    with as_owner():
        held(world.own), held(world.foreign)
    for role in ("ministry", "state_office"):
        answer = page(client_of(role))
        assert answer.context["totals"].sessions == 2 and answer.context["totals"].sites == 4
        assert "Ilm-Kreis" in words(answer) and "Saale-Orla-Kreis" in words(answer)
        assert not any(site.name in words(answer) for site in world.sites.values())
        for site in world.sites.values():
            assert client_of(role).get(reverse("reporting:site_sheet", args=[site.pk])).status_code in {403, 404}


@pytest.mark.guard("county-sheet")
@pytest.mark.req("R003.C", "R003.H1")
def test_a_county_is_a_tenant_with_ags_and_kind_and_its_own_sums(world, client_of):
    with as_owner():
        for site in (world.own, world.sibling, world.foreign):
            held(site)
        County.objects.filter(pk=world.other_county.pk).update(kind="independent_city")
    found = page(client_of("ministry"))
    assert (line(found, world.county).sessions, line(found, world.other_county).sessions) == (2, 1)
    own = client_of("social_planner").get(reverse("reporting:county_sheet", args=[world.county.pk]))
    assert own.context["year_figures"].sessions == 2 and "Landkreis, Stand" in words(own) and "Saale-Orla-Kreis" not in words(own)
    assert client_of("social_planner").get(reverse("reporting:county_sheet", args=[world.other_county.pk])).status_code == 404
    other = client_of("social_planner", elsewhere=True).get(reverse("reporting:county_sheet", args=[world.other_county.pk]))
    assert other.context["year_figures"].sessions == 1 and "kreisfreie Stadt, Stand" in words(other)


@pytest.mark.guard("overview-counties")
def test_who_has_one_county_is_led_to_its_sheet(world, client_of):
    planner = client_of("social_planner")
    assert page(planner)["Location"] == reverse("reporting:county_sheet", args=[world.county.pk])
    with as_owner():
        make.give(world.people["social_planner"], Role.SOCIAL_PLANNER, world.other_county)
    assert "Ihre Landkreise auf einen Blick" in words(page(planner)) and len(page(planner).context["map"].tiles) == 2


@pytest.mark.req("R326.C1", "R206.C", "R002.D1")
def test_the_overview_counts_sites_by_phase_form_and_county_and_who_adopted(world, client_of):
    with as_owner():
        make.make_site(world.town, [make.make_kita(world.town, world.provider, "Kita Berg")], "Kita Berg", phase="consultation_site", form="guide")
        make.make_site(world.town, [make.make_kita(world.town, world.provider, "Kita Tal")], "Kita Tal", phase="interested")
        make.make_resolution(make.make_body(world.county), "JHA 2023/36", "adoption", decided_on=date(2023, 2, 17))
    answer = page(client_of("state_office"))
    own, other = line(answer, world.county), line(answer, world.other_county)
    assert own.phases == [0, 2, 1] and own.sites == 3 and other.phases == [0, 2, 0]  # who is only interested does not count yet
    assert dict(zip(FORMS, own.forms, strict=True))["Lotse"] == 1 and answer.context["totals"].forms == [0, 1, 4, 0, 0, 0]
    assert answer.context["totals"].phases == [0, 4, 1] and answer.context["totals"].without == 1
    text = words(answer)
    assert "ja, 17.02.2023" in text and "1 von 2" in text and "1 Gebiet hat noch keine Konsultationseinrichtung" in text
    assert reverse("planning:resolution_list", args=[world.county.pk]) in answer.content.decode()


@pytest.mark.req("R326.C1", "R206.H")
@pytest.mark.parametrize(
    ("show", "value", "said"),
    [
        ("sites", "3", "Ilm-Kreis: 3 Standorte"),
        ("phases", "0/2/1", "Ilm-Kreis: 0 Auf dem Weg zum ThEKiZ, 2 ThEKiZ, 1 Konsultationseinrichtung"),
        ("forms", "G", "Ilm-Kreis: 1 Lotse, 2 Galerie"),
    ],
)
def test_each_map_says_its_values_in_words_and_leads_to_the_county(world, client_of, show, value, said):
    with as_owner():
        make.make_site(world.town, [make.make_kita(world.town, world.provider, "Kita Berg")], "Kita Berg", phase="consultation_site", form="guide")
    answer = page(client_of("ministry"), show=show)
    found = tile(answer, world.county)
    assert (found["value"], found["title"], found["url"]) == (value, said, reverse("reporting:county_sheet", args=[world.county.pk]))
    assert f'aria-label="{said}"' in answer.content.decode()
    assert found["class"] in {css for css, _ in answer.context["map"].legend}


def test_forms_are_kinds_and_no_steps_and_each_tile_bears_its_letter(world, client_of):
    """WCAG 1.4.11: what has no order is told apart by hue, and by the letter on the tile."""
    found = page(client_of("ministry"), show="forms").context["map"]
    keys = [css for css, _ in found.legend]
    assert len(set(keys)) == len(keys) == len(FORMS) - 1 and all(css.startswith("k") for css in keys)
    assert all(one["value"] != "" and one["class"] in {*keys, "q5"} for one in found.tiles)


def test_a_site_with_two_forms_counts_once_as_a_mixture(world, client_of):
    with as_owner():
        type(world.own.forms.first()).objects.create(site=world.own, county_id=world.county.pk, form="guide", starts=date(2024, 1, 1))
    assert dict(zip(FORMS, line(page(client_of("ministry")), world.county).forms, strict=True)) == {
        **dict.fromkeys(FORMS, 0), "Galerie": 1, "Mischform": 1,
    }  # fmt: skip


def test_nonsense_in_the_address_shows_the_first_map(world, client_of):
    assert page(client_of("ministry"), show="\x00").context["map"].key == "people"


@pytest.mark.guard("few-sites", "hidden-rest")
@pytest.mark.req("R326.C1")
def test_an_average_of_two_sites_is_hidden_on_map_and_table_and_not_to_be_reckoned(world, client_of):
    with as_owner():
        for site in world.sites.values():
            held(site)
        for name in ("A", "B", "C"):
            held(make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {name}")], f"Kita {name}"))
    answer = page(client_of("ministry"))
    hidden = [county for county in (world.county, world.other_county) if tile(answer, county)["value"] == "•"]
    assert hidden == [world.other_county]
    assert answer.context["totals"].average == line(answer, world.county).average  # the sum of both would tell the hidden one
    assert line(answer, world.other_county).average is None and "ausgeblendet" in tile(answer, world.other_county)["title"]


@pytest.mark.req("R326.C1")
def test_sites_that_log_nothing_protect_nobody(world, client_of):
    """Three sites, one of which delivers: the average would be that of one house."""
    with as_owner():
        make.make_site(world.town, [make.make_kita(world.town, world.provider, "Kita A")], "Kita A")
        held(world.own)
    answer = page(client_of("ministry"))
    assert line(answer, world.county).sites == 3 and line(answer, world.county).average is None
    assert tile(answer, world.county)["value"] == "•"


@pytest.mark.guard("few-accompanied", "agreed-rest")
@pytest.mark.req("R326.C2")
def test_the_overview_tells_how_far_sites_are_accompanied_and_what_events_there_were(world, client_of):
    """Agreements that are accepted, hours only where no single house gives them away, and events that lie in the county in this year."""
    year = timezone.localdate().year
    with as_owner():
        sites = [make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {name}")], f"Kita {name}") for name in "AB"]
        for hours, site in enumerate([*sites, world.own], start=4):
            make.make_contract(site, world.people["facilitator"], hours=Decimal(hours))
        make.make_contract(world.foreign, make.make_user("Petra Lang"), hours=Decimal(9))
        make.make_training(world.state, kind="network", county=world.county, first=date(year, 3, 4))
        make.make_training(world.state, kind="expert", county=world.county, first=date(year, 5, 4), days=2)
        make.make_training(world.state, county=world.county, first=date(year, 6, 1))
        make.make_training(world.state, kind="network", county=world.county, first=date(year, 7, 1), state="cancelled")
        make.make_training(world.state, kind="network", county=world.other_county, first=date(year - 1, 6, 1))
    answer = page(client_of("ministry"))
    own, other = line(answer, world.county), line(answer, world.other_county)
    assert (own.coverage.sites, own.coverage.accompanied, own.agreed_words, own.events) == (4, 3, "15 Stunden", 2)
    assert (other.coverage.accompanied, other.hides_hours, other.events) == (1, True, 0)
    text = words(answer)
    assert "Ilm-Kreis 4 3 15 Stunden 2" in text and "Saale-Orla-Kreis 2 1 • 0" in text and "Zusammen 6 4 15 Stunden 2" in text
    before = page(client_of("ministry"), year=year - 1)
    assert (line(before, world.other_county).events, line(before, world.county).coverage.accompanied) == (1, 0)
    file = client_of("ministry").get(reverse("reporting:overview_export", args=["csv"])).content.decode()
    assert ";3;15,00;2" in file and ";1;ausgeblendet;0" in file and ";4;15,00;2" in file


@pytest.mark.parametrize("number", [3, 30])
def test_the_overview_asks_the_same_queries_for_3_and_30_sites(world, client_of, own_queries, number):
    with as_owner():
        for one in range(number):
            held(make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {one}")], f"Ort {one}"))
        make.close_month()
    client = client_of("ministry")
    with own_queries() as seen:
        client.get(reverse("reporting:overview"))
    assert seen.count <= 4 + 5, [query["sql"][:90] for query in seen.captured_queries]


def test_all_22_counties_stand_on_the_map_and_in_both_tables(world, client_of):
    from sites.rules.thuringia import COUNTIES

    with as_owner():
        for ags, short, name, kind in COUNTIES:
            if not County.objects.filter(ags=ags).exists():
                County.objects.create(place=Place.objects.create(kind="county"), ags=ags, name=name, short=short, kind=kind)
    answer = page(client_of("ministry"), show="sites")
    assert len(answer.context["map"].tiles) == 22 == len(answer.context["table"])
    assert words(answer).count("Wartburgkreis") >= 3  # tile, table of phases, table of forms


def test_the_ministry_chooses_a_year_and_takes_its_table_along(world, client_of):
    """The figures, phases and hidden averages of that year, on the page and in the file."""
    last = timezone.localdate().year - 1
    with as_owner():
        make.make_session(make.make_offer(world.own), date(last, 5, 4), figures=(4, 2, 6))
        held(world.own), held(world.own, days=1)
        make.make_resolution(make.make_body(world.county), "JHA 36", "adoption", decided_on=date(last + 1, 1, 1))
    ministry = client_of("ministry")
    assert (line(page(ministry), world.county).adopted, line(page(ministry, year=last), world.county).adopted) == (date(last + 1, 1, 1), None)
    assert line(page(ministry), world.county).sessions == 2 and f"Termine {closed_on(timezone.localdate()).year}" in words(page(ministry))
    before = page(ministry, year=last, show="sites")
    assert line(before, world.county).sessions == 1 and f"Termine {last}" in words(before) and f"Stand 31. Dezember {last}" in words(before)
    assert f"?show=people&amp;year={last}" in before.content.decode()  # the other maps stay in that year
    assert "2 Landkreise und kreisfreie Städte, 1 davon mit Einträgen im Jahr" in words(before) and "Wartet auf Zahlen" not in words(before)
    assert "aus den letzten 30 Tagen" in words(page(ministry)) and "aus den letzten 30 Tagen" not in words(before)
    assert page(ministry, year="1999").status_code == 200 and line(page(ministry, year="1999"), world.county).sessions == 2
    file = ministry.get(reverse("reporting:overview_export", args=["csv"]), {"year": last}).content.decode()
    county = next(row for row in file.splitlines() if row.startswith("Ilm-Kreis"))
    assert ";1;ausgeblendet;" in county and ";2;" not in county.split(";", 12)[-1] and "Zusammen" in file
