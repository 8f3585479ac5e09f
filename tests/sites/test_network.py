"""The picture of a network and the list that says the same; memberships; how it grew."""

from collections import Counter
from datetime import date
from html import unescape
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sites.models import Cooperation, Partner, Site
from sites.models.partners import furthest
from sites.pages.network import NODE, RINGS, SIZE, YEARS, development, draw
from tests import factories as make
from tests.conftest import as_owner

Stage, Nature = Cooperation.Stage, Cooperation.Nature


def page_of(client, site):
    response = client.get(reverse("sites:network", args=[site.pk]))
    assert response.status_code == 200
    return unescape(response.content.decode()), response.context


@pytest.mark.req("R082.D")
def test_the_picture_and_the_list_show_the_same(world, client_of):
    with as_owner():
        Site.objects.filter(pk=world.own.pk).update(vision="Die Kita ist der Ort, an dem sich unser Viertel trifft.")
        near = make.make_cooperation(make.make_partner(world.own, "Beratungsstelle"))
        make.make_agreement(near)
        make.make_cooperation(make.make_partner(world.own, "Seniorentreff"), stage="talks", nature="voluntary", starts=None)
        make.make_partner(world.own, "Glaswerk")  # nothing yet: the outermost ring
        make.make_cooperation(make.make_partner(world.own, "Alte Gruppe"), stage="ended", ends=date(2025, 1, 1))
        make.make_cooperation(make.make_partner(world.sister, "Fremde Stelle"))
    page, found = page_of(client_of("parent_representative"), world.own)
    assert "Netzwerk: 1 läuft, 1 im Gespräch, 1 vorgemerkt." in page
    picture, rest = page.split('class="chart net fluid"')[1].split("</svg>")[0], page.split("Das Netzwerk als Liste")[1].split("</table>")[0]
    shapes = Counter(shape.tag + " " + shape.css for shape in found["picture"].shapes)
    assert shapes["circle node"] == 2 and shapes["rect node"] == 1 and shapes["line tie"] == 1 and shapes["ellipse ring"] == len(RINGS)
    assert picture.count("<text") == 3 + 1  # each number, and the house
    places = [rest.index(words) for words in ("läuft", "Beratungsstelle", "im Gespräch", "Seniorentreff", "vorgemerkt", "Glaswerk")]
    assert places == sorted(places)
    assert (
        "ehrenamtlich, keine Vereinbarung" in rest
        and "hauptamtlich, Vereinbarung gilt" in rest
        and "noch keine Kooperation" in rest
        and "Alte Gruppe" not in rest
        and "Fremde Stelle" not in page
    )
    for words in (
        "unser Viertel trifft",
        "zentraler Knotenpunkt eines familienunterstützenden Netzwerks",
        "stimmt seine Angebote ab",
        "Partner*in eintragen",
    ):
        assert (words in page) == (words != "Partner*in eintragen")


@pytest.mark.req("R107.H")
def test_memberships_in_networks_and_which_are_still_missing(world, client_of):
    client = client_of("coordinator")
    with as_owner():
        lsz = make.make_partner(world.own, "LSZ-Netzwerk Ilm-Kreis", kind="network")
        make.make_cooperation(lsz, "AG Familie", starts=date(2022, 5, 1))
        make.make_partner(world.own, "LSZ-Verein", kind="club")
    page, found = page_of(client, world.own)
    assert [row.name for row in found["networks"].joined] == ["LSZ-Netzwerk Ilm-Kreis"]
    joined = page.split('id="h-memberships"')[1].split("Das Netzwerk als Liste")[0]
    assert "AG Familie · läuft, seit 2022" in joined and "LSZ-Netzwerk (Abschnitt" not in joined
    assert "Netzwerk Kinderschutz" in joined and "(Abschnitt 1.6)" in joined
    link = joined.split('href="/sites/')[1].split('"')[0]
    form = client.get("/sites/" + link).context["form"]
    assert (form.initial["name"], form.initial["kind"]) == ("Netzwerk Kinderschutz", "network")
    with as_owner():
        type(lsz).objects.filter(pk=lsz.pk).update(kind="club")
    page, _ = page_of(client_of("facilitator"), world.own)
    assert "(Abschnitt 2.1)" in page and "noch nicht eingetragen" in page and "Eintragen" not in page
    assert "in kommunale Netzwerke im Rahmen des LSZ eingebunden" in unescape(
        client.get(reverse("sites:partner_create", args=[world.own.pk])).content.decode()
    )


@pytest.mark.req("R091.H")
def test_membership_in_the_child_protection_network_stands_and_is_no_longer_missing(world, client_of):
    with as_owner():
        make.make_partner(world.own, "Turnverein Musterstadt", kind="club")
    before, _ = page_of(client_of("coordinator"), world.own)
    assert before.split('id="h-memberships"')[1].count("<span>Netzwerk Kinderschutz ") == 1  # as one that is still missing
    with as_owner():
        make.make_cooperation(make.make_partner(world.own, "Netzwerk Kinderschutz Ilm-Kreis", kind="network"), "AG Kita", starts=date(2023, 2, 1))
    page, found = page_of(client_of("coordinator"), world.own)
    assert [row.name for row in found["networks"].joined] == ["Netzwerk Kinderschutz Ilm-Kreis"]
    memberships = page.split('id="h-memberships"')[1].split("Das Netzwerk als Liste")[0]
    assert "AG Kita · läuft, seit 2023" in memberships and "Netzwerk Kinderschutz Ilm-Kreis" in memberships
    assert memberships.count("Netzwerk Kinderschutz") == 1 and "Netzwerk Frühe Hilfen" in memberships and "LSZ-Netzwerk" in memberships


@pytest.mark.req("R084.C")
def test_the_development_per_year_by_kind(world, client_of):
    year = timezone.localdate().year
    with as_owner():
        partner = make.make_partner(world.own)
        make.make_cooperation(partner, "Lange", starts=date(year - 10, 1, 1))
        make.make_cooperation(partner, "Eines Jahres", starts=date(year - 2, 3, 1), ends=date(year - 2, 9, 1), stage="ended")
        make.make_cooperation(partner, "Ehrenamt", starts=date(year - 1, 12, 31), nature="voluntary")
        make.make_cooperation(partner, "Idee", stage="identified", starts=None)
    page, found = page_of(client_of("provider"), world.own)
    assert found["natures"] == ["hauptamtlich", "ehrenamtlich"]
    assert found["years"] == [(str(year - 4), [1, 0]), (str(year - 3), [1, 0]), (str(year - 2), [2, 0]), (str(year - 1), [1, 1]), (str(year), [1, 1])]
    assert "Laufende Kooperationen je Jahr" in page


def test_an_empty_network_and_a_foreign_one(world, client_of):
    page, _ = page_of(client_of("head"), world.own)
    assert "Mit der ersten Stelle im Verzeichnis entsteht das Bild von selbst." in page
    assert client_of("head").get(reverse("sites:network", args=[world.foreign.pk])).status_code == 404
    assert client_of("social_planner").get(reverse("sites:network", args=[world.own.pk])).status_code == 403


def test_a_full_ring_says_how_many_more(world, client_of):
    with as_owner():
        for index in range(RINGS[0][1] + 3):
            make.make_cooperation(make.make_partner(world.own, f"Stelle {index}"))
    page, _ = page_of(client_of("coordinator"), world.own)
    assert "Netzwerk: 15 läuft" in page and "Und 3 weitere" in page and "?stage=active" in page


# Properties -----------------------------------------------------------------------------------------------------------


def _cooperation(stage, nature, in_force=False, starts=None, ends=None):
    row = Cooperation(partner=Partner(name="Stelle"), stage=stage, nature=nature, starts=starts, ends=ends)
    row.in_force, row.lasts, row.until, row.notice_on = in_force, True, None, None
    return row


ROWS = st.lists(st.builds(_cooperation, st.sampled_from(Stage), st.sampled_from(Nature), st.booleans()), max_size=3)


def _partner(cooperations):
    return SimpleNamespace(furthest=furthest(cooperations), kind="club", name="Stelle")


@given(st.lists(ROWS, max_size=90))
def test_everybody_who_has_not_ended_is_drawn_once_or_counted_as_hidden(groups):
    picture = draw([_partner(found) for found in groups])
    wanted = [found for found in groups if not found or any(row.stage != Stage.ENDED for row in found)]
    assert sum(len(ring.nodes) + ring.hidden for ring in picture.rings) == len(wanted)
    nodes = [shape for shape in picture.shapes if "node" in shape.css]
    drawn = [node for ring in picture.rings for node in ring.nodes]
    assert len(nodes) == len(drawn) and [node.number for node in drawn] == list(range(1, len(drawn) + 1))
    for shape in nodes:
        at, names = dict(shape.attributes), ("x", "y") if shape.tag == "rect" else ("cx", "cy")
        across, down = float(at[names[0]].removesuffix("%")) / 100, float(at[names[1]])
        for middle, size in ((across * 280, 280), (down, SIZE)):  # on the narrowest phone
            assert NODE - 5 <= middle <= size - NODE + 5  # nothing is cut off at the edge
    for ring in picture.rings:
        found = [node.partner.furthest for node in ring.nodes]
        assert all((furthest.stage if furthest else Stage.IDENTIFIED) == ring.stage for furthest in found)


@given(ROWS)
def test_the_furthest_is_never_an_ended_one_while_another_runs(found):
    row = furthest(found)
    running = [one for one in found if one.stage != Stage.ENDED]
    assert (row is None) == (not found) and (not running or row in running)


DAYS = st.dates(min_value=date(2015, 1, 1), max_value=date(2030, 12, 31))


@given(st.lists(st.tuples(st.sampled_from(Nature), st.none() | DAYS, st.none() | DAYS), max_size=20), DAYS)
def test_no_year_counts_more_than_there_are_and_none_before_its_first_day(facts, today):
    found = [_cooperation(Stage.ACTIVE, nature, starts=starts, ends=ends) for nature, starts, ends in facts]
    years = development(found, today)
    assert [year for year, _ in years] == [str(today.year - back) for back in range(YEARS - 1, -1, -1)]
    for year, numbers in years:
        begun = [row for row in found if row.starts and row.starts <= min(today, date(int(year), 12, 31))]
        assert sum(numbers) <= len(begun)
        assert sum(numbers) == sum(row.ends is None or row.ends >= date(int(year), 1, 1) for row in begun)
