"""Loading the demo world: the same twice, into an empty database only, and no trace of a failure."""

import hashlib
import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from sites.models import County
from tests.conftest import as_owner
from thekiz.demo import progress, world

TODAY = date(2026, 11, 24)
REPORTS = "Sachberichte werden geschrieben"
MADE = (
    "SELECT s.name, o.title, x.held_on, x.adults_centre, x.adults_space, x.children, x.note, x.cancelled, x.logged FROM offers_session x"
    " JOIN offers_offer o ON o.id = x.offer_id JOIN sites_site s ON s.place_id = x.site_id ORDER BY 1, 2, 3",
    "SELECT name, email FROM sites_user ORDER BY 2",
    "SELECT s.name, t.party, t.stated_on, t.stance, t.spoken_by FROM planning_statement t"
    " JOIN sites_site s ON s.place_id = t.site_id ORDER BY 1, 2, 3",
    "SELECT s.name, i.title, v.measured_on, v.value, v.value_of FROM planning_indicatorvalue v JOIN planning_indicator i ON i.id = v.indicator_id"
    " JOIN sites_site s ON s.place_id = v.site_id ORDER BY 1, 2, 3",
    "SELECT s.name, f.held_on, f.hours, f.topic, f.door FROM processes_facilitationnote f JOIN sites_site s ON s.place_id = f.site_id"
    " ORDER BY 1, 2, 4, 3",
)


class Enough(Exception):
    """Everything that dice decide has been made; the reports are made from it."""


def fingerprint_of(seed: int, today: date) -> str:
    """What was made, without the numbers that the database gives."""
    prints = []

    def look(stage, done, total):
        if stage == REPORTS:
            with connection.cursor() as cursor:
                for query in MADE:
                    cursor.execute(query)
                    prints.append(hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest())
            raise Enough

    with as_owner(), pytest.raises(Enough), transaction.atomic():
        world.load(seed=seed, today=today, progress=look)
    return "".join(prints)


def test_the_same_seed_and_day_make_the_same_world_and_others_another(db):
    first = fingerprint_of(7, TODAY)
    assert fingerprint_of(7, TODAY) == first
    assert fingerprint_of(8, TODAY) != first


@pytest.mark.parametrize("today", [date(2027, 1, 1), date(2028, 2, 29), date(2026, 12, 27)], ids=str)
def test_any_day_can_be_the_day_of_loading(today, db):
    """A holiday, a leap day, a Sunday in the quiet week."""
    assert fingerprint_of(1, today)


def test_a_stopped_load_leaves_nothing(db):
    fingerprint_of(7, TODAY)
    assert not County.objects.exists()


def test_a_database_with_counties_is_refused(request, db):
    request.getfixturevalue("world")
    with as_owner(), pytest.raises(CommandError, match="already holds counties"):
        call_command("load_demo")


def test_the_command_leaves_no_progress_file_behind_a_failure(db, monkeypatch, settings):
    seen = []

    def broken(*, seed, today, progress):
        progress("Landkreise werden angelegt", 1, 4)
        seen.append(json.loads((settings.DATA_DIR / "loading.json").read_text()))
        raise RuntimeError

    monkeypatch.setattr("thekiz.demo.management.commands.load_demo.load", broken)
    with pytest.raises(RuntimeError):
        call_command("load_demo", stdout=StringIO())
    assert seen == [{"stage": "Landkreise werden angelegt", "done": 1, "total": 4}]
    assert not progress.file().exists()
