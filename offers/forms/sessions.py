"""The only place for the forms of dates and their figures."""

from datetime import date

from django import forms

from offers.models import Session
from offers.rules.figures import FIELDS
from sites.core.forms import Form, ModelForm, Part


class SessionsForm(ModelForm):
    """One date, or the same weekday until a day."""

    LAYOUT = (Part(("held_on",)), Part(("starts_at", "ends_at"), pair=True))
    until = forms.DateField(label="Jede Woche bis", required=False, localize=True, help_text="Leer lassen für einen einzelnen Termin.")

    class Meta:
        model = Session
        fields = ["held_on", "starts_at", "ends_at"]

    def clean_held_on(self):
        return plausible(self.cleaned_data["held_on"], self.request.access.today)

    def clean_until(self):
        until = self.cleaned_data["until"]
        return plausible(until, self.request.access.today) if until else until

    def clean(self):
        data = super().clean() or {}
        if data.get("until") and data.get("held_on") and data["until"] < data["held_on"]:
            self.add_error("until", "Das Ende der Reihe liegt vor dem ersten Termin. Bitte wählen Sie einen späteren Tag.")
        return data


def plausible(day: date, today: date) -> date:
    """A typing error in the year is the usual cause of dates far away."""
    if abs(day.year - today.year) > 5:
        raise forms.ValidationError("Dieses Datum liegt mehr als fünf Jahre entfernt. Bitte prüfen Sie das Jahr.")
    return day


class FiguresForm(Form):
    """Three counts of Teilnahmen and one sentence; prefilled with the last values."""

    LOOK = dict.fromkeys(FIELDS, "counter")
    AUDIENCE = {"note": "Sichtbar für Team und Leitung."}
    adults_centre = forms.IntegerField(label="Erwachsene, Kita", min_value=0, max_value=500)
    adults_space = forms.IntegerField(label="Erwachsene, Sozialraum", min_value=0, max_value=500)
    children = forms.IntegerField(label="Kinder", min_value=0, max_value=500)
    note = forms.CharField(label="Wie war es?", max_length=160, required=False, help_text="Ein Satz genügt. Bitte keine Namen.")

    def __init__(self, *args, hints, **kwargs):
        super().__init__(*args, **kwargs)
        for name, text in hints.items():
            self.fields[name].help_text = text
        self.fields["note"].widget.attrs["autocomplete"] = "off"

    def figures(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in FIELDS}
