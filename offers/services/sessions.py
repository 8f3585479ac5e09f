"""What happens to the dates of an offer: planned, logged, taken back, cancelled; the family page follows."""

from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from offers.models import Offer, Session
from offers.rules.figures import FIELDS
from offers.rules.logging import too_early
from offers.services.publishing import publish
from sites.core.access import Access
from sites.core.days import clock_time, has_begun, now_here
from sites.core.journal import record
from sites.core.numbers import with_noun
from sites.rules.reported import reported_years

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
    days = series(held_on, until)
    _refuse_outside(offer, days[0], days[-1], last_field="until" if until else "held_on")
    if len(days) > MAX_DATES:
        last = days[MAX_DATES - 1]
        raise ValidationError(
            {"until": f"Das wären {len(days)} Termine, höchstens {MAX_DATES} sind auf einmal möglich. Das reicht bis zum {last:%d.%m.%Y}."}
        )
    _refuse_taken(Session.objects.filter(offer=offer), days, starts_at)
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


def _refuse_outside(offer: Offer, first: date, last: date, *, last_field: str = "held_on") -> None:
    """Dates lie within the days of their offer."""
    if first < offer.starts:  # guard: early-session -> if False:
        raise ValidationError({"held_on": f"Das Angebot läuft erst ab dem {offer.starts:%d.%m.%Y}. Bitte wählen Sie einen späteren Tag."})
    if offer.ends and last > offer.ends:  # guard: late-session -> if False:
        raise ValidationError({last_field: f"Das Angebot läuft nur bis zum {offer.ends:%d.%m.%Y}. Bitte wählen Sie einen früheren Tag."})


def _refuse_taken(others: QuerySet[Session], days: list[date], starts_at: time) -> None:
    taken = others.filter(held_on__in=days, starts_at=starts_at).order_by("held_on").values_list("held_on", flat=True)
    if taken:
        known = ", ".join(f"{day:%d.%m.%Y}" for day in taken[:5]) + (" und weitere" if len(taken) > 5 else "")
        raise ValidationError({"held_on": f"Um {clock_time(starts_at)} Uhr gibt es dieses Angebot schon am {known}. Es wurde nichts gespeichert."})


# Moved and taken out ----------------------------------------------------------------------------------------------


def rest_of_series(session: Session) -> QuerySet[Session]:
    """The later planned dates of the offer on the same weekday at the same time."""
    later = Session.objects.filter(offer=session.offer_id, held_on__gt=session.held_on, starts_at=session.starts_at)
    return later.filter(held_on__iso_week_day=session.held_on.isoweekday(), logged__isnull=True, cancelled=False)


@transaction.atomic
def move_session(*, access: Access, session: Session, held_on: date, starts_at: time, ends_at: time, with_rest: bool = False) -> int:
    """Another day or time for a date, perhaps by as many days for the rest of its series. Returns how many dates have moved.

    A date with figures may have been written down for the wrong day; it stays one that has been.
    """
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=session.offer_id)
    stored = Session.objects.get(pk=session.pk)
    if stored.logged and not has_begun(held_on, starts_at, now_here()):  # guard: logged-ahead -> if False:
        raise ValidationError({"held_on": "Für diesen Termin stehen schon Zahlen. Er kann nicht in der Zukunft liegen."})
    shift, rest, was = held_on - stored.held_on, list(rest_of_series(stored)) if with_rest else [], session_words(stored)
    days = [held_on, *(row.held_on + shift for row in rest)]
    _refuse_outside(offer, min(days), max(days))
    moved = [stored, *rest]
    _refuse_taken(Session.objects.filter(offer=offer).exclude(pk__in=[row.pk for row in moved]), days, starts_at)
    for row in sorted(moved, key=lambda row: row.held_on, reverse=shift > timedelta(0)):  # each to a day that is free by then
        row.held_on, row.starts_at, row.ends_at = row.held_on + shift, starts_at, ends_at
        row.save(update_fields=["held_on", "starts_at", "ends_at"])
    text = f"„{offer.title}“: {was} auf {session_words(stored, 'den')} verschoben"
    record(access, stored, "moved", text=f"{text}, {with_noun(len(rest), 'späterer', 'spätere')} mit ihm" if rest else text)
    publish(site=offer.site_id, today=access.today)
    return len(moved)


def session_words(session: Session, before: str = "Termin am") -> str:
    """ "Termin am 03.11.2026, 9:30 Uhr"."""
    return f"{before} {session.held_on:%d.%m.%Y}, {clock_time(session.starts_at)} Uhr"


def refuse_logged(session: Session) -> None:
    """What stands against taking a date out: its figures."""
    if session.logged:  # guard: logged-not-removed -> if False:
        raise ValidationError("Für diesen Termin stehen schon Zahlen. Bitte entfernen Sie zuerst die Zahlen, oder verschieben Sie den Termin.")


@transaction.atomic
def log_session(*, access: Access, session: Session, figures: dict[str, int], newcomers: int | None = None, note: str = "") -> str:
    """Write the three figures of a session that has been. Returns "logged", "corrected", or "" when they stood there already.

    The same figures sent twice are one entry; other figures are a correction that keeps the old values in the entry. `newcomers`: how
    many of them were there for the first time (R255), where somebody knows.
    """
    if early := too_early(session):  # guard: future-session -> if early := "":
        raise ValidationError(early)
    old = {name: getattr(session, name) for name in FIELDS} if session.logged else {}
    if session.logged and old == figures and session.newcomers == newcomers and session.note == note:  # guard: figures-once -> if False:
        return ""
    kind = "corrected" if session.logged or session.cancelled else "logged"
    details: dict[str, Any] = {"new": figures, **({"old": old} if old else {}), **({"was_cancelled": True} if session.cancelled else {})}
    if session.logged and session.note != note:
        details["note_changed"] = True  # the note itself stays out: an entry can never be erased
    if not session.logged:
        session.logged, session.logged_by = timezone.now(), access.user
    for name, value in figures.items():
        setattr(session, name, value)
    if session.newcomers != newcomers:
        details["newcomers"] = [session.newcomers, newcomers]
    session.newcomers = newcomers
    session.note, was_cancelled, session.cancelled, session.cancel_reason = note, session.cancelled, False, ""
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
        raise ValidationError(f"Rückgängig geht nur {UNDO_MINUTES} Minuten lang. Sie können die Zahlen weiterhin ändern oder entfernen.")
    return _without_figures(access, session, f"{session}: Eintrag zurückgenommen")


@transaction.atomic
def remove_figures(*, access: Access, session: Session) -> Session:
    """Make a session unlogged again at any later time, as long as no Sachbericht rests on its year."""
    if session.held_on.year in reported_years(session.site_id):  # guard: figures-reported -> if False:
        raise ValidationError(
            f"Auf den Zahlen von {session.held_on.year} beruht ein eingereichter Sachbericht. Sie bleiben, bis der Landkreis ihn zurückgibt."
        )
    return _without_figures(access, session, f"{session}: Zahlen entfernt")


def _without_figures(access: Access, session: Session, text: str) -> Session:
    old = {name: getattr(session, name) for name in FIELDS}
    for name in FIELDS:
        setattr(session, name, None)
    session.logged, session.logged_by, session.note, session.newcomers = None, None, "", None
    session.save()
    record(access, session, "undone", text=text, old=old)
    return session


@transaction.atomic
def cancel_session(*, access: Access, session: Session, cancelled: bool) -> Session:
    """Say that a session does not take place, or that it does after all. Figures stand against it."""
    if session.logged:  # guard: logged-stays -> if False:
        raise ValidationError("Für diesen Termin stehen schon Zahlen. Ist er ausgefallen, entfernen Sie bitte zuerst die Zahlen.")
    if session.cancelled != cancelled:
        session.cancelled = cancelled
        session.cancel_reason = session.cancel_reason if cancelled else ""
        session.save(update_fields=["cancelled", "cancel_reason"])
        record(access, session, "cancelled" if cancelled else "restored", text=f"{session}: {'fällt aus' if cancelled else 'findet doch statt'}")
        publish(site=session.site_id, today=access.today)
    return session
