"""Bodies of a county or of a house: members with their terms, and who shares them (R006, R009, R017, R022, R197, R202)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

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
    organiser = models.CharField("Wer lädt ein und bereitet vor?", max_length=120, blank=True)
    target = models.PositiveSmallIntegerField(
        "Sitzungen im Jahr", null=True, blank=True, default=4, validators=[MinValueValidator(1), MaxValueValidator(52)]
    )

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

    class Function(models.TextChoices):
        """The ideal composition of a steering team (3.1): eleven functions."""

        HEAD = "head", "Kita-Leitung"
        PROFESSIONAL = "professional", "Fachkräfte"
        COORDINATOR = "coordinator", "Koordination ThEKiZ"
        ADVISOR = "advisor", "Kita-Fachberatung"
        FACILITATOR = "facilitator", "Prozessbegleitung"
        PARENTS = "parents", "Elternvertretung"
        PROVIDER = "provider", "Träger"
        MUNICIPALITY = "municipality", "Kommune"
        PLANNER = "planner", "Sozialplanung"
        OFFICE = "office", "Jugendamt"
        PARTNER = "partner", "Kooperation"

    area = "bodies"
    place_columns = ("place_id",)
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    body = child_of("planning.Body", related_name="members", editable=False)
    name = models.CharField("Name", max_length=120)
    organisation = models.CharField("Für wen", max_length=160, help_text="Zum Beispiel: Träger AWO, Gemeinderat, Elternvertretung.")
    function_of = models.CharField("Für welche Seite im Steuerungsteam", max_length=12, choices=Function, blank=True)
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
            models.UniqueConstraint(fields=["id", "place"], name="bodymember_place"),
            SamePlace("body", "place", name="bodymember_body_place"),
            ends_after_start("bodymember_ends"),
            no_overlap("body", "name", name="bodymember_days", message="Diese Person gehört in diesem Zeitraum schon dazu."),
        ]

    def __str__(self) -> str:
        return self.name


class BodySite(models.Model):
    """Another house that shares a steering team: it reads meetings and minutes, the house of the body keeps them (R202)."""

    area = "bodies"
    place_columns = ("place_id",)
    part_of = "body"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    body = child_of("planning.Body", related_name="shared_with", editable=False)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", verbose_name="Haus")

    class Meta:
        verbose_name = "Haus im gemeinsamen Steuerungsteam"
        verbose_name_plural = "Häuser im gemeinsamen Steuerungsteam"
        ordering = ["pk"]
        constraints = [
            SamePlace("body", "place", name="bodysite_body_place"),
            models.UniqueConstraint(fields=["body", "site"], name="bodysite_once", violation_error_message="Dieses Haus gehört schon dazu."),
            models.CheckConstraint(
                condition=~Q(site=models.F("place")), name="bodysite_other", violation_error_message="Das Haus selbst gehört immer dazu."
            ),
        ]


class BodyNotice(models.Model):
    """A hint about the meetings of a body that somebody has laid aside, with one sentence; it comes back after a while (R201)."""

    class Kind(models.TextChoices):
        QUIET = "quiet", "seit vier Monaten keine Sitzung"
        FEW = "few", "weniger Sitzungen als vorgenommen"

    area = "bodies"
    place_columns = ("place_id",)
    part_of = "body"
    never = "update"  # guard: never-bodynotice -> never = ""
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    body = child_of("planning.Body", related_name="notices", editable=False)
    kind = models.CharField("Hinweis", max_length=5, choices=Kind, editable=False)
    reason = models.CharField("Warum gilt der Hinweis zurzeit nicht?", max_length=300)
    laid_on = models.DateField("zurückgestellt am", editable=False)

    class Meta:
        verbose_name = "Zurückgestellter Hinweis"
        verbose_name_plural = "Zurückgestellte Hinweise"
        ordering = ["-laid_on", "-pk"]
        constraints = [
            SamePlace("body", "place", name="bodynotice_body_place"),
            models.CheckConstraint(condition=~Q(reason=""), name="bodynotice_reason"),
        ]
