"""The only place for example snapshots: one believable, one empty, one very long of each document, and what hostile text is."""

import copy
from collections.abc import Callable
from dataclasses import is_dataclass, replace
from typing import Any

type Data = dict[str, Any]

LINDENHOF: Data = {
    "format": "sachbericht/1",
    "site": {
        "name": "ThEKiZ Lindenhof",
        "kitas": [{"name": "Kita Lindenhof", "address": "Lindenstraße 14, 98693 Ilmenau", "places": 96}],
        "municipality": "Ilmenau",
        "county": "Ilm-Kreis",
        "providers": ["Sozialwerk Ilmtal e. V."],
    },
    "measure": {
        "title": "Thüringer Eltern-Kind-Zentrum Lindenhof",
        "file_number": "LSZ-2026-014",
        "funding_year": 2026,
        "action_field": "HF 3 Bildung im familiären Umfeld",
        "further_action_fields": ["HF 4 Beratung, Unterstützung und Information", "HF 6 Dialog der Generationen"],
        "legal_basis": ["§ 16 SGB VIII", "§ 4 ThürFamFöSiG"],
    },
    "form": {"label": "Galerie", "since": "2024-09-01"},
    "phase": {"label": "ThEKiZ (Profil gesichert)", "since": "2026-03-01"},
    "period": {"starts": "2026-01-01", "ends": "2026-12-31"},
    "version": 2,
    "frozen_at": "2027-02-11T13:32:00+01:00",
    "edition": "2026.1",
    "status": "eingereicht am 16.02.2027",
    "notice": "Muster: Einrichtung, Personen und Zahlen sind frei erfunden.",
    "chapters": [
        {
            "key": "summary",
            "title": "Zusammenfassung",
            "text": "Das Haus ist zum Treffpunkt über die Kita hinaus geworden: Fast jede dritte Teilnahme kommt aus Familien ohne Kita-Platz. "
            "Beratung ist näher gerückt, aber nicht so verlässlich wie geplant.\n\nZwölf Angebote haben das Jahr getragen. Das Elterncafé am "
            "Donnerstag bleibt die Tür, durch die die meisten Familien zum ersten Mal kommen.",
            "facts": [{"label": "Folgerung", "text": "2027 gibt es feste Samstage und eine Vertretungsregel für die Beratung."}],
        },
        {
            "key": "needs",
            "title": "Ausgangslage und Bedarfe",
            "text": "Zwischen Altstadt und Neubaugebiet liegt die Landesstraße. Bis zur Eröffnung des Familienraums gab es dort außer dem "
            "Spielplatz keinen Ort, an dem sich Familien ohne Verabredung treffen konnten.\n\nDie Bedarfe wurden in drei Verfahren ermittelt und "
            "im Steuerungsteam geordnet. Der Elternbeirat wurde gehört.",
        },
        {
            "key": "goals",
            "title": "Ziele und Indikatoren",
            "text": "Drei Ziele leiten sich aus den Bedarfen ab. Sollwerte wurden während des Jahres nicht verändert.",
        },
        {
            "key": "offers",
            "title": "Angebote",
            "text": "Begegnung bleibt die Tür. Aus dem Elterncafé heraus wurden 31 Vermittlungen angebahnt.",
            "facts": [{"label": "Kosten für Familien", "text": "Alle Angebote waren kostenfrei."}],
        },
        {
            "key": "participation",
            "title": "Beteiligung und Rückmeldung",
            "text": "Der Elternbeirat wurde dreimal gehört:\n- zur Fortschreibung der Konzeption (10.02.)\n- zum Raumplan (16.06.)\n"
            "- zum Jahresplan 2027 (17.11.)\n\nZwei Elternvertretungen arbeiten im Steuerungsteam mit.",
        },
        {"key": "network", "title": "Netzwerk und Kooperationen", "text": ""},
        {
            "key": "steering",
            "title": "Steuerung, Begleitung, Koordination",
            "text": "Das Steuerungsteam tagte fünfmal; die Sitzung im August entfiel. Seit 01.03.2026 ist das Haus ThEKiZ, die Empfehlung sank "
            "von zehn auf fünf Stunden im Monat.",
        },
        {"key": "trainings", "title": "Fortbildungen und Veranstaltungen", "text": ""},
        {
            "key": "public_relations",
            "title": "Öffentlichkeitsarbeit",
            "text": "Das Monatsprogramm hängt an zwölf Orten im Ortsteil, seit April auch in Einfacher Sprache.",
        },
        {
            "key": "deviations",
            "title": "Abweichungen und Erkenntnisse",
            "text": "Ein Angebot, das an einer einzigen Person hängt, ist kein verlässliches Angebot. Wir planen Beratung künftig mit Vertretung.",
        },
        {"key": "outlook", "title": "Ausblick", "text": "2027 steht die Verlässlichkeit im Vordergrund. Einzige neue Reihe ist das Väterfrühstück."},
    ],
    "needs": [
        {
            "no": "B1",
            "title": "Beratung ohne Fahrt in die Kreisstadt",
            "source": "Befragung der Familien",
            "held_on": "2025-10-30",
            "n": 64,
            "urgency": "hoch",
            "offers": ["Erziehungsberatung im Haus", "Offene Sprechstunde"],
        },
        {
            "no": "B2",
            "title": "Ein Ort, um sich ohne Verabredung zu treffen",
            "source": "Ortsbegehung",
            "held_on": "2025-11-12",
            "n": None,
            "urgency": "hoch",
            "offers": ["Elterncafé am Donnerstag"],
        },
        {
            "no": "B3",
            "title": "Angebote nach 16 Uhr und am Samstag",
            "source": "Elternabend",
            "held_on": "2025-12-02",
            "n": 23,
            "urgency": "mittel",
            "offers": [],
        },
    ],
    "goals": [
        {
            "no": 1,
            "title": "Familien kennen Stellen, an die sie sich wenden können, und nutzen sie.",
            "step": 4,
            "due": "2026-12-31",
            "offers": ["Erziehungsberatung im Haus", "Offene Sprechstunde"],
            "indicators": [
                {
                    "title": "Beratungstermine im Haus",
                    "unit": "Termine",
                    "kind": "count",
                    "lowest": 1,
                    "direction": "more",
                    "baseline": {"num": 44, "den": None, "on": "2025-12-31"},
                    "target": {"num": 70, "den": None, "on": "2026-12-31"},
                    "values": [{"num": 30, "den": None, "on": "2026-06-30"}, {"num": 62, "den": None, "on": "2026-12-31"}],
                },
                {
                    "title": "Kennen mindestens zwei Stellen",
                    "unit": "%",
                    "kind": "share",
                    "lowest": 1,
                    "direction": "more",
                    "baseline": {"num": 34, "den": 71, "on": "2025-11-30"},
                    "target": {"num": 60, "den": 100, "on": "2026-12-31"},
                    "values": [{"num": 67, "den": 104, "on": "2026-11-30"}],
                },
            ],
        },
        {
            "no": 2,
            "title": "Familien ohne Kita-Platz kommen regelmäßig ins Haus.",
            "step": 5,
            "due": "2026-12-31",
            "offers": ["Elterncafé am Donnerstag", "Krabbelgruppe"],
            "indicators": [
                {
                    "title": "Zeiten passen für die Familie",
                    "unit": "%",
                    "kind": "share",
                    "lowest": 1,
                    "direction": "more",
                    "baseline": {"num": 40, "den": 70, "on": "2025-11-30"},
                    "target": {"num": 70, "den": 100, "on": "2026-12-31"},
                    "values": [{"num": 58, "den": 106, "on": "2026-11-30"}],
                }
            ],
        },
        {"no": 3, "title": "Das Wohngebiet wächst zusammen.", "step": 7, "due": None, "offers": [], "indicators": []},
    ],
    "offers": [
        {
            "no": 1,
            "title": "Elterncafé am Donnerstag",
            "types": ["Begegnung"],
            "action_field": "HF 3 Bildung im familiären Umfeld",
            "legal_bases": ["§ 16 SGB VIII"],
            "place": "Familienraum",
            "executor": "eigenes Team",
            "sessions_held": 37,
            "sessions_cancelled": 3,
            "adults_centre": 326,
            "adults_space": 118,
            "children": 163,
        },
        {
            "no": 2,
            "title": "Offene Sprechstunde",
            "types": ["Beratung", "Begleitung"],
            "action_field": "HF 4 Beratung, Unterstützung und Information",
            "legal_bases": ["§ 16 SGB VIII"],
            "place": "Büro der Koordination",
            "executor": "eigenes Team",
            "sessions_held": 38,
            "sessions_cancelled": 2,
            "adults_centre": 95,
            "adults_space": 48,
            "children": None,
        },
        {
            "no": 3,
            "title": "Erziehungsberatung im Haus",
            "types": ["Beratung"],
            "action_field": "HF 4 Beratung, Unterstützung und Information",
            "legal_bases": ["§ 28 SGB VIII"],
            "place": "Beratungsraum",
            "executor": "Beratungsstelle Ilmenau",
            "sessions_held": 18,
            "sessions_cancelled": 2,
            "adults_centre": 42,
            "adults_space": 19,
            "children": None,
        },
        {
            "no": 4,
            "title": "Krabbelgruppe",
            "types": ["Bildung", "Begegnung"],
            "action_field": "HF 3 Bildung im familiären Umfeld",
            "legal_bases": ["§ 16 SGB VIII"],
            "place": "Turnraum",
            "executor": "eigenes Team",
            "sessions_held": 38,
            "sessions_cancelled": 2,
            "adults_centre": 205,
            "adults_space": 137,
            "children": 361,
        },
        {
            "no": 5,
            "title": "Lotsengänge zu Ämtern",
            "types": ["Begleitung"],
            "action_field": "HF 4 Beratung, Unterstützung und Information",
            "legal_bases": [],
            "place": "unterwegs",
            "executor": "Ehrenamt",
            "sessions_held": 14,
            "sessions_cancelled": 0,
            "adults_centre": 10,
            "adults_space": 7,
            "children": 3,
        },
    ],
    "network": {
        "cooperations": [
            {"partner": "Beratung Ilmenau", "subject": "Sprechstunde alle zwei Wochen", "stage": "läuft", "starts": "2024-02-01", "ends": None},
            {"partner": "Stadtbibliothek", "subject": "Vorlesen am Samstag", "stage": "im Gespräch", "starts": None, "ends": None},
        ],
        "agreements": [
            {"partner": "Beratung Ilmenau", "title": "Sprechstunde", "parties": "Sozialwerk Ilmtal e. V.", "starts": "2024-02-01", "ends": None}
        ],
        "referrals": [{"label": "Erziehungs- und Lebensfragen", "count": 18}, {"label": "Sprache und Ankommen", "count": "•"}],
        "referred": "•",
    },
    "months": [
        {"held": held, "cancelled": cancelled, "adults_centre": centre, "adults_space": space, "children": children}
        for held, cancelled, centre, space, children in (
            (11, 1, 52, 22, 38),
            (12, 0, 58, 27, 44),
            (14, 1, 66, 33, 51),
            (12, 1, 55, 25, 42),
            (13, 0, 61, 30, 47),
            (14, 1, 64, 33, 50),
            (7, 1, 31, 13, 24),
            (5, 2, 20, 9, 16),
            (14, 1, 67, 35, 54),
            (15, 0, 72, 37, 57),
            (16, 0, 76, 38, 60),
            (12, 1, 56, 27, 44),
        )
    ],
    "previous": {"held": 118, "cancelled": 14, "adults_centre": 540, "adults_space": 201, "children": 402},
    "facilitation": {
        "agreed_per_month": 5,
        "recommended": 5,
        "edition": "2021",
        "months": [7.5, 8.0, 5.0, 4.5, 5.0, 6.0, 2.0, 0, 6.5, 6.0, 9.5, 8.0],
    },
    "coordinator_fte": 0.75,
    "departures": [
        {
            "warning": "Zwei von elf empfohlenen Funktionen fehlen im Steuerungsteam.",
            "reason": "Die Stelle der Kita-Fachberatung ist im Landkreis frei; der Bürgermeister hat für 2027 zugesagt.",
            "source": "Fachliche Empfehlungen, Kapitel 4",
        }
    ],
}

APPROVALS: list[Data] = [
    {"at": "2027-02-11T13:32:00+01:00", "step": "Erstellt, Version 2", "name": "Jana Feldkamp", "role": "Koordination", "note": "Beleg ergänzt."},
    {
        "at": "2027-02-05T10:05:00+01:00",
        "step": "Zurückgegeben",
        "name": "Torsten Weidlich",
        "role": "Sozialplanung, Ilm-Kreis",
        "note": "Mehrausgabe begründen.",
    },
    {"at": "2027-02-16T09:12:00+01:00", "step": "Eingereicht", "name": "Miriam Osthoff", "role": "Leitung", "note": ""},
    {"at": None, "step": "Prüfung durch den Landkreis", "name": "", "role": "", "note": "Noch nicht abgeschlossen."},
]

ILM_KREIS: Data = {
    "format": "lsz/1",
    "county": {"name": "Ilm-Kreis", "ags": "16070"},
    "year": 2026,
    "version": 1,
    "frozen_at": "2027-03-19T14:32:00+01:00",
    "until": "2026-12-31",
    "edition": "2026.1",
    "notice": "Muster: Zahlen sind frei erfunden.",
    "sites_by_phase": [
        {"label": "Kita auf dem Weg", "count": 3, "previous": 4},
        {"label": "ThEKiZ", "count": 7, "previous": 5},
        {"label": "Konsultation", "count": 1, "previous": 1},
    ],
    "sites_by_form": [
        {"label": "Unter einem Dach", "count": 4, "previous": 4},
        {"label": "Lotse", "count": 2, "previous": 2},
        {"label": "Galerie", "count": 4, "previous": 3},
        {"label": "Verbund", "count": 1, "previous": 1},
    ],
    "offers_by_type": [
        {"label": "Begegnung", "count": 41, "previous": 35},
        {"label": "Beratung", "count": "•", "previous": "•"},
        {"label": "Bildung", "count": 38, "previous": 30},
        {"label": "Begleitung", "count": "•", "previous": "•"},
    ],
    "offers_by_action_field": [
        {"label": "HF 3 Bildung im familiären Umfeld", "count": 63, "previous": 52},
        {"label": "HF 4 Beratung, Unterstützung und Information", "count": 24, "previous": 22},
        {"label": "HF 6 Dialog der Generationen", "count": 19, "previous": 16},
    ],
    "by_quarter": [
        {"label": "1. Quartal", "held": 402, "cancelled": 31, "adults_centre": 2318, "adults_space": 861, "children": 2011},
        {"label": "2. Quartal", "held": 431, "cancelled": 28, "adults_centre": 2480, "adults_space": 932, "children": 2240},
        {"label": "3. Quartal", "held": 288, "cancelled": 40, "adults_centre": 1502, "adults_space": 604, "children": 1390},
        {"label": "4. Quartal", "held": 470, "cancelled": 25, "adults_centre": 2711, "adults_space": 1033, "children": 2402},
    ],
    "by_type": [
        {"label": "Begegnung", "held": 690, "cancelled": 44, "adults_centre": 4801, "adults_space": 2010, "children": 4102},
        {"label": "Beratung", "held": 380, "cancelled": 41, "adults_centre": "•", "adults_space": "•", "children": None},
        {"label": "Bildung", "held": 455, "cancelled": 35, "adults_centre": 3102, "adults_space": 998, "children": 3890},
        {"label": "Begleitung", "held": 66, "cancelled": 4, "adults_centre": "•", "adults_space": "•", "children": 51},
    ],
    "totals": {"sites": 11, "offers": 106, "held": 1591, "cancelled": 124, "adults_centre": 9011, "adults_space": 3430, "children": 8043},
    "previous": {"sites": 10, "offers": 90, "held": 1322, "cancelled": 131, "adults_centre": 7720, "adults_space": 2688, "children": 6915},
    "reports": {"due": 11, "accepted": 8, "submitted": 2, "open": 1},
}


def lindenhof() -> Data:
    return copy.deepcopy(LINDENHOF)


def ilm_kreis() -> Data:
    return copy.deepcopy(ILM_KREIS)


def empty_report() -> Data:
    """A site that has only just begun: nothing was planned, logged or written."""
    snapshot = lindenhof()
    nothing = dict.fromkeys(("held", "cancelled", "adults_centre", "adults_space", "children"), 0)
    snapshot |= {
        "chapters": [{**chapter, "text": "", "facts": []} for chapter in snapshot["chapters"]],
        "needs": [],
        "goals": [],
        "offers": [],
        "departures": [],
        "previous": None,
        "facilitation": None,
        "network": {"cooperations": [], "agreements": [], "referrals": [], "referred": None},
    }
    snapshot |= {"coordinator_fte": None, "months": [dict(nothing) for _ in range(12)], "notice": ""}
    snapshot["site"] |= {"kitas": [], "providers": [], "municipality": ""}
    snapshot["measure"] |= {"file_number": "", "action_field": "", "further_action_fields": [], "legal_basis": []}
    snapshot["form"]["since"] = snapshot["phase"]["since"] = None
    return snapshot


def empty_county() -> Data:
    snapshot = ilm_kreis()
    for key in ("sites_by_phase", "sites_by_form", "offers_by_type", "offers_by_action_field", "by_quarter", "by_type"):
        snapshot[key] = []
    snapshot |= {"previous": None, "totals": dict.fromkeys(snapshot["totals"], 0), "reports": dict.fromkeys(snapshot["reports"], 0)}
    return snapshot


#: Fields that steer the layout and are never typed by a person.
STEERING = {"format", "frozen_at", "until", "at", "since", "starts", "ends", "held_on", "due", "on", "key", "made_at", "report_due"}


def with_text(data: Any, change: Callable[[str], str], key: str = "") -> Any:
    """A copy in which every text field went through `change`; dates and keys stay as they are."""
    if is_dataclass(data):
        return replace(data, **{name: with_text(value, change, name) for name, value in vars(data).items()})
    if isinstance(data, dict):
        return {name: with_text(value, change, name) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return type(data)(with_text(value, change, key) for value in data)
    return change(data) if isinstance(data, str) and key not in STEERING and data != "•" else data
