"""One session in the list of a week, with its three counts in a row."""

from typing import Any

from django import forms

from offers.models import Session
from offers.rules.figures import FIELDS, is_doubtful
from sites.core.forms import Form


class WeekRowForm(Form):
    """The figures of one session of a week: all three or none. `usual`: the highest of its offer's last sessions, by field."""

    adults_centre = forms.IntegerField(label="Kita", min_value=0, max_value=500, required=False)
    adults_space = forms.IntegerField(label="Sozialraum", min_value=0, max_value=500, required=False)
    children = forms.IntegerField(label="Kinder", min_value=0, max_value=500, required=False)

    def __init__(self, *args, row: Session, usual: dict[str, int], **kwargs):
        self.row, self.usual = row, usual
        stored = {name: getattr(row, name) for name in FIELDS}
        super().__init__(*args, prefix=str(row.pk), initial=stored, edits=row, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        given = {name: data[name] for name in FIELDS if data.get(name) is not None}
        if not given and self.row.logged and not self.errors:
            self.add_error("children", "Zahlen nehmen Sie am Termin selbst heraus. Hier wurde nichts geändert.")
        elif given and len(given) < len(FIELDS) and not self.errors:
            missing = [str(self.fields[name].label) for name in FIELDS if name not in given]
            self.add_error("children", f"Hier fehlt noch: {', '.join(missing)}. Eine 0 genügt, wenn niemand da war.")
        doubtful = [f"{value} {self.fields[name].label}" for name, value in given.items() if is_doubtful(value, self.usual.get(name))]
        if doubtful and self.has_changed():
            self.ask(f"Das ist viel mehr als sonst: {', '.join(doubtful)}. Stimmt das?", "Ja, so viele waren da")
        return data

    def figures(self) -> dict[str, int]:
        """The three counts; empty when the row was left empty."""
        return {name: self.cleaned_data[name] for name in FIELDS if self.cleaned_data.get(name) is not None}
