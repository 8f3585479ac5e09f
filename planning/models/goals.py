"""Why: needs, goals on the staircase of effects, indicators with values as numerator and denominator, the funded measure."""

from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Floor

from planning.models.assessments import Method, SourceGroup
from planning.models.plans import ProjectClass
from sites.core.access import Shown
from sites.core.numbers import share
from sites.models import SamePlace, child_of

MOST = 99_999_999


class Need(models.Model):
    """A need of families, children, team or social space, with its source and how many said so (R048)."""

    Method = Method
    area = "needs"
    place_columns = ("site_id",)
    shown = Shown(insiders="needs.internal", column="released", values=frozenset({True}))  # guard: needs-released -> shown = None
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="needs", editable=False)
    title = models.CharField("Bedarf in einem Satz", max_length=120)
    text = models.TextField("Was steckt dahinter?", max_length=2000, blank=True)
    method = models.CharField("Wie festgestellt", max_length=16, choices=Method, default=Method.PARENT_TALK)
    source_group = models.CharField("Wessen Bedarf ist es", max_length=12, choices=SourceGroup, default=SourceGroup.FAMILIES)
    assessment = child_of(
        "planning.Assessment", on_delete=models.PROTECT, null=True, blank=True, related_name="needs", verbose_name="Aus welcher Erhebung"
    )
    theme = models.ForeignKey("planning.Term", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Thema")
    found_on = models.DateField("Wann festgestellt")
    voices = models.PositiveIntegerField("Wie viele haben das gesagt (n)", null=True, blank=True, validators=[MaxValueValidator(99999)])
    urgent = models.BooleanField("dringend", default=False)
    closed_on = models.DateField("erledigt am", null=True, blank=True)
    released = models.BooleanField("für den Landkreis freigegeben", default=False, editable=False)  # R117, R319: the site decides

    class Meta:
        verbose_name = "Bedarf"
        verbose_name_plural = "Bedarfe"
        ordering = ["-urgent", "-found_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="need_place"),
            SamePlace("assessment", "site", to="place", name="need_assessment_place"),
        ]

    def __str__(self) -> str:
        return self.title


class Goal(models.Model):
    """A goal of the site on one of the steps 1–7 of the staircase of effects (UF23)."""

    class Step(models.IntegerChoices):
        TAKES_PLACE = 1, "1 – findet statt"
        IS_USED = 2, "2 – wird genutzt"
        IS_ACCEPTED = 3, "3 – kommt an"
        KNOWLEDGE = 4, "4 – Wissen wächst"
        BEHAVIOUR = 5, "5 – Verhalten ändert sich"
        LIVING = 6, "6 – Lebenslage bessert sich"
        SOCIETY = 7, "7 – Gesellschaft ändert sich"

    class SetWith(models.TextChoices):
        """Who took part in agreeing on it, by function, never by name (R238)."""

        HEAD = "head", "Leitung"
        COORDINATOR = "coordinator", "Koordination"
        TEAM = "team", "Team"
        PARENTS = "parents", "Eltern"
        REPRESENTATIVES = "representatives", "Elternvertretung"
        CHILDREN = "children", "Kinder"
        PARTNERS = "partners", "Kooperationspartner*innen"
        PROVIDER = "provider", "Träger"
        OFFICE = "office", "Jugendamt oder Sozialplanung"
        FACILITATOR = "facilitator", "Prozessbegleitung"

    area = "goals"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="goals", editable=False)
    need = child_of("planning.Need", on_delete=models.PROTECT, null=True, blank=True, related_name="goals", verbose_name="Bedarf")
    title = models.CharField("Wer – verändert was – bis wann", max_length=160)
    step = models.PositiveSmallIntegerField("Stufe der Wirkungstreppe", choices=Step)
    starts = models.DateField("ab")
    due = models.DateField("bis")
    set_with = ArrayField(models.CharField(max_length=15, choices=SetWith), verbose_name="Wer hat mit am Ziel gearbeitet?", default=list, blank=True)
    terms = models.ManyToManyField("planning.Term", blank=True, related_name="+", verbose_name="Worauf zahlt es ein?")

    class Meta:
        verbose_name = "Ziel"
        verbose_name_plural = "Ziele"
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="goal_place"),
            SamePlace("need", "site", name="goal_need_place"),
            models.CheckConstraint(condition=Q(due__gte=F("starts")), name="goal_due", violation_error_message="Das Ziel endet vor seinem Beginn."),
            models.CheckConstraint(condition=Q(step__gte=1, step__lte=7), name="goal_step"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("planning:goal_detail", args=[self.pk])


class IndicatorKind(models.TextChoices):
    """What a figure is: only figures of one kind are compared."""

    COUNT = "count", "Anzahl, zum Beispiel 12 Familien"
    SHARE = "share", "Anteil, zum Beispiel 25 von 40 Eltern"
    SCALE = "scale", "Wert auf einer Skala, zum Beispiel 3,4 von 1 bis 5"


def measured(label: str) -> "models.DecimalField[Any, Any]":
    """A whole number, or on a scale a mean with one decimal."""
    return models.DecimalField(label, max_digits=9, decimal_places=1, validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(MOST))])


def of_its_kind(name: str) -> models.CheckConstraint:
    """A count is whole, a share is stored as numerator and denominator (never as a percentage), a scale value lies on its scale."""
    whole = Q(**{name: Floor(F(name))})
    return models.CheckConstraint(
        condition=Q(whole, kind="count", **{f"{name}_of__isnull": True})
        | Q(whole, kind="share", **{f"{name}_of__isnull": False, f"{name}_of__gt": 0, f"{name}__lte": F(f"{name}_of")})
        | Q(kind="scale", **{f"{name}_of__isnull": True, f"{name}__gte": F("lowest"), f"{name}__lte": F("highest")}),
        name=f"indicator_{name}",
        violation_error_message="Die Zahl passt nicht zur Art des Indikators (Anzahl, Anteil oder Skala).",
    )


class _Measured(models.Model):
    """The kind of a figure and the steps of a scale: on the indicator, and the same on each of its values."""

    kind = models.CharField("Was wird gemessen", max_length=5, choices=IndicatorKind, default=IndicatorKind.COUNT)
    lowest = models.PositiveSmallIntegerField("Skala von", default=1, validators=[MaxValueValidator(99)])
    highest = models.PositiveSmallIntegerField("Skala bis", default=5, validators=[MaxValueValidator(100)])

    class Meta:
        abstract = True


class Indicator(_Measured):
    """How we will know: baseline and target of one kind, and whether more or less is better."""

    class Direction(models.TextChoices):
        MORE = "more", "Mehr ist besser"
        LESS = "less", "Weniger ist besser"

    class Way(models.TextChoices):
        """How it is measured (R244)."""

        COUNTING = "counting", "Zählen"
        QUESTIONNAIRE = "questionnaire", "Fragebogen"
        TALKS = "talks", "Gespräche"
        OBSERVATION = "observation", "Beobachtung"
        STATISTICS = "statistics", "Statistik von anderen"
        OTHER = "other", "anderer Weg"

    area = "goals"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    goal = child_of("planning.Goal", related_name="indicators", editable=False)
    title = models.CharField("Woran wir es erkennen", max_length=160)
    unit = models.CharField("Einheit", max_length=40, help_text="zum Beispiel Eltern, Termine, Familien")
    direction = models.CharField("Richtung", max_length=4, choices=Direction, default=Direction.MORE)
    baseline = measured("Ausgangswert")
    baseline_of = models.PositiveIntegerField("von", null=True, blank=True)
    baseline_on = models.DateField("erhoben am")
    target = measured("Zielwert")
    target_of = models.PositiveIntegerField("von", null=True, blank=True)
    way = models.CharField("Wie wird gemessen", max_length=13, choices=Way, blank=True)
    source = models.CharField("Woher die Zahl kommt", max_length=120, blank=True)
    responsible = models.CharField("Wer misst (Funktion)", max_length=80, blank=True)
    next_on = models.DateField("Nächste Messung am", null=True, blank=True)

    class Meta:
        verbose_name = "Indikator"
        verbose_name_plural = "Indikatoren"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="indicator_place"),
            SamePlace("goal", "site", name="indicator_goal_place"),
            *(models.UniqueConstraint(fields=["id", name], name=f"indicator_{name}") for name in ("kind", "lowest", "highest")),
            models.CheckConstraint(
                condition=Q(highest__gt=F("lowest")), name="indicator_scale", violation_error_message="Die Skala endet vor ihrem Beginn."
            ),
            of_its_kind("baseline"),
            of_its_kind("target"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_share(self) -> bool:
        return self.kind == IndicatorKind.SHARE

    @property
    def unit_words(self) -> str:
        """The unit; on a scale with its steps."""
        return f"{self.unit} (Skala {self.lowest}–{self.highest})" if self.kind == IndicatorKind.SCALE else self.unit

    @property
    def least(self) -> str:
        """Which side of the target is reached."""
        return "höchstens" if self.direction == self.Direction.LESS else "mindestens"

    def new_value(self, **fields: Any) -> "IndicatorValue":
        """A value of this indicator, of its kind and on its scale; not saved yet."""
        return IndicatorValue(indicator=self, site_id=self.site_id, kind=self.kind, lowest=self.lowest, highest=self.highest, **fields)


class IndicatorValue(_Measured):
    """One measured value of an indicator, of its kind: a share with its n."""

    area = "goals"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    indicator = child_of("planning.Indicator", related_name="values", editable=False)
    measured_on = models.DateField("gemessen am")
    value = measured("Wert")
    value_of = models.PositiveIntegerField("von", null=True, blank=True)

    class Meta:
        verbose_name = "Messwert"
        verbose_name_plural = "Messwerte"
        ordering = ["measured_on", "pk"]
        constraints = [
            SamePlace("indicator", "site", name="indicatorvalue_place"),
            models.UniqueConstraint(
                fields=["indicator", "measured_on"], name="indicatorvalue_day", violation_error_message="Für diesen Tag gibt es schon einen Wert."
            ),
            *(SamePlace("indicator", name, to=name, name=f"indicatorvalue_{name}") for name in ("kind", "lowest", "highest")),
            of_its_kind("value"),
        ]

    def __str__(self) -> str:
        return f"{share(self.value, self.value_of)} am {self.measured_on:%d.%m.%Y}"


class Measure(models.Model):
    """Maßnahme: the funded unit in the LSZ plan, per funding year (R100, R104–R105); in the slice one measure is one site."""

    area = "measures"
    place_columns = ("site_id",)
    year_lookup = "funding_year"
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="measures", editable=False)
    funding_year = models.PositiveSmallIntegerField("Förderjahr", validators=[MinValueValidator(2019), MaxValueValidator(2100)])
    title = models.CharField("Bezeichnung", max_length=160)
    file_number = models.CharField("Aktenzeichen", max_length=60, blank=True)
    action_field = models.ForeignKey("planning.ActionField", models.PROTECT, related_name="+", verbose_name="Hauptfeld")
    further_fields = models.ManyToManyField("planning.ActionField", blank=True, related_name="+", verbose_name="weitere Handlungsfelder")
    grant = models.DecimalField(
        "Zuwendung in Euro", max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(Decimal(0))]
    )
    plan_goal = models.ForeignKey(
        "planning.PlanGoal", models.PROTECT, null=True, blank=True, related_name="measures", verbose_name="Handlungsziel des Plans"
    )
    project_class = models.CharField("Projektart", max_length=8, choices=ProjectClass, default=ProjectClass.EXISTING)
    recipient = models.CharField("Letztempfänger*in der Zuwendung", max_length=160, blank=True)
    report_due = models.DateField("Sachbericht fällig am")

    class Meta:
        verbose_name = "Maßnahme"
        verbose_name_plural = "Maßnahmen"
        ordering = ["-funding_year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="measure_place"),
            models.UniqueConstraint(
                fields=["site", "funding_year"], name="measure_year", violation_error_message="Für dieses Jahr gibt es schon eine Maßnahme."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.funding_year}"
