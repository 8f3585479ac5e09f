"""The directory of families is searched by one stored text."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offers", "0003_indexes"), ("sites", "0006_search")]
    operations = [
        migrations.AddField(
            model_name="publicpage",
            name="find",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    django.db.models.functions.text.Concat(
                        "name", models.Value(" "), "town", models.Value(" "), "county_name", models.Value(" "), "address"
                    ),
                    function="thekiz_find",
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            model_name="publicpage",
            index=django.contrib.postgres.indexes.GinIndex(fields=["find"], name="publicpage_find", opclasses=["gin_trgm_ops"]),
        ),
    ]
