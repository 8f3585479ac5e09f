"""Counts before names: of children the platform knows how many were there, and nothing else (R237, R255)."""

import re

import pytest
from django.apps import apps
from django.db import models

OF_A_CHILD = re.compile(r"child|\bKind|Entwicklungs(bogen|stand)|Geburt|Diagnos|birth|Förderplan")
#: Columns whose name or label speaks of children: counts, and what a house says of an offer or of its concept.
COUNTS = {f"{model}.children" for model in ("Session", "DeviceEntry", "SiteQuarter", "CountyQuarter", "ClosedFigures", "ClosedSite", "Conditions")}
WORDS = {"Offer.childcare", "PublicOffer.childcare", "SiteProfile.participation", "Concept.participation"}


def columns():
    for app in ("sites", "planning", "offers", "processes", "reporting"):
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields:
                yield model, field


@pytest.mark.req("R237.K")
def test_no_column_holds_anything_about_one_child():
    """A record of a child's development belongs to the Kita's own system: there is no place for one here."""
    found = {f"{model.__name__}.{field.name}": field for model, field in columns() if OF_A_CHILD.search(f"{field.name} {field.verbose_name}")}
    assert set(found) == COUNTS | WORDS
    assert all(isinstance(found[name], models.IntegerField) for name in COUNTS)
    named = {model.__name__ for model, _ in columns() if re.search(r"Child|\bKind(er|es)?\b", f"{model.__name__} {model._meta.verbose_name}")}
    assert named == set()
