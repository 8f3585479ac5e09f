"""An idea is kept without a when: the house finds it as a draft and plans it to its end; it runs on no day, and families never see it."""

from datetime import date, datetime, time

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from offers.models import Offer, OfferStep, PublicOffer, Session
from offers.services.planning import Planned, plan_sessions
from offers.services.publishing import publish
from planning.models import Need
from planning.rules.needs import unanswered
from sites.core.access import Access
from sites.core.wall import set_wall
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner
from tests.offers.test_planning import BERLIN, address, answers
from tests.pages import confirmed, filled, form_of
from tests.sites.reading import text

IDEA = {
    "title": "Kochen mit Vätern",
    "types": ["encounter"],
    "held_on": "im Frühling",
    "until": "",
    "rhythm": ["weekly"],
    "starts_at": "16",
    "ends_at": "",
    "ends": "31.7.2027",
}


@pytest.fixture
def need(world):
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=BERLIN), tick=False):
        with as_owner():
            need = make.make_need(world.own, "Am Wochenende fehlt ein Treffpunkt", released=True)
        yield need


@pytest.fixture
def draft(world, client_of, need):
    browser = client_of("coordinator")
    sent = answers(browser, world, needs=[str(need.pk)], **IDEA)
    assert browser.post(address(world), sent | {"draft": "1"}).status_code == 302
    with as_owner():
        return Offer.objects.get()


def edit(offer):
    return reverse("offers:offer_edit", args=[offer.pk])


def listed(browser, offer, state=""):
    return text(browser.get(reverse("offers:offer_list", args=[offer.site_id]) + f"?state={state}"))


def test_an_idea_is_kept_with_what_was_typed_of_its_when(client_of, world, draft, need):
    """No date is needed, none is refused, nothing is lost; it stands in the list as a draft, as an idea of the life cycle."""
    browser = client_of("coordinator")
    with as_owner():
        assert draft.is_draft and not Session.objects.exists() and draft.public
        assert [(step.stage, step.taken_on) for step in OfferStep.objects.all()] == [("idea", date(2026, 11, 24))]
        assert Entry.objects.filter(subject=f"offers.offer:{draft.pk}").get().text == "Entwurf „Kochen mit Vätern“ angelegt"
    page = listed(browser, draft)
    assert "Kochen mit Vätern Entwurf" in page and "1 Entwurf." in page and "laufendes oder geplantes Angebot," not in page
    assert "Kochen mit Vätern" in listed(browser, draft, "draft") and "Kochen mit Vätern" not in listed(browser, draft, "ended")
    shown = form_of(browser.get(edit(draft)), edit(draft)).sent()
    typed = {
        "title": "Kochen mit Vätern",
        "held_on": "im Frühling",
        "starts_at": "16",
        "rhythm": "weekly",
        "ends": "31.7.2027",
        "needs": str(need.pk),
    }
    assert {name: shown[name] for name in typed} == {name: [value] for name, value in typed.items()}


def test_a_draft_needs_its_name_and_nothing_else_is_checked(client_of, world, need):
    browser = client_of("coordinator")
    sent = answers(browser, world, **IDEA)
    refused = browser.post(address(world), sent | {"draft": "1", "title": ""})
    assert refused.status_code == 422 and 'value="im Frühling"' in refused.content.decode()
    assert browser.post(address(world), sent).status_code == 422  # as an offer the same day is no day
    with as_owner():
        assert not Offer.objects.exists()


def test_a_draft_is_planned_to_its_end(client_of, world, draft):
    browser, page = client_of("coordinator"), edit(draft)
    assert "Entwurf weiter planen" in text(browser.get(page))
    kept = filled(form_of(browser.get(page), page), text="Gemeinsam kochen.")
    assert browser.post(page, kept | {"draft": "1"}).status_code == 302
    with as_owner():
        assert Offer.objects.get().is_draft and Offer.objects.get().text and OfferStep.objects.count() == 1
    dates = {"held_on": "12.12.2026", "until": "30.1.2027", "rhythm": ["fortnightly"], "starts_at": "9:30", "ends_at": "11:30"}
    sent = filled(form_of(browser.get(page), page), **dates)
    assert confirmed(browser, page, sent, every_day=False).status_code == 302
    with as_owner():
        offer = Offer.objects.get()
        assert (offer.starts, offer.intended) == (date(2026, 12, 12), {}) and Session.objects.count() == 3
        assert list(OfferStep.objects.order_by("pk").values_list("stage", flat=True)) == ["idea", "planned"]
        assert PublicOffer.objects.get().title == "Kochen mit Vätern"
    assert "Angebot ändern" in text(browser.get(page)) and "Entwurf" not in listed(browser, offer).split("Zeitraum")[-1].replace("Entwürfe", "")


@pytest.mark.guard("family-draft", "heard-draft")
def test_a_draft_is_nowhere_public_and_counts_nowhere(client_of, world, draft, need):
    """Not on the family page, nor as answer to an idea; its need is unanswered, also for the county; no poster is printed of it."""
    browser = client_of("coordinator")
    with as_owner():
        make.make_wish(world.own, need=need, public=True, answered_on=date(2026, 11, 23), outcome="doing")
        publish(site=world.own.pk, today=date(2026, 11, 24))
        assert not PublicOffer.objects.exists()
        assert Need.objects.filter(unanswered(date(2026, 11, 24)), pk=need.pk).exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT thekiz_heard(%s, %s)", [world.own.slug, date(2026, 11, 24)])
            assert '"offers": []' in cursor.fetchone()[0] and "Kochen" not in str(cursor)
    set_wall([world.own.county_id])
    with connection.cursor() as cursor:
        cursor.execute("SELECT needs, unmet, idle FROM thekiz_gaps(%s, %s) WHERE site IS NULL", [world.own.county_id, date(2026, 11, 24)])
        assert cursor.fetchone() == (1, 1, 0)
    assert "Kochen mit Vätern" not in text(browser.get(reverse("offers:family_page", args=[world.own.slug])))
    assert "Kochen mit Vätern" not in text(browser.get(reverse("offers:coverage", args=[world.own.pk])))
    assert browser.get(reverse("reporting:offer_poster", args=[draft.pk])).status_code == 404
    assert "noch kein Angebot" in text(browser.get(address(world))) or "kein Angebot" in text(browser.get(address(world)))
    page = browser.get(draft.get_absolute_url()).content.decode()
    assert reverse("reporting:offer_poster", args=[draft.pk]) not in page and "Familien sehen ihn nicht." in page


@pytest.mark.guard("draft-no-dates")
def test_a_draft_has_no_dates(client_of, world, draft):
    browser, page = client_of("coordinator"), reverse("offers:session_create", args=[draft.pk])
    typed = {"held_on": "12.12.2026", "starts_at": "9:30", "ends_at": "11:30", "rhythm": "once"}
    assert "noch ein Entwurf" in text(browser.post(page, typed))
    access = Access(world.people["coordinator"])
    set_wall([world.own.pk], person=access.user.pk)
    with pytest.raises(ValidationError, match="noch ein Entwurf"):  # whichever page plans
        plan_sessions(access=access, offer=draft, planned=Planned([date(2026, 12, 12)], time(9, 30), time(11, 30)))
    with as_owner():
        assert not Session.objects.exists()


def test_a_draft_is_thrown_away(client_of, draft):
    browser, page = client_of("coordinator"), edit(draft)
    marks = browser.get(page).context["form"].marks()
    assert browser.post(page, {"remove": "1", "marks": marks}).status_code == 302
    with as_owner():
        assert not Offer.objects.exists() and not OfferStep.objects.exists()
