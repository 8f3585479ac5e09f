"""How a site grows: contracts of facilitators, their hours, and the rules of the recommendations about hours."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from sites.core.wall import KEEPS_LISTS
from sites.models import SamePlace, ValidQuerySet, ends_after_start


class HoursRule(models.Model):
    """A rule about facilitation hours as data of an edition (R127–R132): it warns, it never blocks."""

    readable = "a list of the whole Land"
    written_by = KEEPS_LISTS

    class When(models.TextChoices):
        FIRST_TWO_YEARS = "first_two_years", "die ersten zwei Jahre auf dem Weg"
        ONGOING = "ongoing", "danach"
        CONSULTATION = "consultation_site", "Konsultationseinrichtung"

    edition = models.CharField("Fassung", max_length=40)
    when = models.CharField("gilt für", max_length=17, choices=When)
    hours = models.DecimalField("empfohlene Stunden im Monat", max_digits=4, decimal_places=1, null=True, blank=True)
    paragraph = models.CharField("Abschnitt", max_length=20)
    starts = models.DateField("gilt ab")
    ends = models.DateField("gilt bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Regel zu Stunden"
        verbose_name_plural = "Regeln zu Stunden"
        constraints = [models.UniqueConstraint(fields=["edition", "when"], name="hoursrule_when")]


class ContractQuerySet(ValidQuerySet["Contract"]):
    def accepted(self) -> Self:
        """Those whose facilitator has accepted; the others are paper that nobody works by."""
        # guard: accepted-contract -> return self
        return self.filter(membership__accepted__isnull=False)

    def on(self, day: date) -> Self:
        return super().on(day).accepted()


class Contract(models.Model):
    """Honorarvereinbarung: a facilitator accompanies a site for a time; access is a membership of the same days (R125, R136)."""

    class Client(models.TextChoices):
        COUNTY = "county", "Landkreis oder kreisfreie Stadt"
        MUNICIPALITY = "municipality", "Gemeinde"
        PROVIDER = "provider", "Träger"

    area = "contracts"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="contracts", editable=False)
    facilitator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="contracts", verbose_name="Prozessbegleiter*in")
    membership = models.OneToOneField("sites.Membership", models.PROTECT, db_constraint=False, related_name="contract", editable=False)
    client = models.CharField("Wer schließt die Vereinbarung", max_length=12, choices=Client, default=Client.COUNTY)
    hours_per_month = models.DecimalField(
        "Vereinbarte Stunden im Monat", max_digits=4, decimal_places=1, validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(80))]
    )
    rate = models.DecimalField("Euro je Stunde", max_digits=6, decimal_places=2, null=True, blank=True)
    reason = models.CharField("Begründung, wenn weniger als empfohlen", max_length=300, blank=True)
    starts = models.DateField("ab")
    ends = models.DateField("bis")
    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "Honorarvereinbarung"
        verbose_name_plural = "Honorarvereinbarungen"
        ordering = ["-starts", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="contract_place"),
            SamePlace("membership", "site", to="place", name="contract_membership_place"),
            ends_after_start("contract_ends"),
        ]

    @property
    def answer(self) -> str:
        """What the facilitator has not said, or has said against it, in words; nothing once it is accepted."""
        membership = self.membership
        if membership.declined:
            return f"{self.facilitator.name} hat die Prozessbegleitung am {membership.declined:%d.%m.%Y} abgelehnt."
        if membership.withdrawn:
            return f"Die Rolle wurde am {membership.withdrawn:%d.%m.%Y} zurückgezogen."
        return f"Wartet auf Annahme durch {self.facilitator.name}; bis dahin besteht kein Zugang." if membership.waits else ""
