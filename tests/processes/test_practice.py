"""The practice library: written by a house, submitted with consent, reviewed, published as a copy, withdrawn; its pictures."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from processes.models import PracticeExample, PracticeMedium, PublishedExample
from processes.rules.practice import steps_of
from processes.services.practice import submit_example
from sites.core.access import Access
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.sites.reading import text

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"


def url(name, *args):
    return reverse(f"processes:{name}", args=args)


def step(client, example, name, note=""):
    return client.post(url("example_step", example.pk, name), {"note": note}, follow=True)


def now(example):
    with as_owner():
        return PracticeExample.objects.get(pk=example.pk)


@pytest.fixture
def draft(world):
    with as_owner():
        example = make.make_example(world.own)
        make.make_practice_figure(example)
    return example


def written(world, client, **changes):
    with as_owner():
        field = make.action_field()
    values = {
        "title": "Papa-Frühstück", "lead": "Freitags vor der Arbeit.", "why": "Väter bringen freitags.", "steps": "Tisch decken: im Flur.",
        "types": ["encounter"], "action_field": str(field.pk),
    }  # fmt: skip
    return client.post(url("example_create", world.own.pk), {**values, **changes})


@pytest.mark.req("R276.H", "R276.D")
@pytest.mark.parametrize(("reviewer", "words"), [("state_office", "Fachstelle ThEKiZ"), ("social_planner", "Sozialplanung")])
def test_an_example_goes_from_the_house_over_the_review_to_everybody(world, client_of, reviewer, words):
    house, office = client_of("coordinator"), client_of(reviewer)
    assert written(world, house, failed="Im Winter zu dunkel.", staff="1 Stunde", groups="Väter").status_code == 302
    with as_owner():
        example = PracticeExample.objects.get()
    assert house.post(url("figure_create", example.pk), {"label": "Väter", "value": "8", "number": "11", "counted": "Juli 2026"}).status_code == 302
    assert office.get(example.get_absolute_url()).status_code == 404  # a draft is the house's
    assert "eingereicht" in text(step(house, example, "submit"))
    page = text(office.get(example.get_absolute_url()))
    assert "Papa-Frühstück" in page and "n = 11" in page and "Kita Lindenhof, Ilmenau" in page
    assert "veröffentlicht" in text(step(office, example, "publish"))
    public = text(Client().get(reverse("reporting:practice_public")))
    assert "Papa-Frühstück" in public
    with as_owner():
        published = PublishedExample.objects.get()
    page = text(Client().get(reverse("reporting:practice_page", args=[published.slug])))
    assert f"geprüft von der {words} im" in page and "Im Winter zu dunkel." in page and "1 Stunde" in page and "8 von 11" in page
    assert "freigegeben von der Koordination des Hauses" in page and "Koordination Hier" not in page


def test_what_is_given_back_says_why_and_can_be_handed_in_again(client_of, draft):
    house, office = client_of("head"), client_of("state_office")
    step(house, draft, "submit")
    assert "Bitte geben Sie einen Grund an." in text(step(office, draft, "give_back"))
    step(office, draft, "give_back", "Wie lange dauert der Vorlauf?")
    page = text(house.get(draft.get_absolute_url()))
    assert "Wie lange dauert der Vorlauf?" in page and "zurückgegeben" in page
    step(house, draft, "submit")
    assert (now(draft).state, now(draft).answer) == ("submitted", "")


@pytest.mark.guard("practice-drafts")
@pytest.mark.parametrize("who", ["social_planner", "state_office"])
def test_no_office_reads_a_draft(client_of, draft, who):
    client = client_of(who)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert draft.title not in text(client.get(url("example_list")))


@pytest.mark.guard("practice-taken-back")
def test_what_is_taken_back_lies_at_the_house_alone(client_of, draft):
    house, office = client_of("head"), client_of("state_office")
    step(house, draft, "submit")
    assert office.get(draft.get_absolute_url()).status_code == 200
    step(house, draft, "take_back")
    assert now(draft).office_id is None and office.get(draft.get_absolute_url()).status_code == 404


@pytest.mark.guard("practice-closed")
def test_what_is_reviewed_stays_as_it_was_submitted(client_of, draft):
    house = client_of("coordinator")
    step(house, draft, "submit")
    answer = house.post(url("figure_create", draft.pk), {"label": "Neu", "value": "6", "counted": "Mai"})
    assert answer.status_code == 422 and "Holen Sie es zurück" in text(answer)
    assert house.post(url("example_edit", draft.pk), {"title": "Anders"}).status_code == 422
    assert now(draft).title == draft.title and len(now(draft).content["figures"]) == 1


@pytest.mark.guard("practice-withdrawn")
@pytest.mark.parametrize("who", ["head", "state_office", "social_planner"])
def test_what_is_withdrawn_is_read_by_nobody(world, client_of, who):
    with as_owner():
        published = make.make_published(world.own)
    address = reverse("reporting:practice_page", args=[published.slug])
    assert Client().get(address).status_code == 200
    step(client_of(who), published.example, "withdraw")
    assert Client().get(address).status_code == 404
    assert published.title not in text(Client().get(reverse("reporting:practice_public")))


@pytest.mark.parametrize(
    ("who", "state", "name"),
    [
        ("head", "submitted", "publish"),
        ("state_office", "draft", "submit"),
        ("coordinator", "submitted", "give_back"),
        ("professional", "draft", "submit"),
    ],
)
def test_nobody_takes_the_step_of_another_side(world, client_of, who, state, name):
    with as_owner():
        example = make.make_example(world.own, state=state)
    assert client_of(who).post(url("example_step", example.pk, name), {"note": "x"}).status_code in {403, 404}
    assert now(example).state == state


def test_a_step_that_is_not_open_any_more_is_refused_in_words(client_of, draft):
    house = client_of("head")
    step(house, draft, "submit")
    assert "Inzwischen hat jemand anderes den Stand geändert." in text(step(house, draft, "submit"))
    assert house.post(url("example_step", draft.pk, "burn")).status_code == 404


@pytest.mark.parametrize(("value", "number", "is_taken"), [("5", "5", True), ("6", "5", False), ("3", "4", False), ("9", "", True)])
def test_a_number_goes_not_beyond_n_and_n_not_below_five(client_of, draft, value, number, is_taken):
    data = {"label": "Termine", "value": value, "number": number, "counted": "2026"}
    assert client_of("head").post(url("figure_create", draft.pk), data).status_code == (302 if is_taken else 422)


def a_picture():
    return SimpleUploadedFile("hof.png", PNG, "image/png")


@pytest.mark.guard("practice-consent")
@pytest.mark.parametrize(
    ("typed", "is_taken"),
    [
        ({}, True),
        ({"people": "on"}, False),
        ({"people": "on", "consent_on": "01.03.2026"}, False),
        ({"people": "on", "consent_on": "01.03.2026", "kept_by": "Leitung"}, True),
    ],
)
def test_where_people_can_be_recognised_their_consent_is_needed(client_of, draft, typed, is_taken):
    answer = client_of("head").post(url("medium_create", draft.pk), {"upload": a_picture(), "caption": "Werkbank", **typed})
    assert answer.status_code == (302 if is_taken else 422)
    assert is_taken or "braucht es ihre Einwilligung" in text(answer)


def a_medium(example):
    with as_owner():
        medium = make.make_practice_medium(example, make.make_document(example.site, "Werkbank"))
        stored = medium.document.stored.hex
    default_storage.save(f"{stored[:2]}/{stored}", ContentFile(PNG))
    return medium


@pytest.mark.guard("practice-medium")
def test_a_picture_is_seen_by_the_house_then_by_who_reviews_then_by_everybody(client_of, draft):
    medium, house, office = a_medium(draft), client_of("head"), client_of("state_office")
    address = url("practice_medium", medium.pk)
    assert [one.get(address).status_code for one in (house, office, Client())] == [200, 404, 404]
    step(house, draft, "submit")
    assert [one.get(address).status_code for one in (house, office, client_of("head", elsewhere=True), Client())] == [200, 200, 404, 404]
    step(office, draft, "publish")
    assert Client().get(address).status_code == 200


def test_a_picture_is_taken_away_at_any_time_also_from_what_is_published(client_of, draft):
    medium, house = a_medium(draft), client_of("head")
    step(house, draft, "submit"), step(client_of("state_office"), draft, "publish")
    page = house.get(url("medium_edit", medium.pk))
    form = page.context["form"]
    assert house.post(url("medium_edit", medium.pk), {"remove": "1", "marks": form.marks()}).status_code == 302
    assert Client().get(url("practice_medium", medium.pk)).status_code == 404
    with as_owner():
        assert not PracticeMedium.objects.exists() and PublishedExample.objects.get().content["media"] == []


def test_the_service_asks_for_the_right_itself(world, behind_forms, draft):
    with pytest.raises(PermissionDenied):
        submit_example(access=behind_forms("state_office"), example=draft)
    submit_example(access=behind_forms("head"), example=draft)
    with pytest.raises(ValidationError):
        submit_example(access=behind_forms("head"), example=now(draft))


@pytest.mark.parametrize(
    ("typed", "steps"),
    [
        ("Fragen: an der Tür.\n\n  Planen  \n", [("Fragen", "an der Tür."), ("Planen", "")]),
        ("Nur: ", [("Nur:", "")]),
        ("Um 9: 30 Minuten: vorlesen", [("Um 9", "30 Minuten: vorlesen")]),
    ],
)
def test_a_line_is_a_step_and_what_stands_before_the_colon_its_heading(typed, steps):
    assert [(one["title"], one["text"]) for one in steps_of(typed)] == steps


@given(st.text(max_size=200))
def test_no_word_of_the_steps_is_lost(typed):
    kept = "".join(one["title"] + one["text"] for one in steps_of(typed))
    assert "".join(kept.split()).replace(":", "") == "".join(typed.split()).replace(":", "")


@pytest.mark.parametrize("number", [3, 40])
def test_list_and_page_ask_the_same_queries(world, client_of, own_queries, number):
    with as_owner():
        for one in range(number):
            example = make.make_example(world.own, f"Beispiel {one}", state="submitted", reviewed_on=date(2026, 3, 1))
            make.make_practice_figure(example)
    client = client_of("social_planner")
    with own_queries() as seen:
        assert client.get(url("example_list")).status_code == 200
    assert seen.count <= 4 + 5
    with own_queries() as seen:
        assert client.get(example.get_absolute_url()).status_code == 200
    assert seen.count <= 4 + 8


@pytest.mark.guard("practice-figures", "practice-media")
def test_figures_and_media_of_an_example_are_the_houses_own(world, draft):
    """Others read what was submitted of them, in the copy."""
    with as_owner():
        parts = [make.make_practice_figure(draft), make.make_practice_medium(draft, make.make_document(world.own))]
    for part in parts:
        assert Access(world.people["head"]).may("practice.view", part)
        assert not Access(world.people["social_planner"]).may("practice.view", part)
