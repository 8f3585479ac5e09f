"""The catalogues of the edition of 2021: the six action fields of the LSZ and the eleven legal bases of §1.6."""

from datetime import date

from django.db import migrations

EDITION, STARTS = "2021", date(2021, 1, 1)
FIELDS = (
    ("Steuerung, Vernetzung, Nachhaltigkeit und Planung", "governance_networking_planning"),
    ("Vereinbarkeit von Familie und Beruf sowie Mobilität", "work_family_mobility"),
    ("Bildung im familiären Umfeld", "family_education"),
    ("Beratung, Unterstützung und Information", "advice_support_information"),
    ("Wohnumfeld und Lebensqualität", "living_environment"),
    ("Dialog der Generationen", "intergenerational_dialogue"),
)
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


def add(apps, schema_editor):
    field, basis = apps.get_model("planning", "ActionField"), apps.get_model("planning", "LegalBasis")
    for number, (name, code) in enumerate(FIELDS, 1):
        field.objects.create(edition=EDITION, number=number, name=name, code=code, starts=STARTS)
    for number, (citation, content) in enumerate(BASES, 1):
        basis.objects.create(
            edition=EDITION, number=number, citation=citation, content=content, needs_commission=number == ONLY_ON_COMMISSION, starts=STARTS
        )


def remove(apps, schema_editor):
    for name in ("ActionField", "LegalBasis"):
        apps.get_model("planning", name).objects.filter(edition=EDITION).delete()


class Migration(migrations.Migration):
    dependencies = [("planning", "0002_walls")]
    operations = [migrations.RunPython(add, remove)]
