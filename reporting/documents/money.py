"""The only place that arranges the numerical proof of a measure: costs and sources, planned and actual, from one frozen state."""

from collections.abc import Sequence
from typing import Any

from reporting.documents.frame import Frame
from reporting.documents.parts import Block, Cell, Chapter, Column, Document, Figure, Heading, Row, Table, Text, row
from sites.core.charts import bars
from sites.core.days import date_figures
from sites.core.numbers import MISSING, decimal, with_noun, with_unit

type Data = dict[str, Any]

COSTS = (Column("Wofür", 58), Column("Kostenart", 36), Column("geplant in Euro", 28, 2), Column("tatsächlich in Euro", 30, 2))
FUNDINGS = (Column("Quelle", 58), Column("Anmerkung", 36), Column("geplant in Euro", 28, 2), Column("tatsächlich in Euro", 30, 2))
SUMS = (Column("", 94), Column("geplant in Euro", 28, 2), Column("tatsächlich in Euro", 30, 2))
READING = [
    Text(["Alle Beträge in Euro und Cent. „–“ heißt: noch nicht eingetragen."], "Beträge"),
    Text(["Investitionen stehen in der Aufstellung, gehören aber nicht zu den zuwendungsfähigen Ausgaben."], "Investitionen"),
    Text(["Der Eigenanteil richtet sich nach der Regel des Landkreises, die im Kapitel „Eigenanteil“ steht."], "Eigenanteil"),
]


def money_document(snapshot: Data, digest: str) -> Document:
    measure, site, frame = snapshot["measure"], snapshot["site"], Frame(snapshot, digest)
    return Document(
        genre="Landesprogramm Solidarisches Zusammenleben der Generationen · Thüringer Eltern-Kind-Zentren",
        title=f"Zahlenmäßiger Nachweis {measure['funding_year']}",
        name=site["name"],
        where=[site["name"], ", ".join(part for part in (site["municipality"], site["county"]) if part)],
        author=site["county"],
        keywords=f"LSZ, ThEKiZ, zahlenmäßiger Nachweis, {measure['funding_year']}",
        description=f"Zahlenmäßiger Nachweis {measure['funding_year']}, {frame.description}",
        made_at=snapshot["frozen_at"],
        stamp=frame.stamp,
        foot=frame.foot,
        figure=cover_figure(snapshot),
        master=[
            ("Einrichtung", [site["name"]]),
            ("Gebietskörperschaft", [site["county"]]),
            ("Maßnahme", [measure["title"], measure["action_field"]]),
            ("Aktenzeichen", [measure["file_number"] or MISSING]),
            ("Letztempfänger*in", [measure["recipient"] or MISSING]),
            ("Bewilligt", [with_unit(measure["grant"], decimal(measure["grant"], 2), "Euro")]),
            ("Sachbericht", [f"fällig am {date_figures(measure['report_due'])}"]),
            *frame.master,
        ],
        reading=READING,
        chapters=[Chapter(str(number), title, blocks) for number, (title, blocks) in enumerate(parts(snapshot), 1)],
    )


def parts(snapshot: Data) -> list[tuple[str, list[Block]]]:
    """Costs, sources and own share: chapters of the proof, and sections of the chapter on money of a Sachbericht."""
    return [
        ("Ausgaben", [Table("Ausgaben der Maßnahme", COSTS, cost_rows(snapshot))]),
        ("Einnahmen", [Table("Einnahmen der Maßnahme", FUNDINGS, funding_rows(snapshot))]),
        ("Eigenanteil", own_share(snapshot)),
    ]


def money_chapter(snapshot: Data, told: list[Block]) -> list[Block]:
    """The last chapter of a Sachbericht: the money that was entered until it was frozen; nothing where nothing was."""
    money = snapshot.get("money")
    return [*told, *(block for title, blocks in parts(money) for block in (Heading(title), *blocks))] if money else told


def cover_figure(snapshot: Data) -> Figure:
    lines = [(line["label"], "", line["actual"], max(0, line["planned"] - (line["actual"] or 0))) for line in snapshot["by_kind"]]
    amounts = ((line["label"], decimal(line["planned"], 2), decimal(line["actual"], 2)) for line in snapshot["by_kind"])
    said = "; ".join(f"{label} geplant {planned}, tatsächlich {actual}" for label, planned, actual in amounts)
    keys = ("tatsächlich ausgegeben", "geplant und noch nicht ausgegeben")
    chart = bars(f"Ausgaben nach Kostenart in Euro: {said}.", "Waagerechte Balken; die Beträge stehen in Kapitel 1.", keys, lines, width=351.5)
    return Figure("Ausgaben nach Kostenart in Euro.", chart, css="")


def cost_rows(snapshot: Data) -> list[Row]:
    lines = [
        row(COSTS, [c["title"], c["kind"] + ("" if c["eligible"] else " (nicht zuwendungsfähig)"), c["planned"], c["actual"]])
        for c in snapshot["costs"]
    ]
    kinds = [row(COSTS, [Cell(f"Summe {k['label']}", own=True), "", k["planned"], k["actual"]]) for k in snapshot["by_kind"]]
    return [
        *lines,
        *kinds,
        _sum(COSTS, "Ausgaben zusammen", snapshot["sums"]["costs"], still_open(snapshot["costs"])),
        _sum(COSTS, "davon zuwendungsfähig", snapshot["sums"]["eligible"]),
    ]


def funding_rows(snapshot: Data) -> list[Row]:
    lines = [
        row(FUNDINGS, [f["source"] + (" (Eigenanteil)" if f["own"] else ""), f["note"], f["planned"], f["actual"]]) for f in snapshot["fundings"]
    ]
    sums = snapshot["sums"]
    return [
        *lines,
        _sum(FUNDINGS, "Einnahmen zusammen", sums["fundings"], still_open(snapshot["fundings"])),
        _sum(FUNDINGS, "Einnahmen weniger Ausgaben", sums["left"]),
    ]


def still_open(lines: Sequence[Data]) -> str:
    """What a sum of actual amounts leaves out, as long as some are not entered."""
    missing = sum(line["actual"] is None for line in lines)
    return f"tatsächlich ohne {with_noun(missing, 'offene Zeile', 'offene Zeilen')}" if 0 < missing < len(lines) else ""


def _sum(columns: Sequence[Column], label: str, amount: Data, said: str = "") -> Row:
    return row(columns, [Cell(label, own=True), Cell(said, own=True), amount["planned"], amount["actual"]], "sum")


def own_share(snapshot: Data) -> list[Block]:
    rule, sums = snapshot["rule"], snapshot["sums"]
    said = f"Der Landkreis erwartet einen Eigenanteil von mindestens {rule['percent']} % {rule['base']}"
    lines = (("Eigenanteil", "own"), ("mindestens erwartet", "asked"), ("Zuwendung aus dem Landesprogramm", "grant"))
    rows = [row(SUMS, [Cell(label, own=True), sums[key]["planned"], sums[key]["actual"]]) for label, key in lines]
    blocks: list[Block] = [Text([f"{said}{f' ({rule["source"]})' if rule['source'] else ''}."], css="lead"), Table("Eigenanteil", SUMS, rows)]
    if snapshot["hints"]:
        blocks.append(Text(snapshot["hints"], "Hinweise"))
    return blocks
