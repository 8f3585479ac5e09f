"""The second wall around the counts of referrals and support."""

from django.db import migrations

from sites.core.wall import Wall


class Migration(migrations.Migration):
    dependencies = [("offers", "0003_classification")]
    operations = [Wall("offers_referralcount", "site_id"), Wall("offers_supportcount", "site_id")]
