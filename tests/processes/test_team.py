"""The team of a house: what it learns together, the share that has learned, sums without names, strengths that are voluntary."""

from datetime import date

import pytest
from django.urls import reverse

from processes.models import Strength, TeamCount, TeamTraining
from tests import factories as make
from tests.conftest import as_owner
from tests.pages import remove
from tests.sites.reading import text


def url(name, *args):
    return reverse(f"processes:{name}", args=args)


def sheet(client, site):
    return text(client.get(url("team_sheet", site.pk)))


@pytest.mark.req("R219.H", "R221.H")
def test_sessions_and_trainings_of_the_team_are_kept_with_hours_and_number(world, client_of):
    head = client_of("head")
    for kind, title, hours in (("session", "Wir als Eltern-Kind-Zentrum", "2"), ("training", "Haltung gegenüber Familien", "6,5")):
        typed = {"kind": kind, "title": title, "topic": "", "held_on": "04.09.2026", "hours": hours, "participants": "11"}
        assert head.post(url("team_training_create", world.own.pk), typed).status_code == 302
    page = sheet(client_of("provider"), world.own)
    assert "Teamsitzung, 4. September 2026, 2 Stunden" in page and "Fortbildung, 4. September 2026, 6,5 Stunden" in page and "11 Personen" in page
    assert "Fortbildung eintragen" not in page
    typed = {"kind": "training", "title": "Morgen", "held_on": "04.09.2096", "hours": "0", "participants": "0"}
    refused = text(head.post(url("team_training_create", world.own.pk), typed))
    assert "liegt in der Zukunft" in refused
    with as_owner():
        assert TeamTraining.objects.count() == 2


@pytest.mark.req("R219.C")
def test_the_share_with_a_training_follows_the_last_count(world, client_of):
    with as_owner():
        make.make_team_count(world.own, 12, 3, counted_on=date(2025, 9, 1))
        make.make_team_count(world.sibling, 10, 10)
    head = client_of("head")
    assert head.post(url("team_count_create", world.own.pk), {"counted_on": "01.09.2026", "people": "12", "trained": "9"}).status_code == 302
    page = sheet(head, world.own)
    assert "9 von 12 (75 %)" in page.replace("\xa0", " ") and "Stand vom 1. September 2026" in page.replace("\xa0", " ") and "3 von 12" in page
    refused = head.post(url("team_count_create", world.own.pk), {"counted_on": "02.09.2026", "people": "9", "trained": "10"})
    assert refused.status_code == 422 and "Im Team sind 9." in text(refused)
    again = head.post(url("team_count_create", world.own.pk), {"counted_on": "01.09.2026", "people": "9", "trained": "1"})
    assert again.status_code == 422 and "schon gezählt" in text(again)
    with as_owner():
        assert TeamCount.objects.filter(site=world.own).count() == 2


@pytest.mark.req("R222.H")
def test_professions_and_qualifications_are_sums(world, client_of):
    head = client_of("head")
    for kind, name, people in (("profession", "Erzieher*in", "9"), ("additional", "Marte Meo", "2")):
        assert head.post(url("qualification_create", world.own.pk), {"kind": kind, "name": name, "people": people}).status_code == 302
    page = sheet(client_of("provider"), world.own)
    assert "Erzieher*in Beruf 9" in page and "Marte Meo Zusatzqualifikation 2" in page
    twice = head.post(url("qualification_create", world.own.pk), {"kind": "additional", "name": "Marte Meo", "people": "3"})
    assert twice.status_code == 422 and "steht schon da" in text(twice)


@pytest.mark.req("R220.H")
@pytest.mark.guard("strengths-inside")
@pytest.mark.guard("own-strength")
def test_strengths_are_written_by_each_for_themselves_and_read_by_the_team(world, client_of, behind_forms):
    writer, head = client_of("professional"), client_of("head")
    assert writer.post(url("strength_create", world.own.pk), {"words": "Ich spreche Russisch."}).status_code == 302
    with as_owner():
        mine = Strength.objects.get()
    assert mine.person_id == world.people["professional"].pk
    assert "Ich spreche Russisch." in sheet(head, world.own) and mine.person.name in sheet(head, world.own)
    assert head.get(url("strength_edit", mine.pk)).status_code == 404
    assert "Ich spreche Russisch." not in sheet(client_of("provider"), world.own)
    assert not behind_forms("provider").may("team.view", mine) and behind_forms("head").may("team.view", mine)
    remove(writer, url("strength_edit", mine.pk))
    with as_owner():
        assert not Strength.objects.exists()


@pytest.mark.req("R224")
def test_what_the_recommendations_say_of_togetherness_stands_beside_what_the_team_learns(world, client_of):
    words = "„Das ThEKiZ bedarf einer Kultur des Miteinanders und agile Organisationsstrukturen, die die Weiterentwicklung möglich machen.“"
    assert words in sheet(client_of("head"), world.own) and "(Abschnitt 3.3)" in sheet(client_of("head"), world.own)
