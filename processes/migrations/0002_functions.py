"""Places at trainings: taken, given back, moved up, told and forgotten."""

from django.db import migrations

from sites.core.sql import Sql


class Migration(migrations.Migration):
    dependencies = [("processes", "0001_tables")]
    operations = [
        Sql("thekiz_training_tell", 1),
        Sql("thekiz_training_fill", 1),
        Sql("thekiz_training_signup", 1),
        Sql("thekiz_training_cancel", 1),
        Sql("thekiz_training_counts", 1),
        Sql("thekiz_training_place", 1),
        Sql("thekiz_training_about", 1),
        Sql("thekiz_training_say", 1),
        Sql("thekiz_training_night", 1),
    ]
