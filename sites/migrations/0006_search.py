"""What a search looks into."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from sites.core.sql import Sql


class Migration(migrations.Migration):
    dependencies = [("sites", "0005_indexes")]
    operations = [TrigramExtension(), Sql("thekiz_plain", 1), Sql("thekiz_find", 1)]
