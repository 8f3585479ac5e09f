"""What it costs: sources and costs of a measure, planned and actual, and the county's rule for the own share (R101, R108, R124, R290, UF27)."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from sites.models import SamePlace, ValidQuerySet, child_of, ends_after_start, no_overlap


def euros(label: str, *, optional: bool = False) -> "models.DecimalField[Any, Any]":
    """An amount in euros and cents, never negative."""
    return models.DecimalField(label, max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal(0))], null=optional, blank=optional)


class FundingRule(models.Model):
    """How a county reckons the own share of a recipient; counties name different bases of the share, so it is data."""

    class Base(models.TextChoices):
        ELIGIBLE = "eligible_expenditure", "der zuwendungsfähigen Ausgaben"
        TOTAL = "total", "aller Ausgaben"
        GRANT = "grant", "der Zuwendung"

    area = "plans"
    place_columns = ("place_id",)
    readable = "set by the county for everybody"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    starts = models.DateField("gilt ab")
    ends = models.DateField("gilt bis", null=True, blank=True)
    own_share = models.DecimalField(
        "Eigenanteil mindestens (Prozent)", max_digits=5, decimal_places=2, default=Decimal(30),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
    )  # fmt: skip
    base = models.CharField("bezogen auf", max_length=20, choices=Base, default=Base.ELIGIBLE)
    source = models.CharField("Grundlage (Richtlinie, Beschluss)", max_length=200, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Regel für den Eigenanteil"
        ordering = ["-starts"]
        constraints = [
            no_overlap("place", name="fundingrule_days", message="In diesem Zeitraum gilt schon eine Regel."),
            ends_after_start("fundingrule_ends"),
        ]


class Funding(models.Model):
    """A source of money of a measure: planned and actual, in euros and cents."""

    area = "money"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    measure = child_of("planning.Measure", related_name="fundings", editable=False)
    source = models.ForeignKey("planning.Term", models.PROTECT, related_name="+", verbose_name="Quelle")
    own = models.BooleanField("zählt zum Eigenanteil", default=False)
    planned = euros("geplant in Euro")
    actual = euros("tatsächlich in Euro", optional=True)
    note = models.CharField("Anmerkung", max_length=200, blank=True)

    class Meta:
        verbose_name = "Einnahme"
        verbose_name_plural = "Einnahmen"
        ordering = ["source__number", "pk"]
        constraints = [SamePlace("measure", "site", name="funding_measure_place")]

    def __str__(self) -> str:
        return str(self.source)


class Cost(models.Model):
    """A cost of a measure; investments are flagged because they cannot be funded."""

    class Kind(models.TextChoices):
        STAFF = "staff", "Personal"
        FEES = "fees", "Honorare"
        FACILITATION = "facilitation", "Prozessbegleitung"
        MATERIAL = "material", "Sachkosten"
        ADMINISTRATION = "administration", "Verwaltung"
        INVESTMENT = "investment", "Investition"

    area = "money"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    measure = child_of("planning.Measure", related_name="costs", editable=False)
    kind = models.CharField("Kostenart", max_length=14, choices=Kind)
    title = models.CharField("Wofür", max_length=160)
    crisis = models.BooleanField("Krise oder digitale Formate", default=False)
    planned = euros("geplant in Euro")
    actual = euros("tatsächlich in Euro", optional=True)

    class Meta:
        verbose_name = "Ausgabe"
        verbose_name_plural = "Ausgaben"
        ordering = ["kind", "pk"]
        constraints = [SamePlace("measure", "site", name="cost_measure_place")]

    def __str__(self) -> str:
        return self.title

    @property
    def eligible(self) -> bool:
        return self.kind != self.Kind.INVESTMENT
