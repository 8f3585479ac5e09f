"""The only place that sets the Sachbericht's chapter on the network: cooperations, agreements and how often families were passed on."""

from typing import Any

from reporting.documents.parts import Block, Cell, Column, Table, Text, row
from reporting.rules.referrals import HIDDEN_BECAUSE
from sites.core.days import date_figures
from sites.core.numbers import HIDDEN, MISSING

type Data = dict[str, Any]

COOPERATIONS = (Column("Mit wem", 46), Column("Worum es geht", 62), Column("Wie weit", 24), Column("seit", 18), Column("bis", 18))
AGREEMENTS = (Column("Mit wem", 40), Column("Gegenstand", 46), Column("Wer hat unterschrieben", 46), Column("gilt ab", 18), Column("gilt bis", 18))
REFERRALS = (Column("Thema", 94), Column("Vermittlungen", 30, 0))
ALL_HIDDEN = f"Familien wurden weitervermittelt; die Zahlen sind {HIDDEN_BECAUSE}."


def network(snapshot: Data, told: list[Block]) -> list[Block]:
    """What people wrote, then what is recorded; nothing where nothing is. Versions from before it was kept have none."""
    year, kept = snapshot["measure"]["funding_year"], snapshot.get("network") or {}
    blocks = list(told)
    if kept.get("cooperations"):
        rows = [row(COOPERATIONS, [c["partner"], c["subject"], c["stage"], day(c["starts"]), day(c["ends"])]) for c in kept["cooperations"]]
        blocks.append(Table(f"Kooperationen {year}", COOPERATIONS, rows, "Wie weit: der Stand, als dieser Bericht eingefroren wurde."))
    if kept.get("agreements"):
        rows = [row(AGREEMENTS, [a["partner"], a["title"], a["parties"], day(a["starts"]), day(a["ends"])]) for a in kept["agreements"]]
        blocks.append(Table(f"Vereinbarungen {year}", AGREEMENTS, rows, "Ohne „gilt bis“ ist eine Vereinbarung unbefristet."))
    if kept.get("referrals"):
        blocks.append(referrals(kept, year))
    return blocks


def referrals(kept: Data, year: int) -> Block:
    """A table of nothing but dots would say less than a sentence."""
    counts = [item["count"] for item in kept["referrals"]]
    if {*counts, kept["referred"]} == {HIDDEN}:
        return Text([ALL_HIDDEN], "Vermittlungen")
    rows = [row(REFERRALS, [item["label"], item["count"]]) for item in kept["referrals"]]
    rows.append(row(REFERRALS, [Cell("Alle Themen", own=True), kept["referred"]], "sum"))
    note = "Gezählt sind Vermittlungen, nicht Familien."
    return Table(f"Weitervermittlungen {year} nach Thema", REFERRALS, rows, f"{note} • heißt: {HIDDEN_BECAUSE}." if HIDDEN in counts else note)


def day(written: str | None) -> Cell:
    return Cell(date_figures(written) or MISSING, own=True)
