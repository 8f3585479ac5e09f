"""The only place that keeps what things were called: former names of rows, and the names of the offices on a day (R001, R002, R321)."""

from datetime import date, timedelta

from sites.core.access import Access
from sites.core.journal import subject_of
from sites.models import FormerName, OfficeName

DAY = timedelta(days=1)


def former_names(subject: str) -> list[FormerName]:
    """What a row (as entries name it: `subject_of(row)`) was called before, newest first; everybody may read it."""
    return list(FormerName.objects.filter(subject=subject))


def keep_name(*, access: Access, row, old: str, place: int) -> None:
    """The old name of a row that is called otherwise from today on; a name that was valid for no whole day is not kept."""
    subject, ends = subject_of(row), access.today - DAY
    if old != row.name and not FormerName.objects.filter(subject=subject, ends=ends).exists():
        FormerName.objects.create(place_id=place, subject=subject, name=old, ends=ends)


def office_names(office: str) -> list[OfficeName]:
    """All names of an office, newest first."""
    return list(OfficeName.objects.filter(office=office).order_by("-starts"))


def office_name(office: str, day: date) -> str:
    """The name of an office on a day, with its article left to the sentence; before the first known day the first known name."""
    names = office_names(office)
    return next((name.name for name in names if name.starts <= day), names[-1].name if names else OfficeName.Office(office).label)
