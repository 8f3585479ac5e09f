"""The public page of a survey: what is asked, in the language of the page where the house has written it, and what was typed so far."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language

from offers.forms.surveys import SheetForm
from offers.rules.surveys import FACES
from sites.core.days import date_long

GERMAN = "de"
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
    def has_faces(self) -> bool:
        return self.kind in FACES

    @property
    def is_scale(self) -> bool:
        return self.kind == "scale"


@dataclass(frozen=True)
class SurveyAnswerPage:
    """The page. `when`: why it cannot be answered today, empty while it is open."""

    asked: dict[str, Any]
    title: str
    lang: str
    intro: str
    paper: str
    closes: date
    when: str
    questions: list[Question]
    form: SheetForm
    sheet: str
    errors: list[str]

    @property
    def number_of_questions(self) -> int:
        return len(self.questions)


def told(row: dict[str, Any], name: str, language: str) -> tuple[Any, str]:
    """A text of the house in a language, or in German where it has none; and the language it is in, where that is another one."""
    own = row["translations"].get(language, {}).get(name)
    if own or not row[name] or language == GERMAN:
        return own or row[name], ""
    return row[name], GERMAN


def survey_answer_page(asked: dict[str, Any], form: SheetForm, today: date, sheet: str) -> SurveyAnswerPage:
    language = (get_language() or GERMAN).partition("-")[0]
    title, lang = told(asked, "title", language)
    return SurveyAnswerPage(
        asked=asked,
        title=title,
        lang=lang,
        intro=told(asked, "intro", language)[0],
        paper=told(asked, "paper", language)[0],
        closes=date.fromisoformat(asked["closes"]),
        when=when_words(asked, today),
        questions=[_question(question, form, language) for question in asked["questions"]],
        form=form,
        sheet=(form.data.get("sheet") if form.is_bound and not form.non_field_errors() else "") or sheet,
        errors=[str(error) for error in form.non_field_errors()] if form.is_bound else [],
    )


@dataclass(frozen=True)
class SurveyThanksPage:
    """The page after a sheet was sent; `is_again`: this sheet has been counted before."""

    asked: dict[str, Any]
    is_again: bool

    @property
    def closes(self) -> date:
        return date.fromisoformat(self.asked["closes"])


def survey_thanks_page(asked: dict[str, Any], *, is_again: bool) -> SurveyThanksPage:
    return SurveyThanksPage(asked, is_again)


def when_words(asked: dict[str, Any], today: date) -> str:
    """Why a survey cannot be answered today, in words."""
    opens, closes = date.fromisoformat(asked["opens"]), date.fromisoformat(asked["closes"])
    if today < opens:
        return f"Diese Umfrage beginnt am {date_long(opens)}. Bitte kommen Sie dann wieder."
    return f"Diese Umfrage ist seit dem {date_long(closes)} zu Ende. Danke an alle, die geantwortet haben." if today > closes else ""


def _question(question: dict[str, Any], form: SheetForm, language: str) -> Question:
    bound = form[f"q{question['number']}"]
    text, lang = told(question, "text", language)
    given, choices = bound.value(), list(getattr(bound.field, "choices", ()))
    chosen = {given} if isinstance(given, str) else set(given or ())
    names = told(question, "options", language)[0] if question["options"] else []
    labels = names if len(names) == len(choices) else [label for _, label in choices]
    drawn = DRAWN.get(len(choices), ()) if question["kind"] in FACES else ()
    options = [
        Option(str(value), label, drawn[at] if drawn else "", str(value) in chosen)
        for at, ((value, _), label) in enumerate(zip(choices, labels, strict=True))
    ]
    errors = [str(error) for error in bound.errors] if form.is_bound else []
    return Question(question["number"], question["kind"], text, lang, options, given if not choices and given else "", errors)
