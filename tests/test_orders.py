"""Every list says what it can be ordered by, or why not; each column runs up and down, over pages, with nothing lost and nothing doubled."""

import csv
import io
import re
from html import unescape
from pathlib import Path

import pytest
from django.urls import get_resolver, reverse

from sites.core.rights import ACTIONS
from sites.core.roles import Role
from tests import factories as make
from tests.conftest import as_owner
from tests.orders import MANY, ORDERED, released_needs
from tests.unordered import PARTS, UNORDERED

pytestmark = pytest.mark.django_db
APPS = ("sites", "planning", "offers", "processes", "reporting")
TEMPLATES = Path(__file__).parent.parent / "templates"
IS_LIST = re.compile(r"\{% (data_table|pager|filter_bar) ")
ROW, CELL, TAG = re.compile(r"<tr>.*?</tr>", re.S), re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.S), re.compile(r"<[^>]+>")
DAY, NUMBER = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})"), re.compile(r"[\d.]+(,\d+)?")


def test_every_list_says_what_it_can_be_ordered_by():
    routes = {f"{app}:{name}" for app in APPS for name in get_resolver().namespace_dict[app][1].reverse_dict if isinstance(name, str)}
    lists = {name for name in routes if name.endswith("_list")}
    pages = {path: f"{path.parent.name}:{path.stem}" for path in TEMPLATES.glob("*/*.html") if IS_LIST.search(path.read_text())}
    lists |= {name for path, name in pages.items() if path.stem not in PARTS}
    assert lists == set(ORDERED) | set(UNORDERED) and not set(ORDERED) & set(UNORDERED)
    assert {path.stem for path, name in pages.items() if name not in routes} == set(PARTS)


def row_of(row):
    """What a row of a page is about, whatever stands around it."""
    if hasattr(row, "pk"):
        return row.pk
    if hasattr(row, "at"):
        return row.at
    return next(value.pk for value in vars(row).values() if hasattr(value, "pk")) if hasattr(row, "__dict__") else row[0].pk


class Browsed:
    """A list as somebody clicks through it: the rows and the cells of a column, page after page."""

    def __init__(self, client, url, sort, column=""):
        self.rows, self.cells, self.pages = [], [], 0
        query = f"?sort={sort}" if sort else ""
        while True:
            answer = client.get(url + query)
            assert answer.status_code == 200
            self.html, self.page, self.pages = answer.content.decode(), answer.context["page"], self.pages + 1
            self.rows += map(row_of, self.page.rows)
            self.cells += cells_of(self.html, column)
            query = self.page.next_url
            if not query:
                return


def cells_of(html, column):
    """The texts of a column of the table by its head; nothing where the rows are no table."""
    _, _, table = html.partition('<table class="data')
    lines = [[" ".join(unescape(TAG.sub(" ", cell)).split()) for cell in CELL.findall(row)] for row in ROW.findall(table.partition("</table>")[0])]
    if not column or not lines or column not in lines[0]:
        return []
    at = lines[0].index(column)
    return [line[at] for line in lines[1:] if len(line) > at]


def figure_in(cell):
    if day := DAY.search(cell):
        return day[3] + day[2] + day[1]
    found = NUMBER.match(cell)
    return float(found[0].replace(".", "").replace(",", ".")) if found else (1.0 if cell.startswith("•") else -1.0)


@pytest.fixture
def opened(world, client_of):
    def fill(name):
        listed = ORDERED[name]
        with as_owner():
            args = listed.rows(world)
        return client_of(listed.role), reverse(name, args=args), listed

    return fill


@pytest.mark.parametrize("name", ORDERED)
def test_each_column_runs_up_and_down_over_all_pages(opened, own_queries, name):
    """In one test, because the rows of a list are dear to make: also what filters keep, and what nonsense shows."""
    client, url, listed = opened(name)
    usual = Browsed(client, url, "")
    with own_queries() as plainly:
        client.get(url)
    assert len(usual.rows) == len(set(usual.rows)) >= 3 and (listed.is_whole or (usual.pages > 1 and len(usual.rows) >= MANY))
    columns = [key for key, sort in usual.page.sorts.items() if sort.head]
    assert columns[: len(listed.columns.split())] == listed.columns.split()
    for column in columns:
        head = usual.page.head(column)
        up, down = Browsed(client, url, column, head.text), Browsed(client, url, f"-{column}", head.text)
        assert up.rows == down.rows[::-1] and sorted(up.rows) == sorted(usual.rows), column
        assert up.cells == down.cells[::-1] and in_runs(up.cells, head.is_figure, is_blurred=column in listed.blurred.split()), (column, up.cells)
        assert len(set(up.cells)) != 1, f"{column}: the same in all rows, so that it proves nothing"
    with own_queries() as seen:
        ordered = client.get(url, {"sort": f"-{columns[-1]}", "mark": ["1", "2"]})
    assert seen.count == plainly.count
    keeps(ordered.content.decode(), columns[-1])
    for sort in ("nonsense", "--name", "\x00", "-pk"):
        odd = client.get(url, {"sort": sort}).context["page"]
        assert odd.sort == next(iter(odd.sorts))
        assert list(map(row_of, odd.rows)) == usual.rows[: len(odd.rows)]


def keeps(html, column):
    """The order keeps what is asked for beside it, filters and views keep the order, and it is said in words."""
    heads = re.findall(r'<a class="sort[^"]*"\s+href="\?([^"]*)"', html)
    assert heads and all(head.startswith("mark=1&amp;mark=2&amp;sort=") for head in heads)
    for form in re.findall(r'<form class="filters dense" method="get".*?</form>', html, re.S):
        assert f'name="sort" value="-{column}"' in form
    for views in re.findall(r'<nav[^>]*aria-label="Auswahl">(.*?)</nav>', html, re.S):
        assert all(f"sort=-{column}" in link for link in re.findall(r'href="([^"]*)"', views))
    assert "absteigend" in html


def in_runs(cells, is_figure, *, is_blurred):
    """Figures grow; what reads the same stands together."""
    if is_blurred:
        return True
    if is_figure:
        order = [figure_in(cell) for cell in cells]
        return all(isinstance(at, float) for at in order) and order == sorted(order) if not any(map(DAY.search, cells)) else is_by_day(cells)
    runs = [cell for at, cell in enumerate(cells) if at == 0 or cells[at - 1] != cell]
    return len(runs) == len(set(runs))


def is_by_day(cells):
    days = [figure_in(cell) if DAY.search(cell) else "" for cell in cells]
    return days == sorted(days)


def test_a_usual_order_that_is_no_column_has_no_way_down_and_a_way_back(opened):
    client, url, _ = opened("planning:need_list")
    page = client.get(url, {"sort": "-urgent"}).context["page"]
    assert page.sort == "urgent" and not page.usual
    html = client.get(url, {"sort": "-title", "show": ""}).content.decode()
    assert "Sortiert nach Wortlaut, absteigend." in html and '<a href="?show=">Wieder nach Dringlichkeit</a>' in html


@pytest.mark.guard("need-order")
def test_one_and_two_voices_are_not_told_apart_by_their_order(world, client_of):
    with as_owner():
        released_needs(world)
    rows = client_of("social_planner").get(reverse("planning:need_list", args=[world.own.pk]), {"sort": "voices"}).context["page"].rows
    small = [line.need for line in rows if line.need.voices in (1, 2)]
    assert len({need.voices for need in small}) == 2 and small == sorted(small, key=lambda need: need.pk)


@pytest.mark.guard("assessment-order")
def test_small_numbers_of_a_house_are_not_told_apart_by_the_order_of_its_assessments(world, client_of):
    with as_owner():
        for answered in (2, 1, 2, 1):
            make.make_assessment(world.own, f"Umfrage {answered}", answered=answered, released=True)
    shown = client_of("social_planner").get(reverse("planning:assessment_list", args=[world.county.pk]), {"sort": "answered"})
    assert [line.assessment.answered for line in shown.context["page"].rows] == [2, 1, 2, 1]
    inside = client_of("coordinator").get(reverse("planning:assessment_list", args=[world.own.pk]), {"sort": "answered"})
    assert [line.assessment.answered for line in inside.context["page"].rows] == [1, 1, 2, 2]


def test_the_file_of_the_sites_follows_the_order_of_the_page(world, client_of):
    for sort in ("name", "-name", "-phase"):
        content = b"".join(client_of("social_planner").get(reverse("reporting:site_export", args=["csv"]), {"sort": sort})).decode("utf-8-sig")
        listed = client_of("social_planner").get(reverse("reporting:site_list"), {"sort": sort}).context["lines"]
        names = [line.name for line in listed]
        assert [row[0] for row in csv.reader(io.StringIO(content), delimiter=";") if row and row[0] in names] == names and len(names) == 2


def test_nobody_orders_by_what_they_do_not_see(world, client_of):
    """A provider reads no hours of facilitation of others, the parents no figures: such a column is none."""
    page = client_of("parent_representative").get(reverse("reporting:site_list"), {"sort": "-hours"}).context["page"]
    seen = {"hours": "contracts.view", "held": "sitefigures.view", "report": "reports.view"}
    for column, action in seen.items():
        assert (column in page.sorts) == (Role.PARENT_REPRESENTATIVE in ACTIONS[action].roles)
    outside = client_of("social_planner").get(reverse("planning:need_list", args=[world.own.pk]), {"sort": "-goals"}).context["page"]
    assert outside.sort == "urgent" and set(outside.sorts) == {"urgent", "title", "voices"}
