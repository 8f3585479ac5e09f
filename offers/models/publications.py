"""What a house has made public of its offers, and where: the log of its public relations."""

from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q

from sites.models import SamePlace, child_of


class Publication(models.Model):
    """A notice, an article, a post: on which day, in which medium, of which offer or of the house as a whole (R172)."""

    class Medium(models.TextChoices):
        NOTICE = "notice", "Aushang"
        FLYER = "flyer", "Flyer oder Programmheft"
        NEWSPAPER = "newspaper", "Zeitung"
        BULLETIN = "bulletin", "Amtsblatt oder Gemeindebrief"
        WEBSITE = "website", "Internetseite"
        SOCIAL = "social", "soziale Medien"
        RADIO = "radio", "Radio oder Fernsehen"
        LETTER = "letter", "Elternbrief oder Rundmail"
        EVENT = "event", "Stand oder Veranstaltung"
        OTHER = "other", "etwas anderes"

    area = "offers"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    published_on = models.DateField("Tag")
    medium = models.CharField("Medium", max_length=9, choices=Medium)
    title = models.CharField("Was stand oder lief da?", max_length=160, validators=[MinLengthValidator(3)])
    where = models.CharField("Wo genau", max_length=160, blank=True)
    offer = child_of("offers.Offer", on_delete=models.SET_NULL, null=True, blank=True, related_name="publications", verbose_name="Angebot")

    class Meta:
        verbose_name = "Veröffentlichung"
        verbose_name_plural = "Veröffentlichungen"
        ordering = ["-published_on", "-pk"]
        indexes = [models.Index(fields=["site", "-published_on"], name="publication_site_day")]
        constraints = [
            SamePlace("offer", "site", name="publication_offer_place"),
            models.CheckConstraint(
                condition=Q(title__regex=r"\S"), name="publication_title", violation_error_message="Bitte schreiben Sie, was veröffentlicht wurde."
            ),
        ]

    def __str__(self) -> str:
        return self.title
