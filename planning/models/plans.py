"""On which plan: strategy, plans in their versions, resolutions, the county's representative, deadlines (R102–R117, UF11)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from sites.models import SamePlace, ValidQuerySet, child_of, ends_after_start, no_overlap

YEAR = [MinValueValidator(2010), MaxValueValidator(2100)]


class Resolution(models.Model):
    """Beschluss of a body of the county: date, number, subject, paper; an adoption names edition and deviations (R006, R110)."""

    class Kind(models.TextChoices):
        ADOPTION = "adoption", "Fachliche Empfehlungen zu eigen gemacht"
        PLAN = "plan", "Plan beschlossen oder fortgeschrieben"
        STRATEGY = "strategy", "Strategie beschlossen"
        SITES = "sites", "Entscheidung über Standorte"
        OTHER = "other", "anderer Gegenstand"

    area = "plans"
    place_columns = ("place_id",)
    readable = "decided by a public body"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)  # the county
    body = child_of("planning.Body", on_delete=models.PROTECT, related_name="resolutions", verbose_name="Gremium")
    decided_on = models.DateField("Datum des Beschlusses")
    number = models.CharField("Nummer", max_length=60)
    kind = models.CharField("Worüber", max_length=8, choices=Kind)
    subject = models.CharField("Gegenstand", max_length=300)
    edition = models.ForeignKey("planning.Edition", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Fassung der Empfehlungen")
    deviations = models.TextField("Abweichungen von den Empfehlungen", max_length=3000, blank=True)
    document = child_of("sites.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        verbose_name = "Beschluss"
        verbose_name_plural = "Beschlüsse"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "place"], name="resolution_place"),
            SamePlace("body", "place", name="resolution_body_place"),
            SamePlace("document", "place", name="resolution_document_place"),
            models.UniqueConstraint(
                fields=["body", "number"],
                name="resolution_number",
                violation_error_message="Diese Nummer hat schon ein anderer Beschluss des Gremiums.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="adoption") | Q(edition__isnull=False),
                name="resolution_edition",
                violation_error_message="Bitte wählen Sie, welche Fassung der Empfehlungen beschlossen wurde.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body.name}, {self.decided_on:%d.%m.%Y}, Nr. {self.number}"


class Strategy(models.Model):
    """The county's own strategy for developing Kitas into ThEKiZ (R109)."""

    area = "plans"
    place_columns = ("place_id",)
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    title = models.CharField("Titel", max_length=160)
    year_from = models.PositiveSmallIntegerField("von (Jahr)", validators=YEAR)
    year_until = models.PositiveSmallIntegerField("bis (Jahr)", validators=YEAR)
    goals = models.TextField("Ziele", max_length=4000)
    steps = models.TextField("Zeitplan und Schritte", max_length=4000, blank=True)
    resolution = child_of("planning.Resolution", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Beschluss")
    document = child_of("sites.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        verbose_name = "Strategie des Landkreises"
        verbose_name_plural = "Strategien"
        ordering = ["-year_from", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "place"], name="strategy_place"),
            SamePlace("resolution", "place", name="strategy_resolution_place"),
            SamePlace("document", "place", name="strategy_document_place"),
            models.CheckConstraint(
                condition=Q(year_until__gte=models.F("year_from")), name="strategy_years", violation_error_message="Das Ende liegt vor dem Beginn."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.year_from}–{self.year_until}"


class StrategyTarget(models.Model):
    """How many sites the county wants to have at the end of a year: all (on the way and established), consultation sites among them."""

    area = "plans"
    place_columns = ("place_id",)
    part_of = "strategy"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    strategy = child_of("planning.Strategy", related_name="targets", editable=False)
    year = models.PositiveSmallIntegerField("Jahr", validators=YEAR)
    sites = models.PositiveSmallIntegerField("Standorte am Jahresende", validators=[MaxValueValidator(500)])
    consultation_sites = models.PositiveSmallIntegerField("davon Konsultationseinrichtungen", default=0, validators=[MaxValueValidator(500)])

    class Meta:
        verbose_name = "Zielzahl"
        verbose_name_plural = "Zielzahlen"
        ordering = ["year"]
        constraints = [
            SamePlace("strategy", "place", name="strategytarget_strategy_place"),
            models.UniqueConstraint(
                fields=["strategy", "year"], name="strategytarget_year", violation_error_message="Für dieses Jahr gibt es schon eine Zahl."
            ),
            models.CheckConstraint(
                condition=Q(consultation_sites__lte=models.F("sites")),
                name="strategytarget_part",
                violation_error_message="Es können nicht mehr Konsultationseinrichtungen sein als Standorte.",
            ),
        ]


class Plan(models.Model):
    """A plan of the county in one of its versions; the next version ends the one before (R029, R108, R112)."""

    class Kind(models.TextChoices):
        INTEGRATED = "integrated_plan", "integrierter Fachplan (LSZ)"
        YOUTH_WELFARE = "youth_welfare_plan", "Jugendhilfeplan"
        DEMAND = "demand_plan", "Kita-Bedarfsplan"
        FAMILY_SUPPORT = "family_support_plan", "Familienförderplan"

    area = "plans"
    place_columns = ("place_id",)
    readable = "decided by a public body"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    kind = models.CharField("Art", max_length=19, choices=Kind)
    title = models.CharField("Titel", max_length=200)
    version = models.CharField("Fassung", max_length=40, help_text="Zum Beispiel: 2025–2029 oder 2. Fortschreibung.")
    starts = models.DateField("gilt ab")
    ends = models.DateField("gilt bis", null=True, blank=True)
    resolution = child_of("planning.Resolution", on_delete=models.PROTECT, null=True, blank=True, related_name="plans", verbose_name="Beschluss")
    document = child_of("sites.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Plan"
        verbose_name_plural = "Pläne"
        ordering = ["kind", "-starts"]
        constraints = [
            models.UniqueConstraint(fields=["id", "place"], name="plan_place"),
            SamePlace("resolution", "place", name="plan_resolution_place"),
            SamePlace("document", "place", name="plan_document_place"),
            no_overlap(
                "place",
                "kind",
                name="plan_days",
                message="In diesem Zeitraum gilt schon eine Fassung dieses Plans. Bitte beenden Sie zuerst die alte.",
            ),
            ends_after_start("plan_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.version}"


class PlanGoal(models.Model):
    """A goal of a plan that measures pursue (Handlungsziel)."""

    area = "plans"
    place_columns = ("place_id",)
    readable = "part of a decided plan"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    plan = child_of("planning.Plan", related_name="goals", editable=False)
    number = models.CharField("Nummer", max_length=20, blank=True)
    title = models.CharField("Handlungsziel", max_length=300)
    action_field = models.ForeignKey("planning.ActionField", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Handlungsfeld")

    class Meta:
        verbose_name = "Handlungsziel"
        verbose_name_plural = "Handlungsziele"
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "place"], name="plangoal_place"),
            SamePlace("plan", "place", name="plangoal_plan_place"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class PlanEntry(models.Model):
    """A ThEKiZ stands in a plan: where, for which goal, funded or not (R029, R108, R112)."""

    area = "plans"
    place_columns = ("place_id",)
    readable = "part of a decided plan"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    plan = child_of("planning.Plan", related_name="entries", editable=False)
    site = child_of("sites.Site", on_delete=models.PROTECT, related_name="plan_entries", verbose_name="Standort")
    goal = child_of("planning.PlanGoal", on_delete=models.PROTECT, null=True, blank=True, related_name="entries", verbose_name="Handlungsziel")
    section = models.CharField("Seite oder Abschnitt", max_length=60, blank=True)
    funded = models.BooleanField("Finanzierung steht im Plan", default=True)
    note = models.CharField("Anmerkung", max_length=300, blank=True)

    class Meta:
        verbose_name = "Eintrag im Plan"
        verbose_name_plural = "Einträge im Plan"
        ordering = ["site__sort_key", "pk"]
        constraints = [
            SamePlace("plan", "place", name="planentry_plan_place"),
            SamePlace("site", "place", to="county", name="planentry_site_place"),
            SamePlace("goal", "place", name="planentry_goal_place"),
            models.UniqueConstraint(
                fields=["plan", "site"], name="planentry_once", violation_error_message="Dieser Standort steht schon in dem Plan."
            ),
        ]


class Representative(models.Model):
    """Who represents the ThEKiZ in the steering bodies of social planning; one at a time (R008)."""

    class Function(models.TextChoices):
        PLANNER = "social_planner", "Sozialplanung"
        ADVISOR = "specialist_advisor", "Kita-Fachberatung"
        YOUTH_WELFARE = "youth_welfare_office", "andere Vertretung der Jugendhilfe"

    area = "plans"
    place_columns = ("place_id",)
    readable = "whom the sites may turn to"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    name = models.CharField("Name", max_length=120)
    function = models.CharField("Funktion", max_length=20, choices=Function)
    email = models.EmailField("E-Mail", blank=True)
    phone = models.CharField("Telefon", max_length=40, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    starts = models.DateField("ab")
    ends = models.DateField("bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Vertretung der ThEKiZ in den Steuerungsgremien"
        ordering = ["-starts"]
        constraints = [
            no_overlap("place", name="representative_days", message="In diesem Zeitraum ist schon eine Vertretung eingetragen."),
            ends_after_start("representative_ends"),
        ]

    def __str__(self) -> str:
        return self.name


class ProjectClass(models.TextChoices):
    """Classes of projects that counties treat differently (practice §2.2)."""

    MICRO = "micro", "Mikroprojekt"
    MACRO = "macro", "Makroprojekt"
    EXISTING = "existing", "Bestandsprojekt"


class Deadline(models.Model):
    """A date of the county per funding year and project class; never hard-wired."""

    class Kind(models.TextChoices):
        APPLICATION = "application", "Antrag"
        DECISION = "decision", "Entscheidung über die Fortführung"
        REPORT = "report", "Sachbericht"
        PROOF = "proof_of_use", "Verwendungsnachweis"

    area = "plans"
    place_columns = ("place_id",)
    readable = "set by the county for everybody"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    funding_year = models.PositiveSmallIntegerField("Förderjahr", validators=[MinValueValidator(2019), MaxValueValidator(2100)])
    project_class = models.CharField("Projektart", max_length=8, choices=ProjectClass, default=ProjectClass.EXISTING)
    kind = models.CharField("Wofür", max_length=12, choices=Kind)
    due = models.DateField("Frist")

    class Meta:
        verbose_name = "Frist"
        verbose_name_plural = "Fristen"
        ordering = ["-funding_year", "due"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "funding_year", "project_class", "kind"],
                name="deadline_once",
                violation_error_message="Diese Frist ist schon eingetragen.",
            )
        ]
