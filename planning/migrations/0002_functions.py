"""The functions of the app: two doors for the public, one day for the offices."""

from django.db import migrations

from sites.core.sql import Sql


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_tables")]
    operations = [
        Sql("thekiz_interest", 1),
        Sql("thekiz_wish", 1),
        Sql("thekiz_wish_answer", 1),
        Sql("thekiz_past_contacts", 1),
        Sql("thekiz_basis", 1),
        Sql("thekiz_take_back", 1),
        Sql("thekiz_other_houses", 1),
        Sql("thekiz_shared_teams", 1),
    ]
