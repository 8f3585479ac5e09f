"""Days without dates: school holidays of the Land, closing days of a house. And what was agreed for a series of dates."""

from datetime import date
from typing import Self

from django.db import models

from sites.core.days import from_to, overlapping
from sites.core.wall import KEEPS_LISTS
from sites.models import SamePlace, child_of, ends_after_start


class SpanQuerySet[M: models.Model](models.QuerySet[M]):
    def between(self, first: date, last: date) -> Self:
        """Those that share a day with a span."""
        return self.filter(overlapping(first, last))


class SchoolHolidays(models.Model):
    """School holidays of the Land, as its state office keeps them (R171)."""

    area = "catalogues"
    readable = "a list of the whole Land"
    written_by = KEEPS_LISTS
    name = models.CharField("Ferien", max_length=60)
    starts = models.DateField("erster Tag")
    ends = models.DateField("letzter Tag")
    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = "Schulferien"
        verbose_name_plural = "Schulferien"
        ordering = ["starts", "pk"]
        constraints = [
            ends_after_start("schoolholidays_ends"),
            models.UniqueConstraint(fields=["starts"], name="schoolholidays_once", violation_error_message="Ab diesem Tag stehen schon Ferien da."),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.days}"

    @property
    def days(self) -> str:
        return from_to(self.starts, self.ends)


class ClosingDays(models.Model):
    """Days on which a house is closed: proposed as left out wherever dates are planned (R171)."""

    area = "sessions"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="closing_days", editable=False)
    name = models.CharField("Anlass", max_length=60)
    starts = models.DateField("erster Tag")
    ends = models.DateField("letzter Tag")
    objects = SpanQuerySet.as_manager()

    class Meta:
        verbose_name = "Schließtage"
        verbose_name_plural = "Schließtage"
        ordering = ["starts", "pk"]
        constraints = [
            ends_after_start("closingdays_ends"),
            models.UniqueConstraint(
                fields=["site", "starts"], name="closingdays_once", violation_error_message="Ab diesem Tag stehen schon Schließtage da."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.days}"

    @property
    def days(self) -> str:
        return from_to(self.starts, self.ends)


class Series(models.Model):
    """Dates that were planned together: their rhythm in words, and which days were left out for what reason. A left-out day is no date."""

    area = "sessions"
    place_columns = ("site_id",)
    part_of = "offer"
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    offer = child_of("offers.Offer", related_name="series", editable=False)
    rhythm = models.CharField("Rhythmus", max_length=160)
    left_out = models.JSONField("entfällt", default=list)  # pairs of day and reason, as they were proposed

    class Meta:
        verbose_name = "Reihe"
        verbose_name_plural = "Reihen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="series_place"),
            SamePlace("offer", "site", name="series_offer_place"),
        ]

    def __str__(self) -> str:
        return self.rhythm
