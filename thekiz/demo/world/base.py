"""The only place for what all parts of the demo world share: its day, its dice, what stands already, and the history that is written at the end."""

import tomllib
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from planning.models import ActionField, LegalBasis
from sites.core.rights import INTERNAL_AREAS
from sites.core.roles import Role
from sites.models import County, Entry, Kita, Municipality, Provider, Site, State, User
from sites.rules.phases import RUNNING

BERLIN = ZoneInfo("Europe/Berlin")
WORDS = Path(__file__).parent / "words"
DAY = timedelta(days=1)


def words(name: str) -> dict[str, Any]:
    """The invented names and texts of a file in words/."""
    return tomllib.loads((WORDS / f"{name}.toml").read_text())


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of a day in Thuringia."""
    return datetime.combine(day, time(hour, minute), BERLIN)


def plain(text: str) -> str:
    """A word for addresses: "Jörg Weiß" → "joerg-weiss"."""
    for letter, pair in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.items():
        text = text.lower().replace(letter, pair)
    words = "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "-".join(words.split())


@dataclass
class House:
    """One site of the world with everything that later parts need to know about it. `number`: what stands in file numbers."""

    number: int
    name: str
    town: Municipality
    county: County
    postcode: str
    phases: list[tuple[str, date, date | None]]
    forms: list[str]
    kitas: list[Kita]
    centre: Any = None
    site: Site = field(default_factory=Site)
    people: dict[str, User] = field(default_factory=dict)
    silent_days: int = 0
    needs: dict[str, Any] = field(default_factory=dict)
    goals: dict[str, Any] = field(default_factory=dict)
    offers: list[Any] = field(default_factory=list)
    measures: dict[int, Any] = field(default_factory=dict)

    @property
    def phase(self) -> str:
        """The phase of today."""
        return self.phases[-1][0]

    @property
    def running(self) -> bool:
        return self.phase in RUNNING

    @property
    def since(self) -> date:
        """The first day on the way; without one the day of the interest."""
        return next((starts for phase, starts, _ in self.phases if phase in RUNNING), self.phases[0][1])

    @property
    def head(self) -> User:
        return self.people[Role.HEAD]

    @property
    def coordinator(self) -> User:
        return self.people[Role.COORDINATOR]

    def label(self, role: Role) -> str:
        return f"{self.people[role].name}, {role.label}"


@dataclass
class World:
    """The world while it is made."""

    seed: int
    today: date
    state: State = field(default_factory=State)
    counties: dict[str, County] = field(default_factory=dict)
    towns: dict[str, Municipality] = field(default_factory=dict)
    postcodes: dict[str, str] = field(default_factory=dict)
    providers: dict[str, Provider] = field(default_factory=dict)
    houses: list[House] = field(default_factory=list)
    accounts: dict[str, User] = field(default_factory=dict)
    officials: dict[tuple[str, str], User] = field(default_factory=dict)
    providers_people: dict[int, User] = field(default_factory=dict)
    history: list[Entry] = field(default_factory=list)
    fields: dict[int, ActionField] = field(default_factory=dict)
    bases: dict[int, LegalBasis] = field(default_factory=dict)

    @property
    def year(self) -> int:
        return self.today.year

    def dice(self, *words: object) -> Random:
        """Dice of their own for every thing: one more thing elsewhere does not change it."""
        return Random("/".join(map(str, (self.seed, *words))))

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def past(self, day: date, back: int = 2) -> date:
        """A day that has been: the wanted one, or a few days ago."""
        return min(day, self.ago(back))

    def house(self, name: str) -> House:
        return next(house for house in self.houses if house.name == name)

    def official(self, county: County, role: Role) -> User:
        return self.officials[county.short, role]

    def tell(
        self, obj: Any, day: date, person: User, role: Role, kind: str, text: str, note: str = "", *, hour: int = 10, minute: int = 0, **details: Any
    ) -> None:
        """One line of the history of a row, written when all rows stand."""
        about = {"about": str(obj)} if hasattr(obj, "flow") else {}
        self.history.append(
            Entry(
                place_id=getattr(obj, obj.place_columns[0]),
                person=person,
                person_label=f"{person.name}, {role.label}",
                at=at(day, hour, minute),
                subject=f"{obj._meta.label_lower}:{obj.pk}",
                kind=kind,
                text=text[:200],
                note=note,
                details=about | details,
                internal=obj.area in INTERNAL_AREAS or (kind in {"written", "begun"} and obj.area == "reports"),
            )
        )
