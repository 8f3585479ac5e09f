"""The rights table in German words: what each action means, in which area, and who holds it. Every action has its sentence here."""

from sites.core.access import GRANTS, MAY_GIVE, Role

AREA_LABELS = {
    "sites": "Standorte und Stammdaten",
    "rooms": "Räume",
    "posts": "Stellen und Funktionen",
    "profiles": "Profil und Schwerpunkte",
    "partners": "Kooperationspartner*innen",
    "catalogues": "Listen und Fassungen",
    "criteria": "Kriterien der Empfehlungen",
    "members": "Personen und Rollen",
    "documents": "Dokumente",
    "comments": "Kommentare",
    "entries": "Protokoll",
    "feedback": "Rückmeldungen zur Anwendung",
    "interests": "Interessensbekundungen",
    "applications": "Anträge",
    "statements": "Erklärungen der Beteiligten",
    "decisions": "Entscheidungen",
    "measures": "Maßnahmen",
    "money": "Finanzierung einer Maßnahme",
    "plans": "Pläne, Beschlüsse und Strategie",
    "bodies": "Gremien und Sitzungen",
    "inquiries": "Anliegen zwischen Standort und Ämtern",
    "imports": "Tabellen einlesen",
    "assessments": "Bedarfserhebungen",
    "socialfigures": "Sozialraumdaten",
    "wishes": "Wünsche von Familien",
    "referrals": "Weitervermittlung und Unterstützung im Alltag",
    "needs": "Bedarfe",
    "goals": "Ziele",
    "offers": "Angebote",
    "sessions": "Termine und Teilnahmen",
    "contracts": "Vereinbarungen zur Prozessbegleitung",
    "hours": "Stunden der Prozessbegleitung",
    "reports": "Sachberichte",
    "snapshots": "Eingereichte Fassungen",
    "sitefigures": "Zahlen eines Standorts",
    "figures": "Summen der Landkreise",
    "lsz": "LSZ-Berichte",
    "published": "Veröffentlichtes",
}
ACTION_LABELS = {
    "sites.view": "Stammdaten, Phase und Form eines Standorts ansehen",
    "sites.register": "Standorte, Kitas und Träger anlegen",
    "sites.change": "Stammdaten eines Standorts ändern",
    "sites.permit": "Betriebserlaubnis und Angaben einer Kita pflegen",
    "rooms.view": "Räume ansehen",
    "rooms.change": "Räume eintragen und ändern",
    "posts.view": "sehen, wer welche Funktion im Haus hat",
    "posts.change": "Stellen und Funktionen eintragen",
    "profiles.view": "Profil und Schwerpunkte eines Standorts lesen",
    "profiles.change": "Profil und Schwerpunkte schreiben",
    "partners.view": "Kooperationspartner*innen und Vereinbarungen ansehen",
    "partners.change": "Kooperationspartner*innen und Vereinbarungen pflegen",
    "catalogues.view": "Listen, Fassungen und Verweise lesen",
    "catalogues.change": "Listen, Fassungen und Verweise pflegen",
    "criteria.view": "Einschätzungen zu den Kriterien lesen",
    "criteria.change": "Einschätzungen zu den Kriterien schreiben",
    "members.view": "sehen, wer an einem Ort welche Rolle hat",
    "members.change": "Rollen vergeben, beenden und vertreten lassen",
    "documents.view": "Dokumente herunterladen",
    "documents.change": "Dokumente ablegen",
    "comments.view": "Kommentare lesen",
    "comments.change": "Kommentare schreiben",
    "entries.view": "das Protokoll eines Orts lesen",
    "entries.internal": "im Protokoll auch die tägliche Arbeit des Hauses lesen",
    "feedback.view": "Rückmeldungen lesen",
    "feedback.change": "Rückmeldungen als beantwortet eintragen",
    "interests.view": "Interessensbekundungen lesen",
    "interests.confirm": "Interessensbekundungen bestätigen oder ablehnen",
    "applications.view": "Anträge und ihren Stand ansehen",
    "applications.invite": "eine Kita zum Antrag einladen",
    "applications.change": "Angaben im Antrag schreiben",
    "applications.submit": "den Antrag einreichen",
    "applications.hand_back": "den Antrag zur Ergänzung zurückgeben",
    "applications.withdraw": "den Antrag zurückziehen",
    "applications.decide": "die Entscheidung eintragen",
    "statements.view": "Erklärungen der Beteiligten lesen",
    "statements.change": "die eigene Erklärung abgeben oder im Auftrag eintragen",
    "decisions.view": "Entscheidungen lesen",
    "measures.view": "Maßnahmen ansehen",
    "measures.change": "Maßnahmen anlegen und ändern",
    "money.view": "Einnahmen und Ausgaben einer Maßnahme ansehen",
    "money.sums": "die Summen aller Maßnahmen eines Landkreises ansehen",
    "money.change": "Einnahmen und Ausgaben eintragen",
    "plans.view": "Pläne, Beschlüsse, Strategie und Fristen lesen",
    "plans.change": "Pläne, Beschlüsse, Strategie und Fristen pflegen",
    "bodies.view": "Gremien, Mitglieder und Sitzungen ansehen",
    "bodies.change": "die Gremien des eigenen Orts pflegen",
    "inquiries.view": "Anliegen lesen",
    "inquiries.ask": "ein Anliegen stellen, nachfragen und abschließen",
    "inquiries.answer": "auf ein Anliegen antworten",
    "imports.make": "Tabellen einlesen und übernehmen",
    "assessments.view": "Bedarfserhebungen ansehen; Ämter sehen die freigegebenen",
    "assessments.internal": "auch nicht freigegebene Bedarfserhebungen des Hauses ansehen",
    "assessments.change": "die Bedarfserhebungen des eigenen Orts pflegen",
    "assessments.release": "Bedarfserhebungen für den Landkreis freigeben",
    "socialfigures.view": "Sozialraumdaten ansehen",
    "socialfigures.change": "Sozialraumdaten eintragen",
    "wishes.view": "Wünsche von Familien lesen",
    "wishes.change": "Wünsche von Familien aufgreifen",
    "needs.view": "Bedarfe ansehen; Ämter sehen die freigegebenen",
    "needs.internal": "auch nicht freigegebene Bedarfe des Hauses ansehen",
    "needs.release": "Bedarfe für den Landkreis freigeben",
    "referrals.view": "Zahlen der Weitervermittlung ansehen",
    "referrals.change": "eine Weitervermittlung oder Unterstützung zählen",
    "needs.change": "Bedarfe eintragen und ändern",
    "goals.view": "Ziele und ihre Werte ansehen",
    "goals.change": "Ziele und Werte eintragen und ändern",
    "offers.view": "Angebote ansehen",
    "offers.change": "Angebote planen und ändern",
    "sessions.view": "Termine mit ihren Teilnahmen ansehen",
    "sessions.change": "Termine planen und Teilnahmen eintragen",
    "contracts.view": "Vereinbarungen zur Prozessbegleitung ansehen",
    "contracts.change": "Vereinbarungen zur Prozessbegleitung schließen",
    "hours.view": "Stunden der Prozessbegleitung ansehen",
    "hours.change": "Stunden der Prozessbegleitung eintragen",
    "reports.view": "eingereichte Sachberichte ansehen",
    "reports.draft": "den Entwurf des Sachberichts lesen",
    "reports.write": "den Sachbericht schreiben",
    "reports.submit": "den Sachbericht einreichen",
    "reports.review": "den Sachbericht prüfen, zurückgeben und annehmen",
    "snapshots.view": "eingereichte Fassungen lesen und herunterladen",
    "sitefigures.view": "die Zahlen eines Standorts ansehen",
    "figures.view": "Summen der Landkreise ansehen",
    "lsz.view": "LSZ-Berichte ansehen",
    "lsz.make": "den LSZ-Bericht eines Jahres erstellen",
    "published.view": "ansehen, was für Familien veröffentlicht ist",
}


def roles_with(action: str) -> str:
    """Who holds an action, in words: the text of every "Sichtbar für …" line."""
    held = [role.label for role in Role if role in GRANTS[action]]
    return "alle" if len(held) == len(Role) else " und ".join(filter(None, [", ".join(held[:-1]), held[-1]]))


def rights_table() -> list[dict]:
    """Area by area: each action in words with the roles that hold it."""
    table: dict[str, dict] = {}
    for action in GRANTS:
        area = action.split(".")[0]
        lines = table.setdefault(area, {"key": area, "label": AREA_LABELS[area], "lines": []})["lines"]
        lines.append({"what": ACTION_LABELS[action], "who": roles_with(action)})
    return list(table.values())


def giving_table() -> list[dict]:
    """Which role gives which roles."""
    return [{"giver": giver.label, "given": ", ".join(role.label for role in Role if role in MAY_GIVE[giver])} for giver in Role if giver in MAY_GIVE]


def my_rights(roles) -> list[dict]:
    """What a person with these roles may do, area by area."""
    table: dict[str, list[str]] = {}
    for action, granted in GRANTS.items():
        if granted & roles:
            table.setdefault(AREA_LABELS[action.split(".")[0]], []).append(ACTION_LABELS[action])
    return [{"label": label, "lines": lines} for label, lines in table.items()]
