"""What other parts of the processes tell the state office on its start page: each registers its section, as parts of the dossier do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sites.core.access import Request
from sites.models import County


@dataclass(frozen=True)
class Gap:
    """Counties in which something is missing that is no matter of data. `what` follows the number of them; `url`: what one can do."""

    counties: Sequence[County]
    what: str
    paragraph: str
    url: str = ""
    label: str = ""

    @property
    def title(self) -> str:
        return f"{len(self.counties)} {'Gebiet' if len(self.counties) == 1 else 'Gebiete'} {self.what}"

    @property
    def names(self) -> str:
        return ", ".join(county.name for county in self.counties)


@dataclass(frozen=True)
class Slot:
    """A section: its template draws `part`, what `fill` returns; nothing is drawn where that is None. One query at most."""

    template: str
    fill: Callable[[Request], Any]


@dataclass(frozen=True)
class Filled:
    """A section with what it draws."""

    template: str
    part: Any


#: Beside the map; two side by side below the list of data.
ASIDE: list[Slot] = []
BELOW: list[Slot] = []
#: From the counties with sites those in which something is missing.
GAPS: list[Callable[[Request, Sequence[County]], Gap | None]] = []


def filled(request: Request, slots: Sequence[Slot]) -> list[Filled]:
    """The sections that have something to say to this person."""
    made = ((slot, slot.fill(request)) for slot in slots)
    return [Filled(slot.template, part) for slot, part in made if part is not None]
