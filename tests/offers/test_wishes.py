"""The idea box of a family page: no account, no name, a box that only machines fill; and what the house makes of it."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.services.publishing import publish
from planning.models import Need, Wish
from sites.core.wall import set_wall
from sites.models import Entry
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner

OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header
TEXT = "Ein Treff am Samstag wäre schön."


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode())


@pytest.fixture
def page(world):
    set_wall([world.own.pk])
    found = publish(site=world.own.pk, today=timezone.localdate())
    set_wall()
    return found


def address(page):
    return reverse("offers:wish_form", args=[page.slug])


def wishes():
    with as_owner():
        return list(Wish.objects.order_by("pk"))


# What families do -----------------------------------------------------------------------------------------------------


@pytest.mark.req("R018.D1", "R050.D1")
def test_a_family_says_a_wish_without_account_and_name(world, client_of, page):
    family = Client(enforce_csrf_checks=True)
    assert address(page) in text_of(family.get(reverse("offers:family_page", args=[page.slug])))
    response = family.get(address(page))
    form = text_of(response)
    for words in ("Gestalten Sie mit.", "Sie brauchen kein Konto und keinen Kita-Platz.", "Bitte schreiben Sie keine Namen."):
        assert words in form
    assert set(response.context["form"].fields) == {"kind", "text", "contact", "website"}  # and the last is for machines
    thanks = family.post(address(page), {"text": TEXT, "website": "", "csrfmiddlewaretoken": family.cookies["csrftoken"].value}, follow=True)
    assert "Danke für Ihre Idee" in text_of(thanks)
    (wish,) = wishes()
    assert (wish.site_id, wish.text, wish.need_id, wish.set_aside_on) == (world.own.pk, TEXT, None, None)
    assert TEXT in text_of(client_of("professional").get(reverse("planning:wish_list", args=[world.own.pk])))
    assert client_of("coordinator", elsewhere=True).get(reverse("planning:wish_list", args=[world.own.pk])).status_code == 404


@pytest.mark.req("R018.H")
def test_no_column_of_a_wish_could_hold_a_person(db):
    """What the house says to it stands beside: the code is a digest, and `decided_by` is who of the house has decided."""
    said = {"id", "site", "kind", "text", "created", "code", "need", "set_aside_on", "contacts"}
    answered = {"outcome", "decided_by", "answer", "became", "look_again_on", "public", "answered_on"}
    assert {field.name for field in Wish._meta.get_fields()} == said | answered


@pytest.mark.req("R053")
def test_the_public_page_invites(page):
    text = text_of(Client().get(reverse("offers:family_page", args=[page.slug])))
    for words in (
        "Ein Ort für alle Familien",
        "Alle sind eingeladen",
        "einladende Orte zu erschaffen, an denen eine Kultur des Miteinanders gelebt wird",
        "1.2",
    ):
        assert words in text


BAD = [
    ({"text": ""}, "Bitte füllen Sie „Ihre Idee oder Ihr Wunsch“ aus."),
    ({"text": "   \n "}, "Bitte füllen Sie „Ihre Idee oder Ihr Wunsch“ aus."),
    ({"text": "x" * 1001}, "höchstens 1.000 Zeichen"),
    ({"text": "a\x00b"}, "Nullzeichen"),
]


@pytest.mark.parametrize(("data", "sentence"), BAD)
def test_a_bad_wish_is_refused_in_words_and_keeps_the_text(page, data, sentence):
    text = text_of(Client().post(address(page), data), 422)
    assert sentence in text and wishes() == []
    assert len(data["text"]) < 1000 or "x" * 1001 in text


def test_a_machine_is_thanked_and_nothing_is_kept(page):
    assert Client().post(address(page), {"text": TEXT, "website": "https://spam.example"}).status_code == 302
    assert wishes() == []


@pytest.mark.guard("wish-limit")
def test_after_sixty_wishes_of_a_day_the_page_says_so(world, page):
    with as_owner():
        Wish.objects.bulk_create(Wish(site=world.own, text=f"Wunsch {number}") for number in range(59))
        Wish.objects.bulk_create(Wish(site=world.sister, text="Anderswo") for _ in range(9))
    assert Client().post(address(page), {"text": TEXT}).status_code == 302
    text = text_of(Client().post(address(page), {"text": "Einer zu viel"}), 422)
    assert "Heute sind hier schon sehr viele Ideen angekommen." in text and "Einer zu viel" in text and len(wishes()) == 69
    with as_owner():
        Wish.objects.filter(site=world.own).update(created=timezone.now() - timedelta(hours=25))
    assert Client().post(address(page), {"text": TEXT}).status_code == 302  # a day later there is room again


def test_what_looks_like_code_stays_text(world, client_of, page):
    Client().post(address(page), {"text": "<script>alert(1)</script> & mehr"})
    raw = client_of("head").get(reverse("planning:wish_list", args=[world.own.pk])).content.decode()
    assert "&lt;script&gt;alert(1)" in raw and "<script>alert" not in raw


@pytest.mark.guard("wish-page")
def test_a_house_without_a_page_has_no_box(world):
    assert Client().get(reverse("offers:wish_form", args=[world.own.slug])).status_code == 404
    assert Client().post(reverse("offers:wish_form", args=[world.own.slug]), {"text": TEXT}).status_code == 410 and wishes() == []


# What the house makes of it -------------------------------------------------------------------------------------------


@pytest.mark.req("R050.D1")
def test_a_wish_becomes_a_need(world, client_of):
    with as_owner():
        wish = make.make_wish(world.own)
    client, listed = client_of("coordinator"), reverse("planning:wish_list", args=[world.own.pk])
    new = reverse("planning:need_create", args=[world.own.pk]) + f"?wish={wish.pk}"
    assert new in text_of(client.get(listed))
    form = client.get(new).context["form"]
    assert form.initial["text"] == TEXT
    data = {
        "title": "Treff am Samstag",
        "text": TEXT,
        "found_on": f"{timezone.localdate():%d.%m.%Y}",
        "method": form.initial["method"],
        "urgency": "2",
        "source_group": "families",
    }
    data |= {name: form.initial[name] for name in form.fields if form.initial.get(name) and name not in data}
    response = client.post(new, data)
    assert response.status_code == 302, response.context and response.context["form"].errors
    (wish,) = wishes()
    with as_owner():
        assert Need.objects.get(pk=wish.need_id).title == "Treff am Samstag"
        assert Entry.objects.get(kind="taken_up").internal
    assert TEXT not in text_of(client.get(listed))
    assert "Daraus wurde der Bedarf „Treff am Samstag“." in text_of(client_of("professional").get(listed + "?show=taken"))


def test_a_wish_is_put_aside_and_brought_back(world, client_of):
    with as_owner():
        wish = make.make_wish(world.own)
        taken = make.make_wish(world.own, "Schon aufgegriffen", need=make.make_need(world.own))
    client, listed = client_of("head"), reverse("planning:wish_list", args=[world.own.pk])
    aside = reverse("planning:wish_set_aside", args=[wish.pk])
    page = text_of(client.post(aside, follow=True))
    assert "Der Wunsch ist zur Seite gelegt." in page and "Keine neuen Wünsche" in page
    assert TEXT in text_of(client.get(listed + "?show=aside"))
    assert "Der Wunsch steht wieder bei den neuen." in text_of(client.post(aside, {"back": "1"}, follow=True)) and TEXT in text_of(client.get(listed))
    assert client.post(reverse("planning:wish_set_aside", args=[taken.pk])).status_code == 404
    assert client_of("professional").post(aside).status_code == 403
    assert "Als Bedarf aufgreifen" not in text_of(client_of("professional").get(listed))
    assert TEXT in text_of(client.get(listed + "?show=nonsense"))


@pytest.mark.parametrize(("show", "fields"), [("", {}), ("aside", {"set_aside_on": "2026-11-01"})])
def test_the_list_asks_the_same_number_of_questions(world, client_of, own_queries, show, fields):
    client, counts = client_of("coordinator"), []
    for number in (3, 27):
        with as_owner():
            for index in range(number):
                make.make_wish(world.own, f"Wunsch {number}-{index}", **fields)
        with own_queries() as seen:
            assert len(client.get(reverse("planning:wish_list", args=[world.own.pk]), {"show": show}).context["page"].rows) >= number
        counts.append(seen.count)
    assert counts[0] == counts[1] and counts[0] <= 5 + OF_EVERY_REQUEST
