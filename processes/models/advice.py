"""What the offices do for others: the log of their advice, and the bodies in which they sit (R123, R143, R262, R268, R272)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from sites.models import SamePlace, ValidQuerySet, child_of, ends_after_start


class Channel(models.TextChoices):
    """How people meet; in a crisis mostly by telephone and digitally (R272)."""

    PHONE = "phone", "Telefon"
    DIGITAL = "digital", "digital"
    ON_SITE = "on_site", "vor Ort"


class AdviceContact(models.Model):
    """One contact of the state office or of a county with who asked for advice: day, way, topic; no case content (R262, R123)."""

    class Asker(models.TextChoices):
        FACILITATOR = "facilitator", "Prozessbegleitung"
        HEAD = "head", "Leitung"
        COORDINATOR = "coordinator", "Koordination"
        PROFESSIONAL = "professional", "Fachkraft"
        PROVIDER = "provider", "Träger"
        SOCIAL_PLANNER = "social_planner", "Sozialplanung"
        YOUTH_WELFARE_OFFICE = "youth_welfare_office", "Jugendamt"
        SPECIALIST_ADVISOR = "specialist_advisor", "Kita-Fachberatung"
        OTHER = "other", "jemand anderes"

    area = "advice"
    place_columns = ("place_id",)
    person_column = "person_id"  # a facilitator reads the contacts with the office wherever they lie
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)  # the office that gives advice: state or county
    held_on = models.DateField("Tag")
    channel = models.CharField("Weg", max_length=7, choices=Channel, default=Channel.PHONE)
    topic = models.ForeignKey("planning.Term", models.PROTECT, related_name="+", verbose_name="Thema")
    asker = models.CharField("Wer hat gefragt?", max_length=20, choices=Asker)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    county = models.ForeignKey(
        "sites.County", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Landkreis oder kreisfreie Stadt"
    )
    site = child_of("sites.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Standort")
    minutes = models.PositiveSmallIntegerField("Dauer in Minuten", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(600)])
    words = models.CharField("Worum ging es?", max_length=300, blank=True)
    adviser = models.CharField(max_length=160, editable=False)

    class Meta:
        verbose_name = "Beratungskontakt"
        verbose_name_plural = "Beratungskontakte"
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["place", "-held_on"], name="advicecontact_place_day")]
        constraints = [
            SamePlace("site", "county", to="county", name="advicecontact_site_county"),
            models.CheckConstraint(condition=Q(site__isnull=True) | Q(county__isnull=False), name="advicecontact_county"),
            models.CheckConstraint(condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=600), name="advicecontact_minutes"),
        ]

    def __str__(self) -> str:
        return f"Beratung am {self.held_on:%d.%m.%Y}"


class BodySeat(models.Model):
    """In which body somebody of the office represents the ThEKiZ, from when to when (R268)."""

    area = "seats"
    place_columns = ("place_id",)
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)  # the office: state or county
    name = models.CharField("Gremium", max_length=160)
    organisation = models.CharField("Bei wem", max_length=160, blank=True, help_text="Zum Beispiel: Landesjugendhilfeausschuss, Bundesverband.")
    person = models.CharField("Wer sitzt dort für uns?", max_length=120)
    starts = models.DateField("seit")
    ends = models.DateField("bis", null=True, blank=True)
    note = models.CharField("Anmerkung", max_length=300, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Sitz in einem Gremium"
        verbose_name_plural = "Sitze in Gremien"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "name", "person", "starts"], name="bodyseat_once", violation_error_message="Dieser Sitz ist schon eingetragen."
            ),
            ends_after_start("bodyseat_ends"),
        ]

    def __str__(self) -> str:
        return self.name
