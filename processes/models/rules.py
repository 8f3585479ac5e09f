"""What is recommended and what is paid: rules about hours in editions, and the fee table."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from sites.models import Place, SamePlace, ValidQuerySet, child_of, ends_after_start, no_overlap


class HoursEdition(models.Model):
    """Rules about hours of facilitation from one hand: the recommendations (without a place), the Land or a county, each for a time (R127–R132)."""

    area = "editions"
    place_columns = ("place_id",)
    readable = "recommendations of public bodies"
    place = models.ForeignKey("sites.Place", models.PROTECT, null=True, related_name="+", editable=False)  # state, county, or the recommendations
    place_kind = models.CharField(max_length=13, choices=Place.Kind, blank=True, editable=False)
    name = models.CharField("Name der Fassung", max_length=80)
    source = models.CharField("Woher sie stammt", max_length=160, blank=True)
    starts = models.DateField("gilt ab")
    ends = models.DateField("gilt bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Fassung der Stundenregeln"
        verbose_name_plural = "Fassungen der Stundenregeln"
        ordering = ["-starts", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "place"], name="hoursedition_place"),
            SamePlace("place", "place_kind", to="kind", name="hoursedition_kind"),
            models.CheckConstraint(
                condition=Q(place__isnull=True, place_kind="") | Q(place__isnull=False, place_kind__in=["state", "county"]),
                name="hoursedition_keeper",
            ),
            ends_after_start("hoursedition_ends"),
            no_overlap("place", name="hoursedition_overlap", message="In dieser Zeit gilt an diesem Ort schon eine andere Fassung."),
        ]

    def __str__(self) -> str:
        return self.name


class HoursRule(models.Model):
    """One of the four rules of an edition: how many hours a month, or by need (R127–R132); it warns, it never blocks."""

    class When(models.TextChoices):
        FIRST_TWO_YEARS = "first_two_years", "die ersten zwei Jahre auf dem Weg"
        ONGOING = "ongoing", "bereits auf dem Weg"
        CHANGE = "change", "grundlegende Veränderung"
        CONSULTATION = "consultation_site", "Konsultationseinrichtung"

    area = "editions"
    place_columns = ("place_id",)
    readable = "recommendations of public bodies"
    part_of = "edition"
    place = models.ForeignKey("sites.Place", models.PROTECT, null=True, related_name="+", editable=False)
    edition = child_of("processes.HoursEdition", related_name="rules", editable=False)
    when = models.CharField("gilt für", max_length=17, choices=When, editable=False)
    hours = models.DecimalField(
        "Stunden im Monat", max_digits=4, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(Decimal(80))]
    )
    up_to = models.DecimalField("bis zu", max_digits=4, decimal_places=1, null=True, blank=True, validators=[MaxValueValidator(Decimal(80))])
    at_least = models.BooleanField("mindestens", default=False)
    paragraph = models.CharField("Abschnitt", max_length=20, blank=True)

    class Meta:
        verbose_name = "Regel zu Stunden"
        verbose_name_plural = "Regeln zu Stunden"
        ordering = ["edition", "pk"]
        constraints = [
            SamePlace("edition", "place", name="hoursrule_edition_place"),
            models.UniqueConstraint(fields=["edition", "when"], name="hoursrule_when"),
            models.CheckConstraint(
                condition=Q(hours__isnull=True, up_to__isnull=True, at_least=False) | Q(hours__isnull=False, hours__gte=0), name="hoursrule_need"
            ),
            models.CheckConstraint(
                condition=Q(up_to__isnull=True) | Q(hours__isnull=False, up_to__gt=F("hours"), at_least=False),
                name="hoursrule_span",
                violation_error_message="„bis zu“ liegt über der ersten Zahl und steht nie zusammen mit „mindestens“.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_when_display()}"


class Fee(models.Model):
    """A step of the fee table of the Land or a county with its euros an hour, for a time (R125)."""

    area = "editions"
    place_columns = ("place_id",)
    readable = "fees that public bodies have set"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)  # state or county
    step = models.CharField("Stufe nach der Qualifikation", max_length=120)
    euros = models.DecimalField(
        "Euro je Stunde", max_digits=6, decimal_places=2, validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(500))]
    )
    source = models.CharField("Woher der Satz stammt", max_length=160, blank=True)
    starts = models.DateField("gilt ab")
    ends = models.DateField("gilt bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Honorarsatz"
        verbose_name_plural = "Honorarsätze"
        ordering = ["step", "-starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(euros__gt=0), name="fee_euros"),
            ends_after_start("fee_ends"),
            no_overlap("place", "step", name="fee_overlap", message="Für diese Stufe gilt in dieser Zeit schon ein anderer Satz."),
        ]

    def __str__(self) -> str:
        return self.step
