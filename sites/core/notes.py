"""How every form looks through its free texts for what tells of one person: which fields, the hint at them, the hint after saving (UF18)."""

from typing import Any

from django import forms

from sites.core.personal import hint

LETTERS = 120  # a line as long as this is a free text


def is_free_text(field: forms.Field) -> bool:
    """Sentences: a text of several lines, or one line that holds a sentence."""
    if type(field) is not forms.CharField or field.disabled:
        return False
    is_line = type(field.widget) is forms.TextInput and (field.max_length or 0) >= LETTERS
    return isinstance(field.widget, forms.Textarea) or is_line


def is_inside(request: Any) -> bool:
    """Notes are written by people with an account; what families write on public pages is their own."""
    return request is not None and getattr(getattr(request, "user", None), "is_authenticated", False)


def attributes(field: Any) -> dict[str, Any]:
    """What the script of the hint looks for."""
    return {"data-note": True} if getattr(field, "is_note", False) else {}


def shown(bound: forms.BoundField) -> dict[str, Any]:
    """The hint at a field that shows what was typed or stored, and whether there is a place for one."""
    is_note = getattr(bound.field, "is_note", False)
    return {"is_note": is_note, "personal": hint(str(bound.value() or "")) if is_note else ""}


def hints_after_saving(form: Any) -> list[str]:
    """What was just typed and looks as if it told of one person, by field: said once, never refused."""
    typed = [
        (field, form.cleaned_data.get(name)) for name, field in form.fields.items() if getattr(field, "is_note", False) and name in form.changed_data
    ]
    return [f"„{field.label}“: {words}" for field, text in typed if text and (words := hint(str(text)))]
