"""What a device knows of a session, as one short text: the only place that compares what was known with what is stored."""

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
    """ "7-3-11" where figures stand, "off" for a cancelled session, empty while nothing is said."""
    if session.logged:
        return "-".join(str(getattr(session, name)) for name in FIELDS)
    return OFF if session.cancelled else ""
