"""What holds in a crisis: its times with their rules, the formats of the recommendations for it, how a house can be reached."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from offers.models.offers import Offer, OfferType
from sites.core.days import DAYS
from sites.core.wall import KEEPS_LISTS
from sites.models import ValidQuerySet, ends_after_start


class Keeper(models.TextChoices):
    """In which function somebody answers or keeps a paper; never a person's name."""

    HEAD = "head", "Leitung"
    DEPUTY = "deputy", "stellvertretende Leitung"
    COORDINATOR = "coordinator", "Koordination"
    PROFESSIONAL = "professional", "Fachkraft"


class CrisisPeriod(models.Model):
    """A time in which contacts are restricted, at a site, in a county or in the whole Land (R278, R286, R289, R292)."""

    area = "crisis"
    place_columns = ("place_id",)
    readable = "what holds in a crisis concerns everybody"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    title = models.CharField("Was ist los?", max_length=80)
    text = models.TextField("Was ist eingeschränkt, was geht noch?", max_length=400, blank=True)
    starts = models.DateField("ab")
    ends = models.DateField("vorerst bis", null=True, blank=True)
    ordinance = models.ForeignKey("planning.Link", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Verordnung")
    hygiene = models.TextField("Hygieneregeln in wenigen Sätzen", max_length=600)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Krisenzeit"
        verbose_name_plural = "Krisenzeiten"
        ordering = ["-starts", "pk"]
        constraints = [ends_after_start("crisisperiod_ends")]

    def __str__(self) -> str:
        return self.title


class CrisisFormat(models.Model):
    """One of the 24 formats of Anhang 3 with what it needs and what must not be kept of it (R293–R317, R330–R332)."""

    area = "catalogues"
    readable = "a list of the whole Land"
    written_by = KEEPS_LISTS
    edition = models.ForeignKey("planning.Edition", models.PROTECT, related_name="+", editable=False)
    group = models.ForeignKey("planning.Term", models.PROTECT, related_name="+", verbose_name="Gruppe", editable=False)
    number = models.PositiveSmallIntegerField("Reihenfolge", editable=False)
    code = models.CharField("Kürzel", max_length=4, editable=False)
    title = models.CharField("Name der Form", max_length=80)
    summary = models.CharField("In einem Satz", max_length=160)
    wording = models.TextField("Wortlaut der Empfehlungen", max_length=900, editable=False)
    goals = models.CharField("Ziel", max_length=300, blank=True)
    types = models.CharField("Art des Angebots", max_length=13, choices=OfferType)
    executor = models.CharField("Wer macht es", max_length=10, choices=Offer.Executor, default=Offer.Executor.OWN_STAFF)
    carried_by = models.CharField("Wer, in Worten", max_length=160)
    material = models.CharField("Was man braucht", max_length=200, blank=True)
    hygiene_note = models.CharField("Hinweis zu Hygiene und Verordnung", max_length=240)
    consent_note = models.CharField("Hinweis zur Einwilligung", max_length=240, blank=True)
    privacy_note = models.CharField("Was nicht festgehalten wird", max_length=240, blank=True)
    questions = models.TextField("Fragen, eine je Zeile", max_length=900, blank=True)
    analogue_way = models.CharField("Wie es auch ohne Internet geht", max_length=200, blank=True)
    digital = models.BooleanField("findet digital statt", default=False)
    needs_channel = models.BooleanField("braucht einen geprüften digitalen Weg", default=False)
    needs_consent = models.BooleanField("braucht Einwilligungen für Bilder", default=False)
    needs_partner = models.BooleanField("nur mit Kooperationspartner*in", default=False)

    class Meta:
        verbose_name = "Form für Krisenzeiten"
        verbose_name_plural = "Formen für Krisenzeiten"
        ordering = ["group__number", "number"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="crisisformat_code"),
            models.CheckConstraint(
                condition=Q(digital=False) | Q(analogue_way__gt=""),
                name="crisisformat_analogue",
                violation_error_message="Zu einer digitalen Form gehört, wie es auch ohne Internet geht.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Reachability(models.Model):
    """How a house can be reached while its doors are closed: public, and confirmed again and again (R281)."""

    area = "outreach"
    place_columns = ("site_id",)
    readable = "published by the site"
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    phone = models.CharField("Telefonnummer", max_length=40)
    text = models.CharField("Wo und wie Familien Sie sonst erreichen", max_length=300, blank=True)
    confirmed_on = models.DateField("zuletzt geprüft", editable=False)

    class Meta:
        verbose_name = "Erreichbarkeit"
        verbose_name_plural = "Erreichbarkeit"
        constraints = [models.UniqueConstraint(fields=["site"], name="reachability_once")]

    def __str__(self) -> str:
        return self.phone


class PhoneHour(models.Model):
    """One line of the duty roster: a weekday and its hours, who answers in which function, and in which weeks (R295, R298)."""

    area = "outreach"
    place_columns = ("site_id",)
    readable = "published by the site"
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    weekday = models.PositiveSmallIntegerField("Wochentag", choices=list(enumerate(DAYS)), validators=[MaxValueValidator(6)])
    starts_at = models.TimeField("von")
    ends_at = models.TimeField("bis")
    who = models.CharField("Wer hat Bereitschaft?", max_length=12, choices=Keeper)
    starts = models.DateField("gilt ab")
    ends = models.DateField("gilt bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Telefonzeit"
        verbose_name_plural = "Telefonzeiten"
        ordering = ["weekday", "starts_at", "starts", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "weekday", "starts_at", "starts"], name="phonehour_once", violation_error_message="Diese Zeit steht schon im Plan."
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="phonehour_weekday"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="phonehour_times", violation_error_message="Das Ende liegt vor dem Beginn."
            ),
            ends_after_start("phonehour_ends"),
        ]

    def __str__(self) -> str:
        return f"{DAYS[self.weekday]}, {self.starts_at.hour}:{self.starts_at:%M} bis {self.ends_at.hour}:{self.ends_at:%M} Uhr"
