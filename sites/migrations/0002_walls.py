"""The second wall around who and where, and the functions of the app."""

from django.db import migrations

from sites.core.sql import Sql
from sites.core.wall import Wall


class Migration(migrations.Migration):
    dependencies = [("sites", "0001_tables")]
    operations = [
        # Places, and the registers of public bodies.
        Wall("Place"),
        Wall("State"),
        Wall("County"),
        Wall("Municipality"),
        Wall("Provider"),
        Wall("SocialCentre"),
        Wall("Area"),
        Wall("FormerName"),
        Wall("Kita"),
        Wall("FormerProvider"),
        # Sites and what belongs to them.
        Wall("Site"),
        Wall("SiteForm"),
        Wall("SitePhase"),
        Wall("SiteKita"),
        Wall("SiteProfile"),
        Wall("Room"),
        Wall("Post"),
        Wall("Partner"),
        Wall("Cooperation"),
        Wall("Agreement"),
        # People, and what every app needs.
        Wall("Membership"),
        Wall("Invitation"),
        Wall("Entry"),
        Wall("Document"),
        Wall("Job"),
        Wall("Comment"),
        Wall("Feedback"),
        Wall("SavedView"),
        Sql("thekiz_reach", 1),
        Sql("thekiz_invitation", 1),
        Sql("thekiz_feedback", 1),
        Sql("thekiz_job_claim", 1),
        Sql("thekiz_job_progress", 1),
        Sql("thekiz_job_finish", 1),
        Sql("thekiz_job_open", 1),
        Sql("thekiz_job_release", 1),
        Sql("thekiz_job_counts", 1),
        Sql("thekiz_expired_files", 1),
    ]
