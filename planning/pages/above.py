"""What apps above this one tell of a site in the dossier of its case. Planning imports none of them: each part registers itself, as jobs do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from sites.core.access import Request


class Section(Protocol):
    """What a template of a part draws."""

    @property
    def is_empty(self) -> bool:
        """There is nothing yet: said of a running site, and of no Kita that only wants to become one."""
        ...


@dataclass(frozen=True)
class Part:
    """A section of the dossier. `reads`: the annotation that brings its rows along, given how a row leads to the site, such as "site__";
    `shows`: what the template draws, from the key of the site and what was brought along; None where the person sees nothing of it.
    """

    template: str
    reads: Callable[[Request, str], Any]
    shows: Callable[[Request, int, Any], Section | None]


#: Name in the template of the dossier → the part.
PARTS: dict[str, Part] = {}


def bring(request: Request, site: str) -> dict[str, Any]:
    """The annotations of all parts, for rows that lead to a site."""
    return {name: part.reads(request, site) for name, part in PARTS.items()}


def shown(request: Request, site: int, row: Any, *, is_running: bool) -> dict[str, dict[str, Any]]:
    """Template and content of each part this person sees, from a row annotated by `bring`."""
    made = {name: worth_showing(part.shows(request, site, getattr(row, name)), is_running=is_running) for name, part in PARTS.items()}
    return {name: {"template": PARTS[name].template, "part": one} for name, one in made.items() if one}


def worth_showing[Of: Section](section: Of | None, *, is_running: bool) -> Of | None:
    """A section, unless it would say of a Kita that is no site yet that it has nothing."""
    return section if section and (is_running or not section.is_empty) else None
