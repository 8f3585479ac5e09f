"""Figures that were typed on a device without network: each sent once, kept until it is clear what holds."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models

from sites.models import SamePlace, child_of


class DeviceEntry(models.Model):
    """The figures of one session as a person typed them without network; `key` was made on the device and makes sending twice one entry.

    Gone 90 days after it has come (`thekiz_past_device_entries`); one that nobody has decided about stays until its person has, or until 30 days
    after the last role of that person at the house.
    """

    class Outcome(models.TextChoices):
        TAKEN = "taken", "angekommen"
        CONFLICT = "conflict", "bitte entscheiden"
        MINE = "mine", "genommen"
        THEIRS = "theirs", "nicht genommen"

    area = "sessions"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    session = child_of("offers.Session", related_name="device_entries", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    key = models.UUIDField(editable=False)
    typed = models.DateTimeField()
    received = models.DateTimeField(auto_now_add=True)
    adults_centre = models.PositiveSmallIntegerField(validators=[MaxValueValidator(500)])
    adults_space = models.PositiveSmallIntegerField(validators=[MaxValueValidator(500)])
    children = models.PositiveSmallIntegerField(validators=[MaxValueValidator(500)])
    newcomers = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(500)])
    note = models.CharField(max_length=160, blank=True)
    outcome = models.CharField("Ergebnis", max_length=8, choices=Outcome)

    class Meta:
        verbose_name = "Eintrag vom Gerät"
        verbose_name_plural = "Einträge vom Gerät"
        ordering = ["-received", "-pk"]
        constraints = [
            SamePlace("session", "site", name="deviceentry_session_place"),
            models.UniqueConstraint(fields=["person", "key"], name="deviceentry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.session}, {self.get_outcome_display()}"

    @property
    def participations(self) -> int:
        return self.adults_centre + self.adults_space + self.children
