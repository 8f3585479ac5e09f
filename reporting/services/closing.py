"""A month is closed: the figures that are read above the site are summed once more and then stay."""

from datetime import date

from django.db import connection

from reporting.rules.above import closed_on


def close_month(today: date) -> bool:
    """Sum what was held until the end of the last month; whether it was still to be done. The database refuses a month that is not over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_close_month(%s)", [closed_on(today)])
        return bool(cursor.fetchone()[0])
