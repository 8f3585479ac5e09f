"""How a site grows: contracts of facilitators with money and reasons, and their hours."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from sites.models import SamePlace, ValidQuerySet, child_of, ends_after_start

MANDATE = "Die Prozessbegleitung begleitet und moderiert die Veränderung der Einrichtung zum ThEKiZ und hilft, Konzept und Philosophie einzuführen."


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

    class Source(models.TextChoices):
        LSZ = "lsz", "Mittel des Landesprogramms LSZ"
        COUNTY = "county", "eigene Mittel des Landkreises oder der Stadt"
        PROVIDER = "provider", "eigene Mittel des Trägers"
        OTHER = "other", "andere Mittel"

    class Model(models.TextChoices):
        SINGLE = "single", "für eine einzelne Kita auf dem Weg"
        CENTRE = "social_centre", "für ein soziales Zentrum"

    area = "contracts"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="contracts", editable=False)
    facilitator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="contracts", verbose_name="Prozessbegleiter*in")
    membership = models.OneToOneField("sites.Membership", models.PROTECT, db_constraint=False, related_name="contract", editable=False)
    client = models.CharField("Wer schließt die Vereinbarung", max_length=12, choices=Client, default=Client.COUNTY)
    hours_per_month = models.DecimalField(
        "Vereinbarte Stunden im Monat", max_digits=4, decimal_places=1, validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(80))]
    )
    reason = models.CharField("Begründung, wenn weniger als empfohlen", max_length=300, blank=True)
    reason_label = models.CharField(max_length=160, blank=True, editable=False)
    reason_on = models.DateField(null=True, editable=False)
    mandate = models.TextField("Auftrag", max_length=1000, default=MANDATE)
    funding = models.CharField("Woraus wird sie bezahlt?", max_length=8, choices=Source, default=Source.LSZ)
    fee = models.ForeignKey("processes.Fee", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Stufe der Honorartabelle")
    rate = models.DecimalField(
        "Euro je Stunde",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(500))],
    )
    budget = models.DecimalField(
        "Euro insgesamt", max_digits=9, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(1))],
    )  # fmt: skip
    model = models.CharField("Modell der Begleitung", max_length=13, choices=Model, default=Model.SINGLE, editable=False)
    model_reason = models.CharField("Warum dieses Modell?", max_length=300, blank=True)
    centre = models.ForeignKey("sites.SocialCentre", models.PROTECT, null=True, related_name="+", verbose_name="soziales Zentrum", editable=False)
    agreed_on = models.DateField("Mit der Sozialplanung abgestimmt am", null=True, blank=True, editable=False)
    document = child_of("sites.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
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
            SamePlace("document", "site", to="place", name="contract_document_place"),
            ends_after_start("contract_ends"),
            models.CheckConstraint(condition=Q(rate__isnull=True) | Q(rate__gt=0), name="contract_rate"),
            models.CheckConstraint(condition=Q(budget__isnull=True) | Q(budget__gt=0), name="contract_budget"),
            models.CheckConstraint(
                condition=Q(model="single", centre__isnull=True) | Q(model="social_centre", centre__isnull=False, agreed_on__isnull=False),
                name="contract_model",
            ),
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


class HoursReason(models.Model):
    """Why fewer hours are agreed than recommended from a month on, and who says so (R126, R128, R129)."""

    area = "contracts"
    place_columns = ("site_id",)
    part_of = "contract"
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    contract = child_of("processes.Contract", related_name="reasons", editable=False)
    month = models.DateField("ab Monat", editable=False)  # the first of it
    text = models.CharField("Begründung", max_length=300)
    person_label = models.CharField(max_length=160, editable=False)
    written_on = models.DateField(editable=False)

    class Meta:
        verbose_name = "Begründung des Umfangs"
        verbose_name_plural = "Begründungen des Umfangs"
        ordering = ["month"]
        constraints = [
            SamePlace("contract", "site", name="hoursreason_contract_place"),
            models.UniqueConstraint(fields=["contract", "month"], name="hoursreason_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="hoursreason_first"),
        ]

    def __str__(self) -> str:
        return self.text
