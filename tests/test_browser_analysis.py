"""A round of analysis with three raters on phones: begun with the old texts, seen apart, agreed on, a goal, a step, the release (UF12)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from processes.models import ActionStep, AnalysisRound, FieldRating
from tests import factories as make
from tests.conftest import as_owner, make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = timezone.localdate()
OLD, NEW = "Ideen kommen über den Briefkasten.", "Ideen bekommen in zwei Wochen eine Antwort."
FINDING, GOAL, STEP = "14 von 23 Eltern kennen den Weg nicht", "Eltern bestimmen bei Angeboten mit", "Weg für Ideen ans Brett hängen"


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def last(world):
    """The round before, a year ago."""
    with as_owner():
        make.keep_growth_terms()
        make.make_contract(world.own, world.people["facilitator"])
        row = make.make_round(world.own, 1, state="closed", begun_on=TODAY - timedelta(days=380), texts={"state": "Sechs Gruppen."})
        make.make_rating(row, "common", 4, 1, words=OLD)
        return row


def send(page, label: str, says: str) -> None:
    """Press a button and wait until the next page says that it is done."""
    page.get_by_role("button", name=label).press("Enter")
    page.get_by_text(says).wait_for()


def choose(page, field: str, level: str) -> None:
    page.get_by_role("radiogroup", name=field).get_by_label(level).check()


def rate(phone, person, site, circle: str, people: str, level: str):
    """One of three raters: from the list of rounds to the own view, and no further than what is theirs."""
    page = phone.new(person)
    page.goto(phone.address + reverse("processes:analysis_list", args=[site.pk]))
    page.get_by_role("link", name=circle, exact=True).click()
    page.get_by_label("Wie viele haben eingeschätzt").fill(people)
    choose(page, "4 Partizipation und Empowerment", level)
    phone.station(page, f"8-view-{circle}")
    send(page, "Einschätzung speichern", f"Die Einschätzung „{circle}“ ist gespeichert.")
    return page


def test_a_round_with_three_raters(phone, world, last):
    house = phone.new(world.people["coordinator"])
    house.goto(phone.address + reverse("processes:analysis_list", args=[world.own.pk]))
    phone.station(house, "8-rounds")
    assert "Zeit für die nächste" in house.inner_text("main")
    house.get_by_role("link", name="Runde beginnen").click()
    house.get_by_label("Wer wirkt mit?").fill("Team, Eltern, Steuerungsteam")
    send(house, "Runde speichern", "Runde 2 ist gespeichert.")
    with as_owner():
        row = AnalysisRound.objects.get(number=2)
    parents = rate(phone, world.people["parent_representative"], world.own, "Eltern", "23", "noch am Anfang")
    assert "Team" not in parents.get_by_role("region", name="In dieser Runde einschätzen").inner_text()
    rate(phone, world.people["professional"], world.own, "Team", "11", "trägt im Alltag")
    rate(phone, world.people["facilitator"], world.own, "Steuerungsteam", "9", "in Bewegung")
    house.reload()
    assert "In Feld 4 sieht das Team das Haus zwei Stufen weiter als die Eltern." in house.inner_text("main")
    house.get_by_role("link", name="Gemeinsam besprochen").click()
    assert house.get_by_label("Feld 4 in Worten").input_value() == OLD  # the round begins with the words of the last one
    choose(house, "4 Partizipation und Empowerment", "in Bewegung")
    house.get_by_label("Feld 4 in Worten").fill(NEW)
    send(house, "Einschätzung speichern", "Die Einschätzung „Gemeinsam“ ist gespeichert.")
    phone.station(house, "8-round")
    assert "höher in Feld 4" in house.locator("svg.spider title").text_content()
    assert any("Briefkasten" in text for text in house.locator("section:has(#h-pair) del").all_inner_texts())
    with as_owner():
        assert FieldRating.objects.filter(part__round=row).count() == 4
    follow(phone, house)
    house.get_by_label("freigeben: Einschätzung der fünf Felder").check()
    send(house, "Freigabe speichern", "1 Teil liegt dem Landkreis vor.")
    planner = phone.new(world.people["social_planner"])
    planner.goto(phone.address + row.get_absolute_url())
    phone.station(planner, "8-county")
    assert "noch am Anfang" in planner.inner_text("main") and FINDING not in planner.inner_text("main")
    send(house, "Runde abschließen", "Runde 2 ist abgeschlossen.")
    assert "Abgeschlossen am" in house.inner_text("main") and not house.get_by_role("link", name="Feststellung eintragen").count()


def follow(phone, house) -> None:
    """From a finding to a goal to a step, each by the link that stands there."""
    house.get_by_role("link", name="Feststellung eintragen").click()
    house.get_by_label("Was haben Sie festgestellt?").fill(FINDING)
    house.get_by_text("Oder gleich ein neues Ziel vereinbaren").click()
    house.get_by_label("Wer – verändert was – bis wann").fill(GOAL)
    house.get_by_label("Stufe der Wirkungstreppe").select_option(label="5 – Verhalten ändert sich")
    house.locator("[name=new_due]").fill(f"{TODAY + timedelta(days=200):%d.%m.%Y}")
    phone.station(house, "8-finding")
    send(house, "Feststellung speichern", "Die Feststellung ist gespeichert.")
    house.get_by_role("link", name="Schritt eintragen").click()
    house.get_by_label("Was ist zu tun?").fill(STEP)
    house.get_by_label("Wer kümmert sich?").fill("Jana Seidel")
    house.locator("[name=due]").fill(f"{TODAY + timedelta(days=9):%d.%m.%Y}")
    send(house, "Schritt speichern", f"Schritt „{STEP}“ ist gespeichert.")
    assert "aus der Feststellung" in house.inner_text("main")
    with as_owner():
        step = ActionStep.objects.get(title=STEP)
        assert step.finding.words == FINDING and step.goal.title == GOAL
        address = step.finding.part.round.get_absolute_url()
    house.goto(phone.address + address)
    phone.station(house, "8-follows")
    assert "0 von 1 Schritt erledigt" in house.inner_text("main")
