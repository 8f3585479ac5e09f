"""Places of families at dates: taken, given back, moved up, forgotten. What counts places are database functions, which hold the date."""

import uuid
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from offers.models import Session, SignUp
from sites.core.access import Access
from sites.core.jobs import announce
from sites.core.journal import record
from sites.core.secrets import hash_of, secret_for

MAIL = "offers.mail_signup"
REFUSED = {
    "gone": _("Für diesen Termin kann man sich nicht mehr anmelden."),
    "moved": _("Dieser Termin ist jetzt am %(day)s, %(time)s Uhr. Passt Ihnen das, senden Sie es bitte noch einmal."),
    "past": _("Dieser Termin hat schon begonnen. Bitte wählen Sie einen anderen Tag."),
    "cancelled": _("Dieser Termin fällt aus. Bitte wählen Sie einen anderen Tag."),
    "again": "Mit dieser E-Mail-Adresse oder Telefonnummer ist schon jemand für diesen Termin angemeldet.",  # to the house alone
    "full": _("Alle Plätze sind belegt. Bitte wählen Sie einen anderen Tag."),
    "many": _("Für diesen Termin haben sich schon sehr viele Familien gemeldet. Bitte rufen Sie uns an."),
}
#: At which field of the form that stands.
FIELDS = {"gone": "session", "moved": "session", "past": "session", "cancelled": "session", "again": "contact", "full": "session", "many": None}


class Taken(NamedTuple):
    """What has become of a sign-up: a state of `SignUp`, or why there is none (`thekiz_signup`); and the secret of its link."""

    answer: str
    secret: str
    number: int | None


def secret_of(nonce: uuid.UUID) -> str:
    """The secret of the link at which a family gives its place back."""
    return secret_for("signup", nonce)


def refusal(answer: str, **said: str) -> ValidationError:
    """Why there is no place, at the field it concerns. `said`: what the sentence names, of a date that has moved."""
    field, text = FIELDS[answer], str(REFUSED[answer])
    text = text % said if said else text
    return ValidationError({field: text} if field else text)


@transaction.atomic
def sign_up(
    *, session: int, name: str, contact: tuple[str, str], by_house: bool = False, at: datetime | None = None, shown: datetime | None = None
) -> Taken:
    """Take a place at a date, or the end of its waiting list; the mail that says so is in its job row, in the same transaction.

    An address that has a place already is answered as any other: its page says what anybody's would, and only its mail says more.
    `shown`: when the date was, in hours of its place, when somebody chose it.
    """
    nonce = uuid.uuid4()
    secret = secret_of(nonce)
    with connection.cursor() as cursor:
        values: list[Any] = [session, name, *contact, get_language() or "de", nonce, hash_of(secret), by_house, at or timezone.now(), shown]
        cursor.execute("SELECT answer, number, job FROM thekiz_signup(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", values)
        answer, number, job = cursor.fetchone()
    if job:
        transaction.on_commit(lambda: announce(job, MAIL))
    return Taken(answer, secret if number else "", number)


@transaction.atomic
def give_back(*, secret: str = "", number: int | None = None) -> str:
    """Give a place back, by the secret of the link or by its number behind the wall of the house; twice is once. Returns what it was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_signup_cancel(%s, %s)", [hash_of(secret) if secret else None, number])
        answer: str = cursor.fetchone()[0]
    return answer


@transaction.atomic
def write_down(*, access: Access, session: Session, name: str, contact: tuple[str, str]) -> Taken:
    """A family has called: the house takes the place for it."""
    taken = sign_up(session=session.pk, name=name, contact=contact, by_house=True)
    if taken.number is None:
        raise refusal(taken.answer)
    where = "auf die Warteliste gesetzt" if taken.answer == SignUp.State.WAITING else "angemeldet"
    record(access, session, "signed_up", text=f"{session}: eine Familie {where}", internal=True)
    return taken


@transaction.atomic
def strike(*, access: Access, signup: SignUp) -> str:
    """A family has called that it does not come: the house gives its place back."""
    was = give_back(number=signup.pk)
    if was in SignUp.State.values and signup.session:
        record(access, signup.session, "signed_off", text=f"{signup}: eine Familie hat abgesagt", internal=True)
    return was


def called(signup: SignUp) -> None:
    """The house has told a family by telephone."""
    signup.call = ""
    signup.save(update_fields=["call"])


def forget_past_signups(today: date) -> int:
    """Names and contacts of dates that are more than 14 days over, in every house; the rows stay as a count."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_past_signups(%s)", [today])
        number: int = cursor.fetchone()[0]
    return number
