"""What the answers of a survey say, as far as it may be shown: nothing from fewer than five, and nothing that could be reckoned from the rest."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext_noop as _

from planning.models import SurveyQuestion
from sites.core.numbers import HIDDEN, decimal
from sites.rules.small_numbers import is_small
from sites.rules.suppression import Cell, suppress

#: What families are promised before the first question.
FEWEST = 5
Kind = SurveyQuestion.Kind
FACES = {
    Kind.FACES_3: [_("Gut"), _("Geht so"), _("Nicht gut")],
    Kind.FACES_5: [_("Sehr gut"), _("Gut"), _("Geht so"), _("Nicht so gut"), _("Gar nicht gut")],
}
FEW_HIDDEN = "Weniger als fünf zeigen wir nicht."
SECOND_HIDDEN = "Damit sich keine Zahl ausrechnen lässt, kann auch die nächstkleinere verdeckt sein."
ALL_HIDDEN = "Mindestens fünf haben geantwortet; alle Zahlen sind verdeckt."
TOO_FEW = "Weniger als fünf haben geantwortet."


@dataclass(frozen=True)
class Line:
    """One possible answer: how many gave it (or hidden), and how long its bar is, in percent of all who answered."""

    label: str
    count: Cell
    bar: int = 0
    is_most: bool = False

    @property
    def is_hidden(self) -> bool:
        return self.count == HIDDEN


@dataclass(frozen=True)
class Result:
    """What came out of one question. `caption`: how many have answered; `why`: what is hidden, and why."""

    text: str
    caption: str
    lines: list[Line]
    why: str = ""


def labels_of(kind: str, options: Sequence[str], highest: int = 0) -> list[str]:
    """The possible answers of a question, in its order; none where words are asked for."""
    if kind == Kind.SCALE:
        return [str(number) for number in range(1, highest + 1)]
    return FACES.get(Kind(kind), list(options))


def result_of(question: SurveyQuestion, answers: Sequence[Sequence[int]]) -> Result:
    """The answers to one question, each with its choices, as everybody may read them."""
    given = len(answers)
    # guard: five-of-a-question -> if not given:
    if given < FEWEST:
        return Result(question.text, TOO_FEW if given else "Noch hat niemand geantwortet.", [])
    caption = f"{given} haben geantwortet."
    if question.kind == Kind.SCALE:  # the mean alone: beside the figures of the steps it would tell the hidden ones
        mean = sum(answer[0] for answer in answers) / given
        line = Line(f"im Durchschnitt, von 1 bis {question.highest}", decimal(mean), round(100 * mean / question.highest), is_most=True)
        return Result(question.text, caption, [line])
    counted = Counter(choice for answer in answers for choice in answer)
    labels = labels_of(question.kind, question.options)
    counts = [counted[number] for number in range(1, len(labels) + 1)]
    if question.kind == Kind.SEVERAL:  # no parts of a whole: nothing follows from the others
        # guard: five-of-several -> cells: list[Cell] = [*counts]
        cells: list[Cell] = [HIDDEN if is_small(count, FEWEST) else count for count in counts]
        return Result(question.text, f"{caption[:-1]}, mehrere Antworten möglich.", _lines(labels, cells, given), _why(counts, cells))
    # guard: five-of-one -> cells = [*counts]
    _, (cells,) = suppress(given, counts, smallest=FEWEST)
    # guard: nothing-but-hidden -> if False:
    if all(cell == HIDDEN for cell in cells):  # how many they were would tell that all are four
        return Result(question.text, ALL_HIDDEN, [Line(label, HIDDEN) for label in labels], FEW_HIDDEN)
    lines = _lines(labels, cells, given, in_order=question.kind in FACES)
    return Result(question.text, caption, lines, _why(counts, cells, is_whole=True))


def _lines(labels: Sequence[str], cells: Sequence[Cell], given: int, *, in_order: bool = False) -> list[Line]:
    """The answer given most often first, hidden ones last by their own order, for their place would say which is the larger; faces as they are."""
    most = max((cell for cell in cells if isinstance(cell, int)), default=0)
    shares = [round(100 * cell / given) if isinstance(cell, int) else 0 for cell in cells]
    lines = [Line(label, cell, share, most > 0 and cell == most) for label, cell, share in zip(labels, cells, shares, strict=True)]
    return lines if in_order else sorted(lines, key=lambda line: -line.count if isinstance(line.count, int) else 1)


def _why(counts: Sequence[int], cells: Sequence[Cell], *, is_whole: bool = False) -> str:
    """Why cells are hidden, in the same words whether one of them is not small: which it is would be a hint."""
    hidden = [count for count, cell in zip(counts, cells, strict=True) if cell == HIDDEN]
    if not hidden or not is_whole:
        return FEW_HIDDEN if hidden else ""
    return f"{FEW_HIDDEN} {SECOND_HIDDEN} Zusammen sind es {sum(hidden)}."


def results_of(questions: Iterable[SurveyQuestion], answers: Mapping[int, Sequence[Sequence[int]]], sheets: int) -> list[Result]:
    """Every question that is no line of words; nothing at all from fewer than five sheets."""
    # guard: five-sheets -> if False:
    if sheets < FEWEST:
        return []
    return [result_of(question, answers.get(question.pk, ())) for question in questions if question.kind != Kind.LINE]


def as_published(results: Iterable[Result]) -> list[dict[str, Any]]:
    """The results as they are kept when they are published: what was hidden is not among it."""
    return [asdict(result) for result in results]


def from_published(figures: Iterable[Mapping[str, Any]] | None) -> list[Result]:
    return [Result(one["text"], one["caption"], [Line(**line) for line in one["lines"]], one["why"]) for one in figures or ()]
