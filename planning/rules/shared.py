"""Steering teams that houses share: what the house of another team may know, told by functions that ask whether it belongs to it (R202)."""

import json
from datetime import date
from typing import Any

from django.db import connection


def other_houses(site: int) -> list[tuple[int, str]]:
    """The other houses of the same county, with their names, for a house within the wall."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name FROM thekiz_other_houses(%s)", [site])
        return list(cursor.fetchall())


def teams_of_others(site: int, day: date) -> list[dict[str, Any]]:
    """The steering teams of other houses that this one shares on a day, each with its meetings; nothing outside the wall."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT team FROM thekiz_shared_teams(%s, %s)", [site, day])
        return [team if isinstance(team, dict) else json.loads(team) for (team,) in cursor.fetchall()]
