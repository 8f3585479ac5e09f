"""Who wants to come to a date: a first name and one way to be reached, for as long as it takes, and afterwards the count alone."""

import uuid

from django.db import models
from django.db.models import Q

from sites.models import SamePlace, child_of


class SignUp(models.Model):
    """A family's place at a date, or its place on the waiting list, without an account (R018, R260).

    Written by database functions alone, which hold the date while they count: `thekiz_signup`, `thekiz_signup_cancel`, and the triggers that
    move the list up and tell people when a date changes. The order of the list is that of the numbers. Title and day are copies: who has
    signed up is told of a date that is gone. Name and contact go with a cancellation, and 14 days after the date.

    Whoever signs up with an address that has a place already gets the same page as everybody: an echo, a row that takes no place, bears no
    contact, and only says behind its own link what anybody would have been told (`echo`, `echo_ending`: of a number, else it was an address).
    So nobody learns from a page who has signed up; the family itself is told by mail, or by a call of the house.
    """

    class State(models.TextChoices):
        IN = "in", "dabei"
        WAITING = "waiting", "auf der Warteliste"
        OFF = "off", "abgesagt"

    class Call(models.TextChoices):
        """What a family without an e-mail address still has to be told by telephone."""

        MOVED_UP = "moved_up", "hat jetzt einen Platz"
        MOVED = "moved", "Tag, Zeit oder Ort haben sich geändert"
        CANCELLED = "cancelled", "der Termin fällt aus"
        RESTORED = "restored", "der Termin findet doch statt"
        REMOVED = "removed", "den Termin gibt es nicht mehr"
        AGAIN = "again", "hat sich noch einmal angemeldet; der erste Platz gilt"

    area = "signups"
    place_columns = ("site_id",)
    never = "insert delete"  # guard: signup-function -> never = ""
    site = models.ForeignKey("sites.Site", models.PROTECT, related_name="+", editable=False)
    session = child_of("offers.Session", on_delete=models.SET_NULL, null=True, related_name="signups", editable=False)
    title = models.CharField("Angebot", max_length=80, editable=False)
    held_on = models.DateField("Tag", editable=False)
    starts_at = models.TimeField("Beginn", editable=False)
    state = models.CharField("Stand", max_length=7, choices=State, editable=False)
    name = models.CharField("Vorname", max_length=60, blank=True)
    email = models.EmailField("E-Mail", max_length=120, blank=True)
    phone = models.CharField("Telefon", max_length=40, blank=True)
    language = models.CharField("Sprache", max_length=10, db_default="de", editable=False)
    call = models.CharField("anzurufen", max_length=9, choices=Call, blank=True, editable=False)
    by_house = models.BooleanField("vom Haus eingetragen", default=False, editable=False)
    nonce = models.UUIDField(default=uuid.uuid4, editable=False)  # the secret of the link is made of it and of the installation's key
    secret_hash = models.CharField(max_length=64, blank=True, editable=False)
    echo = models.CharField(max_length=7, choices=State, blank=True, db_default="", editable=False)
    echo_ending = models.CharField(max_length=2, blank=True, db_default="", editable=False)
    created = models.DateTimeField(editable=False)
    forgotten_on = models.DateField("Daten gelöscht am", null=True, editable=False)

    class Meta:
        verbose_name = "Anmeldung"
        verbose_name_plural = "Anmeldungen"
        ordering = ["pk"]
        indexes = [models.Index(fields=["held_on"], condition=Q(forgotten_on__isnull=True), name="signup_to_forget")]
        constraints = [
            SamePlace("session", "site", name="signup_session_place"),
            models.UniqueConstraint(fields=["session", "email"], condition=~Q(email="") & ~Q(state="off"), name="signup_email_once"),
            models.UniqueConstraint(fields=["session", "phone"], condition=~Q(phone="") & ~Q(state="off"), name="signup_phone_once"),
            models.UniqueConstraint(fields=["secret_hash"], condition=~Q(secret_hash=""), name="signup_secret"),
            models.CheckConstraint(condition=Q(call="") | ~Q(name="") & ~Q(phone=""), name="signup_call"),
            models.CheckConstraint(
                condition=Q(forgotten_on__isnull=True) | Q(name="", email="", phone="", call="", secret_hash=""),
                name="signup_forgotten",
            ),
            models.CheckConstraint(
                condition=Q(echo="", echo_ending="") | ~Q(echo="") & Q(state="off", name="", email="", phone="", call=""), name="signup_echo"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.held_on:%d.%m.%Y}"
