"""What an assessment of needs is worth to its reader: whether it covers a site and is fresh, and how many took part.

The county's assessment lies beyond the reach of a house: a definer function tells its day, and nothing of its contents.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from planning.models import Assessment
from sites.core.numbers import decimal, number
from sites.rules.phases import RUNNING
from sites.rules.small_numbers import shown

FRESH = timedelta(days=731)


@dataclass(frozen=True)
class Basis:
    """The newest assessment of needs that covers a site: its first day, and whether it is the county's."""

    held_on: date
    at_county: bool

    def is_old(self, day: date) -> bool:
        """Needs are determined continuously (3.3, R227); two years are our reading of it, a hint and never a rule."""
        return day - self.held_on > FRESH


def basis_of(site: int, day: date) -> Basis | None:
    """On what assessment a site rests on a day (R028): its own, or one of its county that covers it. One query, no contents."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT held_on, at_county FROM thekiz_basis(%s, %s)", [site, day])
        newest = cursor.fetchone()
    return Basis(*newest) if newest else None


def basis_missing(phase: str | None, basis: Basis | None) -> str:
    """The warning of a site that is on its way without an assessment (R028); nothing to say about the others."""
    if phase not in RUNNING or basis:
        return ""
    return "Für diesen Standort ist noch keine kommunale Bedarfserhebung eingetragen. Sie ist die Grundlage eines ThEKiZ (1.1)."


@dataclass(frozen=True)
class Participation:
    """How many took part, of how many who were asked, and the share in percent where both are open."""

    answered: int | str | None
    invited: int | str | None
    percent: str

    @property
    def words(self) -> str:
        return f"n = {number(self.answered)}" + (f" von {number(self.invited)}" if self.invited else "")


def participation(assessment: Assessment, *, is_insider: bool) -> Participation:
    """How many took part as this person may read it: small numbers stay in the house."""
    answered, invited = assessment.answered, assessment.invited
    told: int | str | None = answered if is_insider else shown(answered)  # guard: small-participation -> told: int | str | None = answered
    asked = invited if is_insider else shown(invited)
    percent = decimal(answered * 100 / invited, 0) if told == answered and invited else ""
    return Participation(told, asked, percent)
