"""What keeps the former names of rows (R321)."""

from datetime import timedelta
from typing import Any

from sites.core.access import Access
from sites.core.journal import subject_of
from sites.models import FormerName

DAY = timedelta(days=1)


def keep_name(*, access: Access, row: Any, old: str, place: int) -> None:
    """The old name of a row that is called otherwise from today on; a name that was valid for no whole day is not kept."""
    subject, ends = subject_of(row), access.today - DAY
    if old != row.name and not FormerName.objects.filter(subject=subject, ends=ends).exists():
        FormerName.objects.create(place_id=place, subject=subject, name=old, ends=ends)
