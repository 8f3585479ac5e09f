"""What is forgotten of who was away in a house's team."""

from django.db import connection, transaction


def forget_past_absences() -> int:
    """Those of every house whose last day is more than a year past; returns how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_past_absences()")
        (number,) = cursor.fetchone()
    return int(number)
