"""The rules of the recommendations of 2021 about hours of facilitation (§2.4)."""

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


class Migration(migrations.Migration):
    dependencies = [("processes", "0002_functions")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
