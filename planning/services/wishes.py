"""What becomes of the wishes of families: sent, taken up as a need, put aside."""

from datetime import date

from django.db import connection

from planning.models import Need, Wish
from sites.core.access import Access
from sites.core.journal import record


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


def send_wish(*, slug: str, text: str) -> int | None:
    """What a family wishes, without an account: through the one function that may insert it; nothing when the house has too many of a day."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_wish(%s, %s)", [slug, text])
        number: int | None = cursor.fetchone()[0]
    return number
