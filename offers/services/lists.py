"""What writes lists of names, and what forgets them."""

from django.db import connection, transaction

from offers.models import NamedList
from sites.core.access import Access
from sites.core.journal import record


@transaction.atomic
def save_named_list(*, access: Access, named: NamedList) -> NamedList:
    """Keep a list; the journal says that it is there, for which rule and how long, and never a name: an entry cannot be erased."""
    created = named._state.adding
    named.save()
    kind, done = ("created", "angelegt") if created else ("changed", "geändert")
    text = f"{named} {done}, aufzuheben bis {named.ends:%d.%m.%Y}"
    rule = f"Regel: {named.rule}"  # guard: names-unsaid -> rule = named.names
    record(access, named, kind, text=text, note=rule)
    return named


def forget_past_named_lists() -> int:
    """Those of every house whose last day is over; returns how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_past_named_lists()")
        (number,) = cursor.fetchone()
    return int(number)
