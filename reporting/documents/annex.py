"""The only place for what every document ends with: approvals, definitions and what hidden figures mean."""

from typing import Any

from reporting.documents.parts import Block, Cell, Chapter, Column, Items, Row, Signatures, Table, Text, row
from sites.core.days import moment
from sites.core.numbers import MISSING

APPROVALS = (Column("Zeitpunkt", 24), Column("Schritt", 44), Column("Name und Funktion", 50), Column("Vermerk", 50))
DEFINITIONS = (Column("Begriff", 34), Column("Bedeutung in diesem Bericht", 134))
MEANINGS = (
    ("Termin", "Eine Durchführung eines Angebots mit Datum. Ausgefallene Termine zählen nicht als stattgefunden."),
    ("Teilnahme", "Ein Besuch eines Termins. Wer an zwei Terminen teilnimmt, zählt zweimal; Teilnahmen werden nie Personen genannt."),
    ("Kita-Familie", "Familie, deren Kind eine Kita des Thüringer Eltern-Kind-Zentrums besucht."),
    ("Sozialraum", "Räumliches und soziales Umfeld der Kita. Erwachsene aus dem Sozialraum haben dort kein Kind in Betreuung."),
    ("Angebotstyp", "Begegnung, Beratung, Bildung oder Begleitung. Ein Angebot kann mehrere Typen haben und zählt beim ersten."),
    ("Handlungsfeld", "Eines der sechs Handlungsfelder des Landesprogramms Solidarisches Zusammenleben der Generationen (LSZ)."),
)
JUDGING = (
    (
        "Ausgang, Soll, Ist",
        "Wert vor Beginn, angestrebter Wert und letzter gemessener Wert eines Indikators. Anteile werden als Zähler und Nenner erfasst.",
    ),
    (
        "Bewertung",
        "Erreicht: Das Ist hat das Soll erreicht. Teilweise: Es liegt zwischen Ausgang und Soll. "
        "Nicht erreicht: Es hat sich dem Soll nicht genähert. Offen: Soll oder Ist fehlt.",
    ),
)


def approvals_chapter(no: str, approvals: list[dict[str, Any]]) -> Chapter:
    said = Text(
        [
            "Mit der Einreichung wird erklärt, dass die Angaben vollständig sind und mit den aufgezeichneten Zahlen übereinstimmen. "
            "Namen von Familien, Inhalte von Beratungen und Beobachtungen von Kindern gehören nicht in diesen Bericht."
        ]
    )
    if not approvals:
        return Chapter(no, "Erklärung und Freigaben", [said, Text(["Bisher wurde kein Schritt festgehalten."])], fresh=True)
    rows = [approval_row(step) for step in sorted(approvals, key=lambda step: (not step["at"], step["at"] or ""))]
    note = (
        "Jeder Schritt wurde nach Anmeldung im Fachverfahren erfasst und kann dort nachgelesen werden. "
        "Die Erfassung ersetzt eine eigenhändige Unterschrift nur, soweit der Zuwendungsbescheid es zulässt."
    )
    table = Table("Freigaben in zeitlicher Folge", APPROVALS, rows, note, look="approvals")
    return Chapter(no, "Erklärung und Freigaben", [said, table, Signatures(["Ort, Datum", "Unterschrift des Trägers"])], fresh=True)


def approval_row(step: dict[str, Any]) -> Row:
    at = moment(step["at"]) if step["at"] else ("offen", "")
    is_open = not step["at"] or step["step"].startswith("Zurück")
    cells = [
        Cell(at[0], small=at[1], own=True),
        Cell(step["step"], mark="empty" if is_open else "full"),
        Cell(step["name"] or MISSING, small=step["role"]),
        step["note"],
    ]
    return row(APPROVALS, cells)


def definitions_chapter(no: str, edition: str, judging: bool = True) -> Chapter:
    rows = [row(DEFINITIONS, [term, Cell(meaning, own=True)]) for term, meaning in (*MEANINGS, *(JUDGING if judging else ()))]
    return Chapter(no, "Definitionen", [Table(f"Definitionen, Fassung {edition}", DEFINITIONS, rows)], fresh=True, annex=True)


def hidden_chapter(no: str, kind: str, *more: str) -> Chapter:
    """`more`: what else hides in this kind of paper."""
    blocks: list[Block] = [
        Text(
            [
                "Wo nur wenige Menschen hinter einer Zahl stehen, könnten andere sie erkennen. "
                f"Solche Werte werden nicht gezeigt; im {kind} steht an ihrer Stelle ein Punkt (•)."
            ]
        ),
        Items(
            [
                *more,
                "Ließe sich ein verdeckter Wert aus Summe und Nachbarwerten errechnen, wird ein weiterer mit verdeckt.",
                "Eine Summe, in die ein verdeckter Wert eingeht, ist selbst verdeckt, wenn sie sich sonst zurückrechnen ließe.",
                "Ein Gedankenstrich heißt: nicht erhoben oder noch nicht begonnen. Ein leeres Feld heißt: trifft nicht zu.",
                "Zeichen, die die Druckschrift nicht enthält, stehen als Wort in eckigen Klammern, in der CSV-Datei unverändert.",
            ]
        ),
    ]
    return Chapter(no, "Verdeckte kleine Zahlen und Zeichen", blocks, annex=True)
