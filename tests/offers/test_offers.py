"""Offers: the form with its defaults and hints, the list, the thread of one offer."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.models import Offer, OfferNeed, PublicPage, Session
from planning.models import ActionField, LegalBasis
from sites.core.roles import Role
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import form_of
from tests.sites.reading import text


def today():
    return timezone.localdate()


@pytest.fixture
def place(world):
    """The own site with a need, a goal and the catalogue."""
    with as_owner():
        need = make.make_need(world.own)
        bases = {
            "§ 16": LegalBasis.objects.filter(citation__contains="§ 16").first() or make.legal_basis(2),
            "§ 17": LegalBasis.objects.filter(needs_commission=True).first()
            or LegalBasis.objects.create(
                edition="2021", number=93, citation="SGB VIII §§ 17, 18", content="Beratung", needs_commission=True, starts="2021-01-01"
            ),
        }
        return {"need": need, "goal": make.make_goal(world.own, need), "field": make.action_field(3), **bases}


def data(place, **changes):
    values = {
        "title": "Babytreff", "types": ["encounter", "education"], "needs": [place["need"].pk], "goal": place["goal"].pk, "text": "Für alle.",
        "starts": "1.9.2026", "ends": "", "where": "inside", "room": "Familienraum", "expected": "10", "executor": "own_staff", "executor_name": "",
        "legal_bases": [place["§ 16"].pk], "commission": "", "action_field": place["field"].pk, "public": "on",
    }  # fmt: skip
    return {name: value for name, value in {**values, **changes}.items() if value is not None}


def count(model, **lookup):
    with as_owner():
        return model.objects.filter(**lookup).count()


def only(model, **lookup):
    with as_owner():
        return model.objects.get(**lookup)


@pytest.mark.req("R170.D", "R252.H")
def test_an_offer_is_saved_with_all_its_links(world, client_of, place):
    types = ["encounter", "counselling", "education", "accompaniment"]
    response = client_of("coordinator").post(reverse("offers:offer_create", args=[world.own.pk]), data(place, types=types))
    offer = only(Offer, title="Babytreff")
    assert response.status_code == 302 and response.url == reverse("offers:offer_detail", args=[offer.pk])
    assert (offer.site_id, offer.types, offer.goal_id) == (world.own.pk, types, place["goal"].pk)
    with as_owner():
        assert [basis.pk for basis in offer.legal_bases.all()] == [place["§ 16"].pk]
    assert count(OfferNeed, offer=offer, need=place["need"]) == 1
    assert count(Entry, subject=f"offers.offer:{offer.pk}", kind="created") == 1
    assert count(PublicPage, site=world.own) == 1
    page = client_of("coordinator").get(response.url).content.decode()
    for words in ("Begegnung · Beratung · Bildung · Begleitung", place["need"].title, place["goal"].title, "Sichtbar für"):
        assert words in page
    assert "Noch kein Bedarf verknüpft" not in page


@pytest.mark.req("R048.H")
def test_an_offer_answers_several_needs_and_a_need_has_several_offers(world, client_of, place):
    with as_owner():
        second = make.make_need(world.own, "Hilfe bei Anträgen")
    browser, address, pages = client_of("coordinator"), reverse("offers:offer_create", args=[world.own.pk]), {}
    for title, needs in (("Babytreff", [place["need"].pk, second.pk]), ("Elternabend", [place["need"].pk])):
        pages[title] = browser.post(address, data(place, title=title, needs=needs), follow=True).content.decode()
    assert all(place["need"].title in page for page in pages.values())
    assert second.title in pages["Babytreff"] and second.title not in pages["Elternabend"]
    form = text(browser.get(address))
    assert re.search(rf"{place['need'].title} .{{1,60}} 2 Angebote", form) and re.search(rf"{second.title} .{{1,60}} 1 Angebot ", form)


@pytest.mark.req("R105.D", "R253.H")
@pytest.mark.parametrize("number", [2, 5, 6])
def test_an_offer_says_everything_it_rests_on(world, client_of, place, number):
    with as_owner():
        field, room, partner = ActionField.objects.get(edition="2021", number=number), make.make_room(world.own), make.make_partner(world.own)
    browser = client_of("coordinator")
    values = data(place, action_field=field.pk, where="nearby", room="", executor="partner", executor_name="Frau Kern")
    browser.post(reverse("offers:offer_create", args=[world.own.pk]), values)
    offer = only(Offer, title="Babytreff")
    more = {"origin": "both", "generations": "", "registration": "none", "audience": ["families"], "venue": room.pk, "partner": partner.pk}
    page = text(browser.post(reverse("offers:offer_classify", args=[offer.pk]), more, follow=True))
    for words in (
        place["need"].title, place["goal"].title, f"Wo im Sozialraum, {room.name}", f"Wer macht es Kooperationspartner*in: {partner.name}",
        f"Gesetzliche Grundlage {place['§ 16'].citation}", f"Handlungsfeld HF {number} {field.name}",
        "Für wen Familien gemeinsam",
    ):  # fmt: skip
        assert words in page, words


@pytest.mark.req("R081.H", "R258.H")
def test_what_is_arranged_at_a_partner_is_an_offer_and_told_apart(world, client_of, place):
    with as_owner():
        partner = make.make_partner(world.own, "Volkshochschule")
        make.make_offer(world.own, "Im Haus")
        offer = make.make_offer(world.own, "Sprachkurs", executor="partner", partner=partner)
    browser = client_of("coordinator")
    own = text(browser.get(reverse("offers:offer_detail", args=[offer.pk])))
    assert "Wo im Haus" in own
    page = text(browser.post(reverse("offers:offer_edit", args=[offer.pk]), data(place, title="Sprachkurs", where="arranged", room=""), follow=True))
    assert "Wo bei Partner*innen, vermittelt" in page and "Kooperationspartner*in Volkshochschule" in page
    covered = text(browser.get(reverse("offers:coverage", args=[world.own.pk])))
    assert "im Haus 1 von 2" in covered and "bei Partner*innen, vermittelt 1 von 2" in covered


EXECUTORS = [
    pytest.param("own_staff", "eigenes Team", marks=pytest.mark.req("R228.H")),
    pytest.param("partner", "Kooperationspartner*in", marks=pytest.mark.req("R228.H")),
    pytest.param("volunteer", "Ehrenamtliche", marks=pytest.mark.req("R223.H", "R228.H")),
    pytest.param("freelancer", "Honorarkraft", marks=pytest.mark.req("R223.H", "R228.H")),
]


@pytest.mark.parametrize(("executor", "label"), EXECUTORS)
def test_who_carries_out_an_offer_stands_on_its_page(world, client_of, place, executor, label):
    address = reverse("offers:offer_create", args=[world.own.pk])
    page = text(client_of("coordinator").post(address, data(place, executor=executor, executor_name="Frau Kern"), follow=True))
    assert f"Wer macht es {label}: Frau Kern" in page


@pytest.mark.req("R089.H")
def test_the_form_begins_with_section_16_and_field_3(world, client_of, place):
    form = client_of("coordinator").get(reverse("offers:offer_create", args=[world.own.pk])).context["form"]
    assert place["§ 16"].pk in form.initial["legal_bases"] and place["§ 17"].pk not in form.initial["legal_bases"]
    assert form.fields["action_field"].queryset.get(pk=form.initial["action_field"]).number == 3


def test_the_measure_of_the_year_names_the_field(world, client_of, place):
    with as_owner():
        make.make_measure(world.own, today().year, action_field=make.action_field(5))
    form = client_of("coordinator").get(reverse("offers:offer_create", args=[world.own.pk])).context["form"]
    assert form.fields["action_field"].queryset.get(pk=form.initial["action_field"]).number == 5


def test_the_least_served_need_comes_first(world, client_of, place):
    with as_owner():
        make.make_offer(world.own, needs=[place["need"]])
        lonely = make.make_need(world.own, "Hilfe bei Anträgen")
        make.make_need(world.foreign, "Fremder Bedarf")
    needs = list(client_of("coordinator").get(reverse("offers:offer_create", args=[world.own.pk])).context["form"].fields["needs"].queryset)
    assert [need.pk for need in needs] == [lonely.pk, place["need"].pk]


@pytest.mark.req("R048.K", "R087.K")
def test_what_is_missing_is_a_hint_never_a_refusal(world, client_of, place):
    browser = client_of("coordinator")
    response = browser.post(reverse("offers:offer_create", args=[world.own.pk]), data(place, needs=None, goal="", text="", legal_bases=None))
    assert response.status_code == 302
    page = browser.get(response.url).content.decode()
    for words in (
        "Noch kein Bedarf verknüpft",
        "Noch keine gesetzliche Grundlage",
        "Der Text für Familien fehlt",
        "Fachliche Empfehlungen 2021, 1.6",
    ):
        assert words in page


@pytest.mark.req("R090.K")
def test_sections_17_and_18_need_the_commission(world, client_of, place):
    browser, address = client_of("coordinator"), reverse("offers:offer_create", args=[world.own.pk])
    refused = browser.post(address, data(place, legal_bases=[place["§ 17"].pk], commission="  "))
    assert refused.status_code == 422 and "fehlt der Auftrag des Jugendamtes" in refused.content.decode()
    assert browser.post(address, data(place, legal_bases=[place["§ 17"].pk], commission="Jugendamt, 3.2.2026")).status_code == 302


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Bitte füllen Sie"),
        ({"title": "x" * 81}, "höchstens 80 Zeichen"),
        ({"title": "a\x00b"}, "Nullzeichen"),
        pytest.param({"types": None}, "Bitte füllen Sie", marks=pytest.mark.req("R252.K")),
        ({"types": ["dancing"]}, "Diese Auswahl gibt es nicht"),
        pytest.param({"executor": ""}, "Bitte füllen Sie „Wer macht es“ aus", marks=pytest.mark.req("R228.K")),
        ({"starts": "30.2.2026"}, "Diesen Tag gibt es nicht."),
        ({"ends": "1.1.2020"}, "Das Ende liegt vor dem Beginn"),
        ({"expected": "viele"}, "Bitte als ganze Zahl eingeben"),
        ({"expected": "-1"}, "Bitte geben Sie mindestens "),
        ({"goal": "999999"}, "Diese Auswahl gibt es nicht"),
        ({"needs": ["abc"]}, "kein gültiger Wert"),
        ({"action_field": ""}, "Bitte füllen Sie"),
        ({"where": "moon"}, "Diese Auswahl gibt es nicht"),
    ],
)
def test_bad_input_gets_the_page_back(world, client_of, place, changes, sentence):
    response = client_of("coordinator").post(reverse("offers:offer_create", args=[world.own.pk]), data(place, room="Bleibt stehen", **changes))
    page = response.content.decode()
    assert response.status_code == 422 and sentence in page and "Bleibt stehen" in page
    assert count(Offer) == 0


def test_links_to_another_site_are_no_choice(world, client_of, place):
    with as_owner():
        need, goal = make.make_need(world.foreign), make.make_goal(world.foreign)
        make.give(world.people["coordinator"], Role.COORDINATOR, world.foreign)  # within reach, yet not of this site
    address = reverse("offers:offer_create", args=[world.own.pk])
    for changes in ({"needs": [need.pk]}, {"goal": goal.pk}):
        assert client_of("coordinator").post(address, data(place, **changes)).status_code == 422
    assert count(Offer) == 0


def test_two_hats_do_not_multiply(world, client_of, place):
    """Coordinator here, facilitator there: an offer is made here alone."""
    with as_owner():
        make.give(world.people["coordinator"], Role.FACILITATOR, world.foreign)
    browser, address = client_of("coordinator"), reverse("offers:offer_create", args=[world.foreign.pk])
    assert browser.get(reverse("offers:offer_list", args=[world.foreign.pk])).status_code == 200
    assert browser.get(address).status_code == 404 and browser.post(address, data(place)).status_code == 404
    assert count(Offer) == 0


def test_change_keeps_the_facts_of_the_past(world, client_of, place):
    with as_owner():
        offer = make.make_offer(world.own, needs=[place["need"]], types=["encounter"])
        past = make.make_session(offer, today() - timedelta(days=7), figures=(1, 2, 3))
        coming = make.make_session(offer, today() + timedelta(days=7))
        late = make.make_session(offer, today() + timedelta(days=70))
    ends = today() + timedelta(days=30)
    changed = data(place, types=["counselling"], ends=f"{ends:%d.%m.%Y}", needs=None)
    browser, address = client_of("coordinator"), reverse("offers:offer_edit", args=[offer.pk])
    asked = browser.post(address, changed)
    words = f"1 geplanter Termin entfällt damit: {late.held_on:%d.%m.%Y}"
    assert asked.status_code == 422 and words in asked.content.decode() and count(Session, pk=late.pk) == 1
    other = browser.post(address, {**changed, "sure": "on", "title": ""})
    assert other.status_code == 422 and words not in other.content.decode()
    assert form_of(other, address).controls["sure"].chosen == ["on"]  # what was answered is not asked twice
    assert browser.post(address, {**changed, "sure": "on"}).status_code == 302
    assert only(Session, pk=past.pk).offer_type == "encounter" and only(Session, pk=coming.pk).offer_type == "counselling"
    assert count(Session, pk=late.pk) == 0 and count(OfferNeed, offer=offer) == 0
    assert only(Entry, subject=f"offers.offer:{offer.pk}").details["dropped_dates"] == 1


# The list ------------------------------------------------------------------------------------------------------------


def fill(world, number):
    with as_owner():
        for n in range(number):
            offer = make.make_offer(world.own, f"Angebot {n:03d}")
            make.make_session(offer, today() - timedelta(days=1), figures=(7, 4, 11))
            make.make_session(offer, today() + timedelta(days=3))


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_needs_five_queries_whatever_its_length(world, client_of, own_queries, number):
    fill(world, number)
    browser = client_of("coordinator")
    with own_queries() as seen:
        page = browser.get(reverse("offers:offer_list", args=[world.own.pk])).content.decode()
    assert page.count("7 · 4 · 11") == number
    assert seen.count <= 4 + 5, [query["sql"][:90] for query in seen.captured_queries]


def test_three_hundred_offers_are_pages_in_german_order(world, client_of):
    with as_owner():
        for title in ("Zwergentreff", "Ämterlotse", "Babytreff"):
            make.make_offer(world.own, title)
        for n in range(300):
            make.make_offer(world.own, f"M {n:03d}")
    browser, url, seen = client_of("coordinator"), reverse("offers:offer_list", args=[world.own.pk]), []
    while url:
        page = browser.get(url).context["page"]
        seen += [offer.title for offer in page.rows]
        url = page.next_url and reverse("offers:offer_list", args=[world.own.pk]) + page.next_url
    assert len(seen) == 303 and seen[0] == "Ämterlotse" and seen[1] == "Babytreff" and seen[-1] == "Zwergentreff"


def test_filters_and_nonsense_in_the_address(world, client_of):
    with as_owner():
        make.make_offer(world.own, "Elterncafé")
        make.make_offer(world.own, "Beratung", types=["counselling"], ends=today() - timedelta(days=1))
    browser, url = client_of("coordinator"), reverse("offers:offer_list", args=[world.own.pk])

    def titles(**query):
        response = browser.get(url, query)
        assert response.status_code == 200
        return [offer.title for offer in response.context["page"].rows]

    assert titles() == ["Elterncafé"]
    assert titles(state="ended") == ["Beratung"] and titles(state="all") == ["Beratung", "Elterncafé"]
    assert titles(type="counselling") == [] and titles(type="counselling", state="all") == ["Beratung"]
    assert titles(q="eltern") == ["Elterncafé"] and titles(q="Yoga") == []
    assert titles(type="x", state="'; --", after="x:y", q="\x00") == ["Elterncafé"]


def test_an_empty_list_says_what_to_do(world, client_of):
    assert "Das erste Angebot anlegen" in client_of("coordinator").get(reverse("offers:offer_list", args=[world.own.pk])).content.decode()
    assert "Das erste Angebot anlegen" not in client_of("professional").get(reverse("offers:offer_list", args=[world.own.pk])).content.decode()


def test_one_offer_needs_eight_queries_and_sums_teilnahmen(world, client_of, own_queries, place):
    with as_owner():
        offer = make.make_offer(world.own, needs=[place["need"]], goal=place["goal"])
        days = [today().replace(month=1, day=1) + timedelta(days=7 * n) for n in range(40)]
        for day in (day for day in days if day <= today()):
            make.make_session(offer, day, figures=(7, 4, 11))
        make.make_session(offer, date(today().year - 1, 6, 1), figures=(1, 1, 1))
    browser = client_of("provider")
    with own_queries() as seen:
        response = browser.get(reverse("offers:offer_detail", args=[offer.pk]))
    assert seen.count <= 4 + 8, [query["sql"][:90] for query in seen.captured_queries]
    held = count(Session, offer=offer, held_on__year=today().year)
    assert response.context["sums"]["participations"] == 22 * held
    assert "Termine anlegen" not in response.content.decode()  # the provider reads
    before = browser.get(reverse("offers:offer_detail", args=[offer.pk]), {"year": today().year - 1})
    assert before.context["sums"]["participations"] == 3
