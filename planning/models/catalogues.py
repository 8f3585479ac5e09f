"""Catalogues: the rules of the recommendations and of the LSZ as versioned data (architecture decision 11)."""

from django.db import models

from sites.models import ValidQuerySet, ends_after_start


class ActionField(models.Model):
    """One of the six LSZ action fields with the name of an edition (R103–R106)."""

    edition = models.CharField("Fassung", max_length=20)
    number = models.PositiveSmallIntegerField("Nummer")
    name = models.CharField("Name", max_length=120)
    code = models.SlugField(max_length=40)
    starts = models.DateField("gilt ab")
    ends = models.DateField("gilt bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Handlungsfeld"
        verbose_name_plural = "Handlungsfelder"
        ordering = ["edition", "number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="actionfield_number"), ends_after_start("actionfield_ends")]

    def __str__(self):
        return f"HF {self.number} {self.name}"


class LegalBasis(models.Model):
    """A row of the legal-basis table of §1.6 with validity (R087–R100)."""

    edition = models.CharField("Fassung", max_length=20)
    number = models.PositiveSmallIntegerField("Reihenfolge")
    citation = models.CharField("Fundstelle", max_length=120)
    content = models.TextField("Inhalt", max_length=600)
    needs_commission = models.BooleanField("nur im Auftrag des Jugendamtes", default=False)
    starts = models.DateField("gilt ab")
    ends = models.DateField("gilt bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "gesetzliche Grundlage"
        verbose_name_plural = "gesetzliche Grundlagen"
        ordering = ["edition", "number"]
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="legalbasis_number"), ends_after_start("legalbasis_ends")]

    def __str__(self):
        return self.citation
