"""How a date was, as families say it right after: one of three faces and perhaps a line, by offer and day."""

from django.db import models
from django.db.models import Q

from sites.models import SamePlace, child_of


class SessionFeedback(models.Model):
    """Feedback to a date of an offer: face, line and day; no time, no person (R256). Its number is a digest, as that of a sheet is."""

    class Face(models.IntegerChoices):
        GOOD = 1, "Gut"
        SO_SO = 2, "Geht so"
        BAD = 3, "Nicht gut"

    area = "surveys"
    place_columns = ("site_id",)
    never = "insert update delete"  # guard: never-sessionfeedback -> never = ""
    id = models.UUIDField(primary_key=True, editable=False)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    offer = child_of("offers.Offer", on_delete=models.PROTECT, related_name="feedback", editable=False)
    day = models.DateField("Tag", editable=False)
    face = models.PositiveSmallIntegerField("Wie war es?", choices=Face, editable=False)
    words = models.CharField("Satz", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "Rückmeldung zu einem Angebot"
        verbose_name_plural = "Rückmeldungen zu Angeboten"
        ordering = ["-day", "id"]
        constraints = [
            SamePlace("offer", "site", name="sessionfeedback_offer_place"),
            models.CheckConstraint(condition=Q(face__range=(1, 3)), name="sessionfeedback_face"),
        ]
