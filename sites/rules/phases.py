"""The only place that says which phases of a site (Fachliche Empfehlungen 2021, 3.2) count for what."""

from datetime import date
from typing import NamedTuple

from sites.models import Phase

#: Who is a ThEKiZ or on the way to one (R204 to R206): these sites count in figures and strategies, stand in plans, rest on an assessment of needs,
#: have a family page, and their going on is decided every year. A Kita that is only interested (R208) and a site that has ended (R209) do not.
RUNNING = (Phase.ON_THE_WAY, Phase.ESTABLISHED, Phase.CONSULTATION)


class PhaseSpan(NamedTuple):
    """A phase with its days, read without its row."""

    phase: str
    starts: date
    ends: date | None
