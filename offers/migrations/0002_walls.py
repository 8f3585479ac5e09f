"""The wall around what happens; the published projection may be read by everybody."""

from django.db import migrations

from sites.core.wall import Wall


class Migration(migrations.Migration):
    dependencies = [("offers", "0001_initial"), ("sites", "0002_walls")]
    operations = [
        Wall("offers_offer", "site_id"),
        Wall("offers_offerneed", "site_id"),
        Wall("offers_session", "site_id"),
        Wall("offers_publicpage", "site_id", public=True),
        Wall("offers_publicdate", "site_id", public=True),
    ]
