"""What belongs to a saved need, goal, indicator, value or measure: its entry; and the default action field of the LSZ."""

from datetime import date
from typing import Any

from planning.models import ActionField
from sites.access import Access
from sites.journal import record

MAIN_FIELD = 3


def main_field(day: date) -> ActionField:
    """ThEKiZ are funded mainly in field 3, "Bildung im familiären Umfeld" (R104); the edition of the day."""
    fields = ActionField.objects.filter(number=MAIN_FIELD)
    return fields.on(day).order_by("-starts").first() or fields.order_by("starts")[0]


def note_saved(*, access: Access, form, row, created: bool, text: str) -> None:
    """One entry about a saved row, with the old and the new values; nothing when nothing changed."""
    if created:
        record(access, row, "created", text=f"{text} angelegt"[:200])
    elif form.changed_data:
        changes: dict[str, Any] = {name: [str(form.initial.get(name) or ""), str(form.cleaned_data[name] or "")] for name in form.changed_data}
        record(access, row, "changed", text=f"{text} geändert"[:200], **changes)
