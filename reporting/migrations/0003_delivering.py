"""Counting the delivering sites looks once per site."""

from django.db import migrations

from sites.core.sql import Sql


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_functions")]
    operations = [Sql("thekiz_delivering", 2)]
