"""What the form of a survey begins with: a template of questions, or those that stand already."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Max

from offers.rules.survey_templates import EMPTY, TEMPLATES, template_of
from planning.models import Survey, SurveyQuestion, SurveySheet
from sites.core.access import Request, rows
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


def questions_of(request: Request, survey: Survey) -> list[dict[str, Any]]:
    """The questions of a survey as its form and its sheet show them."""
    found = rows(request, SurveyQuestion).filter(survey=survey)
    return [
        {"id": one.pk, "number": one.number, "kind": one.kind, "text": one.text, "options": one.options, "highest": one.highest} for one in found
    ]


def last_sheet(request: Request, survey: Survey) -> date | None:
    """The day of the last sheet; none while nobody has answered."""
    last: date | None = rows(request, SurveySheet).filter(survey=survey).aggregate(last=Max("day"))["last"]
    return last
