"""Somebody leaves a house, somebody else goes on: what passes on, and what the new person should know."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sites.core.roles import Role


class Handover(models.Model):
    """A coordinator or head leaves on a day; all that is open in the name passes to a successor in one transaction (R158, UF26)."""

    area = "handovers"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="handovers", editable=False)
    role = models.CharField("Rolle", max_length=21, choices=[(Role.HEAD.value, Role.HEAD.label), (Role.COORDINATOR.value, Role.COORDINATOR.label)])
    leaver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="Wer geht?")
    leaves_on = models.DateField("Letzter Tag")
    successor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="Wer übernimmt?")
    words = models.TextField("Was die neue Person wissen sollte", max_length=2000, blank=True)
    passed = ArrayField(models.CharField(max_length=240), verbose_name="Übergeben", default=list, editable=False)
    passed_on = models.DateField("übergeben am", editable=False)
    done_on = models.DateField("angekommen am", null=True, editable=False)

    class Meta:
        verbose_name = "Übergabe"
        verbose_name_plural = "Übergaben"
        ordering = ["-passed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "leaver", "role", "leaves_on"], name="handover_once", violation_error_message="Diese Übergabe gibt es schon."
            ),
            models.CheckConstraint(
                condition=~Q(leaver=F("successor")),
                name="handover_two",
                violation_error_message="Wer geht und wer übernimmt, sind zwei Personen.",
            ),
        ]

    def __str__(self) -> str:
        return f"Übergabe {self.get_role_display()}, {self.leaves_on:%d.%m.%Y}"
