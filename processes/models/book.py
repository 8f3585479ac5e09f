"""The facilitator's book: lines of hours without a word, a note of its own behind one of three doors, closed months, states of tasks."""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from sites.core.access import Shown
from sites.core.wall import PERSON
from sites.models import SamePlace, child_of

#: The most hours of one line, and of one person on one day over all sites; a trigger keeps the second (thekiz_book_line).
MOST_IN_A_LINE, MOST_IN_A_DAY = Decimal(12), Decimal(24)


class FacilitationSession(models.Model):
    """One line of a facilitator's book: when, how long, which tasks of the profile, with whom (R121). It has no free text.

    `month`: the month it is accounted with: that of its day, or a later one where that was closed already. `corrects`: the line of a closed
    month that this one puts right by its difference, which may be negative.
    """

    class Kind(models.TextChoices):
        ADVICE = "advice", "Beratung"
        MODERATION = "moderation", "Moderation"
        TRAINING = "training", "Fortbildung"
        COACHING = "coaching", "Coaching"

    class Function(models.TextChoices):
        """Who took part, by function, never by name."""

        HEAD = "head", "Leitung"
        COORDINATOR = "coordinator", "Koordination"
        TEAM = "team", "Team"
        STEERING = "steering", "Steuerungsteam"
        PARENTS = "parents", "Eltern"
        REPRESENTATIVES = "representatives", "Elternvertretung"
        PROVIDER = "provider", "Träger"
        ADVISOR = "advisor", "Fachberatung"
        OFFICE = "office", "Jugendamt oder Sozialplanung"
        PARTNERS = "partners", "Kooperationspartner*innen"

    area = "hours"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="facilitation_sessions", editable=False)
    contract = child_of("processes.Contract", on_delete=models.PROTECT, related_name="hours", editable=False)
    held_on = models.DateField("Tag")
    hours = models.DecimalField(
        "Stunden", max_digits=4, decimal_places=2, validators=[MinValueValidator(Decimal("0.25")), MaxValueValidator(MOST_IN_A_LINE)]
    )
    month = models.DateField("abgerechnet mit dem Monat", editable=False)
    kind = models.CharField("Art", max_length=10, choices=Kind, default=Kind.ADVICE)
    tasks = models.ManyToManyField("planning.Term", blank=True, related_name="+", verbose_name="Aufgaben aus dem Profil")
    participants = ArrayField(models.CharField(max_length=15, choices=Function), verbose_name="Wer war dabei?", default=list, blank=True)
    goal = child_of("planning.Goal", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Zu welchem Ziel des Hauses?")
    assessment = child_of(
        "planning.Assessment",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Worauf beruht es? Bedarfserhebung",
    )
    corrects = child_of("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections", editable=False)

    class Meta:
        verbose_name = "Begleitungstermin"
        verbose_name_plural = "Begleitungstermine"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="facilitation_place"),
            models.UniqueConstraint(fields=["id", "held_on"], name="facilitation_day"),  # what notes point at: they say the same day and hours
            models.UniqueConstraint(fields=["id", "hours"], name="facilitation_length"),
            SamePlace("contract", "site", name="facilitation_contract_place"),
            SamePlace("goal", "site", name="facilitation_goal_place"),
            SamePlace("assessment", "site", to="place", name="facilitation_assessment_place"),
            SamePlace("corrects", "site", name="facilitation_corrects_place"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, hours__gt=0, hours__lte=MOST_IN_A_LINE)
                | Q(corrects__isnull=False, hours__gte=-MOST_IN_A_LINE, hours__lte=MOST_IN_A_LINE) & ~Q(hours=0),
                name="facilitation_hours",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="facilitation_month"),
        ]


class FacilitationNote(models.Model):
    """What a line was about, behind one of three doors (UF14): of its writer alone, of the house, or with its topic of county and state.

    `county` is filled behind the third door alone, so that nothing else lies where offices read. Day and hours are those of the line, kept the
    same by their keys: the state office reads them here, because it does not reach houses.
    """

    class Door(models.TextChoices):
        PRIVATE = "private", "Privat"
        SITE = "site", "Für den Standort"
        COUNTY = "county", "Für Landkreis und Land"

    area = "notes"
    part_of = "session"
    place_columns = ("site_id", "county_id")
    # guard: notes-private -> private = "true"
    private = f"(door <> 'private' OR author_id = {PERSON})"
    # guard: notes-door -> shown = None
    shown = Shown(insiders="notes.site", column="door", values=frozenset({"county"}))
    site = child_of("sites.Site", on_delete=models.PROTECT, related_name="+", editable=False)
    county = models.ForeignKey("sites.County", models.PROTECT, related_name="+", null=True, editable=False)
    session = models.OneToOneField(
        "processes.FacilitationSession", models.CASCADE, db_constraint=False, related_name="note", editable=False, verbose_name="Begleitungstermin"
    )
    held_on = models.DateField("Tag", editable=False)
    hours = models.DecimalField("Stunden", max_digits=4, decimal_places=2, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    door = models.CharField("Wer liest die Notiz?", max_length=7, choices=Door, default=Door.SITE)
    topic = models.CharField("Worum ging es?", max_length=160)
    agreements = models.TextField("Was wurde vereinbart?", max_length=2000, blank=True)

    class Meta:
        verbose_name = "Notiz der Prozessbegleitung"
        verbose_name_plural = "Notizen der Prozessbegleitung"
        ordering = ["-held_on", "-pk"]
        constraints = [
            SamePlace("session", "site", name="facilitationnote_session_place"),
            SamePlace("session", "held_on", name="facilitationnote_session_day"),
            SamePlace("session", "hours", name="facilitationnote_session_hours"),
            SamePlace("site", "county", name="facilitationnote_site_place"),
            models.CheckConstraint(
                condition=Q(door="county", county__isnull=False) | ~Q(door="county") & Q(county__isnull=True), name="facilitationnote_door"
            ),
        ]


class ClosedMonth(models.Model):
    """A month of a contract that is closed: what was accounted stays, a later line puts it right (thekiz_book_line keeps it)."""

    area = "hours"
    place_columns = ("site_id",)
    never = "update delete"  # guard: closed-months -> never = ""
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    contract = child_of("processes.Contract", on_delete=models.PROTECT, related_name="closed_months", editable=False)
    month = models.DateField("Monat", editable=False)
    hours = models.DecimalField("Stunden", max_digits=6, decimal_places=2, editable=False)
    rate = models.DecimalField("Euro je Stunde", max_digits=6, decimal_places=2, null=True, editable=False)
    amount = models.DecimalField("Euro", max_digits=9, decimal_places=2, null=True, editable=False)
    closed_on = models.DateField("abgeschlossen am", editable=False)

    class Meta:
        verbose_name = "Abgeschlossener Monat"
        verbose_name_plural = "Abgeschlossene Monate"
        ordering = ["-month", "pk"]
        constraints = [
            SamePlace("contract", "site", name="closedmonth_contract_place"),
            models.UniqueConstraint(fields=["contract", "month"], name="closedmonth_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="closedmonth_month"),
            models.CheckConstraint(
                condition=Q(rate__isnull=True, amount__isnull=True) | Q(rate__isnull=False, amount__isnull=False), name="closedmonth_amount"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}"


class FacilitationTask(models.Model):
    """How far a task of the profile is at a site, by its days: begun, and done (R135 for the first one, the steering team)."""

    area = "hours"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    task = models.ForeignKey("planning.Term", models.PROTECT, related_name="+", editable=False)
    begun_on = models.DateField("Begonnen am")
    done_on = models.DateField("Erledigt am", null=True, blank=True)

    class Meta:
        verbose_name = "Stand einer Aufgabe der Prozessbegleitung"
        verbose_name_plural = "Stände der Aufgaben der Prozessbegleitung"
        constraints = [
            models.UniqueConstraint(fields=["site", "task"], name="facilitationtask_once"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(done_on__gte=F("begun_on")),
                name="facilitationtask_days",
                violation_error_message="Erledigt ist die Aufgabe erst, nachdem sie begonnen hat.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.task)
