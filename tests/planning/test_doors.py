"""The two doors: a Kita's interest and its confirmation, the planner's invitation; and what both refuse."""

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from planning.models import Application, Interest
from sites.models import Entry, Invitation, Job, Kita, Provider, Site, SiteKita, SitePhase
from sites.services.invitations import secret_of
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.sites.reading import text

FORM = "planning:interest_form"


@pytest.fixture
def wish(world):
    return {
        "kita_name": "Kita Talblick",
        "municipality": world.town.pk,
        "provider_name": "Stadt Ilmenau",
        "contact": "Ute Kern",
        "email": "kern@talblick.example",
        "phone": "",
        "message": "Familien fragen nach einem Treffpunkt.",
        "website": "",
    }


def interests():
    with as_owner():
        return list(Interest.objects.all())


@pytest.mark.req("R181.D")
def test_a_kita_shows_interest_without_an_account(world, wish):
    response = Client().post(reverse(FORM), wish, follow=True)
    assert "Danke, das ist angekommen" in response.content.decode() and "Ilm-Kreis" in response.content.decode()
    (interest,) = interests()
    assert (interest.place_id, interest.state, interest.municipality_id) == (world.county.pk, "received", world.town.pk)


def test_the_municipalities_stand_under_their_county(world):
    body = Client().get(reverse(FORM)).content.decode()
    places = [body.index(text) for text in ('<optgroup label="Ilm-Kreis">', "Ilmenau", '<optgroup label="Saale-Orla-Kreis">', "Schleiz")]
    assert places == sorted(places)


def test_a_machine_is_thanked_and_nothing_is_written(world, wish):
    assert Client().post(reverse(FORM), {**wish, "website": "https://spam.example"}).status_code == 302
    assert interests() == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("kita_name", "", "Bitte füllen Sie „Name Ihrer Kita“ aus."),
        ("municipality", "999999", "Diese Auswahl gibt es nicht."),
        ("municipality", "Ilmenau", "Diese Auswahl gibt es nicht."),
        ("email", "kern", "Bitte als E-Mail-Adresse eingeben"),
        ("message", "x" * 3001, "höchstens 3.000 Zeichen"),
        ("contact", "Ute\x00Kern", "Nullzeichen"),
    ],
)
def test_bad_interest_is_refused_in_words_and_keeps_the_text(world, wish, field, value, sentence):
    response = Client().post(reverse(FORM), {**wish, field: value})
    body = response.content.decode()
    assert response.status_code == 422 and sentence in body
    assert field == "message" or wish["message"] in body
    assert interests() == []


def test_nonsense_after_the_question_mark_shows_the_form(world):
    assert "Interesse absenden" in Client().get(reverse(FORM), {"sent": "1:unsigned"}).content.decode()


@pytest.fixture
def interest(world):
    with as_owner():
        return make.make_interest(world.town, kita_name="Kita Talblick", provider_name="Stadt Ilmenau")


def confirmation(**changes):
    house = {"name": "Kita Talblick", "kita": "", "new_kita": "Kita Talblick", "provider": "", "new_provider": "Stadt Ilmenau"}
    return {"step": "confirm", **house, "kind": "public_provider", **changes}


@pytest.mark.req("R181.D", "R208.H")
@pytest.mark.parametrize("who", ["social_planner", "specialist_advisor"])
def test_planner_or_advisor_confirms_and_site_application_and_invitation_are_there(world, client_of, interest, who):
    response = client_of(who).post(reverse("planning:interest_step", args=[interest.pk]), confirmation())
    with as_owner():
        case = Application.objects.get(interest=interest)
        assert response.url == case.get_absolute_url()
        assert (case.route, case.state, case.site.name, case.site.county_id) == ("kita", "open", "Kita Talblick", world.county.pk)
        assert SitePhase.objects.get(site=case.site).phase == "interested"
        assert SiteKita.objects.get(site=case.site).kita.provider == Provider.objects.get(name="Stadt Ilmenau", kind="public_provider")
        invitation = Invitation.objects.get(place=case.site_id)
        assert (invitation.role, invitation.email) == ("head", "kern@test.example")
        assert Job.objects.filter(name="sites.mail_invitation", arguments={"invitation": invitation.pk}).exists()
        interest.refresh_from_db()
        assert interest.state == "confirmed"
        assert Entry.objects.filter(place=case.site_id, kind="begun").count() == 1


def test_a_known_kita_and_a_known_provider_are_taken(world, client_of, interest):
    with as_owner():
        kita = make.make_kita(world.town, world.other_provider, "Kita Talblick")
        before = Kita.objects.count(), Provider.objects.count()
    client_of("social_planner").post(reverse("planning:interest_step", args=[interest.pk]), confirmation(kita=kita.pk))
    with as_owner():
        assert Application.objects.get(interest=interest).site.kita_links.get().kita == kita
        assert (Kita.objects.count(), Provider.objects.count()) == before


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Bitte füllen Sie „Name des Standorts“ aus."),
        ({"new_kita": ""}, "Ein Standort braucht eine Kita."),
        ({"new_provider": ""}, "Eine neue Kita braucht einen Träger."),
        ({"kita": "77777"}, "Diese Auswahl gibt es nicht"),
        ({"new_kita": "Kita Lindenhof"}, "Diese Kita gibt es in der Gemeinde schon."),
        ({"step": "decline", "note": ""}, "Bitte füllen Sie „Warum nicht?“ aus."),
    ],
)
def test_a_bad_confirmation_saves_nothing(world, client_of, interest, changes, sentence):
    response = client_of("social_planner").post(reverse("planning:interest_step", args=[interest.pk]), confirmation(**changes))
    assert response.status_code == 422 and sentence in response.content.decode()
    with as_owner():
        interest.refresh_from_db()
        assert interest.state == "received" and not Application.objects.exists() and not Provider.objects.filter(name="Stadt Ilmenau").exists()


def test_confirmed_twice_is_told(world, client_of, interest):
    url = reverse("planning:interest_step", args=[interest.pk])
    client_of("social_planner").post(url, confirmation())
    response = client_of("specialist_advisor").post(url, confirmation(name="Kita Zweimal", new_kita="Kita Zweimal", new_provider="Anderer"))
    assert response.status_code == 422 and "Inzwischen hat jemand anderes den Stand geändert" in response.content.decode()
    assert "Kita Zweimal" in response.content.decode()
    with as_owner():
        assert Application.objects.count() == 1


@pytest.mark.req("R208.H")
def test_declined_with_a_reason_and_a_mail(world, client_of, interest):
    client_of("social_planner").post(reverse("planning:interest_step", args=[interest.pk]), {"step": "decline", "note": "In diesem Jahr kein Geld."})
    with as_owner():
        interest.refresh_from_db()
        assert interest.state == "declined" and Job.objects.filter(name="planning.mail_declined").count() == 1


def test_a_foreign_interest_is_a_404(world, client_of):
    with as_owner():
        foreign = make.make_interest(world.other_town)
    for method in ("get", "post"):
        assert getattr(client_of("social_planner"), method)(reverse("planning:interest_step", args=[foreign.pk])).status_code == 404
    assert client_of("youth_welfare_office").get(reverse("planning:interest_step", args=[foreign.pk])).status_code == 403


# The administration's door -------------------------------------------------------------------------------------------


def invitation_data(world, **changes):
    return {
        "site": "", "name": "Kita Talblick", "kita": "", "new_kita": "Kita Talblick", "municipality": world.town.pk, "provider": world.provider.pk,
        "new_provider": "", "kind": "independent_provider", "contact": "Ute Kern", "email": "kern@talblick.example", **changes,
    }  # fmt: skip


@pytest.mark.req("R181.D")
def test_the_planner_invites_a_kita(world, client_of):
    response = client_of("social_planner").post(reverse("planning:application_invite"), invitation_data(world))
    with as_owner():
        case = Application.objects.get()
        assert response.url == case.get_absolute_url()
        assert (case.route, case.interest, case.site.kita_links.get().kita.provider) == ("administration", None, world.provider)
        invitation = Invitation.objects.get(place=case.site_id)
        assert invitation.role == "head"
    browser, link = Client(), reverse("sites:invitation_accept", args=[secret_of(invitation)])
    assert "Es geht zuerst um: Antrag." in browser.get(link).content.decode()
    accepted = browser.post(link, {"name": "Ute Kern", "password": "blauer-Elefant-tanzt-7"})
    assert accepted.headers["Location"] == case.get_absolute_url() and browser.get(case.get_absolute_url()).status_code == 200


@pytest.mark.req("R181.H")
@pytest.mark.parametrize(("door", "way"), [("kita", "auf Wunsch der Kita"), ("office", "auf Einladung der Verwaltung")])
def test_the_case_says_which_way_it_came_on_which_day_and_who_began_it(world, client_of, interest, door, way):
    planner, today = client_of("social_planner"), timezone.localdate()
    if door == "kita":
        answer = planner.post(reverse("planning:interest_step", args=[interest.pk]), confirmation())
    else:
        answer = planner.post(reverse("planning:application_invite"), invitation_data(world))
    page = text(client_of("specialist_advisor").get(answer.url))
    assert f"Antrag {way} · begonnen am {date_format(today, 'j. F Y')}" in page
    assert "Sozialplanung Hier" in page.split(" Verlauf ")[1]


def test_a_site_is_called_like_its_kita_when_nobody_says_otherwise(world, client_of):
    with as_owner():
        kita = make.make_kita(world.town, world.provider, "Kita Waldblick")
    data = invitation_data(world, name="", new_kita="", municipality="", provider="", kita=kita.pk)
    assert client_of("social_planner").post(reverse("planning:application_invite"), data).status_code == 302
    with as_owner():
        assert Application.objects.get().site.name == "Kita Waldblick"


def test_the_planner_begins_an_application_for_a_site_that_is_there(world, client_of):
    data = {"site": world.own.pk, **dict.fromkeys(("name", "kita", "new_kita", "municipality", "provider", "new_provider", "contact", "email"), "")}
    assert client_of("social_planner").post(reverse("planning:application_invite"), data).status_code == 302
    with as_owner():
        assert Application.objects.get().site == world.own and not Invitation.objects.exists()
    again = client_of("social_planner").post(reverse("planning:application_invite"), data)
    assert again.status_code == 422 and "Diese Auswahl gibt es nicht" in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Bitte füllen Sie „Name des Standorts“ aus."),
        ({"municipality": ""}, "Eine neue Kita braucht ihre Gemeinde."),
        ({"new_kita": ""}, "Ein Standort braucht eine Kita."),
        ({"provider": ""}, "Eine neue Kita braucht einen Träger."),
        ({"email": ""}, "Ein neuer Standort braucht eine Leitung"),
        ({"email": "kern@"}, "Bitte als E-Mail-Adresse eingeben"),
        ({"site": "foreign"}, "Diese Auswahl gibt es nicht"),
        ({"municipality": "foreign"}, "Diese Auswahl gibt es nicht"),
    ],
)
def test_a_bad_invitation_saves_nothing_and_keeps_the_text(world, client_of, changes, sentence):
    places = {"site": world.foreign.pk, "municipality": world.other_town.pk}
    changes = {name: places[name] if value == "foreign" else value for name, value in changes.items()}
    response = client_of("social_planner").post(reverse("planning:application_invite"), invitation_data(world, **changes))
    body = response.content.decode()
    assert response.status_code == 422 and sentence in body and "Ute Kern" in body
    with as_owner():
        assert not Application.objects.exists() and not Site.objects.filter(name="Kita Talblick").exists()
