"""The names of ministry and state office with their days, and what the recommendations say beside fields; later ones are rows that the
operator adds in the admin (R001, R002, R320, R321).

The old names are proven by the recommendations of August 2021, the ministry's new one since the government changed on 13 December 2024.
The day of the office's new name stands on no public page: a proposal, to be corrected in the admin.
"""

import json
from datetime import date
from pathlib import Path

from django.db import migrations

RECOMMENDATIONS, NEW_MINISTRY, NEW_OFFICE = date(2021, 8, 1), date(2024, 12, 13), date(2025, 1, 1)
NAMES = (
    ("ministry", "Thüringer Ministerium für Arbeit, Soziales, Gesundheit, Frauen und Familie", "TMASGFF", RECOMMENDATIONS, date(2024, 12, 12)),
    ("ministry", "Thüringer Ministerium für Soziales, Gesundheit, Arbeit und Familie", "TMSGAF", NEW_MINISTRY, None),
    ("state_office", "Landeskoordinations- und Fachstelle ThEKiZ", "Fachstelle ThEKiZ", RECOMMENDATIONS, date(2024, 12, 31)),
    ("state_office", "Fach- und Forschungsstelle ThEKiZ", "Fachstelle ThEKiZ", NEW_OFFICE, None),
)


def name(apps, schema_editor):
    office_name = apps.get_model("sites", "OfficeName")
    office_name.objects.bulk_create(
        office_name(office=office, name=title, short=short, starts=starts, ends=ends) for office, title, short, starts, ends in NAMES
    )


def quote(apps, schema_editor):
    passage = apps.get_model("sites", "Passage")
    rows = json.loads(Path(__file__).with_name("passages_2021.json").read_text())
    passage.objects.bulk_create(passage(edition="2021", starts=RECOMMENDATIONS, **row) for row in rows)


class Migration(migrations.Migration):
    dependencies = [("sites", "0002_functions")]
    operations = [migrations.RunPython(name, migrations.RunPython.noop), migrations.RunPython(quote, migrations.RunPython.noop)]
