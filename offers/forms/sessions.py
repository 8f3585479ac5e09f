"""The only place for the forms of dates and their figures."""

from collections.abc import Sequence
from datetime import date

from django import forms

from offers.forms.dates import DatesFields, PlaceFields
from offers.models import CancelReason, Session
from offers.rules.figures import FIELDS, is_doubtful
from offers.rules.left_out import left_out
from offers.rules.make_up import make_up_days
from offers.services.planning import Planned
from sites.core.days import date_long, dayname
from sites.core.forms import Form, ModelForm, Part

RARE = "Seltenere Rhythmen: alle … Wochen, mehrere Wochentage, einzelne Tage"
HOURS = Part(("starts_at", "ends_at"), pair=True)


class SessionsForm(DatesFields, Form):
    """One date, or a series of any rhythm; all days are written out before they are saved."""

    PLAUSIBLE = ("held_on", "until")
    LOOK = {"weekdays": "chips"}
    NEEDED = {"rhythm": ""}
    LAYOUT = (
        Part(("held_on", "until"), pair=True),
        Part(("rhythm",)),
        HOURS,
        Part(("every", "weekdays", "days"), RARE, folded=True),
        Part(("elsewhere", "place"), "Woanders als sonst", folded=True),
    )

    def __init__(self, *args, offer, **kwargs):
        super().__init__(*args, **kwargs)
        self.start_dates(offer)


class MoveForm(PlaceFields, ModelForm):
    """Another day, time or place for a date; `rest`: the days of the later ones of its series, which may go along."""

    PLAUSIBLE = ("held_on",)
    LAYOUT = (Part(("held_on",)), HOURS, Part(("elsewhere", "place"), "Woanders als sonst", folded=True))
    plausible = DatesFields.plausible
    with_rest = forms.BooleanField(required=False)

    class Meta:
        model = Session
        fields = ["held_on", "starts_at", "ends_at"]

    def __init__(self, *args, rest: Sequence[date], **kwargs):
        super().__init__(*args, **kwargs)
        self.rest, self.was_on, session = rest, self.instance.held_on, self.instance
        self.offer_places(session.offer, session.venue)
        self.initial |= {"elsewhere": f"room:{session.venue_id}" if session.venue_id else "", "place": session.place}
        if not rest:
            del self.fields["with_rest"]
        else:
            later = "den späteren Termin" if len(rest) == 1 else f"die {len(rest)} späteren Termine"
            self.fields["with_rest"].label = f"Auch {later} dieser Reihe ebenso ändern, um ebenso viele Tage"

    def clean(self):
        data = super().clean()
        if (day := data.get("held_on")) and day != self.was_on:
            days = [day, *((one + (day - self.was_on) for one in self.rest) if data.get("with_rest") else ())]
            if reasons := left_out(self.instance.site_id, days):
                named = "; ".join(f"{date_long(one)} ({reason})" for one, reason in list(reasons.items())[:5])
                self.ask(f"An diesen Tagen ist sonst kein Termin: {named}. Bitte bestätigen Sie das.", "Ja, auch an diesen Tagen.")
        return data

    def move(self) -> dict:
        """What was typed, as fields of a date."""
        data = self.cleaned_data
        return {name: data[name] for name in ("held_on", "starts_at", "ends_at")} | self.own_place() | {"with_rest": data.get("with_rest", False)}


class CancelForm(Form):
    """Why a date falls away, and when it is made up for: days are proposed. Nobody's illness is a reason that is written down."""

    LOOK = {"reason": "chips", "proposed": "chips"}
    LAYOUT = (
        Part(("reason", "words")),
        Part(("proposed",)),
        Part(("held_on", "starts_at", "ends_at"), "An einem anderen Tag nachholen", folded=True),
    )
    PLAUSIBLE = ("held_on",)
    NEEDED = {"proposed": ""}
    AUDIENCE = {"words": "Sichtbar für Team, Träger, Prozessbegleitung und Elternvertretung. Familien lesen es nicht."}
    plausible = DatesFields.plausible
    reason = forms.ChoiceField(
        label="Warum?", choices=CancelReason, widget=forms.RadioSelect, help_text="Ein Grund genügt. Krankheiten stehen hier nie."
    )
    words = forms.CharField(label="Mehr dazu", max_length=160, required=False, help_text="Zum Beispiel: Wasserschaden bis Ende der Woche.")
    proposed = forms.ChoiceField(label="Wird er nachgeholt?", required=False, widget=forms.RadioSelect)
    held_on = forms.DateField(label="Nachgeholt am", required=False, localize=True)
    starts_at = forms.TimeField(label="Von", required=False, help_text="Leer lassen: zur gleichen Uhrzeit.")
    ends_at = forms.TimeField(label="Bis", required=False)

    def __init__(self, *args, session: Session, **kwargs):
        self.session = session
        initial = {"reason": session.cancel_reason, "words": session.cancel_words}
        super().__init__(*args, initial=initial, edits=session, **kwargs)
        days = make_up_days(session, self.request.access.today)
        self.fields["proposed"].choices = [("", "nein, oder noch offen"), *((f"{day}", f"{dayname(day)}, {date_long(day)}") for day in days)]
        self.fields["proposed"].help_text = "Vorgeschlagen sind Tage, an denen sein Ort um diese Zeit frei ist." if days else ""

    def clean(self):
        data = super().clean()
        if data.get("held_on") and data.get("proposed"):
            self.add_error("held_on", "Oben ist schon ein Tag gewählt. Bitte lassen Sie dieses Feld leer, oder wählen Sie oben „nein“.")
        elif day := data.get("held_on"):
            for name in ("starts_at", "ends_at"):
                data[name] = data.get(name) or getattr(self.session, name)
            if data["starts_at"] == data["ends_at"]:
                self.add_error("ends_at", "Beginn und Ende sind dieselbe Uhrzeit. Bitte prüfen Sie beide.")
            if reasons := left_out(self.session.site_id, [day]):
                self.ask(f"Am {date_long(day)} ist sonst kein Termin ({reasons[day]}). Bitte bestätigen Sie das.", "Ja, auch an diesem Tag.")
        return data

    def said(self) -> dict[str, str]:
        """The reason, and what was said to it."""
        return {name: self.cleaned_data[name] for name in ("reason", "words")}

    def make_up(self) -> Planned | None:
        """The date that makes up for it, at the same place; None when there is none."""
        data, session = self.cleaned_data, self.session
        if data.get("proposed"):
            return Planned([date.fromisoformat(data["proposed"])], session.starts_at, session.ends_at, venue=session.venue, place=session.place)
        if not data.get("held_on"):
            return None
        return Planned([data["held_on"]], data["starts_at"], data["ends_at"], venue=session.venue, place=session.place)


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
