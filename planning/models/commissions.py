"""What the youth welfare office commissions: counselling after §§ 17 and 18 SGB VIII, with whom, where, and from when to when (R005, R090)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sites.models import SamePlace, ValidQuerySet, child_of, ends_after_start


class Commission(models.Model):
    """Auftrag des Jugendamtes for counselling after §§ 17 and 18 SGB VIII: for the houses it names, or for the whole county."""

    class Section(models.TextChoices):
        SEPARATION = "17", "§ 17: Partnerschaft, Trennung und Scheidung"
        CUSTODY = "18", "§ 18: Personensorge und Umgangsrecht"

    area = "commissions"
    place_columns = ("place_id",)
    readable = "commissioned by a public body"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)  # the county
    legal_basis = models.ForeignKey("planning.LegalBasis", models.PROTECT, related_name="+", verbose_name="Gesetzliche Grundlage")
    sections = ArrayField(models.CharField(max_length=2, choices=Section), verbose_name="Wofür nach dem SGB VIII")
    provider = models.ForeignKey("sites.Provider", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Beauftragter Träger")
    holder = models.CharField("Andere beauftragte Stelle", max_length=160, blank=True)
    subject = models.CharField("Worum es geht, in einem Satz", max_length=200)
    starts = models.DateField("ab")
    ends = models.DateField("bis", null=True, blank=True)
    number = models.CharField("Beschluss oder Aktenzeichen", max_length=80, blank=True)
    document = child_of("sites.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Auftrag für Beratung"
        verbose_name_plural = "Aufträge für Beratung"
        ordering = ["-starts", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "place"], name="commission_place"),
            SamePlace("document", "place", name="commission_document_place"),
            ends_after_start("commission_ends"),
            models.CheckConstraint(
                condition=Q(sections__len__gte=1), name="commission_sections", violation_error_message="Bitte wählen Sie § 17, § 18 oder beide."
            ),
            models.CheckConstraint(
                condition=(Q(provider__isnull=False) & Q(holder="")) | (Q(provider__isnull=True) & ~Q(holder="")),
                name="commission_holder",
                violation_error_message="Bitte wählen Sie einen Träger oder schreiben Sie eine andere Stelle, nicht beides.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder_words}, {self.sections_words}"

    @property
    def holder_words(self) -> str:
        return self.provider.name if self.provider else self.holder

    @property
    def sections_words(self) -> str:
        """§ 17, § 18 or §§ 17, 18"""
        chosen = sorted(self.sections)
        return f"{'§§' if len(chosen) > 1 else '§'} {', '.join(chosen)} SGB VIII"


class CommissionSite(models.Model):
    """A house that a commission is for; a commission without one is for the whole county."""

    area = "commissions"
    place_columns = ("place_id",)
    readable = "commissioned by a public body"
    part_of = "commission"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)  # the county
    commission = child_of("planning.Commission", related_name="site_links", editable=False)
    site = child_of("sites.Site", on_delete=models.PROTECT, related_name="+", verbose_name="Standort")

    class Meta:
        verbose_name = "Standort eines Auftrags"
        verbose_name_plural = "Standorte eines Auftrags"
        constraints = [
            SamePlace("commission", "place", name="commissionsite_commission_place"),
            SamePlace("site", "place", to="county", name="commissionsite_site_place"),
            models.UniqueConstraint(fields=["commission", "site"], name="commissionsite_once"),
        ]
