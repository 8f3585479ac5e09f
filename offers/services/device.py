"""What becomes of figures that were typed without network: taken, set beside others that stand there, decided."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from offers.models import DeviceEntry, Session
from offers.rules.device import OF_ENTRY, filled, replaces, state_of
from offers.rules.figures import FIELDS
from offers.services.sessions import log_session
from sites.core.access import Access
from sites.core.journal import record
from sites.core.numbers import with_noun

Outcome = DeviceEntry.Outcome


@transaction.atomic
def take_entry(
    *, access: Access, session: Session, key: UUID, base: str, typed: datetime, values: dict[str, Any], doubtful: bool = False
) -> DeviceEntry:
    """Write figures from a device, once. `session` is locked; `base`: what the device knew of it (see `state_of`); `values`: its figures and note.

    What is stored meanwhile stays when it differs from all that the device knew: then somebody decides, and both stand side by side.
    So it is with figures that are much higher than usual and that nobody has been asked about (`doubtful`).
    A session that has not begun is refused as on its page (ValidationError).
    """
    sent = DeviceEntry.objects.filter(person=access.user, key=key).first()  # guard: device-key -> sent = DeviceEntry.objects.filter(key=key).first()
    if sent:  # guard: device-once -> if False:
        return sent
    figures = {name: values[name] for name in FIELDS}
    # guard: device-conflict -> differs = False
    differs = state_of(session) != base and (not session.logged or replaces(values, session))
    waits = differs or doubtful  # guard: device-doubtful -> waits = differs
    if not waits:
        _log(access, session, values)
    entry = DeviceEntry.objects.create(
        site_id=session.site_id,
        session=session,
        person=access.user,
        key=key,
        typed=typed,
        outcome=Outcome.CONFLICT if waits else Outcome.TAKEN,
        **values,
    )
    if waits:
        people = with_noun(entry.participations, "Teilnahme", "Teilnahmen")
        why = "es steht schon etwas anderes da" if differs else "viel mehr als sonst"
        record(access, session, "differs", text=f"{session}: vom Gerät kamen {people}, {why}", new=figures)
    return entry


def _log(access: Access, session: Session, values: dict[str, Any]) -> None:
    kept = filled(values, session)
    log_session(access=access, session=session, figures={name: kept[name] for name in FIELDS}, newcomers=kept["newcomers"], note=kept["note"])


@transaction.atomic
def decide_entry(*, access: Access, entry: DeviceEntry, mine: bool) -> DeviceEntry:
    """Take the figures of the device, or leave those that stand there. Twice is once; `entry` and its session are locked."""
    if entry.outcome != Outcome.CONFLICT:
        return entry
    if mine:
        _log(access, entry.session, {name: getattr(entry, name) for name in OF_ENTRY})
    entry.outcome = Outcome.MINE if mine else Outcome.THEIRS
    entry.save(update_fields=["outcome"])
    words = "die Zahlen vom Gerät gelten" if mine else "die Zahlen vom Gerät gelten nicht"
    record(access, entry.session, "decided", text=f"{entry.session}: {words}", new={name: getattr(entry, name) for name in FIELDS})
    return entry


def forget_past_entries(today: date) -> int:
    """Entries of devices of which it is clear what holds, 90 days after they came, in every house; undecided ones when nobody can decide any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT thekiz_past_device_entries(%s)", [today])
        number: int = cursor.fetchone()[0]
    return number
