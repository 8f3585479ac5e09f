"""Bodies of a county or of a house: members with their terms, meetings with agenda and minutes (R006, R009, R017, R022)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from sites.models import SamePlace, ValidQuerySet, child_of, ends_after_start, no_overlap


class Body(models.Model):
    """A formal group with members and meetings: committees of a county, parents' council or steering team of a house (R006, R009, R017, R022)."""

    class Kind(models.TextChoices):
        COMMITTEE = "youth_welfare_committee", "Jugendhilfeausschuss"
        COUNCIL = "county_council", "Kreistag / Stadtrat"
        BOARD = "planning_board", "Steuerungsgremium der Sozialplanung"
        ROUND = "planning_round", "Beteiligungsrunde der integrierten Planung"
        LSZ_NETWORK = "lsz_network", "LSZ-Netzwerk"
        STEERING_TEAM = "steering_team", "Steuerungsteam"
        PARENTS = "parents_council", "Elternbeirat"
        INTEREST_GROUP = "interest_group", "Interessenvertretung oder thematische Gruppe"

    OF_COUNTY = (Kind.COMMITTEE, Kind.COUNCIL, Kind.BOARD, Kind.ROUND, Kind.LSZ_NETWORK)
    area = "bodies"
    place_columns = ("place_id",)
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)  # the county, or the site
    kind = models.CharField("Art", max_length=23, choices=Kind)
    name = models.CharField("Name", max_length=120)
    text = models.TextField("Aufgabe", max_length=1000, blank=True)
    starts = models.DateField("besteht seit", null=True, blank=True)
    ends = models.DateField("bis", null=True, blank=True)

    class Meta:
        verbose_name = "Gremium"
        verbose_name_plural = "Gremien"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "place"], name="body_place"),
            models.UniqueConstraint(fields=["place", "name"], name="body_name", violation_error_message="Dieses Gremium gibt es schon."),
            ends_after_start("body_ends"),
        ]

    def __str__(self) -> str:
        return self.name


class BodyMember(models.Model):
    """Who sits in a body, for which side, from when to when; families appear by function, not by name of a child."""

    area = "bodies"
    place_columns = ("place_id",)
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    body = child_of("planning.Body", related_name="members", editable=False)
    name = models.CharField("Name", max_length=120)
    organisation = models.CharField("Für wen", max_length=160, help_text="Zum Beispiel: Träger AWO, Gemeinderat, Elternvertretung.")
    function = models.CharField("Funktion", max_length=80, blank=True)
    email = models.EmailField("E-Mail für Einladungen", blank=True)
    starts = models.DateField("ab")
    ends = models.DateField("bis", null=True, blank=True)
    objects = ValidQuerySet.as_manager()

    class Meta:
        verbose_name = "Mitglied"
        verbose_name_plural = "Mitglieder"
        ordering = ["name", "pk"]
        constraints = [
            SamePlace("body", "place", name="bodymember_body_place"),
            ends_after_start("bodymember_ends"),
            no_overlap("body", "name", name="bodymember_days", message="Diese Person gehört in diesem Zeitraum schon dazu."),
        ]

    def __str__(self) -> str:
        return self.name


class Meeting(models.Model):
    """A meeting of a body, on site or digital, with its minutes."""

    area = "bodies"
    place_columns = ("place_id",)
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    body = child_of("planning.Body", related_name="meetings", editable=False)
    held_on = models.DateField("Datum")
    starts_at = models.TimeField("Beginn", null=True, blank=True)
    where = models.CharField("Ort", max_length=160, blank=True)
    digital = models.BooleanField("digital", default=False)
    open_to_families = models.BooleanField("offen für alle Familien, steht auf der Familienseite", default=False)
    minutes = child_of("sites.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    class Meta:
        verbose_name = "Sitzung"
        verbose_name_plural = "Sitzungen"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "place"], name="meeting_place"),
            SamePlace("body", "place", name="meeting_body_place"),
            SamePlace("minutes", "place", name="meeting_minutes_place"),
            models.UniqueConstraint(fields=["body", "held_on"], name="meeting_day", violation_error_message="Diese Sitzung ist schon eingetragen."),
        ]


class AgendaItem(models.Model):
    """What a meeting talks about; items that concern a ThEKiZ name it (R009)."""

    area = "bodies"
    place_columns = ("place_id",)
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    meeting = child_of("planning.Meeting", related_name="items", editable=False)
    number = models.PositiveSmallIntegerField("TOP", validators=[MinValueValidator(1), MaxValueValidator(99)])
    title = models.CharField("Thema", max_length=200)
    site = child_of("sites.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Standort, um den es geht")
    result = models.TextField("Ergebnis", max_length=2000, blank=True)

    class Meta:
        verbose_name = "Tagesordnungspunkt"
        verbose_name_plural = "Tagesordnung"
        ordering = ["number", "pk"]
        constraints = [
            SamePlace("meeting", "place", name="agendaitem_meeting_place"),
            SamePlace("site", "place", to="county", name="agendaitem_site_place"),
            models.UniqueConstraint(fields=["meeting", "number"], name="agendaitem_number", violation_error_message="Diese Nummer gibt es schon."),
        ]
