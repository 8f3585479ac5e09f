"""Sample data of the shorter documents for tests and proofs: the letter about a decision, and the money of a measure."""

from typing import Any

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
