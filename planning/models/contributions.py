"""What professionals of a house bring in: observations, reflections, ideas for offers; with what became of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from sites.models import SamePlace, child_of


class Contribution(models.Model):
    """An observation, a reflection or an idea for an offer from the team, with its answer (R014)."""

    class Kind(models.TextChoices):
        OBSERVATION = "observation", "Beobachtung"
        REFLECTION = "reflection", "Reflexion"
        OFFER = "offer", "Idee für ein Angebot"

    area = "contributions"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    kind = models.CharField("Was ist es?", max_length=11, choices=Kind)
    text = models.TextField("In Ihren Worten", max_length=1000)
    written_on = models.DateField("geschrieben am", editable=False)
    need = child_of("planning.Need", on_delete=models.PROTECT, null=True, blank=True, related_name="contributions", editable=False)
    answer = models.TextField("Was daraus wird", max_length=500, blank=True)
    answered_on = models.DateField("beantwortet am", null=True, editable=False)

    class Meta:
        verbose_name = "Beitrag aus dem Team"
        verbose_name_plural = "Beiträge aus dem Team"
        ordering = ["-written_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="contribution_place"),
            SamePlace("need", "site", name="contribution_need_place"),
            models.CheckConstraint(condition=Q(answered_on__isnull=True) | ~Q(answer=""), name="contribution_answered"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} vom {self.written_on:%d.%m.%Y}"
