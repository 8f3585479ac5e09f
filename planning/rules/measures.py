"""Which action field of the LSZ a measure mainly belongs to."""

from datetime import date

from planning.models import ActionField

MAIN_FIELD = 3


def main_field(day: date) -> ActionField:
    """ThEKiZ are funded mainly in field 3, "Bildung im familiären Umfeld" (R104); the edition of the day."""
    fields = ActionField.objects.filter(number=MAIN_FIELD)
    return fields.on(day).order_by("-starts").first() or fields.order_by("starts")[0]
