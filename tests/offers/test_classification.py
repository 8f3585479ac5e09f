"""The second page of an offer: for whom and with whom; its hints; what offers and goals of a site cover. And the terms of a goal."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from offers.models import Offer
from offers.pages.coverage import shares
from planning.models import Goal, Term
from planning.rules.catalogues import stem
from sites.models import Entry, Partner, Post, Room, SiteProfile
from tests import factories as make
from tests.conftest import as_owner

OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header


def url(name, row):
    return reverse(name, args=[row.pk])


def text_of(response):
    assert response.status_code == 200
    return unescape(response.content.decode())


def classification(**changes):
    values = {
        "audience": ["adults", "generations"], "origin": "both", "generations": "inter", "additional": "on", "low_threshold": "Ohne Anmeldung",
        "family_orientation": "Geschwister willkommen", "closeness": "Fünf Minuten", "special_needs": "Leichte Sprache", "venue": "", "partner": "",
        "carried_by": "", "tuned_with": "", "volunteers": "", "freelance_contract": "", "registration": "none",
    }  # fmt: skip
    return {**values, **changes}


@pytest.fixture
def offer(world):
    with as_owner():
        return make.make_offer(world.own, "Werkstatt", text="Für alle.", needs=[make.make_need(world.own)])


def saved(client, offer, **changes):
    """Post the page and read the offer's own page."""
    response = client.post(url("offers:offer_classify", offer), classification(**changes), follow=True)
    with as_owner():
        offer.refresh_from_db()
    return text_of(response)


def pks(catalogue, *codes):
    with as_owner():
        return [make.term(catalogue, code).pk for code in codes]


# What is saved and shown ----------------------------------------------------------------------------------------------


@pytest.mark.req("R036.H", "R054.H", "R056.H")
@pytest.mark.parametrize("who", ["coordinator", "head"])
def test_for_whom_an_offer_is(client_of, offer, who):
    page = saved(client_of(who), offer)
    assert (offer.audience, offer.origin, offer.generations, offer.registration) == (["adults", "generations"], "both", "inter", "none")
    for words in ("Erwachsene, mehrere Generationen; zwischen den Generationen", "aus dem Sozialraum, ohne Termin und Anmeldung"):
        assert words in page
    with as_owner():
        assert "audience" in Entry.objects.get(subject=f"offers.offer:{offer.pk}").details


@pytest.mark.req("R034.D1", "R045.D")
def test_what_an_offer_is_about(client_of, offer):
    themes = pks("theme", "health_promotion", "work_family_balance", "self_help", "family_forms")
    page = saved(
        client_of("coordinator"), offer, themes=themes, settings=pks("setting", "neighbourhood"), cross_cutting=pks("cross_cutting", "inclusion"),
        service_fields=pks("service_field", "learning_partnership"),
    )  # fmt: skip
    for words in ("gesunde Lebensweise", "Vereinbarkeit von Familie", "Selbsthilfe und Nachbarschaft", "Vielfalt der Familienformen"):
        assert words in page
    for words in ("Lebensbereiche", "Nachbarschaft", "Inklusion", "Bildungspartnerschaftliches Zusammenwirken"):
        assert words in page
    with as_owner():
        assert offer.terms.count() == 7


@pytest.mark.req("R043.H")
def test_the_topic_of_family_education_comes_from_its_needs(world, client_of):
    (theme,) = pks("theme", "transitions")
    with as_owner():
        offer = make.make_offer(world.own, types=["education"], needs=[make.make_need(world.own, theme_id=theme)])
    form = client_of("coordinator").get(url("offers:offer_classify", offer)).context["form"]
    assert form.initial["themes"] == [theme]
    saved(client_of("coordinator"), offer, themes=[theme])
    assert "Übergänge: Eingewöhnung und Schule" in text_of(client_of("professional").get(url("offers:offer_detail", offer)))


@pytest.mark.req("R042.H", "R257.H")
@pytest.mark.parametrize(("ticked", "way"), [("required", "nur mit Termin oder Anmeldung"), ("none", "ohne Termin und Anmeldung")])
def test_a_counselling_hour_has_place_person_day_and_way_but_no_content(world, client_of, ticked, way):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with as_owner():
        room = Room.objects.create(site=world.own, name="Beratungszimmer")
        partner = Partner.objects.create(site=world.own, name="Beratungsstelle am Markt", kind="advice_centre")
        post = Post.objects.create(site=world.own, function="coordinator", name="Anna Köhler", starts=date(2024, 1, 1))
        offer = make.make_offer(world.own, types=["counselling"], executor="partner")
        make.make_session(offer, tomorrow)
    data = {"venue": room.pk, "partner": partner.pk, "carried_by": post.pk, "registration": ticked}
    page = saved(client_of("coordinator"), offer, **data)
    for words in ("Beratungszimmer", "Beratungsstelle am Markt", "Anna Köhler", way, "15:00 Uhr", "hält die Anwendung nirgends fest"):
        assert words in page
    assert "Anna Köhler" not in text_of(client_of("parent_representative").get(url("offers:offer_detail", offer)))


@pytest.mark.req("R156.H")
def test_a_room_outside_does_not_belong_to_the_permit(world, client_of, offer):
    with as_owner():
        room = Room.objects.create(site=world.own, name="Gemeindesaal", external=True, covered=False)
        gone = Room.objects.create(site=world.own, name="Altes Büro", closed_on=timezone.localdate() - timedelta(days=1))
    page = text_of(client_of("head").get(url("offers:offer_classify", offer)))
    assert "Gemeindesaal (gehört nicht zur Betriebserlaubnis)" in page and gone.name not in page
    assert "gehört nicht zur Betriebserlaubnis der Kita" in saved(client_of("head"), offer, venue=room.pk)


@pytest.mark.req("R040.H")
def test_an_offer_is_tuned_and_part_of_something(world, client_of, offer):
    with as_owner():
        make.make_measure(world.own, timezone.localdate().year, title="ThEKiZ Lindenhof")
        SiteProfile.objects.create(site=world.own, year=2026, priorities="Nachbarschaft", concept="Fassung 3, Abschnitt 5")
    page = saved(client_of("coordinator"), offer, tuned_with="Familienzentrum Nord, im Januar")
    for words in ("Familienzentrum Nord, im Januar", "Maßnahme „ThEKiZ Lindenhof“", "Konzeption: Fassung 3, Abschnitt 5"):
        assert words in page


@pytest.mark.req("R092.H", "R101.H")
def test_several_sources_of_money_can_be_named(client_of, offer):
    money = pks("funding_source", "lsz", "prevention_act", "early_intervention")
    page = saved(client_of("coordinator"), offer, money=money)
    assert "Landesprogramm LSZ, Bundesprogramm, zum Beispiel Frühe Hilfen, Präventionsgesetz" in page


HELP = [
    ("offers:offer_classify", "R036", "sich auch für Familien aus dem Sozialraum öffnet"),
    ("offers:offer_classify", "R076", "im Sozialraum der Einrichtung leben"),
    pytest.param("offers:offer_classify", "R038", "täglichem Zugang und direkter Verbindung zu Familien", marks=pytest.mark.req("R038")),
    ("offers:offer_classify", "R044", "integrierte Anlaufstellen im Sozialraum"),
    ("offers:offer_classify", "R054", "geeignete Orte des Verweilens"),
    ("offers:offer_classify", "R101", "Programme zur Kinder- und Familienfreundlichkeit"),
    ("offers:offer_edit", "R081", "Bereitstellung oder Vermittlung"),
]


@pytest.mark.parametrize(("name", "row", "words"), HELP)
def test_the_words_of_the_recommendations_stand_beside_the_field(client_of, offer, name, row, words):
    page = text_of(client_of("coordinator").get(url(name, offer)))
    assert words in page and "(Abschnitt 1." in page, row


# Hints: saved, never refused --------------------------------------------------------------------------------------------

MISSING = [
    pytest.param(
        {"closeness": "", "special_needs": " "},
        {},
        "Noch nicht beschrieben: Wohnortnähe, Ausrichtung an besonderen Bedarfen.",
        marks=pytest.mark.req("R041.K"),
    ),
    ({"volunteers": "3"}, {}, "Ob die Ehrenamtlichen „geeignet“ sind, ist noch nicht geklärt"),
    ({}, {"executor": "freelancer"}, "Für die Honorarkraft fehlt der Vertrag"),
    ({}, {"executor": "partner"}, "noch nicht aus der Partnerliste gewählt"),
    pytest.param({}, {}, "Noch keine gesetzliche Grundlage gewählt", marks=pytest.mark.req("R087.K")),
]


@pytest.mark.parametrize(("changes", "facts", "sentence"), MISSING)
def test_what_is_missing_is_a_hint(client_of, offer, changes, facts, sentence):
    with as_owner():
        Offer.objects.filter(pk=offer.pk).update(**facts)
    assert sentence in saved(client_of("coordinator"), offer, **changes)


@pytest.mark.req("R020.H", "R021.H")
def test_what_is_there_is_no_hint(client_of, offer):
    with as_owner():
        Offer.objects.filter(pk=offer.pk).update(executor="freelancer")
    page = saved(client_of("coordinator"), offer, volunteers="2", volunteers_suitable="on", freelance_contract="Nr. 14 vom 12.1.2026")
    assert "2, Eignung geklärt" in page and "Nr. 14 vom 12.1.2026" in page
    for sentence in ("Noch nicht beschrieben", "Ehrenamtlichen „geeignet“", "fehlt der Vertrag"):
        assert sentence not in page


@pytest.mark.req("R033.H")
def test_a_regular_offer_does_not_count(world, client_of, offer):
    with as_owner():
        make.make_offer(world.own, "Elterncafé", origin="centre_families")
        make.make_offer(world.own, "Altes", ends=date(2024, 2, 1))
    page = saved(client_of("coordinator"), offer, additional="", low_threshold="")
    assert "Regelangebot der Kita" in page and "Noch nicht beschrieben" not in page
    listed = text_of(client_of("provider").get(url("offers:offer_list", world.own)))
    assert "2 laufende und geplante Angebote, davon 1 zusätzlich; von diesen ist 0 auch" in listed and listed.count("zählt nicht mit") == 1
    assert '<h2 id="h-shares">Von 1 Angebot' in text_of(client_of("head").get(url("offers:coverage", world.own)))


BAD = [
    ({"origin": ""}, "Bitte füllen Sie „Offen für“ aus."),
    ({"audience": ["everybody"]}, "gibt es nicht"),
    ({"themes": ["987654"]}, "Diese Auswahl gibt es nicht"),
    ({"themes": ["unsinn"]}, "Diese Auswahl gibt es nicht"),
    ({"venue": "987654"}, "Diese Auswahl gibt es nicht"),
    ({"volunteers": "100"}, "Bitte geben Sie höchstens 99 an."),
    ({"volunteers": "-1"}, "Bitte geben Sie mindestens 0 an."),
    ({"closeness": "x" * 301}, "höchstens 300 Zeichen"),
]


@pytest.mark.parametrize(("changes", "sentence"), BAD)
def test_bad_input_is_refused_in_words_and_keeps_the_text(world, client_of, offer, changes, sentence):
    with as_owner():
        Room.objects.create(site=world.own, name="Turnraum")
    response = client_of("coordinator").post(url("offers:offer_classify", offer), classification(tuned_with="Bleibt stehen", **changes))
    page = unescape(response.content.decode())
    assert response.status_code == 422 and sentence in page and "Bleibt stehen" in page
    with as_owner():
        offer.refresh_from_db()
        assert offer.audience == [] and not offer.terms.exists()


def test_rows_of_another_site_cannot_be_chosen(world, client_of, offer):
    with as_owner():
        room = Room.objects.create(site=world.sister, name="Fremder Raum")
        Room.objects.create(site=world.own, name="Turnraum")
        foreign = make.make_offer(world.foreign)
    assert client_of("coordinator").post(url("offers:offer_classify", offer), classification(venue=room.pk)).status_code == 422
    assert client_of("coordinator").get(url("offers:offer_classify", foreign)).status_code == 404
    assert client_of("coordinator").get(url("offers:coverage", world.foreign)).status_code == 404
    assert client_of("professional").get(url("offers:offer_classify", offer)).status_code == 403


def test_an_entry_that_ended_stays_where_it_was_chosen(client_of, offer):
    (theme,) = pks("theme", "mobility")
    with as_owner():
        offer.terms.add(theme)
        Term.objects.filter(pk=theme).update(ends=date(2022, 12, 31))
    assert f'value="{theme}"' in text_of(client_of("coordinator").get(url("offers:offer_classify", offer)))
    assert "Wege und Erreichbarkeit" in saved(client_of("coordinator"), offer, themes=[theme])


# Coverage -------------------------------------------------------------------------------------------------------------


@pytest.mark.req("R036.C", "R056.C", "R086.C")
def test_what_a_site_covers_and_what_nobody_covers(world, client_of):
    with as_owner():
        goal = make.make_goal(world.own, due=timezone.localdate() + timedelta(days=90))
        goal.terms.set([make.term("specific_goal", "open_up"), make.term("setting", "family")])
        first = make.make_offer(world.own, "Werkstatt", goal=goal, generations="inter", origin="both")
        second = make.make_offer(world.own, "Café", origin="centre_families", registration="required")
        for offer in (first, second):
            offer.terms.add(make.term("theme", "health_promotion"), make.term("service_field", "education_partnership"))
        first.terms.add(make.term("cross_cutting", "inclusion"))
    response = client_of("facilitator").get(url("offers:coverage", world.own))
    page, found = text_of(response), response.context
    lines = {line.label: (line.offers, line.goals) for table in found["tables"] for line in table.lines}
    assert lines["Gesundheitsförderung und gesunde Lebensweise"] == (2, 0) and lines["Familie"] == (0, 1) and lines["Inklusion"] == (1, 0)
    assert lines["Erziehungspartnerschaftliches Zusammenwirken mit Familien"] == (2, 0)
    assert [share.text for share in found["shares"]] == ["1 von 2", "1 von 2", "1 von 2", "0 von 2", "0 von 2"]
    assert "Deckt noch niemand ab: Kinderschutz, Partizipation." in page
    specific = {line.label[:8]: ([goal.title for goal in line.goals], line.offers) for line in found["specific"]}
    assert len(specific) == 6 and specific["sich in "] == ([goal.title], 1) and "noch keines" in page


def test_a_renamed_entry_counts_with_the_one_it_follows(world, client_of):
    with as_owner():
        old = make.term("theme", "mobility")
        make.make_offer(world.own).terms.add(old)
        Term.objects.filter(pk=old.pk).update(ends=date(2025, 12, 31))
        Term.objects.create(
            edition=old.edition, catalogue="theme", number=old.number, code="mobility-2026-01-01", label="Unterwegs", starts=date(2026, 1, 1)
        )
    found = client_of("head").get(url("offers:coverage", world.own)).context
    assert [line.offers for line in found["tables"][0].lines if line.label == "Unterwegs"] == [1]


def test_an_empty_site_is_told_what_will_stand_here(world, client_of):
    assert "Noch nichts zu zählen" in text_of(client_of("coordinator").get(url("offers:coverage", world.own)))
    assert "Das erste Angebot anlegen" not in text_of(client_of("parent_representative").get(url("offers:coverage", world.own)))


FACTS = st.tuples(st.sampled_from(Offer.Origin.values), st.sampled_from(["", "intra", "inter"]), st.sampled_from(Offer.Registration.values))


@given(st.lists(FACTS, min_size=1, max_size=40))
def test_shares_are_never_more_than_the_whole(facts):
    found = shares([Offer(origin=origin, generations=generations, registration=appointment) for origin, generations, appointment in facts])
    first = found[0].text.split()
    assert first[0] == str(sum(origin != "centre_families" for origin, _, _ in facts)) and first[-1] == str(len(facts))


@given(st.from_regex(r"\A[a-z]+(_[a-z]+)*\Z"), st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_the_stem_of_a_key_is_what_it_began_with(code, day):
    assert stem(f"{code}-{day}") == stem(code) == code


@pytest.mark.parametrize(("name", "budget"), [("offers:coverage", 5), ("offers:offer_list", 5), ("offers:offer_detail", 8)])
def test_pages_ask_the_same_number_of_questions(world, client_of, own_queries, name, budget):
    client, counts = client_of("coordinator"), []
    with as_owner():
        themes, first = list(Term.objects.filter(catalogue="theme")), make.make_offer(world.own, "Werkstatt", goal=make.make_goal(world.own))
    for number in (3, 27):
        with as_owner():
            for index in range(number):
                goal = make.make_goal(world.own, due=date(2099, 1, 1))
                goal.terms.set(themes[index % 3 : 5])
                make.make_offer(world.own, f"Angebot {index}", goal=goal).terms.set(themes[: index % 9])
            first.terms.set(themes[:number])
        with own_queries() as seen:
            assert client.get(url(name, first if name.endswith("detail") else world.own)).status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1] and counts[0] <= budget + OF_EVERY_REQUEST


# The terms of a goal --------------------------------------------------------------------------------------------------


def goal_data(**changes):
    return {"need": "", "title": "Mütter kennen drei andere Familien", "step": "5", "starts": "1.1.2026", "due": "31.7.2027", **changes}


@pytest.mark.req("R034.D1", "R055.D", "R086.D")
def test_a_goal_says_what_it_pays_into(world, client_of):
    client = client_of("coordinator")
    chosen = {
        "specific_goals": pks("specific_goal", "self_efficacy"), "themes": pks("theme", "health_promotion", "self_help"),
        "general_goals": pks("general_goal", "quality_of_life", "equal_opportunities", "early_involvement"), "settings": pks("setting", "family"),
        "service_fields": pks("service_field", "education_partnership"),
    }  # fmt: skip
    page = text_of(client.post(url("planning:goal_create", world.own), goal_data(**chosen), follow=True))
    assert "zahlt ein auf: Selbsttätigkeit, Selbsthilfe und Selbstwirksamkeit der Eltern stärken" in page and "keines der sechs" not in page
    with as_owner():
        goal = Goal.objects.get(site=world.own)
        assert set(goal.terms.values_list("pk", flat=True)) == {pk for found in chosen.values() for pk in found}
    form = text_of(client.get(url("planning:goal_edit", goal)))
    for words in ("Förderung der Lebensqualität von Familien", "Kompetenzpartnerschaft", "Chancengleichheit zu erhöhen", "Selbsthilfepotentiale"):
        assert words in form
    assert form.count("checked") >= 8


@pytest.mark.req("R086.D")
def test_a_goal_without_a_specific_goal_is_saved_with_a_warning(world, client_of):
    page = text_of(client_of("head").post(url("planning:goal_create", world.own), goal_data(), follow=True))
    assert "keines der sechs besonderen Ziele" in page
    with as_owner():
        assert Goal.objects.filter(site=world.own).count() == 1
