"""Roll-ups by statement triggers; counts for the offices."""

from django.db import migrations

from sites.core.sql import Sql


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_tables")]
    operations = [
        Sql("thekiz_rollup_insert", 1),
        Sql("thekiz_rollup_update", 1),
        Sql("thekiz_rollup_delete", 1),
        Sql("thekiz_county_offers", 1),
        Sql("thekiz_closing", 1),
        Sql("thekiz_closed_lines", 1),
        Sql("thekiz_close_month", 1),
        Sql("thekiz_reported_years", 1),
    ]
