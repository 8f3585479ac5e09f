"""The only place for the entry of a saved form: what was made, what was changed from what to what."""

from typing import Any

from sites.core.access import Access
from sites.core.journal import record


def _words(value: Any) -> str:
    """A value as the entry keeps it; several rows by their names."""
    several = isinstance(value, list | tuple) or hasattr(value, "all")
    return ", ".join(map(str, value)) if several else str("" if value is None else value)


def note_saved(*, access: Access, form, row, created: bool, text: str) -> None:
    """One entry about a saved row, with the old and the new values; nothing when nothing changed."""
    if created:
        record(access, row, "created", text=f"{text} angelegt"[:200])
    elif form.changed_data:
        changes: dict[str, Any] = {name: [_words(form.initial.get(name)), _words(form.cleaned_data[name])] for name in form.changed_data}
        record(access, row, "changed", text=f"{text} geändert"[:200], changes=changes)
