"""What the form of a survey begins with: a template of questions, or those that stand already."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Max, QuerySet
from django.urls import reverse

from offers.rules.survey_templates import EMPTY, TEMPLATES, template_of
from planning.models import Survey, SurveyQuestion, SurveySheet
from sites.core.access import Request, rows
from sites.core.languages import TRANSLATED
from sites.core.lists import Option, options

OPEN_FOR = timedelta(days=14)


def proposed(name: str, today: date) -> dict[str, Any]:
    """What a template proposes for the survey itself: two weeks from today."""
    template = template_of(name)
    return {"kind": template.kind, "title": template.title, "intro": template.intro, "opens": today, "closes": today + OPEN_FOR}


def template_options(name: str) -> list[Option]:
    """The questions to begin with, side by side."""
    labels = {"": TEMPLATES["needs"].label, **{key: one.label for key, one in TEMPLATES.items() if key != "needs"}, "empty": EMPTY.label}
    return options("" if name == "needs" else name, labels, "template")


def question_rows(request: Request, survey: Survey) -> QuerySet[SurveyQuestion]:
    return rows(request, SurveyQuestion).filter(survey=survey)


def questions_of(request: Request, survey: Survey, *, for_families: bool = False) -> list[dict[str, Any]]:
    """The questions of a survey as its form shows them, one answer a line, or as a sheet does."""
    return [
        {
            "id": one.pk, "number": one.number, "kind": one.kind, "text": one.text, "highest": one.highest,
            "options": one.options if for_families else "\n".join(one.options),
        }
        for one in question_rows(request, survey)
    ]  # fmt: skip


def language_options(survey: Survey, code: str) -> list[Option]:
    """The languages of the public pages side by side, marked where the survey has texts."""
    return [
        Option(
            f"{language.german}{' ✓' if language.code in survey.translations else ''}",
            reverse("offers:survey_translate", args=[survey.pk, language.code]),
            language.code == code,
        )
        for language in TRANSLATED
    ]


def last_sheet(request: Request, survey: Survey) -> date | None:
    """The day of the last sheet; none while nobody has answered."""
    last: date | None = rows(request, SurveySheet).filter(survey=survey).aggregate(last=Max("day"))["last"]
    return last
