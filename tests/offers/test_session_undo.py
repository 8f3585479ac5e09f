"""Taken back: exactly what was there before; and figures on which a submitted Sachbericht rests stay, whatever way somebody takes."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from offers.models import PublicDate, Session
from tests import factories as make
from tests.conftest import as_owner
from tests.offers.test_classification import classification
from tests.offers.test_device_list import send
from tests.offers.test_sessions import entries, fresh, held, log, offer, undo
from tests.pages import confirmed, remove
from tests.sites.reading import text

__all__ = ["offer"]


@pytest.fixture
def browser(client_of):
    return client_of("coordinator")


def off(offer):
    session = held(offer)
    with as_owner():
        Session.objects.filter(pk=session.pk).update(cancelled=True, cancel_reason="staff", cancel_words="Wasserrohrbruch")
    return session


@pytest.mark.parametrize("removed", [False, True])
def test_a_cancelled_date_is_cancelled_again_with_its_reason(browser, offer, removed):
    session = off(offer)
    log(browser, session, (3, 3, 5), back="offer")
    assert (fresh(session).cancelled, "Rückgängig" in text(browser.get(offer.get_absolute_url()))) == (False, True)
    if removed:
        remove(browser, reverse("offers:session_log", args=[session.pk]))
    else:
        undo(browser, session)
    saved = fresh(session)
    assert (saved.logged, saved.cancelled, saved.cancel_reason, saved.cancel_words) == (None, True, "staff", "Wasserrohrbruch")
    assert "Wasserrohrbruch" not in str([entry.details for entry in entries(session)])  # words of people stay out of what is never erased
    with as_owner():
        assert PublicDate.objects.get().cancelled
    log(browser, session, (3, 3, 5))
    undo(browser, session)
    assert fresh(session).cancelled


def test_only_the_last_cancelling_counts(browser, offer):
    session = off(offer)
    log(browser, session, (3, 3, 5))
    undo(browser, session)
    browser.post(reverse("offers:session_restore", args=[session.pk]), {"back": "home"})
    log(browser, session, (3, 3, 5))
    undo(browser, session)
    assert not fresh(session).cancelled


@pytest.mark.guard("undo-corrected")
def test_a_correction_is_not_taken_back_together_with_what_it_corrects(client_of, browser, offer):
    session = held(offer)
    log(browser, session)
    log(client_of("head"), session, (1, 2, 3), back="offer")
    assert "Rückgängig" not in text(client_of("head").get(offer.get_absolute_url()))
    assert "inzwischen berichtigt" in text(browser.get(undo(browser, session).url))
    assert fresh(session).children == 3


# Reported ------------------------------------------------------------------------------------------------------------

REPORTED = "beruht ein eingereichter Sachbericht."


def zero(browser, session):
    return log(browser, session, (0, 0, 0)).content.decode()


def move(browser, session):
    day = f"{session.held_on - timedelta(days=366):%d.%m.%Y}"
    return confirmed(
        browser, reverse("offers:session_edit", args=[session.pk]), {"held_on": day, "starts_at": "0:00", "ends_at": "1:30"}
    ).content.decode()


def week(browser, session):
    address = f"{reverse('offers:week_log', args=[session.site_id])}?week={session.held_on - timedelta(days=session.held_on.weekday())}"
    values = {f"{session.pk}-{name}": "0" for name in ("adults_centre", "adults_space", "children")}
    return browser.post(address, values).content.decode()


def device(browser, session):
    with as_owner():
        person = get_user_model().objects.get(pk=browser.session["_auth_user_id"])
    return send(browser, session, person, (0, 0, 0), base="7-4-11").json().get("words", "")


def count_otherwise(browser, session):
    address = reverse("offers:offer_classify", args=[session.offer_id])
    return confirmed(browser, address, classification(additional="")).content.decode()


def take_back(browser, session):
    return text(browser.get(undo(browser, session).url))


@pytest.mark.guard("figures-reported")
@pytest.mark.parametrize("way", [zero, move, week, device, count_otherwise, take_back])
def test_no_way_changes_figures_under_a_submitted_report(world, browser, offer, way):
    session = held(offer, 1, figures=(7, 4, 11))
    with as_owner():
        report = make.make_report(world.own, session.held_on.year, state="submitted")
    told = way(browser, session)
    saved = fresh(session)
    assert (saved.held_on, saved.participations, saved.additional) == (session.held_on, 22, True) and REPORTED in told
    with as_owner():
        type(report).objects.filter(pk=report.pk).update(state="returned")
    way(browser, session)
    saved = fresh(session)
    assert (saved.held_on, saved.participations, saved.additional) != (session.held_on, 22, True)


def test_a_sentence_beside_reported_figures_may_still_be_written(world, browser, offer):
    session = held(offer, 1, figures=(7, 4, 11))
    with as_owner():
        make.make_report(world.own, session.held_on.year, state="submitted")
    assert log(browser, session, note="Mit Waffeln").status_code == 302 and fresh(session).note == "Mit Waffeln"
