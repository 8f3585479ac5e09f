"""The editions of the rules about hours, as they are stored, for the houses of each county."""

from collections import defaultdict
from dataclasses import dataclass, field

from processes.models import HoursRule
from processes.rules.recommended import Edition, Rule
from sites.models import Place

LEVELS = {"": 0, Place.Kind.STATE: 1, Place.Kind.COUNTY: 2}


@dataclass(frozen=True)
class Editions:
    """All of them; `of` are those that may hold in a county: its own, those of the Land, and the recommendations."""

    by_place: dict[int | None, list[Edition]] = field(default_factory=dict)
    everywhere: list[Edition] = field(default_factory=list)

    def of(self, county: int) -> list[Edition]:
        return [*self.everywhere, *self.by_place.get(county, [])]


def hours_editions() -> Editions:
    """Every edition with its rules, in one query."""
    rules: dict[int, list[Rule]] = defaultdict(list)
    known = {}
    for row in HoursRule.objects.select_related("edition"):
        known[row.edition_id] = row.edition
        rules[row.edition_id].append(Rule(row.when, row.hours, row.at_least, row.paragraph, row.up_to))
    editions = Editions(defaultdict(list))
    for pk, row in known.items():
        edition = Edition(row.name, row.starts, row.ends, tuple(rules[pk]), LEVELS[row.place_kind])
        (editions.by_place[row.place_id] if row.place_kind == Place.Kind.COUNTY else editions.everywhere).append(edition)
    return editions
