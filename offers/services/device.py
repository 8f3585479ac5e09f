"""What becomes of figures that were typed without network: taken, set beside others that stand there, decided."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from offers.models import DeviceEntry, Session
from offers.rules.device import OF_ENTRY, state_of
from offers.rules.figures import FIELDS
from offers.services.sessions import log_session
from sites.core.access import Access
from sites.core.journal import record
from sites.core.numbers import with_noun

Outcome = DeviceEntry.Outcome


@transaction.atomic
def take_entry(*, access: Access, session: Session, key: UUID, base: str, typed: datetime, values: dict[str, Any]) -> DeviceEntry:
    """Write figures from a device, once. `session` is locked; `base`: what the device knew of it (see `state_of`); `values`: its figures and note.

    What is stored meanwhile stays when it differs from all that the device knew: then somebody decides, and both stand side by side.
    A session that has not begun is refused as on its page (ValidationError).
    """
    sent = DeviceEntry.objects.filter(person=access.user, key=key).first()
    if sent:  # guard: device-once -> if False:
        return sent
    now, figures = state_of(session), {name: values[name] for name in FIELDS}
    differs = now != base and now != state_of(Session(**figures, logged=typed))  # guard: device-conflict -> differs = False
    if not differs:
        log_session(access=access, session=session, figures=figures, newcomers=values["newcomers"], note=values["note"] or session.note)
    entry = DeviceEntry.objects.create(
        site_id=session.site_id,
        session=session,
        person=access.user,
        key=key,
        typed=typed,
        outcome=Outcome.CONFLICT if differs else Outcome.TAKEN,
        **values,
    )
    if differs:
        people = with_noun(entry.participations, "Teilnahme", "Teilnahmen")
        record(access, session, "differs", text=f"{session}: vom Gerät kamen {people}, es steht schon etwas anderes da", new=figures)
    return entry


@transaction.atomic
def decide_entry(*, access: Access, entry: DeviceEntry, mine: bool) -> DeviceEntry:
    """Take the figures of the device, or leave those that stand there. Twice is once; `entry` and its session are locked."""
    if entry.outcome != Outcome.CONFLICT:
        return entry
    if mine:
        values = {name: getattr(entry, name) for name in OF_ENTRY}
        figures, note = {name: values[name] for name in FIELDS}, values["note"] or entry.session.note
        log_session(access=access, session=entry.session, figures=figures, newcomers=values["newcomers"], note=note)
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
