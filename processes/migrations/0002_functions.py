"""The functions of the app: sums of agreed hours beyond the wall."""

from django.db import migrations

from sites.core.sql import Sql


class Migration(migrations.Migration):
    dependencies = [("processes", "0001_tables")]
    operations = [Sql("thekiz_agreed_hours", 1), Sql("thekiz_facilitation", 1)]
