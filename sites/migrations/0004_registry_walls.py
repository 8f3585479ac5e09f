"""The second wall around the registry: areas, rooms, posts, profiles, partners, former names, saved views."""

from django.db import migrations

from sites.core.wall import Wall


class Migration(migrations.Migration):
    dependencies = [("sites", "0003_registry")]
    operations = [
        # Registers of public bodies: who exists is no secret, writing is walled.
        Wall("sites_area", "county_id", public=True),
        Wall("sites_formername", "place_id", public=True),
        Wall("sites_formerprovider", "county_id", public=True),
        *(Wall(f"sites_{table}", "site_id") for table in ("room", "post", "siteprofile", "partner", "cooperation", "agreement")),
        # A person's own rows.
        Wall("sites_savedview", person="user_id"),
        migrations.RunSQL("REVOKE DELETE ON sites_kita, sites_site, sites_provider, sites_formerprovider FROM thekiz_app", migrations.RunSQL.noop),
    ]
