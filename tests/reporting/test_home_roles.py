"""Several roles: for which one the page speaks, what waits in the others, and that choosing one changes what is shown and no right."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from offers.models import Offer
from planning.models import InquiryMessage
from sites.core.roles import Role
from sites.models import Comment, Entry, Membership, User
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner


@pytest.fixture
def browser(world):
    """A head of a house who stands in for the planner of the county."""
    with as_owner():
        person = make.make_user("Ines Brandt", "brandt@hier.example")
        make.give(person, Role.HEAD, world.own), make.give(person, Role.SOCIAL_PLANNER, world.county)
    browser = Client()
    browser.force_login(person)
    return browser


def choose(browser, role):
    return browser.post(reverse("sites:role_choose"), {"role": role}, follow=True).content.decode()


def test_the_page_says_for_which_role_it_speaks_and_switches(browser, world):
    with as_owner():
        make.make_application(world.sibling, state="submitted"), make.make_interest(world.town)
    first = browser.get("/").content.decode()
    assert "<h1>Was ansteht</h1>" in first and "Sie sind hier <b>als Leitung · Kita Lindenhof</b>" in first
    assert "als Sozialplanung ansehen</button>" in first and "(Ilm-Kreis: 1 Antrag zu entscheiden, 1 neues Interesse)" in first
    assert "LSZ" not in first.split("</header>")[0]
    second = choose(browser, "social_planner")
    assert "<h1>Für mich</h1>" in second and "als Sozialplanung · Ilm-Kreis" in second and "LSZ" in second.split("</header>")[0]
    assert "Roter Faden" not in second.split("</header>")[0] and "als Leitung ansehen</button>" in second
    assert "<h1>Für mich</h1>" in browser.get("/").content.decode()  # it stays


def test_a_role_shows_its_own_sites_alone(browser, world):
    today = timezone.localdate()
    with as_owner():
        make.give(User.objects.get(email="brandt@hier.example"), Role.COORDINATOR, world.foreign)
        make.make_session(make.make_offer(world.own, "Krabbelgruppe"), today), make.make_session(make.make_offer(world.foreign, "Vätertreff"), today)
    for role, shown, other in (("head", "Krabbelgruppe", "Vätertreff"), ("coordinator", "Vätertreff", "Krabbelgruppe")):
        page = choose(browser, role)
        assert shown in page and other not in page
        with as_owner():
            offer = Offer.objects.get(title=other)
        assert browser.get(offer.get_absolute_url()).status_code == 200


def test_choosing_a_role_takes_no_right_and_gives_none(browser, world):
    pages = [reverse("planning:continuation", args=[world.county.pk]), reverse("offers:offer_create", args=[world.own.pk])]
    foreign = reverse("planning:continuation", args=[world.other_county.pk])
    for role in ("head", "social_planner", "ministry", "", "unsinn"):
        page = choose(browser, role)
        assert [browser.get(url).status_code for url in pages] == [200, 200] and browser.get(foreign).status_code == 404
        assert "<h1>" in page and "als Ministerium" not in page


@pytest.mark.parametrize(("chosen", "remark"), [("head", "Leitung"), ("social_planner", "Sozialplanung")])
def test_what_somebody_does_is_signed_with_the_chosen_role_or_the_one_that_may(browser, world, chosen, remark):
    """A remark both may write bears the chosen role; a Sachbericht is submitted by the head, and an Anliegen asked by the house."""
    choose(browser, chosen)
    with as_owner():
        case, report = make.make_application(world.own), make.make_report(world.own, 2025, ready=True)
    browser.post(reverse("sites:comment_add", args=[world.own.pk]) + f"?about=planning.application:{case.pk}", {"text": "Gut.", "audience": "case"})
    browser.post(reverse("reporting:report_step", args=[report.pk, "submit"]))
    browser.post(reverse("planning:inquiry_create", args=[world.own.pk]), {"kind": "question", "title": "Honorare", "text": "Wie?"})
    with as_owner():
        signed = {entry.kind: entry.person_label for entry in Entry.objects.all()}
        words = [Comment.objects.get().person_label, InquiryMessage.objects.get().person_label]
    assert signed == {"commented": f"Ines Brandt, {remark}", "submit": "Ines Brandt, Leitung", "asked": "Ines Brandt, Leitung"}
    assert words == [f"Ines Brandt, {remark}", "Ines Brandt, Leitung"]


def test_a_chosen_role_that_is_over_is_shown_no_longer(browser, world):
    choose(browser, "social_planner")
    with as_owner():
        planner = Membership.objects.get(user__email="brandt@hier.example", place=world.county.pk)
        planner.ends = timezone.localdate() - timedelta(days=1)
        planner.save()
    page = browser.get("/").content.decode()
    assert "<h1>Was ansteht</h1>" in page and "Sie sind hier" not in page


def test_one_role_needs_no_line_about_roles(client_of):
    page = client_of("head").get("/").content.decode()
    assert "Sie sind hier" not in page and "ansehen</button>" not in page


@pytest.mark.parametrize("number", [1, 30])
def test_what_waits_in_the_other_roles_is_one_query(browser, world, own_queries, number):
    with as_owner():
        for one in range(number):
            make.make_interest(world.town, kita_name=f"Kita {one}")
    with own_queries() as seen:
        assert browser.get("/").status_code == 200
    assert seen.count <= 4 + 8 + 2, [query["sql"][:90] for query in seen.captured_queries]
