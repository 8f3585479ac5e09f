"""What each side says to an application: with who, day, paper and words on the page of the case, and warned about until it is there."""

import pytest
from django.urls import reverse

from planning.models import Party
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text

req = pytest.mark.req


@pytest.fixture
def case(world):
    with as_owner():
        return make.make_application(world.own, state="submitted")


def read(client, case) -> str:
    return text(client.get(case.get_absolute_url()))


OWN = [
    pytest.param("provider", "provider", "Träger", "zugestimmt", marks=req("R184.H")),
    pytest.param("team", "head", "Team", "zugestimmt", marks=req("R184.H")),
    pytest.param("youth_welfare_office", "youth_welfare_office", "Jugendamt", "zugestimmt", marks=req("R184.H")),
    pytest.param("parents_council", "parent_representative", "Elternbeirat", "angehört", marks=req("R017.D", "R099.H", "R188.H")),
]


@pytest.mark.parametrize(("party", "who", "label", "verb"), OWN)
def test_a_side_speaks_for_itself_with_day_paper_and_words(world, client_of, case, party, who, label, verb):
    data = {"stance": "given", "stated_on": "1.10.2026", "spoken_by": "Ute Kern", "paper": "Protokoll Nr. 7", "text": "Wir tragen das Vorhaben mit."}
    assert client_of(who).post(reverse("planning:statement_edit", args=[case.pk, party]), data).status_code == 302
    page = read(client_of("social_planner"), case)
    assert (
        f"{label} {verb} 1. Oktober 2026 Ute Kern · selbst abgegeben von {world.people[who].name}, Grundlage: Protokoll Nr. 7 {data['text']} " in page
    )


@pytest.mark.req("R011.H", "R184.H")
def test_the_municipality_consents_on_paper_through_the_planner(world, client_of, case):
    data = {"stance": "given", "stated_on": "2.10.2026", "spoken_by": "Bürgermeisteramt", "paper": "Schreiben vom 2.10.2026", "text": ""}
    assert client_of("social_planner").post(reverse("planning:statement_edit", args=[case.pk, "municipality"]), data).status_code == 302
    page = read(client_of("head"), case)
    assert "Gemeinde zugestimmt 2. Oktober 2026 Bürgermeisteramt · im Namen der Seite festgehalten von Sozialplanung Hier" in page
    assert "Grundlage: Schreiben vom 2.10.2026" in page


def test_parents_read_in_plain_words_what_they_are_asked_about(world, client_of, case):
    with as_owner():
        type(case).objects.filter(pk=case.pk).update(coordinator_fte="0.5")
    page = text(client_of("parent_representative").get(reverse("planning:statement_edit", args=[case.pk, "parents_council"])))
    assert "0,50 VZÄ" in page.replace("\xa0", " ") and "Wie lautet die Stellungnahme?" in page and "die Seite" not in page


WARNINGS = [
    pytest.param("provider", "Träger: Zustimmung fehlt noch (3.1)", marks=req("R184.K")),
    pytest.param("team", "Team: Zustimmung fehlt noch (3.1)", marks=req("R184.K")),
    pytest.param("youth_welfare_office", "Jugendamt: Zustimmung fehlt noch (3.1)", marks=req("R184.K")),
    pytest.param("municipality", "Gemeinde: Zustimmung fehlt noch (3.1)", marks=req("R184.K")),
    pytest.param("parents_council", "Elternbeirat: Anhörung fehlt noch (3.1, § 12 Abs. 2 Nr. 1 ThürKigaG)", marks=req("R099.K1", "R188.K")),
]


@pytest.mark.parametrize(("party", "warning"), WARNINGS)
def test_the_side_that_is_missing_is_warned_about_and_no_other(world, client_of, case, party, warning):
    with as_owner():
        for other in Party.values:
            if other != party:
                make.make_statement(case, other, world.people["head"])
    planner = client_of("social_planner")
    page = read(planner, case)
    assert warning in page and page.count(" fehlt noch (3.1") == 1
    with as_owner():
        row = make.make_statement(case, party, world.people["head"], stance="refused")
    assert f"{warning.split(':')[0]}: nicht einverstanden" in read(planner, case)
    with as_owner():
        type(row).objects.filter(pk=row.pk).update(stance="given")
    assert " fehlt noch (3.1" not in read(planner, case) and "nicht einverstanden" not in read(planner, case)
