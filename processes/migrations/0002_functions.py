"""The functions of the app: the book, sums of agreed hours, visits to consultation sites, places at trainings, examples of practice."""

from django.db import migrations

from sites.core.sql import Sql


class Migration(migrations.Migration):
    dependencies = [("processes", "0001_tables")]
    operations = [
        Sql("thekiz_book_line", 1),
        Sql("thekiz_agreed_hours", 1),
        Sql("thekiz_facilitation", 1),
        Sql("thekiz_consultation", 1),
        Sql("thekiz_consultation_list", 1),
        Sql("thekiz_visit_number", 1),
        Sql("thekiz_visit_tell", 1),
        Sql("thekiz_visit", 1),
        Sql("thekiz_visit_of", 1),
        Sql("thekiz_visit_answer", 1),
        Sql("thekiz_visit_rate", 1),
        Sql("thekiz_visit_limit", 1),
        Sql("thekiz_visit_counts", 1),
        Sql("thekiz_consultation_counties", 1),
        Sql("thekiz_past_visits", 1),
        Sql("thekiz_training_tell", 1),
        Sql("thekiz_training_fill", 1),
        Sql("thekiz_training_signup", 1),
        Sql("thekiz_training_cancel", 1),
        Sql("thekiz_training_counts", 1),
        Sql("thekiz_training_place", 1),
        Sql("thekiz_training_about", 1),
        Sql("thekiz_training_say", 1),
        Sql("thekiz_training_night", 1),
        Sql("thekiz_practice_uses", 1),
        Sql("thekiz_practice_medium", 1),
    ]
