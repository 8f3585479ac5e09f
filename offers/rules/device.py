"""What a device knows of a session, as one short text: the only place that compares what was known with what is stored."""

from hashlib import blake2s
from typing import Any

from offers.models import Session
from offers.rules.figures import FIELDS
from sites.core.days import clock_time, date_short, dayname

#: What an entry of a device holds beside its session.
OF_ENTRY = (*FIELDS, "newcomers", "note")
OFF = "off"


def when_words(session: Session) -> str:
    """ "Mo, 23. Nov., 14:00 Uhr": as it can be read on another day."""
    return f"{dayname(session.held_on)[:2]}, {date_short(session.held_on)}, {clock_time(session.starts_at)} Uhr"


def state_of(session: Session) -> str:
    """ "7-3-11" where figures stand, "7-3-11-2-9f3c" with newcomers or a sentence, "off" for a cancelled session, empty while nothing is said."""
    if not session.logged:
        return OFF if session.cancelled else ""
    more = [session.newcomers or "", _digest(session.note)] if session.newcomers or session.note else []
    return "-".join(str(one) for one in [*(getattr(session, name) for name in FIELDS), *more])


def _digest(note: str) -> str:
    return blake2s(note.encode(), digest_size=2).hexdigest() if note else ""


def filled(values: dict[str, Any], session: Session) -> dict[str, Any]:
    """What an entry says of a session, where it says nothing what stands there: what was left empty on a device takes nothing away."""
    found = {name: getattr(session, name) if values[name] in (None, "") else values[name] for name in OF_ENTRY}
    fits = (found["newcomers"] or 0) <= sum(found[name] for name in FIELDS)
    return found if fits else {**found, "newcomers": None}


def replaces(values: dict[str, Any], session: Session) -> bool:
    """Whether an entry says something else than what stands there, a figure or the sentence."""
    now = {name: getattr(session, name) for name in OF_ENTRY}
    return any(values[name] not in (None, "") and now[name] not in (None, "") and values[name] != now[name] for name in OF_ENTRY)
