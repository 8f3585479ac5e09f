"""Steering teams: the eleven functions, levels, how often they meet, hints that are laid aside, and houses that share a team."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from planning.models import Body, BodyMember, BodyNotice, BodySite
from planning.rules.shared import other_houses, teams_of_others
from planning.rules.steering import held_in_year, hints, levels, missing, months_before, seats
from planning.services.bodies import share_body
from sites.core.wall import set_wall
from sites.models import Entry, User
from tests import factories as make
from tests.client import Client
from tests.conftest import as_owner
from tests.sites.reading import text

TODAY = timezone.localdate()
LONG_AGO = TODAY - timedelta(days=800)
Function = BodyMember.Function


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def team(site, **fields):
    with as_owner():
        return make.make_body(site, "Steuerungsteam", "steering_team", **{"starts": LONG_AGO, **fields})


def meet(body, *days_ago, **fields):
    with as_owner():
        values = {"state": "closed", "closed_at": timezone.now(), **fields}
        return [make.make_meeting(body, TODAY - timedelta(days=days), **values) for days in days_ago]


def page(client, body):
    return text(client.get(url("body_detail", body.pk)))


def raw(client, body):
    return client.get(url("body_detail", body.pk)).content.decode()


@pytest.mark.req("R197.H", "R197.C", "R197.K")
def test_the_eleven_functions_are_a_check_list_and_what_is_missing_is_a_hint(world, client_of):
    body, head = team(world.own), client_of("head")
    member = {"name": "Petra Lang", "organisation": "AWO", "function_of": "provider", "function": "", "email": "", "starts": "1.6.2024", "ends": ""}
    assert head.post(url("body_member_create", body.pk), member).status_code == 302
    with as_owner():
        make.make_body_member(body, "Ines Brandt", function_of="head")
        make.make_body_member(body, "Bürgermeister a. D.", function_of="municipality", starts=date(2020, 1, 1), ends=date(2026, 3, 14))
    shown = page(head, body)
    assert "2 von 11 Funktionen" in shown and "Petra Lang" in shown
    assert "nicht besetzt seit März 2026" in shown and shown.count("noch nicht besetzt") == 8
    assert "ein Hinweis, kein Muss" in shown
    assert [label for _, label in Function.choices] == [
        "Kita-Leitung", "Fachkräfte", "Koordination ThEKiZ", "Kita-Fachberatung", "Prozessbegleitung", "Elternvertretung", "Träger", "Kommune",
        "Sozialplanung", "Jugendamt", "Kooperation",
    ]  # fmt: skip


@pytest.mark.req("R200.H")
def test_the_house_says_who_organises_its_team(world, client_of):
    body, head = team(world.own), client_of("head")
    data = {"kind": "steering_team", "name": "Steuerungsteam", "text": "", "starts": "1.6.2024", "ends": "", "target": "5"}
    assert head.post(url("body_edit", body.pk), {**data, "organiser": "Jana Seidel, Koordination"}).status_code == 302
    shown = page(head, body)
    assert "seit 1. Juni 2024, organisiert von: Jana Seidel, Koordination" in shown.replace("\xa0", " ") and "vorgenommen sind 5" in shown
    assert head.post(url("body_edit", body.pk), {**data, "target": "0"}).status_code == 422
    planner = client_of("social_planner")
    assert "Wer lädt ein und bereitet vor?" not in text(planner.get(url("body_create", world.county.pk)))


def test_a_function_is_asked_in_steering_teams_alone(world, client_of):
    with as_owner():
        council = make.make_body(world.own, "Elternbeirat", "parents_council")
    form = text(client_of("head").get(url("body_member_create", council.pk)))
    assert "Für welche Seite im Steuerungsteam" not in form
    assert "Für welche Seite im Steuerungsteam" in text(client_of("head").get(url("body_member_create", team(world.own).pk)))


@pytest.mark.req("R198.C")
def test_the_levels_at_the_table_are_counted(world, client_of):
    body = team(world.own)
    with as_owner():
        for function in ("head", "coordinator", "professional", "provider", "parents", "facilitator"):
            make.make_body_member(body, f"Person {function}", function_of=function)
        make.make_body_member(body, "Früher", function_of="office", starts=date(2020, 1, 1), ends=TODAY - timedelta(days=1))
    assert "3 von 6 Ebenen sind vertreten: Einrichtung, Träger, Eltern." in page(client_of("head"), body)


def test_a_seat_is_held_from_the_first_to_the_last_day():
    member = BodyMember(name="Petra Lang", function_of="provider", starts=date(2026, 3, 1), ends=date(2026, 3, 31))

    def there(day):
        return [seat.function for seat in seats([member], day) if seat.members]

    assert not there(date(2026, 2, 28)) and there(date(2026, 3, 1)) == there(date(2026, 3, 31)) == [Function.PROVIDER] and not there(date(2026, 4, 1))
    assert len(missing(seats([], TODAY))) == 11 and levels(seats([], TODAY)) == []


@pytest.mark.req("R201.C")
def test_the_meetings_of_twelve_months_stand_beside_the_target(world, client_of):
    body = team(world.own)
    meet(body, 1, 100, 364, 500)
    with as_owner():
        make.make_meeting(body, TODAY - timedelta(days=40))  # planned, and never written in: it does not count
        make.make_meeting(body, TODAY + timedelta(days=40))
    assert "3 Sitzungen in zwölf Monaten, vorgenommen sind 4" in page(client_of("head"), body)


@pytest.mark.req("R201.K")
def test_a_team_that_meets_too_rarely_is_told_until_somebody_says_why(world, client_of):
    body, coordinator = team(world.own), client_of("coordinator")
    meet(body, 130)
    shown = page(coordinator, body)
    assert "Seit mehr als vier Monaten keine Sitzung." in shown and "1 Sitzung in zwölf Monaten, vorgenommen sind 4." in shown
    laid = url("body_notice_create", body.pk, "quiet")
    assert laid in raw(coordinator, body) and laid not in raw(client_of("parent_representative"), body)
    assert coordinator.post(laid, {"reason": ""}).status_code == 422
    assert coordinator.post(laid, {"reason": "Der Umbau geht vor, wir treffen uns im Januar."}).status_code == 302
    shown = page(coordinator, body)
    assert "Seit mehr als vier Monaten" not in shown and "vorgenommen sind 4" in shown  # each hint for itself
    with as_owner():
        assert Entry.objects.filter(subject__startswith="planning.bodynotice").count() == 1
        BodyNotice.objects.update(laid_on=months_before(TODAY, 4))
    assert "Seit mehr als vier Monaten" in page(coordinator, body)  # it comes back
    with as_owner():
        Body.objects.update(target=None)
    assert "keine Sitzung" not in page(coordinator, body)


def told(*held, starts=date(2020, 1, 1), target=4, notices=(), today=date(2026, 11, 30)):
    body = Body(kind="steering_team", starts=starts, target=target)
    return {hint.kind.value for hint in hints(body, list(held), notices, today)}


def test_limits_of_the_hints():
    four = [date(2025, 12, 1), date(2026, 3, 1), date(2026, 6, 1), date(2026, 10, 1)]
    assert told(*four) == set()
    assert told(date(2025, 11, 30), *four[1:]) == {"few"}  # that one is a year ago
    assert told(*four[:3], date(2026, 7, 30)) == {"quiet"}  # to the day four months
    assert told(*four[:3], date(2026, 7, 31)) == set()
    assert told(starts=date(2026, 10, 1)) == set()  # it has only begun
    assert told(starts=date(2026, 7, 1)) == {"quiet"}
    assert told(starts=None) == set()
    assert told(*four[:3], date(2026, 10, 1), target=5) == {"few"}
    laid = BodyNotice(kind="quiet", laid_on=date(2026, 8, 10), reason="Umbau")
    assert told(*four[:3], notices=[laid]) == {"few"}
    assert told(*four[:3], date(2026, 7, 20), notices=[laid]) == set()
    assert told(date(2026, 1, 10), starts=date(2026, 1, 1), notices=[BodyNotice(kind="quiet", laid_on=date(2026, 7, 30))]) == {"quiet"}


@given(st.lists(st.dates(date(2024, 1, 1), date(2027, 1, 1)), max_size=12), st.dates(date(2024, 6, 1), date(2026, 12, 31)))
def test_a_meeting_more_never_makes_it_less(held, today):
    number = held_in_year(held, today)
    assert number == sum(months_before(today, 12) < day <= today for day in held) <= len(held)
    assert held_in_year([*held, today], today) == number + 1 and held_in_year([*held, today + timedelta(days=1)], today) == number


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_months_before_is_the_same_day_or_the_last_of_a_shorter_month(day, months):
    then = months_before(day, months)
    assert (day.year * 12 + day.month) - (then.year * 12 + then.month) == months and then.day <= day.day
    assert then.day == day.day or (then + timedelta(days=1)).day == 1


# Shared by several houses -----------------------------------------------------------------------------------------


@pytest.mark.req("R202.H")
@pytest.mark.guard("shared-wall")
def test_a_team_of_several_houses_is_read_in_all_of_them_and_kept_in_one(world, client_of):
    body, head = team(world.own), client_of("head")
    [held] = meet(body, 3)
    with as_owner():
        make.make_agenda_item(held, title="Babytreff in der Bibliothek", result="Acht Termine ab Januar.", discussed="Der Weg ist kurz.")
        coming = make.make_meeting(body, TODAY + timedelta(days=20))
        make.make_agenda_item(coming, title="Wie es weitergeht")
        make.make_body_member(body, "Petra Lang", email="lang@traeger.example")
        make.give(make.make_user("Leitung Nachbar", "leitung@nachbar.example"), "head", world.sibling)
    assert world.sibling.name in text(head.get(url("body_shares", body.pk)))
    assert head.post(url("body_shares", body.pk), {"houses": [str(world.sibling.pk)]}).status_code == 302
    assert f"Gemeinsam mit {world.sibling.name}." in page(head, body)
    neighbour = Client()
    neighbour.force_login(User.objects.get(email="leitung@nachbar.example"))
    assert neighbour.get(url("body_detail", body.pk)).status_code == 404
    shown = text(neighbour.get(url("steering_team", world.sibling.pk), follow=True))
    assert "Babytreff in der Bibliothek" in shown and "Acht Termine ab Januar." in shown and "Wie es weitergeht" in shown
    assert world.own.name in shown and "lang@traeger.example" not in shown and "Petra Lang" not in shown
    set_wall([world.foreign.pk])
    assert teams_of_others(world.sibling.pk, TODAY) == []  # only who reaches the house that shares it
    set_wall([world.sibling.pk])
    assert len(teams_of_others(world.sibling.pk, TODAY)) == 1
    assert head.post(url("body_shares", body.pk), {}).status_code == 302
    assert "Babytreff" not in text(neighbour.get(url("shared_team", world.sibling.pk)))


@pytest.mark.guard("other-houses-wall", "shared-county")
def test_a_team_is_shared_within_the_county_alone(world, client_of, behind_forms):
    body, head = team(world.own), client_of("head")
    assert head.post(url("body_shares", body.pk), {"houses": [str(world.foreign.pk)]}).status_code == 422
    set_wall([world.foreign.pk])
    assert other_houses(world.own.pk) == []
    access = behind_forms("head")
    with pytest.raises(Exception, match="nicht zum selben Landkreis"):
        share_body(access=access, body=body, sites=[str(world.foreign.pk)])
    with as_owner():
        assert not BodySite.objects.exists()
        council = make.make_body(world.own, "Elternbeirat", "parents_council")
    assert head.get(url("body_shares", council.pk)).status_code == 404


def test_a_consultation_site_may_share_a_team_like_any_other_house(world):
    with as_owner():
        make.make_consultation_site(world.sibling)
    set_wall([world.own.pk])
    assert world.sibling.name in [name for _, name in other_houses(world.own.pk)]


def test_the_way_to_the_team_leads_where_it_is(world, client_of):
    head = client_of("head")
    assert head.get(url("steering_team", world.own.pk)).headers["Location"] == url("body_list", world.own.pk)
    body = team(world.own)
    assert head.get(url("steering_team", world.own.pk)).headers["Location"] == url("body_detail", body.pk)
    assert "Entwicklung des Hauses" in page(head, body)
    assert client_of("head", elsewhere=True).get(url("steering_team", world.own.pk)).status_code == 404
