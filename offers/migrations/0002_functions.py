"""What others may know of what happens; the places that families take at dates."""

from django.db import migrations

from sites.core.sql import Sql


class Migration(migrations.Migration):
    dependencies = [("offers", "0001_tables")]
    operations = [
        Sql("thekiz_gaps", 1),
        Sql("thekiz_nearby", 1),
        Sql("thekiz_signup_tell", 1),
        Sql("thekiz_signup_fill", 1),
        Sql("thekiz_signup", 1),
        Sql("thekiz_signup_cancel", 1),
        Sql("thekiz_signup_of", 1),
        Sql("thekiz_signup_counts", 1),
        Sql("thekiz_signup_date", 1),
        Sql("thekiz_signup_gone", 1),
        Sql("thekiz_signup_places", 1),
        Sql("thekiz_past_signups", 1),
        Sql("thekiz_past_named_lists", 1),
        Sql("thekiz_past_device_entries", 1),
        Sql("thekiz_survey", 1),
        Sql("thekiz_sheet", 1),
        Sql("thekiz_offer_asked", 1),
        Sql("thekiz_session_feedback", 1),
        Sql("thekiz_heard", 1),
        Sql("thekiz_in_crisis", 1),
    ]
