"""Who does what until when: the plan of a house, which its facilitator works on as well."""

from django.db import models
from django.db.models import Q

from sites.core.access import Shown
from sites.models import SamePlace, child_of


class ActionStep(models.Model):
    """A step of a house with who takes it on and until when; a done one keeps what came of it (R165, R166, R196)."""

    area = "steps"
    place_columns = ("site_id",)
    shown = Shown(insiders="steps.internal", column="for_parents", values=frozenset({True}))  # guard: steps-released -> shown = None
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    goal = child_of("planning.Goal", on_delete=models.PROTECT, null=True, blank=True, related_name="action_steps", verbose_name="Für welches Ziel")
    finding = child_of(
        "processes.Finding", on_delete=models.PROTECT, null=True, blank=True, related_name="steps", verbose_name="Aus welcher Feststellung"
    )
    title = models.CharField("Was ist zu tun?", max_length=160)
    owner = models.CharField("Wer kümmert sich?", max_length=80)
    due = models.DateField("Bis wann?")
    closed_on = models.DateField("Erledigt am", null=True, blank=True)
    dropped = models.BooleanField("Es wird nichts daraus", default=False)
    result = models.CharField("Was daraus wurde", max_length=300, blank=True)
    task = models.ForeignKey(
        "planning.Term", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Zu welcher Aufgabe der Koordination gehört es?"
    )
    field = models.ForeignKey("planning.Term", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Leistungsfeld")
    agenda_item = child_of("planning.AgendaItem", on_delete=models.PROTECT, null=True, blank=True, related_name="steps", editable=False)
    for_parents = models.BooleanField("Auch die Elternvertretung sieht diesen Schritt", default=False)

    class Meta:
        verbose_name = "Handlungsschritt"
        verbose_name_plural = "Handlungsschritte"
        ordering = ["due", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="actionstep_place"),
            SamePlace("goal", "site", name="actionstep_goal_place"),
            SamePlace("agenda_item", "site", to="place", name="actionstep_agenda_item_place"),
            models.UniqueConstraint(fields=["agenda_item"], name="actionstep_agenda_item_once"),
            SamePlace("finding", "site", name="actionstep_finding_place"),
            models.CheckConstraint(
                condition=Q(dropped=False) | Q(closed_on__isnull=False) & ~Q(result=""),
                name="actionstep_dropped",
                violation_error_message="Warum wird nichts daraus, und seit wann? Bitte schreiben Sie es auf.",
            ),
        ]

    def __str__(self) -> str:
        return self.title
