"""A new offer in five answers: the need first, its dates with it, what nobody says stays as assumed; begun again from another offer."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from offers.models import Offer, Session
from planning.models import ActionField, LegalBasis
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import confirmed, filled, form_of
from tests.sites.reading import text

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def need(world):
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=BERLIN), tick=False), as_owner():
        yield make.make_need(world.own, "Am Wochenende fehlt ein Treffpunkt", voices=6)


def address(world):
    return reverse("offers:offer_create", args=[world.own.pk])


def answers(browser, world, **typed):
    """What a coordinator sends who gives the five answers and opens nothing else."""
    form = form_of(browser.get(address(world)), address(world))
    five = {"title": "Samstagsfrühstück", "types": ["encounter"], "executor": ["volunteer"]}
    dates = {"held_on": "12.12.2026", "until": "30.1.2027", "rhythm": ["fortnightly"], "starts_at": "9:30", "ends_at": "11:30"}
    return filled(form, **{**five, **dates, **typed})


@pytest.mark.req("R171.D", "R230.H", "R260.H")
def test_five_answers_make_an_offer_with_its_dates_over_christmas(world, client_of, need):
    browser = client_of("coordinator")
    sent = answers(browser, world, needs=[str(need.pk)])
    shown = browser.post(address(world), sent)
    page = text(shown)
    with as_owner():
        assert shown.status_code == 200 and not Offer.objects.exists() and not Session.objects.exists()
    assert "3 Termine, jeden zweiten Samstag" in page and "Angebot mit 3 Terminen anlegen" in page
    assert "Samstag, 26. Dezember 2026 entfällt, Feiertag: Zweiter Weihnachtstag" in page
    assert "Samstagsfrühstück Samstag, 12. Dezember 2026 9:30 bis 11:30 Uhr" in page
    assert "Zu dieser Zeit hat kein anderes Haus in der Nähe ein Angebot veröffentlicht." in page
    assert confirmed(browser, address(world), sent, every_day=False).status_code == 302
    with as_owner():
        offer = Offer.objects.get()
        assert [row.held_on for row in Session.objects.order_by("held_on")] == [date(2026, 12, 12), date(2027, 1, 9), date(2027, 1, 23)]
        assert not Session.objects.filter(cancelled=True).exists() and offer.starts == date(2026, 12, 12)
        assert list(offer.needs.all()) == [need]
    for words in ("Anmeldung ohne Termin und Anmeldung", "Kosten kostet nichts", "Familienseite sichtbar", "HF 3"):
        assert words in text(browser.get(offer.get_absolute_url())), words


def test_what_is_assumed_is_said_before_it_is_opened(world, client_of, need):
    with as_owner():
        LegalBasis.objects.filter(citation__contains="§ 16").first() or make.legal_basis(2)
        make.action_field(3)
    page = text(client_of("coordinator").get(address(world)))
    assumed = "Handlungsfeld 3 kostet nichts ohne Termin und Anmeldung für alle Familien sichtbar für Familien"
    assert assumed in page and "§ 16" in page and "Alles andere öffnen" in page


def test_needs_say_how_often_they_are_answered_the_least_first(world, client_of, need):
    with as_owner():
        other = make.make_need(world.own, "Anträge sind schwer zu verstehen")
        make.make_offer(world.own, needs=[other])
    page = text(client_of("coordinator").get(address(world)))
    assert page.index("Am Wochenende fehlt ein Treffpunkt") < page.index("Anträge sind schwer zu verstehen")
    assert "6 Nennungen kein Angebot" in page and "1 Angebot" in page


def test_rooms_say_on_which_days_they_are_taken(world, client_of, need):
    browser = client_of("coordinator")
    with as_owner():
        free, taken = make.make_room(world.own, "Familienraum"), make.make_room(world.own, "Mehrzweckraum")
        beside = make.make_offer(world.own, "Beratung", venue=taken)
        make.make_session(beside, date(2027, 1, 9), at=time(10))
        make.make_session(beside, date(2027, 1, 23), at=time(15))  # at another hour
        make.make_session(make.make_offer(world.own, "Abgesagt", venue=free), date(2027, 1, 9), at=time(10), cancelled=True)
        make.make_session(beside, date(2026, 12, 12), at=time(10), place="Bibliothek")  # elsewhere that day
        hall = make.make_room(world.own, "Turnhalle")
        make.make_session(make.make_offer(world.own, "Sprechzeit", venue=hall), date(2027, 1, 4), at=time(10), open_days=[1, 6])  # its second day
    page = text(browser.post(address(world), answers(browser, world)))
    assert "Familienraum Platz für 20 an allen 3 frei" in page and "Mehrzweckraum Platz für 20 9. Jan. belegt" in page
    assert "Turnhalle Platz für 20 9. Jan. belegt" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"fee": "2,50"}, "Für einen Beitrag braucht es die Zustimmung des Elternbeirats."),
        ({"ends": "31.12.2026"}, "Das Angebot läuft nur bis zum 31.12.2026."),
        ({"starts": "1.1.2027"}, "Das Angebot läuft erst ab dem 01.01.2027."),
        ({"starts_at": ""}, "Bitte füllen Sie „Von“ aus."),
        ({"capacity": "0"}, "Bitte geben Sie mindestens 1 an."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_half_saved(world, client_of, need, typed, sentence):
    browser = client_of("coordinator")
    answer = browser.post(address(world), answers(browser, world, **typed))
    assert answer.status_code == 422 and sentence in text(answer)
    with as_owner():
        assert not Offer.objects.exists() and not Session.objects.exists()


@pytest.mark.req("R260.K", "R284.H", "R284.K")
def test_cost_registration_and_the_way_without_internet_stand_at_the_offer(world, client_of, need):
    browser = client_of("coordinator")
    more = {"fee": "2,50", "fee_consent_on": "2.11.2026", "registration": ["required"], "capacity": "12", "digital": "on", "languages": ["uk", "ar"]}
    sent = answers(browser, world, **more, **dict.fromkeys(("held_on", "until", "starts_at", "ends_at"), ""), rhythm=["once"])
    page = text(browser.post(address(world), sent, follow=True))
    for words in ("Kosten 2,50", "Zustimmung des Elternbeirats am 02.11.2026", "nur mit Termin oder Anmeldung, 12 Plätze", "Ukrainisch, Arabisch"):
        assert words in page, words
    assert "Nur mit Anmeldung: Manche Familien kommen dann nicht." in page and "Es fehlt, wie Familien ohne Internet dabei sind." in page
    with as_owner():
        offer = Offer.objects.get()
        Offer.objects.update(analogue_way="Gedruckt im Flur", registration="none")
    page = text(browser.get(offer.get_absolute_url()))
    assert "Digital ja; ohne Internet: Gedruckt im Flur" in page and "Es fehlt, wie Familien" not in page and "Nur mit Anmeldung:" not in page


@pytest.mark.req("R052.H2")
def test_the_theme_of_work_and_family_proposes_field_2(world, client_of, need):
    with as_owner():
        need.theme = make.term("theme", "work_family_balance")
        need.save()
        two = ActionField.objects.get(edition="2021", number=2)
        offer = make.make_offer(world.own, action_field=make.action_field(3))
        offer.terms.add(need.theme)
    browser = client_of("coordinator")
    assert browser.get(f"{address(world)}?need={need.pk}").context["form"].initial["action_field"] == two.pk
    assert "passt Handlungsfeld 2" in text(browser.get(offer.get_absolute_url()))
    with as_owner():
        Offer.objects.filter(pk=offer.pk).update(action_field=two)
    assert "passt Handlungsfeld 2" not in text(browser.get(offer.get_absolute_url()))


@pytest.mark.req("R085.H")
def test_an_offer_chooses_its_section_of_the_concept_and_its_measure(world, client_of, need):
    browser = client_of("coordinator")
    with as_owner():
        measure = make.make_measure(world.own, 2025, title="Familien stärken")
        make.make_measure(world.own, 2026, title="Dieses Jahr")
    sent = answers(
        browser,
        world,
        measure=[str(measure.pk)],
        concept_section="3.2 Familienbildung",
        held_on="",
        until="",
        rhythm=["once"],
        starts_at="",
        ends_at="",
    )
    page = text(browser.post(address(world), sent, follow=True))
    assert "Maßnahme „Familien stärken“" in page and "Konzeption: 3.2 Familienbildung" in page and "Dieses Jahr" not in page


def test_an_offer_begins_again_with_the_answers_of_the_last_one(world, client_of, need):
    with as_owner():
        last = make.make_offer(world.own, "Adventswerkstatt", text="Für alle.", types=["education"], needs=[need], audience=["families"], capacity=12)
        last.terms.add(make.term("theme", "prevention"))
        make.make_session(last, date(2025, 11, 29), figures=(3, 3, 3))
        foreign = make.make_offer(world.foreign, "Fremdes Angebot")
    browser = client_of("coordinator")
    assert "Vom letzten Jahr übernehmen (1) Adventswerkstatt" in text(browser.get(address(world)))
    again = f"{address(world)}?from={last.pk}"
    form = form_of(browser.get(again), address(world))
    sent = filled(form)
    assert sent["title"] == ["Adventswerkstatt"] and sent["types"] == ["education"] and sent["needs"] == [str(need.pk)] and sent["capacity"] == ["12"]
    assert browser.post(again, sent).status_code == 302
    with as_owner():
        new = Offer.objects.exclude(pk__in=[last.pk, foreign.pk]).get()
        assert (new.text, new.audience, new.terms.count()) == ("Für alle.", ["families"], 1)
    assert "Fremdes" not in text(browser.get(f"{address(world)}?from={foreign.pk}"))


@pytest.mark.req("R242.D", "R242.K")
def test_lists_lead_with_need_and_goal_before_any_number(world, client_of, need):
    with as_owner():
        goal = make.make_goal(world.own, need, "Familien treffen sich auch am Samstag")
        offer = make.make_offer(world.own, "Frühstück", needs=[need], goal=goal)
        make.make_offer(world.own, "Ohne alles")
        make.make_session(offer, date(2026, 11, 3), figures=(41, 42, 43))
    browser = client_of("coordinator")
    page = text(browser.get(reverse("offers:offer_list", args=[world.own.pk])))
    assert f"{need.title} → {goal.title}" in page and "noch kein Bedarf → noch kein Ziel" in page
    assert page.index(goal.title) < page.index("41 · 42 · 43")
    page = text(browser.get(offer.get_absolute_url()))
    assert page.index(need.title) < page.index(goal.title) < page.index("126")


@pytest.mark.req("R253.C")
def test_the_matrix_says_of_each_offer_what_it_answers_and_rests_on(world, client_of, need):
    with as_owner():
        goal = make.make_goal(world.own, need, "Familien treffen sich auch am Samstag")
        offer = make.make_offer(world.own, "Frühstück", needs=[need], goal=goal, action_field=make.action_field(5))
        offer.legal_bases.set([LegalBasis.objects.get(edition="2021", number=2)])
        make.make_offer(world.own, "Ohne alles", action_field=make.action_field(3))
        make.make_offer(world.own, "Regelangebot", needs=[need], additional=False)
        make.make_offer(world.foreign, "Fremdes Angebot")
    page = text(client_of("coordinator").get(reverse("offers:coverage", args=[world.own.pk])))
    assert f"Frühstück {need.title} {goal.title} HF 5 SGB VIII, § 16" in page and "Ohne alles noch keiner noch keines HF 3 noch keine" in page
    assert "Regelangebot" not in page and "Fremdes" not in page


@pytest.mark.req("R231.H")
@pytest.mark.parametrize(("kind", "label"), [("education", "Bildung"), ("counselling", "Beratung"), ("accompaniment", "Begleitung")])
def test_family_education_counselling_and_support_are_kinds_of_offers(world, client_of, need, kind, label):
    browser = client_of("coordinator")
    sent = answers(browser, world, types=[kind], held_on="", until="", rhythm=["once"], starts_at="", ends_at="")
    page = text(browser.post(address(world), sent, follow=True))
    assert f"{label} · {world.own.name}" in page
    assert "Samstagsfrühstück" in text(browser.get(reverse("offers:offer_list", args=[world.own.pk]), {"type": kind}))


def test_a_single_date_on_a_holiday_is_a_question_with_a_tick(world, client_of):
    with as_owner():
        offer = make.make_offer(world.own)
    browser, address = client_of("coordinator"), reverse("offers:session_create", args=[offer.pk])
    typed = {"held_on": "26.12.2026", "starts_at": "15", "ends_at": "17 Uhr", "until": ""}
    asked = browser.post(address, typed)
    page = asked.content.decode()
    assert asked.status_code == 422 and "Kein Termin bleibt" not in page and "0 Termine anlegen" not in page
    assert "ist sonst kein Termin (Feiertag: Zweiter Weihnachtstag)" in page and "Ja, auch an diesem Tag." in page
    assert browser.post(address, {**typed, "sure": "on"}).status_code == 302
    with as_owner():
        assert offer.sessions.get().held_on.day == 26
