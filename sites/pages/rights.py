"""What stands on the page of rights: area by area who may do what, and who gives which role; and on the account what the person may do."""

from dataclasses import dataclass

from sites.core.rights import AREAS, roles_with
from sites.core.roles import MAY_GIVE, Role


@dataclass(frozen=True)
class Line:
    """One action in words, with the roles that hold it."""

    what: str
    who: str


@dataclass(frozen=True)
class AreaLines:
    """One area of the table: `key` is its anchor."""

    key: str
    label: str
    lines: list[Line]


def rights_table() -> list[AreaLines]:
    """Area by area: each action in words with the roles that hold it."""
    return [AreaLines(area.name, area.label, [Line(action.label, roles_with(action.name)) for action in area.actions]) for area in AREAS]


def giving_table() -> list[Line]:
    """Which role gives which roles."""
    return [Line(giver.label, ", ".join(role.label for role in Role if role in MAY_GIVE[giver])) for giver in Role if giver in MAY_GIVE]


def my_rights(roles: frozenset[Role]) -> list[tuple[str, list[str]]]:
    """What a person with these roles may do: (area, its actions in words)."""
    mine = ((area.label, [action.label for action in area.actions if action.roles & roles]) for area in AREAS)
    return [(label, lines) for label, lines in mine if lines]
