"""Meetings of a body with their state, attendance, agenda and minutes in four fields (R009, R199, R201)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from sites.core.access import Access
from sites.core.days import date_long
from sites.core.flow import Flow, Step
from sites.models import SamePlace, child_of

NOT_YET = "Die Sitzung ist erst am {}. Mitschreiben können Sie, wenn sie stattfindet."
SENT = "Das Protokoll ist schon verschickt. Was zu berichtigen ist, nehmen Sie in die nächste Sitzung."
NO_OWNER = "TOP {}: Wer kümmert sich um den Beschluss, und bis wann? Oder es folgt keine Aufgabe daraus."


class Meeting(models.Model):
    """A meeting of a body, on site or digital: planned, running, closed with its minutes, or cancelled."""

    class State(models.TextChoices):
        PLANNED = "planned", "geplant"
        RUNNING = "running", "läuft"
        CLOSED = "closed", "abgeschlossen"
        CANCELLED = "cancelled", "abgesagt"

    area = "bodies"
    place_columns = ("place_id",)
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    body = child_of("planning.Body", related_name="meetings", editable=False)
    held_on = models.DateField("Datum")
    starts_at = models.TimeField("Beginn", null=True, blank=True)
    ends_at = models.TimeField("Ende", null=True, blank=True)
    where = models.CharField("Ort", max_length=160, blank=True)
    digital = models.BooleanField("digital", default=False)
    link = models.URLField("Adresse der Videokonferenz", max_length=300, blank=True)
    open_to_families = models.BooleanField("offen für alle Familien, steht auf der Familienseite", default=False)
    minutes = child_of("sites.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    state = models.CharField("Stand", max_length=9, choices=State, default=State.PLANNED, editable=False)
    guests = models.CharField("Gäste", max_length=300, blank=True)
    closed_at = models.DateTimeField("abgeschlossen am", null=True, editable=False)
    closed_by = models.CharField(max_length=160, blank=True, editable=False)
    minutes_sent_on = models.DateField("Protokoll verschickt am", null=True, editable=False)
    invited_on = models.DateField("eingeladen am", null=True, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)  # of the calendar entry: each change counts on

    flow = Flow(
        Step("open", frozenset({"planned"}), "running", "bodies.minutes", "Sitzung beginnen", "Sitzung begonnen"),
        Step("close", frozenset({"running"}), "closed", "bodies.minutes", "Sitzung abschließen", "Sitzung abgeschlossen"),
        Step("reopen", frozenset({"closed"}), "running", "bodies.minutes", "Wieder öffnen", "Sitzung wieder geöffnet"),
        Step("cancel", frozenset({"planned"}), "cancelled", "bodies.change", "Sitzung absagen", "Sitzung abgesagt", note=True),
    )

    class Meta:
        verbose_name = "Sitzung"
        verbose_name_plural = "Sitzungen"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "place"], name="meeting_place"),
            SamePlace("body", "place", name="meeting_body_place"),
            SamePlace("minutes", "place", name="meeting_minutes_place"),
            models.UniqueConstraint(
                fields=["body", "held_on"],
                condition=~Q(state="cancelled"),
                name="meeting_day",
                violation_error_message="Diese Sitzung ist schon eingetragen.",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="meeting_times",
                violation_error_message="Bitte geben Sie Beginn und Ende an; das Ende liegt nach dem Beginn.",
            ),
            models.CheckConstraint(condition=~Q(state="closed") | Q(closed_at__isnull=False), name="meeting_closed"),
        ]

    def __str__(self) -> str:
        return f"Sitzung am {date_long(self.held_on)}"

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("planning:meeting_detail", args=[self.pk])

    def problems_before_open(self, access: Access) -> list[str]:
        """Minutes are written from its day on."""
        # guard: future-minutes -> return []
        return [NOT_YET.format(date_long(self.held_on))] if self.held_on > access.today else []

    def problems_before_reopen(self, access: Access) -> list[str]:
        """What was sent stays as it was sent."""
        return [SENT] if self.minutes_sent_on else []

    def problems_before_close(self, access: Access) -> list[str]:
        """A decision without somebody who takes it on is said by its number."""
        open_ended = self.items.exclude(result="").filter(owner="", no_task=False, deferred=False).order_by("number")
        return [NO_OWNER.format(item.number) for item in open_ended]


class Attendance(models.Model):
    """Who of a body was there, on site or by video, or has excused themselves."""

    class How(models.TextChoices):
        PRESENT = "present", "da"
        DIGITAL = "digital", "zugeschaltet"
        EXCUSED = "excused", "entschuldigt"

    area = "bodies"
    place_columns = ("place_id",)
    part_of = "meeting"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    meeting = child_of("planning.Meeting", related_name="attendances", editable=False)
    member = child_of("planning.BodyMember", related_name="attendances", editable=False)
    how = models.CharField("Wie war die Person dabei?", max_length=7, choices=How)

    class Meta:
        verbose_name = "Anwesenheit"
        verbose_name_plural = "Anwesenheiten"
        constraints = [
            SamePlace("meeting", "place", name="attendance_meeting_place"),
            SamePlace("member", "place", name="attendance_member_place"),
            models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once"),
        ]


class AgendaItem(models.Model):
    """What a meeting talks about, in four fields: discussed, decided, who, until when; items that concern a ThEKiZ name it (R009, R199).

    `origin` names what it was taken from ("need:12", "item:45") and `origin_words` says so: the row it came from may go without it.
    """

    area = "bodies"
    place_columns = ("place_id",)
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    meeting = child_of("planning.Meeting", related_name="items", editable=False)
    number = models.PositiveSmallIntegerField("TOP", validators=[MinValueValidator(1), MaxValueValidator(99)])
    title = models.CharField("Thema", max_length=200)
    site = child_of("sites.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Standort, um den es geht")
    discussed = models.TextField("Was wurde besprochen?", max_length=2000, blank=True)
    result = models.TextField("Was ist beschlossen?", max_length=2000, blank=True)
    owner = models.CharField("Wer kümmert sich?", max_length=80, blank=True)
    due = models.DateField("Bis wann?", null=True, blank=True)
    no_task = models.BooleanField("Daraus folgt keine Aufgabe", default=False)
    deferred = models.BooleanField("Zurückgestellt", default=False)
    origin = models.CharField(max_length=40, blank=True, editable=False)
    origin_words = models.CharField(max_length=160, blank=True, editable=False)

    class Meta:
        verbose_name = "Tagesordnungspunkt"
        verbose_name_plural = "Tagesordnung"
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "place"], name="agendaitem_place"),
            SamePlace("meeting", "place", name="agendaitem_meeting_place"),
            SamePlace("site", "place", to="county", name="agendaitem_site_place"),
            models.UniqueConstraint(fields=["meeting", "number"], name="agendaitem_number", violation_error_message="Diese Nummer gibt es schon."),
            models.UniqueConstraint(fields=["meeting", "origin"], condition=~Q(origin=""), name="agendaitem_origin_once"),
            models.CheckConstraint(
                condition=Q(owner="", due__isnull=True) | ~Q(owner="") & Q(due__isnull=False),
                name="agendaitem_task",
                violation_error_message="Wer kümmert sich, und bis wann? Bitte geben Sie beides an.",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Nothing has come of it yet: it goes on to the next meeting."""
        return self.deferred or not self.result
