"""What the database itself keeps of the facilitator's book."""

from django.db import migrations

from sites.core.sql import Sql


class Migration(migrations.Migration):
    dependencies = [("processes", "0001_tables")]
    operations = [Sql("thekiz_book_line", 1)]
