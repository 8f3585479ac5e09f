"""Nobody overwrites anybody: marks of what a form has shown, compared field by field when it comes back."""

import re

import pytest
from django.urls import reverse

from planning.models import Need
from tests import factories as make
from tests.conftest import as_owner

TYPED = {"title": "Treffpunkt", "text": "Alt", "method": "other", "source_group": "families", "found_on": "1.10.2026"}


@pytest.fixture
def need(world):
    with as_owner():
        return make.make_need(world.own, title="Treffpunkt", text="Alt")


def marks(answer) -> str:
    return re.search(r'name="marks" value="([^"]*)"', answer.content.decode()).group(1)


def stored(need) -> Need:
    with as_owner():
        return Need.objects.get(pk=need.pk)


@pytest.mark.guard("version")
def test_the_second_of_two_sees_both_texts_who_saved_and_decides(client_of, need):
    head, coordinator, address = client_of("head"), client_of("coordinator"), reverse("planning:need_edit", args=[need.pk])
    opened = marks(head.get(address))
    assert coordinator.post(address, {**TYPED, "text": "Von der Koordination", "marks": opened}).status_code == 302
    answer = head.post(address, {**TYPED, "text": "Von der Leitung", "marks": opened}, decides=False)
    page = answer.content.decode()
    assert answer.status_code == 409 and stored(need).text == "Von der Koordination"
    assert "Koordination Hier, Koordination hat diese Angaben inzwischen gespeichert" in page
    assert "Von der Leitung" in page and "Von der Koordination" in page and "Bitte vergleichen Sie" in page
    assert head.post(address, {**TYPED, "text": "Von der Leitung", "marks": marks(answer)}).status_code == 302
    assert stored(need).text == "Von der Leitung"


def test_only_fields_that_somebody_else_has_changed_are_asked_about(client_of, need):
    head, address = client_of("head"), reverse("planning:need_edit", args=[need.pk])
    opened = marks(head.get(address))
    client_of("coordinator").post(address, {**TYPED, "text": "Neu", "marks": opened})
    page = head.post(address, {**TYPED, "title": "Treffpunkt am Markt", "text": "Neu", "marks": opened}, decides=False)
    assert page.status_code == 302 and (stored(need).title, stored(need).text) == ("Treffpunkt am Markt", "Neu")


def test_a_form_from_before_an_update_keeps_its_text_and_says_so(client_of, need):
    address = reverse("planning:need_edit", args=[need.pk])
    answer = client_of("head").post(address, {**TYPED, "text": "Noch von früher"}, decides=False)
    page = answer.content.decode()
    assert answer.status_code == 409 and "vor einer Aktualisierung" in page and "Noch von früher" in page and stored(need).text == "Alt"


def test_a_choice_a_day_and_a_yes_are_told_in_words(client_of, need):
    head, address = client_of("head"), reverse("planning:need_edit", args=[need.pk])
    opened = marks(head.get(address))
    other = {**TYPED, "urgent": "on", "found_on": "2.9.2026", "method": "survey", "marks": opened}
    assert client_of("coordinator").post(address, other).status_code == 302
    page = head.post(address, {**TYPED, "marks": opened}, decides=False).content.decode()
    shown = re.findall(r'class="stored-now".*?<div class="prose"><p>(.*?)</p>', page, re.S)
    assert "ja" in shown and "02.09.2026" in shown and Need.objects.model._meta.get_field("method").choices and len(shown) == 3
