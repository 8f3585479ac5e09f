"""Effect before number: pages and papers lead with needs, goals and outcomes, and counts never stand alone (R242)."""

import copy
from datetime import timedelta

import pytest
from django.utils import timezone

from reporting.documents.report import report_document
from tests import factories as make
from tests.conftest import as_owner
from tests.reporting import snapshots


def summary_of(snapshot):
    chapter = report_document(snapshot, snapshots.APPROVALS, "0" * 64).chapters[0]
    return " ".join(str(block) for block in chapter.blocks)


@pytest.mark.req("R242.D")
def test_need_and_goal_come_before_offers_and_their_counts(world, client_of):
    with as_owner():
        need = make.make_need(world.own)
        offer = make.make_offer(world.own, needs=[need], goal=make.make_goal(world.own, need))
        make.make_session(offer, timezone.localdate() - timedelta(days=2), figures=(4, 2, 6))
    page = client_of("coordinator").get(offer.get_absolute_url()).content.decode()
    places = [page.index(part) for part in ('<nav class="thread-line"', need.title, "Eltern finden Kontakte", 'id="h-dates"')]
    assert places == sorted(places)
    titles = [chapter.title for chapter in report_document(snapshots.lindenhof(), snapshots.APPROVALS, "0" * 64).chapters]
    order = [titles.index(title) for title in ("Ausgangslage und Bedarfe", "Ziele und Indikatoren", "Angebote")]
    assert order == sorted(order)


@pytest.mark.req("R242.K")
def test_beside_the_counts_a_report_always_says_how_far_its_goals_are():
    told = summary_of(snapshots.lindenhof())
    assert "Termine" in told and "Indikatoren" in told and "sind erreicht." in told
    bare = copy.deepcopy(snapshots.lindenhof()) | {"goals": []}
    told = summary_of(bare)
    assert "Termine" in told and "kein Indikator festgelegt" in told
