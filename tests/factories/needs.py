"""Rows for tests: assessments, figures of the social space, wishes and gaps."""

from datetime import date
from decimal import Decimal

from planning.models import Assessment, AssessmentResult, SocialFigure, Wish
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
