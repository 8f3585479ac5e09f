"""What happens to a measured value beyond its form: it is taken out, with its entry."""

from django.db import transaction

from planning.models import IndicatorValue
from sites.core.access import Access
from sites.core.journal import record


@transaction.atomic
def remove_value(*, access: Access, value: IndicatorValue) -> None:
    """Take a value out; the entry of its indicator keeps what it was."""
    record(access, value.indicator, "removed", text=f"Messwert zu „{value.indicator}“ entfernt: {value}")
    value.delete()
