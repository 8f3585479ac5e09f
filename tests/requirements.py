"""The clauses of R001–R332 as data: what each row of requirements.csv asks for, and which later part of the work a clause waits for."""

import csv
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_suffix(".csv")
#: Parts of the work that are still to come, by the word in the table.
PARTS = {
    "offers": "offers, effects and families",
    "processes": "development processes",
    "facts": "facts, figures and start pages",
    "open": "no part yet",
}


@dataclass(frozen=True)
class Clause:
    """One thing that a row asks for: R204.K is what row 204 wants checked. H: hold, D: do, C: compute, K: check; information has no letter."""

    name: str
    part: str  # a key of PARTS, empty when the clause is to be proven now
    title: str
    shown: str  # what a test has to show

    @property
    def row(self) -> str:
        return self.name.partition(".")[0]


def clauses() -> dict[str, Clause]:
    """All clauses by name, in the order of the rows. In the table a title stands at the first clause of its row alone."""
    found: dict[str, Clause] = {}
    title = ""
    with TABLE.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter=";"):
            title = line["title"] or title
            found[line["clause"]] = Clause(line["clause"], line["part"], title, line["shown"])
    return found
