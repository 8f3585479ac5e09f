"""The confirmation of a training: for who was there and has filled in the three questions, one's own alone."""

import io
import re
from datetime import timedelta

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from processes.models import Training
from processes.pages.training_detail import standing_of
from processes.rules.trainings import my_place
from processes.services.trainings import secret_of
from reporting.documents.certificate import certificate_html
from reporting.pages.certificates import _certificate
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.sites.reading import text

TODAY = timezone.localdate()


@pytest.fixture
def training(world):
    with as_owner():
        return make.make_training(world.state, "Sozialraum erkunden", first=TODAY - timedelta(days=7), days=2, state="held")


@pytest.mark.guard("certificate-earned")
@pytest.mark.parametrize(("attended", "evaluated", "status"), [(True, True, 200), (True, False, 404), (False, True, 404)])
def test_a_confirmation_is_for_who_was_there_and_has_said_what_it_was_good_for(world, training, client_of, attended, evaluated, status):
    with as_owner():
        make.make_registration(training, person=world.people["head"], attended=attended, evaluated=evaluated)
        other = make.make_registration(training, "Anna Berg", attended=attended, evaluated=evaluated)
    own = client_of("head").get(reverse("reporting:training_certificate", args=[training.pk]))
    theirs = Client().get(reverse("reporting:place_certificate", args=[secret_of(other.nonce)]))
    assert (own.status_code, theirs.status_code) == (status, status)
    assert client_of("coordinator").get(reverse("reporting:training_certificate", args=[training.pk])).status_code == 404
    if status == 200:
        assert own["Content-Type"] == "application/pdf" and own["Cache-Control"] == "private, no-store"
        with pikepdf.open(io.BytesIO(own.content)) as pdf:
            assert len(pdf.pages) == 1 and "Sozialraum erkunden" in str(pdf.docinfo["/Title"])


def test_the_paper_says_who_was_at_what_and_how_long(world, training):
    with as_owner():
        row = make.make_registration(training, "Anna Berg", attended=True, evaluated=True)
    found = Training.objects.with_days().select_related("topic", "county", "place").get(pk=training.pk)
    place = my_place(secret=secret_of(row.nonce))
    words = " ".join(re.sub(r"<[^>]+>", " ", certificate_html(_certificate(found, standing_of(found, place, TODAY, inside=False)))).split())
    assert "Anna Berg hat teilgenommen: Sozialraum erkunden." in words and "13 Stunden" in words
    assert "Fachstelle ThEKiZ" in words


@pytest.mark.guard("own-confirmations")
def test_ones_own_confirmations_stand_with_their_hours_on_the_page(world, training, client_of):
    with as_owner():
        make.make_registration(training, person=world.people["head"], attended=True, evaluated=False)
        make.make_registration(training, person=world.people["coordinator"], attended=True, evaluated=True)
        now = make.make_training(world.state, "Neu")
    head, coordinator = (text(client_of(role).get(now.get_absolute_url())) for role in ("head", "coordinator"))
    assert "fehlt: bitte Rückblick ausfüllen, 3 Fragen" in head and "13,0" in head and "0 Stunden bestätigt in diesem Jahr" in head
    assert "PDF" in coordinator and "fehlt" not in coordinator
    for role in ("professional", "state_office"):  # the organiser reads all registrations, and they are not its own
        assert "Ihre Teilnahmebestätigungen" not in text(client_of(role).get(now.get_absolute_url()))
