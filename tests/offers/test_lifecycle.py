"""The way of an offer from idea to end: who had a part in it, why it was kept, adapted or ended, and what share was planned with families."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.models import OfferStep
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text


@pytest.fixture
def offer(world):
    with as_owner():
        return make.make_offer(world.own)


def record(browser, offer, **changes):
    values = {"stage": "idea", "taken_on": f"{timezone.localdate():%d.%m.%Y}", "involved": ["families", "team"], "reason": ""}
    return browser.post(reverse("offers:step_create", args=[offer.pk]), {**values, **changes})


@pytest.mark.req("R229.D", "R229.H")
def test_each_stage_stands_on_the_page_with_its_day_and_who_had_a_part(client_of, offer):
    browser = client_of("coordinator")
    for stage, label in OfferStep.Stage.choices:
        assert record(browser, offer, stage=stage, reason="Weil es gut ankam.").status_code == 302
        assert f"{label} {timezone.localdate().day}." in text(browser.get(offer.get_absolute_url())).replace("\xa0", " ")
    page = text(browser.get(offer.get_absolute_url()))
    assert page.count("Beteiligt: Familien, Team") == len(OfferStep.Stage) and "Weil es gut ankam." in page


@pytest.mark.req("R227.D", "R173.D")
@pytest.mark.parametrize("stage", ["kept", "adapted", "ended"])
def test_what_is_kept_adapted_or_ended_says_why(client_of, offer, stage):
    browser = client_of("coordinator")
    refused = record(browser, offer, stage=stage, reason="  ")
    assert refused.status_code == 422 and refused.context["form"].errors["reason"] == ["Bitte sagen Sie in einem Satz, warum."]
    assert record(browser, offer, stage=stage, reason="Dienstag passt den Eltern besser.").status_code == 302
    assert "Dienstag passt den Eltern besser." in text(browser.get(offer.get_absolute_url()))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"stage": ""}, "Bitte füllen Sie „Schritt“ aus."),
        ({"stage": "flying"}, "Diese Auswahl gibt es nicht"),
        ({"involved": ["Frau Kern"]}, "Diese Auswahl gibt es nicht"),
        ({"taken_on": f"{timezone.localdate() + timedelta(days=1):%d.%m.%Y}"}, "Das Datum liegt in der Zukunft."),
        ({"reason": "x" * 401}, "höchstens 400 Zeichen"),
    ],
)
def test_a_step_that_cannot_be_says_why(client_of, offer, changes, sentence):
    answer = record(client_of("coordinator"), offer, **changes)
    assert answer.status_code == 422 and sentence in text(answer)


@pytest.mark.req("R241.C")
def test_the_share_of_offers_planned_with_families(world, client_of, offer):
    """Families, children or the parents' council: one is enough; the team alone is none, nor is a regular offer, nor another house."""
    with as_owner():
        offers = {name: make.make_offer(world.own, name) for name in ("Kinder", "Elternbeirat", "Team", "Niemand")}
        regular, foreign = make.make_offer(world.own, "Regel", additional=False), make.make_offer(world.foreign, "Fremd")
        for row, involved in (
            (offer, ["families", "team"]), (offer, ["children"]), (offers["Kinder"], ["children"]), (offers["Elternbeirat"], ["council"]),
            (offers["Team"], ["team", "county"]), (offers["Niemand"], []), (regular, ["families"]), (foreign, ["families"]),
        ):  # fmt: skip
            OfferStep.objects.create(site=row.site, offer=row, stage="planned", taken_on=date(2026, 1, 12), involved=involved)
    assert "mit Familien geplant 3 von 5" in text(client_of("coordinator").get(reverse("offers:coverage", args=[world.own.pk])))
