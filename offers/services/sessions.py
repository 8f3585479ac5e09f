"""What happens to the dates of an offer: planned, logged, taken back, cancelled; the family page follows."""

from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from offers.models import Offer, Session
from offers.rules.figures import FIELDS
from offers.services.publishing import publish
from sites.core.access import Access
from sites.core.days import clock_time
from sites.core.journal import record
from sites.core.numbers import with_noun

MAX_DATES = 60
UNDO_MINUTES = 10
WEEK = timedelta(days=7)


def series(first: date, until: date | None) -> list[date]:
    """The same weekday, week after week, both ends inclusive."""
    days, day = [first], first + WEEK
    while until and day <= until:
        days.append(day)
        day += WEEK
    return days


@transaction.atomic
def plan_sessions(*, access: Access, offer: Offer, held_on: date, starts_at: time, ends_at: time, until: date | None = None) -> list[Session]:
    """Plan one date or a weekly series; a date that exists already is refused, nothing is half saved."""
    Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)  # a double click waits here and then finds its dates
    if held_on < offer.starts:  # guard: early-session -> if False:
        raise ValidationError({"held_on": f"Das Angebot läuft erst ab dem {offer.starts:%d.%m.%Y}. Bitte wählen Sie einen späteren Tag."})
    days = series(held_on, until)
    if offer.ends and days[-1] > offer.ends:  # guard: late-session -> if False:
        raise ValidationError(
            {"until" if until else "held_on": f"Das Angebot läuft nur bis zum {offer.ends:%d.%m.%Y}. Bitte wählen Sie einen früheren Tag."}
        )
    if len(days) > MAX_DATES:
        last = days[MAX_DATES - 1]
        raise ValidationError(
            {"until": f"Das wären {len(days)} Termine, höchstens {MAX_DATES} sind auf einmal möglich. Das reicht bis zum {last:%d.%m.%Y}."}
        )
    taken = Session.objects.filter(offer=offer, held_on__in=days, starts_at=starts_at).order_by("held_on").values_list("held_on", flat=True)
    if taken:
        known = ", ".join(f"{day:%d.%m.%Y}" for day in taken[:5]) + (" und weitere" if len(taken) > 5 else "")
        raise ValidationError({"held_on": f"Um {clock_time(starts_at)} Uhr gibt es dieses Angebot schon am {known}. Es wurde nichts gespeichert."})
    sessions = Session.objects.bulk_create(
        Session(
            site_id=offer.site_id,
            county_id=offer.site.county_id,
            offer=offer,
            offer_type=offer.types[0],
            action_field_id=offer.action_field_id,
            additional=offer.additional,
            held_on=day,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        for day in days
    )
    what = f"{len(days)} Termine vom {days[0]:%d.%m.%Y} bis {days[-1]:%d.%m.%Y}" if len(days) > 1 else f"Termin am {days[0]:%d.%m.%Y}"
    record(access, offer, "planned", text=f"„{offer.title}“: {what} geplant")
    publish(site=offer.site_id, today=access.today)
    return sessions


@transaction.atomic
def log_session(*, access: Access, session: Session, figures: dict[str, int], note: str = "") -> str:
    """Write the three figures of a session that has been. Returns "logged", "corrected", or "" when they stood there already.

    The same figures sent twice are one entry; other figures are a correction that keeps the old values in the entry.
    """
    if session.held_on > access.today:  # guard: future-session -> if False:
        raise ValidationError(f"Dieser Termin ist erst am {session.held_on:%d.%m.%Y}. Zahlen können Sie an diesem Tag eintragen.")
    old = {name: getattr(session, name) for name in FIELDS} if session.logged else {}
    if session.logged and old == figures and session.note == note:  # guard: figures-once -> if False:
        return ""
    kind = "corrected" if session.logged or session.cancelled else "logged"
    details: dict[str, Any] = {"new": figures, **({"old": old} if old else {}), **({"was_cancelled": True} if session.cancelled else {})}
    if session.logged and session.note != note:
        details["note_changed"] = True  # the note itself stays out: an entry can never be erased
    if not session.logged:
        session.logged, session.logged_by = timezone.now(), access.user
    for name, value in figures.items():
        setattr(session, name, value)
    session.note, was_cancelled, session.cancelled = note, session.cancelled, False
    session.save()
    verb = "eingetragen" if kind == "logged" else "berichtigt"
    record(access, session, kind, text=f"{session}: {with_noun(session.participations, 'Teilnahme', 'Teilnahmen')} {verb}", **details)
    if was_cancelled:
        publish(site=session.site_id, today=access.today)
    return kind


def may_undo(session: Session) -> bool:
    """Within ten minutes a figure can be taken back as if it had never been typed."""
    return session.logged is not None and timezone.now() - session.logged <= timedelta(minutes=UNDO_MINUTES)


@transaction.atomic
def undo_session(*, access: Access, session: Session) -> Session:
    """Make a session unlogged again; the entry keeps what was taken back. Twice is once."""
    if not session.logged:
        return session
    if not may_undo(session):  # guard: undo-window -> if False:
        raise ValidationError(f"Rückgängig geht nur {UNDO_MINUTES} Minuten lang. Sie können die Zahlen weiterhin ändern.")
    old = {name: getattr(session, name) for name in FIELDS}
    for name in FIELDS:
        setattr(session, name, None)
    session.logged, session.logged_by, session.note = None, None, ""
    session.save()
    record(access, session, "undone", text=f"{session}: Eintrag zurückgenommen", old=old)
    return session


@transaction.atomic
def cancel_session(*, access: Access, session: Session, cancelled: bool) -> Session:
    """Say that a session does not take place, or that it does after all. Figures stand against it."""
    if session.logged:  # guard: logged-stays -> if False:
        raise ValidationError("Für diesen Termin stehen schon Zahlen. Er kann nicht mehr ausfallen; Sie können die Zahlen ändern.")
    if session.cancelled != cancelled:
        session.cancelled = cancelled
        session.save(update_fields=["cancelled"])
        record(access, session, "cancelled" if cancelled else "restored", text=f"{session}: {'fällt aus' if cancelled else 'findet doch statt'}")
        publish(site=session.site_id, today=access.today)
    return session
