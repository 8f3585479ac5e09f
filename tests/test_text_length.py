"""A text longer than allowed is refused with its length and stands in its field whole: no page lets the browser cut it."""

import re
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.services.publishing import publish
from sites.core.wall import set_wall
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.forms import EDITS, FORMS
from tests.matrix import EXPECTED, address
from tests.pages import form_of
from tests.standing import standing
from tests.test_forms import before_a_form, opened

__all__ = ["standing"]
IN_URL = "application/x-www-form-urlencoded"
pytestmark = pytest.mark.django_db


def test_no_form_cuts_a_text(standing):
    world, rows = standing
    cutting = set()
    for name in FORMS:
        client = before_a_form(world, rows, name)
        url, _ = opened(client, world, rows, name)
        for field in re.findall(r"<(?:textarea|input)[^>]*\bmaxlength=[^>]*>", client.get(url).content.decode()):
            if 'type="search"' not in field:
                cutting.add(f"{name}: {field}")
    assert cutting == set()


def test_a_long_text_is_refused_with_its_length_and_kept(standing):
    world, rows = standing
    name = "planning:need_edit"
    assert name in EDITS and name in EXPECTED
    client, url = before_a_form(world, rows, name), address(name, EXPECTED[name], rows, "own")
    text = "Viele Familien wünschen sich einen Treffpunkt am Nachmittag. " * 40
    sent = {**form_of(client.get(url), url).sent(), "text": [text.strip()]}
    answer = client.post(url, sent, decides=False)
    assert answer.status_code == 422 and "Das sind 2.439 Zeichen, höchstens 2.000 Zeichen sind möglich." in answer.content.decode()
    assert form_of(answer, url).controls["text"].chosen == [text.strip()]


@pytest.mark.parametrize("sign", ["ä", "🧸"])
def test_a_megabyte_of_any_letters_is_refused_at_its_field(standing, sign):
    """Sent as most forms are: a letter that is not ASCII comes as three signs for each of its bytes."""
    world, rows = standing
    name = "planning:need_edit"
    client, url = before_a_form(world, rows, name), address(name, EXPECTED[name], rows, "own")
    text = sign * (1_000_000 // len(sign.encode()))
    answer = client.post(url, urlencode({**form_of(client.get(url), url).sent(), "text": text}, doseq=True), content_type=IN_URL)
    assert answer.status_code == 422 and "höchstens 2.000 Zeichen sind möglich." in answer.content.decode()
    set_wall([world.own.pk])
    publish(site=world.own.pk, today=timezone.localdate())
    set_wall()
    with as_owner():
        survey = make.make_survey(world.own)
    door = reverse("offers:survey_answer", args=[survey.code])
    answer = Client().post(door, urlencode({"q1": "1", "q4": text}), content_type=IN_URL)
    assert answer.status_code == 422 and "höchstens 300 Zeichen sind möglich." in answer.content.decode()


def test_what_is_longer_than_any_text_is_refused_as_a_whole(standing):
    world, rows = standing
    name = "planning:need_edit"
    client, url = before_a_form(world, rows, name), address(name, EXPECTED[name], rows, "own")
    assert client.post(url, urlencode({"text": "x" * 9_000_000}), content_type=IN_URL).status_code == 400
