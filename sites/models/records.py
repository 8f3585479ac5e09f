"""What every app needs: entry, job, document, comment, feedback."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from sites.core.access import Shown
from sites.core.wall import PERSON
from sites.models.places import Place


class Entry(models.Model):
    """Who did what; append-only (the runtime role may not change or remove a row)."""

    area = "entries"
    place_columns = ("place_id",)
    never = "update delete"  # guard: append-only -> never = ""
    shown = Shown(insiders="entries.internal", column="internal", values=frozenset({False}))  # guard: internal-entries -> shown = None
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", db_index=False)  # entry_place_at begins with it
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    person_label = models.CharField("Wer", max_length=160)
    at = models.DateTimeField("Wann", auto_now_add=True)
    subject = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    text = models.CharField("Was", max_length=200)
    note = models.TextField("Begründung", blank=True)
    details = models.JSONField(default=dict)
    internal = models.BooleanField(default=False)  # the house's own work: offices read what is handed up, not every step on the way

    class Meta:
        verbose_name = "Protokolleintrag"
        verbose_name_plural = "Protokoll"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["place", "-at"], name="entry_place_at"), models.Index(fields=["subject"], name="entry_subject")]


class Document(models.Model):
    """A stored file with the access of its place; the name on disk is random and outside the web root."""

    area = "documents"
    place_columns = ("place_id",)
    person_column = "owner_id"
    private = f"(owner_id IS NULL OR owner_id = {PERSON})"
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)  # the file of a job
    subject = models.CharField(max_length=80, blank=True, db_index=True, editable=False)
    title = models.CharField("Bezeichnung", max_length=120)
    filename = models.CharField(max_length=160, editable=False)
    stored = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    content_type = models.CharField(max_length=80, editable=False)
    size = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)

    class Meta:
        verbose_name = "Dokument"
        verbose_name_plural = "Dokumente"
        ordering = ["-created", "-pk"]
        constraints = [models.UniqueConstraint(fields=["id", "place"], name="document_place")]  # what papers of a case point at

    def __str__(self) -> str:
        return self.title


class Job(models.Model):
    """Work in the background that a person can watch; holds ids, no contents."""

    class State(models.TextChoices):
        QUEUED = "queued", "Wartet"
        RUNNING = "running", "Läuft"
        DONE = "done", "Fertig"
        FAILED = "failed", "Fehlgeschlagen"
        PARKED = "parked", "Angehalten"

    place_columns = ("place_id",)
    person_column = "person_id"
    private = f"person_id IS NOT DISTINCT FROM {PERSON}"  # codes of log-in wait in the jobs of nobody
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="jobs", editable=False)
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=160)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    stage = models.CharField(max_length=160, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    token = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    lease = models.DateTimeField(null=True)
    document = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="+")
    error = models.TextField(blank=True)
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "Auftrag"
        verbose_name_plural = "Aufträge"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "created"], name="job_open", condition=Q(state__in=["queued", "running"]))]

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED, self.State.PARKED}


class Comment(models.Model):
    """A remark. Its place is its audience: at the site the whole case reads it, at the county the offices alone (printed under the field)."""

    area = "comments"
    place_columns = ("place_id",)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", editable=False)
    subject = models.CharField(max_length=80, db_index=True, editable=False)
    text = models.TextField("Kommentar", max_length=4000)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    person_label = models.CharField(max_length=160, editable=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "Kommentar"
        verbose_name_plural = "Kommentare"
        ordering = ["-at", "-pk"]


class Feedback(models.Model):
    """What somebody says about a page (barrier, question, praise), with a ticket number; lies at the state."""

    area = "feedback"
    place_columns = ("place_id",)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", editable=False)
    page = models.CharField("Seite", max_length=300, blank=True)
    message = models.TextField("Rückmeldung", max_length=5000)
    contact = models.CharField("Erreichbar unter", max_length=200, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    answered = models.DateTimeField("beantwortet", null=True, editable=False)

    class Meta:
        verbose_name = "Rückmeldung"
        verbose_name_plural = "Rückmeldungen"
        ordering = ["-created"]


class RefusedAddress(models.Model):
    """An address that takes no mail of a place: said beside the person there, until one arrives."""

    area = "members"
    place_columns = ("place_id",)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", editable=False)
    email = models.EmailField("E-Mail-Adresse", max_length=254, editable=False)
    said = models.CharField("Antwort des Mailservers", max_length=200, editable=False)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "Adresse, die nichts annimmt"
        verbose_name_plural = "Adressen, die nichts annehmen"
        constraints = [models.UniqueConstraint(fields=["place", "email"], name="refusedaddress_once")]

    def __str__(self) -> str:
        return self.email


class SavedView(models.Model):
    """A list as a person filtered it, kept under a name; nobody else sees it."""

    person_column = "user_id"
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False)
    view = models.CharField(max_length=60, editable=False)  # the name of the list: "reporting:site_list"
    name = models.CharField("Name", max_length=60)
    query = models.CharField(max_length=500, editable=False)

    class Meta:
        verbose_name = "gespeicherte Ansicht"
        verbose_name_plural = "gespeicherte Ansichten"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "view", "name"], name="savedview_name", violation_error_message="Diesen Namen haben Sie schon vergeben."
            )
        ]

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """A click that has acted, kept for a day (sites/core/once.py). Its key is a digest that nobody can read back."""

    key = models.CharField(primary_key=True, max_length=64)
    url = models.CharField(max_length=500)
    said = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "abgesendetes Formular"
        verbose_name_plural = "abgesendete Formulare"


class Attempt(models.Model):
    """How often one address or account has tried something (sites/core/limits.py). Keys are digests; only functions of the owner touch the rows."""

    never = "select insert update delete"  # guard: attempts-closed -> never = ""
    key = models.CharField(primary_key=True, max_length=64)
    count = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "gezählter Versuch"
        verbose_name_plural = "gezählte Versuche"
