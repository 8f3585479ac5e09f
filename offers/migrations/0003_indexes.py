"""Sessions have each index once."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offers", "0002_functions"), ("sites", "0005_indexes")]
    operations = [
        migrations.RemoveIndex(model_name="session", name="session_offer_day"),
        migrations.AlterField(
            model_name="session",
            name="offer",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sessions",
                to="offers.offer",
            ),
        ),
        migrations.AlterField(
            model_name="session",
            name="site",
            field=models.ForeignKey(
                db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="sites.site"
            ),
        ),
    ]
