"""The only place that arranges the Sachbericht: cover, thirteen chapters and annexes from one snapshot."""

from typing import Any

from reporting.documents.annex import approvals_chapter, definitions_chapter, hidden_chapter
from reporting.documents.chapters import deviations, goals_and_indicators, needs, offers, steering
from reporting.documents.frame import Frame
from reporting.documents.money import money_chapter
from reporting.documents.network import network
from reporting.documents.parts import Block, Chapter, Document, Figure, Text, paragraphs, shorten
from reporting.documents.summary import FIGURES, begun, summary
from sites.core.charts import dot_unit, dots
from sites.core.days import NARROW_MONTHS, date_figures, moment
from sites.core.numbers import MISSING, inflected, number, total, with_noun

type Data = dict[str, Any]

MONEY = {"key": "money", "title": "Zahlenmäßiger Nachweis", "text": ""}
FRESH = {"summary", "needs"}
READING = [
    Text(["Ein voller Kreis heißt erreicht, ein halber teilweise, ein leerer nicht erreicht oder offen. Das Wort steht immer daneben."], "Bewertung"),
    Text(
        [
            "Hinter jedem Anteil steht seine Grundmenge n. Teilnahmen sind Besuche, nicht Personen. Ein Gedankenstrich heißt: nicht erhoben oder "
            "noch nicht begonnen."
        ],
        "Zahlen",
    ),
    Text(["Der Punkt • schützt Familien davor, erkannt zu werden. Anhang B erklärt, was verdeckt wird und warum."], "Kleine Zahlen"),
    Text(["Alle Zahlen der Tabellen stammen aus dem eingefrorenen Datenstand. Die Texte haben Koordination und Leitung geschrieben."], "Herkunft"),
]


PARTS = {
    "summary": summary,
    "needs": needs,
    "goals": goals_and_indicators,
    "offers": offers,
    "network": network,
    "steering": steering,
    "deviations": deviations,
    "money": money_chapter,
}


def report_document(snapshot: Data, approvals: list[Data] | None, digest: str) -> Document:
    year, site, frame = snapshot["measure"]["funding_year"], snapshot["site"], Frame(snapshot, digest)
    return Document(
        genre="Thüringer Eltern-Kind-Zentrum · Sachbericht zum Verwendungsnachweis",
        title=f"Sachbericht {year}",
        name=site["name"],
        where=[site["name"], ", ".join(part for part in (site["municipality"], site["county"]) if part)],
        author=", ".join(site["providers"]) or site["name"],
        keywords=f"Sachbericht, ThEKiZ, LSZ, Verwendungsnachweis, {year}",
        description=f"Sachbericht zum Verwendungsnachweis {year}, {frame.description}",
        made_at=snapshot["frozen_at"],
        stamp=frame.stamp,
        foot=frame.foot,
        figure=cover_figure(snapshot, year),
        master=[*master(snapshot, approvals or []), *frame.master],
        reading=READING,
        chapters=chapters(snapshot, approvals),
    )


def chapters(snapshot: Data, approvals: list[Data] | None) -> list[Chapter]:
    """The chapters of the snapshot in its order, then the ones that every Sachbericht ends with; None leaves the approvals out."""
    made = []
    for index, chapter in enumerate((*snapshot["chapters"], MONEY), start=1):
        key, told = chapter["key"], narrative(chapter)
        blocks = PARTS[key](snapshot, told) if key in PARTS else told
        made.append(Chapter(str(index), chapter["title"], blocks or [no_data(snapshot["measure"]["funding_year"])], fresh=key in FRESH))
    if approvals is not None:
        made.append(approvals_chapter(str(len(made) + 1), approvals))
    return [*made, definitions_chapter("A", snapshot["edition"]), hidden_chapter("B", "Sachbericht")]


def narrative(chapter: Data) -> list[Block]:
    """What people wrote: the text, then short facts with their label in the margin column."""
    blocks: list[Block] = list(paragraphs(chapter.get("text") or "", css="lead" if chapter["key"] == "summary" else ""))
    for fact in chapter.get("facts") or []:
        for index, block in enumerate(paragraphs(fact["text"])):
            if isinstance(block, Text) and not index:
                block.label = shorten(fact["label"], 40)
            blocks.append(block)
    return blocks


def no_data(year: int) -> Text:
    return Text([f"Dazu liegen für {year} keine Angaben vor."])


def cover_figure(snapshot: Data, year: int) -> Figure:
    months = begun(snapshot["months"], year, snapshot["frozen_at"], dict.fromkeys(FIGURES))
    columns = [(label, month["held"], month["cancelled"]) for label, month in zip(NARROW_MONTHS, months, strict=True)]
    unit = dot_unit(columns)
    each = "Jeder Punkt ein Termin" if unit == 1 else f"Jeder Punkt steht für bis zu {number(unit)} Termine"
    counted = [column for column in columns if column[1] is not None]
    said = ", ".join(f"{label} {number(held)} stattgefunden, {number(cancelled)} ausgefallen" for label, held, cancelled in counted)
    chart = dots(f"Punktbild der Termine je Monat {year}: {said}.", f"{each}; offene Punkte sind ausgefallene Termine.", columns, unit)
    held = total(month["held"] for month in snapshot["months"])
    return Figure(f"{number(held)} {inflected(held, 'Termin', 'Termine')} im Jahr {year}. {each}; offen: ausgefallen.", chart, css="")


def master(snapshot: Data, approvals: list[Data]) -> list[tuple[str, list[str]]]:
    site, measure, form, phase, period = (snapshot[key] for key in ("site", "measure", "form", "phase", "period"))
    kitas = [
        ", ".join(part for part in (kita["name"], kita["address"]) if part)
        + (f" – {with_noun(kita['places'], 'Platz', 'Plätze')}" if kita["places"] is not None else "")
        for kita in site["kitas"]
    ]
    fields = [f"Hauptfeld {measure['action_field']}" if measure["action_field"] else "", ", ".join(measure["further_action_fields"])]
    status = [f"Version {snapshot['version']}, {snapshot['status']}"]
    last = max((step for step in approvals if step["at"]), key=lambda step: step["at"], default=None)
    if last and (on := moment(last["at"])[0]) not in status[0]:
        status.append(f"Letzter Schritt: {last['step']} am {on}")
    held = [f"{part['label']} seit {date_figures(part['since'])}" if part["since"] else part["label"] for part in (form, phase)]
    rows = [
        *([("Name im Jahr", names)] if len(names := site.get("names", [])) > 1 else []),
        ("Einrichtung" if len(kitas) == 1 else "Einrichtungen", kitas),
        ("Träger", site["providers"]),
        *([("Leitung", heads)] if (heads := site.get("heads")) else []),
        ("Gebietskörperschaft", [site["county"]]),
        ("Maßnahme", [measure["title"]]),
        ("Aktenzeichen", [measure["file_number"] or "noch nicht vergeben"]),
        ("Handlungsfelder", ["; ".join(part for part in fields if part)]),
        ("Rechtsgrundlage", [", ".join(measure["legal_basis"])]),
        ("Form und Phase", ["; ".join(held)]),
        ("Förderzeitraum", [f"{date_figures(period['starts'])} bis {date_figures(period['ends'])}"]),
        *([("Krisenzeit", [words])] if (words := snapshot.get("crisis")) else []),
        ("Status", status),
    ]
    return [(label, [line for line in lines if line] or [MISSING]) for label, lines in rows]
