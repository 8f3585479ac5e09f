"""Evidence is put down once and used where it is needed: register, re-use, no file of names (R247, UF10)."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from offers.models import Evidence, EvidenceUse
from sites.core.roles import Role
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner
from tests.sites.reading import text

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def url(name, row, query=""):
    return reverse(f"offers:evidence_{name}", args=[row.pk]) + query


def typed(**changes):
    return {"kind": "feedback", "title": "Feedbackbogen", "extent": "38 Antworten", "dated": "12.5.2026", "valid_until": "", "where": "", **changes}


@pytest.mark.req("R247.H")
def test_evidence_has_kind_file_day_and_belongs_to_goal_offer_and_meeting(world, client_of):
    with as_owner():
        goal, offer = make.make_goal(world.own), make.make_offer(world.own)
        body = make.make_body(world.own)
        meeting = make.make_meeting(body, date(2026, 6, 10))
    client = client_of("coordinator")
    form = typed(goals=[goal.pk], offers=[offer.pk], meetings=[meeting.pk], valid_until="31.12.2027")
    answer = client.post(url("create", world.own), {**form, "upload": SimpleUploadedFile("bogen.pdf", PDF, "application/pdf")}, follow=True)
    page = text(answer)
    assert "Feedbackbogen" in page and goal.title in page and offer.title in page and str(body) in page and "bogen.pdf" in page
    with as_owner():
        row = Evidence.objects.get()
        assert (row.kind, row.dated, row.valid_until, row.document.filename) == ("feedback", date(2026, 5, 12), date(2027, 12, 31), "bogen.pdf")
        assert EvidenceUse.objects.filter(evidence=row).count() == 3


def test_every_kind_says_what_counts(world, client_of):
    page = text(client_of("head").get(url("create", world.own)))
    for words in ("Protokoll: schriftlich, digital oder als Aufnahme", "Teilnahmeliste: wie viele da waren, ohne Namen", "Portfolio oder andere"):
        assert words in page
    assert len(Evidence.Kind) == 8


def test_uses_are_changed_where_the_evidence_is(world, client_of):
    with as_owner():
        goal, offer = make.make_goal(world.own), make.make_offer(world.own)
        row = make.make_evidence(world.own, goal=goal)
    assert client_of("coordinator").post(url("edit", row), typed(offers=[offer.pk])).status_code == 302
    with as_owner():
        use = EvidenceUse.objects.get(evidence=row)
        assert (use.goal, use.offer) == (None, offer)
        assert Entry.objects.filter(subject=f"offers.evidence:{row.pk}", internal=True).exists()


@pytest.mark.req("R247.K")
@pytest.mark.guard("no-names")
def test_no_file_of_names_is_kept_for_a_list_of_participants(world, client_of):
    form = {**typed(kind="participants"), "upload": SimpleUploadedFile("liste.pdf", PDF, "application/pdf")}
    answer = client_of("coordinator").post(url("create", world.own), form)
    assert answer.status_code == 422 and "wird keine Datei abgelegt" in text(answer) and "namentliche Liste" in text(answer)
    assert client_of("coordinator").post(url("create", world.own), typed(kind="participants")).status_code == 302
    with as_owner():
        assert Evidence.objects.get().document is None


def test_what_holds_is_proposed_instead_of_being_asked_for_again(world, client_of):
    today = timezone.localdate()
    with as_owner():
        goal, other = make.make_goal(world.own), make.make_goal(world.own, title="Anderes Ziel")
        there = make.make_evidence(world.own, "Bericht 2025", goal=other, valid_until=today)
        make.make_evidence(world.own, "Alter Bericht", goal=other, valid_until=today - timedelta(days=1))
        make.make_evidence(world.sister, "Fremder Bericht")
    client = client_of("coordinator")
    page = text(client.get(url("create", world.own, f"?goal={goal.pk}")))
    assert "Schon da und gültig" in page and "Bericht 2025" in page and "Alter Bericht" not in page and "Fremder Bericht" not in page
    for _ in range(2):
        assert client.post(url("use", there), {"goal": goal.pk}).status_code == 302
    with as_owner():
        assert EvidenceUse.objects.filter(evidence=there, goal=goal).count() == 1
    assert "Schon da und gültig" not in text(client.get(url("create", world.own, f"?goal={goal.pk}")))
    thread = reverse("planning:goal_list", args=[world.own.pk])
    assert "Nachweis ergänzen" not in text(client.get(f"{thread}?goal={goal.pk}"))
    with as_owner():
        Evidence.objects.filter(pk=there.pk).update(valid_until=today - timedelta(days=1))
    assert "Nachweis ergänzen" in text(client.get(f"{thread}?goal={goal.pk}"))


@pytest.mark.guard("use-here")
def test_evidence_shows_nothing_of_another_house(world, client_of):
    with as_owner():
        row, foreign = make.make_evidence(world.own), make.make_goal(world.sister)
        make.give(world.people["coordinator"], Role.COORDINATOR, world.sister)  # who works in both houses
    client = client_of("coordinator")
    answer = client.post(url("use", row), {"goal": foreign.pk}, follow=True)
    assert "gibt es hier nicht" in text(answer)
    assert client.post(url("create", world.own), typed(goals=[foreign.pk])).status_code == 422
    with as_owner():
        assert not EvidenceUse.objects.exists()


def test_the_register_tells_what_holds_from_what_is_over(world, client_of):
    today = timezone.localdate()
    with as_owner():
        make.make_evidence(world.own, "Gilt heute noch", valid_until=today)
        make.make_evidence(world.own, "Gilt auf Dauer")
        make.make_evidence(world.own, "Gestern abgelaufen", valid_until=today - timedelta(days=1))
    client = client_of("facilitator")
    page, past = text(client.get(url("list", world.own))), text(client.get(url("list", world.own, "?show=past")))
    assert "Gilt heute noch" in page and "Gilt auf Dauer" in page and "Gestern abgelaufen" not in page and "Nachweis ablegen" not in page
    assert "Gestern abgelaufen" in past and "Gilt heute noch" not in past


def test_who_does_not_read_evidence_sees_only_that_there_is_some(world, client_of):
    with as_owner():
        goal = make.make_goal(world.own, make.make_need(world.own))
        row = make.make_evidence(world.own, "Bogen mit Antworten", goal=goal)
    page = text(client_of("parent_representative").get(reverse("planning:goal_detail", args=[goal.pk])))
    assert row.title not in page and "1 Nachweis" in page
    assert row.title in text(client_of("provider").get(reverse("planning:goal_detail", args=[goal.pk])))


def test_the_register_is_filtered_by_kind_and_by_what_runs_out(world, client_of):
    """The sixtieth day runs out, the sixty-first does not, nor what is over; a filter is kept under a name and opens at this house."""
    today = timezone.localdate()
    with as_owner():
        for title, days in (("Heute zu Ende", 0), ("Sechzig Tage", 60), ("Einundsechzig Tage", 61), ("Vorbei", -1)):
            make.make_evidence(world.own, title, valid_until=today + timedelta(days=days))
        make.make_evidence(world.own, "Auf Dauer")
        make.make_evidence(world.own, "Ein Artikel", kind="publication", valid_until=today)
    client = client_of("coordinator")
    soon = text(client.get(url("list", world.own, "?show=soon")))
    assert all(title in soon for title in ("Heute zu Ende", "Sechzig Tage", "Ein Artikel")) and "läuft ab" in soon
    assert not any(title in soon for title in ("Einundsechzig", "Vorbei", "Auf Dauer"))
    narrowed = text(client.get(url("list", world.own, "?show=soon&kind=publication")))
    assert "Ein Artikel" in narrowed and "Heute zu Ende" not in narrowed
    assert "Kein Nachweis dieser Art" in text(client.get(url("list", world.own, "?kind=minutes")))
    named = {"view": "offers:evidence_list", "place": world.own.pk, "name": "Artikel", "query": "show=soon&kind=publication"}
    kept = client.post(reverse("sites:view_save"), named, follow=True)
    assert "Ein Artikel" in text(kept) and "Heute zu Ende" not in text(kept)
    page = client.get(url("list", world.own)).content.decode()
    assert f'href="{url("list", world.own)}?show=soon&amp;kind=publication"' in page
    lost = client.post(reverse("sites:view_save"), {**named, "place": ""})
    assert lost["Location"] == reverse("reporting:home")


def test_the_page_of_a_meeting_lists_what_shows_it(world, client_of):
    """With a way to put one down that carries the meeting along; who reads no evidence sees no section."""
    with as_owner():
        body = make.make_body(world.own)
        held, coming = make.make_meeting(body, date(2026, 6, 10)), make.make_meeting(body, timezone.localdate() + timedelta(days=5))
        make.make_evidence(world.own, "Protokoll vom 10. Juni", meeting=held)
        make.make_evidence(world.own, "Protokoll vom Mai", meeting=make.make_meeting(body, date(2026, 5, 10)))
    client, page = client_of("coordinator"), reverse("planning:meeting_detail", args=[held.pk])
    shown, create = client.get(page), url("create", world.own, f"?meeting={held.pk}")
    assert "Protokoll vom 10. Juni" in text(shown) and "Protokoll vom Mai" not in text(shown) and create in shown.content.decode()
    assert client.post(create, typed(title="Fotoprotokoll", meetings=[held.pk])).status_code == 302
    assert "Fotoprotokoll" in text(client.get(page))
    assert "evidence/new" not in client.get(reverse("planning:meeting_detail", args=[coming.pk])).content.decode().replace(create, "")
    reader = client_of("parent_representative").get(page)
    assert reader.status_code == 404 or "Protokoll vom 10. Juni" not in text(reader)
    assert create not in client_of("provider").get(page).content.decode()


@pytest.mark.parametrize("many", [3, 60])
def test_register_and_meeting_ask_as_little_for_many_as_for_few(world, client_of, own_queries, many):
    with as_owner():
        meeting = make.make_meeting(make.make_body(world.own), date(2026, 6, 10))
        for number in range(many):
            make.make_evidence(world.own, f"Bogen {number}", meeting=meeting)
    client = client_of("coordinator")
    for page, most in ((url("list", world.own), 5), (reverse("planning:meeting_detail", args=[meeting.pk]), 8)):
        client.get(page)
        with own_queries() as seen:
            client.get(page)
        assert seen.count <= 4 + most, [query["sql"][:90] for query in seen.captured_queries]
