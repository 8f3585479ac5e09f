"""Who of a house's team is away: kept by head and coordination, read by the team, forgotten a year later, never a reason of health in the journal."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from sites.models import Absence, Entry
from sites.services.absences import forget_past_absences
from tests import factories as make
from tests.conftest import as_owner


def day(number):
    return timezone.localdate() + timedelta(days=number)


def typed(**changes):
    values = {"name": "Jana Seidel", "starts": f"{day(3):%d.%m.%Y}", "ends": f"{day(4):%d.%m.%Y}", "text": "Fortbildung in Erfurt"}
    return values | {"substitute": "Thomas Krüger"} | changes


def read(client, site, query=""):
    answer = client.get(reverse("sites:absence_list", args=[site.pk]) + query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.parametrize("who", ["head", "coordinator"])
def test_who_leads_the_house_says_who_is_away_and_the_team_reads_it(world, client_of, who):
    answer = client_of(who).post(reverse("sites:absence_create", args=[world.own.pk]), typed(), follow=True)
    assert "Im Plan steht: Jana Seidel, " in unescape(answer.content.decode())
    page = read(client_of("professional"), world.own)
    assert all(words in page for words in ("Jana Seidel", "Fortbildung in Erfurt", "Thomas Krüger"))
    assert reverse("sites:absence_create", args=[world.own.pk]) not in page


def test_the_form_proposes_the_people_of_the_house_and_warns_of_reasons_of_health(world, client_of):
    with as_owner():
        make.make_post(world.own, "Doreen Hartung"), make.make_post(world.sibling, "Fremde Person")
        make.make_post(world.own, "Frühere", ends=day(-1))
    page = unescape(client_of("head").get(reverse("sites:absence_create", args=[world.own.pk])).content.decode())
    assert page.count('<option value="Doreen Hartung">') == 2 and "Fremde Person" not in page and "Frühere" not in page
    assert "Bitte nie einen Grund, der mit Gesundheit zu tun hat" in page


def test_without_a_reason_it_says_no_more_than_that_somebody_is_away(world, client_of):
    with as_owner():
        make.make_absence(world.own, "Ada", starts=day(1), text=""), make.make_absence(world.own, "Bea", starts=day(-9), ends=day(-1))
        make.make_absence(world.sibling, "Cem", starts=day(1))
    page, past = read(client_of("coordinator"), world.own), read(client_of("coordinator"), world.own, "?show=past")
    assert "nicht im Haus" in page and "Ada" in page and "Bea" not in page and "Cem" not in page
    assert "Bea" in past and "Ada" not in past


def test_an_end_before_its_beginning_is_refused_at_the_field(world, client_of):
    answer = client_of("head").post(reverse("sites:absence_create", args=[world.own.pk]), typed(ends=f"{day(2):%d.%m.%Y}"))
    assert answer.status_code == 422 and "Das Ende liegt vor dem Beginn" in unescape(answer.content.decode())
    with as_owner():
        assert not Absence.objects.exists()


def test_the_journal_names_neither_the_person_nor_the_reason(world, client_of):
    client = client_of("head")
    client.post(reverse("sites:absence_create", args=[world.own.pk]), typed())
    with as_owner():
        absence = Absence.objects.get()
    url = reverse("sites:absence_edit", args=[absence.pk])
    marks = client.get(url).context["form"].marks()
    assert client.post(url, typed(text="Fachtag", marks=marks)).status_code == 302
    marks = client.get(url).context["form"].marks()
    client.post(url, {"marks": marks, "remove": "1"})
    with as_owner():
        assert not Absence.objects.exists()
        entries = Entry.objects.filter(subject=f"sites.absence:{absence.pk}").order_by("pk")
        assert [entry.kind for entry in entries] == ["created", "changed", "removed"] and all(entry.internal for entry in entries)
        assert not any(words in f"{entry.text} {entry.details}" for entry in entries for words in ("Jana", "Erfurt", "Fachtag", "Krüger"))


@pytest.mark.guard("absences-stay")
def test_what_is_over_for_more_than_a_year_is_forgotten_in_every_house(world):
    with as_owner():
        kept = [make.make_absence(world.own, starts=day(-365)), make.make_absence(world.own, starts=day(-900), ends=day(2))]
        make.make_absence(world.own, starts=day(-366)), make.make_absence(world.foreign, starts=day(-400))
    assert forget_past_absences() == 2 and forget_past_absences() == 0
    with as_owner():
        assert set(Absence.objects.all()) == set(kept)
