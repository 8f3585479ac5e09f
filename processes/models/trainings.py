"""Trainings and events of the state office and of counties: their days, who comes and who waits, what was said of them."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import ExpressionWrapper, F, Max, Min, OuterRef, Q, Subquery, Sum

from sites.core.access import Access
from sites.core.flow import Flow, Step
from sites.models import SamePlace, child_of

#: So many days after the deadline who waits has the answer; after it nobody moves up any more.
ANSWER_AFTER = timedelta(days=2)


class TrainingQuerySet(models.QuerySet["Training"]):
    def published(self) -> "TrainingQuerySet":
        """What everybody may read: no drafts."""
        # guard: training-drafts -> return self
        return self.exclude(state=Training.State.DRAFT)

    def with_days(self) -> Any:
        """With first and last day and the hours of all."""
        return self.annotate(**of_days("pk"))


def of_days(key: str) -> dict[str, Any]:
    """First and last day and the hours of all days of the training that a column names, for a query."""
    days = TrainingDay.objects.filter(training=OuterRef(key)).order_by().values("training")
    hours = ExpressionWrapper(Sum(F("ends_at") - F("starts_at")), models.DurationField())
    found = {"first_on": Min("held_on"), "last_on": Max("held_on"), "lasting": hours}
    return {name: Subquery(days.annotate(found=value).values("found")) for name, value in found.items()}


class Training(models.Model):
    """A training, a course or an event, kept by the state office or by a county for itself (R263–R266, R269, R272, R274, R275)."""

    class Kind(models.TextChoices):
        TRAINING = "training", "Fortbildung"
        COURSE = "course", "Qualifizierung zur Prozessbegleitung"
        INFORMATION = "information", "Informationsveranstaltung"
        EXPERT = "expert", "Fachveranstaltung"
        NETWORK = "network", "Vernetzungstreffen"
        EXCHANGE = "exchange", "Digitaler Fachaustausch"
        FORUM = "forum", "Thematisches Forum"

    class Audience(models.TextChoices):
        """Whom the state office qualifies (§ 2.3)."""

        COORDINATOR = "coordinator", "Koordination"
        PROFESSIONAL = "professional", "Fachkräfte"
        HEAD = "head", "Leitung"
        FACILITATOR = "facilitator", "Prozessbegleitung"

    class Channel(models.TextChoices):
        ON_SITE = "on_site", "vor Ort"
        DIGITAL = "digital", "digital"
        PHONE = "phone", "telefonisch"

    class State(models.TextChoices):
        DRAFT = "draft", "Entwurf"
        OPEN = "open", "veröffentlicht"
        CANCELLED = "cancelled", "abgesagt"
        HELD = "held", "durchgeführt"

    area = "trainings"
    place_columns = ("place_id",)
    readable = "what is offered to everybody; drafts are left out by the queryset"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    kind = models.CharField("Was ist es?", max_length=11, choices=Kind)
    title = models.CharField("Titel", max_length=120)
    summary = models.CharField("In einem Satz", max_length=200)
    text = models.TextField("Worum es geht", max_length=2000, blank=True)
    topic = models.ForeignKey("planning.Term", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Thema")
    audience = ArrayField(models.CharField(max_length=12, choices=Audience), verbose_name="Für wen", default=list)
    speaker = models.CharField("Mit wem", max_length=160, blank=True)
    channel = models.CharField("Wie findet es statt?", max_length=7, choices=Channel)
    venue = models.CharField("Ort und Raum", max_length=200, blank=True)
    county = models.ForeignKey("sites.County", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="In welchem Landkreis")
    link = models.URLField("Zugang im Internet", max_length=300, blank=True)
    capacity = models.PositiveSmallIntegerField("Plätze", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(1000)])
    fee = models.DecimalField("Kosten in Euro", max_digits=6, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)])
    fee_note = models.CharField("Zu den Kosten", max_length=120, blank=True)
    closes_on = models.DateField("Anmeldung bis")
    topics_until = models.DateField("Eigene Themen bis", null=True, blank=True)
    state = models.CharField("Stand", max_length=9, choices=State, default=State.DRAFT, editable=False)
    cancel_reason = models.CharField("Warum es ausfällt", max_length=300, blank=True, editable=False)
    materials = models.TextField("Material und Ergebnisse", max_length=2000, blank=True)
    objects = TrainingQuerySet.as_manager()

    flow = Flow(
        Step("open", frozenset({"draft"}), "open", "trainings.change", "Veröffentlichen", "Fortbildung veröffentlicht"),
        Step("hold", frozenset({"open"}), "held", "trainings.change", "Als durchgeführt abschließen", "Fortbildung durchgeführt"),
        Step("cancel", frozenset({"open"}), "cancelled", "trainings.change", "Absagen", "Fortbildung abgesagt", note=True),
    )

    class Meta:
        verbose_name = "Fortbildung"
        verbose_name_plural = "Fortbildungen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["id", "place"], name="training_place"),
            models.CheckConstraint(condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="training_capacity"),
            models.CheckConstraint(condition=Q(fee__isnull=True) | Q(fee__gte=0), name="training_fee"),
            models.CheckConstraint(condition=~Q(state="cancelled") | ~Q(cancel_reason=""), name="training_cancelled"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("processes:training_detail", args=[self.pk])

    @property
    def audience_words(self) -> str:
        return ", ".join(label for value, label in self.Audience.choices if value in self.audience)

    def problems_before_open(self, access: Access) -> Iterator[str]:
        """Nobody can come to what has no day and no place."""
        first = self.days.order_by("held_on").first() if self.pk else None
        if self.pk and first is None:
            yield "Es fehlt noch ein Tag."
        elif first and self.closes_on >= first.held_on:
            yield "Die Anmeldefrist liegt nicht vor dem ersten Tag. Bitte ändern Sie die Frist."
        if self.channel == self.Channel.ON_SITE and not self.venue:
            yield "Es fehlt noch der Ort."

    def problems_before_cancel(self, access: Access) -> Iterator[str]:
        last = self.days.order_by("-held_on").first() if self.pk else None
        if last and last.held_on < access.today:
            yield "Was vorbei ist, lässt sich nicht absagen. Schließen Sie die Fortbildung bitte ab."

    def problems_before_hold(self, access: Access) -> Iterator[str]:
        last = self.days.order_by("-held_on").first() if self.pk else None
        if last and last.held_on > access.today:
            yield "Der letzte Tag kommt noch."


class TrainingDay(models.Model):
    """One day of a training with its hours (R263)."""

    area = "trainings"
    part_of = "training"
    place_columns = ("place_id",)
    readable = "what is offered to everybody; drafts are left out by the queryset"
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    training = child_of("processes.Training", related_name="days", editable=False)
    held_on = models.DateField("Tag")
    starts_at = models.TimeField("von")
    ends_at = models.TimeField("bis")

    class Meta:
        verbose_name = "Tag einer Fortbildung"
        verbose_name_plural = "Tage der Fortbildungen"
        ordering = ["held_on", "starts_at"]
        constraints = [
            SamePlace("training", "place", name="trainingday_training_place"),
            models.UniqueConstraint(
                fields=["training", "held_on", "starts_at"], name="trainingday_once", violation_error_message="Diesen Tag gibt es schon."
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="trainingday_times", violation_error_message="Das Ende liegt vor dem Beginn."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on:%d.%m.%Y}"


class TrainingRegistration(models.Model):
    """A person's place at a training, or its place on the waiting list; with an account, or with a name and an address (R263).

    Written by database functions alone, which hold the training while they count; the organiser ticks who was there. The order of the list is
    that of the numbers. Name and address of people without an account go with a cancellation, and half a year after the last day.
    """

    class State(models.TextChoices):
        IN = "in", "angemeldet"
        WAITING = "waiting", "auf der Warteliste"
        OFF = "off", "abgemeldet"

    class Group(models.TextChoices):
        COORDINATOR = "coordinator", "Koordination"
        HEAD = "head", "Leitung"
        PROFESSIONAL = "professional", "Fachkraft"
        FACILITATOR = "facilitator", "Prozessbegleitung"
        PROVIDER = "provider", "Träger"
        OFFICE = "office", "Amt oder Fachberatung"
        OTHER = "other", "andere"

    area = "registrations"
    place_columns = ("place_id",)
    person_column = "person_id"
    never = "insert delete"  # guard: registration-function -> never = ""
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    training = child_of("processes.Training", on_delete=models.PROTECT, related_name="registrations", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    name = models.CharField("Name", max_length=120, blank=True, editable=False)
    email = models.EmailField("E-Mail-Adresse", max_length=254, blank=True, editable=False)
    role = models.CharField("Aufgabe", max_length=12, choices=Group, editable=False)
    county = models.ForeignKey("sites.County", models.PROTECT, null=True, related_name="+", verbose_name="Landkreis", editable=False)
    state = models.CharField("Stand", max_length=7, choices=State, editable=False)
    attended = models.BooleanField("war dabei", default=False)
    evaluated = models.BooleanField("hat den Rückblick ausgefüllt", default=False, editable=False)
    moved_up_on = models.DateField("nachgerückt am", null=True, editable=False)
    told_on = models.DateField("Antwort der Warteliste am", null=True, editable=False)
    nonce = models.UUIDField(default=uuid.uuid4, editable=False)  # the secret of the link is made of it and of the installation's key
    secret_hash = models.CharField(max_length=64, editable=False)
    created = models.DateTimeField("angemeldet am", editable=False)
    forgotten_on = models.DateField("Daten gelöscht am", null=True, editable=False)

    class Meta:
        verbose_name = "Anmeldung zu einer Fortbildung"
        verbose_name_plural = "Anmeldungen zu Fortbildungen"
        ordering = ["pk"]
        constraints = [
            SamePlace("training", "place", name="registration_training_place"),
            models.UniqueConstraint(fields=["training", "email"], condition=~Q(email="") & ~Q(state="off"), name="registration_email_once"),
            models.UniqueConstraint(fields=["training", "person"], condition=~Q(state="off"), name="registration_person_once"),
            models.UniqueConstraint(fields=["secret_hash"], name="registration_secret"),
            models.CheckConstraint(condition=Q(attended=False) | Q(state="in"), name="registration_attended"),
            models.CheckConstraint(condition=Q(person__isnull=True) | Q(name="", email=""), name="registration_account"),
            models.CheckConstraint(condition=Q(forgotten_on__isnull=True) | Q(name="", email=""), name="registration_forgotten"),
        ]

    def __str__(self) -> str:
        return f"{self.who}, {self.get_state_display()}"

    @property
    def who(self) -> str:
        return str(self.person) if self.person else self.name or "ohne Namen"


class TrainingFeedback(models.Model):
    """What somebody says of a training that is over; without a name and without a key to whom it came from (R263)."""

    class Degree(models.IntegerChoices):
        MUCH = 4, "viel"
        SOME = 3, "einiges"
        LITTLE = 2, "wenig"
        NOTHING = 1, "nichts"

    area = "registrations"
    place_columns = ("place_id",)
    never = "insert update delete"  # guard: training-feedback-function -> never = ""
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    training = child_of("processes.Training", on_delete=models.PROTECT, related_name="feedback", editable=False)
    learned = models.PositiveSmallIntegerField("Was nehmen Sie mit?", choices=Degree)
    usable = models.PositiveSmallIntegerField("Was davon passt zu Ihrer Arbeit?", choices=Degree)
    words = models.CharField("Was hat gefehlt?", max_length=400, blank=True)

    class Meta:
        verbose_name = "Rückblick auf eine Fortbildung"
        verbose_name_plural = "Rückblicke auf Fortbildungen"
        ordering = ["pk"]
        constraints = [
            SamePlace("training", "place", name="trainingfeedback_training_place"),
            models.CheckConstraint(condition=Q(learned__range=(1, 4), usable__range=(1, 4)), name="trainingfeedback_degrees"),
        ]


class TopicProposal(models.Model):
    """What somebody would like to bring up at a forum, before it takes place; without a name (R275)."""

    area = "registrations"
    place_columns = ("place_id",)
    never = "insert update delete"  # guard: training-topic-function -> never = ""
    place = models.ForeignKey("sites.Place", models.PROTECT, related_name="+", editable=False)
    training = child_of("processes.Training", on_delete=models.PROTECT, related_name="proposals", editable=False)
    text = models.CharField("Worüber möchten Sie sprechen?", max_length=200)
    proposed_on = models.DateField("vorgeschlagen am", editable=False)

    class Meta:
        verbose_name = "Themenvorschlag"
        verbose_name_plural = "Themenvorschläge"
        ordering = ["pk"]
        constraints = [
            SamePlace("training", "place", name="topicproposal_training_place"),
        ]

    def __str__(self) -> str:
        return self.text


def answer_on(closes_on: date, first_on: date) -> date:
    """When everybody on the list has the answer, and until when it moves: two days after the deadline, if that is before the first day."""
    return max(closes_on + timedelta(days=1), min(closes_on + ANSWER_AFTER, first_on - timedelta(days=1)))
