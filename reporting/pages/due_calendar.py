"""What is due for a head or a provider, as a file for the own calendar: whole days, no names of families."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from reporting.pages.head_due import cases_of, due_of, open_reports
from sites.core.access import Request, rows
from sites.core.ical import DayEvent, calendar_of
from sites.models import Cooperation
from sites.rules.cooperations import due_now


def due_calendar(request: Request, now: datetime) -> str:
    """The days on which something is due; what has none stands on the start page alone."""
    today = request.access.today
    agreements, _ = due_now(rows(request, Cooperation), today)
    due = due_of(open_reports(request), cases_of(request), agreements, today)
    events = [DayEvent(one.key, one.day, one.title, one.fact, f"{settings.SITE_URL}{one.url or '/'}") for one in due if one.day]
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return calendar_of("ThEKiZ: was fällig ist", events, host=host, now=now)
