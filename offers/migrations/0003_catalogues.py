"""School holidays of Thuringia as its ministry has published them; later years are rows beside them, kept by the state office."""

from datetime import date

from django.db import migrations

HOLIDAYS = (
    ("Herbstferien", date(2025, 10, 6), date(2025, 10, 18)),
    ("Weihnachtsferien", date(2025, 12, 22), date(2026, 1, 3)),
    ("Winterferien", date(2026, 2, 16), date(2026, 2, 21)),
    ("Osterferien", date(2026, 4, 7), date(2026, 4, 17)),
    ("Ferientag nach Himmelfahrt", date(2026, 5, 15), date(2026, 5, 15)),
    ("Sommerferien", date(2026, 7, 4), date(2026, 8, 14)),
    ("Herbstferien", date(2026, 10, 12), date(2026, 10, 24)),
    ("Weihnachtsferien", date(2026, 12, 23), date(2027, 1, 2)),
    ("Winterferien", date(2027, 2, 1), date(2027, 2, 6)),
    ("Osterferien", date(2027, 3, 22), date(2027, 4, 3)),
    ("Ferientag nach Himmelfahrt", date(2027, 5, 7), date(2027, 5, 7)),
    ("Sommerferien", date(2027, 7, 10), date(2027, 8, 20)),
    ("Herbstferien", date(2027, 10, 9), date(2027, 10, 23)),
    ("Weihnachtsferien", date(2027, 12, 23), date(2027, 12, 31)),
    ("Winterferien", date(2028, 2, 7), date(2028, 2, 12)),
    ("Osterferien", date(2028, 4, 3), date(2028, 4, 15)),
    ("Ferientag nach Himmelfahrt", date(2028, 5, 26), date(2028, 5, 26)),
    ("Sommerferien", date(2028, 7, 22), date(2028, 9, 1)),
)


def add(apps, schema_editor):
    holidays = apps.get_model("offers", "SchoolHolidays")
    holidays.objects.bulk_create(holidays(name=name, starts=starts, ends=ends) for name, starts, ends in HOLIDAYS)


class Migration(migrations.Migration):
    dependencies = [("offers", "0002_functions")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
