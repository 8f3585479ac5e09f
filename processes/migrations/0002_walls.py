"""The second wall around how a site grows."""

from django.db import migrations

from sites.core.wall import Wall


class Migration(migrations.Migration):
    dependencies = [("processes", "0001_tables")]
    operations = [
        Wall("Contract"),
        Wall("FacilitationSession"),
    ]
