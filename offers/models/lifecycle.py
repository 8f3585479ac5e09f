"""The way of an offer from need to end: each stage with its day, who was involved, and why (R227, R229, R241)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sites.models import SamePlace, child_of


class OfferStep(models.Model):
    """A stage that an offer has reached on a day, and which groups had a part in it; never a person."""

    class Stage(models.TextChoices):
        IDEA = "idea", "Idee"
        AGREED = "agreed", "abgestimmt"
        PLANNED = "planned", "geplant"
        RUNNING = "running", "läuft"
        EVALUATED = "evaluated", "ausgewertet"
        KEPT = "kept", "beibehalten"
        ADAPTED = "adapted", "angepasst"
        ENDED = "ended", "beendet"

    class Group(models.TextChoices):
        FAMILIES = "families", "Familien"
        CHILDREN = "children", "Kinder"
        COUNCIL = "council", "Elternbeirat"
        TEAM = "team", "Team"
        PARTNERS = "partners", "Partner*innen"
        COUNTY = "county", "Landkreis"

    #: Stages that say what was decided need to say why.
    REASONED = (Stage.KEPT, Stage.ADAPTED, Stage.ENDED)
    #: Planned with families: one of these had a part.
    OF_FAMILIES = (Group.FAMILIES, Group.CHILDREN, Group.COUNCIL)

    area = "offers"
    place_columns = ("site_id",)
    part_of = "offer"
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    offer = child_of("offers.Offer", related_name="steps", editable=False)
    stage = models.CharField("Schritt", max_length=9, choices=Stage)
    taken_on = models.DateField("Tag")
    involved = ArrayField(models.CharField(max_length=8, choices=Group), verbose_name="Wer war beteiligt?", default=list, blank=True)
    reason = models.CharField("Was wir herausgefunden haben, oder warum", max_length=400, blank=True)

    class Meta:
        verbose_name = "Schritt eines Angebots"
        verbose_name_plural = "Schritte eines Angebots"
        ordering = ["-taken_on", "-pk"]
        constraints = [
            SamePlace("offer", "site", name="offerstep_offer_place"),
            models.CheckConstraint(
                condition=~Q(stage__in=["kept", "adapted", "ended"]) | ~Q(reason=""),
                name="offerstep_reason",
                violation_error_message="Bitte sagen Sie in einem Satz, warum.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} am {self.taken_on:%d.%m.%Y}"

    @property
    def involved_words(self) -> str:
        """Who had a part, in words."""
        return ", ".join(self.Group(value).label for value in self.involved)
