"""Who holds which function in a house: head, coordination and team, with hours, reasons and days; and the sum of a county."""

from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import Body, Meeting
from sites.core.days import date_long
from sites.models import Entry, Post
from sites.rules.staffing import fte_on, fte_peak, head_is_new
from tests import factories as make
from tests.conftest import as_owner

OF_EVERY_REQUEST = 5  # session, user, reach, wall, the place in the header


def url(name, *args):
    return reverse(f"sites:{name}", args=args)


def text_of(response, status=200):
    assert response.status_code == status
    return unescape(response.content.decode())


def master(client, site):
    return text_of(client.get(url("site_master", site.pk)))


def post(**changes):
    values = {
        "function": "coordinator", "name": "Jana Seidel", "fte": "0,5", "fte_reason": "Netzwerk; Konzeption 2025, Abschnitt 4",
        "qualification": "Kindheitspädagogin (B. A.)", "release_hours": "", "starts": "1.2.2024", "ends": "",
    }  # fmt: skip
    return {**values, **changes}


def posted(client, site, **changes):
    """Save a post and read the Stammblatt."""
    return text_of(client.post(url("post_create", site.pk), post(**changes), follow=True))


@pytest.mark.req("R013.H", "R158.H", "R159.H1")
@pytest.mark.parametrize("who", ["head", "provider", "social_planner"])
def test_the_coordination_stands_with_fte_reason_days_and_qualification(world, client_of, who):
    page = posted(client_of(who), world.own)
    for words in ("Jana Seidel", "Koordination ThEKiZ", "ab 1. Februar 2024", "0,50 VZÄ", "Kindheitspädagogin", "Konzeption 2025, Abschnitt 4"):
        assert words in page
    assert "Empfohlen wird bis zu einer Vollzeitstelle" not in page and "noch keine Begründung" not in page
    with as_owner():
        saved = Post.objects.get(site=world.own)
        assert Entry.objects.get(subject=f"sites.post:{saved.pk}").text == "Koordination ThEKiZ Jana Seidel angelegt"


@pytest.mark.req("R158.K")
def test_more_than_one_post_is_saved_with_its_reason_and_a_warning(world, client_of):
    page = posted(client_of("head"), world.own, fte="1,25", fte_reason="Sechs Kitas, weite Wege")
    assert "Die Koordination hat zusammen 1,25 VZÄ. Empfohlen wird bis zu einer Vollzeitstelle pro ThEKiZ (Fachliche Empfehlungen 2.5)." in page
    assert "Koordination zusammen über 1 VZÄ" in page and "Umfang: Sechs Kitas, weite Wege" in page
    with as_owner():
        assert Post.objects.get(site=world.own).fte == Decimal("1.25")
    form = text_of(client_of("head").get(url("post_create", world.own.pk)))
    assert "in einem Umfang von bis zu einer Vollzeitstelle pro ThEKiZ empfohlen.“" in form and "(Abschnitt 2.5)" in form


@pytest.mark.req("R158.K")
def test_two_posts_count_together_while_both_are_held(world, client_of):
    with as_owner():
        make.make_post(world.own, "Ute Kern", fte=Decimal("0.75"), starts=date(2020, 1, 1), ends=date(2024, 6, 30))
    assert "zusammen 1,25 VZÄ" in posted(client_of("head"), world.own)
    page = posted(client_of("head"), world.own, name="Ali Demir", starts="1.7.2024")
    assert "zusammen" not in page  # she left the day before; one whole post remains


@pytest.mark.req("R158.C")
def test_the_county_sees_the_sum_of_its_coordination(world, client_of):
    with as_owner():
        make.make_post(world.own, fte=Decimal("0.50"))
        make.make_post(world.sibling, "Ute Kern", fte=Decimal("0.75"))
        make.make_post(world.sibling, "Ida Lang", fte=None)
        make.make_post(world.sibling, "Uwe Alt", fte=Decimal(1), starts=date(2019, 1, 1), ends=date(2023, 12, 31))
        make.make_post(world.own, "Ines Brandt", function="head", fte=Decimal(1))
        make.make_post(world.foreign, "Fremd", fte=Decimal("0.60"))
        type(world.own).objects.filter(pk=world.own.pk).update(coordinator_fte=Decimal("0.80"))
    address = reverse("reporting:county_sheet", args=[world.county.pk])
    page = text_of(client_of("social_planner").get(address))
    assert "1,25 VZÄ" in page and "an 2 Standorten besetzt, bei 1 fehlt der Umfang" in page
    page = text_of(client_of("ministry").get(address))
    assert "0,80 VZÄ" in page and "laut den Entscheidungen" in page and "1,25 VZÄ" not in page


@pytest.mark.req("R159.H1")
def test_hours_follow_from_the_concept_and_want_a_reason(world, client_of):
    with as_owner():
        make.make_profile(world.own, 2025, concept="Fassung 3 vom 1. März 2025, Abschnitt 4")
    form = text_of(client_of("provider").get(url("post_create", world.own.pk)))
    assert "Ihre Konzeption: Fassung 3 vom 1. März 2025, Abschnitt 4." in form
    assert "„Der Umfang der Aufgaben und Stundenkontingente richtet sich nach der Zielstellung in der Einrichtungskonzeption.“" in form
    page = posted(client_of("provider"), world.own, fte_reason="")
    assert "Der Umfang hat noch keine Begründung." in page
    with as_owner():
        assert Post.objects.filter(site=world.own, fte_reason="").exists()


@pytest.mark.req("R012.H")
def test_a_change_of_head_is_kept_and_told(world, client_of):
    client = client_of("provider")
    first, spoken = timezone.localdate() - timedelta(days=90), lambda day: date_long(day).replace("\xa0", " ")
    last = first - timedelta(days=1)
    with as_owner():
        old = make.make_post(world.own, "Ines Brandt", function="head", fte=None, starts=date(2015, 8, 1))
    leaving = post(function="head", name="Ines Brandt", fte="", starts="1.8.2015", ends=f"{last:%d.%m.%Y}")
    assert client.post(url("post_edit", old.pk), leaving).status_code == 302
    page = posted(client, world.own, function="head", name="Ali Demir", fte="", fte_reason="", starts=f"{first:%d.%m.%Y}")
    assert page.count("Ein Leitungswechsel ist ein Anlass für mehr Prozessbegleitung") == 2  # told once on saving, and for a year on the sheet
    assert "(Fachliche Empfehlungen 2.4)" in page
    assert "im selben Zeitraum" not in page
    current, former = page.split("Früher</h3>")
    assert "Ali Demir" in current and f"ab {spoken(first)}" in current and "Ines Brandt" in former
    assert f"1. August 2015 bis {spoken(last)}" in former
    page = posted(client, world.own, function="deputy_head", name="Ada Lang", fte="", fte_reason="", starts="1.1.2025")
    assert "stellvertretende Leitung" in page and page.index("<b>Ali Demir</b>") < page.index("<b>Ada Lang</b>")  # the head first


def test_two_heads_at_a_time_are_a_hint(world, client_of):
    with as_owner():
        make.make_post(world.own, "Ines Brandt", function="head", starts=date(2015, 8, 1))
    assert "Ines Brandt steht im selben Zeitraum auch als Leitung." in posted(client_of("head"), world.own, function="head", name="Ali Demir")


@pytest.mark.req("R014.H", "R015.H")
def test_the_team_needs_no_account(world, client_of):
    client, team = client_of("head"), (("professional", "Ida Lang"), ("key_pedagogue", "Uwe Alt"), ("parent_companion", "Nicole Röder"))
    for function, name in team:
        posted(client, world.own, function=function, name=name, fte="", fte_reason="", qualification="")
    page = master(client_of("professional"), world.own)
    for function, name in team:
        assert name in page and Post.Function(function).label in page
    assert "Ida Lang" not in master(client_of("parent_representative"), world.own)
    form = text_of(client.get(url("post_create", world.own.pk)))
    assert "Ein Konto ist dafür nicht nötig." in form and "Bezugspädagog*innen und Elternbegleiter*innen" in form


@pytest.mark.req("R015.H")
def test_a_parent_companion_can_carry_an_offer(world, client_of):
    with as_owner():
        offer = make.make_offer(world.own, "Spaziergang zu zweit")
        companion = make.make_post(world.own, "Nicole Röder", function="parent_companion", fte=None)
        gone = make.make_post(world.own, "Uwe Alt", function="key_pedagogue", fte=None, ends=date(2025, 1, 31))
    address = reverse("offers:offer_classify", args=[offer.pk])
    form = text_of(client_of("coordinator").get(address))
    assert "Elternbegleiter*in: Nicole Röder" in form and gone.name not in form
    values = {"origin": "both", "generations": "", "registration": "none", "carried_by": companion.pk}
    page = text_of(client_of("coordinator").post(address, values, follow=True))
    assert "Elternbegleiter*in: Nicole Röder" in page


@pytest.mark.req("R160.H")
def test_head_and_coordination_meet_and_it_stands_with_the_bodies(world, client_of):
    with as_owner():
        make.make_post(world.own)
    client, bodies = client_of("coordinator"), reverse("planning:body_list", args=[world.own.pk])
    assert bodies in master(client, world.own)
    form = text_of(client_of("head").get(url("post_create", world.own.pk)))
    assert bodies in form and "„In engmaschiger Abstimmung und Vernetzung mit der Leitung" in form
    values = {"kind": "interest_group", "name": "Treffen von Leitung und Koordination", "text": "", "starts": "1.2.2024", "ends": ""}
    assert client.post(reverse("planning:body_create", args=[world.own.pk]), values).status_code == 302
    with as_owner():
        body = Body.objects.get(place_id=world.own.pk)
    meeting = {"held_on": "3.11.2026", "starts_at": "8:30", "where": "Büro"}
    assert client.post(reverse("planning:meeting_create", args=[body.pk]), meeting).status_code == 302
    with as_owner():
        assert Meeting.objects.get(body=body).held_on == date(2026, 11, 3)
    assert "Treffen von Leitung und Koordination" in text_of(client_of("head").get(bodies))


@pytest.mark.req("R162.H")
def test_release_for_the_steering_team_is_optional_and_shown(world, client_of):
    page = posted(client_of("head"), world.own, function="professional", name="Ida Lang", fte="", fte_reason="", release_hours="4,5")
    assert "4,5 Stunden im Monat frei für das Steuerungsteam" in page
    form = text_of(client_of("head").get(url("post_create", world.own.pk)))
    assert "sofern hierfür eine Freistellung zur Verfügung steht" in form and "(Abschnitt 3.1)" in form
    posted(client_of("head"), world.own, function="professional", name="Uwe Alt", fte="", fte_reason="")
    with as_owner():
        assert Post.objects.get(name="Uwe Alt").release_hours is None


BAD_POSTS = [
    ({"function": ""}, "Bitte füllen Sie „Funktion“ aus."),
    ({"function": "king"}, "Diese Auswahl gibt es nicht."),
    ({"name": "  "}, "Bitte füllen Sie „Name“ aus."),
    ({"fte": "halb"}, "Bitte als Zahl eingeben, zum Beispiel 0,5."),
    ({"fte": "0"}, "Bitte geben Sie mindestens 0,05 an"),
    ({"fte": "5,5"}, "Bitte geben Sie höchstens 5 an."),
    ({"release_hours": "-1"}, "Bitte geben Sie mindestens 0 an."),
    ({"starts": ""}, "Bitte füllen Sie „Ab“ aus."),
    ({"starts": "1.2.0024"}, "Bitte prüfen Sie das Jahr"),
    ({"starts": "morgen"}, "Bitte als Datum eingeben"),
    ({"ends": "31.1.2024"}, "Das Ende liegt vor dem Beginn."),
    ({"name": "Ute Kern"}, "Diese Person hat die Funktion in diesem Zeitraum schon."),
]


@pytest.mark.parametrize(("changes", "sentence"), BAD_POSTS)
def test_bad_posts_are_refused_in_words(world, client_of, changes, sentence):
    with as_owner():
        make.make_post(world.own, "Ute Kern")
    page = text_of(client_of("head").post(url("post_create", world.own.pk), post(qualification="bleibt stehen", **changes)), 422)
    assert sentence in page and "bleibt stehen" in page
    with as_owner():
        assert Post.objects.count() == 1 and not Entry.objects.filter(subject__startswith="sites.post").exists()


def test_nothing_chosen_is_said_in_german(world, client_of):
    page = text_of(client_of("head").get(url("post_create", world.own.pk)))
    assert '<option value="" selected>Bitte wählen</option>' in page and "Select" not in page


def test_a_post_of_another_house_is_not_there(world, client_of):
    with as_owner():
        foreign = make.make_post(world.sister)
    client = client_of("head")
    assert client.get(url("post_edit", foreign.pk)).status_code == 404
    assert client.post(url("post_create", world.sister.pk), post()).status_code == 404


def test_the_stammblatt_asks_the_same_number_of_questions(world, client_of, own_queries):
    client, counts = client_of("head"), []
    for number in (3, 27):
        with as_owner():
            for index in range(number):
                make.make_post(world.own, f"Person {number}.{index}", function="professional", fte=None)
                make.make_room(world.own, f"Raum {number}.{index}")
        with own_queries() as seen:
            assert client.get(url("site_master", world.own.pk)).status_code == 200
        counts.append(seen.count)
    assert counts[0] == counts[1] <= 8 + OF_EVERY_REQUEST


# Reckoning ------------------------------------------------------------------------------------------------------------


def held(function="coordinator", name="A", fte="0.50", starts=date(2026, 1, 1), ends=None):
    return Post(function=function, name=name, fte=None if fte is None else Decimal(fte), starts=starts, ends=ends)


def test_the_peak_lies_on_a_day_on_which_a_post_begins():
    posts = [held(ends=date(2026, 6, 30)), held(name="B", fte="0.75", starts=date(2026, 6, 30)), held(name="C", fte=None), held("head", fte="1")]
    assert [fte_on(posts, day) for day in (date(2025, 12, 31), date(2026, 6, 29), date(2026, 6, 30), date(2026, 7, 1))] == [
        Decimal(0), Decimal("0.50"), Decimal("1.25"), Decimal("0.75"),
    ]  # fmt: skip
    assert fte_peak(posts, date(2026, 1, 1)) == Decimal("1.25") and fte_peak(posts, date(2026, 7, 1)) == Decimal("0.75")
    assert fte_peak(posts, date(2026, 1, 1), date(2026, 6, 29)) == Decimal("0.50")


def test_the_first_head_is_no_change_and_a_year_later_it_is_over():
    first, second = held("head", "A", None, date(2015, 1, 1), date(2026, 1, 31)), held("head", "B", None, date(2026, 2, 1))
    assert not head_is_new([first], date(2015, 2, 1)) and not head_is_new([held("head", "B", None, date(2026, 2, 1))], date(2026, 2, 2))
    assert head_is_new([first, second], date(2027, 1, 31)) and not head_is_new([first, second], date(2027, 2, 1))
    assert not head_is_new([first, held("head", "A", None, date(2026, 2, 1))], date(2026, 3, 1))  # the same person after a pause
