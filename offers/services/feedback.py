"""Quick feedback after a date: its short address, and the one way in."""

import json
from datetime import date
from typing import Any

from django.core.signing import Signer
from django.db import connection
from django.utils.http import base36_to_int, int_to_base36

from offers.services.surveys import digest_of

SIGNED = 5  # signs that nobody guesses behind the number of the offer


def code_of(offer: int) -> str:
    """The short address of an offer's feedback: only the house gives it out."""
    number = int_to_base36(offer)
    return f"{number}-{_sign(number)}"


def number_of(code: str) -> int | None:
    """The offer of a short address; None for one that is not ours."""
    number, _, sign = code.partition("-")
    # guard: feedback-address -> if not number:
    if not number or len(number) > 12 or sign != _sign(number):
        return None
    return base36_to_int(number)


def _sign(number: str) -> str:
    return "".join(sign for sign in Signer(salt="feedback").signature(number).lower() if sign.isalnum())[:SIGNED]


def asked_after(offer: int, today: date) -> dict[str, Any] | None:
    """What the page says of an offer and its last date; None where the house has no public page."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_offer_asked(%s, %s)", [offer, today])
        (found,) = cursor.fetchone() or (None,)
    return json.loads(found) if isinstance(found, str) else found


def send_feedback(*, offer: int, sheet: str, face: int, words: str, day: date) -> str:
    """Feedback, through the one function that may take it in; what it says is in thekiz_session_feedback.sql."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_session_feedback(%s, %s, %s, %s, %s)", [offer, digest_of(sheet), face, words, day])
        (said,) = cursor.fetchone()
    return str(said)
