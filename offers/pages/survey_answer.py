"""The public page of a survey: what is asked, in the language of the page where the house has written it, and what was typed so far."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from offers.forms.surveys import SheetForm
from offers.rules.surveys import FACES
from sites.core.languages import GERMAN, current

#: The drawings of three and of five faces, the best first.
DRAWN = {3: ("face-2", "face-3", "face-4"), 5: ("face-1", "face-2", "face-3", "face-4", "face-5")}


@dataclass(frozen=True)
class Option:
    """One possible answer as the page shows it."""

    value: str
    label: str
    drawing: str
    is_chosen: bool


@dataclass(frozen=True)
class Question:
    """One question as the page shows it; `lang`: in which language its words are, where that is not the page's."""

    number: int
    kind: str
    text: str
    lang: str
    options: list[Option]
    words: str
    errors: list[str]

    @property
    def name(self) -> str:
        return f"q{self.number}"

    @property
    def described(self) -> str:
        return f"{self.name}-hint {self.name}-error" if self.errors else f"{self.name}-hint"

    @property
    def has_faces(self) -> bool:
        return self.kind in FACES

    @property
    def is_scale(self) -> bool:
        return self.kind == "scale"


@dataclass(frozen=True)
class SurveyAnswerPage:
    """The page. `page`: the house with what it asks. `is_early`, `is_over`: it cannot be answered today.

    A `lang` names the language of a text where that is not the page's.
    """

    page: dict[str, Any]
    title: str
    lang: str
    intro: str
    intro_lang: str
    paper: str
    paper_lang: str
    opens: date
    closes: date
    today: date
    questions: list[Question]
    form: SheetForm
    sheet: str

    @property
    def number_of_questions(self) -> int:
        return len(self.questions)

    @property
    def is_early(self) -> bool:
        return self.today < self.opens

    @property
    def when(self) -> bool:
        return self.is_early or self.today > self.closes


def told(row: dict[str, Any], name: str) -> tuple[Any, str]:
    """A text of the house in the language of the page, or in German where it has none; and the language it is in, where that is another one."""
    language = current()
    own = row["translations"].get(language.code, {}).get(name)
    return own or row[name], GERMAN if language.is_foreign and row[name] and not own else ""


def survey_answer_page(asked: dict[str, Any], form: SheetForm, today: date, sheet: str) -> SurveyAnswerPage:
    """`sheet`: the number of a fresh sheet; one that was refused keeps its own, unless that has grown too old."""
    (title, lang), (intro, intro_lang), (paper, paper_lang) = (told(asked, name) for name in ("title", "intro", "paper"))
    return SurveyAnswerPage(
        page=asked,
        title=title,
        lang=lang,
        intro=intro,
        intro_lang=intro_lang,
        paper=paper,
        paper_lang=paper_lang,
        opens=date.fromisoformat(asked["opens"]),
        closes=date.fromisoformat(asked["closes"]),
        today=today,
        questions=[_question(question, form) for question in asked["questions"]],
        form=form,
        sheet=(form.data.get("sheet") if form.is_bound and not form.non_field_errors() else "") or sheet,
    )


@dataclass(frozen=True)
class SurveyThanksPage:
    """The page after a sheet was sent; `is_again`: this sheet has been counted before."""

    page: dict[str, Any]
    is_again: bool

    @property
    def closes(self) -> date:
        return date.fromisoformat(self.page["closes"])


def survey_thanks_page(asked: dict[str, Any], *, is_again: bool) -> SurveyThanksPage:
    return SurveyThanksPage(asked, is_again)


def _question(question: dict[str, Any], form: SheetForm) -> Question:
    bound = form[f"q{question['number']}"]
    text, lang = told(question, "text")
    given, choices = bound.value(), list(getattr(bound.field, "choices", ()))
    chosen = {given} if isinstance(given, str) else set(given or ())
    names = told(question, "options")[0] if question["options"] else []
    labels = names if len(names) == len(choices) else [label for _, label in choices]
    drawn = DRAWN.get(len(choices), ()) if question["kind"] in FACES else ()
    options = [
        Option(str(value), label, drawn[at] if drawn else "", str(value) in chosen)
        for at, ((value, _), label) in enumerate(zip(choices, labels, strict=True))
    ]
    errors = [str(error) for error in bound.errors] if form.is_bound else []
    return Question(question["number"], question["kind"], text, lang, options, given if not choices and given else "", errors)
