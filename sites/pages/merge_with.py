"""Two rows side by side of which one stays: what the pages of a Kita and of a provider share."""

from dataclasses import dataclass
from typing import Any

NOTHING = "–"
#: What both pages say, whatever is merged.
WORDS: dict[str, Any] = {
    "title": "Zwei Einträge zusammenführen",
    "lead": "Es wird nichts gelöscht: Der andere Eintrag bleibt zum Nachlesen und verschwindet aus Listen und Auswahlen.",
    "submit": "Zusammenführen",
}


@dataclass(frozen=True)
class MergeWith:
    """`facts`: what both say about the same thing. `differs`: so much that they may be two after all. `is_shared`: two Kitas of one site."""

    names: tuple[str, str]
    facts: list[tuple[str, list[Any]]]
    differs: bool
    is_shared: bool = False


def beside(labels: tuple[str, ...], *columns: tuple[Any, ...]) -> list[tuple[str, list[Any]]]:
    """Each label with what both rows say to it."""
    return [(label, list(values)) for label, *values in zip(labels, *columns, strict=True)]


def merged(stays: Any) -> str:
    return f"Die beiden Einträge sind zusammengeführt. „{stays.name}“ bleibt."
