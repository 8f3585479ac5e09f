"""What the tables of lists share: who asks for a list, what makes its rows, names whose order is not that of their making."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sites.core.roles import Role
from tests import factories as make

MANY = 53  # more than a page
GAP = 3  # every third row has nothing in the column


@dataclass(frozen=True)
class Ordered:
    """Who asks, what makes the rows and returns what the address names, and the columns; `blurred`: whose cells say more than their order."""

    columns: str
    rows: Callable
    role: str = Role.SOCIAL_PLANNER
    is_whole: bool = False
    blurred: str = ""


def named(at: int) -> str:
    """Names whose order is not that of their making, with umlauts among them."""
    return f"{('Ä', 'b', 'Z', 'o', 'M', 'Ö')[at % 6]}name {at * 7 % MANY:02}"


def sites(world, number=MANY - 2, **fields):
    """With the two that are there as many as are wanted."""
    made = [make.make_site(world.town, [], named(at), since=date(2023, 1, 1 + at % 4), **fields) for at in range(number)]
    return [world.own, world.sibling, *made]
