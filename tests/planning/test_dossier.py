"""The page of a case as whoever decides reads it: what it rests on first, the wording and the remarks folded away."""

from datetime import date

from planning.models import FundingRule
from tests import factories as make
from tests.conftest import as_owner
from tests.planning.test_cases import case  # noqa: F401  a fixture


def test_the_dossier_reads_in_the_order_of_a_decision_and_the_wording_is_folded_until_asked_for(world, client_of, case):  # noqa: F811  a fixture
    """As the reference screen `dossier`: what it rests on, then what the sides say; the house's own words stand open while it writes."""
    with as_owner():
        case.file_number = "SP-2026-IK-001"
        case.save(update_fields=["file_number"])
        make.make_need(world.own, "Familien mit Babys", released=True)
        make.make_cost(make.make_report(world.own, 2026, state="submitted").measure)
        make.make_statement(case, "team", world.people["head"])
    page = client_of("social_planner").get(case.get_absolute_url()).content.decode()
    assert "SP-2026-IK-001 · " in page.split("<h1>")[0].split('class="overline"')[1]
    parts = [
        "Bereitschaft</h2>",
        "in Zahlen</h2>",
        "Bedarfe des Standorts</h2>",
        "Geld</h2>",
        "Letzte Sachberichte</h2>",
        "Stellungnahmen</h2>",
        "Antrag im Wortlaut und Dokumente",
        "Verlauf</h2>",
    ]
    assert [page.index(part) for part in parts] == sorted(page.index(part) for part in parts)
    folds = [page.split(f"<summary>{words}")[0].rsplit("<details", 1)[1] for words in (parts[6], "Kommentar schreiben")]
    assert not any("open" in fold for fold in folds)
    with as_owner():
        type(case).objects.filter(pk=case.pk).update(state="open")
    page = client_of("social_planner").get(case.get_absolute_url()).content.decode()
    assert "open" in page.split(f"<summary>{parts[6]}")[0].rsplit("<details", 1)[1]


def test_the_money_of_the_measure_stands_beside_the_rule(world, client_of, case):  # noqa: F811  a fixture
    with as_owner():
        measure = make.make_measure(world.own, 2027)
        for amount in ("29400.50", "5040"):
            make.make_cost(measure, amount)
        for amount, own in (("24000", False), ("9440.50", True), ("1000", True)):
            make.make_funding(measure, amount, own=own, source="provider" if own else "lsz")
        FundingRule.objects.create(place_id=world.county.pk, starts=date(2020, 1, 1), own_share="30", base="eligible_expenditure")
    page = client_of("social_planner").get(case.get_absolute_url()).content.decode()
    for text in ("34.440,50", "24.000,00", "10.440,50", "10.332,15", "mindestens 30 % der zuwendungsfähigen Ausgaben"):
        assert text in page
    assert "34.440,50" not in client_of("specialist_advisor").get(case.get_absolute_url()).content.decode()
