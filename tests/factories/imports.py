"""Rows for tests: tables on their way in."""

from planning.models import ImportRun
from tests.factories.base import make_user


def make_import(county, kind="providers", cells=None, *, number=2, **fields):
    """A table of one row that was read in, as reading would leave it: one new provider."""
    cells = cells or {"name": "Träger aus der Tabelle", "kind": "freier Träger"}
    row = {
        "row": number,
        "cells": cells,
        "does": "new",
        "title": cells["name"],
        "changes": [["Name", "", cells["name"]], ["Art", "", "freier Träger"]],
    }
    values = {"filename": "traeger.xlsx", "creates": 1, "rows": [row], "person": fields.pop("person", None) or make_user("Planung"), **fields}
    return ImportRun.objects.create(place_id=county.pk, kind=kind, **values)
