"""The wall around how a site grows."""

from django.db import migrations

from sites.core.wall import Wall


class Migration(migrations.Migration):
    dependencies = [("processes", "0001_initial"), ("sites", "0002_walls")]
    operations = [Wall("processes_contract", "site_id"), Wall("processes_facilitationsession", "site_id")]
