"""What stands on the page of a frozen LSZ report: every number as it was frozen; nothing is computed here."""

from dataclasses import dataclass
from typing import Any

from reporting.models import LszReport
from sites.core.navigation import LSZ

FORMAT = "lsz/1"
HEADS = ("Termine erfolgt", "Termine ausgefallen", "Erwachsene Kita-Familien", "Erwachsene Sozialraum", "Kinder")
NAMES = ("held", "cancelled", "adults_centre", "adults_space", "children")
COUNTED = (
    ("sites_by_phase", "Standorte nach Phase", "Phase", "sites"),
    ("sites_by_form", "Standorte nach Organisationsform", "Organisationsform", "sites"),
    ("offers_by_type", "Angebote nach Typ", "Angebotstyp", "offers"),
    ("offers_by_action_field", "Angebote nach Handlungsfeld", "Handlungsfeld", "offers"),
)
PEOPLE = (("by_quarter", "Termine und Teilnahmen nach Quartal", "Quartal"), ("by_type", "Termine und Teilnahmen nach Angebotstyp", "Angebotstyp"))
STANDS = (("accepted", "angenommen"), ("submitted", "eingereicht, in Prüfung"), ("open", "noch nicht eingereicht"))


@dataclass(frozen=True)
class Row:
    """A line of a table: its label and its figures; None where nothing was frozen."""

    label: str
    cells: list[int | str | None]


@dataclass(frozen=True)
class Table:
    """`whole`: the line of the sums."""

    key: str
    title: str
    heads: list[str]
    rows: list[Row]
    whole: Row

    @property
    def columns(self) -> list[str]:
        return [self.heads[0], *(f"{head}:n" for head in self.heads[1:])]


@dataclass(frozen=True)
class LszDetail:
    """`known`: the format is one that this page can show."""

    lsz: LszReport

    @property
    def known(self) -> bool:
        return bool(self.lsz.data.get("format") == FORMAT)

    @property
    def tables(self) -> list[Table]:
        return lsz_tables(self.lsz.data) if self.known else []

    @property
    def overline(self) -> str:
        return f"LSZ-Bericht {self.lsz.year} · Fassung {self.lsz.version}"

    @property
    def lead(self) -> str:
        return f"Eingefroren am {self.lsz.made}"

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [LSZ.crumb(), (f"{self.lsz.county.name} {self.lsz.year}", "")]


def lsz_tables(data: dict[str, Any]) -> list[Table]:
    """The tables of the page, in order."""
    year, totals, before = data["year"], data["totals"], data["previous"] or {}
    counted = [
        Table(
            key,
            title,
            [first, str(year), str(year - 1)],
            [Row(line["label"], [line["count"], line["previous"]]) for line in data[key]],
            Row("Gesamt", [totals[whole], before.get(whole)]),
        )
        for key, title, first, whole in COUNTED
    ]
    people = [
        Table(
            key,
            title,
            [first, *HEADS],
            [Row(line["label"], [line[name] for name in NAMES]) for line in data[key]],
            Row("Jahr gesamt", [totals[name] for name in NAMES]),
        )
        for key, title, first in PEOPLE
    ]
    counts = data["reports"]
    lines = [Row(words, [counts[key]]) for key, words in STANDS]
    return [*counted, *people, Table("reports", f"Sachberichte zum Förderjahr {year}", ["Stand", "Zahl"], lines, Row("Gesamt", [counts["due"]]))]
