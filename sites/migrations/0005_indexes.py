"""Entries have each index once; that a Kita has a first day at its site, the column says already."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sites", "0004_grants")]
    operations = [
        migrations.AlterField(
            model_name="entry",
            name="place",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="sites.place"),
        ),
        migrations.AlterField(model_name="entry", name="subject", field=models.CharField(max_length=80)),
        migrations.AddIndex(model_name="entry", index=models.Index(fields=["subject"], name="entry_subject")),
        migrations.RemoveConstraint(model_name="sitekita", name="sitekita_starts"),
    ]
