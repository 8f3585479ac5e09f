"""How a house stays in touch in a crisis: contacts without names, its ways to the families, its plan and what it found out."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from offers.models.crisis import Keeper
from sites.models import SamePlace, child_of

MONDAY = Q(week__iso_week_day=1)


class OutreachCount(models.Model):
    """How often a house was in touch with families in a week, by channel. No family, no moment (R280, R285, R297)."""

    class Channel(models.TextChoices):
        TELEPHONE = "telephone", "Telefon"
        VISIT = "visit", "Besuch, Tür, Spaziergang"
        LETTER = "letter", "Brief, Paket"
        DIGITAL = "digital", "Digital"

    area = "outreach"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    week = models.DateField("Woche")  # its Monday
    channel = models.CharField("Weg", max_length=9, choices=Channel)
    number = models.PositiveIntegerField("Kontakte", default=0, validators=[MaxValueValidator(9999)])

    class Meta:
        verbose_name = "Kontakte einer Woche"
        verbose_name_plural = "Kontakte einer Woche"
        ordering = ["-week", "channel"]
        constraints = [
            models.UniqueConstraint(fields=["site", "week", "channel"], name="outreachcount_once"),
            models.CheckConstraint(condition=MONDAY, name="outreachcount_week"),
        ]


class OutreachWeek(models.Model):
    """How many families a house has reached in a week, of how many: families, not contacts (R280). Which ones stays on paper in the house."""

    area = "outreach"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    week = models.DateField("Woche", editable=False)  # its Monday
    families = models.PositiveSmallIntegerField("Wie viele Familien gibt es?", validators=[MaxValueValidator(999)])
    reached = models.PositiveSmallIntegerField("Wie viele haben Sie erreicht?", validators=[MaxValueValidator(999)])

    class Meta:
        verbose_name = "erreichte Familien einer Woche"
        verbose_name_plural = "erreichte Familien einer Woche"
        ordering = ["-week"]
        constraints = [
            models.UniqueConstraint(fields=["site", "week"], name="outreachweek_once"),
            models.CheckConstraint(condition=MONDAY, name="outreachweek_week"),
            models.CheckConstraint(
                condition=Q(reached__lte=F("families")),
                name="outreachweek_reached",
                violation_error_message="Es können nicht mehr Familien erreicht sein, als es gibt.",
            ),
        ]


class TopicCount(models.Model):
    """How often a topic came up in the contacts of a week, without saying with whom (R279, R294)."""

    area = "outreach"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    week = models.DateField("Woche")  # its Monday
    topic = models.ForeignKey("planning.Term", models.PROTECT, related_name="+", verbose_name="Thema")
    number = models.PositiveIntegerField("Anzahl", default=0, validators=[MaxValueValidator(9999)])

    class Meta:
        verbose_name = "Themen einer Woche"
        verbose_name_plural = "Themen einer Woche"
        ordering = ["-week", "topic__number"]
        constraints = [
            models.UniqueConstraint(fields=["site", "week", "topic"], name="topiccount_once"),
            models.CheckConstraint(condition=MONDAY, name="topiccount_week"),
        ]


class ContactChannel(models.Model):
    """A way to the families, and whether it keeps the rules of data protection: four answers, then the day of the check (R283, R284)."""

    area = "outreach"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    title = models.CharField("Weg", max_length=60)
    digital = models.BooleanField("braucht Internet oder ein Handy", default=True)
    purpose = models.CharField("Wofür nutzen Sie ihn?", max_length=160)
    processor = models.CharField("Wer verarbeitet die Daten?", max_length=160, blank=True)
    consent = models.CharField("Wie haben die Familien eingewilligt?", max_length=200, blank=True)
    checked_on = models.DateField("Datenschutz geprüft am", null=True, blank=True)
    analogue_way = models.CharField("Was gilt für Familien ohne diesen Weg?", max_length=200, blank=True)

    class Meta:
        verbose_name = "Weg zu den Familien"
        verbose_name_plural = "Wege zu den Familien"
        ordering = ["digital", "title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="contactchannel_place"),
            models.UniqueConstraint(fields=["site", "title"], name="contactchannel_once", violation_error_message="Diesen Weg gibt es schon."),
            models.CheckConstraint(
                condition=Q(checked_on__isnull=True) | Q(processor__gt="", consent__gt=""),
                name="contactchannel_checked",
                violation_error_message="Geprüft ist der Weg erst, wenn da steht, wer die Daten verarbeitet und wie die Familien eingewilligt haben.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_unchecked(self) -> bool:
        return self.digital and self.checked_on is None


class ConsentNote(models.Model):
    """For what a house has consents on paper, how many, and who keeps them: never whose (R310, R315, R330)."""

    area = "outreach"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    offer = child_of("offers.Offer", on_delete=models.PROTECT, null=True, blank=True, related_name="consents", verbose_name="Zu welchem Angebot?")
    purpose = models.CharField("Wofür?", max_length=160)
    number = models.PositiveSmallIntegerField("Wie viele Einwilligungen liegen vor?", validators=[MaxValueValidator(999)])
    kept_by = models.CharField("Wer hebt sie auf?", max_length=12, choices=Keeper)
    kept_until = models.DateField("Aufzuheben bis", null=True, blank=True)

    class Meta:
        verbose_name = "Einwilligungen"
        verbose_name_plural = "Einwilligungen"
        ordering = ["purpose", "pk"]
        constraints = [SamePlace("offer", "site", name="consentnote_offer_place")]

    def __str__(self) -> str:
        return self.purpose


class CrisisBasic(models.Model):
    """How a house keeps one of the eight basics in a crisis: in its own words, who sees to it, since when (R282)."""

    area = "outreach"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    basic = models.ForeignKey("planning.Term", models.PROTECT, related_name="+", editable=False)
    how = models.TextField("Wie sichern Sie das in der Krise?", max_length=600)
    done_by = models.CharField("Wer kümmert sich?", max_length=12, choices=Keeper)
    done_on = models.DateField("Stand vom")

    class Meta:
        verbose_name = "Grundlage im Krisenplan"
        verbose_name_plural = "Grundlagen im Krisenplan"
        ordering = ["basic__number"]
        constraints = [models.UniqueConstraint(fields=["site", "basic"], name="crisisbasic_once")]

    def __str__(self) -> str:
        return self.basic.label


class CrisisAnswer(models.Model):
    """What a team answers to a guiding question for new formats, and the offer that came of it (R287)."""

    area = "outreach"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    question = models.ForeignKey("planning.Term", models.PROTECT, related_name="+", verbose_name="Frage")
    text = models.TextField("Was wissen oder vermuten Sie?", max_length=600)
    offer = child_of(
        "offers.Offer", on_delete=models.PROTECT, null=True, blank=True, related_name="answers", verbose_name="Welches Angebot antwortet?"
    )
    noted_on = models.DateField("Stand vom", editable=False)

    class Meta:
        verbose_name = "Antwort auf eine Leitfrage"
        verbose_name_plural = "Antworten auf Leitfragen"
        ordering = ["question__number", "noted_on", "pk"]
        constraints = [SamePlace("offer", "site", name="crisisanswer_offer_place")]

    def __str__(self) -> str:
        return self.text[:60]
