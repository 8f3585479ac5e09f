"""The only place that writes entries: who did what, when, in which role. Entries are append-only (the database refuses the rest)."""

from django.apps import apps

from sites.access import Role

#: Areas that are the house's own work. Offices read of them what is handed up: snapshots, roll-ups, decisions.
INTERNAL = {"offers", "sessions", "needs", "goals", "hours"}


def record(access, obj, kind: str, *, text: str, note: str = "", place: int | None = None, internal: bool = False, **details):
    """One entry about a row, at the row's place. `text` is the German line of the history; `details` hold old and new values."""
    at = place or getattr(obj, obj.place_columns[0])
    roles = sorted(access.roles_at(obj), key=list(Role).index) if place is None else sorted(access.roles, key=list(Role).index)
    person = access.user if getattr(access.user, "is_authenticated", False) else None
    return apps.get_model("sites", "Entry").objects.create(
        place_id=at,
        person=person,
        person_label=f"{person.name}, {roles[0].label}" if person and roles else (person.name if person else "System"),
        subject=f"{obj._meta.label_lower}:{obj.pk}",
        kind=kind,
        text=text,
        note=note,
        details=details,
        internal=internal or obj.area in INTERNAL,
    )


def subject_of(obj) -> str:
    """The key by which entries, comments and documents find their object."""
    return f"{obj._meta.label_lower}:{obj.pk}"
