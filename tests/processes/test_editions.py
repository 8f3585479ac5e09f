"""Editions of the rules about hours and the fee table: kept by the Land and each county for itself; a gap is asked about."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from processes.models import Fee, HoursEdition
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import remove
from tests.sites.reading import text

WHENS = ("first_two_years", "ongoing", "change", "consultation_site")


def typed(hours=("8", "2", "8", ""), **changes):
    rules = {f"{when}_hours": number for when, number in zip(WHENS, hours, strict=True)}
    return {"name": "Ilm-Kreis 2027", "source": "JHA 2026/47", "starts": "01.01.2027", "ends": "", **rules, **changes}


def enter(browser, place, **changes):
    return browser.post(reverse("processes:edition_create", args=[place.pk]), typed(**changes))


def count(model, **lookup):
    with as_owner():
        return model.objects.filter(**lookup).count()


@pytest.mark.req("R128.C")
def test_a_county_enters_an_edition_of_its_own_and_it_is_recommended(world, client_of):
    browser = client_of("social_planner")
    span = {"starts": "01.01.2024", "ongoing_up_to": "5", "change_at_least": "on", "ongoing_paragraph": "§ 3"}
    assert enter(browser, world.county, **span).status_code == 302
    with as_owner():
        edition = HoursEdition.objects.get(place=world.county.place)
        rules = {rule.when: (rule.hours, rule.up_to, rule.at_least, rule.paragraph) for rule in edition.rules.all()}
    assert edition.place_kind == "county" and rules == {
        "first_two_years": (8, None, False, ""), "ongoing": (2, 5, False, "§ 3"), "change": (8, None, True, ""),
        "consultation_site": (None, None, False, ""),
    }  # fmt: skip
    page = text(browser.get(reverse("processes:edition_list", args=[world.county.pk])))
    assert "Ilm-Kreis 2027" in page and "2 bis 5" in page and "mindestens 8" in page and "nach Bedarf" in page
    assert page.index("Ilm-Kreis 2027") < page.index("Fachliche Empfehlungen 2021")
    form = text(browser.get(reverse("processes:contract_create", args=[world.own.pk])))
    assert "Ist ein ThEKiZ bereits auf dem Weg, sind 2 bis 5 Stunden im Monat empfohlen. Ilm-Kreis 2027, Abschnitt § 3." in form


def test_changing_an_edition_replaces_its_rules(world, client_of):
    with as_owner():
        edition = make.make_hours_edition(world.county)
    browser = client_of("social_planner")
    address = reverse("processes:edition_edit", args=[edition.pk])
    assert 'value="3,0"' in browser.get(address).content.decode()
    assert browser.post(address, typed(hours=("9", "4", "9", "1"))).status_code == 302
    with as_owner():
        assert [rule.hours for rule in edition.rules.order_by("pk")] == [9, 4, 9, 1]
    remove(browser, address)
    assert count(HoursEdition, place=world.county.place) == 0


@pytest.mark.parametrize(
    ("starts", "ends", "gap"),
    [
        ("01.01.2027", "", "vom 01.10.2026 bis 31.12.2026"),
        ("01.10.2026", "", ""),
        ("02.10.2026", "", "vom 01.10.2026 bis 01.10.2026"),
        ("01.01.2025", "30.11.2025", "vom 01.12.2025 bis 31.12.2025"),
        ("01.01.2025", "31.12.2025", ""),
    ],
)
def test_a_gap_in_the_validity_is_asked_about(world, client_of, starts, ends, gap):
    with as_owner():
        make.make_hours_edition(world.county, "Ilm-Kreis 2026", starts=date(2026, 1, 1), ends=date(2026, 9, 30))
        make.make_hours_edition(world.other_county, "Nebenan", starts=date(2026, 1, 1), ends=date(2026, 3, 30))
    browser = client_of("social_planner")
    answer = enter(browser, world.county, starts=starts, ends=ends)
    assert answer.status_code == (422 if gap else 302)
    if gap:
        assert "Ilm-Kreis 2026“" in text(answer) and f"eine Lücke {gap}" in text(answer)
        assert enter(browser, world.county, starts=starts, ends=ends, sure="on").status_code == 302
    assert count(HoursEdition, place=world.county.place) == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Bitte füllen Sie"),
        ({"starts": "31.02.2027"}, "Diesen Tag gibt es nicht."),
        ({"ends": "01.01.2026"}, "Das Ende liegt vor dem Beginn"),
        ({"first_two_years_hours": "-1"}, "Bitte geben Sie mindestens "),
        ({"first_two_years_hours": "viel"}, "Bitte als Zahl eingeben"),
        ({"ongoing_up_to": "2"}, "liegt über der ersten Zahl"),
        ({"ongoing_up_to": "5", "ongoing_at_least": "on"}, "passen nicht zusammen"),
        ({"consultation_site_up_to": "3"}, "oder lassen Sie die ganze Regel leer"),
        ({"starts": "01.06.2026"}, "gilt an diesem Ort schon eine andere Fassung"),
    ],
)
def test_bad_editions_get_the_page_back(world, client_of, changes, sentence):
    with as_owner():
        make.make_hours_edition(world.county, "Ilm-Kreis 2026", starts=date(2026, 1, 1), ends=date(2026, 12, 31))
    answer = enter(client_of("social_planner"), world.county, **changes)
    assert answer.status_code == 422 and sentence in text(answer) and "JHA 2026/47" in answer.content.decode()
    assert count(HoursEdition, place=world.county.place) == 1


def test_the_recommendations_are_nobodys_to_change(world, client_of):
    with as_owner():
        edition = HoursEdition.objects.get(place=None)
    for role in ("state_office", "social_planner"):
        assert client_of(role).get(reverse("processes:edition_edit", args=[edition.pk])).status_code == 404


@pytest.mark.req("R125.H")
def test_the_fee_table_is_kept_in_versions(world, client_of):
    browser = client_of("state_office")
    address = reverse("processes:fee_create", args=[world.state.pk])
    first = {"step": "mit Hochschulabschluss", "euros": "65", "source": "Honorartabelle 2024", "starts": "01.01.2024", "ends": "31.12.2026"}
    assert browser.post(address, first).status_code == 302
    again = {**first, "euros": "70", "source": "Honorartabelle 2027", "starts": "01.12.2026", "ends": ""}
    refused = browser.post(address, again)
    assert refused.status_code == 422 and "Für diese Stufe gilt in dieser Zeit schon ein anderer Satz." in text(refused)
    assert browser.post(address, {**again, "starts": "01.01.2027"}).status_code == 302
    with as_owner():
        assert [(fee.euros, fee.starts) for fee in Fee.objects.order_by("starts")] == [
            (Decimal(65), date(2024, 1, 1)), (Decimal(70), date(2027, 1, 1)),
        ]  # fmt: skip
    page = text(browser.get(reverse("processes:edition_list", args=[world.state.pk])))
    assert "mit Hochschulabschluss" in page and "65,00" in page and "ab 01.01.2027" in page


@pytest.mark.parametrize("changes", [{"euros": "0"}, {"euros": "600"}, {"step": ""}, {"starts": ""}])
def test_bad_fees_get_the_page_back(world, client_of, changes):
    data = {"step": "ohne", "euros": "40", "source": "", "starts": "01.01.2024", "ends": "", **changes}
    assert client_of("social_planner").post(reverse("processes:fee_create", args=[world.county.pk]), data).status_code == 422
    assert count(Fee) == 0
