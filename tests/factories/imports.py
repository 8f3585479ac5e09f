"""Rows for tests: tables on their way in."""

from planning.models import ImportRun
from planning.rules.imports.grid import Grid, Row
from tests.factories.base import make_user


def make_import(county, kind="providers", cells=None, *, number=2, does="new", **fields):
    """A table of one row that was read in, as reading would leave it: one new provider."""
    cells = cells or {"name": "Träger aus der Tabelle", "kind": "freier Träger"}
    row = {
        "row": number,
        "at": 1,
        "cells": cells,
        "does": does,
        "title": cells["name"],
        "changes": [["Name", "", cells["name"]], ["Art", "", "freier Träger"]],
    }
    grid = Grid([Row(1, ["Name", "Art"]), Row(number, [cells["name"], "freier Träger"])]).stored()
    fields = {"grid": {**grid, "head": [0, False]}, "columns": {"0": "name", "1": "kind"}, **fields}
    values = {"filename": "traeger.xlsx", "creates": 1, "rows": [row], "person": fields.pop("person", None) or make_user("Planung"), **fields}
    return ImportRun.objects.create(place_id=county.pk, kind=kind, **values)
