"""What a need rests on, in words."""

from planning.models import Need
from sites.core.days import month_long


def source_of(need: Need) -> str:
    """How a need was found, and when: Elterngespräche, März 2026."""
    return f"{need.get_method_display()}, {month_long(need.found_on)}"
