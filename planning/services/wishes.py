"""What becomes of what families say: sent, answered, taken up as a need, put aside; and what is forgotten of it."""

import json
import secrets
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from planning.models import Need, Wish
from sites.core.access import Access
from sites.core.journal import record

#: Signs of a code: none that is taken for another one.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
CONTACT_KEPT = timedelta(days=90)


def take_up(*, access: Access, wish: Wish, need: Need) -> None:
    """A wish of a family has become a need."""
    wish.need, wish.set_aside_on = need, None
    wish.save(update_fields=["need", "set_aside_on"])
    record(access, wish, "taken_up", text=f"Wunsch aufgegriffen als Bedarf „{need.title}“", internal=True)


def set_aside(*, access: Access, wish: Wish, day: date | None) -> None:
    """Put a wish aside, or (without a day) back among the new ones."""
    wish.set_aside_on = day
    wish.save(update_fields=["set_aside_on"])
    record(access, wish, "set_aside" if day else "taken_back", text=f"Wunsch {'zur Seite gelegt' if day else 'zurückgeholt'}", internal=True)


@transaction.atomic
def answer_wish(*, access: Access, wish: Wish) -> Wish:
    """Keep what the house says to a wish; how its sender may be reached is forgotten with the answer. Its words never stand in the journal."""
    wish.answered_on = access.today if wish.outcome != Wish.Outcome.NEW else None
    wish.public = wish.public and wish.answered_on is not None
    wish.save(update_fields=["outcome", "decided_by", "answer", "became", "look_again_on", "public", "answered_on"])
    if wish.outcome in (Wish.Outcome.DOING, Wish.Outcome.DECLINED):  # guard: contact-goes -> if False:
        wish.contacts.all().delete()
    record(access, wish, "answered", text=f"{wish.get_kind_display()} beantwortet: {wish.get_outcome_display()}", internal=True)
    return wish


def new_wish_code() -> str:
    """What whoever sends a wish is given, to see the answer: twelve signs in three groups."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(12))
    return "-".join(signs[at : at + 4] for at in (0, 4, 8))


def digest_of(code: str) -> str:
    """What is kept of a code: nobody reads it back. Capitals, spaces and strokes make no difference."""
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    digest: str = salted_hmac("planning.wish", plain, algorithm="sha256").hexdigest()
    return digest


def send_wish(*, slug: str, text: str, kind: str = Wish.Kind.IDEA, code: str = "", contact: str = "", today: date | None = None) -> int | None:
    """What a family says, without an account: through the one function that may insert it; nothing when the house has too many of a day."""
    until = (today or timezone.localdate()) + CONTACT_KEPT
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_wish(%s, %s, %s, %s, %s, %s)", [slug, text, kind, digest_of(code) if code else None, contact, until])
        number: int | None = cursor.fetchone()[0]
    return number


def answer_to(*, slug: str, code: str) -> dict[str, Any] | None:
    """What became of a wish, for whoever has its code."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_wish_answer(%s, %s)", [slug, digest_of(code)])
        (found,) = cursor.fetchone() or (None,)
    return json.loads(found) if isinstance(found, str) else found


def forget_past_contacts() -> int:
    """How somebody who offered help may be reached goes on its day, in every house; returns how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_past_contacts(%s)", [timezone.localdate()])
        (number,) = cursor.fetchone()
    return int(number)
