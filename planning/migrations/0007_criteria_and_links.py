"""The criteria of the edition of 2021, as the recommendations say them, and the links they name. No sentence is ours."""

from datetime import date

from django.db import migrations

CODE, STARTS = "2021", date(2021, 8, 1)
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
    edition, term, link = (apps.get_model("planning", name) for name in ("Edition", "Term", "Link"))
    term.objects.bulk_create(
        term(edition=edition.objects.get(code=CODE), catalogue="criterion", number=number, code=code, label=label, paragraph=paragraph, starts=STARTS)
        for number, (code, label, paragraph) in enumerate(CRITERIA, 1)
    )
    link.objects.bulk_create(
        link(title=title, url=url, paragraph=paragraph, gone=gone, replacement=replacement, note=note)
        for title, url, paragraph, gone, replacement, note in LINKS
    )


class Migration(migrations.Migration):
    dependencies = [("planning", "0006_terms")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
