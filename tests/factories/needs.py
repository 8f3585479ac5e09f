"""Rows for tests: assessments, figures of the social space, wishes and gaps."""

import secrets
import uuid
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from offers.models import SessionFeedback
from planning.models import Assessment, AssessmentResult, SocialFigure, Survey, SurveyAnswer, SurveyQuestion, SurveySheet, Wish
from tests.factories.catalogues import term


def make_assessment(place, title="Elternbefragung im Frühjahr", *, results=(), **fields):
    """An assessment at a site or county row; `results` are (code of a theme, voices, of)."""
    values = {"method": "survey", "held_from": date(2026, 4, 1), "invited": 80, "answered": 60, **fields}
    assessment = Assessment.objects.create(place_id=place.pk, title=title, **values)
    for code, voices, voices_of in results:
        AssessmentResult.objects.create(assessment=assessment, place_id=place.pk, theme=term("theme", code), voices=voices, voices_of=voices_of)
    return assessment


def make_figure(county, code="children_under_7", **fields):
    values = {"day": date(2025, 12, 31), "value": Decimal(412), "value_of": Decimal(8000), "source": "Landesamt für Statistik", **fields}
    return SocialFigure.objects.create(place_id=county.pk, indicator=term("social_indicator", code), **values)


def make_wish(site, text="Ein Treff am Samstag wäre schön.", **fields):
    return Wish.objects.create(site=site, text=text, **fields)


def make_survey(site, title="Fünf kurze Fragen", *, questions=(), opens=None, closes=None, **fields):
    """A survey that is open today for two weeks; `questions` are (kind, text, options), without any faces, some, one, and a line."""
    today = timezone.localdate()
    values = {"code": f"k{secrets.token_hex(4)}", "opens": opens or today, "closes": closes or today + timedelta(days=14), **fields}
    survey = Survey.objects.create(site=site, title=title, **values)
    usual = [
        ("faces3", "Wie wohl fühlen Sie sich?", []),
        ("several", "Wann haben Sie Zeit?", ["vormittags", "nachmittags", "abends"]),
        ("one", "Wie leicht finden Sie Hilfe?", ["Leicht", "Es geht", "Schwer"]),
        ("line", "Was fehlt Ihnen hier?", []),
    ]
    for number, (kind, text, options) in enumerate(questions or usual, 1):
        SurveyQuestion.objects.create(site=site, survey=survey, number=number, kind=kind, text=text, options=options)
    return survey


def make_sheets(survey, *sheets, day=None, way="phone"):
    """Filled in sheets: of each, what was given to the questions in their order: a number, several, or words; None where it was left out."""
    questions = list(survey.questions.all())
    for given in sheets:
        SurveySheet.objects.create(id=uuid.uuid4(), site_id=survey.site_id, survey=survey, day=day or timezone.localdate(), way=way)
        for question, answer in zip(questions, given, strict=False):
            words, choices = (answer, []) if isinstance(answer, str) else ("", [answer] if isinstance(answer, int) else list(answer or ()))
            if words or choices:
                SurveyAnswer.objects.create(site_id=survey.site_id, question=question, choices=choices, words=words)


def make_session_feedback(offer, day, *faces, words=""):
    """Feedback to a date of an offer, a face each."""
    SessionFeedback.objects.bulk_create(
        SessionFeedback(id=uuid.uuid4(), site_id=offer.site_id, offer=offer, day=day, face=face, words=words) for face in faces
    )
