"""What stores new values of a row and says what they have changed, for its entry."""

from typing import Any

from django.db.models import Model


def save_fields(row: Model, /, **fields: Any) -> dict[str, list[str]]:
    """Store values of a row; returns those that differ from what was stored: name of the field → [before, after] in words. Empty for a new row.

    The row may carry the new values already, as that of a model form does.
    """
    before = type(row)._base_manager.filter(pk=row.pk).first()
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return (
        {name: [_words(getattr(before, name)), _words(value)] for name, value in fields.items() if getattr(before, name) != value} if before else {}
    )


def labels_of(row: Model, changes: dict[str, list[str]]) -> str:
    """The German names of what was changed: "Name, Telefon"."""
    names = (str(row._meta.get_field(name).verbose_name) for name in changes)  # type: ignore[union-attr]  # every changed field has one
    return ", ".join(name[:1].upper() + name[1:] for name in names)


def _words(value: Any) -> str:
    return str("" if value is None else value)
