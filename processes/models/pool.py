"""Who could facilitate: the pool of the Land and the counties, and what a county asks it for (R118, R119, R269)."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from sites.core.flow import Flow, Step
from sites.models import SamePlace, child_of


class Facilitator(models.Model):
    """A person of the pool: what for, where, how many hours a month, employed by whom."""

    area = "facilitators"
    place_columns = ("place_id",)
    readable = "counties choose from the pool of the Land and their own; who opens it says the right"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)  # the state or a county
    name = models.CharField("Name", max_length=120)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="facilitator", verbose_name="Konto", editable=False
    )
    contact = models.CharField("Wie man die Person erreicht", max_length=160, blank=True)
    qualification = models.CharField("Qualifikation", max_length=200)
    qualified_until = models.DateField("Qualifikation gültig bis", null=True, blank=True)
    course = models.CharField("Qualifizierung durch die Fachstelle ThEKiZ", max_length=160, blank=True)
    course_starts = models.DateField("Kurs von", null=True, blank=True)
    course_ends = models.DateField("Kurs bis", null=True, blank=True)
    region = models.CharField("Wo die Person begleitet", max_length=160)
    languages = models.CharField("Sprachen", max_length=120, default="Deutsch")
    capacity = models.DecimalField(
        "Mögliche Stunden im Monat", max_digits=5, decimal_places=1, validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(200))]
    )
    provider = models.ForeignKey("sites.Provider", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Angestellt bei (Träger)")
    employer = models.CharField("Andere Arbeitsstelle", max_length=160, blank=True)

    class Meta:
        verbose_name = "Prozessbegleiter*in im Pool"
        verbose_name_plural = "Prozessbegleiter*innen im Pool"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(capacity__gte=0), name="facilitator_capacity"),
            models.CheckConstraint(
                condition=Q(course_starts__isnull=True) & Q(course_ends__isnull=True) | ~Q(course=""),
                name="facilitator_course",
                violation_error_message="Zu den Tagen gehört der Name des Kurses.",
            ),
            models.CheckConstraint(
                condition=Q(course_ends__isnull=True) | Q(course_starts__isnull=False, course_ends__gte=models.F("course_starts")),
                name="facilitator_course_days",
                violation_error_message="Zum Ende gehört ein Beginn, der nicht danach liegt.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FacilitationRequest(models.Model):
    """A county looks for facilitation for a house: how many hours, from when; answered with a proposal, then an agreement (R119)."""

    class State(models.TextChoices):
        OPEN = "open", "gesucht"
        PROPOSED = "proposed", "vorgeschlagen"
        PLACED = "placed", "vermittelt"
        WITHDRAWN = "withdrawn", "zurückgezogen"

    PENDING = ("open", "proposed")
    area = "matching"
    place_columns = ("place_id",)
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)  # the county
    site = child_of("sites.Site", on_delete=models.PROTECT, related_name="+", editable=False)
    site_name = models.CharField(max_length=200, editable=False)  # the state office reads no site, only what it is asked
    hours = models.DecimalField(
        "Stunden im Monat", max_digits=4, decimal_places=1, validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(80))]
    )
    starts = models.DateField("Ab wann?")
    wishes = models.CharField("Was wichtig ist", max_length=300, blank=True)
    asked_on = models.DateField(editable=False)
    state = models.CharField("Stand", max_length=9, choices=State, default=State.OPEN, editable=False)
    proposed = models.ForeignKey(Facilitator, models.PROTECT, null=True, related_name="requests", verbose_name="Vorschlag", editable=False)
    flow = Flow(
        Step("propose", frozenset(PENDING), "proposed", "matching.propose", "Vorschlagen", "Prozessbegleitung vorgeschlagen"),
        Step("place", frozenset(PENDING), "placed", "matching.ask", "Vermitteln", "Prozessbegleitung vermittelt"),
        Step("withdraw", frozenset(PENDING), "withdrawn", "matching.ask", "Zurückziehen", "Suche zurückgezogen"),
    )

    class Meta:
        verbose_name = "Suche nach Prozessbegleitung"
        verbose_name_plural = "Suchen nach Prozessbegleitung"
        ordering = ["starts", "pk"]
        constraints = [
            SamePlace("site", "place", to="county", name="facilitationrequest_site_place"),
            models.UniqueConstraint(
                fields=["site"],
                condition=Q(state__in=["open", "proposed"]),
                name="facilitationrequest_once",
                violation_error_message="Für diesen Standort wird schon eine Prozessbegleitung gesucht.",
            ),
            models.CheckConstraint(condition=~Q(state="proposed") | Q(proposed__isnull=False), name="facilitationrequest_proposed"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="facilitationrequest_hours"),
        ]

    def __str__(self) -> str:
        return self.site_name
