"""Visits of the state office and of the Kita advisors to the sites, on site and digital (R273)."""

from django.db import models
from django.db.models import F, Q

from processes.models.advice import Channel
from sites.models import SamePlace, child_of


class SiteVisit(models.Model):
    """A visit to a site with what was seen; it lies at the county, and at the house as well once its notes are released (R273)."""

    CHANNELS = ((Channel.ON_SITE.value, Channel.ON_SITE.label), (Channel.DIGITAL.value, Channel.DIGITAL.label))

    area = "visits"
    place_columns = ("county_id", "house_id")
    county = models.ForeignKey("sites.County", models.PROTECT, related_name="+", editable=False)
    site = child_of("sites.Site", on_delete=models.PROTECT, related_name="+", verbose_name="Standort")
    house = models.ForeignKey("sites.Site", models.PROTECT, null=True, related_name="+", editable=False)  # the site again, once released
    visited_on = models.DateField("Tag")
    channel = models.CharField("Wie", max_length=7, choices=CHANNELS, default=Channel.ON_SITE)
    visitor = models.CharField("Wer war da?", max_length=160)
    notes = models.TextField("Was wurde besprochen und gesehen?", max_length=4000, blank=True)

    class Meta:
        verbose_name = "Besuch"
        verbose_name_plural = "Besuche"
        ordering = ["-visited_on", "-pk"]
        constraints = [
            SamePlace("site", "county", to="county", name="sitevisit_site_county"),
            models.UniqueConstraint(
                fields=["site", "visited_on", "channel"], name="sitevisit_once", violation_error_message="Dieser Besuch ist schon eingetragen."
            ),
            models.CheckConstraint(condition=Q(house__isnull=True) | Q(house=F("site")), name="sitevisit_house"),
        ]

    def __str__(self) -> str:
        return f"Besuch am {self.visited_on:%d.%m.%Y}"

    @property
    def is_released(self) -> bool:
        return self.house_id is not None
