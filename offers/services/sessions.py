"""What happens to the dates of an offer: planned, logged, taken back, cancelled; the family page follows."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from offers.models import CancelReason, Offer, Session
from offers.rules.dates import WEEK
from offers.rules.figures import FIELDS
from offers.rules.logging import too_early
from offers.services.planning import Planned, plan_sessions, refuse_outside, refuse_taken
from offers.services.publishing import publish
from sites.core.access import Access
from sites.core.days import clock_time, has_begun, now_here
from sites.core.journal import first_since, last_entry, record
from sites.core.numbers import with_noun
from sites.models import Room
from sites.rules.reported import reported_years

UNDO_MINUTES = 10


# Moved and taken out ----------------------------------------------------------------------------------------------


def rest_of_series(session: Session) -> QuerySet[Session]:
    """The later planned dates of its series; without a series those of the offer on the same weekday at the same time."""
    later = Session.objects.filter(offer=session.offer_id, held_on__gt=session.held_on, logged__isnull=True, cancelled=False)
    if session.series_id:
        return later.filter(series=session.series_id)
    return later.filter(starts_at=session.starts_at, held_on__iso_week_day=session.held_on.isoweekday(), series__isnull=True)


@dataclass(frozen=True)
class Move:
    """Where a date goes: day, hours, a place of its own or none; and whether the later ones of its series go along."""

    held_on: date
    starts_at: time
    ends_at: time
    venue: Room | None = None
    place: str = ""
    with_rest: bool = False


@transaction.atomic
def move_session(*, access: Access, session: Session, move: Move) -> int:
    """Another day, time or place for a date, perhaps by as many days for the rest of its series. Returns how many dates have changed.

    A date with figures may have been written down for the wrong day; it stays one that has been.
    """
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=session.offer_id)
    stored = Session.objects.select_related("venue").get(pk=session.pk)
    stored.offer = offer
    if stored.logged and not has_begun(move.held_on, move.starts_at, now_here()):  # guard: logged-ahead -> if False:
        raise ValidationError({"held_on": "Für diesen Termin stehen schon Zahlen. Er kann nicht in der Zukunft liegen."})
    if stored.logged and stored.held_on != move.held_on:
        refuse_reported(stored.site_id, stored.held_on, move.held_on, field="held_on")
    shift, rest = move.held_on - stored.held_on, list(rest_of_series(stored)) if move.with_rest else []
    if stored.open_days and shift % WEEK:
        raise ValidationError({"held_on": "Eine offene Sprechzeit wandert nur um ganze Wochen. Bitte wählen Sie denselben Wochentag."})
    was, was_at = session_words(stored), stored.place_words
    days, moved = [move.held_on, *(row.held_on + shift for row in rest)], [stored, *rest]
    refuse_outside(offer, min(days), max(days))
    refuse_taken(Session.objects.filter(offer=offer).exclude(pk__in=[row.pk for row in moved]), days, move.starts_at)
    for row in sorted(moved, key=lambda row: row.held_on, reverse=shift > timedelta(0)):  # each to a day that is free by then
        row.held_on, row.starts_at, row.ends_at, row.venue, row.place = row.held_on + shift, move.starts_at, move.ends_at, move.venue, move.place
        row.save(update_fields=["held_on", "starts_at", "ends_at", "venue", "place"])
    text = f"„{offer.title}“: {was} auf {session_words(stored, 'den')} verschoben"
    if was == session_words(stored):
        where = f"jetzt {stored.place_words}" if stored.place_words != was_at else "Uhrzeit geändert"
        text = f"„{offer.title}“: {was}, {where}"
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


def refuse_reported(site: int, *days: date, field: str = NON_FIELD_ERRORS) -> None:
    """What stands against any change of the figures of these days: a Sachbericht of their year that lies with the county."""
    for year in sorted(reported_years(site) & {day.year for day in days}):  # guard: figures-reported -> for year in list[int]():
        words = f"Auf den Zahlen von {year} beruht ein eingereichter Sachbericht. Sie bleiben, bis der Landkreis ihn zurückgibt."
        raise ValidationError({field: words})


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
    if old != figures or session.newcomers != newcomers:
        refuse_reported(session.site_id, session.held_on)
    off = {"was_cancelled": True} if session.cancelled else {}
    details: dict[str, Any] = {"new": figures, **({"old": old} if old else {}), **off}
    if session.logged and session.note != note:
        details["note_changed"] = True  # the note itself stays out: an entry can never be erased
    if not session.logged:
        session.logged, session.logged_by = timezone.now(), access.user
    for name, value in figures.items():
        setattr(session, name, value)
    if session.newcomers != newcomers:
        details["newcomers"] = [session.newcomers, newcomers]
    session.newcomers = newcomers
    session.note, was_cancelled, session.cancelled = note, session.cancelled, False  # why it fell away waits in the row for an undo
    session.save()
    verb = "eingetragen" if kind == "logged" else "berichtigt"
    record(access, session, kind, text=f"{session}: {with_noun(session.participations, 'Teilnahme', 'Teilnahmen')} {verb}", **details)
    if was_cancelled:
        publish(site=session.site_id, today=access.today)
    return kind


def may_undo(session: Session) -> bool:
    """Within ten minutes a figure can be taken back as if it had never been typed."""
    return session.logged is not None and timezone.now() - session.logged <= timedelta(minutes=UNDO_MINUTES)


def is_corrected(session: Session) -> bool:
    """Whether somebody has changed the figures since they were typed: then there is no one step to take back."""
    first, last = first_since(session, session.logged), last_entry(session)
    return bool(first and last.kind == "corrected" and last.pk != first.pk)


@transaction.atomic
def undo_session(*, access: Access, session: Session) -> Session:
    """Make a session unlogged again; the entry keeps what was taken back. Twice is once."""
    if not session.logged:
        return session
    if not may_undo(session):  # guard: undo-window -> if False:
        raise ValidationError(f"Rückgängig geht nur {UNDO_MINUTES} Minuten lang. Sie können die Zahlen weiterhin ändern oder entfernen.")
    if is_corrected(session):  # guard: undo-corrected -> if False:
        raise ValidationError("Die Zahlen sind inzwischen berichtigt. Sie können sie weiterhin ändern oder entfernen.")
    return _without_figures(access, session, f"{session}: Eintrag zurückgenommen")


@transaction.atomic
def remove_figures(*, access: Access, session: Session) -> Session:
    """Make a session unlogged again at any later time, as long as no Sachbericht rests on its year."""
    return _without_figures(access, session, f"{session}: Zahlen entfernt")


def _without_figures(access: Access, session: Session, text: str) -> Session:
    """As it was before its figures: also cancelled where it was; the reason and the words of it have waited in the row."""
    refuse_reported(session.site_id, session.held_on)
    entry = first_since(session, session.logged)
    old = {name: getattr(session, name) for name in FIELDS}
    for name in FIELDS:
        setattr(session, name, None)
    session.logged, session.logged_by, session.note, session.newcomers = None, None, "", None
    session.cancelled = bool(session.cancel_reason or (entry and entry.details.get("was_cancelled")))
    session.save()
    record(access, session, "undone", text=text, old=old)
    if session.cancelled:
        publish(site=session.site_id, today=access.today)
    return session


@transaction.atomic
def call_off(*, access: Access, session: Session, reason: str, words: str = "", make_up: Planned | None = None) -> Session | None:
    """The only door by which a date falls away: for a reason, perhaps in words. Figures stand against it.

    With `make_up` a new date takes its place, which says what it makes up for. Returns the new one. Whoever has signed up is told by the
    trigger of the table.
    """
    if session.logged:  # guard: logged-stays -> if False:
        raise ValidationError("Für diesen Termin stehen schon Zahlen. Ist er ausgefallen, entfernen Sie bitte zuerst die Zahlen.")
    if reason not in CancelReason.values:  # guard: reason-first -> if False:
        raise ValidationError({"reason": "Bitte sagen Sie, warum der Termin ausfällt."})
    if (session.cancelled, session.cancel_reason, session.cancel_words) != (True, reason, words):
        _say_off(session, cancelled=True, reason=reason, words=words)
        # what was said in words stays out: an entry can never be erased
        record(access, session, "cancelled", text=f"{session}: fällt aus, {session.get_cancel_reason_display()}")
        publish(site=session.site_id, today=access.today)
    if make_up is None:
        return None
    # guard: made-up-once -> made_up = None
    made_up = Session.objects.filter(makes_up=session, cancelled=False).order_by("held_on").first()
    if made_up:
        raise ValidationError({"held_on": f"Er wird schon am {made_up.held_on:%d.%m.%Y} nachgeholt. Bitte verschieben Sie diesen Termin."})
    offer = Offer.objects.select_related("site").get(pk=session.offer_id)
    (made,) = plan_sessions(access=access, offer=offer, planned=replace(make_up, makes_up=session))
    return made


@transaction.atomic
def restore_session(*, access: Access, session: Session) -> list[date]:
    """A date takes place after all; twice is once. Returns the days that were planned to make up for it: they stay until somebody moves them."""
    if session.cancelled:
        _say_off(session, cancelled=False)
        record(access, session, "restored", text=f"{session}: findet doch statt")
        publish(site=session.site_id, today=access.today)
    made = Session.objects.filter(makes_up=session, held_on__gte=access.today, cancelled=False).order_by("held_on")
    return list(made.values_list("held_on", flat=True))


def _say_off(session: Session, *, cancelled: bool, reason: str = "", words: str = "") -> None:
    session.cancelled, session.cancel_reason, session.cancel_words = cancelled, reason, words
    session.save(update_fields=["cancelled", "cancel_reason", "cancel_words"])
