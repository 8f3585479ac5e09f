"""Where a house stands: rounds of analysis with their parts, how four views see the fields of development, and what was found."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from sites.core.access import Shown
from sites.core.flow import Flow, Step
from sites.models import SamePlace, child_of

#: Fewer parents than these are never one view: their level is not kept at all.
FEWEST_PARENTS = 5
RELEASED = Shown(insiders="analysis.internal", column="released", values=frozenset({True}))
PART_RELEASED = Shown(insiders="analysis.internal", column="part__released", values=frozenset({True}))


class AnalysisRound(models.Model):
    """A round of the Ausgangsanalyse: numbered, with its days and who took part; a closed one stays as it is (R189, R195)."""

    class State(models.TextChoices):
        OPEN = "open", "in Arbeit"
        CLOSED = "closed", "abgeschlossen"

    area = "analysis"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    number = models.PositiveSmallIntegerField("Runde", editable=False)
    begun_on = models.DateField("Beginn")
    discussed_on = models.DateField("Gemeinsam besprochen am", null=True, blank=True)
    authors = models.CharField("Wer wirkt mit?", max_length=200)
    facilitated = models.BooleanField("gemeinsam mit der Prozessbegleitung", default=True)
    state = models.CharField("Stand", max_length=6, choices=State, default=State.OPEN, editable=False)
    closed_on = models.DateField("abgeschlossen am", null=True, editable=False)

    flow = Flow(Step("close", frozenset({"open"}), "closed", "analysis.change", "Runde abschließen", "Runde der Ausgangsanalyse abgeschlossen"))

    class Meta:
        verbose_name = "Runde der Ausgangsanalyse"
        verbose_name_plural = "Runden der Ausgangsanalyse"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="analysisround_place"),
            models.UniqueConstraint(
                fields=["site", "number"],
                name="analysisround_number",
                violation_error_message="Diese Runde hat inzwischen jemand anderes begonnen. Bitte laden Sie die Seite neu.",
            ),
            models.UniqueConstraint(
                fields=["site"],
                condition=Q(state="open"),
                name="analysisround_one_open",
                violation_error_message="Es gibt schon eine Runde, an der gearbeitet wird.",
            ),
            models.CheckConstraint(condition=Q(state="open") | Q(closed_on__isnull=False), name="analysisround_closed"),
        ]

    def __str__(self) -> str:
        return f"Runde {self.number}"

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("processes:analysis_detail", args=[self.pk])


class AnalysisPart(models.Model):
    """One part of a round, released to the county by itself (R190–R194, R216). No part has to be written, and none comes first (R195)."""

    class Kind(models.TextChoices):
        STATE = "state", "Ist-Stand der Einrichtung"
        NEEDS = "needs", "Bedarfe der Familien"
        INFRASTRUCTURE = "infrastructure", "Sozialraum: Infrastruktur"
        POPULATION = "population", "Sozialraum: Bevölkerungsstruktur"
        OFFERS = "offers", "Sozialraum: Angebote für Familien"
        COOPERATIONS = "cooperations", "Kooperationspartner*innen"
        NETWORKS = "networks", "Netzwerke"
        FAMILIES = "families", "Familienstrukturen"
        CONDITIONS = "conditions", "Voraussetzungen"
        RATINGS = "ratings", "Einschätzung der fünf Felder"
        FINDINGS = "findings", "Was wir festgestellt haben"
        FAILURES = "failures", "Was nicht gelungen ist"

    area = "analysis"
    place_columns = ("site_id",)
    part_of = "round"
    shown = RELEASED  # guard: analysis-released -> shown = None
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    round = child_of("processes.AnalysisRound", related_name="parts", editable=False)
    kind = models.CharField("Teil", max_length=14, choices=Kind, editable=False)
    number = models.PositiveSmallIntegerField("Reihenfolge", editable=False)
    text = models.TextField("Was wir sehen", max_length=4000, blank=True)
    released = models.BooleanField("für den Landkreis freigegeben", default=False, editable=False)
    released_on = models.DateField("freigegeben am", null=True, editable=False)

    class Meta:
        verbose_name = "Teil der Ausgangsanalyse"
        verbose_name_plural = "Teile der Ausgangsanalyse"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="analysispart_place"),
            models.UniqueConstraint(fields=["round", "kind"], name="analysispart_once"),
            SamePlace("round", "site", name="analysispart_round_place"),
            models.CheckConstraint(
                condition=Q(released=True, released_on__isnull=False) | Q(released=False, released_on__isnull=True), name="analysispart_released"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class AnalysisFigure(models.Model):
    """A fact of a part with its source and day: a figure of the social space, or an offer that is there already (R192)."""

    area = "analysis"
    place_columns = ("site_id",)
    part_of = "part"
    shown = PART_RELEASED
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    part = child_of("processes.AnalysisPart", related_name="figures", editable=False)
    label = models.CharField("Was", max_length=160)
    value = models.DecimalField(
        "Wie viel", max_digits=9, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(Decimal(0)), MaxValueValidator(9_999_999)]
    )
    source = models.CharField("Quelle", max_length=160)
    day = models.DateField("Stand vom")

    class Meta:
        verbose_name = "Angabe mit Quelle"
        verbose_name_plural = "Angaben mit Quelle"
        ordering = ["pk"]
        constraints = [
            SamePlace("part", "site", name="analysisfigure_part_place"),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0), name="analysisfigure_value"),
        ]

    def __str__(self) -> str:
        return self.label


class Conditions(models.Model):
    """What a house brings along: its size as figures, everything else in its own words; nothing of it is compared (R194)."""

    area = "analysis"
    place_columns = ("site_id",)
    part_of = "part"
    shown = PART_RELEASED
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    part = models.OneToOneField("processes.AnalysisPart", models.CASCADE, db_constraint=False, related_name="conditions", editable=False)
    children = models.PositiveSmallIntegerField("Kinder im Haus", null=True, blank=True, validators=[MaxValueValidator(2000)])
    staff = models.PositiveSmallIntegerField("Fachkräfte im Team", null=True, blank=True, validators=[MaxValueValidator(500)])
    rooms = models.CharField("Räume", max_length=500, blank=True)
    provider = models.CharField("Träger", max_length=500, blank=True)
    team = models.CharField("Struktur des Teams", max_length=500, blank=True)
    location = models.CharField("Lage", max_length=500, blank=True)
    attitude = models.CharField("Haltung", max_length=500, blank=True)
    motivation = models.CharField("Motivation", max_length=500, blank=True)
    resources = models.CharField("Ressourcen der Einzelnen", max_length=500, blank=True)
    knowledge = models.CharField("Vorwissen der Fachkräfte", max_length=500, blank=True)
    parents = models.CharField("Eltern", max_length=500, blank=True)
    actors = models.CharField("Akteur*innen im Ort", max_length=500, blank=True)

    class Meta:
        verbose_name = "Voraussetzungen des Hauses"
        verbose_name_plural = "Voraussetzungen des Hauses"
        constraints = [SamePlace("part", "site", name="conditions_part_place")]


class FieldRating(models.Model):
    """How one view sees a field of development in a round: a level in words, what it rests on; never added up (R215, R216)."""

    class View(models.TextChoices):
        TEAM = "team", "Team"
        PARENTS = "parents", "Eltern"
        STEERING = "steering", "Steuerungsteam"
        COMMON = "common", "Gemeinsam"

    area = "analysis"
    place_columns = ("site_id",)
    part_of = "part"
    shown = PART_RELEASED  # guard: ratings-released -> shown = None
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    part = child_of("processes.AnalysisPart", related_name="ratings", editable=False)
    field = models.ForeignKey("planning.Term", models.PROTECT, related_name="+", editable=False, verbose_name="Entwicklungsfeld")
    view = models.CharField("Blick", max_length=8, choices=View, editable=False)
    level = models.ForeignKey("planning.Term", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Stufe")
    people = models.PositiveSmallIntegerField("Wie viele haben eingeschätzt (n)", null=True, blank=True, validators=[MaxValueValidator(5000)])
    basis = models.CharField("Grundlage", max_length=200, blank=True)
    words = models.TextField("In Worten", max_length=1000, blank=True)

    class Meta:
        verbose_name = "Einschätzung eines Entwicklungsfelds"
        verbose_name_plural = "Einschätzungen der Entwicklungsfelder"
        ordering = ["field__number", "pk"]
        constraints = [
            SamePlace("part", "site", name="fieldrating_part_place"),
            models.UniqueConstraint(fields=["part", "field", "view"], name="fieldrating_once"),
            models.CheckConstraint(
                condition=~Q(view="parents") | Q(level__isnull=True, words="") | Q(people__isnull=False, people__gte=FEWEST_PARENTS),
                name="fieldrating_parents",
                violation_error_message="Unter fünf Antworten bleibt der Blick der Eltern verborgen.",
            ),
        ]


class Finding(models.Model):
    """What a round has shown, in one sentence: from it come goals and steps (R196)."""

    area = "analysis"
    place_columns = ("site_id",)
    part_of = "part"
    shown = PART_RELEASED  # guard: findings-released -> shown = None
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    part = child_of("processes.AnalysisPart", related_name="findings", editable=False)
    field = models.ForeignKey("planning.Term", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Entwicklungsfeld")
    words = models.CharField("Was haben Sie festgestellt?", max_length=200)
    goal = child_of(
        "planning.Goal", on_delete=models.PROTECT, null=True, blank=True, related_name="findings", verbose_name="Welches Ziel folgt daraus?"
    )

    class Meta:
        verbose_name = "Feststellung"
        verbose_name_plural = "Feststellungen"
        ordering = ["field__number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="finding_place"),
            SamePlace("part", "site", name="finding_part_place"),
            SamePlace("goal", "site", name="finding_goal_place"),
        ]

    def __str__(self) -> str:
        return self.words
