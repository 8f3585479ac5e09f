"""What apps above this one tell of a site in the dossier of its case. Planning imports none of them: each part registers itself, as jobs do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sites.core.access import Request


@dataclass(frozen=True)
class Part:
    """A section of the dossier. `reads`: the annotation that brings its rows along, given how a row leads to the site, such as "site__";
    `shows`: what the template draws, from the key of the site and what was brought along; None where the person sees nothing of it.
    """

    template: str
    reads: Callable[[Request, str], Any]
    shows: Callable[[Request, int, Any], Any]


#: Name in the template of the dossier → the part.
PARTS: dict[str, Part] = {}


def bring(request: Request, site: str) -> dict[str, Any]:
    """The annotations of all parts, for rows that lead to a site."""
    return {name: part.reads(request, site) for name, part in PARTS.items()}


def shown(request: Request, site: int, row: Any) -> dict[str, dict[str, Any]]:
    """Template and content of each part this person sees, from a row annotated by `bring`."""
    made = {name: part.shows(request, site, getattr(row, name)) for name, part in PARTS.items()}
    return {name: {"template": PARTS[name].template, "part": one} for name, one in made.items() if one is not None}
