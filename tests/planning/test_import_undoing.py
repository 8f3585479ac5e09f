"""A table is taken back whole, while its rows are as it wrote them and nothing rests on them."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from planning.models import ImportRun, SocialFigure
from sites.core.wall import set_wall
from sites.models import Entry, FormerName, FormerProvider, Kita, Municipality, Place, Provider
from tests import factories as make
from tests.conftest import as_owner
from tests.planning.test_import_shapes import press
from tests.planning.test_imports import KITA_HEAD, PROVIDER, applied

TABLE = f"{KITA_HEAD}\nK-1;Kita Neu;Ilmenau;{PROVIDER};98693;40;\nK-2;Kita Lindenhof;Ilmenau;Stadt Schleiz;;;03677 9\n"


def counts():
    with as_owner():
        return [model.objects.count() for model in (Kita, Provider, Municipality, Place, SocialFigure, FormerName, FormerProvider)]


def test_everything_is_as_it_was_before(world, client_of):
    planner, before = client_of("social_planner"), counts()
    runs = [
        applied(planner, world.county, "municipalities", "AGS;Name\n16070058;Geratal\n"),
        applied(planner, world.county, "providers", f"Name;Art;E-Mail\nTräger Neu;frei;\n{PROVIDER};frei;info@ilmtal.example\n"),
        applied(planner, world.county, "kitas", TABLE),
        applied(planner, world.county, "figures", "Kennzahl;Stichtag;Wert;Quelle\ncare_rate_3_6;31.12.2024;5,5 %;Amt\n"),
    ]
    with as_owner():
        kita = Kita.objects.get(key="K-2")
        assert (kita.provider, kita.phone) == (world.other_provider, "03677 9") and FormerProvider.objects.filter(kita=kita).exists()
    for run in reversed(runs):
        body = press(planner, "import_take_back", run)
        assert "Die Tabelle ist zurückgenommen." in body and run.taken_back, body
    assert counts() == before
    with as_owner():
        kita.refresh_from_db()
        assert (kita.provider, kita.phone, kita.key) == (world.provider, "", "")
        assert Provider.objects.get(name=PROVIDER).email == ""
        entry = Entry.objects.get(subject=f"planning.importrun:{runs[2].pk}", kind="taken_back")
        assert entry.details["restored"] == 1 and "Sozialplanung" in entry.person_label
        assert Entry.objects.filter(subject=f"sites.kita:{kita.pk}", text__contains="Tabelle zurückgenommen").exists()


@pytest.mark.guard("take-back-touched")
def test_what_somebody_has_changed_since_is_named_and_everything_stays(world, client_of):
    planner = client_of("social_planner")
    run = applied(planner, world.county, "kitas", TABLE)
    with as_owner():
        Kita.objects.filter(key="K-1").update(places=41)
    assert "„Kita Neu“ wurde seitdem geändert." in press(planner, "import_take_back", run)
    with as_owner():
        assert Kita.objects.get(key="K-2").phone == "03677 9" and Kita.objects.filter(key="K-1").exists() and not run.taken_back


def test_what_something_rests_on_is_named_and_everything_stays(world, client_of):
    planner = client_of("social_planner")
    run = applied(planner, world.county, "kitas", TABLE)
    with as_owner():
        make.make_kita_link(world.own, Kita.objects.get(key="K-1"), starts=date(2025, 1, 1))
    assert "Auf „Kita Neu“ bauen inzwischen andere Angaben auf." in press(planner, "import_take_back", run) and not run.taken_back
    with as_owner():
        assert Kita.objects.get(key="K-2").phone == "03677 9"


@pytest.mark.guard("take-back-once")
def test_only_a_table_that_is_in_is_taken_back_and_once(world, client_of):
    planner = client_of("social_planner")
    with as_owner():
        waiting = make.make_import(world.county)
    assert "noch nicht übernommen" in press(planner, "import_take_back", waiting)
    run = applied(planner, world.county, "providers", "Name;Art\nTräger Neu;frei\n")
    press(planner, "import_take_back", run)
    applied(planner, world.county, "providers", "Name;Art\nTräger Neu;frei\n")
    assert "schon zurückgenommen" in press(planner, "import_take_back", run)
    with as_owner():
        assert Provider.objects.filter(name="Träger Neu").exists()


@pytest.mark.guard("take-back-place")
def test_the_database_removes_for_the_own_county_alone(world):
    with as_owner():
        theirs = make.make_kita(world.town, world.provider, "Kita Fremd")
        written = [{"model": "sites.Kita", "pk": theirs.pk, "title": "", "new": {}, "old": None}]
        foreign = make.make_import(world.other_county, applied="2026-01-01T10:00Z", written=written)
        inside = make.make_import(world.county, applied="2026-01-01T10:00Z", written=written)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        _remove(world.county.pk, inside.pk + 1000)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        _remove(world.county.pk, foreign.pk)
    with transaction.atomic():
        _remove(world.other_county.pk, foreign.pk)  # reaches the run, and its rows are another county's
    with as_owner():
        assert Kita.objects.filter(pk=theirs.pk).exists() and ImportRun.objects.count() == 2


def _remove(county: int, run: int) -> None:
    set_wall([county])
    with connection.cursor() as cursor:
        cursor.execute("SELECT model, pk FROM thekiz_take_back(%s, true)", [run])
