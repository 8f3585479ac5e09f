"""The second wall around who and where, and the definer functions of the app."""

from pathlib import Path

from django.db import migrations

from sites.core.wall import Wall

FUNCTIONS = (Path(__file__).parent.parent / "functions.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [("sites", "0001_initial")]
    operations = [
        # Registers of public bodies: who exists is no secret, writing is walled.
        Wall("sites_state", "place_id", public=True),
        Wall("sites_county", "place_id", public=True),
        Wall("sites_municipality", "county_id", public=True),
        Wall("sites_provider", "place_id", "county_id", public=True),
        Wall("sites_socialcentre", "place_id", "county_id", public=True),
        Wall("sites_kita", "county_id", "provider_id", public=True),
        # Sites and their dated master data: the site itself or its county (small tables).
        Wall("sites_site", "place_id", "county_id"),
        Wall("sites_siteform", "site_id", "county_id"),
        Wall("sites_sitephase", "site_id", "county_id"),
        Wall("sites_sitekita", "site_id", "county_id"),
        # A person's own rows, or the place.
        Wall("sites_membership", "place_id", person="user_id"),
        Wall("sites_invitation", "place_id"),
        Wall("sites_job", "place_id", person="person_id"),
        Wall("sites_document", "place_id", person="owner_id"),
        Wall("sites_comment", "place_id"),
        Wall("sites_entry", "place_id"),
        Wall("sites_feedback", "place_id"),
        # Append-only.
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE, TRUNCATE ON sites_entry FROM thekiz_app; REVOKE DELETE ON sites_membership, sites_place FROM thekiz_app",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
    ]
