"""The only place that arranges a frozen LSZ report as the tables of its page."""

from typing import Any

HEADS = ("Termine erfolgt", "Termine ausgefallen", "Erwachsene Kita-Familien", "Erwachsene Sozialraum", "Kinder")
NAMES = ("held", "cancelled", "adults_centre", "adults_space", "children")
COUNTED = (
    ("sites_by_phase", "Standorte nach Phase", "Phase", "sites"),
    ("sites_by_form", "Standorte nach Organisationsform", "Organisationsform", "sites"),
    ("offers_by_type", "Angebote nach Typ", "Angebotstyp", "offers"),
    ("offers_by_action_field", "Angebote nach Handlungsfeld", "Handlungsfeld", "offers"),
)
PEOPLE = (("by_quarter", "Termine und Teilnahmen nach Quartal", "Quartal"), ("by_type", "Termine und Teilnahmen nach Angebotstyp", "Angebotstyp"))
STANDS = (("accepted", "angenommen"), ("submitted", "eingereicht, in Prüfung"), ("open", "noch nicht eingereicht"))


def _table(key: str, title: str, heads: list[str], lines: list, whole: str, sums: list) -> dict[str, Any]:
    rows = [{"label": label, "cells": list(zip(heads[1:], cells, strict=True))} for label, cells in lines]
    return {
        "id": f"h-{key}",
        "title": title,
        "heads": heads,
        "rows": rows,
        "whole": {"label": whole, "cells": list(zip(heads[1:], sums, strict=True))},
    }


def lsz_tables(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Every number as it was frozen; nothing is computed here."""
    year, totals, before = data["year"], data["totals"], data["previous"] or {}
    made = [
        _table(
            key,
            title,
            [first, str(year), str(year - 1)],
            [(line["label"], [line["count"], line["previous"]]) for line in data[key]],
            "Gesamt",
            [totals[whole], before.get(whole)],
        )
        for key, title, first, whole in COUNTED
    ]
    made += [
        _table(
            key,
            title,
            [first, *HEADS],
            [(line["label"], [line[name] for name in NAMES]) for line in data[key]],
            "Jahr gesamt",
            [totals[name] for name in NAMES],
        )
        for key, title, first in PEOPLE
    ]
    counts = data["reports"]
    lines = [(words, [counts[key]]) for key, words in STANDS]
    return [*made, _table("reports", f"Sachberichte zum Förderjahr {year}", ["Stand", "Zahl"], lines, "Gesamt", [counts["due"]])]
