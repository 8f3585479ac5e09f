"""A spreadsheet on its way in: read, checked, shown – and written only when a person confirms (all or nothing)."""

from django.conf import settings
from django.db import models


class ImportRun(models.Model):
    """One uploaded table of a county with what it would do. Until it is taken over or thrown away it keeps the cells as they were read, so that
    columns can be assigned; afterwards only the rows that were understood, and what was written, so that it can be taken back."""

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
    problems = models.JSONField(default=list, editable=False)  # the first ones: {"row", "at", "column", "text", "mend", "keep", "name"}
    problem_count = models.PositiveIntegerField(default=0, editable=False)
    grid = models.JSONField(default=dict, editable=False)  # the cells as they were read, and where the head stands; empty once it is taken over
    columns = models.JSONField(default=dict, editable=False)  # position → name of the column
    fixed = models.JSONField(default=dict, editable=False)  # what somebody has said for all rows: indicator, day, source
    missing = models.JSONField(default=list, editable=False)  # labels of columns without which nothing can be read
    notes = models.JSONField(default=list, editable=False)  # {"kind", "text", "rows"}
    written = models.JSONField(default=list, editable=False)  # {"model", "pk", "new": {field: value}, "old": {field: value} or None}
    creates = models.PositiveIntegerField(default=0, editable=False)
    updates = models.PositiveIntegerField(default=0, editable=False)
    unchanged = models.PositiveIntegerField(default=0, editable=False)
    left_out = models.PositiveIntegerField(default=0, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    created = models.DateTimeField(auto_now_add=True)
    applied = models.DateTimeField("übernommen", null=True, editable=False)
    taken_back = models.DateTimeField("zurückgenommen", null=True, editable=False)

    class Meta:
        verbose_name = "eingelesene Tabelle"
        verbose_name_plural = "eingelesene Tabellen"
        ordering = ["-created", "-pk"]


class ColumnAssignment(models.Model):
    """What somebody has said of a head that we do not know: it is kept for the next table of the county and kind."""

    area = "imports"
    place_columns = ("place_id",)
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)  # the county
    kind = models.CharField(max_length=14, choices=ImportRun.Kind, editable=False)
    head = models.CharField(max_length=160, editable=False)  # without case, spaces and signs
    column = models.CharField(max_length=40, blank=True, editable=False)  # empty: not read

    class Meta:
        verbose_name = "Zuordnung einer Spalte"
        verbose_name_plural = "Zuordnungen von Spalten"
        constraints = [models.UniqueConstraint(fields=["place", "kind", "head"], name="columnassignment_head")]
