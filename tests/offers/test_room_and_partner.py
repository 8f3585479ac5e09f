"""Room and partner of an offer are one thing each: from the register or as text, and every page, the family page and the report say the same."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from offers.models import Offer, PublicDate
from offers.pages.coverage import with_partner
from offers.services.publishing import publish
from reporting.documents.source import Source
from sites.core.access import Access
from sites.core.jobs import run
from sites.core.wall import set_wall
from sites.models import Entry, Job
from tests import factories as make
from tests.conftest import as_owner
from tests.offers.test_classification import classification
from tests.offers.test_offers import data, place  # noqa: F401  a fixture

WORDS = "Kreativraum"
FIRM = "Musikschule Ilmtal"


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode())


def url(name, row):
    return reverse(f"offers:{name}", args=[row.pk])


def offer_at(site, *, chosen, **fields):
    """An offer with room and partner from the register, or with both as text."""
    where = {"venue": make.make_room(site, WORDS), "partner": make.make_partner(site, FIRM)} if chosen else {"room": WORDS, "executor_name": FIRM}
    return make.make_offer(site, **{"executor": "partner", "text": "Für alle.", **where, **fields})


@pytest.mark.parametrize("chosen", [True, False], ids=["register", "text"])
def test_every_page_and_paper_says_the_same_room_and_partner(world, client_of, chosen):
    today, client = timezone.localdate(), client_of("coordinator")
    with as_owner():
        make.make_offer(world.own, "Nebenan", room="Turnhalle", executor_name="Sportverein")  # a neighbour that must not be found
        offer = offer_at(world.own, chosen=chosen)
        session = make.make_session(offer, today)
        report = make.make_report(world.own, today.year)
    found = client.get(reverse("offers:offer_list", args=[world.own.pk]), {"q": "kreativ"}).context["page"].rows
    assert found == [offer]
    detail = text_of(client.get(url("offer_detail", offer)))
    assert f"im Haus, {WORDS}" in detail and f"Kooperationspartner*in: {FIRM}" in detail
    assert f"· {WORDS}" in text_of(client.get(url("session_log", session)))
    assert f"<p>{WORDS}" in text_of(client.get(reverse("reporting:home")))
    set_wall([world.own.pk])
    publish(site=world.own.pk, today=today)
    with as_owner():
        assert PublicDate.objects.get().room == WORDS
    with as_owner():
        row = next(row for row in Source(Access(world.people["coordinator"]), report).offers if row["title"] == offer.title)
        assert (row["place"], row["executor"]) == (f"im Haus, {WORDS}", FIRM)
        assert with_partner(Offer.objects.get(pk=offer.pk))


@pytest.mark.parametrize(
    ("executor", "written", "with_whom", "by_whom"),
    [
        ("partner", "text", FIRM, FIRM), ("partner", "register", FIRM, FIRM), ("own_staff", "text", FIRM, FIRM), ("own_staff", "register", FIRM, ""),
        ("own_staff", "", "", ""), ("volunteer", "register", FIRM, ""), ("freelancer", "text", "", FIRM), ("freelancer", "register", FIRM, ""),
    ],
)  # fmt: skip
def test_with_whom_and_by_whom(world, executor, written, with_whom, by_whom):
    with as_owner():
        where = {"text": {"executor_name": FIRM}, "register": {"partner": make.make_partner(world.own, FIRM)}}.get(written, {})
        offer = make.make_offer(world.own, executor=executor, **where)
    assert (offer.partner_words, offer.executor_words) == (with_whom, by_whom)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"room": WORDS}, "offer_room_once"),
        ({"executor_name": FIRM}, "offer_partner_once"),
        ({"executor_name": FIRM, "executor": "own_staff"}, "offer_partner_once"),
    ],
)
def test_the_database_refuses_both_at_once(world, fields, name):
    with as_owner():
        offer = offer_at(world.own, chosen=True)
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Offer.objects.filter(pk=offer.pk).update(**fields)
        Offer.objects.filter(pk=offer.pk).update(executor="freelancer", executor_name="Mira Holz")  # who is paid, beside the partner
        Offer.objects.filter(pk=offer.pk).update(venue=None, room=WORDS)


def test_a_choice_from_the_register_replaces_the_text_and_the_entry_keeps_it(world, client_of):
    client = client_of("coordinator")
    with as_owner():
        offer = make.make_offer(world.own, room="Zimmer oben", executor="partner", executor_name="Die vom Markt")
        room, partner = make.make_room(world.own, WORDS), make.make_partner(world.own, FIRM)
        make.make_session(offer, timezone.localdate() + timedelta(days=1))
    form = text_of(client.get(url("offer_classify", offer)))
    assert "Aus dem Verzeichnis oder als Text: Ihre Wahl ersetzt „Zimmer oben“." in form and "ersetzt „Die vom Markt“" in form
    client.post(url("offer_classify", offer), classification())  # nothing chosen: the texts stay
    with as_owner():
        offer.refresh_from_db()
        assert (offer.room, offer.executor_name) == ("Zimmer oben", "Die vom Markt")
    text_of(client.post(url("offer_classify", offer), classification(venue=room.pk, partner=partner.pk), follow=True))
    with as_owner():
        offer.refresh_from_db()
        assert (offer.venue, offer.room, offer.partner, offer.executor_name) == (room, "", partner, "")
        changes = Entry.objects.filter(subject=f"offers.offer:{offer.pk}", kind="changed").latest("pk").details
        assert changes["room"] == ["Zimmer oben", ""] and changes["executor_name"] == ["Die vom Markt", ""]
        assert PublicDate.objects.get().room == WORDS


def test_a_freelancer_keeps_the_name_beside_a_partner(world, client_of):
    with as_owner():
        offer = make.make_offer(world.own, executor="freelancer", executor_name="Mira Holz")
        partner = make.make_partner(world.own, FIRM)
    page = text_of(client_of("coordinator").post(url("offer_classify", offer), classification(partner=partner.pk), follow=True))
    assert "Honorarkraft: Mira Holz" in page and FIRM in page


def test_a_text_beside_a_choice_is_refused_at_its_field(world, client_of, place):  # noqa: F811  a fixture
    client = client_of("coordinator")
    with as_owner():
        offer = offer_at(world.own, chosen=True, executor="freelancer")
    form = text_of(client.get(url("offer_edit", offer)))
    assert f"Raum aus dem Verzeichnis: {WORDS}. Ändern können Sie" in form and f"Partner*in aus dem Verzeichnis: {FIRM}." in form
    refused = client.post(url("offer_edit", offer), data(place, room="Garten", executor="partner", executor_name="Andere"))
    assert f"Raum ist schon aus dem Verzeichnis gewählt: {WORDS}." in text_of(refused, 422) and "Garten" in text_of(refused, 422)
    assert set(refused.context["form"].errors) == {"room", "executor_name"}
    text_of(client.post(url("offer_edit", offer), data(place, room="", executor="freelancer", executor_name="Mira Holz"), follow=True))
    with as_owner():
        offer.refresh_from_db()
        assert offer.room_words == WORDS and offer.executor_words == "Mira Holz"
    assert "Aus dem Verzeichnis oder als Text" in text_of(client.get(reverse("offers:offer_create", args=[world.own.pk])))


def test_a_renamed_room_is_called_so_on_the_family_page(world, client_of):
    with as_owner():
        offer = offer_at(world.own, chosen=True)
        make.make_session(offer, timezone.localdate() + timedelta(days=1))
    values = {"name": "Blaues Zimmer", "covered": "on", "capacity": "20"}
    text_of(client_of("coordinator").post(reverse("sites:room_edit", args=[offer.venue_id]), values, follow=True))
    with as_owner():
        job = Job.objects.get(name="offers.publish", place_id=world.own.pk)
    assert run(job.pk) == "done"
    with as_owner():
        assert PublicDate.objects.get().room == "Blaues Zimmer"


@pytest.mark.parametrize("number", [3, 30])
def test_the_start_page_asks_the_same_queries_for_3_and_30_rooms(world, client_of, own_queries, number):
    with as_owner():
        for one in range(number):
            offer = make.make_offer(world.own, f"Angebot {one}", venue=make.make_room(world.own, f"Raum {one}"))
            make.make_session(offer, timezone.localdate())
    client = client_of("coordinator")
    with own_queries() as seen:
        text_of(client.get(reverse("reporting:home")))
    assert not [query for query in seen.captured_queries if 'FROM "sites_room"' in query["sql"] and '"sites_room"."id" =' in query["sql"]]
