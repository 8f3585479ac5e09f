"""The functions of the app: sums of agreed hours beyond the wall; what strangers ask a consultation site, and what they are told."""

from django.db import migrations

from sites.core.sql import Sql


class Migration(migrations.Migration):
    dependencies = [("processes", "0001_tables")]
    operations = [
        Sql("thekiz_agreed_hours", 1),
        Sql("thekiz_facilitation", 1),
        Sql("thekiz_consultation", 1),
        Sql("thekiz_consultation_list", 1),
        Sql("thekiz_visit_number", 1),
        Sql("thekiz_visit_tell", 1),
        Sql("thekiz_visit", 1),
        Sql("thekiz_visit_of", 1),
        Sql("thekiz_visit_answer", 1),
        Sql("thekiz_visit_rate", 1),
        Sql("thekiz_visit_limit", 1),
        Sql("thekiz_visit_counts", 1),
        Sql("thekiz_consultation_counties", 1),
        Sql("thekiz_past_visits", 1),
    ]
