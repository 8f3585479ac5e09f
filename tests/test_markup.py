"""What `tests/markup.py` finds on a page, and that it lets a good one pass."""

import pytest

from tests.markup import problems_of

GOOD = '<h1>A</h1><section aria-labelledby="h-b"><h2 id="h-b">B</h2><a href="#h-b">dorthin</a></section><nav aria-label="Wege"></nav>'
BAD = {
    '<a href="#nowhere">dorthin</a>': "leads to no place of its own: nowhere",
    "<h1>A</h1><h3>C</h3>": "leaves out a level of headings: 1 to 3",
    '<nav aria-label="Wege"></nav><nav aria-label="Wege"></nav>': "has ways called alike: Wege",
    '<section aria-labelledby="a"><h2 id="a">B</h2></section><section aria-labelledby="b"><h2 id="b"><span>B</span></h2></section>': (
        "has parts called alike: B"
    ),
    '<input type="number" value="2,5">': 'marks up what no browser reads: <input type="number" value="2,5">',
}


def test_a_page_that_is_well_marked_up_passes():
    assert problems_of(GOOD) == []


@pytest.mark.parametrize(("html", "problem"), BAD.items(), ids=list(BAD.values()))
def test_each_fault_is_named(html, problem):
    assert problems_of(html) == [problem]


def test_a_refused_form_shows_what_was_typed():
    assert problems_of('<input type="number" value="2,5">', is_refused=True) == []
