"""A Sachbericht that came back: reason, chapters and person on top; and no second time unchanged without a word why."""

import pytest
from django.urls import reverse

from reporting.models import Chapter, Report
from reporting.services.reports import take_step
from sites.models import Entry
from tests import factories as make
from tests.conftest import as_owner

NOTE = "Bitte schreiben Sie, woran Sie die Wirkung erkennen."


@pytest.fixture
def report(world, behind_forms):
    """Submitted by the head as the services do it."""
    with as_owner():
        report = make.make_report(world.own, 2025, ready=True)
    return take_step(access=behind_forms("head"), obj=report, name="submit")


def step(client, report, name, **data):
    return client.post(reverse("reporting:report_step", args=[report.pk, name]), data)


def stored(report):
    with as_owner():
        return Report.objects.get(pk=report.pk)


def chapter(report, key):
    with as_owner():
        return Chapter.objects.get(report=report, key=key)


def test_a_returned_report_shows_reason_chapters_and_person_on_top(world, client_of, report):
    answer = step(client_of("social_planner"), report, "hand_back", note=NOTE, chapters=["goals", "deviations"])
    assert answer.status_code == 302 and not chapter(report, "goals").ready and chapter(report, "summary").ready
    for role in ("head", "coordinator", "provider"):
        page = client_of(role).get(report.get_absolute_url()).content.decode().split("Kapitel</h2>")[0]
        assert NOTE in page and "Sozialplanung Hier, Sozialplanung" in page
        assert "Kapitel 3: Ziele und Indikatoren" in page and "Kapitel 10: Abweichungen und Erkenntnisse" in page and "Kapitel 1:" not in page
    start = client_of("head").get("/").content.decode()
    assert "Sachbericht 2025 ist zurück zur Ergänzung" in start and NOTE in start and "Kapitel 3: Ziele und Indikatoren" in start
    assert NOTE in client_of("coordinator").get("/").content.decode()


@pytest.mark.guard("unchanged-report")
def test_nobody_submits_again_unchanged_without_a_word_why(world, client_of, report, behind_forms):
    take_step(access=behind_forms("social_planner"), obj=report, name="hand_back", note=NOTE)
    head = client_of("head")
    assert "Warum reichen Sie ihn unverändert wieder ein?" in head.get(report.get_absolute_url()).content.decode()
    refused = step(head, report, "submit", note="  ")
    assert refused.status_code == 422 and "Seit der Rückgabe ist kein Text geändert." in refused.content.decode()
    asked = refused.content.decode().split("Warum reichen Sie ihn unverändert wieder ein?")[1].split("</details>")[0]
    assert "die Mail an" not in asked  # none is sent
    assert "freiwillig" not in asked  # what is asked for is no gift
    assert stored(report).state == "returned" and stored(report).version == 1
    assert step(head, report, "submit", note="Die Zahlen waren falsch, sie sind berichtigt.").status_code == 302
    with as_owner():
        entry = Entry.objects.filter(subject=f"reporting.report:{report.pk}", kind="submit").latest("pk")
    assert stored(report).state == "submitted" and stored(report).version == 2 and "berichtigt" in entry.note


def test_a_changed_report_is_submitted_without_a_word(world, client_of, report, behind_forms):
    take_step(access=behind_forms("social_planner"), obj=report, name="hand_back", note=NOTE)
    with as_owner():
        Chapter.objects.filter(report=report, key="goals").update(text="Wir fragen die Eltern zweimal im Jahr.")
    head = client_of("head")
    assert "unverändert" not in head.get(report.get_absolute_url()).content.decode()
    assert step(head, report, "submit").status_code == 302 and stored(report).version == 2
