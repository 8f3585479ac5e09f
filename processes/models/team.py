"""The team of a house: what it learns together, who it is made of as sums, and what its people say they are good at."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from sites.core.access import Shown


class TeamTraining(models.Model):
    """A day on which the team learned or talked about the way to a ThEKiZ: a session or a training (R219, R221)."""

    class Kind(models.TextChoices):
        SESSION = "session", "Teamsitzung"
        TRAINING = "training", "Fortbildung"
        RETREAT = "retreat", "Klausurtag"

    area = "team"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    kind = models.CharField("Was war es?", max_length=8, choices=Kind)
    title = models.CharField("Titel", max_length=160)
    topic = models.CharField("Worum ging es?", max_length=300, blank=True)
    held_on = models.DateField("Datum")
    hours = models.DecimalField(
        "Stunden", max_digits=4, decimal_places=1, validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(99))]
    )
    participants = models.PositiveSmallIntegerField("Wie viele waren dabei?", validators=[MinValueValidator(1), MaxValueValidator(500)])

    class Meta:
        verbose_name = "Fortbildung des Teams"
        verbose_name_plural = "Fortbildungen des Teams"
        ordering = ["-held_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(hours__gt=0, participants__gt=0), name="teamtraining_figures")]

    def __str__(self) -> str:
        return self.title


class TeamCount(models.Model):
    """How many are in the team on a day, and how many of them have learned about ThEKiZ: two sums, no names (R219)."""

    area = "team"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    counted_on = models.DateField("Stand vom")
    people = models.PositiveSmallIntegerField("Fachkräfte im Team", validators=[MinValueValidator(1), MaxValueValidator(500)])
    trained = models.PositiveSmallIntegerField("davon mit einer Fortbildung zum ThEKiZ", validators=[MaxValueValidator(500)])

    class Meta:
        verbose_name = "Zählung im Team"
        verbose_name_plural = "Zählungen im Team"
        ordering = ["-counted_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "counted_on"], name="teamcount_once", violation_error_message="Für diesen Tag ist das Team schon gezählt."
            ),
            models.CheckConstraint(
                condition=Q(people__gt=0, trained__lte=F("people")),
                name="teamcount_share",
                violation_error_message="Es können nicht mehr eine Fortbildung haben, als im Team sind.",
            ),
        ]

    def __str__(self) -> str:
        return f"Zählung vom {self.counted_on:%d.%m.%Y}"


class Qualification(models.Model):
    """A profession or an additional qualification in the team with how many have it; never who (R222)."""

    class Kind(models.TextChoices):
        PROFESSION = "profession", "Beruf"
        ADDITIONAL = "additional", "Zusatzqualifikation"

    area = "team"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    kind = models.CharField("Was ist es?", max_length=10, choices=Kind)
    name = models.CharField("Bezeichnung", max_length=120)
    people = models.PositiveSmallIntegerField("Wie viele im Team haben sie?", validators=[MinValueValidator(1), MaxValueValidator(500)])

    class Meta:
        verbose_name = "Qualifikation im Team"
        verbose_name_plural = "Qualifikationen im Team"
        ordering = ["-kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"], name="qualification_once", violation_error_message="Diese Qualifikation steht schon da."
            ),
            models.CheckConstraint(condition=Q(people__gt=0), name="qualification_people"),
        ]

    def __str__(self) -> str:
        return self.name


class Strength(models.Model):
    """What somebody of the team likes to bring in, written by the person itself and by nobody else; voluntary (R220)."""

    area = "team"
    place_columns = ("site_id",)
    shown = Shown(insiders="team.share", column="pk")  # guard: strengths-inside -> shown = None
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    words = models.CharField("Was bringen Sie gern ein?", max_length=200)

    class Meta:
        verbose_name = "Stärke"
        verbose_name_plural = "Stärken"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words
