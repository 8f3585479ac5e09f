"""How far the houses of each county are accompanied: sums alone, for those above the houses (R326)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

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


def facilitation_of(counties: Iterable[County], day: date) -> dict[int, Coverage]:
    """Each of these counties by its number, with zeros where it has no such houses or lies beyond the wall of the request. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT county, sites, accompanied, agreed, delivered FROM thekiz_facilitation(%s)", [day])
        found = {county: numbers for county, *numbers in cursor.fetchall()}
    nothing = (0, 0, Decimal(0), Decimal(0))
    return {county.pk: Coverage(county, *found.get(county.pk, nothing)) for county in counties}


def facilitation_by_county(day: date) -> list[Coverage]:
    """Each county within the wall of the request that has such houses, by name. Two queries."""
    return [one for one in facilitation_of(County.objects.order_by("sort_key"), day).values() if one.sites]
