"""The functions of the app."""

from django.db import migrations

from sites.core.sql import Sql
from sites.core.wall import Others


class Migration(migrations.Migration):
    dependencies = [("sites", "0001_tables"), ("account", "0001_initial"), ("admin", "0001_initial"), ("sessions", "0001_initial")]
    operations = [
        Sql("thekiz_reach", 1),
        Sql("thekiz_may_give", 1),
        Sql("thekiz_grant", 1),
        Sql("thekiz_answer_role", 1),
        Sql("thekiz_offered", 1),
        Sql("thekiz_account", 1),
        Sql("thekiz_invitation", 1),
        Sql("thekiz_feedback", 1),
        Sql("thekiz_job_claim", 1),
        Sql("thekiz_job_progress", 1),
        Sql("thekiz_job_finish", 1),
        Sql("thekiz_job_open", 1),
        Sql("thekiz_job_release", 1),
        Sql("thekiz_job_wait", 1),
        Sql("thekiz_job_counts", 1),
        Sql("thekiz_expired_files", 1),
        Sql("thekiz_past_absences", 1),
        Sql("thekiz_answering", 1),
        Sql("thekiz_attempt", 1),
        Sql("thekiz_attempt_passed", 1),
        Sql("thekiz_attempt_forget", 1),
        Sql("thekiz_session", 1),
        Sql("thekiz_session_keep", 1),
        Sql("thekiz_session_end", 1),
        Others(),
        Sql("thekiz_merge_providers", 1),
    ]
