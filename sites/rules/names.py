"""What things are called: the same name written otherwise, former names of rows, and the names of the offices on a day (R001, R002, R321)."""

import re
from datetime import date

from django.db.models import Model

from sites.core.journal import subject_of
from sites.models import FormerName, OfficeName


def near(text: str) -> str:
    """A name without what people write now so and now so: e.V. and e. V., straight and curly quotes, spaces, hyphens, upper case."""
    return re.sub(r"[\W_]", "", text.casefold())


def former_names(row: Model) -> list[FormerName]:
    """What a row was called before, newest first; everybody may read it. Nothing for a row that is not stored yet."""
    return list(FormerName.objects.filter(subject=subject_of(row))) if row.pk else []


def office_names(office: str) -> list[OfficeName]:
    """All names of an office, newest first."""
    return list(OfficeName.objects.filter(office=office).order_by("-starts"))


def office_name(office: str, day: date) -> str:
    """The name of an office on a day, with its article left to the sentence; before the first known day the first known name."""
    names = office_names(office)
    return next((name.name for name in names if name.starts <= day), names[-1].name if names else OfficeName.Office(office).label)
