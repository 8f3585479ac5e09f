"""A crisis beside the figures of its year: in the Sachbericht, for the year it was in, and of the places that hold for the site."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from reporting.documents.report import report_document
from reporting.documents.snapshots import report_snapshot
from sites.core.access import Access
from sites.core.wall import set_wall
from tests import factories as make
from tests.conftest import as_owner


@pytest.mark.parametrize(("year", "words"), [(2025, "Sturm, 1. November bis 31. Dezember 2025"), (2026, "Sturm, 1. bis 31. Januar 2026"), (2024, "")])
def test_the_sachbericht_says_when_the_year_was_a_crisis(world, year, words):
    with as_owner():
        make.make_period(world.county, "Sturm", starts=date(2025, 11, 1), ends=date(2026, 1, 31))
        make.make_period(world.other_county, "Anderswo", starts=date(2020, 1, 1))
        make.make_period(world.own, "Kommt noch", starts=timezone.localdate() + timedelta(days=400))
        report = make.make_report(world.own, year)
    access = Access(world.people["head"])
    set_wall(access.reach("reports.draft", "sites.view").places, person=access.user.pk)
    snapshot = report_snapshot(access=access, report=report, draft=True)
    assert snapshot.get("crisis", "").replace("\xa0", " ") == words
    facts = dict(report_document(snapshot, None, "0" * 64).master)
    assert ("Krisenzeit" in facts) == bool(words)
