"""What is counted without a name: families passed on to other services, and support in everyday matters (R037, R039, R067, UF7)."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from sites.models import SamePlace, child_of

MONTH = Q(month__day=1)


class ReferralCount(models.Model):
    """How often families were passed on to a partner for a theme in a month; later how many arrived, by count. No personal field."""

    class ReferredBy(models.TextChoices):
        HEAD = "head", "Leitung"
        COORDINATOR = "coordinator", "Koordination"
        PROFESSIONAL = "professional", "Fachkraft"

    area = "referrals"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    month = models.DateField("Monat")  # its first day
    partner = child_of("sites.Partner", on_delete=models.PROTECT, related_name="+", verbose_name="Wohin")
    theme = models.ForeignKey("planning.Term", models.PROTECT, related_name="+", verbose_name="Thema")
    referred_by = models.CharField("Wer hat vermittelt", max_length=12, choices=ReferredBy)
    number = models.PositiveIntegerField("Vermittlungen", default=0, validators=[MaxValueValidator(9999)])
    arrived = models.PositiveIntegerField("angekommen", default=0)
    not_gone = models.PositiveIntegerField("nicht hingegangen", default=0)

    class Meta:
        verbose_name = "Weitervermittlungen"
        verbose_name_plural = "Weitervermittlungen"
        ordering = ["-month", "partner__sort_key", "pk"]
        constraints = [
            SamePlace("partner", "site", name="referralcount_partner_place"),
            models.UniqueConstraint(fields=["site", "month", "partner", "theme", "referred_by"], name="referralcount_once"),
            models.CheckConstraint(condition=MONTH, name="referralcount_month"),
            models.CheckConstraint(
                condition=Q(number__gte=F("arrived") + F("not_gone")),
                name="referralcount_parts",
                violation_error_message="Es können nicht mehr angekommen oder weggeblieben sein, als vermittelt wurden.",
            ),
        ]


class SupportCount(models.Model):
    """How often the house helped in everyday and life questions in a month, by kind of support (R039)."""

    area = "referrals"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    month = models.DateField("Monat")  # its first day
    kind = models.ForeignKey("planning.Term", models.PROTECT, related_name="+", verbose_name="Art der Unterstützung")
    number = models.PositiveIntegerField("Anzahl", default=0, validators=[MaxValueValidator(9999)])

    class Meta:
        verbose_name = "Unterstützung im Alltag"
        verbose_name_plural = "Unterstützung im Alltag"
        ordering = ["-month", "kind__number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["site", "month", "kind"], name="supportcount_once"),
            models.CheckConstraint(condition=MONTH, name="supportcount_month"),
        ]
