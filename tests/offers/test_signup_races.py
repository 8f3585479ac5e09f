"""Families at once: the second waits until the first has its place, two who cancel make room for two, and a date that goes meanwhile is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from offers.models import Session, SignUp
from offers.services.publishing import publish
from offers.services.signups import give_back, sign_up
from sites.core.wall import set_wall
from sites.models import Job
from tests import factories as make
from tests.conftest import as_owner, make_world
from tests.races import second_of_two

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def date():
    """A published date with three places, that all connections see."""
    world = make_world()
    with as_owner():
        offer = make.make_offer(world.own, "Babytreff", registration="required", capacity=3)
        session = make.make_session(offer, timezone.localdate() + timedelta(days=7))
        publish(site=world.own.pk, today=timezone.localdate())
    set_wall()
    return session


def take(session, number):
    return sign_up(session=session.pk, name=f"F{number}", contact=(f"f{number}@post.example", ""))


def stand(session):
    with as_owner():
        return list(SignUp.objects.filter(session=session).order_by("pk").values_list("state", flat=True))


def moved_up():
    with as_owner():
        return sorted(Job.objects.filter(arguments__kind="moved_up").values_list("arguments__signup", flat=True))


@pytest.mark.guard("signup-lock")
def test_of_two_for_the_last_place_one_has_it(date):
    take(date, 0), take(date, 1)
    assert second_of_two(lambda: take(date, 2), lambda: take(date, 3)).answer == "waiting"
    assert stand(date) == ["in", "in", "in", "waiting"]


@pytest.mark.guard("cancel-lock")
def test_two_who_cancel_at_once_make_room_for_two_and_each_is_told_once(date):
    taken = [take(date, number) for number in range(6)]
    assert second_of_two(lambda: give_back(secret=taken[0].secret), lambda: give_back(secret=taken[1].secret)) == "in"
    assert stand(date) == ["off", "off", "in", "in", "in", "waiting"] and moved_up() == [taken[3].number, taken[4].number]


def test_of_two_clicks_on_the_same_link_one_moves_somebody_up(date):
    taken = [take(date, number) for number in range(5)]
    assert second_of_two(lambda: give_back(secret=taken[0].secret), lambda: give_back(secret=taken[0].secret)) == "again"
    assert stand(date) == ["off", "in", "in", "in", "waiting"] and moved_up() == [taken[3].number]


def test_a_date_that_goes_while_somebody_signs_up_is_said(date):
    answer = second_of_two(lambda: Session.objects.filter(pk=date.pk).delete(), lambda: take(date, 0))
    assert answer.answer == "gone"
    with as_owner():
        assert not SignUp.objects.exists()


def test_a_date_that_falls_out_while_somebody_signs_up_is_said(date):
    def cancel():
        Session.objects.filter(pk=date.pk).update(cancelled=True)

    assert second_of_two(cancel, lambda: take(date, 0)).answer == "cancelled"


def test_forty_at_once_for_three_places(date):
    def one(number):
        try:
            return take(date, number).answer
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(one, range(40)))
    assert answers.count("in") == 3 and answers.count("waiting") == 37 and stand(date) == ["in"] * 3 + ["waiting"] * 37


@pytest.mark.guard("signup-function")
def test_nobody_writes_a_sign_up_past_the_functions(date):
    set_wall([date.site_id])
    for statement in ("INSERT INTO offers_signup (site_id) VALUES (1)", "DELETE FROM offers_signup"):
        with pytest.raises(Exception, match="permission denied"), connection.cursor() as cursor:
            cursor.execute(statement)
