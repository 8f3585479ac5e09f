"""The lists of the recommendations, entry by entry: what stands there, and that an offer or a goal can take it."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from planning.models import Goal, LegalBasis
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text

req = pytest.mark.req


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def lines(client, catalogue, query="") -> list[str]:
    """The rows that apply, in words."""
    page = client.get(url("catalogue_detail", catalogue) + query).content.decode().split('id="h-others"')[0]
    return [" ".join(unescape(strip_tags(row.replace("<", " <"))).split()) for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL)]


BASES = [
    pytest.param("SGB VIII, §§ 22 und 22a", "Unterstützung bei der Erziehungsarbeit der Eltern", marks=req("R088.H")),
    pytest.param("SGB VIII, § 16", "Allgemeine Förderung der Erziehung in der Familie", marks=req("R089.H")),
    pytest.param("SGB VIII, §§ 17 und 18", "Partnerschaft, Trennung und Scheidung", marks=req("R090.H")),
    pytest.param("SGB VIII, §§ 17 und 18", "nur im Auftrag des Jugendamtes", marks=req("R090.H")),
    pytest.param(
        "Bundeskinderschutzgesetz; Gesetz zur Kooperation und Information im Kinderschutz (KKG)", "verbindliche Netzwerkstrukturen im Kinderschutz",
        marks=req("R091.H"),
    ),
    pytest.param(
        "Gesetz zur Stärkung der Gesundheitsförderung und der Prävention (Präventionsgesetz, PrävG)", "Zusammenarbeit von Sozialversicherungsträgern",
        marks=req("R092.H"),
    ),
    pytest.param("Thüringer Familienförderungssicherungsgesetz (ThürFamFöSiG)", "der überregionalen und regionalen", marks=req("R093.H")),
    pytest.param("Thüringer Kindertagesbetreuungsgesetz (ThürKigaG)", "Thüringer Ausführungsgesetz zum SGB VIII", marks=req("R094.H")),
    pytest.param("SGB VIII, § 45 i. V. m. § 9 ThürKigaG", "Betriebserlaubnis für eine Kindertageseinrichtung", marks=req("R095.H")),
    pytest.param("ThürKigaG, § 7 Abs. 1 S. 1", "Anerkennung der vorrangigen Verantwortung der Eltern", marks=req("R096.H")),
    pytest.param("ThürKigaG, § 7 Abs. 1", "Verpflichtende Anwendung des Thüringer Bildungsplans", marks=req("R097.H")),
    pytest.param(
        "Richtlinie „Landesprogramm Solidarisches Zusammenleben der Generationen“ (LSZ)", "unter die auch die ThEKiZ als Maßnahme fallen",
        marks=req("R100.H"),
    ),
]  # fmt: skip


@pytest.mark.req("R087.D")
@pytest.mark.parametrize(("citation", "content"), BASES)
def test_a_legal_basis_stands_with_its_content_and_is_chosen_for_an_offer(world, client_of, citation, content):
    client, address = client_of("coordinator"), reverse("offers:offer_create", args=[world.own.pk])
    assert [row for row in lines(client, "legal_bases") if citation in row and content in row and "1.6" in row]
    with as_owner():
        basis, field = LegalBasis.objects.get(edition="2021", citation=citation), make.action_field()
    assert citation in text(client.get(address))
    values = {"title": "Babytreff", "types": ["encounter"], "starts": "1.9.2026", "where": "inside", "executor": "own_staff"}
    values |= {"action_field": field.pk, "legal_bases": [basis.pk], "commission": "Jugendamt Ilm-Kreis, 3.2.2026"}
    page = text(client.post(address, values, follow=True))
    assert f"Gesetzliche Grundlage {citation} Auftrag des Jugendamtes Jugendamt Ilm-Kreis, 3.2.2026" in page


@pytest.mark.req("R087.H", "R100.H")
def test_the_next_version_of_a_guideline_leaves_the_earlier_one_its_days(world, client_of):
    client = client_of("state_office")
    with as_owner():
        old = LegalBasis.objects.get(edition="2021", citation__startswith="Richtlinie")
    change = {"citation": "Richtlinie LSZ 2028", "content": "Regelt die Förderung ab 2028", "since": "1.1.2028", "ends": ""}
    assert client.post(url("term_edit", old.pk, "legal_bases"), change).status_code == 302
    before, after = (" ".join(lines(client, "legal_bases", f"?on={day}")) for day in ("31.12.2027", "1.1.2028"))
    assert old.citation in before and "Richtlinie LSZ 2028" not in before
    assert old.citation not in after and "Richtlinie LSZ 2028" in after and "Regelt die Förderung ab 2028" in after


GOALS = [
    pytest.param("general_goals", "general_goal", "quality_of_life", "Lebensqualität von Familien fördern", marks=req("R077.H", "R116.H")),
    pytest.param("general_goals", "general_goal", "appreciation", "Entwicklungsprozess wertschätzend begleiten", marks=req("R077.H")),
    pytest.param("general_goals", "general_goal", "places", "Bildungs- und Erfahrungsorte für Familien", marks=req("R078.H")),
    pytest.param("general_goals", "general_goal", "resources", "familiäre Ressourcen und Kompetenzen stärken", marks=req("R078.H")),
    pytest.param("general_goals", "general_goal", "child_protection", "den Kinderschutz verbessern", marks=req("R078.H")),
    pytest.param("general_goals", "general_goal", "equal_opportunities", "die Chancengleichheit erhöhen", marks=req("R078.H")),
    pytest.param("general_goals", "general_goal", "competence_partnership", "Kompetenzpartnerschaft mit den Eltern", marks=req("R079.H")),
    pytest.param("service_fields", "service_field", "education_partnership", "Erziehungspartnerschaftliches Zusammenwirken", marks=req("R079.H")),
    pytest.param("general_goals", "general_goal", "early_involvement", "Familien frühzeitig in die Bildungsprozesse", marks=req("R080.H")),
    pytest.param("specific_goals", "specific_goal", "self_efficacy", "Selbsttätigkeit, Selbsthilfe und Selbstwirksamkeit", marks=req("R086.H")),
    pytest.param("specific_goals", "specific_goal", "special_support", "mit besonderem Unterstützungsbedarf begleiten", marks=req("R086.H")),
    pytest.param("specific_goals", "specific_goal", "open_up", "sich in den Sozialraum öffnen", marks=req("R086.H")),
    pytest.param("specific_goals", "specific_goal", "fitting_offers", "passgenaue Angebote der Begegnung, Beratung", marks=req("R086.H")),
    pytest.param("specific_goals", "specific_goal", "inclusion", "inklusive Ausrichtung im Konzept", marks=req("R086.H")),
    pytest.param("specific_goals", "specific_goal", "life_world", "zentraler Bestandteil der Lebenswelt", marks=req("R086.H")),
]


@pytest.mark.parametrize(("field", "catalogue", "code", "words"), GOALS)
def test_a_goal_of_the_recommendations_is_what_a_goal_of_a_site_pays_into(world, client_of, field, catalogue, code, words):
    client = client_of("coordinator")
    assert [row for row in lines(client, catalogue) if words in row and ("1.5" in row or "1.2" in row or "Anhang 1" in row)]
    with as_owner():
        term = make.term(catalogue, code)
    form = {"need": "", "title": "Mütter kennen drei andere Familien", "step": "5", "starts": "1.1.2026", "due": "31.7.2027", field: [term.pk]}
    page = text(client.post(url("goal_create", world.own.pk), form, follow=True))
    assert (f"zahlt ein auf: {term.label}" in page) is (field == "specific_goals")
    with as_owner():
        goal = Goal.objects.get(site=world.own)
    boxes = re.findall(rf'<input[^>]*name="{field}"[^>]*>', client.get(url("goal_edit", goal.pk)).content.decode())
    assert [f'value="{term.pk}"' in box for box in boxes if " checked" in box] == [True]
