"""What machines read of the public pages: calendar files, the feed, events for search engines; and what a page of families weighs and asks."""

import gzip
import json
import re
from datetime import datetime, time, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from offers.models import PublicDate, PublicOffer, PublicPage, Session
from offers.pages.family_list import narrowed
from offers.services.publishing import publish
from offers.services.signups import sign_up
from sites.core.wall import set_wall
from sites.models import Site
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner

OF_EVERY_REQUEST, REQUESTS = 4, 3


def day(number):
    return timezone.localdate() + timedelta(days=number)


@pytest.fixture
def house(world):
    """A published house with an offer for which one signs up, a date in another place and one that falls out."""
    with as_owner():
        Site.objects.filter(pk=world.own.pk).update(street="Lindenweg 8", postcode="98693", phone="03677 200014")
        offer = make.make_offer(
            world.own, "Babytreff </script>", registration="required", capacity=6, audience=["families"], languages=["de", "uk"], room="Familienraum"
        )
        offer.terms.add(make.term("theme", "parenting"))
        make.make_session(offer, day(3))
        make.make_session(offer, day(10), cancelled=True)
        make.make_session(offer, day(17), place="Turnhalle am Park, Parkweg 2")
    return published(world)


def published(world):
    set_wall([world.own.pk])
    page = publish(site=world.own.pk, today=day(0))
    set_wall()
    return page


def offer_page(house, **of):
    return Client().get(reverse("offers:family_offer", args=[house.slug, "babytreff-script"]), of)


# Calendar files ---------------------------------------------------------------------------------------------------------


@pytest.mark.guard("calendar-cancelled")
def test_calendars_of_house_and_offer_say_what_falls_out(house):
    for name, args in (("family_calendar", [house.slug]), ("offer_calendar", [house.slug, "babytreff-script"])):
        answer = Client().get(reverse(f"offers:{name}", args=args))
        events = Calendar.from_ical(answer.content.decode()).walk("VEVENT")
        assert answer["Content-Type"].startswith("text/calendar") and not answer.cookies
        assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
        assert str(events[1]["SUMMARY"]).startswith("fällt aus: Babytreff") and "Turnhalle am Park" in str(events[2]["LOCATION"])
        assert events[0].decoded("dtstart").astimezone(timezone.get_current_timezone()).date() == day(3)
        assert len({str(event["UID"]) for event in events}) == 3
    assert Client().get(reverse("offers:offer_calendar", args=[house.slug, "nichts"])).status_code == 404


def test_an_evening_over_midnight_ends_on_the_next_day_for_every_machine(world, house):
    with as_owner():
        Session.objects.filter(held_on=day(3)).update(starts_at=time(20), ends_at=time(1, 30))
    published(world)
    ends = datetime.combine(day(4), time(1, 30), timezone.get_current_timezone())
    event = Calendar.from_ical(Client().get(reverse("offers:family_calendar", args=[house.slug])).content.decode()).walk("VEVENT")[0]
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', offer_page(house).content.decode(), re.S)
    (feed,) = Client().get(reverse("offers:family_feed")).json()["houses"]
    assert event.decoded("dtend") == ends
    assert datetime.fromisoformat(json.loads(data)["@graph"][0]["endDate"]) == ends
    assert datetime.fromisoformat(feed["offers"][0]["dates"][0]["end"]) == ends


# The page, and what machines read on it -----------------------------------------------------------------------------------


@pytest.mark.guard("script-end")
def test_search_engines_read_the_dates_and_no_title_ends_the_script(house):
    text = offer_page(house).content.decode()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    events = json.loads(data)["@graph"]
    assert [event["eventStatus"].rsplit("/")[-1] for event in events] == ["EventScheduled", "EventCancelled", "EventScheduled"]
    assert events[0]["name"] == "Babytreff </script>" and events[0]["isAccessibleForFree"] and events[0]["inLanguage"] == ["de", "uk"]
    assert events[2]["location"]["name"] == "Turnhalle am Park, Parkweg 2"


@pytest.mark.req("R260.H")
def test_the_page_of_an_offer_says_cost_way_languages_and_what_falls_out(house, world):
    text = offer_page(house).content.decode()
    for words in ("Was kostet das?", "Nichts.", "Deutsch, Ukrainisch", "auch ohne Kita-Platz", "noch 6 Plätze", "Lindenweg 8, 98693 Ilmenau"):
        assert words in text
    page = Client().get(reverse("offers:family_page", args=[house.slug])).content.decode()
    assert "fällt aus" in page and "Turnhalle am Park, Parkweg 2" in page and "Familienzentrum" not in page + text
    with as_owner():
        PublicOffer.objects.update(fee="2.50", registration="none")
    text = offer_page(house).content.decode()
    assert "2,50" in text and "Ich komme" not in text


def test_an_offer_keeps_its_address_when_its_name_changes(world, house):
    with as_owner():
        offer = PublicOffer.objects.get().offer
        offer.title = "Treff mit Baby"
        offer.save()
        make.make_offer(world.own, "Babytreff </script>")
    published(world)
    with as_owner():
        assert list(PublicOffer.objects.order_by("pk").values_list("title", "slug")) == [
            ("Treff mit Baby", "babytreff-script"),
            ("Babytreff </script>", "babytreff-script-2"),
        ]


def test_a_joint_house_names_all_its_houses(world, house):
    with as_owner():
        second = make.make_kita(world.town, world.provider, "Kita Zweitens")
        type(second).objects.filter(pk=second.pk).update(street="Parkweg 2", postcode="98693")
        world.own.kita_links.create(kita=second, county_id=world.own.county_id, starts=day(-400))
    published(world)
    text = Client().get(reverse("offers:family_page", args=[house.slug])).content.decode()
    assert "Zu uns gehören mehrere Häuser:" in text and "Kita Zweitens" in text and "Parkweg 2, 98693 Ilmenau" in text


# The feed -----------------------------------------------------------------------------------------------------------------


def test_the_feed_says_houses_offers_and_dates_and_no_person_who_comes(world, house):
    with as_owner():
        first = PublicDate.objects.order_by("held_on").first().session_id
    sign_up(session=first, name="Geheim", contact=("geheim@post.example", ""))
    answer = Client().get(reverse("offers:family_feed"))
    assert answer["Access-Control-Allow-Origin"] == "*" and not answer.cookies and "Geheim" not in answer.content.decode()
    feed = answer.json()
    (found,) = feed["houses"]
    assert (feed["version"], feed["next"], found["name"], found["county"]["ags"]) == (1, None, "Kita Lindenhof", "16070")
    (offer,) = found["offers"]
    assert [one["cancelled"] for one in offer["dates"]] == [False, True, False] and offer["dates"][0]["free_places"] == 5


def test_the_feed_leads_through_all_houses(world, own_queries):
    many(world, 51)
    client, seen, address, asked = Client(), [], reverse("offers:family_feed"), []
    while address:
        with own_queries() as queries:
            feed = client.get(address).json()
        asked.append(queries.count)
        seen += [row["id"] for row in feed["houses"]]
        address = feed["next"]
    assert len(seen) == len(set(seen)) == 51 and len(asked) == 2 and max(asked) <= 5 + OF_EVERY_REQUEST


def many(world, number, *, first=0):
    with as_owner():
        for index in range(first, first + number):
            name = f"Kita Nummer {index:03}"
            make.make_page(make.make_site(world.town, [make.make_kita(world.town, world.provider, name)], name))


# The directory --------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R328.D2")
def test_the_directory_is_found_by_place_theme_audience_and_day(world, house):
    with as_owner():
        make.make_page(world.foreign, consultation=True, forms="Galerie")
    client, url = Client(), reverse("offers:family_list")
    text = client.get(url).content.decode()
    for words in ("Konsultationseinrichtung", "Galerie", 'class="tilemap', 'href="?county=16070"', "Ilm-Kreis: 1 Haus", 'rel="canonical"'):
        assert words in text
    for asked in ({"theme": "parenting"}, {"audience": "families"}, {"day": day(3).isoformat()}, {"county": "16070"}, {"q": "lindenhof"}):
        assert [row.name for row in client.get(url, asked).context["page"].rows] == ["Kita Lindenhof"], asked
    for asked in ({"theme": "encounter"}, {"audience": "children"}, {"day": day(4).isoformat()}, {"county": "99999"}):
        assert client.get(url, asked).context["page"].rows == [], asked
    for nonsense in ({"theme": "x"}, {"day": "gestern"}, {"county": "abc"}, {"after": "x"}):
        assert len(client.get(url, nonsense).context["page"].rows) == 2


@pytest.mark.parametrize("asked", [{}, {"q": "kita"}, {"county": "16070"}, {"day": "today"}, {"theme": "parenting"}])
def test_the_directory_asks_as_much_of_three_houses_as_of_many(world, own_queries, asked):
    asked, counts = {name: day(0).isoformat() if value == "today" else value for name, value in asked.items()}, []
    for first, number in ((0, 3), (3, 60)):
        many(world, number, first=first)
        with own_queries() as seen:
            page = Client().get(reverse("offers:family_list"), asked).context["page"]
        counts.append(seen.count)
        assert len(page.rows) <= 50
    assert counts[0] == counts[1] <= 5 + OF_EVERY_REQUEST


def test_all_houses_are_reached_page_by_page_and_many_hits_are_not_counted(world, monkeypatch):
    many(world, 53)
    client, url, seen = Client(), reverse("offers:family_list"), []
    page = client.get(url).context["page"]
    while True:
        seen += [row.name for row in page.rows]
        if not page.next_url:
            break
        page = client.get(url + page.next_url).context["page"]
    assert seen == sorted(seen) and len(seen) == 53 == len(set(seen))
    monkeypatch.setattr("offers.pages.family_list.MOST", 20)
    assert "Mehr als 20 Häuser gefunden" in client.get(url, {"q": "kita"}).content.decode()


def test_filters_of_the_directory_have_their_indexes(world):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    for asked, index in (
        ({"theme": "x"}, "publicpage_themes"),
        ({"audience": "families"}, "publicpage_audience"),
        ({"q": "kita"}, "publicpage_find"),
    ):
        assert index in narrowed(PublicPage.objects.order_by(), **asked).explain()
    assert "publicpage_order" in PublicPage.objects.order_by("sort_key", "site_id")[:50].explain()


# What a page weighs ---------------------------------------------------------------------------------------------------------


class Asked(HTMLParser):
    """What a browser without fonts asks for because of a page: sheets, scripts, pictures."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        if tag == "link" and said.get("rel") == "stylesheet":
            self.found.append(said["href"])
        if tag in {"script", "img", "iframe"} and said.get("src"):
            self.found.append(said["src"])


@pytest.mark.parametrize("name", ["family_list", "family_page", "family_offer"])
def test_a_page_of_families_is_light_and_needs_no_script_and_no_foreign_host(world, house, name):
    many(world, 60)
    args = {"family_list": [], "family_page": [house.slug], "family_offer": [house.slug, "babytreff-script"]}[name]
    html = Client().get(reverse(f"offers:{name}", args=args)).content
    asked = Asked()
    asked.feed(html.decode())
    assert all(address.startswith("/static/") and address.endswith(".css") for address in asked.found)
    sheets = [Path(finders.find(address.removeprefix("/static/"))).read_bytes() for address in asked.found]
    weight = sum(len(gzip.compress(text, 6)) for text in (html, *sheets))
    assert weight <= 40 * 1024 and len(asked.found) + 1 <= REQUESTS
