"""The rows that every installation begins with: school holidays of Thuringia as its ministry has published them; what the edition of 2021 says on
crises (chapter 4 and the 24 formats of Anhang 3, in their words); the numbers that help everywhere.
"""

from datetime import date

from django.db import migrations

HOLIDAYS = (
    ("Herbstferien", date(2025, 10, 6), date(2025, 10, 18)),
    ("Weihnachtsferien", date(2025, 12, 22), date(2026, 1, 3)),
    ("Winterferien", date(2026, 2, 16), date(2026, 2, 21)),
    ("Osterferien", date(2026, 4, 7), date(2026, 4, 17)),
    ("Ferientag nach Himmelfahrt", date(2026, 5, 15), date(2026, 5, 15)),
    ("Sommerferien", date(2026, 7, 4), date(2026, 8, 14)),
    ("Herbstferien", date(2026, 10, 12), date(2026, 10, 24)),
    ("Weihnachtsferien", date(2026, 12, 23), date(2027, 1, 2)),
    ("Winterferien", date(2027, 2, 1), date(2027, 2, 6)),
    ("Osterferien", date(2027, 3, 22), date(2027, 4, 3)),
    ("Ferientag nach Himmelfahrt", date(2027, 5, 7), date(2027, 5, 7)),
    ("Sommerferien", date(2027, 7, 10), date(2027, 8, 20)),
    ("Herbstferien", date(2027, 10, 9), date(2027, 10, 23)),
    ("Weihnachtsferien", date(2027, 12, 23), date(2027, 12, 31)),
    ("Winterferien", date(2028, 2, 7), date(2028, 2, 12)),
    ("Osterferien", date(2028, 4, 3), date(2028, 4, 15)),
    ("Ferientag nach Himmelfahrt", date(2028, 5, 26), date(2028, 5, 26)),
    ("Sommerferien", date(2028, 7, 22), date(2028, 9, 1)),
)
EDITION, STARTS = "2021", date(2021, 8, 1)
#: catalogue → (code, label, text, paragraph)
TERMS = {
    "crisis_group": (
        (
            "telephone",
            "Telefonische Beratungsangebote",
            "Aufrechterhaltung des Kontaktes und der Beziehung zu den Kindern und ihren Familien; Ansprechbarkeit signalisieren; Schnittstelle für "
            "Information für Familien; niederschwellige Komm-Struktur der sozialen Arbeit",
            "Anhang 3",
        ),
        (
            "visits",
            "Treffen oder Besuche",
            "Aufrechterhaltung und Stärkung der Beziehung zu den Kindern und ihren Familien; Signalisierung von Ansprechbarkeit; Erweiterung des "
            "Blickes auf das Kind in seiner Lebenswelt; Anerkennung und Wertschätzung der Familien und deren Lebenssituation; niederschwellige "
            "Geh-Struktur",
            "Anhang 3",
        ),
        ("others", "Weitere Angebote und Formen der Kontaktaufnahme und -erhaltung", "", "Anhang 3"),
        ("partners", "Angebote mit Kooperationspartner*innen im Sozialraum", "", "Anhang 3"),
    ),
    "crisis_topic": tuple(
        (code, label, "", "Anhang 3")
        for code, label in (
            ("isolation", "Vereinzelung"),
            ("loneliness", "Vereinsamung"),
            ("children", "Beziehung und Kontakt zu den Kindern – Kinder vermissen die Pädagog*innen"),
            ("everyday", "Austausch zu Themen des Alltags der Familien"),
            ("overload", "Überforderung der familiären Situation"),
            ("single-parents", "Überforderung Alleinerziehender"),
            ("home-office", "Überforderung mit Homeoffice, Homeschooling und Betreuung mehrerer Kinder im Haushalt"),
            ("work", "Realisierung der eigenen Situation als Arbeitnehmer*in oder auch Arbeitgeber*in bei Selbstständigkeit"),
            ("future", "Zukunfts- und Existenzängste"),
        )
    ),
    "crisis_basic": tuple(
        (code, label, "", "4.2")
        for code, label in (
            ("reachability", "Erreichbarkeit"),
            ("responsiveness", "Ansprechbarkeit"),
            ("recognition", "Anerkennung der Kinder und Familien mit ihren Themen"),
            ("relationships", "Aufbau und Pflege von Beziehungen"),
            ("trust", "Sorgen um ein vertrauensvolles Miteinander"),
            ("counselling", "Beratung"),
            ("accompaniment", "Begleitung"),
            ("referral", "Vermittlung"),
        )
    ),
    "crisis_question": tuple(
        (code, label, "", "4.4")
        for code, label in (
            ("needs", "Was brauchen Menschen in dieser besonderen Zeit und was können Eltern-Kind-Zentren leisten?"),
            ("questions", "Welche Fragen haben Kinder und Eltern in dieser besonderen Zeit und wie kann das herausgefunden werden?"),
            ("challenges", "Welchen Herausforderungen sehen sich Menschen gerade gegenüber?"),
            ("resources", "Welche Ressourcen der Kinder, Familien und auch der Pädagog*innen können wir einbeziehen?"),
        )
    ),
}
NUMBERS = (
    ("Polizei", "110", "Tag und Nacht"),
    ("Rettungsdienst und Feuerwehr", "112", "Tag und Nacht"),
    ("Elterntelefon", "0800 1110550", "Mo bis Fr 9 bis 17 Uhr, Di und Do bis 19 Uhr"),
    ("Nummer gegen Kummer, für Kinder und Jugendliche", "116 111", "Mo bis Sa 14 bis 20 Uhr"),
    ("Hilfetelefon Gewalt gegen Frauen", "116 016", "Tag und Nacht, in vielen Sprachen"),
    ("Telefonseelsorge", "0800 1110111", "Tag und Nacht"),
)
NO_CASE = "Worüber gesprochen wurde, und mit wem, wird nirgends festgehalten."
NO_ADDRESS = "Adressen der Familien werden hier nicht gespeichert. Wer wohin geht, steht nur auf Papier im Haus."
NO_FACES = "Keine Bilder von Kindern ohne schriftliche Einwilligung der Eltern; die Zettel bleiben im Haus, hier steht nur ihre Zahl."
CONSENT = "Schriftliche Einwilligung der Eltern, für genau diesen Zweck, jederzeit widerrufbar."
OUTSIDE = "Nur im Freien und soweit es die geltende Verordnung zulässt; Abstand und Gruppengröße stehen in den Regeln."
NEAR = "Soweit es die geltende Verordnung zulässt: vor der Tür, mit Abstand, wer sich krank fühlt, bleibt zu Hause."
APART = "Kontakt ohne Begegnung; Telefone und Gegenstände reinigen, die durch mehrere Hände gehen."
HANDED = "Hände waschen, vor der Tür ablegen; Ausgeliehenes reinigen, bevor es weitergeht."
ONLINE = "Kontakt ohne Begegnung; wer im Haus am Gerät sitzt, folgt den Hygieneregeln."
VISITING = (
    "Beratungsangebote für Familien (bei Spaziergängen im Freien oder Inhouse) durch ausgebildete externe oder interne Fachkräfte",
    "Errichten eines Infopoints vor der Kindertageseinrichtung (Bsp. Pavillon) als Treffpunkt für alle Kinder, Eltern und Familien des Sozialraumes; "
    "Aufrechterhaltung der Möglichkeit des Kontaktes; Signal der Ansprechbarkeit; niederschwelliges Offerieren der Möglichkeit der Beratung",
    "Gezielte Tür- und Angelgespräche am Wohnort, am Zuhause der Kinder und Familien (vor der Tür, Wohnungs- oder Haustür), jedoch im direkten "
    "Kontakt und Austausch",
    "Besuch der Geburtstagskinder oder Besuche im Zusammenhang mit anderen besonderen Anlässen und Festlichkeiten; Umsetzung durch die "
    "ThEKiZ-Koordinierenden und/oder die Bezugspädagog*innen der Kinder",
    "Elterngespräche: In 1:1 Gesprächen werden die regulär stattfindenden Elterngespräche bei Spaziergängen außerhalb der Kita realisiert",
    "Erzählspaziergänge: Beratungsangebot in Form eines gemeinsamen Spaziergangs; durchgeführt durch die Elternbegleiter*innen der Kita/Themen: "
    "Situationen des Alltags; die Pandemie als allgegenwärtiges Thema; Fragen zur Erziehung; Herausforderungen des Alltags und des familiären "
    "Zusammenlebens. Ziel: Erreichbarkeit und Ansprechbarkeit herstellen; Prävention von Krisensituationen; Anerkennung der Rolle des Kontaktes bei "
    "Bedarf nach Weitervermittlung an andere fachliche Kooperationspartner*innen",
)
LETTER = "Was habe ich in dieser Zeit erlebt?\nWas war schön mit Mama und Papa?\nWas habe ich neu gelernt?\nWas vermisse ich?\nWorauf freue ich mich?"
COACHING = (
    "Wie geht es Ihnen heute?\nWas ist gerade am schwersten?\nWas hat in den letzten Tagen gut getan?\nWer kann Sie entlasten, auch für eine Stunde?\n"
    "Was haben Sie schon versucht?\nWas wäre ein kleiner nächster Schritt?\nWann dürfen wir wieder anrufen?"
)
#: code, group, kind of offer, title, in a sentence, wording, who, material, hygiene, and what is not so for all of them.
FORMATS: tuple[tuple[str, str, str, str, str, str, str, str, str, dict[str, object]], ...] = (
    (
        "T1", "telephone", "counselling", "Bereitschaftstelefon im Wechsel", "Leitung, Stellvertretung und Koordination teilen sich ein Handy.",
        "Seelsorge durch das Vorhalten eines wechselnden Bereitschaftsdienstes; Anschaffung eines mobilen Telefons und Aufteilung unter den verschiedenen "
        "Verantwortlichen (Leitung/stellvertretende Leitung und ThEKiZ-Koordination)",
        "Leitung, stellvertretende Leitung und ThEKiZ-Koordination", "ein Handy, ein Dienstplan, ein Aushang mit der Nummer", APART,
        {"privacy_note": NO_CASE},
    ),
    (
        "T2", "telephone", "counselling", "Telefonberatung mit vorbereiteten Fragen", "Für Familien in einer schwierigen Lage.",
        "Telefoncoaching für Familien; mit Hilfe vorformulierter Fragen werden Familien in herausfordernden Situationen gezielt beraten und begleitet",
        "Fachkräfte mit Beratungserfahrung", "Telefon, ruhiger Raum, die Fragen auf Papier", APART, {"questions": COACHING, "privacy_note": NO_CASE},
    ),
    (
        "T3", "telephone", "accompaniment", "Alle Familien regelmäßig anrufen", "Der Verteiler bleibt im Haus.",
        "Aktive regelmäßige telefonische Kontaktaufnahme zu allen Familien", "Bezugspädagog*innen", "Telefon, Abhakliste auf Papier", APART,
        {"privacy_note": "Welche Familie angerufen wurde, steht nur auf der Abhakliste im Haus; gezählt werden Kontakte."},
    ),
    (
        "T4", "telephone", "counselling", "Feste Telefonsprechstunde", "Jeden Tag zur selben Zeit.", "Angebot einer festen telefonischen Sprechstunde",
        "Koordination und Leitung", "Telefon, Aushang mit den Zeiten", APART, {"privacy_note": NO_CASE},
    ),
    (
        "V1", "visits", "counselling", "Beratung beim Spaziergang oder im Haus", "Durch eigene oder externe Fachkräfte.", VISITING[0],
        "ausgebildete externe oder interne Fachkräfte", "fester Treffpunkt, Regenschirm", OUTSIDE, {"privacy_note": NO_CASE},
    ),
    (
        "V2", "visits", "encounter", "Infopoint vor der Kita", "Ein Pavillon als Treffpunkt für den Sozialraum.", VISITING[1], "Team im Wechsel",
        "Pavillon, Tisch, Aushang, Faltblätter", OUTSIDE, {},
    ),
    (
        "V3", "visits", "accompaniment", "Tür- und Angelgespräche am Wohnort", "Vor der Haustür, mit Abstand.", VISITING[2],
        "Bezugspädagog*innen, Koordination", "ein kleiner Gruß", NEAR, {"privacy_note": NO_ADDRESS},
    ),
    (
        "V4", "visits", "accompaniment", "Besuch zum Geburtstag und zu Festen", "Durch Koordination oder Bezugspädagog*innen.", VISITING[3],
        "Koordination und Bezugspädagog*innen", "Karte oder kleines Geschenk", NEAR, {"privacy_note": NO_ADDRESS},
    ),
    (
        "V5", "visits", "counselling", "Elterngespräche beim Spaziergang", "Eins zu eins, außerhalb der Kita.", VISITING[4], "Bezugspädagog*innen", "",
        OUTSIDE, {"privacy_note": NO_CASE},
    ),
    (
        "V6", "visits", "counselling", "Erzählspaziergänge", "Mit Elternbegleiter*innen.", VISITING[5], "Elternbegleiter*innen der Kita",
        "ruhiger Weg, Treffpunkt", OUTSIDE,
        {
            "privacy_note": NO_CASE,
            "goals": "Erreichbarkeit und Ansprechbarkeit herstellen; Prävention von Krisensituationen; Weitervermittlung an andere fachliche "
            "Kooperationspartner*innen",
        },
    ),
    (
        "W1", "others", "accompaniment", "Portfoliobrief", "Fragen an die Kinder, gemeinsam beantwortet.",
        "Portfoliobrief: Erarbeitung eines Portfoliobriefes durch die Kita; gemeinsames Ausfüllen des Briefes in der Familie mit Fragen an die Kinder, wie "
        "beispielsweise: Was habe ich in der Corona-Zeit erlebt? Was war schön mit Mama und Papa? Was habe ich neu gelernt? Auseinandersetzung mit der "
        "aktuellen Situation",
        "Bezugspädagog*innen", "der Brief zum Drucken, Umschläge", HANDED,
        {"questions": LETTER, "privacy_note": "Die ausgefüllten Briefe gehören der Familie; hier wird nichts davon gespeichert."},
    ),
    (
        "W2", "others", "accompaniment", "Pakete und Rucksäcke", "Mit Anregungen und einem Gruß.",
        "Packen von kleinen Paketen oder Rücksäcken für die Kinder und deren Familien mit Anregungen und individuellen Rückmeldungen für Kinder und Familien",
        "Bezugspädagog*innen", "Taschen, Material, Gruß", HANDED, {"privacy_note": NO_ADDRESS},
    ),
    (
        "W3", "others", "accompaniment", "Cloud und Kita-Ticker", "Nachrichten, Lerngeschichten und Anregungen.",
        "Einrichtung einer Cloud und anderer digitaler Austauschformate wie Kita/ThEKiZ-Ticker, Briefe mit Lerngeschichten, Videos mit Hausrundgängen, "
        "Anregungen zur Spiel- und Alltagsgestaltung; Parcours zum Turnen, etc.",
        "Koordination, Team", "Gerät, Zugang, Vertrag mit dem Anbieter", ONLINE,
        {"digital": True, "needs_channel": True, "analogue_way": "Ausdrucke am Zaun oder mit der Post", "consent_note": CONSENT},
    ),
    (
        "W4", "others", "encounter", "Kinderbriefkasten", "Bilder einwerfen, vor der Kita ausstellen.",
        "Kinderbriefkasten: Bilder und Informationen der Kinder können eingeworfen werden; Ausstellung der Bilder in oder vor der Kita (digital oder analog)",
        "Team", "Briefkasten, Leine oder Schaukasten", HANDED, {"needs_consent": True, "consent_note": CONSENT, "privacy_note": NO_FACES},
    ),
    (
        "W5", "others", "accompaniment", "Tütenzaun", "Kleinigkeiten zum Mitnehmen.",
        "„Tütenzaun“: Am Gartenzaun werden Papiertüten mit Kleinigkeiten zum Mitnehmen (Bastelvorlagen, Spielanleitungen, Grüße, Süßigkeiten, "
        "Werbeartikel) aufgehängt",
        "Team", "Papiertüten, Klammern", HANDED, {},
    ),
    (
        "W6", "others", "accompaniment", "Post an die Kinder", "Briefe, Ausmalbilder, Lieder.",
        "Post: Die Pädagog*innen der Kita schreiben Briefe an die Kinder und freuen sich auf Antworten; in dem Brief können sich auch Ausmalbilder, "
        "Bastelvorlagen und Lieder befinden",
        "Bezugspädagog*innen", "Papier, Umschläge, Porto", APART, {"privacy_note": NO_ADDRESS},
    ),
    (
        "W7", "others", "education", "Fotorallye im Wohngebiet", "Details suchen beim Spaziergang.",
        "Fotodetektive*innen/Fotorallye: Pädagog*innen fotografieren Details im Wohngebiet oder im Ort; Kinder gehen mit ihren Eltern bei Spaziergängen auf "
        "die Suche danach und senden die Ergebnisse an die Kita; Orte können bemalte Hausfassaden, Absperrungen, besondere Bäume, Tiere usw. sein",
        "Pädagog*innen", "Kamera, Ausdrucke am Zaun", OUTSIDE, {"privacy_note": "Nur Fotos von Orten, keine von Personen."},
    ),
    (
        "W8", "others", "education", "Ausleihbox für Spiele und Bücher", "Vor der Tür, jederzeit.",
        "Ausleihbox für Spiele und Bücher: Kinder und Familien können selbstständig Spiele und Bücher aus einer vor der Tür der Kita bereit gestellten Box "
        "entnehmen und leihen",
        "Team", "wetterfeste Box, Spiele, Bücher", HANDED, {"privacy_note": "Wer was leiht, wird nicht aufgeschrieben."},
    ),
    (
        "W9", "others", "encounter", "Bildschirm an der Außenwand", "Recht am eigenen Bild beachten.",
        "Digitaler Bildschirm an der Außenwand der Kita (unter Einhaltung des Datenschutzes und Recht am eigenen Bild): Kinder und Familien senden Fotos an "
        "die Kita, die dann in einer Diashow gezeigt werden können; bei Spaziergängen der Familien gibt es so einen Bezug zu den anderen Kindern und Eltern",
        "Team", "Bildschirm, Speicherkarte", OUTSIDE,
        {
            "digital": True, "needs_channel": True, "needs_consent": True, "consent_note": CONSENT, "privacy_note": NO_FACES,
            "analogue_way": "Bilder auf Papier in den Kinderbriefkasten, Aushang daneben",
        },
    ),
    (
        "W10", "others", "education", "Elternabend in kleinen Gruppen", "Draußen oder am Bildschirm.",
        "Elternabende mit kleineren Gruppen von Eltern analog oder digital", "Team", "Stühle draußen oder Videokonferenz", OUTSIDE,
        {},
    ),
    (
        "W11", "others", "encounter", "Gremien digital", "Elternbeirat, Steuerungsteam, Gruppen zu Themen.",
        "Durchführung von Gremien (Elternbeirat, Interessenvertretungen, thematische Gruppierungen) mit Hilfe digitaler Formate",
        "Elternvertretung, Koordination", "Videokonferenz", ONLINE,
        {"digital": True, "needs_channel": True, "analogue_way": "mit dem Telefon einwählen, Unterlagen auf Papier vorher"},
    ),
    (
        "P1", "partners", "encounter", "Video-Botschaften der Kinder", "Ein Tablet geht hin und her, etwa zum Seniorentreff.",
        "Video-Botschaften der Kinder: Tablet mit Videobotschaften wird zwischen der Kita und beispielsweise der kooperierenden Seniorentagesstätte hin und "
        "her gesendet; Kinder und ältere Menschen können so miteinander im Kontakt bleiben",
        "Team und Partner*in", "Tablet", HANDED,
        {
            "digital": True, "needs_channel": True, "needs_consent": True, "consent_note": CONSENT, "privacy_note": NO_FACES, "executor": "partner",
            "analogue_way": "Bilder und Briefe, die hin und her gehen",
        },
    ),
    (
        "P2", "partners", "encounter", "Videokonferenz der Netzwerke", "Kinderschutz und Frühe Hilfen.",
        "Videokonferenz der Netzwerke Kinderschutz bzw. Frühe Hilfen", "Koordination und Partner*innen", "Videokonferenz", ONLINE,
        {"digital": True, "needs_channel": True, "executor": "partner", "analogue_way": "mit dem Telefon einwählen", "privacy_note": NO_CASE},
    ),
    (
        "P3", "partners", "counselling", "Digitale Fallberatung", "Mit Expert*innen im Sozialraum.",
        "Digitale Fallberatung mit Expert*innen im Sozialraum", "Fachkräfte und Expert*innen", "Videokonferenz, abgeschlossener Raum", ONLINE,
        {
            "digital": True, "needs_channel": True, "executor": "partner", "analogue_way": "Fallberatung am Telefon",
            "privacy_note": "Fälle werden ohne Namen besprochen. Inhalte, Namen und Daten von Familien stehen in keinem Feld der Anwendung.",
        },
    ),
)  # fmt: skip


def add(apps, schema_editor):
    holidays = apps.get_model("offers", "SchoolHolidays")
    holidays.objects.bulk_create(holidays(name=name, starts=starts, ends=ends) for name, starts, ends in HOLIDAYS)
    of_planning, of_offers = apps.get_app_config("planning").get_model, apps.get_app_config("offers").get_model
    edition, term = of_planning("Edition").objects.get(code=EDITION), of_planning("Term")
    term.objects.bulk_create(
        term(edition=edition, catalogue=catalogue, number=number, code=code, label=label, text=text, paragraph=paragraph, starts=STARTS)
        for catalogue, entries in TERMS.items()
        for number, (code, label, text, paragraph) in enumerate(entries, 1)
    )
    groups = {group.code: group for group in term.objects.filter(catalogue="crisis_group")}
    model = of_offers("CrisisFormat")
    model.objects.bulk_create(
        model(
            edition=edition, group=groups[group], number=number, code=code, title=title, summary=summary, wording=wording, types=kind, carried_by=who,
            material=material, hygiene_note=hygiene, **{"needs_partner": group == "partners"} | more,
        )
        for number, (code, group, kind, title, summary, wording, who, material, hygiene, more) in enumerate(FORMATS, 1)
    )  # fmt: skip
    numbers = of_offers("HelpNumber")
    numbers.objects.bulk_create(
        numbers(number=number, title=title, phone=phone, hours=hours) for number, (title, phone, hours) in enumerate(NUMBERS, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("offers", "0002_functions"), ("planning", "0003_catalogues")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
