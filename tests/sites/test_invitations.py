"""The link of an invitation: it works once, for seven days, for the address it went to."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

import sites.tasks  # noqa: F401  the handlers register themselves
from sites.core import jobs
from sites.core.access import Access
from sites.core.navigation import first_pages
from sites.core.rights import ACTIONS
from sites.core.roles import Role
from sites.core.wall import set_wall
from sites.models import Entry, Invitation, Job, Membership, User
from sites.rules.giving import may_still_invite
from sites.services import invitations as invitations_services
from sites.services.invitations import link_of, secret_of
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner

PASSWORD = "ein-gutes-langes-passwort"


def invite(world, email="neu@neu.example", **fields):
    access = Access(world.people["head"])
    set_wall(access.reach("members.change").places, person=access.user.pk)
    values = {"role": Role.COORDINATOR, "name": "Nora Neu", "starts": access.today, **fields}
    invitation = invitations_services.invite(access=access, place=world.own.place, email=email, **values)
    set_wall()
    return invitation


def address(invitation):
    return reverse("sites:invitation_accept", args=[secret_of(invitation)])


def memberships(email):
    with as_owner():
        return list(Membership.objects.filter(user__email=email))


def test_the_mail_carries_the_link_and_the_row_only_its_hash(world):
    invitation = invite(world)
    with as_owner():
        job = Job.objects.get(name="sites.mail_invitation")
    assert jobs.run(job.pk) == "done" and jobs.run(job.pk) == ""
    sent = mail.outbox[0]
    assert sent.to == ["neu@neu.example"] and link_of(invitation) in sent.body and "Nora Neu" in sent.body
    assert sent.extra_headers["Message-ID"] == f"<job-{job.pk}@localhost>"
    assert secret_of(invitation) not in invitation.secret_hash


def test_somebody_new_chooses_a_password_and_is_in(world):
    invitation, browser = invite(world), Client()
    page = browser.get(address(invitation)).content.decode()
    assert "Kita Lindenhof" in page and "Koordination" in page
    answer = browser.post(address(invitation), {"name": "Nora Neumann", "password": PASSWORD})
    assert answer.status_code == 302 and get_user(browser).name == "Nora Neumann"
    assert [(row.role, row.place_id) for row in memberships("neu@neu.example")] == [("coordinator", world.own.pk)]
    with as_owner():
        assert Entry.objects.filter(kind="accepted").count() == 1


def test_a_used_link_says_so_and_shows_a_way_on(world):
    invitation = invite(world)
    Client().post(address(invitation), {"name": "Nora", "password": PASSWORD})
    for answer in (Client().get(address(invitation)), Client().post(address(invitation), {"name": "Nora", "password": PASSWORD})):
        assert answer.status_code == 410 and "schon angenommen" in answer.content.decode() and reverse("account_login") in answer.content.decode()
    assert len(memberships("neu@neu.example")) == 1


@pytest.mark.parametrize("change", [{"expires": timezone.localdate() - timedelta(days=1)}, {"withdrawn": timezone.now()}])
def test_an_expired_or_withdrawn_link_gives_nothing(world, change):
    invitation = invite(world)
    with as_owner():
        Invitation.objects.filter(pk=invitation.pk).update(**change)
    for answer in (Client().get(address(invitation)), Client().post(address(invitation), {"name": "Nora", "password": PASSWORD})):
        assert answer.status_code == 410 and "gilt nicht mehr" in answer.content.decode()
    assert memberships("neu@neu.example") == []


@pytest.mark.parametrize("secret", ["falsch", "0" * 40, "%00", "%ED%A0%80", "x" * 3000])
def test_a_made_up_link_is_not_found(world, secret):
    assert Client().get(f"/einladung/{secret}/").status_code == 404


def test_with_an_account_one_logs_in_first(world):
    with as_owner():
        person = make.make_user("Alt Bekannt", "alt@neu.example")
    invitation, browser = invite(world, "alt@neu.example"), Client()
    page = browser.get(address(invitation)).content.decode()
    assert f"{reverse('account_login')}?next=" in page and 'name="password"' not in page
    assert browser.post(address(invitation), {"name": "Fremd", "password": PASSWORD}).status_code == 200
    assert memberships("alt@neu.example") == []
    browser.force_login(person)
    assert browser.post(address(invitation)).status_code == 302
    assert len(memberships("alt@neu.example")) == 1


def test_somebody_else_cannot_take_it(world, client_of):
    invitation = invite(world)
    answer = client_of("nobody").post(address(invitation))
    assert answer.status_code == 403 and "andere Adresse" in answer.content.decode()
    assert memberships("nobody@hier.example") == []


@pytest.mark.parametrize(
    ("data", "words"), [({"name": "", "password": PASSWORD}, "Ihr Name"), ({"name": "N\x00", "password": PASSWORD}, "Nullzeichen")]
)
def test_bad_input_makes_no_account(world, data, words):
    invitation = invite(world)
    answer = Client().post(address(invitation), data)
    assert answer.status_code == 422 and words in answer.content.decode()
    with as_owner():
        assert not User.objects.filter(email="neu@neu.example").exists()


@pytest.mark.guard("invitation-mail", "withdrawn-invitation")
def test_renew_and_withdraw(world, client_of):
    invitation, head = invite(world), client_of("head")
    with as_owner():
        Invitation.objects.filter(pk=invitation.pk).update(expires=timezone.localdate() - timedelta(days=1))
    head.post(reverse("sites:invitation_renew", args=[invitation.pk]))
    assert Client().get(address(invitation)).status_code == 200
    with as_owner():
        assert Job.objects.filter(name="sites.mail_invitation").count() == 2
    head.post(reverse("sites:invitation_withdraw", args=[invitation.pk]))
    assert Client().get(address(invitation)).status_code == 410
    answer = head.post(reverse("sites:invitation_renew", args=[invitation.pk]), follow=True)
    assert "schon zurückgenommen" in answer.content.decode()
    with as_owner():
        assert jobs.run(Job.objects.filter(name="sites.mail_invitation").latest("pk").pk) == "done"
    assert mail.outbox == []  # the reason is gone: no mail


def test_a_foreign_invitation_looks_missing(world, client_of):
    invitation = invite(world)
    for view in ("invitation_renew", "invitation_withdraw"):
        assert client_of("head", elsewhere=True).post(reverse(f"sites:{view}", args=[invitation.pk])).status_code == 404


def ended(person):
    Membership.objects.filter(user=person).update(starts=timezone.localdate() - timedelta(days=9), ends=timezone.localdate() - timedelta(days=1))


def closed(person):
    User.objects.filter(pk=person.pk).update(is_active=False)


def moved(person):
    """The same role, but somewhere else."""
    Membership.objects.filter(user=person).update(ends=timezone.localdate() - timedelta(days=1), starts=timezone.localdate() - timedelta(days=9))
    make.give(person, Role.HEAD, Membership.objects.filter(role=Role.HEAD).exclude(user=person).first().place.site)


@pytest.mark.guard("inviter-right")
@pytest.mark.parametrize("change", [ended, closed, moved])
def test_an_invitation_lasts_no_longer_than_the_right_of_who_invited(world, change):
    invitation = invite(world)
    with as_owner():
        change(world.people["head"])
    page = Client().get(address(invitation))
    assert page.status_code == 410 and "gilt nicht mehr" in page.content.decode()
    with as_owner():
        person = make.make_user("Nora Neu", "neu@neu.example")
    with pytest.raises(ValidationError, match="gilt nicht mehr"):
        invitations_services.accept_invitation(invitation=invitation, user=person, today=timezone.localdate())
    set_wall()
    assert memberships("neu@neu.example") == []


def test_who_sends_it_again_stands_for_it_from_then_on(world, client_of):
    invitation = invite(world)
    assert client_of("social_planner").post(reverse("sites:invitation_renew", args=[invitation.pk])).status_code == 302
    with as_owner():
        ended(world.people["head"])
        renewed = Invitation.objects.get(pk=invitation.pk)
    assert renewed.invited_by == world.people["social_planner"] and renewed.expires == timezone.localdate() + timedelta(days=7)
    assert Client().get(address(invitation)).status_code == 200


@pytest.mark.parametrize(
    ("who", "role", "place", "fits"),
    [
        ("social_planner", Role.PROVIDER, "provider", True),
        ("social_planner", Role.PROVIDER, "other_provider", False),
        ("specialist_advisor", Role.HEAD, "own", True),
        ("specialist_advisor", Role.HEAD, "sister", False),
        ("specialist_advisor", Role.COORDINATOR, "own", False),
        ("youth_welfare_office", Role.HEAD, "own", False),
    ],
)
def test_the_office_that_opens_a_place_invites_its_first_person(world, who, role, place, fits):
    with as_owner():
        invitation = make.make_invitation(getattr(world, place), world.people[who], role=role)
    access = Access(world.people[who])
    set_wall(access.reach("sites.view").places, person=access.user.pk)
    assert may_still_invite(invitation, access.today) is fits


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.HEAD])
@pytest.mark.parametrize("kind", ["site", "county", "state", "provider"])
def test_an_invitation_names_only_pages_that_its_role_opens(role, kind):
    pages = first_pages(role, kind)
    assert all(role in ACTIONS[page.action].roles and (not page.at or kind in page.at) for page in pages)
    assert ("offers:offer_list" in {page.view for page in pages}) == (kind == "site")


def test_what_the_person_is_invited_for_stands_in_the_mail_and_opens_first(world, client_of):
    said = {"role": "coordinator", "email": "neu@neu.example", "name": "Nora Neu", "starts": "1.1.2020", "purpose": "offers:offer_list"}
    head, url = client_of("head"), reverse("sites:member_give", args=[world.own.pk])
    assert "Worum geht es zuerst?" in head.get(url).content.decode()
    assert head.post(url, said).status_code == 302
    with as_owner():
        invitation, job = Invitation.objects.get(email="neu@neu.example"), Job.objects.get(name="sites.mail_invitation")
    assert jobs.run(job.pk) == "done" and "Es geht zuerst um: Angebote. Dorthin führt Ihre erste Anmeldung." in mail.outbox[0].body
    browser = Client()
    assert "Es geht zuerst um: Angebote." in browser.get(address(invitation)).content.decode()
    response = browser.post(address(invitation), {"name": "Nora Neu", "password": PASSWORD})
    assert response.status_code == 302 and response.url == reverse("offers:offer_list", args=[world.own.pk])
    assert browser.get(response.url).status_code == 200


def test_without_a_purpose_the_start_page_opens_and_nothing_is_said(world):
    invitation, browser = invite(world), Client()
    assert "Es geht zuerst um" not in browser.get(address(invitation)).content.decode()
    with as_owner():
        assert jobs.run(Job.objects.get(name="sites.mail_invitation").pk) == "done" and "Es geht" not in mail.outbox[0].body
    response = browser.post(address(invitation), {"name": "Nora Neu", "password": PASSWORD})
    assert response.url == reverse("reporting:home")


def test_a_page_the_role_cannot_open_is_refused_in_words(world, client_of):
    said = {"role": "parent", "email": "neu@neu.example", "name": "Nora Neu", "starts": "1.1.2020", "purpose": "offers:offer_list"}
    answer = client_of("head").post(reverse("sites:member_give", args=[world.own.pk]), said)
    assert answer.status_code == 422 and "Diese Seite gibt es für die Rolle Elternteil nicht." in answer.content.decode()
    with as_owner():
        assert not Invitation.objects.filter(email="neu@neu.example").exists()


def test_somebody_with_an_account_reads_it_in_the_mail_about_the_role(world, client_of):
    said = {"role": "coordinator", "email": "nobody@hier.example", "name": "Niemand", "starts": "1.1.2020", "purpose": "offers:offer_list"}
    assert client_of("head").post(reverse("sites:member_give", args=[world.own.pk]), said).status_code == 302
    with as_owner():
        assert jobs.run(Job.objects.get(name="sites.mail_membership").pk) == "done"
    body = mail.outbox[0].body
    assert "Es geht zuerst um: Angebote." in body and reverse("offers:offer_list", args=[world.own.pk]) not in body  # not theirs yet
