"""The help directory: where families find help at once, kept by counties and houses, and the numbers of the whole country."""

from django.db import models

from sites.core.wall import KEEPS_LISTS


class HelpEntry(models.Model):
    """A place of help in a county or around a house; everybody may read it, also without a crisis (R291)."""

    class Kind(models.TextChoices):
        """The help system as § 4.5 names it."""

        EMERGENCY = "emergency", "Notdienst des Allgemeinen Sozialen Dienstes"
        PROTECTION = "protection", "Kinderschutzdienst"
        YOUTH_OFFICE = "youth_office", "Jugendamt"
        COUNSELLING = "counselling", "Beratungsstelle"
        ASSOCIATION = "association", "Kinderschutzbund"
        OTHER = "other", "weitere Hilfe"

    area = "help"
    place_columns = ("place_id",)
    readable = "help is for everybody"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    kind = models.CharField("Was ist es?", max_length=12, choices=Kind)
    title = models.CharField("Name", max_length=120)
    phone = models.CharField("Telefonnummer", max_length=40)
    hours = models.CharField("Wann erreichbar?", max_length=120, blank=True)
    address = models.CharField("Adresse", max_length=200, blank=True)
    text = models.CharField("Wofür? In einem Satz", max_length=200, blank=True)

    class Meta:
        verbose_name = "Hilfe in der Nähe"
        verbose_name_plural = "Hilfen in der Nähe"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "title"], name="helpentry_once", violation_error_message="Dieser Eintrag steht schon im Verzeichnis."
            )
        ]

    def __str__(self) -> str:
        return self.title


class HelpNumber(models.Model):
    """A number that helps everywhere in Germany, kept by the state office (R291)."""

    area = "catalogues"
    readable = "a list of the whole Land"
    written_by = KEEPS_LISTS
    number = models.PositiveSmallIntegerField("Reihenfolge", unique=True, editable=False)
    title = models.CharField("Name", max_length=80)
    phone = models.CharField("Telefonnummer", max_length=20)
    hours = models.CharField("Wann erreichbar?", max_length=120, blank=True)
    checked_on = models.DateField("geprüft am", null=True, blank=True)

    class Meta:
        verbose_name = "Notrufnummer"
        verbose_name_plural = "Notrufnummern"
        ordering = ["number"]

    def __str__(self) -> str:
        return self.title
