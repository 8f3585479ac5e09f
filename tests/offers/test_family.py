"""What families see without an account: only what is published, only what the data says."""

import re
from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from offers.models import PublicDate, PublicPage
from offers.pages.family_page import coming
from offers.services.publishing import publish
from sites.core.days import BERLIN
from sites.core.jobs import queue, run
from sites.core.wall import set_wall
from sites.models import Site, SitePhase
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner


def today():
    return timezone.localdate()


@pytest.fixture
def page(world):
    """The own site, published as its coordinator would."""
    with as_owner():
        Site.objects.filter(pk=world.own.pk).update(
            street="Lindenweg 8", postcode="98693", phone="03677 20 00 14", contact="Jana Seidel", directions="Der Eingang ist am Garten."
        )
        offer, hidden = make.make_offer(world.own, room="Familienraum"), make.make_offer(world.own, "Geschlossene Gruppe", public=False)
        make.make_session(offer, today(), figures=(7, 4, 11), note="Nur für das Team")
        make.make_session(offer, today() + timedelta(days=60))
        make.make_session(offer, today() + timedelta(days=61))
        make.make_session(offer, today() + timedelta(days=5), cancelled=True)
        make.make_session(offer, today() - timedelta(days=1), figures=(1, 1, 1))
        make.make_session(hidden, today() + timedelta(days=1))
    set_wall([world.own.pk])
    return publish(site=world.own.pk, today=today())


@pytest.mark.guard("family-public")
@pytest.mark.req("R044.D", "R180.D")
def test_the_page_says_what_families_need_and_nothing_more(world, page):
    response = Client().get(reverse("offers:family_page", args=[page.slug]))
    text = response.content.decode()
    assert response.status_code == 200 and not response.cookies
    for words in (
        "Kita Lindenhof",
        "Elterncafé",
        "15:00 bis 16:30 Uhr",
        "Familienraum",
        'href="tel:03677200014"',
        "Lindenweg 8, 98693 Ilmenau",
        "Der Eingang ist am Garten",
        "Jana Seidel",
        "Sozialwerk Ilmtal",
    ):
        assert words in text
    for words in ("Geschlossene Gruppe", "Nur für das Team", "Was kostet", "Ich komme", "Sprachen", "Familienzentrum"):
        assert words not in text
    with as_owner():
        published = sorted(PublicDate.objects.values_list("held_on", flat=True))
    assert published == [today() + timedelta(days=number) for number in (0, 5, 60, 61)]
    for minute, shown in ((time(16, 29), published[:3]), (time(16, 30), published[1:3])):  # the date of today ends at 16:30
        with time_machine.travel(datetime.combine(today(), minute, BERLIN), tick=False):
            assert [date.held_on for date in coming(today(), site=page.site_id)] == shown
    assert [date.held_on for date in coming(today() + timedelta(days=1), site=page.site_id)] == published[1:]


def test_without_phone_and_way_the_page_does_not_pretend(world):
    set_wall([world.own.pk])
    found = publish(site=world.own.pk, today=today())
    text = Client().get(reverse("offers:family_page", args=[found.slug])).content.decode()
    assert "Anrufen" not in text and "So finden Sie uns" not in text and "Zurzeit sind keine Termine geplant" in text


def test_publishing_again_writes_no_doubles(world, page):
    set_wall([world.own.pk])
    publish(site=world.own.pk, today=today())
    with as_owner():
        assert PublicDate.objects.count() == 4 and PublicPage.objects.count() == 1


@pytest.mark.guard("family-phase")
@pytest.mark.parametrize("phase", ["interested", "ended", ""])
def test_who_is_no_centre_has_no_page(world, page, phase):
    with as_owner():
        phases = SitePhase.objects.filter(site=world.own)
        phases.update(phase=phase) if phase else phases.delete()
    set_wall([world.own.pk])
    assert publish(site=world.own.pk, today=today()) is None
    assert Client().get(reverse("offers:family_page", args=[page.slug])).status_code == 404
    with as_owner():
        assert PublicDate.objects.count() == 0


def test_the_job_publishes_behind_the_wall_of_the_place_alone(world, page):
    with as_owner():
        Site.objects.filter(pk=world.own.pk).update(phone="0361 1")
    set_wall([world.own.pk])
    job = queue("offers.publish", place=world.own.pk, title="Familienseite")
    set_wall()
    assert run(job) == "done"
    with as_owner():
        assert PublicPage.objects.get().phone == "0361 1"


@pytest.mark.guard("register-adding", "register-changing", "register-removing")
def test_nobody_publishes_for_another_site(world, page):
    """A bare statement behind the wall of another site changes nothing and adds nothing."""
    set_wall([world.foreign.pk])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE offers_publicpage SET phone = 'x'")
        assert cursor.rowcount == 0
        cursor.execute("DELETE FROM offers_publicdate")
        assert cursor.rowcount == 0
    with pytest.raises(Exception, match="row-level security"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO offers_publicdate (session_id, offer_id, site_id, title, text, room, address, held_on, starts_at, ends_at)"
            " VALUES (1, 1, %s, 'x', '', '', '', now(), '10:00', '11:00')",
            [world.own.pk],
        )


@pytest.mark.req("R328.D1")
def test_the_list_finds_places_and_has_an_empty_state(world, page):
    with as_owner():
        make.make_page(world.foreign)
    browser, url = Client(), reverse("offers:family_list")
    everything = browser.get(url).content.decode()
    assert (
        "Kita Lindenhof" in everything and "Kita Regenbogen" in everything and everything.rindex("Ilm-Kreis") < everything.rindex("Saale-Orla-Kreis")
    )
    found = browser.get(url, {"q": "schleiz"}).content.decode()
    assert "Kita Regenbogen" in found and "Kita Lindenhof" not in found
    counted = [" ".join(re.search(r'<p role="status">(.*?)</p>', text, re.S)[1].split()) for text in (everything, found)]
    assert counted[0] == "2 Häuser in Thüringen." and counted[1].startswith("Ein Haus gefunden: „schleiz“.")
    assert "noch keinen Treffpunkt gefunden" in browser.get(url, {"q": "Atlantis\x00"}).content.decode()


def test_an_unknown_address_is_a_plain_404(world):
    assert Client().get("/familien/gibt-es-nicht/").status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_the_pages_need_few_queries(world, own_queries, number):
    with as_owner():
        for n in range(number):
            site = make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita {n}")], f"Kita {n}")
            make.make_page(site)
    browser = Client()
    with own_queries() as seen:
        assert browser.get(reverse("offers:family_list")).content.decode().count("<h3>") == number
    assert seen.count <= 4 + 5
