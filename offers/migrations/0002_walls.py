"""The second wall around what happens, and what others may know of it."""

from django.db import migrations

from sites.core.sql import Sql
from sites.core.wall import Wall


class Migration(migrations.Migration):
    dependencies = [("offers", "0001_tables")]
    operations = [
        Wall("Offer"),  # guard: policy
        Wall("OfferNeed"),
        Wall("Session"),
        Wall("PublicPage"),
        Wall("PublicDate"),
        Wall("ReferralCount"),
        Wall("SupportCount"),
        Sql("thekiz_gaps", 1),
        Sql("thekiz_nearby", 1),
    ]
