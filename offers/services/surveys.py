"""What is done with surveys: saved with their questions, answered without a trace, concluded, and carried on as an assessment."""

import json
import secrets
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.db import connection, transaction
from django.utils.translation import gettext, gettext_noop

from offers.rules.surveys import FEWEST, Result, as_published, results_of
from planning.models import Assessment, Method, SourceGroup, Survey, SurveyAnswer, SurveyQuestion
from sites.core.access import Access
from sites.core.journal import record

#: Signs of a short address: none that is taken for another one.
SIGNS, LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 7
SHEETS = TimestampSigner(salt="sheet")
KEPT_OPEN = 60 * 60 * 48  # seconds that a page of questions may stay open
OPEN_TOO_LONG = gettext_noop("Diese Seite war sehr lange offen. Ihre Antworten stehen noch da; bitte senden Sie sie noch einmal.")


def new_code() -> str:
    """A short address that nobody guesses."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def new_sheet() -> str:
    """The random number of a sheet on its way to a browser: it can be used once, and nobody notes to whom it went."""
    return SHEETS.sign(secrets.token_hex(16))


def digest_of(sheet: str) -> UUID:
    """What is kept of the number of a sheet. A number that is not ours, or very old, is refused."""
    try:
        number = SHEETS.unsign(sheet, max_age=KEPT_OPEN)
    except BadSignature as error:
        raise ValidationError(gettext(OPEN_TOO_LONG)) from error
    return UUID(sha256(f"sheet {number}".encode()).hexdigest()[:32])


@transaction.atomic
def save_survey(*, access: Access, survey: Survey, questions: Sequence[dict[str, Any]]) -> Survey:
    """Save a survey with its questions (kind, text, options, highest) in their order; texts in other languages stay where the question stays."""
    created = survey._state.adding
    survey.code = survey.code or new_code()
    survey.save()
    before = {question.number: question for question in survey.questions.all()}
    for number, fields in enumerate(questions, 1):
        row = before.pop(number, None) or SurveyQuestion(survey=survey, site_id=survey.site_id, number=number)
        if (row.text, row.options) != (fields["text"], fields["options"]):
            row.translations = {}
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
    for gone in before.values():
        gone.delete()
    text = f"{survey.get_kind_display()} „{survey.title}“ {'angelegt' if created else 'geändert'}"
    record(access, survey, "created" if created else "changed", text=text)
    return survey


@transaction.atomic
def end_survey(*, access: Access, survey: Survey, closes: date) -> Survey:
    """Close a survey that has answers on another day: the one thing that may change then."""
    survey.closes = closes
    survey.save(update_fields=["closes"])
    record(access, survey, "changed", text=f"{survey.get_kind_display()} „{survey.title}“ endet am {closes:%d.%m.%Y}")
    return survey


@transaction.atomic
def translate(*, access: Access, survey: Survey, code: str, texts: Sequence[tuple[Survey | SurveyQuestion, str, Any]]) -> Survey:
    """Keep the texts of a survey in a language: row, name of the text, and what it says; an empty one is shown in German."""
    for row, name, said in texts:
        own = {key: value for key, value in row.translations.get(code, {}).items() if key != name} | ({name: said} if said else {})
        row.translations = {**{key: value for key, value in row.translations.items() if key != code}, **({code: own} if own else {})}
    for row in {id(row): row for row, _, _ in texts}.values():
        row.save(update_fields=["translations"])
    record(access, survey, "translated", text=f"Texte von „{survey.title}“ in einer anderen Sprache geschrieben")
    return survey


def send_sheet(*, code: str, sheet: str, answers: Sequence[dict[str, Any]], day: date, way: str = "phone") -> str:
    """A filled in sheet, through the one function that may take it in; what it says is in thekiz_sheet.sql."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_sheet(%s, %s, %s, %s, %s)", [code, digest_of(sheet), json.dumps(answers), way, day])
        (said,) = cursor.fetchone()
    return str(said)


def asked_of(code: str) -> dict[str, Any] | None:
    """What families read of a survey; nothing where there is none at this address."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_survey(%s)", [code])
        (found,) = cursor.fetchone() or (None,)
    return json.loads(found) if isinstance(found, str) else found


def found_so_far(survey: Survey, questions: Sequence[SurveyQuestion], sheets: int) -> list[Result]:
    """The results of today, with everything hidden that is to be hidden."""
    answers: dict[int, list[list[int]]] = {}
    if sheets >= FEWEST:
        for question, choices in SurveyAnswer.objects.filter(question__survey=survey, words="").values_list("question", "choices"):
            answers.setdefault(question, []).append(choices)
    return results_of(questions, answers, sheets)


@transaction.atomic
def conclude(*, access: Access, survey: Survey, heard: str, doing: str, publish: bool) -> Survey:
    """What the house has heard and what it does; published with the figures of the day, which stay as they are."""
    survey.heard, survey.doing = heard, doing
    if publish and survey.published_on is None:  # guard: published-once -> if publish:
        questions, sheets = list(survey.questions.all()), survey.sheets.count()
        survey.figures = as_published(found_so_far(survey, questions, sheets))
        survey.published_on = access.today
        record(access, survey, "published", text=f"Ergebnis von „{survey.title}“ veröffentlicht")
    else:
        record(access, survey, "answered", text=f"Antwort an Familien zu „{survey.title}“ geschrieben")
    survey.save(update_fields=["heard", "doing", "figures", "published_on"])
    return survey


@transaction.atomic
def as_assessment(*, access: Access, survey: Survey) -> Assessment:
    """The survey as a Bedarfserhebung, typed once: days, reach and what was named most often (R168, R226)."""
    if survey.assessment_id:
        return Assessment.objects.get(pk=survey.assessment_id)
    questions, sheets = list(survey.questions.all()), survey.sheets.count()
    results = found_so_far(survey, questions, sheets)
    if not results:
        raise ValidationError("Eine Bedarfserhebung entsteht aus mindestens fünf Bögen.")
    lines = [f"{result.text} {_most(result)}" for result in results if result.lines]
    assessment = Assessment.objects.create(
        place_id=survey.site_id, title=survey.title, method=Method.SURVEY, source_group=SourceGroup.FAMILIES, held_from=survey.opens,
        held_until=min(survey.closes, access.today), invited=survey.asked if survey.asked and survey.asked >= sheets else None, answered=sheets,
        summary="\n".join([*lines, *filter(None, [survey.heard])])[:4000],
    )  # fmt: skip
    survey.assessment = assessment
    survey.save(update_fields=["assessment"])
    record(access, assessment, "created", text=f"Bedarfserhebung aus der Umfrage „{survey.title}“ angelegt", internal=True)
    return assessment


def _most(result: Result) -> str:
    most = [f"{line.label} ({line.count})" for line in result.lines if not line.is_hidden and line.count][:3]
    return f"{', '.join(most) or 'alle Zahlen verdeckt'}. {result.caption}"
