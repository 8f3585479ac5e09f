"""What the recommendations say, sentence by sentence, as data of an edition."""

from django.db import models

from sites.core.wall import KEEPS_LISTS
from sites.models.base import ValidQuerySet, ends_after_start


class Passage(models.Model):
    """What an edition of the recommendations says to a field or a page, with its paragraph; forms call it by its name (R320)."""

    readable = "a list of the whole Land"
    written_by = KEEPS_LISTS
    edition = models.CharField("Fassung", max_length=40)
    name = models.SlugField("Kürzel", max_length=40)
    paragraph = models.CharField("Fundstelle", max_length=40)
    text = models.TextField("Wortlaut oder Erläuterung", max_length=2000)
    starts = models.DateField("gilt ab")
    ends = models.DateField("gilt bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Textstelle der Fachlichen Empfehlungen"
        verbose_name_plural = "Textstellen der Fachlichen Empfehlungen"
        ordering = ["name", "starts"]
        constraints = [models.UniqueConstraint(fields=["edition", "name"], name="passage_once"), ends_after_start("passage_ends")]

    def __str__(self) -> str:
        return f"{self.name} ({self.edition})"

    @property
    def source(self) -> str:
        """Where it stands: "Abschnitt 1.2", "Präambel"."""
        return f"Abschnitt {self.paragraph}" if self.paragraph[0].isdigit() else self.paragraph
