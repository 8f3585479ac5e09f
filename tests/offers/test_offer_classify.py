"""For whom an offer is and what it is about: each entry that the recommendations name can be chosen and is said on the offer's page."""

import re

import pytest
from django.urls import reverse

from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text

req = pytest.mark.req


@pytest.fixture
def offer(world):
    with as_owner():
        return make.make_offer(world.own, "Werkstatt")


def classified(client, offer, **data) -> str:
    """Save the page of the classification and read the page of the offer."""
    values = {"origin": "both", "generations": "", "registration": "none", **data}
    answer = client.post(reverse("offers:offer_classify", args=[offer.pk]), values, follow=True)
    assert answer.status_code == 200
    return text(answer)


@pytest.mark.req("R032.H", "R076.H")
@pytest.mark.parametrize(
    ("audience", "label"),
    [("adults", "Erwachsene"), ("children", "Kinder"), ("families", "Familien gemeinsam"), ("generations", "mehrere Generationen")],
)
def test_an_offer_is_for_any_part_of_the_family(client_of, offer, audience, label):
    assert f"Für wen {label} Offen für" in classified(client_of("coordinator"), offer, audience=[audience])


@pytest.mark.req("R036.H")
@pytest.mark.parametrize(
    ("origin", "label"),
    [
        ("centre_families", "Familien der Kita"),
        ("social_space", "Familien aus dem Sozialraum"),
        ("both", "Familien der Kita und aus dem Sozialraum"),
    ],
)
def test_an_offer_is_open_to_the_kita_the_social_space_or_both(client_of, offer, origin, label):
    assert f"Offen für {label}, ohne Termin und Anmeldung" in classified(client_of("coordinator"), offer, origin=origin)


@pytest.mark.req("R056.H")
@pytest.mark.parametrize(("generations", "label"), [("intra", "innerhalb einer Altersgruppe"), ("inter", "zwischen den Generationen")])
def test_an_offer_is_within_or_between_generations(client_of, offer, generations, label):
    page = classified(client_of("coordinator"), offer, generations=generations, audience=["families"])
    assert f"Für wen Familien gemeinsam; {label} Offen für" in page


@pytest.mark.req("R041.H")
def test_the_four_marks_of_an_additional_offer_stand_on_its_page(client_of, offer):
    page = classified(
        client_of("coordinator"), offer, low_threshold="Ohne Anmeldung", family_orientation="Geschwister willkommen",
        closeness="Fünf Minuten zu Fuß", special_needs="Mit Übersetzung",
    )  # fmt: skip
    assert (
        "Niedrigschwelliger Zugang Ohne Anmeldung Familienorientierung Geschwister willkommen Wohnortnähe Fünf Minuten zu Fuß"
        " Besondere Bedarfe Mit Übersetzung"
    ) in page
    assert "Noch nicht beschrieben" not in page


THEMES, SETTINGS, DEMANDS = "Themen der Familien", "Lebensbereiche", "Querschnittsanforderungen"
TERMS = [
    pytest.param("themes", "theme", "health_promotion", THEMES, "Gesundheitsförderung und gesunde Lebensweise", marks=req("R045.H", "R047.H")),
    pytest.param("themes", "theme", "child_protection", THEMES, "Kinderschutz", marks=req("R045.H")),
    pytest.param("themes", "theme", "prevention", THEMES, "Prävention", marks=req("R045.H")),
    pytest.param("themes", "theme", "poverty_prevention", THEMES, "Armutsprävention", marks=req("R045.H")),
    pytest.param("themes", "theme", "social_participation", THEMES, "gesellschaftliche Teilhabe", marks=req("R045.H")),
    pytest.param(
        "themes", "theme", "work_family_balance", THEMES, "Vereinbarkeit von Familie, Zusammenleben und Beruf", marks=req("R052.H1", "R059.H")
    ),
    pytest.param("themes", "theme", "family_forms", THEMES, "Wandel und Vielfalt der Familienformen", marks=req("R059.H")),
    pytest.param("themes", "theme", "demographic_change", THEMES, "demografischer Wandel", marks=req("R059.H")),
    pytest.param("themes", "theme", "self_help", THEMES, "Selbsthilfe und Nachbarschaft", marks=req("R057.H")),
    pytest.param("settings", "setting", "institution", SETTINGS, "Einrichtung", marks=req("R055.H")),
    pytest.param("settings", "setting", "family", SETTINGS, "Familie", marks=req("R055.H")),
    pytest.param("settings", "setting", "neighbourhood", SETTINGS, "Nachbarschaft", marks=req("R055.H")),
    pytest.param("settings", "setting", "living_environment", SETTINGS, "Wohnumfeld", marks=req("R055.H")),
    pytest.param("cross_cutting", "cross_cutting", "child_protection", DEMANDS, "Kinderschutz", marks=req("R058.H")),
    pytest.param("cross_cutting", "cross_cutting", "participation", DEMANDS, "Partizipation", marks=req("R058.H")),
    pytest.param("cross_cutting", "cross_cutting", "inclusion", DEMANDS, "Inklusion", marks=req("R058.H")),
]


@pytest.mark.parametrize(("field", "catalogue", "code", "title", "label"), TERMS)
def test_an_entry_of_a_list_is_chosen_for_an_offer_and_for_a_goal(world, client_of, offer, field, catalogue, code, title, label):
    with as_owner():
        term, goal = make.term(catalogue, code), make.make_goal(world.own)
    client, address = client_of("coordinator"), reverse("planning:goal_edit", args=[goal.pk])
    assert f"{title} {label} " in classified(client, offer, **{field: [term.pk]})
    form = {"need": "", "title": goal.title, "step": "5", "starts": "1.1.2026", "due": "31.7.2027", field: [term.pk]}
    assert client.post(address, form).status_code == 302
    boxes = re.findall(rf'<input[^>]*name="{field}"[^>]*>', client.get(address).content.decode())
    assert [f'value="{term.pk}"' in box for box in boxes if " checked" in box] == [True]
