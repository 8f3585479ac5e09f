"""The only place for the forms of dates and their figures."""

from datetime import date

from django import forms

from offers.models import Session
from offers.rules.figures import FIELDS, is_doubtful
from sites.core.forms import Form, ModelForm, Part


class SessionsForm(ModelForm):
    """One date, or the same weekday until a day."""

    PLAUSIBLE = ("held_on", "until")
    LAYOUT = (Part(("held_on",)), Part(("starts_at", "ends_at"), pair=True))
    until = forms.DateField(label="Jede Woche bis", required=False, localize=True, help_text="Leer lassen für einen einzelnen Termin.")

    class Meta:
        model = Session
        fields = ["held_on", "starts_at", "ends_at"]

    def plausible(self, day: date) -> None:
        if abs(day.year - self.request.access.today.year) > 5:
            raise forms.ValidationError("Dieses Datum liegt mehr als fünf Jahre entfernt. Bitte prüfen Sie das Jahr.")

    def clean(self):
        data = super().clean() or {}
        if data.get("until") and data.get("held_on") and data["until"] < data["held_on"]:
            self.add_error("until", "Das Ende der Reihe liegt vor dem ersten Termin. Bitte wählen Sie einen späteren Tag.")
        return data


class MoveForm(ModelForm):
    """Another day or time for a date; `rest`: how many later ones of its series may go along."""

    PLAUSIBLE = ("held_on",)
    LAYOUT = (Part(("held_on",)), Part(("starts_at", "ends_at"), pair=True))
    plausible = SessionsForm.plausible
    with_rest = forms.BooleanField(required=False)

    class Meta:
        model = Session
        fields = ["held_on", "starts_at", "ends_at"]

    def __init__(self, *args, rest: int, **kwargs):
        super().__init__(*args, **kwargs)
        if not rest:
            del self.fields["with_rest"]
        else:
            later = "den späteren Termin" if rest == 1 else f"die {rest} späteren Termine"
            self.fields["with_rest"].label = f"Auch {later} dieser Reihe um ebenso viele Tage verschieben"


class FiguresForm(Form):
    """Three counts of Teilnahmen and one sentence; prefilled with the last values."""

    LOOK = dict.fromkeys(FIELDS, "counter")
    AUDIENCE = {"note": "Sichtbar für Team und Leitung."}
    adults_centre = forms.IntegerField(label="Erwachsene, Kita", min_value=0, max_value=500)
    adults_space = forms.IntegerField(label="Erwachsene, Sozialraum", min_value=0, max_value=500)
    children = forms.IntegerField(label="Kinder", min_value=0, max_value=500)
    note = forms.CharField(label="Wie war es?", max_length=160, required=False, help_text="Ein Satz genügt. Bitte keine Namen.")
    newcomers = forms.IntegerField(label="Davon zum ersten Mal da", required=False, min_value=0, max_value=500)

    def __init__(self, *args, hints, highest, **kwargs):
        super().__init__(*args, **kwargs)
        self.highest = highest
        for name, text in hints.items():
            self.fields[name].help_text = text
        self.fields["note"].widget.attrs["autocomplete"] = "off"

    def clean(self):
        data = super().clean()
        known = {name: data[name] for name in FIELDS if data.get(name) is not None}
        if data.get("newcomers") is not None and len(known) == len(FIELDS) and data["newcomers"] > sum(known.values()):
            self.add_error("newcomers", "Es können nicht mehr zum ersten Mal da gewesen sein, als da waren.")
        doubtful = [f"{value} {self.fields[name].label}" for name, value in known.items() if is_doubtful(value, self.highest.get(name))]
        if doubtful:
            self.ask(f"Das ist viel mehr als sonst: {', '.join(doubtful)}. Stimmt das?", "Ja, so viele waren da")
        return data

    def figures(self) -> dict[str, int]:
        return {name: self.cleaned_data[name] for name in FIELDS}

    def others(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in ("newcomers", "note")}
