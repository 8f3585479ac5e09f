"""The only place that arranges a county's LSZ report: sums of the county, from one snapshot, never a single site."""

from typing import Any

from reporting.documents.annex import definitions_chapter, hidden_chapter
from reporting.documents.frame import Frame, Key, key_table
from reporting.documents.parts import Block, Cell, Chapter, Column, Document, Figure, Table, Text, row
from reporting.documents.summary import FIGURES, moved, visit_keys
from sites.core.charts import bars, dot_unit, dots
from sites.core.numbers import HIDDEN, is_number, number, rounded, total, with_noun

type Data = dict[str, Any]

READING = [
    Text(["Alle Zahlen sind Summen des Landkreises oder der kreisfreien Stadt. Teilnahmen sind Besuche, nicht Personen."], "Zahlen"),
    Text(["Der Punkt • schützt Familien davor, erkannt zu werden. Anhang B erklärt, was verdeckt wird und warum."], "Kleine Zahlen"),
    Text(["Alle Zahlen stammen aus dem eingefrorenen Datenstand, der auf dem Deckblatt genannt ist."], "Herkunft"),
]


FEW = "Auch wo weniger als drei Standorte Zahlen liefern oder seit dem letzten Stand geändert haben, steht ein Punkt: Er schützt die Einrichtung."


def lsz_document(snapshot: Data, digest: str) -> Document:
    year, county, frame = snapshot["year"], snapshot["county"], Frame(snapshot, digest)
    return Document(
        genre="Landesprogramm Solidarisches Zusammenleben der Generationen · Thüringer Eltern-Kind-Zentren",
        title=f"LSZ-Bericht {year}",
        name=county["name"],
        where=[county["name"]],
        author=county["name"],
        keywords=f"LSZ, ThEKiZ, Bericht, {year}",
        description=f"LSZ-Bericht {year}, {frame.description}",
        made_at=snapshot["frozen_at"],
        stamp=frame.stamp,
        foot=frame.foot,
        figure=cover_figure(snapshot),
        master=[
            ("Gebietskörperschaft", [f"{county['name']}, Schlüssel {county['ags']}" if county["ags"] else county["name"]]),
            ("Berichtsjahr", [str(year)]),
            ("ThEKiZ", [f"{number(snapshot['totals']['sites'])} am Ende des Jahres"]),
            ("Sachberichte", [f"{number(snapshot['reports']['accepted'])} von {number(snapshot['reports']['due'])} angenommen"]),
            *frame.master,
        ],
        reading=READING,
        chapters=chapters(snapshot),
    )


def chapters(snapshot: Data) -> list[Chapter]:
    parts = (
        ("Überblick", overview),
        ("Thüringer Eltern-Kind-Zentren", sites),
        ("Angebote", offers),
        ("Termine und Teilnahmen", participations),
        ("Sachberichte", reports),
    )
    made = [Chapter(str(index), title, build(snapshot), fresh=index in (1, 3)) for index, (title, build) in enumerate(parts, start=1)]
    return [*made, definitions_chapter("A", snapshot["edition"], judging=False), hidden_chapter("B", "LSZ-Bericht", FEW)]


def cover_figure(snapshot: Data) -> Figure:
    columns = [(phase["label"], phase["count"], 0) for phase in snapshot["sites_by_phase"]]
    unit = dot_unit(columns)
    each = "Jeder Punkt ein ThEKiZ" if unit == 1 else f"Jeder Punkt steht für bis zu {number(unit)} ThEKiZ"
    said = "; ".join(f"{label} {number(count)}" for label, count, _ in columns)
    chart = dots(f"Punktbild der Thüringer Eltern-Kind-Zentren nach Phase am Ende des Jahres {snapshot['year']}: {said}.", f"{each}.", columns, unit)
    return Figure(f"{number(snapshot['totals']['sites'])} Thüringer Eltern-Kind-Zentren nach Phase. {each}.", chart, css="")


def overview(snapshot: Data) -> list[Block]:
    year, now = snapshot["year"], snapshot["totals"]
    before, whole = snapshot["previous"] or dict.fromkeys(now), snapshot["until"] == f"{year}-12-31"
    said = (
        f"Der Bericht fasst zusammen, was die Thüringer Eltern-Kind-Zentren dieser Gebietskörperschaft im Jahr {year} dokumentiert haben. "
        "Er enthält nur Summen; einzelne Einrichtungen und Personen sind nicht erkennbar."
    )
    counts = (("sites", "Thüringer Eltern-Kind-Zentren", "am Ende des Jahres."), ("offers", "Angebote", "mit mindestens einem Termin."))
    keys = [Key(now[key], "", strong, said, "", before[key], moved(now[key], before[key], whole=whole)) for key, strong, said in counts]
    return [Text([said], css="lead"), key_table(year, [*keys, *visit_keys(now, before, whole=whole)], bool(snapshot["previous"]), whole=whole)]


def counted(title: str, head: str, items: list[Data], whole: tuple[object, object] | None, year: int) -> Table:
    """Labels with the count of this year and of the year before."""
    columns = (Column(head, 80), Column(str(year), 22, 0), Column(str(year - 1), 22, 0))
    rows = [row(columns, [item["label"], item["count"], item["previous"]]) for item in items]
    if whole:
        rows.append(row(columns, [Cell("Gesamt", own=True), *whole], "sum"))
    return Table(title, columns, rows)


def no_data(year: int) -> list[Block]:
    return [Text([f"Dazu liegen für {year} keine Angaben vor."])]


def sites(snapshot: Data) -> list[Block]:
    year = snapshot["year"]
    whole = (snapshot["totals"]["sites"], (snapshot["previous"] or {}).get("sites"))
    tables: list[Block] = []
    for key, title, head in (
        ("sites_by_phase", "Thüringer Eltern-Kind-Zentren nach Phase", "Phase"),
        ("sites_by_form", "Thüringer Eltern-Kind-Zentren nach Organisationsform", "Organisationsform"),
    ):
        if snapshot[key]:
            tables.append(counted(title, head, snapshot[key], whole, year))
    return tables or no_data(year)


def offers(snapshot: Data) -> list[Block]:
    year = snapshot["year"]
    whole = (snapshot["totals"]["offers"], (snapshot["previous"] or {}).get("offers"))
    tables: list[Block] = []
    if snapshot["offers_by_type"]:
        tables.append(counted("Angebote nach Angebotstyp", "Angebotstyp", snapshot["offers_by_type"], whole, year))
    if snapshot["offers_by_action_field"]:
        tables.append(counted("Angebote nach Handlungsfeld", "Handlungsfeld", snapshot["offers_by_action_field"], whole, year))
    return tables or no_data(year)


QUARTERS = (
    Column("", 44),
    Column("Termine erfolgt", 20, 0),
    Column("Termine ausgefallen", 22, 0),
    Column("Erwachsene Kita-Familien", 28, 0),
    Column("Erwachsene Sozialraum", 27, 0),
    Column("Kinder", 27, 0),
)


def participations(snapshot: Data) -> list[Block]:
    year, totals = snapshot["year"], snapshot["totals"]
    if not snapshot["by_quarter"] and not snapshot["by_type"]:
        return no_data(year)
    blocks: list[Block] = []
    for key, title, first in (
        ("by_quarter", "Termine und Teilnahmen nach Quartal", "Quartal"),
        ("by_type", "Termine und Teilnahmen nach Angebotstyp", "Angebotstyp"),
    ):
        if not snapshot[key]:
            continue
        items = begun_quarters(snapshot) if key == "by_quarter" else snapshot[key]
        columns = (Column(first, QUARTERS[0].mm), *QUARTERS[1:])
        rows = [row(columns, [item["label"], *(item[name] for name in FIGURES)]) for item in items]
        rows.append(row(columns, [Cell("Jahr gesamt", own=True), *(totals[name] for name in FIGURES)], "sum"))
        blocks += [participation_figure(items, first, year), Table(f"{title} {year}", columns, rows)]
    return blocks


def begun_quarters(snapshot: Data) -> list[Data]:
    """The quarters; one that begins after the last day that counts has no figures, which is no zero."""
    last = int(snapshot["until"][5:7]) if snapshot["until"][:4] == str(snapshot["year"]) else 0
    quarters = list(enumerate(snapshot["by_quarter"]))
    return [item if at * 3 < last or item["held"] or item["cancelled"] else item | dict.fromkeys(FIGURES) for at, item in quarters]


def participation_figure(items: list[Data], first: str, year: int) -> Figure:
    counted = [item for item in items if item["held"] is not None]
    lines = [(item["label"], with_noun(item["held"], "Termin", "Termine"), item["adults_centre"], item["adults_space"]) for item in counted]
    said = "; ".join(f"{label} {number(total([centre, space]))}, davon {number(space)} aus dem Sozialraum" for label, _, centre, space in lines)
    keys = ("Familien mit Kita-Platz", "Familien aus dem Sozialraum ohne Kita-Platz")
    chart = bars(
        f"Teilnahmen Erwachsener nach {first} {year}: {said}.",
        "Gestapelte waagerechte Balken; die Zahlen stehen in der Tabelle darunter.",
        keys,
        lines,
    )
    return Figure(f"Teilnahmen Erwachsener nach {first} {year}", chart)


REPORTS = (Column("Stand", 80), Column("Zahl", 22, 0), Column("Anteil in %", 22, 0))
STANDS = (("accepted", "angenommen"), ("submitted", "eingereicht, noch in Prüfung"), ("open", "noch nicht eingereicht"))


def shares(counts: Data) -> list[object]:
    """Shares in percent, each rounded by itself, so that equal counts have equal shares; hidden with one count, missing without any report."""
    parts = [counts[key] for key, _ in STANDS]
    if HIDDEN in (*parts, counts["due"]):
        return [HIDDEN for _ in parts]
    return [rounded(part * 100 / counts["due"]) if counts["due"] else None for part in parts]


def reports(snapshot: Data) -> list[Block]:
    counts = snapshot["reports"]
    rows = [row(REPORTS, [words, counts[key], share]) for (key, words), share in zip(STANDS, shares(counts), strict=True)]
    rows.append(row(REPORTS, [Cell("Gesamt", own=True), counts["due"], 100 if is_number(counts["due"]) and counts["due"] else None], "sum"))
    said = "Jede Maßnahme legt für das Förderjahr einen Sachbericht zum Verwendungsnachweis vor."
    hidden = " Verdeckte Zahlen werden nicht in Anteile umgerechnet." if HIDDEN in counts.values() else ""
    is_uneven = not hidden and counts["due"] and sum(share for share in shares(counts) if is_number(share)) != 100
    note = "Die Anteile sind gerundet und ergeben deshalb zusammen nicht genau 100." if is_uneven else ""
    return [Text([said + hidden], css="intro"), Table(f"Sachberichte zum Förderjahr {snapshot['year']}", REPORTS, rows, note)]
