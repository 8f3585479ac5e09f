"""How a goal is thought over, round by round: plan, analyse, improve (R244, R245)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from sites.models import SamePlace, child_of


class GoalReview(models.Model):
    """The end of a round: what was seen, what follows from it, and whether the goal stays, changes or ends.

    What was learned at a goal stands here alone, round by round; the goal shows what the last one says (`last_lesson`).
    """

    class Outcome(models.TextChoices):
        KEEP = "keep", "weiter wie bisher"
        ADAPT = "adapt", "etwas ändern"
        END = "end", "das Ziel abschließen"

    area = "goals"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    goal = child_of("planning.Goal", related_name="reviews", editable=False)
    cycle = models.PositiveSmallIntegerField("Runde", editable=False, validators=[MinValueValidator(1), MaxValueValidator(99)])
    held_on = models.DateField("Wann")
    seen = models.CharField("Was haben wir gesehen?", max_length=300)
    conclusion = models.CharField("Was folgt daraus?", max_length=300)
    outcome = models.CharField("Wie geht es weiter?", max_length=5, choices=Outcome)
    helped = models.TextField("Was hat geholfen?", max_length=2000, blank=True)
    hindered = models.TextField("Was stand im Weg?", max_length=2000, blank=True)

    class Meta:
        verbose_name = "Auswertung"
        verbose_name_plural = "Auswertungen"
        ordering = ["-cycle"]
        constraints = [
            SamePlace("goal", "site", name="goalreview_goal_place"),
            models.UniqueConstraint(fields=["goal", "cycle"], name="goalreview_cycle", violation_error_message="Diese Runde ist schon ausgewertet."),
            models.CheckConstraint(condition=Q(cycle__gte=1), name="goalreview_first"),
        ]

    def __str__(self) -> str:
        return f"Runde {self.cycle}: {self.conclusion}"
