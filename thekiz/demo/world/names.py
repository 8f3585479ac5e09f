"""The invented names of the demo world: people, Kitas, providers, streets."""

from thekiz.demo.world.base import words

_NAMES: dict[str, list[str]] = words("names")
FIRST, LAST, FACILITATORS = _NAMES["first"], _NAMES["last"], _NAMES["facilitators"]
KITAS, ASSOCIATIONS, STREETS = _NAMES["kitas"], _NAMES["associations"], _NAMES["streets"]
