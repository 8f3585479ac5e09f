"""Giving, ending and deputising roles: only from the table, only within the own reach, never one's own."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from sites.core.access import Access
from sites.core.roles import MAY_GIVE, Role
from sites.core.wall import set_wall
from sites.models import Entry, Invitation, Job, Membership
from sites.services.roles import assign_role, give_membership
from tests import factories as make
from tests.conftest import as_owner


def role_form(**changes):
    return {
        "email": "neu@neu.example",
        "name": "Nora Neu",
        "role": "coordinator",
        "starts": f"{timezone.localdate():%d.%m.%Y}",
        "ends": "",
        **changes,
    }


def members_of(place, **filters):
    with as_owner():
        return list(Membership.objects.filter(place_id=place.pk, **filters).select_related("user"))


@pytest.fixture
def colleague(world):
    with as_owner():
        return make.make_user("Conni Kollege", "conni@hier.example")


def test_a_head_gives_a_role_to_somebody_with_an_account_without_an_invitation(world, client_of, colleague):
    answer = client_of("head").post(reverse("sites:member_give", args=[world.own.pk]), role_form(email="CONNI@hier.example"), follow=True)
    assert "Conni Kollege findet die Rolle Koordination auf der Startseite" in answer.content.decode()
    assert [row.role for row in members_of(world.own, user=colleague)] == ["coordinator"]
    with as_owner():
        assert Entry.objects.filter(kind="given", place_id=world.own.pk).count() == 1
        assert Job.objects.filter(name="sites.mail_membership").count() == 1


@pytest.mark.guard("invitation-once")
def test_without_an_account_an_invitation_goes_out_once(world, client_of):
    url = reverse("sites:member_give", args=[world.own.pk])
    assert client_of("head").post(url, role_form()).status_code == 302
    again = client_of("head").post(url, role_form(email="NEU@neu.example"))
    assert again.status_code == 422 and "schon eine offene Einladung" in again.content.decode()
    with as_owner():
        assert Invitation.objects.filter(email="neu@neu.example").count() == 1
        assert Job.objects.filter(name="sites.mail_invitation").count() == 1


@pytest.mark.guard("inviting")
@pytest.mark.parametrize("role", [role for role in Role if role not in MAY_GIVE[Role.HEAD]])
def test_a_head_cannot_give_other_roles(world, client_of, role):
    answer = client_of("head").post(reverse("sites:member_give", args=[world.own.pk]), role_form(role=role.value))
    assert answer.status_code == 422
    access = Access(world.people["head"])
    set_wall(access.reach("members.change").places, person=access.user.pk)
    with pytest.raises((PermissionDenied, ValidationError)):
        assign_role(access=access, place=world.own.place, email="x@x.example", name="X", role=role, starts=access.today)
    with as_owner():
        assert not Invitation.objects.exists()


@pytest.mark.guard("place-reach")
@pytest.mark.parametrize("where", ["sister", "sibling", "foreign"])
def test_outside_the_reach_a_place_looks_missing(world, client_of, where):
    answer = client_of("head").post(reverse("sites:member_give", args=[world.sites[where].pk]), role_form())
    assert answer.status_code == 404
    access = Access(world.people["head"])
    with pytest.raises(PermissionDenied):
        give_membership(access=access, place=world.sites[where].place, user=world.people["nobody"], role="coordinator", starts=access.today)


def test_nobody_changes_the_own_membership(world, client_of):
    planner = world.people["social_planner"]
    own = members_of(world.county, user=planner)[0]
    answer = client_of("social_planner").post(reverse("sites:member_end", args=[own.pk]), {"ends": f"{timezone.localdate():%d.%m.%Y}"})
    assert answer.status_code == 422 and "nur jemand anderes" in answer.content.decode()
    answer = client_of("social_planner").post(
        reverse("sites:member_give", args=[world.county.pk]), role_form(email=planner.email, role="social_planner")
    )
    assert answer.status_code == 422
    assert [row.ends for row in members_of(world.county, user=planner)] == [None]


@pytest.mark.guard("deputies-end")
def test_a_role_ends_at_the_day_and_takes_its_deputies_with_it(world, client_of, colleague):
    held = members_of(world.own, user=world.people["coordinator"])[0]
    today = timezone.localdate()
    head = client_of("head")
    days = {"starts": f"{today:%d.%m.%Y}", "ends": f"{today + timedelta(days=20):%d.%m.%y}"}
    assert head.post(reverse("sites:member_deputise", args=[held.pk]), {"email": colleague.email, **days}).status_code == 302
    with as_owner():
        Membership.objects.filter(user=colleague).update(accepted=today)
    deputy = members_of(world.own, user=colleague)[0]
    assert deputy.deputy_for_id == held.pk and Access(colleague).holds("offers.change")
    assert head.post(reverse("sites:member_end", args=[held.pk]), {"ends": f"{today:%d.%m.%Y}"}).status_code == 302
    assert {row.ends for row in members_of(world.own, role="coordinator", pk__in=[held.pk, deputy.pk])} == {today}
    assert not Access(colleague, today + timedelta(days=1)).holds("offers.change")
    again = head.post(reverse("sites:member_end", args=[held.pk]), {"ends": f"{today - timedelta(days=1):%d.%m.%Y}"})
    assert again.status_code == 422 and "Vergangenheit" in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "unbekannt@x.example"}, "noch kein Konto"),
        ({"email": "coordinator@hier.example"}, "Niemand vertritt sich selbst"),
        ({"ends": "1.1.2020"}, "Ende liegt"),
        ({"starts": "übermorgen"}, "Bitte als Datum eingeben"),
    ],
)
def test_a_deputy_needs_an_account_and_days(world, client_of, colleague, changes, words):
    held = members_of(world.own, user=world.people["coordinator"])[0]
    later = timezone.localdate() + timedelta(days=9)
    data = {"email": colleague.email, "starts": f"{timezone.localdate():%d.%m.%Y}", "ends": f"{later:%d.%m.%Y}", **changes}
    answer = client_of("head").post(reverse("sites:member_deputise", args=[held.pk]), data)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert members_of(world.own, user=colleague) == []


@pytest.mark.guard("why-not")
def test_who_may_not_end_a_role_is_told_why(world, client_of):
    with as_owner():
        held = make.give(make.make_user("Fachkraft Zwei"), Role.PROFESSIONAL, world.own)
    page = client_of("social_planner").get(reverse("sites:member_end", args=[held.pk])).content.decode()
    assert 'aria-disabled="true"' in page and "Die Rolle „Fachkraft“ vergeben und beenden hier andere. Wer das darf" in page
    answer = client_of("social_planner").post(reverse("sites:member_end", args=[held.pk]), {"ends": f"{timezone.localdate():%d.%m.%Y}"})
    assert answer.status_code == 422
    assert members_of(world.own, pk=held.pk)[0].ends is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"email": "keine-adresse"}, "Bitte als E-Mail-Adresse eingeben"),
        ({"email": ""}, "Bitte füllen Sie „E-Mail-Adresse“ aus"),
        ({"name": "N\x00ora"}, "Nullzeichen"),
        ({"starts": "31.2.2026"}, "Diesen Tag gibt es nicht."),
        ({"ends": "1.1.2020"}, "Ende liegt"),
        pytest.param({"email": "inactive@hier.example"}, "gesperrt", marks=pytest.mark.guard("locked-account")),
    ],
)
def test_bad_input_keeps_what_was_typed(world, client_of, changes, words):
    answer = client_of("head").post(reverse("sites:member_give", args=[world.own.pk]), role_form(**{"name": "Nora Neu", **changes}))
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page
    assert "name" in changes or "Nora Neu" in page
    with as_owner():
        assert not Invitation.objects.exists()


def test_the_list_shows_own_people_invitations_and_the_places_below(world, client_of):
    with as_owner():
        make.make_invitation(world.own, world.people["head"], email="offen@neu.example", expires=timezone.localdate() - timedelta(days=1))
    head = client_of("head").get(reverse("sites:member_list", args=[world.own.pk])).content.decode()
    assert "Koordination Hier" in head and "Koordination Dort" not in head and "offen@neu.example" in head and "abgelaufen" in head
    county = client_of("social_planner").get(reverse("sites:member_list", args=[world.county.pk])).content.decode()
    assert world.sibling.name in county and world.foreign.name not in county
    state = client_of("ministry").get(reverse("sites:member_list", args=[world.state.pk])).content.decode()
    assert "Saale-Orla-Kreis" in state and world.own.name not in state


def test_the_search_finds_who_is_invited_as_well(world, client_of):
    with as_owner():
        make.make_invitation(world.own, world.people["head"], email="lauterbach@neu.example")
    page = reverse("sites:member_list", args=[world.own.pk])
    found, none = (client_of("head").get(page, {"q": q}).content.decode() for q in ("LAUTERBACH", "gibtesnicht"))
    assert "lauterbach@neu.example" in found and "Niemand passt dazu" not in found
    assert "lauterbach@neu.example" not in none and "Niemand passt dazu" in none


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_asks_the_same_queries_for_3_and_30(world, client_of, own_queries, number):
    with as_owner():
        for one in range(number):
            make.give(make.make_user(f"Person {one}"), Role.PARENT, world.own)
            make.make_invitation(world.own, world.people["head"], email=f"{one}@neu.example")
    head, url = client_of("head"), reverse("sites:member_list", args=[world.own.pk])
    with own_queries() as seen:
        assert head.get(url).status_code == 200
    assert seen.count <= 9, [query["sql"][:120] for query in seen.captured_queries]
