"""The rules of the recommendations of 2021 about hours of facilitation (§2.4), and the topics of the trainings (§2.3)."""

from datetime import date
from decimal import Decimal

from django.db import migrations

EDITION = "Fachliche Empfehlungen 2021"
RULES = (
    ("first_two_years", Decimal(10), "2.4 (1)"),
    ("ongoing", Decimal(5), "2.4 (2)"),
    ("consultation_site", None, "2.4 (4)"),
)


def add(apps, schema_editor):
    rule = apps.get_model("processes", "HoursRule")
    rule.objects.bulk_create(
        rule(edition=EDITION, when=when, hours=hours, paragraph=paragraph, starts=date(2021, 1, 1)) for when, hours, paragraph in RULES
    )


#: (code, topic, the development field it belongs to)
TOPICS = (
    ("team", "Team- und Organisationsentwicklung", "Feld 1, Konzepterweiterung, Team- und Organisationsentwicklung"),
    ("concept", "Konzepterweiterung", "Feld 1, Konzepterweiterung, Team- und Organisationsentwicklung"),
    ("offers", "Bedarfsorientierte Angebote für Eltern und Familien", "Feld 2, Bedarfsorientierte Angebote für Eltern und Familien"),
    ("participation", "Partizipation und Empowerment", "Feld 4, Partizipation und Empowerment"),
    ("network", "Sozialraumorientierung und Netzwerkarbeit", "Feld 3, Sozialraumorientierung und Netzwerkarbeit"),
    ("quality", "Qualitätssicherung", "Feld 5, Qualitätssicherung und Wirkungsorientierung"),
    ("impact", "Wirkungsorientierung", "Feld 5, Qualitätssicherung und Wirkungsorientierung"),
    ("talks", "Gesprächsführung", "Feld 4, Partizipation und Empowerment"),
)


def add_topics(apps, schema_editor):
    edition, term = (apps.get_model("planning", name) for name in ("Edition", "Term"))
    edition = edition.objects.get(code="2021")
    term.objects.bulk_create(
        term(edition=edition, catalogue="training_topic", number=number, code=code, label=label, text=text, paragraph="2.3", starts=edition.starts)
        for number, (code, label, text) in enumerate(TOPICS, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("processes", "0002_functions"), ("planning", "0003_catalogues")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop), migrations.RunPython(add_topics, migrations.RunPython.noop)]
