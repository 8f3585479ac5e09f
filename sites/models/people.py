"""Who: person, membership (a role at a place for a time), invitation."""

from datetime import date
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from sites.core.roles import LIES_AT, Role
from sites.core.wall import OWN_ACCOUNT
from sites.models.base import SamePlace, ValidQuerySet, child_of, ends_after_start, no_overlap
from sites.models.places import Place


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """The operator's admin account; never a role in the field."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account; the e-mail address is the login name."""

    readable = "a person belongs to no place; names show only where a membership or entry does"
    written_by = OWN_ACCOUNT
    never = "delete"  # guard: never-user -> never = ""
    email = models.EmailField("E-Mail-Adresse", max_length=254, unique=True, error_messages={"unique": "Diese E-Mail-Adresse hat schon ein Konto."})
    name = models.CharField("Name", max_length=120)
    is_active = models.BooleanField("aktiv", default=True)
    is_staff = models.BooleanField("Betreuung der Anlage", default=False)
    date_joined = models.DateTimeField("angelegt", auto_now_add=True)
    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "Person"
        verbose_name_plural = "Personen"
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_lower")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        parts = [part for part in self.name.replace("Dr. ", "").split() if part]
        return (parts[0][0] + parts[-1][0]).upper() if len(parts) > 1 else self.email[:2].upper()


def role_fits_place() -> Q:
    fits = Q()
    for role, kinds in LIES_AT.items():
        fits |= Q(role=role, place_kind__in=sorted(kinds))
    return fits


class _RoleAtPlace(models.Model):
    area = "members"
    place_columns = ("place_id",)
    place = child_of("sites.Place", on_delete=models.PROTECT, related_name="+", editable=False)
    place_kind = models.CharField(max_length=13, choices=Place.Kind, editable=False)
    role = models.CharField("Rolle", max_length=21, choices=Role)
    starts = models.DateField("ab")
    ends = models.DateField("bis", null=True, blank=True)

    class Meta:
        abstract = True


#: Roles that were neither declined nor taken back: accepted, or waiting for the person's answer.
STANDS = Q(declined__isnull=True, withdrawn__isnull=True)


class MembershipQuerySet(ValidQuerySet["Membership"]):
    def on(self, day: date) -> Self:
        """The roles that people have on a day: what nobody has accepted yet is not there."""
        # guard: accepted-on -> return super().on(day)
        return super().on(day).filter(accepted__isnull=False)

    def standing(self) -> Self:
        return self.filter(STANDS)

    def waiting(self) -> Self:
        return self.filter(STANDS, accepted__isnull=True)


class Membership(_RoleAtPlace):
    """A person has a role at a place for a time; access begins when the person has accepted it and ends at 24:00 of `ends`.

    `accepted`, `declined`: the day of the person's answer, which nobody else gives; `withdrawn`: the day on which the giver took back what waited.
    """

    person_column = "user_id"
    never = "delete"  # guard: never-membership -> never = ""
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="Person")
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    deputy_for = child_of("self", on_delete=models.PROTECT, null=True, blank=True, related_name="deputies", editable=False)
    accepted = models.DateField("angenommen", null=True, editable=False)
    declined = models.DateField("abgelehnt", null=True, editable=False)
    withdrawn = models.DateField("zurückgezogen", null=True, editable=False)
    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "Zugehörigkeit"
        verbose_name_plural = "Zugehörigkeiten"
        constraints = [
            models.UniqueConstraint(fields=["id", "place"], name="membership_place"),  # what deputies and contracts point at
            SamePlace("place", "place_kind", to="kind", name="membership_place_kind"),
            SamePlace("deputy_for", "place", name="membership_deputy_place"),
            models.CheckConstraint(
                condition=role_fits_place(), name="membership_role_fits", violation_error_message="Diese Rolle gibt es an diesem Ort nicht."
            ),
            no_overlap(
                "user", "role", "place", name="membership_days", message="Diese Person hat die Rolle in diesem Zeitraum schon.", condition=STANDS
            ),
            ends_after_start("membership_ends"),
            models.CheckConstraint(
                condition=Q(accepted__isnull=True, declined__isnull=True)
                | Q(accepted__isnull=True, withdrawn__isnull=True)
                | Q(declined__isnull=True, withdrawn__isnull=True),
                name="membership_one_answer",
                violation_error_message="Eine Rolle ist angenommen, abgelehnt oder zurückgezogen.",
            ),
        ]

    @property
    def waits(self) -> bool:
        """For the answer of the person, who has nothing of it until then."""
        return self.accepted is None and self.declined is None and self.withdrawn is None


class Invitation(_RoleAtPlace):
    """The offer of a membership by e-mail; the link carries the secret, the row only its hash; expires."""

    email = models.EmailField("E-Mail-Adresse", max_length=254)
    name = models.CharField("Name", max_length=120)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateField("gilt bis")
    purpose = models.CharField("Worum geht es?", max_length=60, blank=True, editable=False)  # the page the first log-in opens
    accepted = models.DateTimeField(null=True, editable=False)
    withdrawn = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "Einladung"
        verbose_name_plural = "Einladungen"
        constraints = [
            SamePlace("place", "place_kind", to="kind", name="invitation_place_kind"),
            models.CheckConstraint(
                condition=role_fits_place(), name="invitation_role_fits", violation_error_message="Diese Rolle gibt es an diesem Ort nicht."
            ),
            ends_after_start("invitation_ends"),
        ]

    def is_open(self, day: date) -> bool:
        return self.accepted is None and self.withdrawn is None and self.expires >= day
