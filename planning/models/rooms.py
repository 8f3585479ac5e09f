"""What a site plans for its rooms: the room concept in versions with its needs, the equipment, who uses them when (R154, R155, R157)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from planning.models.money import euros
from sites.models import SamePlace, child_of


class RoomConcept(models.Model):
    """How the rooms of a site are used, and why, in one version; an earlier version stays readable (R154)."""

    area = "rooms"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="room_concepts", editable=False)
    version = models.PositiveSmallIntegerField("Fassung", editable=False)
    starts = models.DateField("gilt ab")
    text = models.TextField("Wie wir unsere Räume nutzen wollen", max_length=4000)
    needs = models.ManyToManyField("planning.Need", through="RoomConceptNeed", related_name="+", verbose_name="Bedarfe dahinter")

    class Meta:
        verbose_name = "Raumkonzept"
        verbose_name_plural = "Raumkonzepte"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="roomconcept_place"),
            models.UniqueConstraint(
                fields=["site", "version"],
                name="roomconcept_version",
                violation_error_message="Diese Fassung hat inzwischen jemand anderes angelegt. Bitte laden Sie die Seite neu.",
            ),
        ]

    def __str__(self) -> str:
        return f"Raumkonzept, Fassung {self.version}"


class RoomConceptNeed(models.Model):
    """A room concept answers a need."""

    area = "rooms"
    place_columns = ("site_id",)
    part_of = "concept"
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    concept = child_of("planning.RoomConcept", related_name="need_links")
    need = child_of("planning.Need", related_name="+")

    class Meta:
        verbose_name = "Bedarf eines Raumkonzepts"
        constraints = [
            SamePlace("concept", "site", name="roomconceptneed_concept_place"),
            SamePlace("need", "site", name="roomconceptneed_need_place"),
            models.UniqueConstraint(fields=["concept", "need"], name="roomconceptneed_once"),
        ]


class Equipment(models.Model):
    """A thing a site needs or has bought for encounter and offers: for which need, what it costs, who pays (R157)."""

    area = "rooms"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="equipment", editable=False)
    title = models.CharField("Was gebraucht wird", max_length=120)
    number = models.PositiveSmallIntegerField("Anzahl", default=1, validators=[MinValueValidator(1), MaxValueValidator(999)])
    room = child_of("sites.Room", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Für welchen Raum")
    need = child_of("planning.Need", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Für welchen Bedarf")
    cost = euros("Kosten zusammen in Euro", optional=True)
    source = models.ForeignKey("planning.Term", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Wer bezahlt es")
    bought_on = models.DateField("angeschafft am", null=True, blank=True)

    class Meta:
        verbose_name = "Ausstattung"
        verbose_name_plural = "Ausstattung"
        ordering = ["title", "pk"]
        constraints = [
            SamePlace("room", "site", name="equipment_room_place"),
            SamePlace("need", "site", name="equipment_need_place"),
        ]

    def __str__(self) -> str:
        return self.title


class RoomBooking(models.Model):
    """A room is used by somebody for some hours, beside offers and meetings; two at once are a hint and nothing more (R155)."""

    area = "bookings"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="room_bookings", editable=False)
    room = child_of("sites.Room", on_delete=models.PROTECT, related_name="bookings", verbose_name="Raum")
    day = models.DateField("Tag")
    starts_at = models.TimeField("Von")
    ends_at = models.TimeField("Bis")
    title = models.CharField("Wofür?", max_length=80)
    who = models.CharField("Wer nutzt ihn?", max_length=80, blank=True)

    class Meta:
        verbose_name = "Raumbelegung"
        verbose_name_plural = "Raumbelegungen"
        ordering = ["day", "starts_at", "pk"]
        indexes = [models.Index(fields=["site", "day"], name="roombooking_day")]
        constraints = [
            SamePlace("room", "site", name="roombooking_room_place"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="roombooking_ends", violation_error_message="Das Ende liegt vor dem Beginn."
            ),
        ]

    def __str__(self) -> str:
        return self.title
