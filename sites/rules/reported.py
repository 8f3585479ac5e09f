"""Which years of a site are told in a Sachbericht that lies with the county: what it rests on stays as it is."""

from django.db import connection


def reported_years(site: int) -> set[int]:
    """Reports stand above the apps that ask: a definer function tells their years, submitted or accepted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_reported_years(%s)", [site])
        return {year for (year,) in cursor.fetchall()}
