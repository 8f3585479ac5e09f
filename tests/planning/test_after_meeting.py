"""Typed once: from the agenda of a meeting to the decision; and what stands around a case: number, words of the Kita, late statements, age."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from planning.models import AgendaItem, Application, Body, Deadline, Decision, Meeting, Statement
from sites.models import Entry, SitePhase
from tests import factories as make
from tests.conftest import as_owner
from tests.planning.test_decisions import REASON, decide
from tests.planning.test_phase_advance import typed
from tests.sites.reading import text

HELD = date(2026, 11, 12)


def meet(county, site, *, held_on=HELD, kind="youth_welfare_committee"):
    """A meeting of a committee with an item about a site."""
    body = Body.objects.get_or_create(place_id=county.pk, kind=kind, defaults={"name": f"Gremium {kind}"})[0]
    meeting = Meeting.objects.get_or_create(place_id=county.pk, body=body, held_on=held_on)[0]
    number = meeting.items.count() + 4
    return AgendaItem.objects.create(place_id=county.pk, meeting=meeting, number=number, title=f"Über {site.name}", site=site)


def page(client, item):
    return client.get(reverse("planning:meeting_detail", args=[item.meeting_id])).content.decode()


@pytest.mark.req("R113.D")
def test_from_the_agenda_to_the_decision_everything_is_typed_once(world, client_of):
    with as_owner():
        case = make.make_application(world.own, state="submitted")
        item = meet(world.county, world.own)
    planner = client_of("social_planner")
    url = f"{reverse('planning:decision_create', args=[case.pk])}?item={item.pk}"
    assert f'href="{url}"' in page(planner, item)
    form = planner.get(url).content.decode()
    assert 'value="12.11.2026"' in form and 'value="TOP 4"' in form and '<option value="youth_welfare_committee" selected>' in form
    assert f'action="{url}"' in form and "Bitte prüfen Sie" not in form
    answer = {"kind": "continue", "departure_reason": REASON, "number": "TOP 4"}
    data = {
        "body": "youth_welfare_committee", "decided_on": "12.11.2026", "effective_from": "1.1.2027", "site_forms": ["gallery"],
        "coordinator_fte": "0,5", "reasons": "Passt.", **answer,
    }  # fmt: skip
    assert planner.post(url, data).status_code == 302
    with as_owner():
        row = Decision.objects.get()
        assert (row.agenda_item_id, row.number, row.decided_on) == (item.pk, "TOP 4", HELD)
    shown = page(planner, item)
    assert reverse("planning:decision_detail", args=[row.pk]) in shown and "Über den Antrag entscheiden" not in shown
    link = reverse("planning:meeting_detail", args=[item.meeting_id])
    assert link in planner.get(reverse("planning:decision_detail", args=[row.pk])).content.decode()
    assert link not in client_of("head").get(reverse("planning:decision_detail", args=[row.pk])).content.decode()  # meetings of the county are theirs


def test_continuation_and_step_are_filled_too_and_a_resolution_gives_its_number(world, client_of):
    with as_owner():
        SitePhase.objects.filter(site=world.own).update(phase="on_the_way")
        item = meet(world.county, world.own)
        resolution = make.make_site_resolution(world.county, "JHA 2026/71", HELD)
        assert resolution.body_id == item.meeting.body_id
    planner = client_of("social_planner")
    for name, args in (("continuation", [world.county.pk]), ("phase_advance", [world.own.pk])):
        url = f"{reverse(f'planning:{name}', args=args)}?item={item.pk}"
        assert url in page(planner, item)
        form = planner.get(url).content.decode()
        assert f'<option value="{resolution.pk}" selected>' in form and 'value="JHA 2026/71"' in form and 'value="12.11.2026"' in form
    assert planner.post(f"{reverse('planning:phase_advance', args=[world.own.pk])}?item={item.pk}", typed()).status_code == 302
    with as_owner():
        assert Decision.objects.get().agenda_item_id == item.pk


@pytest.mark.guard("asked-item")
def test_an_item_that_is_not_mine_not_over_or_not_about_it_fills_nothing(world, client_of):
    with as_owner():
        case = make.make_application(world.own, state="submitted")
        items = [
            meet(world.other_county, world.foreign),
            meet(world.county, world.sibling),
            meet(world.county, world.own, held_on=timezone.localdate() + timedelta(days=3)),
            meet(world.county, world.own, kind="lsz_network"),
        ]
    planner, url = client_of("social_planner"), reverse("planning:decision_create", args=[case.pk])
    for asked in (*(item.pk for item in items), "abc", "99999999999999999999"):
        assert 'value="TOP' not in planner.get(f"{url}?item={asked}").content.decode()
    other = client_of("social_planner", elsewhere=True)
    foreign = reverse("planning:continuation", args=[world.other_county.pk])
    assert 'value="TOP' not in other.get(f"{foreign}?item={items[1].pk}").content.decode()
    assert "entscheiden<" not in page(planner, items[2])
    assert "entscheiden<" not in page(client_of("youth_welfare_office"), items[1])  # who does not decide is not led there


# The file number --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["open", "submitted", "decided", "withdrawn"])
def test_the_file_number_is_given_and_changed_at_any_time(world, client_of, state):
    with as_owner():
        case = make.make_application(world.own, state=state)
        make.make_application(world.sibling, state="submitted", file_number="SP-2026-1")
    planner, url = client_of("social_planner"), reverse("planning:application_number", args=[case.pk])
    assert "Aktenzeichen vergeben" in planner.get(case.get_absolute_url()).content.decode()
    taken = planner.post(url, {"file_number": "SP-2026-1"})
    assert taken.status_code == 422 and "Dieses Aktenzeichen ist schon vergeben." in taken.content.decode()
    assert planner.post(url, {"file_number": " SP-2026-2 "}).status_code == 302
    with as_owner():
        assert Application.objects.get(pk=case.pk).file_number == "SP-2026-2" and Entry.objects.filter(text__contains="Aktenzeichen").exists()
    assert "Aktenzeichen ändern" in planner.get(case.get_absolute_url()).content.decode()
    assert client_of("head").get(url).status_code == 403


# The Kita's own words ---------------------------------------------------------------------------------------------


def test_what_the_kita_wrote_stands_in_the_dossier_for_the_offices(world, client_of):
    with as_owner():
        interest = make.make_interest(world.town, state="confirmed", message="Bei uns fragen jede Woche drei Familien nach Rat.", phone="0170 5550")
        case = make.make_application(world.own, state="submitted", interest=interest)
    for who in ("social_planner", "youth_welfare_office", "specialist_advisor"):
        shown = text(client_of(who).get(case.get_absolute_url()))
        assert "Was die Kita selbst geschrieben hat Bei uns fragen jede Woche drei Familien nach Rat. Ute Kern, Kita Sonnenblume, Stadt" in shown
        assert interest.email not in shown and "0170 5550" not in shown
    for who in ("head", "provider", "coordinator"):
        assert "fragen jede Woche" not in text(client_of(who).get(case.get_absolute_url()))


# Statements that come later ---------------------------------------------------------------------------------------


@pytest.mark.req("R184.H")
def test_what_was_still_to_come_is_given_after_the_decision_and_marked(world, client_of):
    with as_owner():
        case = make.make_application(world.own, state="submitted")
        make.make_statement(case, "team", world.people["head"])
    planner = client_of("social_planner")
    assert decide(planner, case, kind="continue", departure_reason=REASON).status_code == 302
    url = reverse("planning:statement_edit", args=[case.pk, "municipality"])
    before = planner.get(case.get_absolute_url()).content.decode()
    assert f'href="{url}"' in before and reverse("planning:statement_edit", args=[case.pk, "team"]) not in before  # what was said stands
    assert "Über den Antrag ist schon entschieden." in planner.get(url).content.decode()
    data = {"stance": "given", "stated_on": "20.11.2026", "spoken_by": "Bürgermeisteramt", "paper": "Schreiben vom 20.11.2026", "text": ""}
    assert planner.post(url, data).status_code == 302
    with as_owner():
        assert Statement.objects.get(party="municipality").late and not Statement.objects.get(party="team").late
        assert "Gemeinde: Zustimmung fehlt noch (3.1)" in Decision.objects.get().departures  # that day it was so
        assert Entry.objects.filter(kind="stated", text__contains="nach der Entscheidung").exists()
    assert "im Namen der Seite festgehalten von Sozialplanung Hier, nach der Entscheidung" in text(planner.get(case.get_absolute_url()))
    assert planner.post(url, {**data, "paper": "Schreiben vom 21.11.2026"}).status_code == 302  # a slip in it
    with as_owner():
        Application.objects.filter(pk=case.pk).update(state="withdrawn")
    assert client_of("head").post(reverse("planning:statement_edit", args=[case.pk, "provider"]), data).status_code == 422


# What waits -------------------------------------------------------------------------------------------------------


def test_waiting_cases_stand_oldest_first_with_what_since_when_and_until_when(world, client_of):
    with as_owner():
        Deadline.objects.create(place_id=world.county.pk, funding_year=2027, kind="decision", due=timezone.localdate() + timedelta(days=30))
        Deadline.objects.create(place_id=world.county.pk, funding_year=2026, kind="decision", due=timezone.localdate() - timedelta(days=30))
        today = timezone.localdate()
        names = (("Kita Abendrot", 5), ("Kita Morgentau", 40), ("Kita Zaunkönig", 90))
        for name, days in names:
            site = make.make_site(world.town, [make.make_kita(world.town, world.provider, name)], name, phase="interested")
            make.make_application(site, state="submitted", begun=today - timedelta(days=days + 20), submitted=today - timedelta(days=days))
        make.make_application(world.own, state="submitted", begun=today - timedelta(days=80), submitted=today - timedelta(days=60))
        make.make_application(world.sibling, state="decided", submitted=today - timedelta(days=400))
    shown = text(client_of("social_planner").get(reverse("planning:application_list")))
    listed = shown[shown.index("Anträge in Ihrem Bereich") :]
    at = [listed.index(name) for name in ("Kita Zaunkönig", "Kita Lindenhof", "Kita Morgentau", "Kita Abendrot", world.sibling.name)]
    assert at == sorted(at)
    due = timezone.localdate() + timedelta(days=30)
    assert "seit 90 Tagen" in listed and listed.count("zu entscheiden bis") == 1 and f"bis {due.day}. " in listed.replace("\xa0", " ")
    assert listed.count("Aufnahme") == 3 and listed.count("Fortführung") == 1  # the county's dates are those of going on
    assert "keine Frist eingetragen" not in listed


# Bulk continuation beside an application --------------------------------------------------------------------------


def continue_both(client, world, *, year=2027, **changes):
    data = {
        "resolution": "", "body": "youth_welfare_committee", "decided_on": "12.11.2026", "number": "JHA 2026/50", "effective_from": "1.1.2027",
        "reasons": "Die Arbeit trägt.", "departure_reason": REASON, "conditions": "", "plan": "", "next_due": "30.9.2027",
        "continued": [world.own.pk, world.sibling.pk], **changes,
    }  # fmt: skip
    return client.post(reverse("planning:continuation", args=[world.county.pk]) + f"?year={year}", data, follow=True)


@pytest.mark.req("R113.D")
def test_a_submitted_application_is_decided_with_its_site_as_it_asks(world, client_of):
    with as_owner():
        mine = make.make_application(world.own, state="submitted", forms=["guide"], coordinator_fte="0.75")
    planner = client_of("social_planner")
    before = text(planner.get(reverse("planning:continuation", args=[world.county.pk]) + "?year=2027"))
    assert "Der eingereichte Antrag wird damit entschieden, wie er gestellt ist (Lotse, 0,75 VZÄ)." in before
    assert "Träger: Zustimmung fehlt noch (3.1)" in before  # what departs in the case stands in the row
    done = text(continue_both(planner, world))
    assert f"Damit ist auch der Antrag entschieden: {world.own.name}." in done
    with as_owner():
        row = Decision.objects.get(site=world.own)
        assert row.application_id == mine.pk and len(row.departures) > 2 and row.forms == ["guide"]
        world.own.refresh_from_db()
        assert str(world.own.coordinator_fte) == "0.75" and Decision.objects.get(site=world.sibling).application is None


@pytest.mark.parametrize(("state", "words"), [("open", "In Arbeit"), ("returned", "Zurück zur Ergänzung")])
def test_an_application_that_is_not_submitted_is_over_with_the_decision_and_comes_back_with_it(world, client_of, state, words):
    """Otherwise the house goes on working on what nobody can decide any more."""
    with as_owner():
        case = make.make_application(world.sibling, state=state, forms=["guide"], coordinator_fte="0.75", begun=timezone.localdate())
    planner, year = client_of("social_planner"), f"{reverse('planning:continuation', args=[world.county.pk])}?year="
    assert f"Antrag: {words}. Mit der Entscheidung ist er abgeschlossen, auch wenn er nicht eingereicht ist." in text(planner.get(f"{year}2027"))
    assert f"Antrag: {words}. Er ist erst nach 2025 begonnen und bleibt, wie er ist." in text(planner.get(f"{year}2025"))
    assert f"Damit ist auch der Antrag entschieden: {world.sibling.name}." in text(continue_both(planner, world))
    with as_owner():
        case.refresh_from_db()
        row = Decision.objects.get(site=world.sibling)
        assert case.state == "decided" and row.application_id == case.pk
        assert (row.forms, row.coordinator_fte) == ([], None)  # what a draft asks for is not what was applied for
        assert Entry.objects.get(kind="close").text == "Antrag mit der Entscheidung über den Standort abgeschlossen"
    shown = text(planner.get(case.get_absolute_url()))
    assert "Zur Entscheidung" in shown and "JHA 2026/50" in shown and "sobald der Antrag eingereicht ist" not in shown
    planner.post(reverse("planning:decision_take_back", args=[row.pk]), {"reason": "Vertagt."})
    with as_owner():
        case.refresh_from_db()
        assert case.state == state
    assert "sobald der Antrag eingereicht ist" in text(planner.get(case.get_absolute_url()))


def test_a_decision_about_an_earlier_year_leaves_the_application_of_today(world, client_of):
    with as_owner():
        case = make.make_application(world.sibling, begun=timezone.localdate())
    days = {"decided_on": "1.11.2024", "effective_from": "1.1.2025", "next_due": "", "sure": "on"}
    assert "Damit ist auch" not in text(continue_both(client_of("social_planner"), world, year=2025, **days))
    with as_owner():
        case.refresh_from_db()
        assert case.state == "open" and Decision.objects.filter(site=world.sibling, funding_year=2025).exists()


@pytest.mark.parametrize(
    ("phase", "recorded", "state"),
    [("interested", "on_the_way", "decided"), ("established", "ended", "decided"), ("on_the_way", "established", "open")],
)
def test_a_beginning_or_an_end_from_outside_answers_the_application(world, client_of, phase, recorded, state):
    with as_owner():
        site = make.make_site(world.town, [make.make_kita(world.town, world.provider, "Kita Talblick")], "Kita Talblick", phase=phase, since=HELD)
        case = make.make_application(site)
    paper = {"phase": recorded, "effective_from": "1.1.2027", "body": "county_council", "decided_on": "12.11.2026", "number": "KT 9", "reasons": ""}
    assert client_of("social_planner").post(reverse("planning:phase_record", args=[site.pk]), paper).status_code == 302
    with as_owner():
        case.refresh_from_db()
        decision = Decision.objects.get(site=site)
        assert case.state == state and (decision.application_id == case.pk) == (state == "decided")
    client_of("social_planner").post(reverse("planning:decision_take_back", args=[decision.pk]), {"reason": "Ein Versehen."})
    with as_owner():
        case.refresh_from_db()
        assert case.state == "open"


def test_a_site_that_ends_by_a_decision_from_outside_is_not_offered_to_go_on(world, client_of):
    with as_owner():
        make.make_decision(world.own, world.people["social_planner"], kind="end", effective_from=date(2027, 1, 1))
    planner = client_of("social_planner")
    shown = text(planner.get(reverse("planning:continuation", args=[world.county.pk]) + "?year=2027"))
    assert "beendet ab 1. Januar 2027" in shown.replace("\xa0", " ") and f"{world.own.name} fortführen" not in shown
    assert f"{world.sibling.name} fortführen" in shown and "1 von 2 Standorten hat für 2027 noch keine Entscheidung." in shown
    this_year = text(planner.get(reverse("planning:continuation", args=[world.county.pk]) + "?year=2026"))
    assert "beendet ab" not in this_year and f"{world.own.name} fortführen" in this_year


def test_an_end_decides_the_submitted_application_too(world, client_of):
    with as_owner():
        mine = make.make_application(world.own, state="submitted")
    answer = continue_both(
        client_of("social_planner"), world, continued=[world.sibling.pk], ended=[world.own.pk], **{f"end_reason_{world.own.pk}": "Schluss."}
    )
    assert "Damit ist auch der Antrag entschieden" in text(answer)
    with as_owner():
        assert (Application.objects.get(pk=mine.pk).state, Decision.objects.get(site=world.own).kind) == ("decided", "end")
