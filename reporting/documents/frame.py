"""The only place for what every document shows alike: stamp, checksum and foot of the cover, and the table of key figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reporting.documents.parts import Cell, Column, Row, Table, row
from sites.core.days import moment
from sites.core.numbers import MISSING, percent, rounded, signed

ENCLOSED = (
    "Die Zahlen liegen dieser Datei als CSV bei, der vollständige Datenstand als JSON. "
    "Die Prüfsumme (SHA-256) gilt für diese JSON-Datei."
)  # fmt: skip


@dataclass(frozen=True)
class Frame:
    """Which frozen state a document shows, in the words of the cover and the footer."""

    snapshot: dict[str, Any]
    digest: str

    @property
    def frozen(self) -> str:
        return ", ".join(moment(self.snapshot["frozen_at"]))

    @property
    def stamp(self) -> str:
        return f"Version {self.snapshot['version']} · Datenstand {self.frozen} · Prüfsumme {self._blocks(0, 12)}"

    @property
    def description(self) -> str:
        return f"Version {self.snapshot['version']}, Datenstand {self.frozen}, SHA-256 {self.digest}"

    @property
    def foot(self) -> str:
        return f"{self.snapshot.get('notice') or ''} {ENCLOSED}".strip()

    @property
    def master(self) -> list[tuple[str, list[str]]]:
        return [
            ("Datenstand", [f"eingefroren am {self.frozen}; Definitionen Fassung {self.snapshot['edition']}"]),
            ("Prüfsumme", [self._blocks(0, 32), self._blocks(32, 64)]),
        ]

    def _blocks(self, start: int, end: int) -> str:
        return " ".join(self.digest[at : at + 4] for at in range(start, end, 4))


@dataclass(frozen=True)
class Key:
    """A key figure: the figure and its unit, what it counts, a small line, last year's figure and the change."""

    value: object
    unit: str
    strong: str
    said: str
    small: str = ""
    past: object = ""
    moved: str = ""
    decimals: int = 0


def share_key(share: float | str | None, before: float | str | None, strong: str, said: str, small: str) -> Key:
    """A share in percent; its change is counted in points."""
    if isinstance(share, float) and isinstance(before, float):
        points = rounded(share * 100) - rounded(before * 100)
        moved = f"{signed(points)} {'Punkt' if abs(points) == 1 else 'Punkte'}"
    else:
        moved = ""
    figure = isinstance(share, float)
    return Key(share * 100 if isinstance(share, float) else share, "%" if figure else "", strong, said, small, percent(before), moved)


def key_table(year: int, keys: Sequence[Key], compared: bool, *, whole: bool) -> Table:
    """`whole`: the year is over; until then its figures stand beside those of the whole year before, without a change."""
    columns = (
        Column(str(year), 33, css="num"),
        Column("Kennzahl", 95, css="after"),
        Column(str(year - 1), 18, css="num"),
        Column("Änderung", 22, css="num"),
    )
    note = "" if compared else f"Für {year - 1} liegt kein vergleichbarer Datenstand vor."
    if compared and not whole:
        note = f"Das Jahr {year} ist noch nicht ganz gezählt; {year - 1} ist das ganze Jahr. Eine Änderung wird deshalb nicht berechnet."
    return Table(f"Kennzahlen {year} im Vergleich zum Vorjahr", columns, [key_row(columns, key) for key in keys], note, look="keys", header=1)


def key_row(columns: Sequence[Column], key: Key) -> Row:
    figure = Cell(MISSING if key.value is None else key.value, decimals=key.decimals, unit=key.unit, own=True)
    room = len(figure.text) + len(key.unit) * 0.7  # a letter of the unit is smaller than one of the figure
    figure.css = "big" if room <= 7 else "big less" if room <= 11 else "big least"
    cells = [
        figure,
        Cell(key.said, strong=key.strong, small=key.small, own=True),
        Cell(MISSING if key.past is None else key.past, own=True),
        Cell(key.moved, own=True),
    ]
    return row(columns, cells, header=1)
