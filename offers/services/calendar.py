"""School holidays of the Land are kept: they lie at no place, so their entries stand at the state."""

from django.db.models import QuerySet

from offers.models import SchoolHolidays
from sites.core.access import Access
from sites.core.journal import record
from sites.models import State


def all_holidays() -> QuerySet[SchoolHolidays]:
    """Every row of the list."""
    return SchoolHolidays.objects.all()


def state_of(access: Access) -> State:
    """The Land for which this person keeps lists."""
    return State.objects.get(pk=next(held.place for held in access.held if held.kind == "state"))


def save_holidays(*, access: Access, holidays: SchoolHolidays, is_changed: bool) -> SchoolHolidays:
    """Keep them with one entry; what is sent unchanged is none."""
    kind, what = ("created", "eingetragen") if holidays._state.adding else ("changed", "geändert")
    holidays.save()
    if is_changed:
        record(access, holidays, kind, text=f"Schulferien „{holidays}“ {what}", place=state_of(access).pk)
    return holidays
