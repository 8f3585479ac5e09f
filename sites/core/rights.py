"""The rights table, the only place that says who may do what: roles, areas with their actions in German words, and who gives which role.

An action is an area and a verb; a row of a model belongs to the area the model names. Everything else reads this table: the walls of
requests, the page of rights, the lines "Sichtbar für …", and which entries of the journal stay inside the house.
"""

from sites.core.roles import ADMINISTRATION, CASE, HOUSE, STATE, Action, Area, Role

R = Role
#: An office keeps its own bodies and assessments and never writes in those of a house; an inquiry is read by the house that asks and the
#: one office that is asked: therefore `own_place`.
AREAS = (
    # who and where
    Area(
        "sites",
        "Standorte und Stammdaten",
        Action("sites.view", CASE | HOUSE | {R.FACILITATOR, R.PARENT_REPRESENTATIVE}, "Stammdaten, Phase und Form eines Standorts ansehen"),
        Action("sites.register", {R.SOCIAL_PLANNER}, "Standorte, Kitas und Träger anlegen"),
        Action("sites.change", {R.SOCIAL_PLANNER, R.HEAD}, "Stammdaten eines Standorts ändern"),
        Action("sites.permit", {R.SOCIAL_PLANNER, R.PROVIDER}, "Betriebserlaubnis und Angaben einer Kita pflegen"),
    ),
    Area(
        "rooms",
        "Räume",
        Action("rooms.view", CASE | HOUSE | {R.FACILITATOR}, "Räume ansehen"),
        Action("rooms.change", {R.HEAD, R.COORDINATOR}, "Räume eintragen und ändern"),
    ),
    Area(
        "posts",
        "Stellen und Funktionen",
        Action("posts.view", CASE | HOUSE | {R.FACILITATOR}, "sehen, wer welche Funktion im Haus hat"),
        Action("posts.change", {R.SOCIAL_PLANNER, R.PROVIDER, R.HEAD}, "Stellen und Funktionen eintragen"),
    ),
    Area(
        "absences",
        "Besonderheiten im Team",
        Action("absences.view", HOUSE, "im Plan der Woche lesen, wer aus dem Team nicht im Haus ist"),
        Action("absences.change", {R.HEAD, R.COORDINATOR}, "eintragen, wer aus dem Team nicht im Haus ist und wer übernimmt"),
        internal=True,
    ),
    Area(
        "profiles",
        "Profil und Schwerpunkte",
        Action("profiles.view", CASE | HOUSE | {R.FACILITATOR, R.PARENT_REPRESENTATIVE}, "Profil und Schwerpunkte eines Standorts lesen"),
        Action("profiles.change", {R.HEAD, R.COORDINATOR}, "Profil und Schwerpunkte schreiben"),
    ),
    Area(
        "partners",
        "Kooperationspartner*innen",
        Action("partners.view", HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE}, "Kooperationspartner*innen und Vereinbarungen ansehen"),
        Action("partners.change", {R.HEAD, R.COORDINATOR}, "Kooperationspartner*innen und Vereinbarungen pflegen"),
        internal=True,
    ),
    Area(
        "catalogues",
        "Listen und Fassungen",
        Action("catalogues.view", set(Role), "Listen, Fassungen und Verweise lesen"),
        Action("catalogues.change", {R.STATE_OFFICE}, "Listen, Fassungen und Verweise pflegen"),
    ),
    Area(
        "criteria",
        "Kriterien der Empfehlungen",
        Action("criteria.view", CASE | HOUSE | {R.FACILITATOR}, "Einschätzungen zu den Kriterien lesen"),
        Action("criteria.change", {R.HEAD, R.COORDINATOR}, "Einschätzungen zu den Kriterien schreiben"),
    ),
    Area(
        "members",
        "Personen und Rollen",
        Action(
            "members.view",
            {R.MINISTRY, R.STATE_OFFICE, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD},
            "sehen, wer an einem Ort welche Rolle hat",
        ),
        Action("members.change", {R.MINISTRY, R.STATE_OFFICE, R.SOCIAL_PLANNER, R.PROVIDER, R.HEAD}, "Rollen vergeben, beenden und vertreten lassen"),
    ),
    Area(
        "documents",
        "Dokumente",
        Action("documents.view", CASE | HOUSE | {R.FACILITATOR}, "Dokumente herunterladen"),
        Action("documents.change", CASE | {R.COORDINATOR}, "Dokumente ablegen"),
    ),
    Area(
        "comments",
        "Kommentare",
        Action("comments.view", CASE | {R.COORDINATOR}, "Kommentare lesen"),
        Action("comments.change", CASE | {R.COORDINATOR}, "Kommentare schreiben"),
    ),
    Area(
        "entries",
        "Protokoll",
        Action("entries.view", CASE | {R.COORDINATOR}, "das Protokoll eines Orts lesen"),
        Action("entries.internal", {R.PROVIDER, R.HEAD, R.COORDINATOR}, "im Protokoll auch die tägliche Arbeit des Hauses lesen"),
    ),
    Area(
        "feedback",
        "Rückmeldungen zur Anwendung",
        Action("feedback.view", {R.STATE_OFFICE}, "Rückmeldungen lesen"),
        Action("feedback.change", {R.STATE_OFFICE}, "Rückmeldungen als beantwortet eintragen"),
    ),
    # why and by whose will
    Area(
        "interests",
        "Interessensbekundungen",
        Action("interests.view", ADMINISTRATION, "Interessensbekundungen lesen"),
        Action("interests.confirm", {R.SOCIAL_PLANNER, R.SPECIALIST_ADVISOR}, "Interessensbekundungen bestätigen oder ablehnen"),
    ),
    Area(
        "applications",
        "Anträge",
        Action("applications.view", CASE | {R.COORDINATOR}, "Anträge und ihren Stand ansehen"),
        Action("applications.invite", {R.SOCIAL_PLANNER}, "eine Kita zum Antrag einladen"),
        Action("applications.change", {R.HEAD, R.PROVIDER, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}, "Angaben im Antrag schreiben"),
        Action("applications.submit", {R.HEAD, R.PROVIDER}, "den Antrag einreichen"),
        Action("applications.hand_back", {R.SOCIAL_PLANNER}, "den Antrag zur Ergänzung zurückgeben"),
        Action("applications.withdraw", {R.HEAD, R.PROVIDER}, "den Antrag zurückziehen"),
        Action("applications.decide", {R.SOCIAL_PLANNER}, "die Entscheidung eintragen"),
    ),
    Area(
        "statements",
        "Erklärungen der Beteiligten",
        Action("statements.view", CASE | {R.COORDINATOR, R.PARENT_REPRESENTATIVE}, "Erklärungen der Beteiligten lesen"),
        Action(
            "statements.change",
            {R.HEAD, R.PROVIDER, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PARENT_REPRESENTATIVE},
            "die eigene Erklärung abgeben oder im Auftrag eintragen",
        ),
    ),
    Area(
        "decisions",
        "Entscheidungen",
        Action("decisions.view", CASE | HOUSE | {R.FACILITATOR, R.PARENT_REPRESENTATIVE}, "Entscheidungen lesen"),
    ),
    Area(
        "measures",
        "Maßnahmen",
        Action("measures.view", CASE | HOUSE | {R.FACILITATOR}, "Maßnahmen ansehen"),
        Action("measures.change", {R.SOCIAL_PLANNER}, "Maßnahmen anlegen und ändern"),
    ),
    Area(
        "money",
        "Finanzierung einer Maßnahme",
        Action(
            "money.view",
            {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD, R.COORDINATOR},
            "Einnahmen und Ausgaben einer Maßnahme ansehen",
        ),
        Action("money.sums", {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}, "die Summen aller Maßnahmen eines Landkreises ansehen"),
        Action("money.change", {R.SOCIAL_PLANNER, R.PROVIDER, R.HEAD}, "Einnahmen und Ausgaben eintragen"),
    ),
    Area(
        "plans",
        "Pläne, Beschlüsse und Strategie",
        Action("plans.view", ADMINISTRATION | STATE, "Pläne, Beschlüsse, Strategie und Fristen lesen"),
        Action("plans.change", {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}, "Pläne, Beschlüsse, Strategie und Fristen pflegen"),
    ),
    Area(
        "commissions",
        "Aufträge des Jugendamtes",
        Action("commissions.view", ADMINISTRATION, "sehen, wen das Jugendamt mit Beratung nach §§ 17 und 18 SGB VIII beauftragt hat"),
        Action("commissions.change", {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}, "Aufträge für Beratung nach §§ 17 und 18 SGB VIII eintragen"),
    ),
    Area(
        "bodies",
        "Gremien und Sitzungen",
        Action(
            "bodies.view", ADMINISTRATION | HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE}, "Gremien, Mitglieder und Sitzungen ansehen"
        ),
        Action(
            "bodies.change", {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.HEAD, R.COORDINATOR}, "die Gremien des eigenen Orts pflegen", own_place=True
        ),
    ),
    Area(
        "inquiries",
        "Anliegen zwischen Standort und Ämtern",
        Action("inquiries.view", ADMINISTRATION | {R.STATE_OFFICE, R.HEAD, R.COORDINATOR}, "Anliegen lesen", own_place=True),
        Action("inquiries.ask", {R.HEAD, R.COORDINATOR}, "ein Anliegen stellen, nachfragen und abschließen", own_place=True),
        Action("inquiries.answer", ADMINISTRATION | {R.STATE_OFFICE}, "auf ein Anliegen antworten", own_place=True),
    ),
    Area(
        "imports",
        "Tabellen einlesen",
        Action("imports.make", {R.SOCIAL_PLANNER}, "Tabellen einlesen und übernehmen"),
    ),
    Area(
        "assessments",
        "Bedarfserhebungen",
        Action(
            "assessments.view",
            ADMINISTRATION | HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE},
            "Bedarfserhebungen ansehen; Ämter sehen die freigegebenen",
        ),
        Action(
            "assessments.internal",
            HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE},
            "auch nicht freigegebene Bedarfserhebungen des Hauses ansehen",
        ),
        Action(
            "assessments.change",
            {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.HEAD, R.COORDINATOR},
            "die Bedarfserhebungen des eigenen Orts pflegen",
            own_place=True,
        ),
        Action("assessments.release", {R.HEAD, R.COORDINATOR}, "Bedarfserhebungen für den Landkreis freigeben"),
        internal=True,
    ),
    Area(
        "socialfigures",
        "Sozialraumdaten",
        Action("socialfigures.view", ADMINISTRATION | STATE, "Sozialraumdaten ansehen"),
        Action("socialfigures.change", {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}, "Sozialraumdaten eintragen"),
    ),
    Area(
        "wishes",
        "Wünsche von Familien",
        Action("wishes.view", HOUSE | {R.PARENT_REPRESENTATIVE}, "Ideen von Familien lesen"),
        Action("wishes.internal", HOUSE, "auch Sorgen und Angebote von Familien lesen"),
        Action("wishes.change", {R.HEAD, R.COORDINATOR}, "Wünsche von Familien aufgreifen"),
        internal=True,
    ),
    Area(
        "needs",
        "Bedarfe",
        Action(
            "needs.view",
            ADMINISTRATION | HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE},
            "Bedarfe ansehen; Ämter sehen die freigegebenen",
        ),
        Action("needs.internal", HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE}, "auch nicht freigegebene Bedarfe des Hauses ansehen"),
        Action("needs.release", {R.HEAD, R.COORDINATOR}, "Bedarfe für den Landkreis freigeben"),
        Action("needs.change", {R.COORDINATOR, R.HEAD}, "Bedarfe eintragen und ändern"),
        internal=True,
    ),
    Area(
        "goals",
        "Ziele",
        Action("goals.view", HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE}, "Ziele und ihre Werte ansehen"),
        Action("goals.change", {R.COORDINATOR, R.HEAD}, "Ziele und Werte eintragen und ändern"),
        internal=True,
    ),
    # what happens
    Area(
        "offers",
        "Angebote",
        Action("offers.view", HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE}, "Angebote ansehen"),
        # guard: action -> Action("offers.change", {R.COORDINATOR, R.HEAD, R.PROFESSIONAL}, "Angebote planen und ändern"),
        Action("offers.change", {R.COORDINATOR, R.HEAD}, "Angebote planen und ändern"),
        internal=True,
    ),
    Area(
        "sessions",
        "Termine und Teilnahmen",
        Action("sessions.view", HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE}, "Termine mit ihren Teilnahmen ansehen"),
        Action("sessions.change", {R.COORDINATOR, R.HEAD}, "Termine planen und Teilnahmen eintragen"),
        Action("sessions.log", HOUSE, "Teilnahmen eintragen; Fachkräfte bei den Angeboten, die sie durchführen"),
        internal=True,
    ),
    Area(
        "signups",
        "Anmeldungen von Familien",
        Action("signups.view", HOUSE, "Anmeldungen und Wartelisten lesen"),
        Action("signups.change", {R.COORDINATOR, R.HEAD}, "Anmeldungen eintragen und absagen"),
        internal=True,
    ),
    Area(
        "namedlists",
        "Namentliche Listen für Geldgeber",
        Action("namedlists.view", {R.COORDINATOR, R.HEAD}, "namentliche Listen lesen, solange sie aufzuheben sind"),
        Action("namedlists.change", {R.COORDINATOR, R.HEAD}, "namentliche Listen führen, wo ein Geldgeber sie verlangt"),
        internal=True,
    ),
    Area(
        "surveys",
        "Umfragen und Rückmeldungen",
        Action("surveys.view", HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE}, "Ergebnisse von Umfragen und Rückmeldungen ansehen"),
        Action("surveys.words", HOUSE, "lesen, was Familien mit eigenen Worten geschrieben haben"),
        Action("surveys.change", {R.COORDINATOR, R.HEAD}, "Umfragen anlegen, öffnen und schließen"),
        internal=True,
    ),
    Area(
        "evidence",
        "Nachweise",
        Action("evidence.view", HOUSE | {R.PROVIDER, R.FACILITATOR}, "Nachweise ansehen"),
        Action("evidence.change", {R.COORDINATOR, R.HEAD}, "Nachweise ablegen und zuordnen"),
        internal=True,
    ),
    Area(
        "crisis",
        "Krisenzeiten",
        Action(
            "crisis.view",
            ADMINISTRATION | STATE | HOUSE | {R.PROVIDER, R.FACILITATOR, R.PARENT_REPRESENTATIVE},
            "Krisenzeiten mit ihren Regeln lesen",
        ),
        Action(
            "crisis.change",
            {R.STATE_OFFICE, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.HEAD, R.COORDINATOR},
            "für den eigenen Ort eine Krisenzeit eintragen und beenden",
            own_place=True,
        ),
    ),
    Area(
        "outreach",
        "Kontakt in der Krise",
        Action("outreach.view", HOUSE | {R.PROVIDER, R.FACILITATOR}, "Kontakte, Bereitschaft und Kanäle des Hauses ansehen"),
        Action("outreach.count", HOUSE, "Kontakte ohne Namen zählen"),
        Action("outreach.change", {R.HEAD, R.COORDINATOR}, "Bereitschaft, Kanäle und Arbeitsblatt pflegen"),
        internal=True,
    ),
    Area(
        "help",
        "Hilfeverzeichnis",
        Action("help.view", set(Role), "das Hilfeverzeichnis lesen"),
        Action(
            "help.change",
            {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.HEAD, R.COORDINATOR},
            "das Hilfeverzeichnis des eigenen Orts pflegen",
            own_place=True,
        ),
    ),
    Area(
        "referrals",
        "Weitervermittlung und Unterstützung im Alltag",
        Action("referrals.view", HOUSE | {R.PROVIDER}, "Zahlen der Weitervermittlung ansehen"),
        Action("referrals.change", HOUSE, "eine Weitervermittlung oder Unterstützung zählen"),
        internal=True,
    ),
    # how a site grows
    Area(
        "contracts",
        "Vereinbarungen zur Prozessbegleitung",
        Action(
            "contracts.view",
            {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD, R.COORDINATOR, R.FACILITATOR},
            "Vereinbarungen zur Prozessbegleitung ansehen",
        ),
        Action("contracts.change", {R.SOCIAL_PLANNER}, "Vereinbarungen zur Prozessbegleitung schließen"),
    ),
    Area(
        "hours",
        "Stunden der Prozessbegleitung",
        Action("hours.view", {R.PROVIDER, R.HEAD, R.COORDINATOR, R.FACILITATOR}, "Stunden der Prozessbegleitung ansehen"),
        Action("hours.change", {R.FACILITATOR}, "Stunden der Prozessbegleitung eintragen"),
        internal=True,
    ),
    # what is seen and proven
    Area(
        "reports",
        "Sachberichte",
        Action("reports.view", {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD, R.COORDINATOR}, "eingereichte Sachberichte ansehen"),
        Action("reports.draft", {R.PROVIDER, R.HEAD, R.COORDINATOR}, "den Entwurf des Sachberichts lesen"),
        Action("reports.write", {R.PROVIDER, R.COORDINATOR}, "den Sachbericht schreiben"),
        Action("reports.submit", {R.PROVIDER, R.HEAD}, "den Sachbericht einreichen"),
        Action("reports.review", {R.SOCIAL_PLANNER}, "den Sachbericht prüfen, zurückgeben und annehmen"),
        of_its_year=True,
    ),
    Area(
        "snapshots",
        "Eingereichte Fassungen",
        Action(
            "snapshots.view",
            {R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE, R.PROVIDER, R.HEAD, R.COORDINATOR},
            "eingereichte Fassungen lesen und herunterladen",
        ),
        of_its_year=True,
    ),
    Area(
        "sitefigures",
        "Zahlen eines Standorts",
        Action("sitefigures.view", CASE | HOUSE | {R.FACILITATOR}, "die Zahlen eines Standorts ansehen"),
    ),
    Area(
        "figures",
        "Summen der Landkreise",
        Action("figures.view", {R.MINISTRY, R.STATE_OFFICE, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}, "Summen der Landkreise ansehen"),
    ),
    Area(
        "lsz",
        "LSZ-Berichte",
        Action("lsz.view", {R.MINISTRY, R.STATE_OFFICE, R.SOCIAL_PLANNER, R.YOUTH_WELFARE_OFFICE}, "LSZ-Berichte ansehen"),
        Action("lsz.make", {R.SOCIAL_PLANNER}, "den LSZ-Bericht eines Jahres erstellen"),
    ),
    Area(
        "published",
        "Veröffentlichtes",
        Action("published.view", set(Role), "ansehen, was für Familien veröffentlicht ist"),
    ),
)
ACTIONS: dict[str, Action] = {action.name: action for area in AREAS for action in area.actions}
INTERNAL_AREAS = frozenset(area.name for area in AREAS if area.internal)
#: A Sachbericht belongs to who ran the site in its year: who gave it up finishes the own ones, who took it over begins with the own ones.
OF_ITS_YEAR = frozenset(action.name for area in AREAS if area.of_its_year for action in area.actions)


def roles_with(action: str) -> str:
    """Who holds an action, in words: the text of every "Sichtbar für …" line. An unknown action is a KeyError."""
    held = [role.label for role in Role if role in ACTIONS[action].roles]
    return "alle" if len(held) == len(Role) else " und ".join(filter(None, [", ".join(held[:-1]), held[-1]]))
