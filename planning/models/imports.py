"""A spreadsheet on its way in: read, checked, shown – and written only when a person confirms (all or nothing)."""

from django.conf import settings
from django.db import models


class ImportRun(models.Model):
    """One uploaded table of a county with what it would do; keeps no file, only the rows that were understood."""

    class Kind(models.TextChoices):
        MUNICIPALITIES = "municipalities", "Gemeinden"
        PROVIDERS = "providers", "Träger"
        KITAS = "kitas", "Kitas"
        CONTACTS = "contacts", "Kontakte der Kitas und Standorte"
        FIGURES = "figures", "Sozialraumdaten"

    area = "imports"
    place_columns = ("place_id",)
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)  # the county
    kind = models.CharField("Was steht in der Tabelle?", max_length=14, choices=Kind)
    filename = models.CharField(max_length=160, editable=False)
    rows = models.JSONField(default=list, editable=False)
    problems = models.JSONField(default=list, editable=False)  # {"row", "column", "text"}
    creates = models.PositiveIntegerField(default=0, editable=False)
    updates = models.PositiveIntegerField(default=0, editable=False)
    unchanged = models.PositiveIntegerField(default=0, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    created = models.DateTimeField(auto_now_add=True)
    applied = models.DateTimeField("übernommen", null=True, editable=False)

    class Meta:
        verbose_name = "eingelesene Tabelle"
        verbose_name_plural = "eingelesene Tabellen"
        ordering = ["-created", "-pk"]
