"""What belongs to a house over time: planning areas, rooms, posts, who is away, the profile of a year, former names and former providers."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from sites.core.days import from_to
from sites.models.base import SamePlace, ValidQuerySet, child_of, ends_after_start, no_overlap, sort_key
from sites.models.places import County, Place, Provider


class Area(models.Model):
    """Planungsraum or Sozialraum of a county, the area level of its planning (R234, R235)."""

    class Kind(models.TextChoices):
        PLANNING_AREA = "planning_area", "Planungsraum"
        SOCIAL_SPACE = "social_space", "Sozialraum"

    area = "sites"
    place_columns = ("county_id",)
    readable = "register: planning areas of a county"
    county = models.ForeignKey(County, models.PROTECT, related_name="areas", editable=False)
    kind = models.CharField("Art", max_length=13, choices=Kind, default=Kind.PLANNING_AREA)
    name = models.CharField("Name", max_length=100)
    sort_key = sort_key()
    text = models.TextField("Was den Raum ausmacht", max_length=2000, blank=True)

    class Meta:
        verbose_name = "Planungsraum oder Sozialraum"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "county"], name="area_place"),
            models.UniqueConstraint(fields=["county", "name"], name="area_name", violation_error_message="Diesen Raum gibt es schon."),
        ]

    def __str__(self) -> str:
        return self.name


class RoomQuerySet(models.QuerySet["Room"]):
    def in_use(self, day: date) -> Self:
        """Rooms that are used on a day; the day from which one is given up may lie ahead."""
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))


class Room(models.Model):
    """A room of a site: within the operating permit, or outside through a cooperation and then never covered by it (R155–R157)."""

    area = "rooms"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="rooms", editable=False)
    name = models.CharField("Raum", max_length=100)
    external = models.BooleanField("außerhalb der Kita", default=False, help_text="Zum Beispiel das Vereinshaus oder die Bibliothek.")
    covered = models.BooleanField("gehört zur Betriebserlaubnis", default=True)
    cooperation = child_of(
        "sites.Cooperation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rooms",
        verbose_name="Kooperation, über die er genutzt wird",
    )
    address = models.CharField("Anschrift, wenn außerhalb", max_length=160, blank=True)
    capacity = models.PositiveSmallIntegerField("Platz für (Personen)", null=True, blank=True, validators=[MaxValueValidator(999)])
    uses = models.CharField("Wofür er genutzt wird", max_length=300, blank=True)
    accessible = models.CharField("Barrierefreiheit", max_length=200, blank=True, help_text="Zum Beispiel: stufenlos, WC rollstuhlgerecht.")
    equipment = models.TextField("Ausstattung", max_length=1000, blank=True)
    closed_on = models.DateField("nicht mehr genutzt seit", null=True, blank=True)
    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = "Raum"
        verbose_name_plural = "Räume"
        ordering = ["external", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="room_place"),
            SamePlace("cooperation", "site", name="room_cooperation_place"),
            models.UniqueConstraint(fields=["site", "name"], name="room_name", violation_error_message="Diesen Raum gibt es schon."),
            models.CheckConstraint(
                condition=~Q(external=True, covered=True),
                name="room_external_uncovered",
                violation_error_message="Ein Raum außerhalb der Kita gehört nie zur Betriebserlaubnis. Bitte nehmen Sie eines der Häkchen weg.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A function at a site, held by a person for a time; needs no account (R012–R015, R158–R162)."""

    class Function(models.TextChoices):
        HEAD = "head", "Leitung"
        DEPUTY_HEAD = "deputy_head", "stellvertretende Leitung"
        COORDINATOR = "coordinator", "Koordination ThEKiZ"
        PROFESSIONAL = "professional", "pädagogische Fachkraft"
        KEY_PEDAGOGUE = "key_pedagogue", "Bezugspädagog*in"
        PARENT_COMPANION = "parent_companion", "Elternbegleiter*in"

    area = "posts"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="posts", editable=False)
    function = models.CharField("Funktion", max_length=16, choices=Function)
    name = models.CharField("Name", max_length=120)
    fte = models.DecimalField(
        "Umfang in VZÄ", max_digits=3, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal("0.05")), MaxValueValidator(Decimal(5))],
    )  # fmt: skip
    fte_reason = models.CharField("Begründung des Umfangs (Aufgaben, Fassung der Konzeption)", max_length=300, blank=True)
    qualification = models.CharField("Qualifikation", max_length=200, blank=True)
    release_hours = models.DecimalField(
        "Freistellung für das Steuerungsteam (Stunden im Monat)", max_digits=4, decimal_places=1, null=True, blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(200))],
    )  # fmt: skip
    starts = models.DateField("ab")
    ends = models.DateField("bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Stelle"
        verbose_name_plural = "Stellen"
        ordering = ["function", "-starts", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="post_place"),
            ends_after_start("post_ends"),
            no_overlap("site", "function", "name", name="post_days", message="Diese Person hat die Funktion in diesem Zeitraum schon."),
        ]

    def __str__(self) -> str:
        return f"{self.get_function_display()}: {self.name}"


class Absence(models.Model):
    """Somebody of the team is not in the house for some days, and who takes over; never a reason that tells of health."""

    area = "absences"
    place_columns = ("site_id",)
    # absence_site_ends begins with the site
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="absences", editable=False, db_index=False)
    name = models.CharField("Wer", max_length=120)
    starts = models.DateField("erster Tag")
    ends = models.DateField("letzter Tag")
    text = models.CharField("Was steht an?", max_length=120, blank=True)
    substitute = models.CharField("Wer übernimmt?", max_length=120, blank=True)

    class Meta:
        verbose_name = "Abwesenheit"
        verbose_name_plural = "Abwesenheiten"
        ordering = ["starts", "pk"]
        constraints = [ends_after_start("absence_ends")]
        indexes = [models.Index(fields=["site", "ends"], name="absence_site_ends")]

    def __str__(self) -> str:
        return self.name

    @property
    def days(self) -> str:
        return from_to(self.starts, self.ends)

    @property
    def words(self) -> str:
        return self.text or "nicht im Haus"


class SiteProfile(models.Model):
    """What a site sets as its priorities in a year, along the three fields of service and the four quality features (R034, R041, R049)."""

    area = "profiles"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="profiles", editable=False)
    year = models.PositiveSmallIntegerField("Jahr", validators=[MinValueValidator(2010), MaxValueValidator(2100)])
    priorities = models.TextField("Schwerpunkte des Jahres", max_length=2000)
    base_mandate = models.TextField("Bildung, Erziehung und Betreuung", max_length=2000, blank=True)
    education_partnership = models.TextField("Erziehungspartnerschaftliches Zusammenwirken mit Familien", max_length=2000, blank=True)
    learning_partnership = models.TextField("Bildungspartnerschaftliches Zusammenwirken im Sozialraum", max_length=2000, blank=True)
    low_threshold = models.TextField("Niedrigschwelliger Zugang", max_length=1000, blank=True)
    family_orientation = models.TextField("Familienorientierung", max_length=1000, blank=True)
    closeness = models.TextField("Wohnortnähe", max_length=1000, blank=True)
    special_needs = models.TextField("Ausrichtung an besonderen Bedarfen aller Familien des Sozialraums", max_length=1000, blank=True)
    participation = models.TextField("Beteiligung von Leitung, Team, Kindern und Familien, wie sie im Konzept steht", max_length=2000, blank=True)
    concept = models.CharField("Konzeption (Fassung, Datum, Abschnitt)", max_length=200, blank=True)

    class Meta:
        verbose_name = "Profil des Jahres"
        verbose_name_plural = "Profile"
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "year"], name="siteprofile_year", violation_error_message="Für dieses Jahr gibt es schon ein Profil."
            )
        ]

    def __str__(self) -> str:
        return f"Profil {self.year}"


class FormerName(models.Model):
    """What a site, Kita, provider or area was called before, and until when; also the municipality in which a site lay before a merger (R321)."""

    area = "sites"
    place_columns = ("place_id",)
    readable = "register: what public places were called"
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", editable=False)
    subject = models.CharField(max_length=80, db_index=True, editable=False)  # as entries name it: "sites.kita:12"
    name = models.CharField("Früherer Name", max_length=120)
    ends = models.DateField("galt bis")

    class Meta:
        verbose_name = "früherer Name"
        ordering = ["-ends", "-pk"]


class FormerProvider(models.Model):
    """Who ran a Kita before, and from when to when; today's provider stands at the Kita (R010, R321)."""

    area = "sites"
    place_columns = ("county_id",)
    readable = "register: who ran a Kita"
    never = "delete"  # guard: never-formerprovider -> never = ""
    county = models.ForeignKey(County, models.PROTECT, related_name="+", editable=False)
    kita = models.ForeignKey("sites.Kita", models.PROTECT, related_name="former_providers", editable=False)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+", verbose_name="Früherer Träger")
    starts = models.DateField("ab", null=True, blank=True)
    ends = models.DateField("bis")

    class Meta:
        verbose_name = "früherer Träger"
        verbose_name_plural = "frühere Träger"
        ordering = ["-ends", "-pk"]
        constraints = [
            ends_after_start("formerprovider_ends"),
            models.UniqueConstraint(
                fields=["kita", "ends"], name="formerprovider_day", violation_error_message="An diesem Tag ist schon ein Wechsel eingetragen."
            ),
        ]
