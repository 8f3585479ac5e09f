"""What others may know of what happens."""

from django.db import migrations

from sites.core.sql import Sql


class Migration(migrations.Migration):
    dependencies = [("offers", "0001_tables")]
    operations = [
        Sql("thekiz_gaps", 1),
        Sql("thekiz_nearby", 1),
        Sql("thekiz_in_crisis", 1),
    ]
