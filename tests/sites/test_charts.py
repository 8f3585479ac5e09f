"""Pictures: what is drawn, what is only written, and that screens and papers show the same shapes."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from sites.core import charts
from sites.core.numbers import HIDDEN
from tests.sites.gallery import context

FIGURES = st.one_of(st.integers(0, 10**6), st.none(), st.just(HIDDEN))
LABELS = st.text("abcdefghij ", max_size=30)


def drawn(picture: charts.Picture, css: str) -> list[dict[str, str]]:
    """The attributes of all shapes with a class, text aside."""
    return [dict(shape.attributes) for shape in picture.shapes if css in shape.css.split() and shape.tag != "text"]


def length(value: str, whole: float) -> float:
    """A length across a picture, be it a share of its width."""
    return float(value[:-1]) / 100 * whole if value.endswith("%") else float(value)


def texts(picture: charts.Picture) -> list[str]:
    return [shape.text for shape in picture.shapes if shape.tag == "text"]


def svg(picture: charts.Picture, **more) -> ElementTree.Element:
    return ElementTree.fromstring(render_to_string("components/picture.html", {"picture": picture, **more}))


def fits(picture: charts.Picture) -> bool:
    """Whether every shape lies inside its picture."""
    limits = {"x": picture.width, "x1": picture.width, "x2": picture.width, "cx": picture.width}
    limits |= {"y": picture.height, "y1": picture.height, "y2": picture.height, "cy": picture.height}
    for shape in picture.shapes:
        values = {name: length(value, picture.width) for name, value in shape.attributes if name not in {"points", "vector-effect"}}
        if any(not 0 <= values[name] <= most for name, most in limits.items() if name in values):
            return False
        if values.get("x", 0) + values.get("width", 0) > picture.width + 0.1 or values.get("y", 0) + values.get("height", 0) > picture.height + 0.1:
            return False
    return True


# Axis -----------------------------------------------------------------------------------------------------------------


@given(st.one_of(st.integers(1, 10**9), st.floats(0.1, 10**6)))
def test_an_axis_begins_with_zero_and_ends_at_the_first_round_figure_that_is_enough(highest):
    steps = charts.round_steps(highest)
    assert steps[0] == 0 and steps[-2] < highest <= steps[-1] and 2 <= len(steps) <= 5
    assert str(steps[1]).rstrip("0") in {"1", "2", "5"}


# Columns --------------------------------------------------------------------------------------------------------------


def test_columns_add_up_and_what_is_hidden_or_missing_is_written_not_drawn():
    chart = charts.columns("Termine", ["Kita", "Sozialraum"], [("2024", [40, 31]), ("2025", [HIDDEN, 31]), ("2026", [None, 31]), ("2027", [0, 0])])
    assert chart.rows == [("2024", ["40", "31"]), ("2025", ["•", "31"]), ("2026", ["–", "31"]), ("2027", ["0", "0"])]
    assert chart.keys == [("Kita", "f2"), ("Sozialraum", "f4")]
    heights = [float(shape["height"]) for css in ("f2", "f4") for shape in drawn(chart.picture, css)]
    assert heights == pytest.approx([40 * 220 / 80 - 2, 31 * 220 / 80 - 2], abs=0.1)  # the axis ends at 80; a column stands on the next
    assert texts(chart.picture) == ["0", "20", "40", "60", "80", "2024", "71", "2025", "•", "2026", "–", "2027", "0"]
    ordered, kinds = chart.keys, charts.columns("Termine", ["Kita", "Sozialraum"], [("2024", [40, 31])], kinds=True).keys
    assert kinds == [("Kita", "k1"), ("Sozialraum", "k2")] and not {css for _, css in ordered} & set(charts.KINDS)


def test_words_under_columns_leave_each_other_room_on_a_phone_and_more_of_them_stand_on_a_desk():
    rows = [(str(year), [1000 + year]) for year in range(2012, 2026)]
    picture = charts.columns("Titel", ["a"], rows).picture
    written = [shape for shape in picture.shapes if shape.tag == "text" and "t-m" in shape.css and "t-soft" in shape.css]
    places = [length(dict(shape.attributes)["x"], charts.NARROW) for shape in written if "t-wide" not in shape.css]
    assert len(places) < len(written) <= len(rows) and all(after - here >= 4 * 9.5 for here, after in pairwise(places))


@given(st.integers(1, 4), st.lists(st.lists(FIGURES, min_size=4, max_size=4), max_size=30))
def test_columns_stay_inside(parts, rows):
    chart = charts.columns("Titel", [str(key) for key in range(parts)], [(str(year), values[:parts]) for year, values in enumerate(rows)])
    assert fits(chart.picture)


def test_lines_of_agreed_and_recommended_hours_lie_at_their_height():
    picture = charts.hours("Stunden", 5, 10, [7.5, None, HIDDEN, 0, 10, 2, 0, 0, 0, 0, 0, 0])
    agreed, advised = (float(drawn(picture, css)[0]["y1"]) for css in ("agreed", "advised"))
    assert (agreed, advised) == (112 - 45, 112 - 90)
    assert [shape["height"] for shape in drawn(picture, "f2")] == ["67.5", "90", "18", "12"]  # three months with hours, and the key
    assert texts(picture)[3:7] == ["7,5", "–", "•", "0,0"] and fits(picture)
    assert not drawn(charts.hours("Stunden", None, None, [1.0] * 12), "agreed")


# Bars, dots, lines ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [476, 351.5])
def test_a_bar_is_as_long_as_its_figure_and_a_hidden_part_hides_it(width):
    picture = charts.bars(
        "T", "D", ("a", "b"), [("Eins", "3 Termine", 60, 40), ("Zwei", "", 30, None), ("Drei", "", HIDDEN, 9), ("Vier", "", None, None)], width
    )
    room = width - charts.MARGIN - 61
    assert [float(shape["width"]) for shape in drawn(picture, "k1")[1:]] == pytest.approx([room * 0.6, room * 0.3], abs=0.1)
    assert [float(shape["width"]) for shape in drawn(picture, "k2")[1:]] == pytest.approx([room * 0.4], abs=0.1)
    assert [text for text in texts(picture) if text.endswith(("verdeckt", "nicht erhoben"))] == ["•  verdeckt", "–  nicht erhoben"]
    assert "100" in texts(picture) and fits(picture)


@given(st.lists(st.tuples(LABELS, LABELS, FIGURES, FIGURES), max_size=12), st.sampled_from([476.0, 351.5]))
def test_bars_stay_inside(rows, width):
    assert fits(charts.bars("T", "D", ("a", "b"), rows, width))


@given(st.lists(st.tuples(LABELS, FIGURES, st.integers(0, 99)), max_size=12))
def test_dots_stay_inside_and_none_is_left_out(rows):
    unit = charts.dot_unit(rows)
    picture = charts.dots("T", "D", rows, unit)
    assert fits(picture)
    assert len(drawn(picture, "f4")) == sum(-(-value // unit) for _, value, _ in rows if isinstance(value, int))
    assert len(drawn(picture, "open")) == sum(-(-value // unit) for *_, value in rows)


@pytest.mark.parametrize(
    ("value", "target", "baseline", "width", "ring"),
    [(62, 70, 44, 54.0, 38.3), (70, 70, None, 61.0, None), (200, 70, 0, 85.0, 2.3), (0, 70, None, None, None), (-5, 70, 200, None, 85.0)],
)
def test_a_meter_stands_at_its_target(value, target, baseline, width, ring):
    picture = charts.meter(value, target, baseline)
    assert [float(shape["width"]) for shape in drawn(picture, "value")] == ([width] if width else [])
    assert [float(shape["x1"]) for shape in drawn(picture, "ring")] == ([ring] if ring else [])
    assert [shape["x1"] for shape in drawn(picture, "goal")] == ["61"] and fits(picture)


def test_a_meter_without_anything_to_measure_by_is_an_empty_track():
    for picture in (charts.meter(5), charts.meter(5, None, 3), charts.meter(5, 0, 3), charts.meter(5, HIDDEN)):
        assert [shape.css for shape in picture.shapes] == ["track"]
    share = charts.meter(25, whole=100)
    assert [shape["width"] for shape in drawn(share, "value")] == ["21.2"] and not drawn(share, "goal")


def test_a_line_needs_two_figures():
    assert dict(charts.spark([1, 5, 3]).shapes[0].attributes)["points"] == "0.0,26.0 50.0,2.0 100.0,14.0"
    assert render_to_string("components/picture.html", {"picture": charts.spark([4])}).strip() == ""


def test_the_map_has_the_22_counties_at_22_places():
    tiles, height = charts.tiles(context()["counties"])
    places = {(tile["x"], tile["y"]) for tile in tiles}
    assert all(tile["y"] + tile["height"] < height for tile in tiles)
    assert len(charts.TILES) == len(places) == 22


def test_words_of_pictures_are_drawn_in_one_place_and_on_the_map():
    """A picture written by hand would have letters of its own size."""
    assert {path.name for path in Path("templates").rglob("*.html") if re.search(r"<text\b", path.read_text())} == {"tile_map.html"}


# On both media --------------------------------------------------------------------------------------------------------


PICTURES = {
    "columns": charts.columns("Standorte nach Phase", ["a", "b", "c"], [("2025", [3, 2, 1]), ("2026", [HIDDEN, 2, 1])]).picture,
    "hours": charts.hours("Stunden", 5, 10, [7.5] * 12),
    "bars": charts.bars("Teilnahmen", "Balken", ("a", "b"), [("<b>Eins</b>", "1 & 2", 60, 40)]),
    "dots": charts.dots("Termine", "Punkte", [("Jan", 3, 1)]),
    "meter": charts.meter(62, 70, 44, title="Beratung: Soll 70, Ist 62."),
    "line": charts.spark([1, 2, 3]),
}


@pytest.mark.parametrize("name", PICTURES)
def test_screens_and_papers_draw_the_same(name):
    picture = PICTURES[name]
    screen, paper = svg(picture), svg(picture, print=True)
    shapes = [(shape.tag, {"class": shape.css, **dict(shape.attributes)}, shape.text) for shape in picture.shapes]
    for found in (screen, paper):
        assert [(part.tag, part.attrib, part.text or "") for part in found if part.tag not in {"title", "desc", "style"}] == shapes
        assert found.attrib.get("viewBox") == (None if picture.fluid and found is screen else f"0 0 {' '.join(picture.size)}")
        assert found.attrib.get("role") == ("img" if picture.title else None) and ("aria-hidden" in found.attrib) != bool(picture.title)
        assert found.findtext("title", "") == picture.title and found.findtext("desc", "") == picture.desc
    assert picture.fluid == (name == "columns") and screen.attrib.get("height") == (picture.size[1] if picture.fluid else None)
    assert screen.find("style") is None and "width" not in screen.attrib  # a screen's style sheet may not be inside the page
    assert paper.attrib["width"] == f"{picture.size[0]}pt" and paper.findtext("style")


def test_every_class_of_a_paper_picture_has_its_look():
    style = svg(PICTURES["bars"], print=True).findtext("style") or ""
    used = {css for name in ("hours", "bars", "dots", "meter") for shape in PICTURES[name].shapes for css in shape.css.split()}
    assert not [css for css in used if f".{css} " not in style and f".{css}," not in style]


def test_the_title_is_read_out_by_its_id():
    found = svg(PICTURES["bars"], html_id="b")
    ids = {part.attrib["id"] for part in found if "id" in part.attrib}
    assert set(found.attrib["aria-labelledby"].split()) == ids == {"b-t", "b-d"}
