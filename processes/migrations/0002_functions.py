"""What others may know of a practice example: its pictures once published, and how many houses have taken it over."""

from django.db import migrations

from sites.core.sql import Sql


class Migration(migrations.Migration):
    dependencies = [("processes", "0001_tables")]
    operations = [
        Sql("thekiz_practice_uses", 1),
        Sql("thekiz_practice_medium", 1),
    ]
