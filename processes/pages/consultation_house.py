"""What strangers read of one consultation site: profile, focuses, kinds of visits, free times."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from processes.models import VisitKind
from processes.rules.consultation import Month, Slot, consultation_sites, form_labels, months_of, open_slots, profile_of, slots_of
from sites.core.numbers import with_noun
from sites.models import Phase


@dataclass(frozen=True)
class ConsultationHouse:
    """`profile`: as the database tells it; `others`: how many houses can be asked."""

    profile: dict[str, Any]
    months: list[Month]
    free: list[Slot]
    others: int
    today: date

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """The kinds of visits that the house offers, with its words."""
        return [(str(kind.label), self.profile[kind.value]) for kind in VisitKind if self.profile[kind.value]]

    @property
    def kinds_offered(self) -> list[str]:
        return [kind for kind in VisitKind.values if self.profile[kind]]

    @property
    def focuses(self) -> list[str]:
        lines: list[str] = self.profile["focuses"].splitlines()
        return lines

    @property
    def facts(self) -> list[tuple[str, str]]:
        one = self.profile
        found = [
            ("Form", form_labels(one["forms"])),
            ("Haus", with_noun(one["places"], "Platz", "Plätze") if one["places"] else ""),
            ("Träger", ", ".join(one["providers"])),
            ("Sprachen", one["languages"]),
            ("Adresse", one["address"]),
        ]
        return [(label, value) for label, value in found if value]

    @property
    def since(self) -> str:
        """ "Seit 2019 auf dem Weg, seit 2021 ThEKiZ, seit 2025 Konsultationseinrichtung." """
        words = {Phase.ON_THE_WAY: "auf dem Weg", Phase.ESTABLISHED: "ThEKiZ", Phase.CONSULTATION: "Konsultationseinrichtung"}
        known = self.profile["since"]
        said = ", ".join(f"seit {known[phase][:4]} {word}" for phase, word in words.items() if phase in known)
        return f"{said[:1].upper()}{said[1:]}." if said else ""

    @property
    def others_words(self) -> str:
        return f"Alle ansehen: {with_noun(self.others, 'Konsultationseinrichtung', 'Konsultationseinrichtungen')}"

    @property
    def limit_words(self) -> str:
        return f"Stand heute, höchstens {with_noun(self.profile['limit'], 'Besuch', 'Besuche')} im Monat"


def consultation_house_page(slug: str, today: date) -> ConsultationHouse | None:
    """A published consultation site; None while it is none."""
    profile = profile_of(slug, today)
    if profile is None:
        return None
    slots = slots_of(profile)
    months = months_of(slots, profile["visits"], profile["limit"], today)
    return ConsultationHouse(profile, months, open_slots(slots, months), len(consultation_sites(today)), today)
