"""The catalogues of the edition of 2021, each entry with its paragraph; later editions are rows beside them. No sentence is ours."""

from datetime import date

from django.db import migrations

#: Action fields and legal bases are valid from the beginning of the edition's year, its lists from the day it came out.
EDITION, STARTS, PUBLISHED = "2021", date(2021, 1, 1), date(2021, 8, 1)
FIELDS = (
    ("Steuerung, Vernetzung, Nachhaltigkeit und Planung", "governance_networking_planning"),
    ("Vereinbarkeit von Familie und Beruf sowie Mobilität", "work_family_mobility"),
    ("Bildung im familiären Umfeld", "family_education"),
    ("Beratung, Unterstützung und Information", "advice_support_information"),
    ("Wohnumfeld und Lebensqualität", "living_environment"),
    ("Dialog der Generationen", "intergenerational_dialogue"),
)
#: The eleven legal bases of §1.6; the third one works only on commission.
ONLY_ON_COMMISSION = 3
BASES = (
    ("SGB VIII, §§ 22 und 22a", "Unterstützung bei der Erziehungsarbeit der Eltern in Kindertageseinrichtungen"),
    (
        "SGB VIII, § 16",
        "Allgemeine Förderung der Erziehung in der Familie; Grundlage für zusätzliche Angebote, auch Beratungsangebote für Eltern in allgemeinen "
        "Fragen der Erziehung und Entwicklung junger Menschen",
    ),
    (
        "SGB VIII, §§ 17 und 18",
        "Rechtliche Grundlage für bedarfsgerechte zusätzliche Beratungsangebote in Fragen der Partnerschaft, Trennung und Scheidung sowie zur "
        "Unterstützung der Personensorge und des Umgangsrechts im Auftrag des zuständigen örtlichen Jugendamtes",
    ),
    (
        "Bundeskinderschutzgesetz; Gesetz zur Kooperation und Information im Kinderschutz (KKG)",
        "Grundlage für die Vorhaltung eines möglichst frühzeitigen, koordinierten und multiprofessionellen Angebots im Hinblick auf die Entwicklung "
        "von Kindern und verbindliche Netzwerkstrukturen im Kinderschutz",
    ),
    (
        "Gesetz zur Stärkung der Gesundheitsförderung und der Prävention (Präventionsgesetz, PrävG)",
        "Verbesserung der Grundlagen für die Zusammenarbeit von Sozialversicherungsträgern, Ländern und Kommunen in den Bereichen Prävention und "
        "Gesundheitsförderung",
    ),
    (
        "Thüringer Familienförderungssicherungsgesetz (ThürFamFöSiG)",
        "Regelt die Bereiche der überregionalen und regionalen Familienförderung sowie Verfahrens- und Begriffsbestimmungen",
    ),
    ("Thüringer Kindertagesbetreuungsgesetz (ThürKigaG)", "Thüringer Ausführungsgesetz zum SGB VIII"),
    ("SGB VIII, § 45 i. V. m. § 9 ThürKigaG", "Betriebserlaubnis für eine Kindertageseinrichtung"),
    (
        "ThürKigaG, § 7 Abs. 1 S. 1",
        "Familienunterstützender und familienergänzender Bildungs-, Erziehungs- und Betreuungsauftrag in Anerkennung der vorrangigen Verantwortung "
        "der Eltern",
    ),
    ("ThürKigaG, § 7 Abs. 1", "Verpflichtende Anwendung des Thüringer Bildungsplans als Grundlage für die Arbeit der Kindertageseinrichtungen"),
    (
        "Richtlinie „Landesprogramm Solidarisches Zusammenleben der Generationen“ (LSZ)",
        "Regelt die regionale Familienförderung, unter die auch die ThEKiZ als Maßnahme fallen",
    ),
)
TITLE = "Fachliche Empfehlungen – Entwicklung von Kitas zu Thüringer Eltern-Kind-Zentren"
#: catalogue → (code, label, paragraph)
LISTS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "theme": (
        ("parenting", "Erziehungs- und Lebensfragen", "1.2"),
        ("encounter", "Begegnung und Austausch", "1.2"),
        ("health_promotion", "Gesundheitsförderung und gesunde Lebensweise", "1.2"),
        ("child_protection", "Kinderschutz", "1.2"),
        ("prevention", "Prävention", "1.2"),
        ("poverty_prevention", "Armutsprävention", "1.2"),
        ("social_participation", "gesellschaftliche Teilhabe", "1.2"),
        ("work_family_balance", "Vereinbarkeit von Familie, Zusammenleben und Beruf", "1.2"),
        ("authorities", "Ämter, Anträge und Leistungen", "1.2"),
        ("self_help", "Selbsthilfe und Nachbarschaft", "Präambel"),
        ("family_forms", "Wandel und Vielfalt der Familienformen", "Präambel"),
        ("demographic_change", "demografischer Wandel", "Präambel"),
        ("generations", "Miteinander der Generationen", "Präambel"),
        ("language", "Sprache und Ankommen", "1.5"),
        ("separation", "Partnerschaft, Trennung und Scheidung", "1.6"),
        ("transitions", "Übergänge: Eingewöhnung und Schule", "1.5"),
        ("mobility", "Wege und Erreichbarkeit", "2.1"),
    ),
    "burden": (
        ("income", "Einkommensverluste oder -kürzungen", "4.1"),
        ("poverty", "Armut", "4.1"),
        ("health", "Sorgen um die Gesundheit", "4.1"),
        ("existence", "Existenzängste", "4.1"),
        ("care", "fehlende regelmäßige Betreuung", "4.1"),
        ("overload", "Überforderung", "4.1"),
        ("stress", "Stress", "4.1"),
    ),
    "setting": (
        ("institution", "Einrichtung", "Präambel"),
        ("family", "Familie", "Präambel"),
        ("neighbourhood", "Nachbarschaft", "Präambel"),
        ("living_environment", "Wohnumfeld", "Präambel"),
    ),
    "cross_cutting": (
        ("child_protection", "Kinderschutz", "Präambel"),
        ("participation", "Partizipation", "Präambel"),
        ("inclusion", "Inklusion", "Präambel"),
    ),
    "service_field": (
        ("base_mandate", "Bildungs-, Erziehungs- und Betreuungsauftrag der Kita", "1.2"),
        ("education_partnership", "Erziehungspartnerschaftliches Zusammenwirken mit Familien", "1.2"),
        ("learning_partnership", "Bildungspartnerschaftliches Zusammenwirken mit Partner*innen im Sozialraum", "1.2"),
    ),
    "specific_goal": (
        ("self_efficacy", "Selbsttätigkeit, Selbsthilfe und Selbstwirksamkeit der Eltern stärken", "1.5"),
        ("special_support", "Familien mit besonderem Unterstützungsbedarf begleiten", "1.5"),
        ("open_up", "sich in den Sozialraum öffnen und vorhandene Strukturen vernetzen", "1.5"),
        ("fitting_offers", "passgenaue Angebote der Begegnung, Beratung, Bildung und Begleitung niedrigschwellig anbieten", "1.5"),
        ("inclusion", "eine inklusive Ausrichtung im Konzept berücksichtigen und leben", "1.5"),
        ("life_world", "ein zentraler Bestandteil der Lebenswelt der Familien sein", "1.5"),
    ),
    "general_goal": (
        ("quality_of_life", "Lebensqualität von Familien fördern", "Anhang 1"),
        ("appreciation", "Kinder in ihrem Bildungs- und Entwicklungsprozess wertschätzend begleiten", "1.5"),
        ("places", "Bildungs- und Erfahrungsorte für Familien bewusst gestalten", "1.5"),
        ("resources", "familiäre Ressourcen und Kompetenzen stärken", "1.5"),
        ("child_protection", "den Kinderschutz verbessern", "1.5"),
        ("equal_opportunities", "die Chancengleichheit erhöhen", "1.5"),
        ("competence_partnership", "dialogisch eine Kompetenzpartnerschaft mit den Eltern eingehen", "1.5"),
        ("early_involvement", "Familien frühzeitig in die Bildungsprozesse ihrer Kinder einbeziehen", "1.5"),
        ("social_networks", "die Bildung sozialer Netzwerke für Familien anregen", "1.5"),
    ),
    "facilitation": (
        ("pb-g1", "Begleitung der Kitaleitung und ThEKiZ-Koordination bei allen Aufgaben des Entwicklungsprozesses", "Anhang 1"),
        ("pb-g2", "Rückbindung an die Wertorientierung „Lebensqualität von Familien“ im LSZ", "Anhang 1"),
        ("pb-g3", "Einbindung in kommunale Netzwerke", "Anhang 1"),
        (
            "pb-g4",
            "Sicherung konsequenter Bedarfsorientierung der Angebote vor dem Hintergrund Partizipation und Empowerment",
            "Anhang 1",
        ),
        ("pb-g5", "Entwicklung einer Organisation, die geprägt wird durch lebendige Beteiligung", "Anhang 1"),
        ("pb-t1", "Initiierung eines Steuerungsteams in der KiTa gemeinsam mit dem Netzwerk des Sozialraums (siehe 3.1)", "Anhang 1"),
        ("pb-t2", "Vermittlung zur Landeskoordinations- und Fachstelle ThEKiZ", "Anhang 1"),
        (
            "pb-t3",
            "Begleitung beim Aufbau und Pflege von Kooperationspartnerschaften sowie Initiierung sozialraumorientierter Netzwerke",
            "Anhang 1",
        ),
        ("pb-t4", "Wahrung der Metaebene im Veränderungsprozess - externe fachliche Perspektive", "Anhang 1"),
        (
            "pb-t5",
            "Organisationsberatung zum Ausbau von Kommunikations- und Informationssystemen; Reflexion der Öffentlichkeitswirkung",
            "Anhang 1",
        ),
        (
            "pb-t6",
            "Stärkung der Schlüsselfunktion von Leitung bei der Initiierung, Umsetzung und Bewältigung von Veränderungsprozessen in der Kita und "
            "dem Sozialraum",
            "Anhang 1",
        ),
        ("pb-t7", "Entwicklung von Führungskompetenz und Strategien zur Konfliktbewältigung", "Anhang 1"),
        ("pb-t8", "Moderation, Beratung, Coaching und Begleitung des Teams und von Teamentwicklungsprozessen", "Anhang 1"),
        ("pb-t9", "Initiierung und Begleitung reflexiver Prozesse im Team und zwischen beteiligten Akteur*innen", "Anhang 1"),
        ("pb-t10", "Kollegiale Fallberatung", "Anhang 1"),
        (
            "pb-t11",
            "systemische und analytische Beobachtung sowie Begleitung von Prozessen in der Kindertageseinrichtung und der Wechselwirkung mit den sie "
            "umgebenden Systemen",
            "Anhang 1",
        ),
        ("pb-t12", "Dokumentation des Entwicklungsprozesses", "Anhang 1"),
    ),
    "coordination": (
        ("inward_philosophy", "Implementierung und Wahrung der ThEKiZ Philosophie in der Kindertageseinrichtung", "Anhang 2"),
        ("inward_team", "Herstellen von Transparenz bezüglich der Entwicklung des ThEKiZ für das Team", "Anhang 2"),
        ("inward_facilitation", "direkte Zusammenarbeit mit der Prozessbegleitung", "Anhang 2"),
        ("inward_parents", "transparente Zusammenarbeit mit dem Elternbeirat und –Vertretungen", "Anhang 2"),
        ("inward_concept", "Steuerung der Weiterentwicklung der Einrichtungskonzeption hinsichtlich der Philosophie ThEKiZ", "Anhang 2"),
        ("offers_needs", "Erhebung und Erfassung der Bedarfe der Familien durch Beteiligungsformate", "Anhang 2"),
        ("offers_planner", "Zusammenarbeit mit dem/der kommunalen Sozialplaner*in", "Anhang 2"),
        ("offers_develop", "Entwicklung und Etablierung von Beratungs-, Bildungs- und Begegnungsangeboten", "Anhang 2"),
        ("offers_accompany", "Koordinierung und Begleitung der Angebote", "Anhang 2"),
        ("offers_public", "Organisation der Öffentlichkeitsarbeit (Print- und digitale Medien, Aushänge)", "Anhang 2"),
        ("offers_evaluate", "Evaluation der Angebote", "Anhang 2"),
        (
            "network_steering",
            "Regelmäßige Zusammenarbeit innerhalb des Steuerungsteams mit dem Träger und der örtlichen Jugendhilfe",
            "Anhang 2",
        ),
        ("network_events", "Teilnahme an regionalen und überregionalen Netzwerkveranstaltungen", "Anhang 2"),
        (
            "network_bodies",
            "Koordination und/oder Zusammenarbeit mit themenrelevanten Infrastruktureinrichtungen im Sozialraum und Gremien",
            "Anhang 2",
        ),
        ("network_conferences", "Vertretung des ThEKiZ Standorts auf Fachtagen", "Anhang 2"),
        ("network_partners", "Akquise neuer Kooperationspartner*innen", "Anhang 2"),
        ("network_analysis", "Durchführung von Sozialraumanalysen und Sozialraumerkundungen", "Anhang 2"),
        ("network_presence", "Verantwortung für die öffentlichkeitswirksame Präsenz des ThEKiZ", "Anhang 2"),
    ),
    "support_kind": (
        ("family_education", "Hinweis auf Angebote der Familienbildung", "1.2"),
        ("referral", "Vermittlung an Fachdienste", "1.2"),
        ("authority_help", "Hilfe im Umgang mit Ämtern und Behörden", "1.2"),
        ("benefit_application", "Hilfe beim Beantragen von Leistungen", "1.2"),
        ("other", "andere Unterstützung im Alltag", "1.2"),
    ),
    "funding_source": (
        ("lsz", "Landesprogramm LSZ", "1.6"),
        ("county", "Landkreis oder kreisfreie Stadt", "1.6"),
        ("municipality", "Gemeinde", "1.6"),
        ("provider", "Träger", "1.6"),
        ("municipal_programme", "kommunales Programm zur Kinder- und Familienfreundlichkeit", "1.6"),
        ("early_intervention", "Bundesprogramm, zum Beispiel Frühe Hilfen", "1.6"),
        ("prevention_act", "Präventionsgesetz", "1.6"),
        ("participants", "Beiträge der Teilnehmenden", ""),
        ("donations", "Spenden und Stiftungen", ""),
    ),
    "social_indicator": (
        ("population", "Bevölkerung insgesamt", "3.1"),
        ("children_under_7", "Kinder unter 7 Jahren", "3.1"),
        ("care_rate_3_6", "Betreuungsquote der 3- bis unter 6-Jährigen", "Fußnote 3"),
        ("single_parents", "Alleinerziehende Haushalte", "3.1"),
        ("minimum_income_children", "Kinder in Haushalten mit Mindestsicherung", "3.1"),
        ("foreign_children", "Kinder mit ausländischer Staatsangehörigkeit", "3.1"),
        ("educational_help", "Hilfen zur Erziehung (Fälle)", "3.1"),
        ("unemployment", "Arbeitslose", "3.1"),
        ("minutes_to_advice", "Minuten mit dem Bus bis zur nächsten Beratungsstelle", "3.1"),
        ("day_care_places", "Plätze in Kitas", "2.1"),
    ),
    "growth_field": (
        ("concept_team", "Konzepterweiterung, Team- und Organisationsentwicklung", "3.3"),
        ("offers", "Bedarfsorientierte Angebote für Eltern und Familien", "3.3"),
        ("social_space", "Sozialraumorientierung und Netzwerkarbeit", "3.3"),
        ("participation", "Partizipation und Empowerment", "3.3"),
        ("quality", "Qualitätssicherung und Wirkungsorientierung", "3.3"),
    ),
    "growth_level": (
        ("beginning", "noch am Anfang", ""),
        ("moving", "in Bewegung", ""),
        ("carrying", "trägt im Alltag", ""),
        ("natural", "selbstverständlich", ""),
    ),
}
#: The fields in short, for pictures; and what the levels mean. The recommendations know fields and no levels: these words are ours.
GROWTH_WORDS = {
    "concept_team": "Konzept, Team und Organisation",
    "offers": "Angebote",
    "social_space": "Sozialraum und Netzwerk",
    "participation": "Partizipation, Empowerment",
    "quality": "Qualität, Wirkung",
    "beginning": "Es gibt einzelne Ideen; begonnen ist noch wenig.",
    "moving": "Es gibt erste Schritte; sie hängen noch an einzelnen Personen.",
    "carrying": "Es gelingt meistens, und das Haus verlässt sich darauf.",
    "natural": "Es gehört für alle dazu, auch wenn jemand geht oder neu kommt.",
}
#: Indicators that are no counts.
FIGURE_KINDS = {"care_rate_3_6": "share", "minutes_to_advice": "measure"}
#: The criteria, as the recommendations say them, and the links they name.
#: (code, the sentence word for word, paragraph)
CRITERIA: tuple[tuple[str, str, str], ...] = (
    (
        "families_and_social_space",
        "Ein Thüringer Eltern-Kind-Zentrum ist eine Kindertageseinrichtung mit besonders ausgeprägter Familien- und Sozialraumorientierung.",
        "1.1",
    ),
    ("whole_family", "Die ganze Familie und deren Bedarfe werden in den Blick genommen.", "1.2"),
    (
        "networked",
        "Das ThEKiZ vernetzt sich mit anderen Einrichtungen aus dem Sozialraum, stimmt seine Angebote ab und kooperiert wirkungsvoll mit ihnen.",
        "1.2",
    ),
    (
        "marks_of_offers",
        "Sie sind gekennzeichnet durch niedrigschwellige Zugänge, Familienorientierung, Wohnortnähe und einer Ausrichtung am besonderen Bedarf "
        "aller Familien des Sozialraums.",
        "1.2",
    ),
    ("counselling", "In einem ThEKiZ werden Beratungen zu Erziehungs- und Lebensfragen angeboten.", "1.2"),
    (
        "family_education",
        "ThEKiZ schaffen zu den Themen der Familien gezielt niedrigschwellige Angebote der Familienbildung zum Austausch und zur Erweiterung der "
        "Erziehungs- und Bildungskompetenz.",
        "1.2",
    ),
    (
        "from_needs",
        "Die konkreten Angebote an einem ThEKiZ-Standort werden in Reaktion auf die zuvor erhobenen Bedarfe der Zielgruppen vor Ort entwickelt.",
        "1.2",
    ),
    ("priorities", "Jedes ThEKiZ setzt auf Grundlage der spezifischen Bedarfe und Bedingungen vor Ort andere Schwerpunkte.", "1.2"),
    ("co_design", "ThEKiZ bieten allen Familien Möglichkeiten der gemeinsamen Gestaltung der Kita und des Sozialraums.", "1.2"),
    (
        "composition",
        "Die Zusammenstellung der Angebote fällt unterschiedlich aus und richtet sich nach den örtlichen Bedarfen sowie den räumlichen "
        "Möglichkeiten der Einrichtung.",
        "1.3",
    ),
    (
        "agreements",
        "Die ThEKiZ gestalten gezielt eine institutionelle Öffnung in den Sozialraum und pflegen vertraglich geregelte Kooperationen.",
        "1.5",
    ),
    (
        "volunteers",
        "Sie binden bestehende Ehrenamtsstrukturen und hauptamtliche Kooperationen systematisch ein und bauen diese aus.",
        "1.5",
    ),
    (
        "early_involvement",
        "Familien werden frühzeitig in die Bildungsprozesse ihrer Kinder aktiv einbezogen und somit in ihrer Erziehungskompetenz gestärkt.",
        "1.5",
    ),
    ("access", "Grundidee ist, niedrigschwellige Zugänge zu schaffen.", "2.5"),
    (
        "coordination",
        "In engmaschiger Abstimmung und Vernetzung mit der Leitung übernimmt eine pädagogische Fachkraft inhaltliche, organisatorische und "
        "koordinierende Aufgaben im Rahmen von ThEKiZ.",
        "2.5",
    ),
    (
        "openness",
        "Im Einrichtungsteam müssen eine grundlegende Offenheit für Veränderungsprozesse und die Bereitschaft, sich auf diese einzulassen, "
        "vorhanden sein.",
        "3.1",
    ),
    (
        "parents_included",
        "Die Eltern (über beispielsweise die Elternvertretung) sind in diesen Prozess einzubeziehen, vgl. auch § 12 Abs. 2 Nr. 1 ThürKigaG.",
        "3.1",
    ),
    (
        "steering_team",
        "Das Gremium wird von der Kindertageseinrichtung auf der Basis der zusätzlichen Ressourcen im Projekt organisiert und tagt in "
        "regelmäßigen Abständen (z.B. 4x jährlich).",
        "3.1",
    ),
    ("profile_changes", "Das Profil der Kindertageseinrichtung wandelt sich hin zu einem Profil eines Eltern-Kind-Zentrums.", "3.2"),
    (
        "concept",
        "Die Konzeption der Kindertageseinrichtung wird im Rahmen der laufenden Fortschreibung mit Schwerpunkt ThEKiZ weiterentwickelt und um die "
        "Aspekte der Profilerweiterung des ThEKiZ ergänzt und regelmäßig aktualisiert.",
        "3.3",
    ),
    (
        "whole_team",
        "Alle Fachkräfte sind in die Entwicklung zum Eltern-Kind-Zentrum mit einzubeziehen: Die Mitarbeiter*innen werden zu Träger*innen der Idee "
        "ThEKiZ.",
        "3.3",
    ),
    ("needs_again", "Die Bedarfe werden kontinuierlich ermittelt und die Angebote angepasst.", "3.3"),
    (
        "participation",
        "Die Einrichtungen arbeiten beteiligungsorientiert und ermöglichen und gestalten Selbstwirksamkeitserfahrungen der Zielgruppe.",
        "3.3",
    ),
    ("effects", "Das ThEKiZ richtet seine Arbeit an langfristigen Wirkungszielen aus.", "3.3"),
    (
        "reflection",
        "Das ThEKiZ entwickelt eine Reflexions- und Dokumentationskultur und wertet die Angebote und Veranstaltungen in einem sinnvollen Rahmen aus.",
        "3.3",
    ),
)
MOVED = "Die Seite ist eingestellt; die Inhalte sind zu PHINEO gewechselt. Bitte keine einzelnen Seiten verlinken."
#: (title, address, where it is named, gone, replacement, note)
LINKS: tuple[tuple[str, str, str, bool, str, str], ...] = (
    ("Landesprogramm Solidarisches Zusammenleben der Generationen", "https://www.lsz-thueringen.de/", "2.1, Fußnote 6", False, "", ""),
    ("Thüringer Eltern-Kind-Zentren", "https://www.thekiz.de/", "4.5", False, "", ""),
    ("Familienzentren in Nordrhein-Westfalen", "https://www.familienzentrum.nrw.de/", "1.3, Fußnote 5", False, "", ""),
    ("Wirkung lernen", "https://www.wirkung-lernen.de/", "3.3, Fußnote 8", True, "https://www.phineo.org/", MOVED),
    (
        "Betreuungsquote in Thüringen, Tabelle KT001505",
        "https://www.statistik.thueringen.de/datenbank/TabAnzeige.asp?tabelle=KT001505%7C%7C",
        "1.2, Fußnote 3",
        False,
        "",
        "",
    ),
)


def add(apps, schema_editor):
    model = apps.get_app_config("planning").get_model
    action_field, legal_basis, edition, term, link = map(model, ("ActionField", "LegalBasis", "Edition", "Term", "Link"))
    action_field.objects.bulk_create(
        action_field(edition=EDITION, number=number, name=name, code=code, starts=STARTS) for number, (name, code) in enumerate(FIELDS, 1)
    )
    legal_basis.objects.bulk_create(
        legal_basis(edition=EDITION, number=number, citation=citation, content=content, needs_commission=number == ONLY_ON_COMMISSION, starts=STARTS)
        for number, (citation, content) in enumerate(BASES, 1)
    )
    recommendations = edition.objects.create(code=EDITION, title=TITLE, published=PUBLISHED, starts=PUBLISHED)
    term.objects.bulk_create(
        term(
            edition=recommendations,
            catalogue=catalogue,
            number=number,
            code=code,
            label=label,
            text=GROWTH_WORDS.get(code, "") if catalogue.startswith("growth") else "",
            paragraph=paragraph,
            starts=PUBLISHED,
            figure_kind=FIGURE_KINDS.get(code, "count") if catalogue == "social_indicator" else "",
        )  # fmt: skip
        for catalogue, entries in {**LISTS, "criterion": CRITERIA}.items()
        for number, (code, label, paragraph) in enumerate(entries, 1)
    )
    link.objects.bulk_create(
        link(title=title, url=url, paragraph=paragraph, gone=gone, replacement=replacement, note=note)
        for title, url, paragraph, gone, replacement, note in LINKS
    )


class Migration(migrations.Migration):
    dependencies = [("planning", "0002_functions")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
