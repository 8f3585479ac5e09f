"""Roles and invitations past their forms: what the services refuse by themselves, because a form may be old, forged or left out."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from sites.core.access import Access
from sites.core.roles import Role
from sites.models import Invitation, Membership
from sites.services.houses import correct_membership
from sites.services.invitations import OVER, accept_invitation, renew_invitation, withdraw_invitation
from sites.services.roles import end_membership, give_membership
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.test_members import members_of, role_form

TODAY = timezone.localdate()


def held_by(world, person, place) -> Membership:
    with as_owner():
        return Membership.objects.select_related("place", "user").get(user=world.people[person], place_id=place.pk)


@pytest.mark.guard("giving", "giving-role")
@pytest.mark.parametrize(("role", "where"), [("head", "own"), ("facilitator", "own"), ("coordinator", "sister"), ("coordinator", "foreign")])
def test_nobody_gives_a_role_that_is_not_theirs_to_give_or_lies_beyond_their_reach(world, behind_forms, role, where):
    with pytest.raises(PermissionDenied):
        give_membership(access=behind_forms("head"), place=world.sites[where].place, user=world.people["nobody"], role=role, starts=TODAY)
    assert members_of(world.sites[where], user=world.people["nobody"]) == []


@pytest.mark.guard("giving-here")
def test_the_right_to_give_does_not_follow_a_person_to_another_place(world, behind_forms):
    """A planner of the other county who leads this house gives here what a head gives, and no other head."""
    with as_owner():
        make.give(world.people["head"], Role.SOCIAL_PLANNER, world.other_county)
    access = behind_forms("head")
    with pytest.raises(PermissionDenied):
        give_membership(access=access, place=world.own.place, user=world.people["nobody"], role="head", starts=TODAY)
    give_membership(access=access, place=world.own.place, user=world.people["nobody"], role="coordinator", starts=TODAY)


@pytest.mark.guard("own-role")
def test_nobody_gives_a_role_to_themselves(world, client_of):
    """A planner makes heads, and so might lead every house of the county."""
    planner = world.people["social_planner"]
    answer = client_of("social_planner").post(reverse("sites:member_give", args=[world.own.pk]), role_form(email=planner.email, role="head"))
    assert answer.status_code == 422 and "nur jemand anderes" in answer.content.decode()
    assert members_of(world.own, user=planner) == []


@pytest.mark.guard("deputy-days")
def test_a_deputy_does_not_stay_longer_than_the_person(world, client_of):
    held = held_by(world, "coordinator", world.own)
    with as_owner():
        colleague = make.make_user("Conni Kollege", "conni@hier.example")
        Membership.objects.filter(pk=held.pk).update(ends=TODAY + timedelta(days=10))
    days = {"starts": f"{TODAY:%d.%m.%Y}", "ends": f"{TODAY + timedelta(days=11):%d.%m.%Y}"}
    answer = client_of("head").post(reverse("sites:member_deputise", args=[held.pk]), {"email": colleague.email, **days})
    assert answer.status_code == 422 and f"endet schon am {TODAY + timedelta(days=10):%d.%m.%Y}." in answer.content.decode()
    assert members_of(world.own, user=colleague) == []
    days["ends"] = f"{TODAY + timedelta(days=10):%d.%m.%Y}"
    assert client_of("head").post(reverse("sites:member_deputise", args=[held.pk]), {"email": colleague.email, **days}).status_code == 302


# Ending and correcting --------------------------------------------------------------------------------------------


def end(access, held):
    return end_membership(access=access, membership=held, ends=TODAY)


def correct(access, held):
    return correct_membership(access=access, membership=held, starts=held.starts, ends=TODAY, mistake=False, note="Falsch")


@pytest.mark.parametrize(
    "change", [pytest.param(end, marks=pytest.mark.guard("ending")), pytest.param(correct, marks=pytest.mark.guard("correcting"))]
)
def test_who_may_not_give_a_role_neither_ends_nor_corrects_it(world, behind_forms, change):
    held = held_by(world, "professional", world.own)
    with pytest.raises(PermissionDenied):
        change(behind_forms("social_planner"), held)
    assert members_of(world.own, pk=held.pk)[0].ends is None


@pytest.mark.parametrize(
    "change", [pytest.param(end, marks=pytest.mark.guard("own-end")), pytest.param(correct, marks=pytest.mark.guard("own-correction"))]
)
def test_nobody_ends_or_corrects_the_own_role(world, behind_forms, change):
    held = held_by(world, "social_planner", world.county)
    with pytest.raises(ValidationError, match="nur jemand anderes"):
        change(behind_forms("social_planner"), held)
    assert members_of(world.county, pk=held.pk)[0].ends is None


@pytest.mark.guard("ended-once")
def test_a_role_that_is_over_is_not_ended_again(world, behind_forms):
    """Else it would be given back until tonight."""
    held = held_by(world, "coordinator", world.own)
    with as_owner():
        Membership.objects.filter(pk=held.pk).update(ends=TODAY - timedelta(days=1))
    with pytest.raises(ValidationError, match="schon beendet"):
        end(behind_forms("head"), held)
    assert not Access(world.people["coordinator"]).held


# Invitations ------------------------------------------------------------------------------------------------------


def invitation_of(world, by="head", **fields) -> Invitation:
    with as_owner():
        return make.make_invitation(world.own, world.people[by], expires=TODAY + timedelta(days=3), **fields)


@pytest.mark.guard("invitation-right")
@pytest.mark.parametrize("view", ["invitation_renew", "invitation_withdraw"])
def test_an_invitation_is_in_the_hands_of_those_who_may_give_its_role(world, client_of, view):
    invitation = invitation_of(world, "social_planner", role=Role.HEAD)
    assert client_of("head").post(reverse(f"sites:{view}", args=[invitation.pk])).status_code == 403
    with as_owner():
        again = Invitation.objects.get(pk=invitation.pk)
    assert (again.expires, again.withdrawn) == (invitation.expires, None)


@pytest.mark.guard("accepted-invitation")
@pytest.mark.parametrize("change", [renew_invitation, withdraw_invitation])
def test_what_was_accepted_is_neither_sent_again_nor_taken_back(world, behind_forms, change):
    invitation = invitation_of(world)
    with as_owner():
        Invitation.objects.filter(pk=invitation.pk).update(accepted=timezone.now())
    with pytest.raises(ValidationError, match="schon angenommen"):
        change(access=behind_forms("head"), invitation=invitation)


@pytest.mark.guard("over-invitation")
@pytest.mark.parametrize("change", [{"withdrawn": timezone.now()}, {"accepted": timezone.now()}, {"expires": TODAY - timedelta(days=1)}])
def test_an_invitation_that_ended_under_the_hand_gives_no_role(world, behind_forms, change):
    """The page was open; meanwhile the invitation was taken back, used in another tab, or its last day has passed."""
    invitation = invitation_of(world, email="nobody@hier.example")
    with as_owner():
        Invitation.objects.filter(pk=invitation.pk).update(**change)
    behind_forms("nobody")
    with pytest.raises(ValidationError, match=OVER):
        accept_invitation(invitation=invitation, user=world.people["nobody"], today=TODAY)
    assert members_of(world.own, user=world.people["nobody"]) == []


@pytest.mark.guard("invited-person")
def test_an_invitation_is_for_the_person_it_was_sent_to(world, behind_forms):
    invitation = invitation_of(world, email="neu@neu.example")
    behind_forms("nobody")
    with pytest.raises(ValidationError, match="andere E-Mail-Adresse"):
        accept_invitation(invitation=invitation, user=world.people["nobody"], today=TODAY)
    assert members_of(world.own, user=world.people["nobody"]) == []
