"""What stands on the page of a survey: how it was asked, what was heard as far as it may be shown, and what follows from it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse

from offers.rules.surveys import FEWEST, Result, from_published
from offers.services.surveys import found_so_far
from planning.models import Need, Survey, SurveyAnswer, SurveyQuestion, SurveySheet, Way
from sites.core.access import Request, fetch, rows
from sites.core.days import date_long, from_to
from sites.core.lists import Page, page
from sites.core.navigation import SURVEYS
from sites.core.numbers import with_noun
from sites.rules.suppression import suppress

SHOWN_WORDS = 3


@dataclass(frozen=True)
class WordLine:
    """One sentence of a family, and where it becomes a need."""

    answer: SurveyAnswer
    url: str


@dataclass(frozen=True)
class Heard:
    """The sentences to one question: how many there are, and the first of them."""

    question: SurveyQuestion
    number: int
    lines: list[WordLine]


@dataclass(frozen=True)
class SurveyDetail:
    """The page. `results`: empty below five; `ways`: how the sheets came in; `todo`: what the house still owes."""

    survey: Survey
    pre: str
    lead: str
    crumbs: list[tuple[str, str]]
    sheets: int
    last: date | None
    results: list[Result]
    heard: list[Heard]
    ways: list[tuple[str, Any]]
    needs: list[Need]
    todo: list[dict[str, Any]]
    address: str
    may_change: bool
    why_not_published: str

    @property
    def is_enough(self) -> bool:
        return self.sheets >= FEWEST

    @property
    def sheets_words(self) -> str:
        return with_noun(self.sheets, "Bogen", "Bögen")

    @property
    def audience(self) -> str:
        return "Leitung, Koordination, Fachkraft, Träger, Prozessbegleitung und Elternvertretung; nach dem Veröffentlichen für alle"


def survey_of(request: Request, pk: int, *, lock: bool = False) -> Survey:
    """A survey within reach, with its site."""
    return fetch(request, rows(request, Survey).select_related("site", "assessment"), pk=pk, lock=lock)


def address_of(request: Request, survey: Survey) -> str:
    """The short address, as it stands beside the code."""
    return request.build_absolute_uri(reverse("offers:survey_short", args=[survey.code]))


def survey_detail_page(request: Request, pk: int) -> SurveyDetail:
    """The results of today, or as they were published."""
    survey, access = survey_of(request, pk), request.access
    sums = rows(request, SurveySheet).filter(survey=survey).aggregate(number=Count("pk"), last=Max("day"), paper=Count("pk", filter=Q(way=Way.PAPER)))
    sheets, questions = sums["number"], list(rows(request, SurveyQuestion).filter(survey=survey))
    results = from_published(survey.figures) if survey.published_on else found_so_far(survey, questions, sheets)
    needs = list(rows(request, Need).filter(assessment=survey.assessment_id)) if survey.assessment_id else []
    may_change = survey.site_id in access.reach("surveys.change").places
    return SurveyDetail(
        survey=survey,
        pre=f"{survey.get_kind_display()}, {from_to(survey.opens, survey.closes)}",
        lead=_lead(survey, sheets, access.today),
        crumbs=[SURVEYS.crumb(survey.site_id), (survey.title, "")],
        sheets=sheets,
        last=sums["last"],
        results=results,
        heard=_heard(request, survey, questions) if sheets >= FEWEST else [],
        ways=_ways(sheets, sums["paper"]),
        needs=needs,
        todo=_todo(survey, needs),
        address=address_of(request, survey),
        may_change=may_change,
        why_not_published=why_not_published(survey, access.today),
    )


def _lead(survey: Survey, sheets: int, today: date) -> str:
    asked = f" von etwa {with_noun(survey.asked, 'Familie', 'Familien')}" if survey.asked else ""
    number = f"{with_noun(sheets, 'Bogen', 'Bögen')}{asked}"
    if today < survey.opens:
        return f"Offen ab {date_long(survey.opens)}."
    if today > survey.closes:
        return f"{number}. Geschlossen seit {date_long(survey.closes)}."
    days = (survey.closes - today).days
    rest = "Heute noch offen." if not days else f"Noch {with_noun(days, 'Tag', 'Tage')} offen."
    return f"{number}, Zwischenstand {date_long(today)}. {rest}"


def why_not_published(survey: Survey, today: date) -> str:
    """Why the results cannot be published today; empty when they can, or are already."""
    if survey.published_on or today > survey.closes:
        return ""
    return f"Geht nach dem {date_long(survey.closes)} oder wenn Sie die Umfrage vorher schließen."


def _heard(request: Request, survey: Survey, questions: list[SurveyQuestion]) -> list[Heard]:
    """The sentences, for those who may read them: mixed, without day and time."""
    if survey.site_id not in request.access.reach("surveys.words").places:  # guard: words-inside -> if False:
        return []
    found: dict[int, list[SurveyAnswer]] = {}
    for answer in rows(request, SurveyAnswer).filter(question__survey=survey).exclude(words=""):
        found.setdefault(answer.question_id, []).append(answer)
    lines = [question for question in questions if question.kind == SurveyQuestion.Kind.LINE]
    return [
        Heard(question, len(given), [word_line(request, survey, answer) for answer in given[:SHOWN_WORDS]])
        for question in lines
        if (given := found.get(question.pk, []))
    ]


def word_line(request: Request, survey: Survey, answer: SurveyAnswer) -> WordLine:
    """With the way to a need, for those who write needs."""
    may = survey.site_id in request.access.reach("needs.change").places
    return WordLine(answer, f"{reverse('planning:need_create', args=[survey.site_id])}?answer={answer.pk}" if may else "")


def _ways(sheets: int, paper: int) -> list[tuple[str, Any]]:
    if sheets < FEWEST:
        return []
    total, (cells,) = suppress(sheets, [sheets - paper, paper], smallest=FEWEST)
    return [("Im Netz, über Aushang und Link", cells[0]), ("Auf Papier", cells[1]), ("Zusammen", total)]


def _todo(survey: Survey, needs: list[Need]) -> list[dict[str, Any]]:
    need = f"Bedarf „{needs[0].title}“ aufgegriffen" if needs else "Aus dem Ergebnis einen Bedarf machen"
    written = "Zwei Sätze geschrieben, was Sie tun" if survey.doing else "Zwei Sätze schreiben, was Sie tun"
    conclude, is_published = reverse("offers:survey_conclude", args=[survey.pk]), survey.published_on is not None
    return [
        {"text": need, "done": bool(needs)},
        {"text": written, "url": conclude, "done": bool(survey.doing)},
        {"text": "Veröffentlicht" if is_published else "Familien antworten", "url": conclude, "done": is_published},
    ]


@dataclass(frozen=True)
class SurveyWords:
    """Every sentence to the questions of a survey, a page of fifty at a time."""

    survey: Survey
    crumbs: list[tuple[str, str]]
    page: Page
    lines: list[WordLine]


def survey_words_page(request: Request, pk: int) -> SurveyWords:
    survey = survey_of(request, pk)
    # guard: five-for-words -> enough = True
    enough = rows(request, SurveySheet).filter(survey=survey).count() >= FEWEST
    answers = rows(request, SurveyAnswer).filter(question__survey=survey).exclude(words="").order_by("pk")
    listed = page(request, answers if enough else answers.none(), "pk")
    detail = reverse("offers:survey_detail", args=[survey.pk])
    crumbs = [SURVEYS.crumb(survey.site_id), (survey.title, detail), ("Alle Sätze", "")]
    return SurveyWords(survey, crumbs, listed, [word_line(request, survey, answer) for answer in listed.rows])
