"""Sample data of the shorter documents for tests and proofs: letter, money of a measure, the papers of facilitation, minutes,
confirmation, analysis and plan of a house.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from reporting.documents.book import ProcessReport, ReportLine, SheetLine, SheetPart, TaskRow, Timesheet
from reporting.documents.certificate import Certificate
from reporting.documents.development import AnalysisPaper, Part, PlannedStep, Said, StepPaper
from reporting.documents.minutes import Minutes, Point
from sites.core.days import BERLIN

LETTER: dict[str, Any] = {
    "county": "Ilm-Kreis",
    "office": "Integrierte Sozialplanung",
    "signatory": "Sabine Ritter",
    "contact": "Martin Vogel",
    "phone": "03628 555 0110",
    "recipient": ["Sozialwerk Ilmtal e. V.", "Kita Zwergenland", "Bachgasse 4", "99326 Stadtilm"],
    "written_on": "14. Dezember 2026",
    "made_at": "2026-12-14T10:00:00+01:00",
    "file_number": "SP-2026-IK-089",
    "subject": "Entscheidung über Kita Zwergenland",
    "verdict": "Kita Zwergenland wird ab 1. Januar 2027 in die Entwicklung zum Thüringer Eltern-Kind-Zentrum (ThEKiZ) aufgenommen.",
    "paper": [["Gremium", "Jugendhilfeausschuss"], ["Beschluss vom", "8. Dezember 2026"], ["Nummer", "JHA 2026/61"]],
    "reasons": "Bedarf und Bereitschaft sind belegt.\n\nDer Sozialraum hat kein vergleichbares Angebot.",
    "conditions": "Die Konzeption wird bis zum Sommer fortgeschrieben.",
    "next_due": "Über die Fortführung ist bis 30. November 2027 zu entscheiden.",
    "superseded": "",
}
_SUM = {"planned": 44087.04, "actual": 43120.5}
MONEY: dict[str, Any] = {
    "format": "money/1",
    "version": 1,
    "edition": "2026",
    "frozen_at": "2026-12-14T10:00:00+01:00",
    "site": {"name": "Kita Lindenhof", "municipality": "Ilmenau", "county": "Ilm-Kreis"},
    "measure": {
        "title": "Thüringer Eltern-Kind-Zentrum Kita Lindenhof",
        "funding_year": 2026,
        "file_number": "LSZ-2026-IK-079",
        "action_field": "HF 3 Bildung im familiären Umfeld",
        "recipient": "Stadt Ilmenau",
        "grant": 28600.0,
        "report_due": "2027-01-15",
    },
    "costs": [
        {"title": "Koordination", "kind": "Personal", "eligible": True, "planned": 41607.04, "actual": 40900.5},
        {"title": "Küchenzeile", "kind": "Investition", "eligible": False, "planned": 2480.0, "actual": None},
    ],
    "fundings": [
        {"source": "Landesprogramm LSZ", "own": False, "note": "", "planned": 28600.0, "actual": 28600.0},
        {"source": "Träger", "own": True, "note": "Eigenmittel", "planned": 15487.04, "actual": None},
    ],
    "by_kind": [{"label": "Personal", "planned": 41607.04, "actual": 40900.5}, {"label": "Investition", "planned": 2480.0, "actual": None}],
    "sums": dict.fromkeys(("costs", "eligible", "fundings", "own", "asked", "grant", "left"), _SUM),
    "rule": {"percent": "30", "base": "der zuwendungsfähigen Ausgaben", "source": "Richtlinie des Landkreises, Nr. 5.2"},
    "hints": ["Der Eigenanteil ist mit 12.257,14 € geplant. Der Landkreis erwartet mindestens 30 % der zuwendungsfähigen Ausgaben."],
}

TIMESHEET = Timesheet(
    month=date(2026, 11, 1),
    person="Samir Haddad",
    client="Sozialwerk Ilmtal e. V.",
    parts=[
        SheetPart(
            site="Kita Lindenhof",
            lines=[
                SheetLine(date(2026, 11, 4), "Moderation", "Steuerungsteam begleiten", Decimal("2.5")),
                SheetLine(date(2026, 11, 18), "Beratung", "Reflexion anregen", Decimal("-0.5"), "Berichtigung zum 7. Oktober"),
            ],
            hours=Decimal(2),
            rate=Decimal(70),
            amount=Decimal(140),
        ),
        SheetPart(site="Kita Birkenweg", lines=[], hours=Decimal(0), rate=None, amount=None),
    ],
    closed_on=date(2026, 12, 1),
    printed=date(2026, 12, 1),
)
PROCESS_REPORT = ProcessReport(
    site="Kita Lindenhof",
    county="Ilm-Kreis",
    year=2026,
    people="Samir Haddad",
    phase="ThEKiZ seit 1. Januar 2024",
    lines=[ReportLine(date(2026, 11, 4), "Ausgangsanalyse, dritte Runde", "Moderation", "Bis März liegen die Befragungen vor.", Decimal("2.5"))],
    tasks=[TaskRow("Aufgabe 1", "Das Team begleiten", "4 Termine", "9 Stunden", "belegt")],
    goals=[TaskRow("Ziel 2", "Das Haus öffnet sich", "2 Termine", "5 Stunden", "noch offen")],
    months=[("Oktober", Decimal(0)), ("November", Decimal("2.5"))],
    for_house=True,
    printed=date(2026, 12, 1),
)
MINUTES = Minutes(
    body="Steuerungsteam",
    place="Kita Lindenhof",
    title="Sitzung vom 24. November 2026",
    when="Dienstag, 24. November 2026, 14 bis 16 Uhr, Familienraum",
    present=[("Anwesend", "Ines Brandt, Jana Seidel"), ("Entschuldigt", "Petra Lang"), ("Gäste", "Frau Lenz, Grundschule")],
    points=[
        Point(
            1, "Treffpunkt für Familien mit Babys", "Die Krabbelgruppe ist voll.", "Ab Januar ein Babytreff.", "Jana Seidel, bis 12. Dezember",
            "Raum klären", ["Beschluss 2026/14"],
        ),
        Point(2, "Verschiedenes", "", "", "", "", []),
    ],
    closed="Geschlossen am 24. November 2026 von Ines Brandt.",
    made_at=datetime(2026, 11, 24, 16, tzinfo=BERLIN),
)  # fmt: skip
CERTIFICATE = Certificate(
    name="Anna Berg",
    title="Sozialraum erkunden",
    keeper="Fachstelle ThEKiZ",
    facts=[("Tage", "5. und 6. November 2026"), ("Umfang", "13 Stunden"), ("Ort", "Weimar, Saal")],
    points=["Wie man den Sozialraum mit Familien begeht", "Was aus einer Karte ein Angebot macht"],
    made_at=datetime(2026, 11, 20, tzinfo=BERLIN),
)
_STEPS = [PlannedStep("Brett für Antworten aufhängen", "Am Eingang, in drei Sprachen", "Jana Seidel", "15. Januar 2027", "offen")]
ANALYSIS = AnalysisPaper(
    site="Kita Lindenhof",
    title="Ausgangsanalyse: Runde 2 und Runde 3",
    lead="November 2026 · gemeinsam mit der Prozessbegleitung · zwölf Monate nach Runde 2",
    people="Team, Eltern, Steuerungsteam",
    heads=["Entwicklungsfeld (3.3)", "Team, n = 11", "Eltern, n = 23", "Steuerungsteam, n = 9", "Gemeinsam, Runde 3", "Gemeinsam, Runde 2"],
    levels=[("4 Partizipation und Empowerment", ["trägt im Alltag", "noch am Anfang", "in Bewegung", "selbstverständlich", "nicht gefragt"])],
    no_rank="Einschätzungen werden nicht verglichen.",
    sentence="In Feld 4 sieht das Team das Haus zwei Stufen weiter als die Eltern.",
    said=[("4 Partizipation und Empowerment", [Said("Runde 3, November 2026", "in Bewegung", "Der Beirat tagt viermal.", "Befragung, n = 23")])],
    findings=[Part("Feststellung, Feld 4: 14 von 23 Eltern kennen den Weg nicht", "Ziel: Familien entscheiden mit, Stufe 5", _STEPS)],
    printed=date(2026, 12, 1),
)
STEPS = StepPaper(
    site="Kita Lindenhof",
    title="Wer macht was bis wann",
    lead="2 Schritte offen, 1 erledigt",
    goals=[Part("Familien entscheiden mit", "Stufe 5, bis 31. Juli 2027", _STEPS), Part("Ohne Ziel", "Schritte, die für sich stehen", _STEPS)],
    printed=date(2026, 12, 1),
)
