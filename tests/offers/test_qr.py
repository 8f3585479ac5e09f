"""QR codes are drawn in one place, from the modules that the library makes for the address."""

import re
from datetime import date
from pathlib import Path

import pytest
import segno

from offers.rules.qr import QUIET, qr_svg
from reporting.documents import papers

ROOT = Path(__file__).parent.parent.parent
ADDRESS = "https://thekiz.example/familien/l/"


@pytest.mark.parametrize("size", ["", "34mm"])
def test_the_code_leads_to_the_page_and_is_dark_on_light(size):
    drawing = qr_svg(ADDRESS, "QR-Code zu allen Terminen", size=size)
    modules = {(x, int(y)) for start, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h", drawing) for x in range(int(start), int(start) + int(length))}
    matrix = segno.make_qr(ADDRESS, error="m").matrix
    assert modules == {(x + QUIET, y + QUIET) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert "<title>QR-Code zu allen Terminen</title>" in drawing and ('width="34mm"' in drawing) == bool(size)
    assert f'viewBox="0 0 {len(matrix) + 2 * QUIET} {len(matrix) + 2 * QUIET}"' in drawing


def test_paper_and_page_have_the_same_drawing():
    house = papers.House("Kita", "Ilmenau", "", "", "", "", "", ADDRESS)
    paper = papers.Programme(house, date(2026, 12, 1), [], date(2026, 11, 24)).qr
    assert paper.replace(' width="34mm" height="34mm"', "") == qr_svg(ADDRESS, "QR-Code zu allen Terminen")


def test_nothing_else_draws_one():
    draws = [
        path for path in ROOT.glob("*/**/*.py") if ".venv" not in path.parts and "tests" not in path.parts and "import segno" in path.read_text()
    ]
    assert [path.relative_to(ROOT).as_posix() for path in draws] == ["offers/rules/qr.py"]
