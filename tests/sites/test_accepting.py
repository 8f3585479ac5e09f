"""A role that was given is nobody's until its person has accepted it: pages, services, mails and the database."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from planning.tasks import people_of
from sites.core import jobs
from sites.core.access import Access
from sites.core.roles import Role
from sites.core.wall import set_wall
from sites.models import Entry, Job, Membership
from sites.rules.giving import roles_offered
from sites.services.roles import answer_role, deputise, end_membership, give_membership, withdraw_role
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.sites.reading import german, text, url

TODAY = timezone.localdate()
WAITS = "Eine Rolle wartet auf Ihre Antwort"
DAY = timedelta(days=1)


@pytest.fixture
def colleague(world):
    with as_owner():
        return make.make_user("Conni Kollege", "conni@hier.example")


@pytest.fixture
def waiting(world, colleague):
    with as_owner():
        return make.give(colleague, Role.COORDINATOR, world.own, starts=TODAY, accepted=None, given_by=world.people["head"])


def browser_of(person) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def anew(membership: Membership) -> Membership:
    with as_owner():
        return Membership.objects.get(pk=membership.pk)


def answers(membership: Membership) -> tuple:
    row = anew(membership)
    return row.accepted, row.declined, row.withdrawn


def asked(membership: Membership, accepts: bool = True) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_answer_role(%s, %s)", [membership.pk, accepts])
        return cursor.fetchone()[0]


# The person -----------------------------------------------------------------------------------------------------------


@pytest.mark.guard("accepted", "offered-waits")
def test_a_role_is_mine_only_after_i_accepted_it(world, client_of, colleague):
    head = client_of("head")
    data = {"email": colleague.email, "name": colleague.name, "role": "coordinator", "starts": german(TODAY), "ends": ""}
    head.post(url("member_give", world.own.pk), data)
    membership, mine = Membership.objects.none(), browser_of(colleague)
    with as_owner():
        membership = Membership.objects.get(user=colleague)
    assert answers(membership) == (None, None, None) and not Access(colleague).held
    house = reverse("offers:offer_list", args=[world.own.pk])
    assert mine.get(house).status_code == 403
    page = text(mine.get("/"))
    assert WAITS in page and "Zurzeit haben Sie keine Rolle" in page
    assert "Koordination, Kita Lindenhof · Ilm-Kreis" in page and "Eingetragen von Leitung Hier, gilt ab" in page
    assert "Kita Lindenhof" not in text(mine.get(url("account")))
    answer = mine.post(url("membership_accept", membership.pk), follow=True)
    assert "Sie haben die Rolle Koordination angenommen." in text(answer) and WAITS not in text(answer)
    set_wall(person=colleague.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM thekiz_offered(%s)", [TODAY])
        assert cursor.fetchone() == (0,)  # what was answered waits no more
    set_wall()
    assert answers(membership) == (TODAY, None, None) and mine.get(house).status_code == 200
    assert "Conni Kollege hat die Rolle Koordination angenommen." in text(head.get("/"))
    assert "Diese Rolle wartet nicht mehr" in text(mine.post(url("membership_decline", membership.pk), follow=True))
    assert answers(membership) == (TODAY, None, None)


def test_a_declined_role_is_told_to_who_gave_it(world, client_of, colleague, waiting):
    mine, head = browser_of(colleague), client_of("head")
    assert "Conni Kollege conni@hier.example Koordination wartet auf Annahme" in text(head.get(url("member_list", world.own.pk)))
    assert "Sie haben die Rolle Koordination abgelehnt." in text(mine.post(url("membership_decline", waiting.pk), follow=True))
    assert answers(waiting) == (None, TODAY, None) and not Access(colleague).held and WAITS not in text(mine.get("/"))
    assert "Conni Kollege conni@hier.example Koordination abgelehnt am" in text(head.get(url("member_list", world.own.pk)))
    assert "Conni Kollege hat die Rolle Koordination abgelehnt." in text(head.get("/"))
    assert "abgelehnt" not in text(client_of("head", elsewhere=True).get("/"))
    with as_owner():
        assert make.give(colleague, Role.COORDINATOR, world.own, starts=TODAY, accepted=None).pk  # it can be given again
        Membership.objects.filter(pk=waiting.pk).update(declined=TODAY - 40 * DAY)
    assert "abgelehnt am" not in text(head.get(url("member_list", world.own.pk)))
    assert "abgelehnt am" in text(head.get(url("member_list", world.own.pk), {"show": "past"}))


@pytest.mark.parametrize("role", ["ministry", "state_office", "social_planner", "head", "provider", "facilitator", "parent"])
def test_who_has_a_role_already_finds_the_other_one_on_the_same_start_page(world, client_of, role):
    with as_owner():
        make.give(world.people[role], Role.HEAD, world.sister, starts=TODAY + 5 * DAY, accepted=None, given_by=world.people["provider"])
    page = text(client_of(role).get("/", follow=True))
    assert WAITS in page and "Leitung, Kita Birkenweg · Saale-Orla-Kreis Eingetragen von Träger Hier, gilt ab" in page


@pytest.mark.guard("answer-own", "offered-own")
@pytest.mark.parametrize("view", ["membership_accept", "membership_decline"])
@pytest.mark.parametrize("who", ["head", "coordinator", "nobody"])
def test_nobody_answers_for_somebody_else(world, client_of, behind_forms, waiting, view, who):
    assert client_of(who).post(url(view, waiting.pk)).status_code == 404
    assert WAITS not in text(client_of(who).get("/"))
    assert Client().post(url(view, waiting.pk)).status_code == 302
    access = behind_forms(who)
    assert roles_offered(access) == [] and asked(waiting) is False
    with pytest.raises(ValidationError, match="wartet nicht mehr"):
        answer_role(access=access, membership=waiting, accepts=True)
    assert answers(waiting) == (None, None, None)


@pytest.mark.guard("answer-once", "answer-over", "waits-no-more", "offered-over")
@pytest.mark.parametrize("state", [{"withdrawn": TODAY}, {"declined": TODAY}, {"starts": TODAY - 9 * DAY, "ends": TODAY - DAY}])
def test_what_waits_no_more_is_not_accepted(world, colleague, waiting, state):
    with as_owner():
        Membership.objects.filter(pk=waiting.pk).update(**state)
    before = answers(waiting)
    assert WAITS not in text(browser_of(colleague).get("/"))
    assert "Diese Rolle wartet nicht mehr auf Ihre Antwort" in text(browser_of(colleague).post(url("membership_accept", waiting.pk), follow=True))
    set_wall(person=colleague.pk)
    assert asked(waiting) is False and answers(waiting) == before


@pytest.mark.guard("answer-over")
def test_on_the_last_day_it_can_be_accepted(world, colleague, waiting):
    with as_owner():
        Membership.objects.filter(pk=waiting.pk).update(ends=TODAY)
    assert WAITS in text(browser_of(colleague).get("/"))
    set_wall(person=colleague.pk)
    assert asked(waiting) is True and answers(waiting) == (TODAY, None, None)


# The giver ------------------------------------------------------------------------------------------------------------


@pytest.mark.guard("withdraw-waiting")
def test_who_gave_a_role_takes_it_back_while_it_waits(world, client_of, behind_forms, colleague, waiting):
    head = client_of("head")
    page = head.get(url("member_list", world.own.pk)).content.decode()
    assert url("membership_withdraw", waiting.pk) in page and url("member_end", waiting.pk) not in page
    assert "zurückgezogen" in text(head.post(url("membership_withdraw", waiting.pk), follow=True))
    assert answers(waiting) == (None, None, TODAY) and WAITS not in text(browser_of(colleague).get("/"))
    assert "Conni Kollege" not in text(head.get(url("member_list", world.own.pk)))
    assert "zurückgezogen am" in text(head.get(url("member_list", world.own.pk), {"show": "past"}))
    with as_owner():
        held = Membership.objects.get(user=world.people["coordinator"], place=world.own.pk)
        assert Entry.objects.filter(kind="withdrawn", place_id=world.own.pk).count() == 1
    with pytest.raises(ValidationError, match="wartet nicht mehr auf Annahme"):
        withdraw_role(access=behind_forms("head"), membership=held)
    assert answers(held)[2] is None


@pytest.mark.guard("withdrawing")
def test_only_who_may_give_the_role_takes_it_back(world, behind_forms, waiting):
    with pytest.raises(ValidationError, match="vergeben und beenden hier andere"):
        withdraw_role(access=behind_forms("coordinator"), membership=waiting)
    assert answers(waiting) == (None, None, None)


@pytest.mark.guard("ending-waiting", "deputy-of-waiting")
def test_what_waits_is_neither_ended_nor_deputised(world, behind_forms, waiting):
    access = behind_forms("head")
    with pytest.raises(ValidationError, match="nicht angenommen"):
        end_membership(access=access, membership=waiting, ends=TODAY)
    with pytest.raises(ValidationError, match="noch nicht angenommen"):
        deputise(access=access, membership=waiting, email="nobody@hier.example", starts=TODAY, ends=TODAY + DAY)
    assert anew(waiting).ends is None


@pytest.mark.guard("waiting-mail")
@pytest.mark.parametrize("answer", ["", "declined", "withdrawn"])
def test_a_mail_says_that_a_role_waits(world, behind_forms, colleague, answer):
    access = behind_forms("head")
    given = give_membership(access=access, place=world.own.place, user=colleague, role="coordinator", starts=TODAY)
    with as_owner():
        job = Job.objects.get(name="sites.mail_membership")
        if answer:
            Membership.objects.filter(pk=given.pk).update(**{answer: TODAY})
    assert jobs.run(job.pk) == "done"
    assert len(mail.outbox) == (0 if answer else 1)
    for message in mail.outbox:
        assert message.to == ["conni@hier.example"] and message.subject == "Eine Rolle wartet auf Sie: Koordination, Kita Lindenhof"
        assert "Nehmen Sie die Rolle auf Ihrer Startseite an oder lehnen Sie sie ab." in message.body


@pytest.mark.guard("accepted-on")
def test_mails_and_lists_do_not_count_who_has_not_accepted(world, behind_forms, waiting, colleague):
    behind_forms("social_planner")
    assert colleague not in people_of(world.own.pk, TODAY, coordinators=True)
    with as_owner():
        Membership.objects.filter(pk=waiting.pk).update(accepted=TODAY)
    assert colleague in people_of(world.own.pk, TODAY, coordinators=True)


# The database ---------------------------------------------------------------------------------------------------------


@pytest.mark.guard("grant-waits")
@pytest.mark.parametrize("answer", ["accepted", "declined"])
def test_nobody_gives_a_role_that_is_answered_already(world, behind_forms, colleague, answer):
    behind_forms("head")
    role = {"user": colleague, "place_id": world.own.pk, "place_kind": "site", "role": Role.COORDINATOR, "starts": TODAY}
    with pytest.raises(DatabaseError, match="may not give the role"), transaction.atomic():
        Membership.objects.create(**role, **{answer: TODAY})
    assert Membership.objects.create(**role).pk


@pytest.mark.guard("grant-answer")
@pytest.mark.parametrize("who", ["head", "social_planner", "own"])
@pytest.mark.parametrize("change", [{"accepted": TODAY}, {"declined": TODAY}, {"accepted": TODAY, "role": Role.PROFESSIONAL}])
def test_the_answer_is_written_by_its_function_alone(world, behind_forms, colleague, waiting, who, change):
    behind_forms(colleague if who == "own" else who)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Membership.objects.filter(pk=waiting.pk).update(**change)


def test_a_role_has_one_answer(world, waiting):
    with as_owner(), pytest.raises(IntegrityError, match="membership_one_answer"), transaction.atomic():
        Membership.objects.filter(pk=waiting.pk).update(accepted=TODAY, declined=TODAY)


def test_nobody_is_given_the_same_role_twice_while_it_waits(world, behind_forms, waiting, colleague):
    with pytest.raises(ValidationError, match="Diese Person hat die Rolle in diesem Zeitraum schon"):
        give_membership(access=behind_forms("head"), place=world.own.place, user=colleague, role="coordinator", starts=TODAY)


def test_merging_providers_keeps_the_role_that_is_held(world, client_of, colleague):
    """Who waits for a role at the provider that stays and holds it at the one that goes does not lose it."""
    with as_owner():
        twin = make.make_provider(world.county, "Sozialwerk Ilmtal")
        offered = make.give(colleague, Role.PROVIDER, world.provider, accepted=None)
        held = make.give(colleague, Role.PROVIDER, twin)
    set_wall([world.county.pk], person=world.people["social_planner"].pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM thekiz_merge_providers(%s, %s)", [world.provider.pk, twin.pk])
    assert (anew(held).place_id, anew(held).ends, anew(offered).withdrawn) == (world.provider.pk, None, TODAY)
    assert [(one.role, one.place) for one in Access(colleague).held] == [(Role.PROVIDER, world.provider.pk)]
