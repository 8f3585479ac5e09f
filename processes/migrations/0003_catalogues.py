"""The rules of the recommendations of 2021 about hours of facilitation (§2.4)."""

from datetime import date
from decimal import Decimal

from django.db import migrations

EDITION = "Fachliche Empfehlungen 2021"
RULES = (
    ("first_two_years", Decimal(10), False, "2.4 (1)"),
    ("ongoing", Decimal(5), True, "2.4 (2)"),
    ("change", Decimal(10), True, "2.4 (3)"),
    ("consultation_site", None, False, "2.4 (4)"),
)


def add(apps, schema_editor):
    edition = apps.get_model("processes", "HoursEdition").objects.create(name=EDITION, source="Abschnitt 2.4", starts=date(2021, 1, 1))
    rule = apps.get_model("processes", "HoursRule")
    rule.objects.bulk_create(
        rule(edition=edition, when=when, hours=hours, at_least=at_least, paragraph=paragraph) for when, hours, at_least, paragraph in RULES
    )


class Migration(migrations.Migration):
    dependencies = [("processes", "0002_functions")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
