"""A submitted Sachbericht and a return are taken back until the other side has acted."""

import pytest

from reporting.models import Chapter, ReportSnapshot
from reporting.services.reports import write_chapter
from tests.conftest import as_owner
from tests.reporting.test_returned import report, step, stored

__all__ = ["report"]


def test_the_head_takes_back_what_nobody_has_reviewed(client_of, report):
    head, planner = client_of("head"), client_of("social_planner")
    page = head.get(report.get_absolute_url()).content.decode()
    assert "Einreichen zurücknehmen" in page and "prüft." in page and "Warum nehmen Sie das Einreichen zurück?" in page
    assert step(head, report, "take_back").status_code == 422  # a reason is asked for
    assert step(head, report, "take_back", note="Kapitel 3 fehlt noch ein Satz.").status_code == 302
    assert stored(report).state == "draft" and "Einreichen" in head.get(report.get_absolute_url()).content.decode()
    with as_owner():
        assert ReportSnapshot.objects.filter(report=report).count() == 1  # the version that was seen stays
    assert "hat den Sachbericht 2025 zurückgenommen" in planner.get("/").content.decode()
    assert step(head, report, "submit").status_code == 302 and step(planner, report, "accept").status_code == 302
    late = step(head, report, "take_back", note="Doch nicht.")
    assert late.status_code == 422 and stored(report).state == "accepted"


@pytest.mark.guard("answered-return")
def test_the_planner_takes_back_a_return_until_the_house_has_written(client_of, report, behind_forms):
    planner, head = client_of("social_planner"), client_of("head")
    step(planner, report, "hand_back", note="Falscher Bericht", chapters=["goals"])
    page = planner.get(report.get_absolute_url()).content.decode()
    assert "Warum nehmen Sie die Rückgabe zurück?" in page and "Was soll ergänzt werden?" not in page and "In welchen Kapiteln?" not in page
    assert step(planner, report, "take_back_return", note="Verwechselt").status_code == 302
    with as_owner():
        assert Chapter.objects.get(report=report, key="goals").ready
    assert stored(report).state == "submitted" and "hat die Rückgabe zurückgenommen" in head.get("/").content.decode()
    step(planner, report, "hand_back", note="Bitte ergänzen", chapters=["goals"])
    with as_owner():
        chapter = Chapter.objects.get(report=report, key="goals")
    write_chapter(access=behind_forms("coordinator"), chapter=chapter, text="Neu geschrieben", ready=True)
    refused = step(planner, report, "take_back_return", note="Zu spät")
    assert refused.status_code == 422 and "Das Haus hat seitdem geschrieben." in refused.content.decode() and stored(report).state == "returned"
