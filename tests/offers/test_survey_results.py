"""Results of surveys: nothing from fewer than five, no second cell that would tell, no single sentence outside the house."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offers.rules.surveys import FEWEST, as_published, from_published, result_of, results_of
from planning.models import SurveyQuestion
from sites.core.numbers import HIDDEN

Kind = SurveyQuestion.Kind


def asked(kind, options=(), highest=5):
    return SurveyQuestion(pk=1, number=1, kind=kind, text="Frage?", options=list(options), highest=highest)


def shown(counts, kind=Kind.ONE):
    """What the page says of so many answers to each option: the cells by their labels, and the words beside them."""
    labels = [f"Antwort {at}" for at in range(len(counts))]
    answers = [[at] for at, count in enumerate(counts, 1) for _ in range(count)]
    result = result_of(asked(kind, labels), answers)
    cells = {line.label: line.count for line in result.lines}
    return result, tuple(cells.get(label) for label in labels)


@pytest.mark.guard("five-of-one", "complementary", "equal-cells", "nothing-but-hidden")
@pytest.mark.parametrize(("cells", "largest"), [(2, 12), (3, 11), (4, 7), (5, 5)])
def test_a_reader_who_knows_the_rules_never_learns_a_hidden_answer(cells, largest):
    """Exhaustive: of all results that look alike, words and order included, every hidden cell has more than one value."""
    alike = defaultdict(list)
    for counts in product(range(largest + 1), repeat=cells):
        result, seen = shown(counts)
        if result.lines:
            alike[result.caption, result.why, tuple((line.label, line.count, line.bar) for line in result.lines)].append((counts, seen))
    assert any(HIDDEN in seen for tables in alike.values() for _, seen in tables)
    for (_, why, _), tables in alike.items():
        for at in range(cells):
            if tables[0][1][at] == HIDDEN:
                assert len({counts[at] for counts, _ in tables}) > 1, (why, tables)


@pytest.mark.guard("five-of-one", "five-of-a-question", "small-cells")
@example([1, 2])
@given(st.lists(st.integers(0, 60), min_size=2, max_size=10))
def test_no_number_of_fewer_than_five_is_shown(counts):
    result, seen = shown(counts)
    if sum(counts) < FEWEST:
        assert result.lines == [] and not any(str(count) in result.caption for count in counts if count)
    for count, cell in zip(counts, seen, strict=True):
        assert cell in (None, HIDDEN, count) and (cell is None or cell == HIDDEN or cell == 0 or cell >= FEWEST)
    assert list(seen).count(HIDDEN) != 1  # the rest of the sum is never one cell


@pytest.mark.guard("five-of-several")
@given(st.lists(st.sets(st.integers(1, 4)), max_size=40))
def test_of_several_answers_each_is_hidden_alone(sheets):
    answers = [sorted(sheet) for sheet in sheets if sheet]
    result = result_of(asked(Kind.SEVERAL, ["a", "b", "c", "d"]), answers)
    counts = {label: sum(at in answer for answer in answers) for at, label in enumerate("abcd", 1)}
    assert bool(result.lines) == (len(answers) >= FEWEST)
    for line in result.lines:
        assert line.count == (HIDDEN if 0 < counts[line.label] < FEWEST else counts[line.label])
        assert line.is_hidden or line.bar == round(100 * counts[line.label] / len(answers))


def test_what_the_reference_shows():
    result = result_of(asked(Kind.FACES_3), [[1]] * 12 + [[2]] * 8 + [[3]] * 3)
    lines = [(line.label, line.count, line.is_most) for line in result.lines]
    assert lines == [("Gut", 12, True), ("Geht so", HIDDEN, False), ("Nicht gut", HIDDEN, False)]
    assert result.caption == "23 haben geantwortet."
    assert result.why == (
        "Weniger als fünf zeigen wir nicht. Damit sich keine Zahl ausrechnen lässt, kann auch die nächstkleinere verdeckt sein. Zusammen sind es 11."
    )


def test_hidden_answers_stand_in_the_order_of_the_question():
    for counts in ((2, 4, 9), (4, 2, 9)):
        result, _ = shown(counts)
        assert [line.label for line in result.lines] == ["Antwort 2", "Antwort 0", "Antwort 1"]


@given(st.lists(st.integers(1, 10), min_size=0, max_size=30))
def test_of_a_scale_the_mean_stands_alone(values):
    """Beside the figures of its steps the mean would tell the hidden ones."""
    result = result_of(asked(Kind.SCALE, highest=10), [[value] for value in values])
    assert len(result.lines) == (1 if len(values) >= FEWEST else 0)
    if result.lines:
        assert result.lines[0].count.startswith(str(int(sum(values) / len(values) + 0.05)))


@pytest.mark.guard("five-sheets")
@pytest.mark.parametrize("sheets", range(8))
def test_from_fewer_than_five_sheets_there_is_no_result_at_all(sheets):
    questions = [asked(Kind.FACES_3), SurveyQuestion(pk=2, number=2, kind=Kind.LINE, text="Satz?")]
    found = results_of(questions, {1: [[1]] * 9}, sheets)
    assert bool(found) == (sheets >= FEWEST) and len(found) <= 1


@given(st.lists(st.integers(0, 12), min_size=2, max_size=6))
def test_what_is_published_holds_no_more_than_what_was_shown(counts):
    result, _ = shown(counts)
    kept = as_published([result])
    assert from_published(kept) == [result]
    hidden = [line for line in kept[0]["lines"] if line["count"] == HIDDEN]
    assert all(line["bar"] == 0 and not line["is_most"] for line in hidden)
