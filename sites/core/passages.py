"""What the recommendations say beside fields and on pages, in the words of the edition that applies on the day of the request."""

from typing import Any

from django.apps import apps
from django.utils import timezone


def passages(request: Any) -> dict[str, Any]:
    """Name → `Passage`; of two editions that apply the later one. One query for a request, however many forms its page has."""
    known = getattr(request, "passages", None)
    if known is None:
        day = request.access.today if request is not None else timezone.localdate()
        known = {row.name: row for row in apps.get_model("sites", "Passage").objects.on(day).order_by("starts")}
        if request is not None:
            request.passages = known
    return known
