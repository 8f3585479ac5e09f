"""The pedagogical concept of a house in versions: what changes, what the parents say to it, and since when it holds."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from sites.core.access import Shown
from sites.core.flow import Flow, Step
from sites.models import SamePlace, child_of


class Concept(models.Model):
    """One version of the Konzeption, extended by the philosophy of the ThEKiZ; a released one stays as it is (R051, R167, R217, R218)."""

    class State(models.TextChoices):
        DRAFT = "draft", "Entwurf"
        HEARING = "hearing", "bei der Elternvertretung"
        RELEASED = "released", "freigegeben"

    class Stance(models.TextChoices):
        """What the parents' council says; it is heard, the house decides (§ 12 Abs. 2 Nr. 1 ThürKigaG)."""

        AGREED = "agreed", "einverstanden"
        CONCERNS = "concerns", "mit Bedenken einverstanden"
        AGAINST = "against", "nicht einverstanden"

    area = "concepts"
    place_columns = ("site_id",)
    # guard: concept-drafts -> shown = None
    shown = Shown(insiders="concepts.internal", column="state", values=frozenset({"hearing", "released"}))
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    version = models.PositiveSmallIntegerField("Fassung", editable=False)
    begun_on = models.DateField("begonnen am", editable=False)
    state = models.CharField("Stand", max_length=8, choices=State, default=State.DRAFT, editable=False)
    changes = models.TextField("Was sich ändert", max_length=2000)
    philosophy = models.TextField("Leitbild: die Philosophie der ThEKiZ in unserem Haus", max_length=4000, blank=True)
    participation = models.TextField("Beteiligung: wie Kinder, Familien und Team mitbestimmen", max_length=4000, blank=True)
    coordination_hours = models.DecimalField(
        "Stunden der Koordination in der Woche, die diese Fassung braucht",
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(60))],
    )
    coordination_reason = models.CharField("Warum so viele", max_length=300, blank=True)
    document = child_of("sites.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    heard_until = models.DateField("Antwort bis", null=True, blank=True)
    stance = models.CharField("Der Elternbeirat ist", max_length=8, choices=Stance, blank=True)
    heard_on = models.DateField("Angehört am", null=True)
    heard_words = models.TextField("In seinen Worten", max_length=1000, blank=True)
    heard_from = models.CharField("Wer hat es gesagt", max_length=160, blank=True)
    reply = models.TextField("Antwort des Hauses", max_length=1000, blank=True)
    released_on = models.DateField("freigegeben am", null=True, editable=False)

    flow = Flow(
        Step("ask", frozenset({"draft"}), "hearing", "concepts.change", "Den Eltern vorlegen", "Konzeption den Eltern vorgelegt"),
        Step("take_back", frozenset({"hearing"}), "draft", "concepts.change", "Zurückholen", "Konzeption zurückgeholt"),
        Step("release", frozenset({"draft", "hearing"}), "released", "concepts.release", "Fassung freigeben", "Konzeption freigegeben"),
    )

    class Meta:
        verbose_name = "Konzeption"
        verbose_name_plural = "Konzeptionen"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="concept_place"),
            models.UniqueConstraint(
                fields=["site", "version"],
                name="concept_version",
                violation_error_message="Diese Fassung hat inzwischen jemand anderes angelegt. Bitte laden Sie die Seite neu.",
            ),
            models.UniqueConstraint(
                fields=["site"],
                condition=~Q(state="released"),
                name="concept_one_draft",
                violation_error_message="Es gibt schon eine Fassung, an der gearbeitet wird.",
            ),
            SamePlace("document", "site", to="place", name="concept_document_place"),
            models.CheckConstraint(condition=~Q(state="released") | Q(released_on__isnull=False), name="concept_released"),
            models.CheckConstraint(
                condition=Q(coordination_hours__isnull=True) | ~Q(coordination_reason=""),
                name="concept_hours",
                violation_error_message="Warum so viele Stunden? Bitte schreiben Sie, welche Ziele der Konzeption sie brauchen.",
            ),
            models.CheckConstraint(
                condition=Q(stance="", heard_on__isnull=True) | ~Q(stance="") & Q(heard_on__isnull=False) & ~Q(heard_from=""),
                name="concept_heard",
            ),
        ]

    def __str__(self) -> str:
        return f"Konzeption, Fassung {self.version}"

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("processes:concept_detail", args=[self.pk])
