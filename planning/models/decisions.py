"""What a body of the county has decided about a site: facts that do not contradict each other, and what each of them has set."""

from decimal import Decimal
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from sites.models import OrganisationForm, Phase, SamePlace, child_of

#: The decisions that count: not replaced by a corrected one, not taken back.
VALID = Q(superseded_by__isnull=True, taken_back__isnull=True)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def valid(self) -> Self:
        """Those that count today."""
        return self.filter(VALID)


class Decision(models.Model):
    """Establish, advance, continue or end a site, by a body, with date and number; superseded or taken back, never erased (R209, R028–R029)."""

    class Kind(models.TextChoices):
        ESTABLISH = "establish", "Aufnehmen"
        CONTINUE = "continue", "Fortführen"
        ADVANCE = "advance", "Übergang in die nächste Phase"
        END = "end", "Beenden"
        REJECT = "reject", "Ablehnen"

    class Body(models.TextChoices):
        COMMITTEE = "youth_welfare_committee", "Jugendhilfeausschuss"
        COUNCIL = "county_council", "Kreistag / Stadtrat"
        BOARD = "planning_board", "Steuerungsgremium der Sozialplanung"
        ADMINISTRATION = "administration", "Verwaltung"

    #: The step to a next phase in its own words (R205, R206): nothing is continued by it, nothing certified.
    ADVANCES = {Phase.ESTABLISHED: "Übergang zum ThEKiZ", Phase.CONSULTATION: "Übergang zur Konsultationseinrichtung"}
    #: Kinds of which a site has one a funding year, and kinds of which two from the same day contradict each other.
    OF_A_YEAR = ((Kind.ESTABLISH, Kind.CONTINUE), (Kind.END,))
    OF_A_DAY = ((Kind.ESTABLISH, Kind.CONTINUE, Kind.END), (Kind.ESTABLISH, Kind.ADVANCE, Kind.END))

    area = "decisions"
    place_columns = ("site_id",)
    never = "delete"  # guard: never-decision -> never = ""
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="decisions", editable=False)
    application = child_of("planning.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="decisions", editable=False)
    kind = models.CharField("Ihre Entscheidung", max_length=9, choices=Kind, default=Kind.ESTABLISH)
    phase = models.CharField("Phase", max_length=17, choices=list(ADVANCES.items()), blank=True)
    body = models.CharField("Gremium", max_length=23, choices=Body, default=Body.COMMITTEE)
    decided_on = models.DateField("Datum des Beschlusses")
    number = models.CharField("Nummer", max_length=60)
    effective_from = models.DateField("gilt ab")
    forms = ArrayField(models.CharField(max_length=10, choices=OrganisationForm), verbose_name="Organisationsform", default=list, blank=True)
    coordinator_fte = models.DecimalField(
        "Koordination in VZÄ",
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(5))],
    )
    reasons = models.TextField("Begründung", max_length=3000)
    departures = models.JSONField(default=list, editable=False)
    departure_reason = models.TextField("Warum trotz der Hinweise?", max_length=2000, blank=True)
    funding_year = models.PositiveSmallIntegerField(
        "für das Förderjahr", null=True, blank=True, validators=[MinValueValidator(2019), MaxValueValidator(2100)]
    )
    resolution = models.ForeignKey(
        "planning.Resolution", models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="Beschluss, der sie trägt"
    )
    agenda_item = models.ForeignKey("planning.AgendaItem", models.PROTECT, null=True, blank=True, related_name="decisions", editable=False)
    plan = models.ForeignKey("planning.Plan", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Plan, auf dem sie beruht")
    conditions = models.TextField("Auflagen und Hinweise", max_length=2000, blank=True)
    next_due = models.DateField("über die Fortführung ist zu entscheiden bis", null=True, blank=True)
    document = child_of("sites.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    signatory = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Wer unterschreibt das Schreiben?"
    )
    effects = models.JSONField(default=dict, editable=False)  # which rows it has set and what stood there before: services/effects.py
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    recorded = models.DateTimeField(auto_now_add=True)
    superseded_by = child_of("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    taken_back = models.DateField("zurückgenommen am", null=True, blank=True, editable=False)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    take_back_reason = models.TextField("Warum nehmen Sie die Entscheidung zurück?", max_length=2000, blank=True, editable=False)
    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "Entscheidung"
        verbose_name_plural = "Entscheidungen"
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="decision_place"),
            SamePlace("application", "site", name="decision_application_place"),
            SamePlace("superseded_by", "site", name="decision_superseded_place"),
            SamePlace("document", "site", to="place", name="decision_document_place"),
            models.UniqueConstraint(fields=["application"], condition=VALID, name="decision_one_valid"),
            models.UniqueConstraint(
                fields=["site", "funding_year"], condition=VALID & Q(kind__in=["establish", "continue"]), name="decision_one_a_year"
            ),
            models.UniqueConstraint(fields=["site", "funding_year"], condition=VALID & Q(kind="end"), name="decision_one_end_a_year"),
            models.UniqueConstraint(
                fields=["site", "funding_year", "phase"], condition=VALID & Q(kind="advance"), name="decision_one_advance_a_year"
            ),
            models.UniqueConstraint(
                fields=["site", "effective_from"],
                condition=VALID & Q(kind__in=["establish", "continue", "end"]),
                name="decision_one_a_day",
            ),
            models.UniqueConstraint(
                fields=["site", "effective_from"],
                condition=VALID & Q(kind__in=["establish", "advance", "end"]),
                name="decision_one_phase_a_day",
            ),
            models.CheckConstraint(condition=Q(kind="advance", phase__gt="") | (~Q(kind="advance") & Q(phase="")), name="decision_phase"),
            models.CheckConstraint(
                condition=Q(taken_back__isnull=True, take_back_reason="") | (Q(taken_back__isnull=False) & ~Q(take_back_reason="")),
                name="decision_taken_back",
            ),
        ]

    def __str__(self) -> str:
        day = "" if self.kind == self.Kind.REJECT else f" ab {self.effective_from:%d.%m.%Y}"
        return f"{self.get_kind_display()}{day}"

    def get_kind_display(self) -> str:  # type: ignore[no-redef]  # in place of the one that Django makes for the field
        """What was decided; the step to a next phase names it."""
        return kind_words(self.kind, self.phase)

    @property
    def is_valid(self) -> bool:
        return self.superseded_by_id is None and self.taken_back is None


def kind_words(kind: str, phase: str = "") -> str:
    """What was decided, of a decision read without its row."""
    if kind == Decision.Kind.ADVANCE and phase in Phase.values:
        return Decision.ADVANCES[Phase(phase)]
    return str(Decision.Kind(kind).label)
