"""Consultation sites as a service: what a house shows of itself, when it can be visited, who asks, and what the visitors say."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from sites.core.days import day_and_hours
from sites.core.flow import Flow, Step
from sites.models import OrganisationForm, SamePlace, child_of


class VisitKind(models.TextChoices):
    """The four kinds of §3.2 (R212)."""

    TOUR = "tour", "Hausrundgang"
    SHADOWING = "shadowing", "Hospitation"
    TALK = "talk", "Fachgespräch"
    ADVICE = "advice", "Fachliche Beratung"


class ConsultationProfile(models.Model):
    """What a consultation site says of itself: profile, focuses, models, languages, how to reach it, how many visits a month (R210–R214).

    Strangers read it through `thekiz_consultation` alone, and only while it is published and the site is in phase 3.
    """

    area = "consultations"
    place_columns = ("site_id",)
    site = models.OneToOneField("sites.Site", models.PROTECT, primary_key=True, related_name="consultation", editable=False)
    invitation = models.CharField("Ein Satz, der einlädt", max_length=200)
    text = models.TextField("Unser Profil", max_length=2000)
    focuses = models.TextField("Wozu man Sie fragen kann", max_length=1000)
    forms = ArrayField(models.CharField(max_length=10, choices=OrganisationForm), verbose_name="Formen, in denen Sie arbeiten")
    languages = models.CharField("Sprachen", max_length=160, blank=True)
    tour = models.CharField("Hausrundgang", max_length=200, blank=True)
    shadowing = models.CharField("Hospitation", max_length=200, blank=True)
    talk = models.CharField("Fachgespräch", max_length=200, blank=True)
    advice = models.CharField("Fachliche Beratung", max_length=200, blank=True)
    contact = models.CharField("Ansprechperson", max_length=120)
    phone = models.CharField("Telefon", max_length=40, blank=True)
    monthly_limit = models.PositiveSmallIntegerField(
        "Höchstens so viele Besuche im Monat", default=4, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    published = models.BooleanField("veröffentlicht", default=False, editable=False)

    class Meta:
        verbose_name = "Profil der Konsultationseinrichtung"
        verbose_name_plural = "Profile der Konsultationseinrichtungen"
        constraints = [
            models.CheckConstraint(
                condition=~Q(tour="", shadowing="", talk="", advice=""),
                name="consultation_kind",
                violation_error_message="Bitte beschreiben Sie mindestens eine Art des Besuchs.",
            ),
            models.CheckConstraint(condition=Q(monthly_limit__gte=1, monthly_limit__lte=31), name="consultation_limit"),
        ]

    def __str__(self) -> str:
        return f"Konsultation: {self.site.name}"

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("processes:consultation", args=[self.site_id])


class ConsultationSlot(models.Model):
    """A fixed time at which a house can be visited: one group each (R211)."""

    area = "consultations"
    place_columns = ("site_id",)
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="consultation_slots", editable=False)
    day = models.DateField("Tag")
    starts_at = models.TimeField("Von")
    ends_at = models.TimeField("Bis")

    class Meta:
        verbose_name = "feste Zeit für Besuche"
        verbose_name_plural = "feste Zeiten für Besuche"
        ordering = ["day", "starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["id", "site"], name="consultationslot_place"),
            models.UniqueConstraint(
                fields=["site", "day", "starts_at"], name="consultationslot_once", violation_error_message="Diese Zeit steht schon da."
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="consultationslot_ends",
                violation_error_message="Das Ende liegt vor dem Beginn.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}, {self.starts_at:%H:%M} bis {self.ends_at:%H:%M} Uhr"


class ConsultationVisit(models.Model):
    """A visit that somebody asks for, without an account: by whom, of which kinds, when, what came of it (R212–R214).

    Strangers write through database functions alone. A visit with a day takes one place of its month until it is declined or withdrawn; the
    database holds the profile while it counts (`thekiz_visit_limit`). Name and contact are deleted twelve months after the request; the rest
    stays as a count.
    """

    class State(models.TextChoices):
        ASKED = "asked", "angefragt"
        OFFERED = "offered", "anderer Termin vorgeschlagen"
        CONFIRMED = "confirmed", "zugesagt"
        DECLINED = "declined", "abgesagt"
        WITHDRAWN = "withdrawn", "zurückgezogen"
        HELD = "held", "war da"

    class From(models.TextChoices):
        """Who asks (R025, R213)."""

        ON_THE_WAY = "on_the_way", "Kita auf dem Weg"
        CENTRE = "centre", "Eltern-Kind-Zentrum"
        PROVIDER = "provider", "Träger"
        OFFICE = "office", "Jugendamt, Verwaltung"
        OTHER = "other", "Andere Interessierte"

    class Useful(models.TextChoices):
        VERY = "very", "sehr"
        RATHER = "rather", "eher"
        LITTLE = "little", "wenig"
        NOT = "not", "gar nicht"

    #: What takes a place of its month, with a day.
    OPEN = ("asked", "offered", "confirmed")

    area = "consultations"
    place_columns = ("site_id",)
    never = "delete"  # guard: never-visit -> never = ""
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    state = models.CharField("Stand", max_length=9, choices=State, default=State.ASKED, editable=False)
    role = models.CharField("Wer fragt an?", max_length=10, choices=From)
    kinds = ArrayField(models.CharField(max_length=9, choices=VisitKind), verbose_name="Was ist gewünscht?")
    organisation = models.CharField("Einrichtung oder Stelle", max_length=120, blank=True)
    people = models.PositiveSmallIntegerField("Wie viele kommen?", validators=[MinValueValidator(1), MaxValueValidator(60)])
    slot = child_of("processes.ConsultationSlot", on_delete=models.PROTECT, null=True, related_name="visits", editable=False)
    wished = models.CharField("Ihr Vorschlag", max_length=120, blank=True, editable=False)
    day = models.DateField("Tag", null=True, blank=True)
    starts_at = models.TimeField("Von", null=True, blank=True)
    ends_at = models.TimeField("Bis", null=True, blank=True)
    question = models.TextField("Was möchten Sie wissen?", max_length=1000, blank=True, editable=False)
    answer = models.TextField("Ihre Antwort", max_length=1000, blank=True)
    notes = models.TextField("Worum es ging", max_length=2000, blank=True)
    name = models.CharField("Name", max_length=120, blank=True)
    email = models.EmailField("E-Mail", max_length=120, blank=True)
    phone = models.CharField("Telefon", max_length=40, blank=True)
    nonce = models.UUIDField(default=uuid.uuid4, editable=False)  # the secret of the link is made of it and of the installation's key
    secret_hash = models.CharField(max_length=64, blank=True, editable=False)
    created = models.DateTimeField(editable=False)
    useful = models.CharField("Hat Ihnen der Besuch geholfen?", max_length=6, choices=Useful, blank=True, editable=False)
    took_along = models.TextField("Was nehmen Sie mit?", max_length=600, blank=True, editable=False)
    missed = models.TextField("Was hat Ihnen gefehlt?", max_length=600, blank=True, editable=False)
    rated_on = models.DateField("Rückmeldung am", null=True, editable=False)
    forgotten_on = models.DateField("Name und Kontakt gelöscht am", null=True, editable=False)

    flow = Flow(
        Step("confirm", frozenset({"asked", "offered"}), "confirmed", "consultations.change", "Zusagen", "Besuch zugesagt"),
        Step(
            "offer", frozenset({"asked", "offered"}), "offered", "consultations.change", "Anderen Termin vorschlagen", "anderer Termin vorgeschlagen"
        ),
        Step("decline", frozenset({"asked", "offered", "confirmed"}), "declined", "consultations.change", "Absagen", "Besuch abgesagt"),
        Step("hold", frozenset({"confirmed"}), "held", "consultations.change", "War da", "Besuch war da"),
    )

    class Meta:
        verbose_name = "Besuch zur Konsultation"
        verbose_name_plural = "Besuche zur Konsultation"
        ordering = ["-created", "-pk"]
        indexes = [
            models.Index(fields=["created"], condition=Q(forgotten_on__isnull=True), name="visit_to_forget"),
            models.Index(fields=["site", "day"], name="visit_month"),
        ]
        constraints = [
            SamePlace("slot", "site", name="visit_slot_place"),
            models.UniqueConstraint(
                fields=["slot"], condition=Q(slot__isnull=False, state__in=["asked", "offered", "confirmed", "held"]), name="visit_slot_once"
            ),
            models.UniqueConstraint(fields=["secret_hash"], condition=~Q(secret_hash=""), name="visit_secret"),
            models.CheckConstraint(condition=Q(people__gte=1, people__lte=60), name="visit_people"),
            models.CheckConstraint(condition=~Q(kinds=[]), name="visit_kinds"),
            models.CheckConstraint(
                condition=Q(day__isnull=True, starts_at__isnull=True, ends_at__isnull=True)
                | Q(day__isnull=False, starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at")),
                name="visit_when",
                violation_error_message="Zu einem Termin gehören Tag, Beginn und ein Ende danach.",
            ),
            models.CheckConstraint(condition=~Q(state__in=["offered", "confirmed", "held"]) | Q(day__isnull=False), name="visit_day"),
            models.CheckConstraint(condition=Q(useful="", rated_on__isnull=True) | ~Q(useful="") & Q(rated_on__isnull=False), name="visit_rated"),
            models.CheckConstraint(condition=Q(forgotten_on__isnull=True) | Q(name="", email="", phone="", secret_hash=""), name="visit_forgotten"),
        ]

    def __str__(self) -> str:
        return f"Besuch {self.pk}: {self.get_role_display()}"

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("processes:consultation_visit", args=[self.pk])

    @property
    def kind_labels(self) -> str:
        return ", ".join(str(VisitKind(kind).label) for kind in self.kinds)

    @property
    def when(self) -> str:
        """ "Dienstag, 12. Januar 2027, 9:00 bis 11:00 Uhr", or what was proposed."""
        if self.day is None or self.starts_at is None or self.ends_at is None:
            return self.wished or "noch offen"
        return day_and_hours(self.day, self.starts_at, self.ends_at)

    def problems_before_confirm(self, access: Any) -> Iterator[str]:
        if self.day is None:
            yield "Ein Termin fehlt noch. Bitte nennen Sie Tag und Uhrzeit."
        elif self.day < access.today:
            yield "Der Termin ist schon vorbei. Bitte schlagen Sie einen anderen vor."

    problems_before_offer = problems_before_confirm

    def problems_before_hold(self, access: Any) -> Iterator[str]:
        if self.day is not None and self.day > access.today:
            yield f"Der Besuch ist erst am {self.day:%d.%m.%Y}."
