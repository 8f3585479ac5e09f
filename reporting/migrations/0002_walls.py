"""The second wall around what is seen and proven; roll-ups by statement triggers; counts for the offices."""

from django.db import migrations

from sites.core.sql import Sql
from sites.core.wall import Wall


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_tables")]
    operations = [
        Wall("SiteQuarter"),
        Wall("CountyQuarter"),
        Wall("Report"),
        Wall("Chapter"),
        Wall("ReportSnapshot"),
        Wall("LszReport"),
        Sql("thekiz_rollup_insert", 1),
        Sql("thekiz_rollup_update", 1),
        Sql("thekiz_rollup_delete", 1),
        Sql("thekiz_county_offers", 1),
        Sql("thekiz_delivering", 1),
    ]
