"""How far the houses of each county are accompanied: sums alone, for those above the houses (R326)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from sites.models import County


@dataclass(frozen=True)
class Coverage:
    """A county on a day: its houses on their way or further, those with an agreement, hours agreed for a month, hours delivered this year until
    the last month that is over."""

    county: County
    sites: int
    accompanied: int
    agreed: Decimal
    delivered: Decimal


class Sums(NamedTuple):
    """What Coverage says, for a county that is known."""

    sites: int = 0
    accompanied: int = 0
    agreed: Decimal = Decimal(0)
    delivered: Decimal = Decimal(0)


def facilitation_on(day: date) -> dict[int, Sums]:
    """The sums of each county within the wall of the request that has such houses. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT county, sites, accompanied, agreed, delivered FROM thekiz_facilitation(%s)", [day])
        return {county: Sums(*numbers) for county, *numbers in cursor.fetchall()}


def facilitation_by_county(day: date) -> list[Coverage]:
    """Each county within the wall of the request that has such houses, by name. Two queries."""
    found = facilitation_on(day)
    return [Coverage(county, *found[county.pk]) for county in County.objects.filter(pk__in=found).order_by("sort_key")]
