"""Remind others of what waits for them: one mail to each who has the step, an entry, once in seven days; no button where nobody can be reached."""

from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from planning.models import Statement
from reporting.rules.waiting import House, with_answers, with_spoken
from reporting.services.reminders import remind
from sites.core.journal import last_entry, record
from sites.core.wall import set_wall
from sites.models import Entry, Job, Membership, Provider, Site
from tests import factories as make
from tests.conftest import as_owner
from tests.mails import deliver

ROLES = ("provider", "youth_welfare_office", "parent_representative")


def start(client) -> str:
    return unescape(client.get("/").content.decode())


def address(thing, *more) -> str:
    return reverse(f"reporting:{thing._meta.model_name}_remind", args=[thing.pk, *more])


def press(client, url: str) -> str:
    """What the page says after the button."""
    answer = client.post(url, follow=True)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def reminders():
    with as_owner():
        return list(Job.objects.filter(name="reporting.mail_reminder").order_by("pk"))


@pytest.fixture
def case(world):
    with as_owner():
        return make.make_application(world.own, state="submitted", submitted=timezone.localdate() - timedelta(days=8))


@pytest.mark.parametrize("role", [*ROLES, "social_planner"])
def test_each_who_has_the_step_gets_one_mail_with_the_page_of_the_step(world, client_of, case, role):
    with as_owner():
        second = make.make_user("Zweite Person", "zweite@hier.example")
        make.give(second, role, world.place_of(role))
    page = press(client_of("head"), address(case, role))
    assert "Die Erinnerung geht an " in page and "2 Personen" in page
    (job,) = reminders()
    assert deliver(job.pk) == "done"
    assert sorted(one.to[0] for one in mail.outbox) == sorted([f"{role}@hier.example", "zweite@hier.example"])
    where = {"provider": "/provider/", "youth_welfare_office": "/youth_welfare_office/", "parent_representative": "/parents_council/"}
    assert all(where.get(role, case.get_absolute_url()) in one.body and "Leitung Hier" in one.body for one in mail.outbox)
    with as_owner():
        entry = Entry.objects.get(kind="reminded")
        assert (entry.place_id, entry.details["asked"], entry.internal) == (world.own.pk, role, False)


def test_the_page_says_who_waits_since_when_and_when_they_were_reminded(world, client_of, case):
    client, url = client_of("head"), address(case, "youth_welfare_office")
    page = start(client)
    assert "Jugendamt Ilm-Kreis: Stellungnahme zum Antrag Kita Lindenhof" in page and f'action="{url}"' in page and "vor 8" in page
    assert "Erinnert am" not in page
    page = press(client, url)
    assert f'action="{url}"' not in page and page.count("Erinnert am") == 1 and f'action="{address(case, "provider")}"' in page


@pytest.mark.guard("reminds-once")
@pytest.mark.parametrize(("days", "goes"), [(0, False), (6, False), (7, True)])
def test_nobody_is_reminded_of_the_same_thing_twice_in_seven_days(world, client_of, case, days, goes):
    client, url = client_of("head"), address(case, "provider")
    press(client, url)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE sites_entry SET at = at - %s WHERE kind = 'reminded'", [timedelta(days=days)])
    assert (f'action="{url}"' in start(client)) is goes
    page = press(client, url)
    assert len(reminders()) == 1 + goes and ("ist am" in page and "Wieder erinnern können Sie ab" in page) is not goes
    press(client, address(case, "parent_representative"))  # another one is not kept from it
    assert len(reminders()) == 2 + goes


def test_what_is_done_or_waits_for_nobody_with_a_role_reminds_nobody(world, client_of, case):
    with as_owner():
        make.make_statement(case, "provider", world.people["provider"])
        draft = make.make_report(world.own, timezone.localdate().year)
    client = client_of("head")
    for url in (address(case, "provider"), address(case, "head"), address(case, "nobody"), address(draft)):
        assert "Es ist inzwischen erledigt." in press(client, url)
    assert reminders() == []


def test_the_mail_is_not_sent_when_the_step_is_taken_meanwhile(world, client_of, case):
    press(client_of("head"), address(case, "provider"))
    with as_owner():
        make.make_statement(case, "provider", world.people["provider"])
    (job,) = reminders()
    assert deliver(job.pk) == "done" and mail.outbox == []


def test_reports_and_inquiries_go_to_the_office_that_has_them(world, client_of):
    with as_owner():
        report = make.make_report(world.own, timezone.localdate().year, state="submitted", ready=True, version=1)
        asked, at_state = make.make_inquiry(world.own), make.make_inquiry(world.own, to_state=True, title="Wer berät uns?")
    client = client_of("head")
    page = start(client)
    assert f"Sozialplanung Ilm-Kreis: Prüfung des Sachberichts {report.year}" in page and "Fachstelle ThEKiZ: Antwort auf „Wer berät uns?“" in page
    for thing in (report, asked, at_state):
        assert address(thing) in page
        press(client, address(thing))
    for job in reminders():
        deliver(job.pk)
    assert [one.to[0] for one in mail.outbox] == ["social_planner@hier.example"] * 2 + ["state_office@hier.example"]
    assert start(client).count("Erinnert am") == 3


@pytest.mark.guard("answering-today")
def test_where_nobody_has_an_account_stand_the_words_whom_to_call(world, client_of, case):
    with as_owner():
        gone = timezone.localdate() - timedelta(days=1)
        Membership.objects.filter(role__in=ROLES).update(ends=gone, starts=gone - timedelta(days=9))
        world.county.contact, world.county.phone = "Miriam Albrecht", "03628 555 0217"
        world.county.save()
        Provider.objects.filter(pk=world.provider.pk).update(phone="0361 555 8000", email="")
    client = client_of("head")
    page = start(client)
    assert not any(address(case, role) in page for role in ROLES)
    assert "Die Gemeinde hat kein Konto" in page and "Die Elternvertretung hat noch kein Konto." in page
    assert "Miriam Albrecht" in page and "0361 555 8000" in page
    assert "hat kein Konto, und eine Adresse ist nicht bekannt." in press(client, address(case, "provider"))
    assert reminders() == []
    with as_owner():
        Provider.objects.filter(pk=world.provider.pk).update(email="kita@sozialwerk.example")
    assert "1 Person" in press(client, address(case, "provider"))
    deliver(reminders()[0].pk)
    assert [one.to for one in mail.outbox] == [["kita@sozialwerk.example"]] and "Guten Tag Sozialwerk Ilmtal e. V.," in mail.outbox[0].body


@pytest.mark.guard("answering-wall")
def test_who_answers_for_a_house_is_told_to_those_who_reach_it(world):
    set_wall([world.own.pk], person=world.people["head"].pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT thekiz_answering(%s, %s)::text, thekiz_answering(%s, %s)::text",
            [world.own.pk, timezone.localdate(), world.sister.pk, timezone.localdate()],
        )
        own, sister = cursor.fetchone()
    assert str(world.people["provider"].pk) in own and sister == "{}"


def test_who_reminds_has_changed_nothing(world, behind_forms, case):
    """Whoever is overtaken by a change reads who made it."""
    record(behind_forms("social_planner"), case, "changed", text="Antrag geändert")
    record(behind_forms("head"), case, "reminded", text="Träger erinnert", asked="provider")
    assert last_entry(case).person == world.people["social_planner"]


def test_a_day_of_the_parents_council_is_due_with_its_button(world, client_of, case):
    day = timezone.localdate() + timedelta(days=6)
    with as_owner():
        make.make_meeting(make.make_body(world.own, "Elternbeirat", kind="parents_council"), held_on=day)
        make.make_meeting(make.make_body(world.own, "Steuerungsteam", kind="steering_team"), held_on=day - timedelta(days=2))
        make.make_meeting(make.make_body(world.sibling, "Elternbeirat", kind="parents_council"), held_on=day - timedelta(days=1))
    client, url = client_of("head"), address(case, "parent_representative")
    page = start(client)
    due, waits = page.split("Wartet auf andere")
    assert "Elternbeirat anhören: Antrag Kita Lindenhof" in due and f'datetime="{day:%Y-%m-%d}"' in due and f'action="{url}"' in due
    assert url not in waits
    with as_owner():
        make.make_statement(case, "parents_council", world.people["parent_representative"])
    assert "Elternbeirat anhören" not in start(client)


def test_nobody_reminds_themselves(world, behind_forms, case):
    with as_owner():
        Membership.objects.filter(role="social_planner", place=world.county.pk).exclude(user=world.people["social_planner"]).delete()
        make.give(world.people["social_planner"], "head", world.own)
    access = behind_forms("social_planner")
    house = House(with_answers(Site.objects.all(), access).get(pk=world.own.pk), access.user.pk)
    with pytest.raises(ValidationError, match="eine Adresse ist nicht bekannt"):
        remind(access=access, house=house, thing=with_spoken(type(case).objects.all()).get(pk=case.pk), role="social_planner")
    with as_owner():
        assert not Statement.objects.exists() and not Job.objects.exists()
