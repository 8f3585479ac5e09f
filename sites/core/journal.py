"""The only place that writes entries: who did what, when, in which role. Entries are append-only (the database refuses the rest)."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps

from sites.core.rights import INTERNAL_AREAS

if TYPE_CHECKING:
    from sites.core.access import Access

#: The kind of entry that a reminder leaves: nothing of the row has changed.
REMINDED = "reminded"
#: The old and the new value of each field that was changed.
type Changes = dict[str, list[str]]
#: An entry of many: row, kind, place, text, details.
type Change = tuple[Any, str, int | None, str, dict[str, Any]]


def record(
    access: "Access",
    obj: Any,
    kind: str,
    /,
    *,
    text: str,
    note: str = "",
    place: int | None = None,
    internal: bool = False,
    changes: Changes | None = None,
    **details: Any,
) -> None:
    """One entry about a row, at the row's place. `text` is the German line of the history; `details` hold old and new values.

    `changes` are those of a form by the names of its fields, which may be called `text` or `note` as well.
    """
    _entry(access, obj, kind, text, note, place, internal, {**(changes or {}), **details}).save()


def record_all(access: "Access", changes: Iterable[Change]) -> None:
    """Entries about many rows in few queries."""
    entries = (_entry(access, obj, kind, text, "", place, False, details) for obj, kind, place, text, details in changes)
    apps.get_model("sites", "Entry").objects.bulk_create(entries, batch_size=2000)


def last_entry(obj: Any) -> Any:
    """The newest entry about a row within the wall of the request, or None: who has changed it last."""
    return apps.get_model("sites", "Entry").objects.filter(subject=subject_of(obj)).exclude(kind=REMINDED).order_by("-pk").first()


def first_since(obj: Any, at: Any) -> Any:
    """The oldest entry about a row since a moment, within the wall of the request, or None."""
    return apps.get_model("sites", "Entry").objects.filter(subject=subject_of(obj), at__gte=at).order_by("pk").first()


def record_form(access: "Access", form: Any, row: Any, *, created: bool, text: str) -> None:
    """One entry about a saved form's row, with the old and the new values; nothing when nothing changed. `text`: what it is, in words."""
    record_saved(access, row, created=created, text=text, changes=changes_of(form))


def record_saved(access: "Access", row: Any, *, created: bool, text: str, changes: Changes) -> None:
    """One entry about a saved row; nothing when nothing changed. `text`: what it is, in words; `changes`: old and new value by field."""
    if created:
        record(access, row, "created", text=f"{text} angelegt")
    elif changes:
        record(access, row, "changed", text=f"{text} geändert", changes=changes)


def changes_of(form: Any) -> Changes:
    """The old and the new value of every field that a form has changed, as an entry keeps them."""
    return {name: [_words(form.initial.get(name)), _words(form.cleaned_data[name])] for name in form.changed_data}


def _words(value: Any) -> str:
    """A value as the entry keeps it; several rows by their names."""
    several = isinstance(value, list | tuple) or hasattr(value, "all")
    return ", ".join(map(str, value)) if several else str("" if value is None else value)


def _entry(access: "Access", obj: Any, kind: str, text: str, note: str, place: int | None, internal: bool, details: dict[str, Any]) -> Any:
    at = place or _place_of(access, obj)
    person = access.user if getattr(access.user, "is_authenticated", False) else None
    return apps.get_model("sites", "Entry")(
        place_id=at,
        person=person,
        person_label=access.signature(obj if place is None else None) if person else "System",
        subject=f"{obj._meta.label_lower}:{obj.pk}",
        kind=kind,
        text=text[:200],
        note=note,
        details=details,
        internal=internal or obj.area in INTERNAL_AREAS,  # guard: internal-areas -> internal=internal,
    )


def _place_of(access: "Access", obj: Any) -> int:
    """Where the entry lies: at the first place of the row that the person reaches, because an office may not write at a house."""
    reached = set().union(*(held.places for held in access.held))
    places: list[int] = [getattr(obj, column) for column in obj.place_columns]
    return next((place for place in places if place in reached), places[0])


def subject_of(obj: Any) -> str:
    """The key by which entries, comments and documents find their object."""
    return f"{obj._meta.label_lower}:{obj.pk}"
