"""What families need, and how we know: assessments with aggregate results, figures of the social space."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from sites.core.access import Shown
from sites.core.numbers import decimal, percent
from sites.models import SamePlace, child_of


class Method(models.TextChoices):
    """How needs are found (R226)."""

    SITE_WALK = "site_walk", "Ortsbegehung"
    SURVEY = "survey", "Befragung"
    GROUP_DISCUSSION = "group_discussion", "Gruppendiskussion"
    PARENTS_EVENING = "parents_evening", "Elternabend"
    PARENT_TALK = "parent_talk", "Elterngespräche"
    OTHER = "other", "anderer Weg"


class SourceGroup(models.TextChoices):
    """Whose need it is (R225)."""

    FAMILIES = "families", "Familien"
    PARENTS = "parents", "Eltern"
    CHILDREN = "children", "Kinder"
    TEAM = "team", "Team"
    SOCIAL_SPACE = "social_space", "Sozialraum"


class Assessment(models.Model):
    """Bedarfserhebung of a site or of its county: method, days, reach, source; results only as sums (R028, R182, R226)."""

    area = "assessments"
    place_columns = ("place_id",)
    shown = Shown(insiders="assessments.internal", column="released", values=frozenset({True}))  # guard: assessments-released -> shown = None
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)  # the site, or the county
    title = models.CharField("Bezeichnung", max_length=160)
    method = models.CharField("Wie erhoben", max_length=16, choices=Method)
    source_group = models.CharField("Wer hat sich geäußert", max_length=12, choices=SourceGroup, default=SourceGroup.PARENTS)
    held_from = models.DateField("vom")
    held_until = models.DateField("bis", null=True, blank=True)
    invited = models.PositiveIntegerField("Eingeladen oder angesprochen", null=True, blank=True, validators=[MaxValueValidator(999_999)])
    answered = models.PositiveIntegerField("Beteiligt haben sich (n)", validators=[MaxValueValidator(999_999)])
    planning_area = models.ForeignKey(
        "sites.Area", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Planungsraum oder Sozialraum"
    )
    summary = models.TextField("Ergebnis in wenigen Sätzen", max_length=4000, blank=True)
    released = models.BooleanField("für den Landkreis freigegeben", default=False, editable=False)
    document = child_of("sites.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        verbose_name = "Bedarfserhebung"
        verbose_name_plural = "Bedarfserhebungen"
        ordering = ["-held_from", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "place"], name="assessment_place"),
            SamePlace("document", "place", name="assessment_document_place"),
            models.CheckConstraint(
                condition=Q(held_until__isnull=True) | Q(held_until__gte=F("held_from")),
                name="assessment_days",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
            models.CheckConstraint(
                condition=Q(invited__isnull=True) | Q(answered__lte=F("invited")),
                name="assessment_reach",
                violation_error_message="Es können sich nicht mehr beteiligt haben, als eingeladen waren.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AssessmentResult(models.Model):
    """One line of the result: how many named a theme, out of how many."""

    area = "assessments"
    # guard: results-released -> shown = None
    shown = Shown(insiders="assessments.internal", column="assessment__released", values=frozenset({True}))
    place_columns = ("place_id",)
    part_of = "assessment"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    assessment = child_of("planning.Assessment", related_name="results", editable=False)
    theme = models.ForeignKey("planning.Term", models.PROTECT, related_name="+", verbose_name="Thema")
    voices = models.PositiveIntegerField("Nennungen", validators=[MaxValueValidator(999_999)])
    voices_of = models.PositiveIntegerField("von", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(999_999)])

    class Meta:
        verbose_name = "Ergebnis"
        verbose_name_plural = "Ergebnisse"
        ordering = ["-voices", "pk"]
        constraints = [
            SamePlace("assessment", "place", name="assessmentresult_place"),
            models.UniqueConstraint(
                fields=["assessment", "theme"], name="assessmentresult_once", violation_error_message="Dieses Thema steht schon da."
            ),
            models.CheckConstraint(
                condition=Q(voices_of__isnull=True) | Q(voices__lte=F("voices_of")),
                name="assessmentresult_share",
                violation_error_message="Es können nicht mehr Nennungen sein als Beteiligte.",
            ),
        ]


class SocialFigure(models.Model):
    """A figure of the social space with source and day: of the county, a municipality or an area; a share keeps its denominator (R062)."""

    area = "socialfigures"
    place_columns = ("place_id",)
    readable = "figures of public statistics"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)  # the county
    indicator = models.ForeignKey("planning.Term", models.PROTECT, related_name="+", verbose_name="Kennzahl")
    municipality = child_of("sites.Municipality", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Gemeinde")
    planning_area = child_of(
        "sites.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Planungsraum oder Sozialraum"
    )
    day = models.DateField("Stichtag")
    value = models.DecimalField("Wert", max_digits=14, decimal_places=2)
    value_of = models.DecimalField("von", max_digits=14, decimal_places=2, null=True, blank=True)
    source = models.CharField("Quelle", max_length=200)

    class Meta:
        verbose_name = "Sozialraumzahl"
        verbose_name_plural = "Sozialraumdaten"
        ordering = ["indicator__number", "-day", "pk"]
        constraints = [
            SamePlace("municipality", "place", to="county", name="socialfigure_municipality_place"),
            SamePlace("planning_area", "place", to="county", name="socialfigure_area_place"),
            models.UniqueConstraint(
                fields=["place", "indicator", "municipality", "planning_area", "day"],
                nulls_distinct=False,
                name="socialfigure_once",
                violation_error_message="Diese Zahl ist für den Stichtag schon eingetragen.",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0), name="socialfigure_value", violation_error_message="Eine Zahl der Statistik ist nie kleiner als 0."
            ),
            models.CheckConstraint(
                condition=Q(value_of__isnull=True) | Q(value_of__gt=0, value__lte=F("value_of")),
                name="socialfigure_share",
                violation_error_message="Der Anteil kann nicht größer sein als das Ganze (über 100 %).",
            ),
            models.CheckConstraint(
                condition=Q(municipality__isnull=True) | Q(planning_area__isnull=True),
                name="socialfigure_level",
                violation_error_message="Bitte wählen Sie eine Gemeinde oder einen Planungsraum, nicht beides.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.day:%d.%m.%Y}"

    @property
    def percent(self) -> str:
        """The share in words: 15,5 %; empty for what is no share."""
        return percent(self.value / self.value_of, 1) if self.value_of else ""

    @property
    def words(self) -> str:
        """412 von 2.650 (15,5 %); a published rate without its whole as it was published: 95,8 %."""
        value = decimal(self.value, 0 if self.value == int(self.value) else 1)
        if not self.value_of:
            return value
        return self.percent if self.value_of == 100 else f"{value} von {decimal(self.value_of, 0)} ({self.percent})"
