"""What a house thinks about: reflections in three circles, and what did not work, kept behind doors."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from sites.core.access import Shown
from sites.core.wall import PERSON


class Reflection(models.Model):
    """A conversation that looked back: in which circle, what became clear, what follows (R221, R239, R249)."""

    class Circle(models.TextChoices):
        TEAM = "team", "im Team"
        FAMILIES = "families", "mit Familien"
        PARTNERS = "partners", "mit Netzwerkpartner*innen"

    area = "reflections"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    circle = models.CharField("Mit wem?", max_length=8, choices=Circle)
    held_on = models.DateField("Wann?")
    topic = models.CharField("Worüber?", max_length=160)
    attitude = models.BooleanField("Es ging auch um unsere Haltung", default=False)
    insights = models.TextField("Was uns klar geworden ist", max_length=2000)
    consequences = models.TextField("Was wir ändern", max_length=2000, blank=True)

    class Meta:
        verbose_name = "Reflexion"
        verbose_name_plural = "Reflexionen"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.topic


class LearningNote(models.Model):
    """What did not work and what changed by it: of its writer alone until a door is opened, and counted nowhere (R250)."""

    class Door(models.TextChoices):
        PRIVATE = "private", "nur ich"
        HOUSE = "house", "das Haus"
        RELEASED = "released", "Haus, Träger, Prozessbegleitung und Landkreis"

    area = "learning"
    place_columns = ("site_id",)
    private = f"(door <> 'private' OR author_id = {PERSON})"
    shown = Shown(insiders="learning.internal", column="door", values=frozenset({"released"}))  # guard: learning-released -> shown = None
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    written_on = models.DateField("geschrieben am", editable=False)
    failed = models.TextField("Was ist nicht gelungen?", max_length=1000)
    changed = models.TextField("Was haben Sie geändert?", max_length=1000, blank=True)
    door = models.CharField("Wer liest es?", max_length=8, choices=Door, default=Door.PRIVATE)

    class Meta:
        verbose_name = "Eintrag im Lerntagebuch"
        verbose_name_plural = "Einträge im Lerntagebuch"
        ordering = ["-written_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(door__in=("private", "house", "released")), name="learningnote_door")]

    def __str__(self) -> str:
        return f"Eintrag vom {self.written_on:%d.%m.%Y}"
