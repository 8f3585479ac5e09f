"""Every list that leaves as a file: the same cells with the same types in CSV, XLSX and ODS, names that say of whom and of when, links to all."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from sites.core.sheets import KINDS
from sites.core.tables import clean
from tests import factories as make
from tests.conftest import as_owner
from tests.files import csv_rows, in_csv, ods_rows, xlsx_rows

HOSTILE = ('=HYPERLINK("http://x")', "+49 3677", "-1+1", "@SUMME(A1)", "\t=1")
YEAR = timezone.localdate().year


def site_export(world) -> tuple[Callable[[str], str], str, str]:
    """(address by kind, page with its links, name of the file)."""
    with as_owner():
        for name in HOSTILE:
            make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita{name}")], name)
        make.make_session(make.make_offer(world.own), timezone.localdate() - timedelta(days=3), figures=(4, 2, 6))
        make.make_contract(world.own, make.make_user("Begleitung"), hours="7.5")
    return lambda kind: reverse("reporting:site_export", args=[kind]), reverse("reporting:site_list"), f"standorte-ilm-kreis-{YEAR}"


def measure_export(world) -> tuple[Callable[[str], str], str, str]:
    with as_owner():
        measure = make.make_measure(world.own, 2026)
        for number, title in enumerate(HOSTILE):
            make.make_cost(measure, f"{1000 + number}.50", "999.05" if number else None, title=title)
        make.make_funding(measure, "16000.00", "15950.25")
    page = reverse("planning:measure_detail", args=[measure.pk])
    return lambda kind: reverse("reporting:measure_export", args=[measure.pk, kind]), page, "nachweis-kita-lindenhof-2026"


def money_export(world) -> tuple[Callable[[str], str], str, str]:
    with as_owner():
        for name in HOSTILE:
            site = make.make_site(world.town, [make.make_kita(world.town, world.provider, f"Kita{name}")], name)
            make.make_cost(make.make_measure(site, YEAR), "1234.50")
    page = reverse("planning:money_list", args=[world.county.pk])
    return lambda kind: reverse("reporting:money_export", args=[world.county.pk, kind]), page, f"massnahmen-ilm-kreis-{YEAR}"


@pytest.mark.parametrize("export", [site_export, measure_export, money_export])
def test_three_formats_say_the_same(world, client_of, export):
    planner, (address, page, name) = client_of("social_planner"), export(world)
    shown = planner.get(page).content.decode()
    files = {}
    for kind, content_type in KINDS.items():
        assert address(kind) in shown, kind
        answer = planner.get(address(kind))
        assert answer["Content-Disposition"] == f'attachment; filename="{name}.{kind}"' and answer["Content-Type"] == content_type
        files[kind] = answer.content
    rows = ods_rows(files["ods"])
    exact = [[round(Decimal(str(value)), 6) if isinstance(value, float) else value for value in row] for row in xlsx_rows(files["xlsx"])]
    assert exact == rows and len(rows) > len(HOSTILE)
    assert csv_rows(files["csv"]) == [[in_csv(value) for value in row] for row in rows]
    values = [value for row in rows[1:] for value in row]
    assert any(isinstance(value, Decimal) for value in values) and set(map(clean, HOSTILE)) <= set(values)
    assert address("exe") and planner.get(address("exe")).status_code == 404


def test_days_stay_days_and_amounts_keep_their_cents(world, client_of):
    address, *_ = site_export(world)
    line = next(row for row in ods_rows(client_of("social_planner").get(address("ods")).content) if row[0] == world.own.name)
    assert [type(value) for value in (line[5], line[8], line[10], line[12])] == [date, Decimal, Decimal, date]
    assert "7,50" in client_of("social_planner").get(address("csv")).content.decode()


def test_a_list_of_several_counties_names_none(world, client_of):
    answer = client_of("provider").get(reverse("reporting:site_export", args=["ods"]))
    assert answer["Content-Disposition"] == f'attachment; filename="standorte-{YEAR}.ods"'
