"""Fundamental changes of a house, and what is proposed because of them (R129, R130, UF3)."""

from collections.abc import Iterator

from django.db import models
from django.db.models import Q

from sites.core.access import Access
from sites.core.flow import Flow, Step
from sites.models import SamePlace, ValidQuerySet, child_of, ends_after_start


class ChangeEvent(models.Model):
    """A fundamental change in a house; while it is open, the rule about changes holds."""

    class Trigger(models.TextChoices):
        STAFF = "staff", "Neue Fachkräfte"
        TEAM = "team", "Neue Teamkonstellation"
        HEAD = "head", "Leitungswechsel"
        PROVIDER = "provider", "Trägerwechsel"
        PARENTS = "parents", "Stetiger Elternwechsel"
        OTHER = "other", "Anderes"

    area = "changes"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="changes", editable=False)
    trigger = models.CharField("Was verändert sich?", max_length=8, choices=Trigger)
    starts = models.DateField("seit")
    ends = models.DateField("bis", null=True, blank=True)
    note = models.CharField("Was heißt das für die Einrichtung?", max_length=300, blank=True)
    person_label = models.CharField(max_length=160, editable=False)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Veränderung in der Einrichtung"
        verbose_name_plural = "Veränderungen in der Einrichtung"
        ordering = ["-starts", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="changeevent_place"),
            ends_after_start("changeevent_ends"),
            models.CheckConstraint(
                condition=~Q(trigger="other") | ~Q(note=""),
                name="changeevent_other",
                violation_error_message="Was verändert sich? Bitte schreiben Sie es in einem Satz.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_trigger_display()


class ChangeProposal(models.Model):
    """What a change proposes: more hours, an extra meeting, a new round of analysis; each is answered, a refusal with one sentence."""

    class Kind(models.TextChoices):
        HOURS = "hours", "Umfang der Prozessbegleitung erhöhen"
        MEETING = "meeting", "Zusätzliche Sitzung des Steuerungsteams"
        ANALYSIS = "analysis", "Neue Runde der Ausgangsanalyse"

    class State(models.TextChoices):
        OPEN = "open", "noch offen"
        ACCEPTED = "accepted", "angenommen"
        DECLINED = "declined", "abgelehnt"

    area = "changes"
    place_columns = ("site_id",)
    part_of = "event"
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    event = child_of("processes.ChangeEvent", related_name="proposals", editable=False)
    kind = models.CharField("Vorschlag", max_length=8, choices=Kind, editable=False)
    state = models.CharField("Stand", max_length=8, choices=State, default=State.OPEN, editable=False)
    sentence = models.CharField("Warum nicht?", max_length=300, blank=True)
    made_on = models.DateField("vorgeschlagen am", editable=False)
    answered_on = models.DateField("beantwortet am", null=True, editable=False)
    flow = Flow(
        Step("accept", frozenset({"open", "declined"}), "accepted", "changes.answer", "Annehmen", "Vorschlag angenommen"),
        Step("decline", frozenset({"open", "accepted"}), "declined", "changes.answer", "Ablehnen", "Vorschlag abgelehnt", note=True),
    )

    class Meta:
        verbose_name = "Vorschlag aus einer Veränderung"
        verbose_name_plural = "Vorschläge aus Veränderungen"
        ordering = ["event", "pk"]
        constraints = [
            SamePlace("event", "site", name="changeproposal_event_place"),
            models.UniqueConstraint(fields=["event", "kind"], name="changeproposal_once"),
            models.CheckConstraint(condition=Q(sentence="") | ~Q(state="open"), name="changeproposal_sentence"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def problems_before_accept(self, access: Access) -> Iterator[str]:
        """More hours are a matter of who concludes the contract."""
        if self.kind == self.Kind.HOURS and not access.may("changes.hours", self):  # guard: hours-proposal -> if False:
            yield "Über den Umfang der Prozessbegleitung entscheiden Sozialplanung und Träger."
