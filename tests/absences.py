"""What a page may say is missing: only to who would see it if it were there. No right to see is not zero."""

import re
from collections.abc import Iterable, Mapping

from sites.core.access import Access

MISSING = re.compile(r"\b[Nn]och (?:kein\w*|ohne)(?: [a-zäöüß]+e[nrsm]?)? ([A-ZÄÖÜ][\wäöüß]+)")
#: What is said to be missing → by which actions it is seen; one of them is enough.
SEEN_BY: dict[str, tuple[str, ...]] = {
    "Angebot": ("offers.view",), "Angebote": ("offers.view",), "Antrag": ("applications.view",), "Ausgaben": ("money.view",),
    "Bedarf": ("needs.view",), "Bedarfserhebung": ("assessments.view",), "Dokument": ("documents.view",), "Einnahmen": ("money.view",),
    "Eintrag": ("sitefigures.view", "figures.view"), "Einträge": ("entries.view",), "Entscheidung": ("decisions.view",),
    "Erhebung": ("assessments.view",), "Kooperation": ("partners.view",), "Maßnahme": ("measures.view",), "Raum": ("rooms.view",),
    "Raumkonzept": ("rooms.view",), "Sachbericht": ("reports.view",), "Schluss": ("goals.view",), "Schritt": ("entries.view", "offers.view"),
    "Sitzung": ("bodies.view",), "Stunden": ("hours.view",), "Termin": ("sessions.view", "sitefigures.view", "hours.view"),
    "Termine": ("sessions.view", "sitefigures.view"), "Wunsch": ("wishes.view",),
    "Zahlen": ("sessions.view", "sitefigures.view", "figures.view"), "Ziel": ("goals.view",),
    "Zielzahlen": ("plans.view",), "Beschluss": ("plans.view",), "Handlungsziel": ("plans.view",), "Strategie": ("plans.view",),
}  # fmt: skip
#: Pages that know it otherwise: counts of a definer function, frozen versions, dates that are published for everybody.
OTHERWISE = {"planning:need_map", "reporting:snapshot_detail", "reporting:home", "offers:family_page"}


def untrue(access: Access, pages: Mapping[str, Iterable[str]]) -> list[str]:
    """The sentences that say to this person that something is missing which they would not see in any case."""
    told = {name: lines for name, lines in pages.items() if name.partition(" ")[0] not in OTHERWISE}
    said = [(name, line, match[1]) for name, lines in told.items() for line in lines for match in MISSING.finditer(line)]
    return [f"{name}: {line}" for name, line, noun in said if noun in SEEN_BY and not any(map(access.holds, SEEN_BY[noun]))]
