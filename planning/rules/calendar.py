"""A meeting as an entry of a calendar: with its hours where they are known, else the whole day."""

from datetime import date, datetime, timedelta

from planning.models import Meeting
from sites.core.days import lasting
from sites.core.ical import DayEvent, HourEvent, calendar_of

USUAL = timedelta(hours=2)  # where only the beginning is known


def event_of(meeting: Meeting, url: str, invites: tuple[str, str] | None = None) -> DayEvent | HourEvent:
    """`meeting` comes with its body. `invites`: who asks whom, as two addresses."""
    key, title, cancelled = f"meeting-{meeting.pk}", meeting.body.name, meeting.state == Meeting.State.CANCELLED
    where = ", ".join(filter(None, [meeting.where, "digital" if meeting.digital else "", meeting.link]))
    if meeting.starts_at is None:
        return DayEvent(key, meeting.held_on, title, where, url, cancelled, meeting.sequence, invites)
    begin, end = lasting(meeting.held_on, meeting.starts_at, meeting.ends_at or meeting.starts_at)
    return HourEvent(key, begin, end if meeting.ends_at else begin + USUAL, title, where, url, where, cancelled, meeting.sequence, invites)


def meeting_file(meeting: Meeting, url: str, *, host: str, now: datetime, invites: tuple[str, str] | None = None) -> str:
    """The file of one meeting; sent by mail it asks or calls off."""
    method = "PUBLISH" if invites is None else "CANCEL" if meeting.state == Meeting.State.CANCELLED else "REQUEST"
    return calendar_of(meeting.body.name, [event_of(meeting, url, invites)], host=host, now=now, method=method)


def is_coming(meeting: Meeting, today: date) -> bool:
    """Planned for today or later."""
    return meeting.state == Meeting.State.PLANNED and meeting.held_on >= today
