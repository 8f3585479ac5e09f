"""The forms of a consultation site: profile, fixed times, answers of the house; and what strangers type to ask, and after their visit."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from processes.models import ConsultationProfile, ConsultationSlot, ConsultationVisit, VisitKind
from processes.rules.consultation import Slot
from sites.core.days import day_and_hours
from sites.core.forms import Form, ModelForm, Part
from sites.core.strangers import StrangerForm, contact_of
from sites.models import OrganisationForm

PUBLIC = "Steht öffentlich auf der Seite der Konsultationseinrichtung."
INSIDE = "Sichtbar für das Team des Hauses."
HOURS = Part(("starts_at", "ends_at"), pair=True)
OTHER = "other"


class ProfileForm(ModelForm):
    """What a consultation site shows of itself (R210–R214)."""

    UNGUARDED = ("contact",)
    LOOK = {"forms": "chips"}
    AUDIENCE = {"contact": PUBLIC}
    LAYOUT = (
        Part(("invitation", "text", "focuses")),
        Part(("forms", "languages")),
        Part(("tour", "shadowing", "talk", "advice"), "Vier Arten des Besuchs: wie lange, wie viele Personen, was es zu sehen gibt"),
        Part(("contact", "phone"), "Wie man Sie erreicht", pair=True),
        Part(("monthly_limit",)),
    )
    NEEDED = dict.fromkeys(("tour", "shadowing", "talk", "advice"), "leer heißt: bieten wir nicht an")
    forms = forms.MultipleChoiceField(label="Formen, in denen Sie arbeiten", choices=OrganisationForm, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = ConsultationProfile
        fields = [
            "invitation", "text", "focuses", "forms", "languages", "tour", "shadowing", "talk", "advice", "contact", "phone", "monthly_limit",
        ]  # fmt: skip
        help_texts = {
            "invitation": "Zum Beispiel: Schauen Sie uns bei der Arbeit zu. Wir zeigen, was gelingt, und sagen, was nicht.",
            "focuses": "Jede Zeile ein Schwerpunkt.",
            "languages": "Zum Beispiel: Deutsch, Englisch, Arabisch.",
            "tour": "Zum Beispiel: 45 Minuten, bis 12 Personen. Räume, Aushang, Familienraum.",
        }

    def clean_focuses(self) -> str:
        return "\n".join(line.strip() for line in self.cleaned_data["focuses"].splitlines() if line.strip())


class SlotForm(ModelForm):
    """One fixed time, or several in the same rhythm."""

    LAYOUT = (Part(("day",)), HOURS, Part(("every", "times"), pair=True))
    EVERY = (("1", "jede Woche"), ("2", "alle zwei Wochen"), ("4", "alle vier Wochen"))
    every = forms.ChoiceField(label="Wie oft?", choices=EVERY)
    times = forms.IntegerField(label="Wie viele Termine?", min_value=1, max_value=26, initial=1, help_text="1 heißt: nur an diesem Tag.")

    class Meta:
        model = ConsultationSlot
        fields = ["day", "starts_at", "ends_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            del self.fields["every"], self.fields["times"]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        today = self.request.access.today
        if not today < day <= today + timedelta(days=300):
            raise ValidationError("Feste Zeiten liegen zwischen morgen und in zehn Monaten.")
        return day

    def days(self) -> list[date]:
        data = self.cleaned_data
        weeks = int(data.get("every") or 1)
        return [data["day"] + timedelta(weeks=weeks * number) for number in range(data.get("times") or 1)]


class VisitForm(ModelForm):
    """A visit that was agreed by telephone."""

    UNGUARDED = ("organisation", "name")
    LOOK = {"kinds": "chips", "role": "chips"}
    UNSPOKEN = ("role",)
    PLAUSIBLE = ("day",)
    LAYOUT = (
        Part(("role", "kinds")),
        Part(("organisation", "people"), pair=True),
        Part(("day",)),
        HOURS,
        Part(("name", "contact"), pair=True),
    )
    AUDIENCE = {"name": f"{INSIDE} Nach zwölf Monaten werden Name und Kontakt gelöscht."}
    kinds = forms.MultipleChoiceField(label="Was ist gewünscht?", choices=VisitKind, widget=forms.CheckboxSelectMultiple)
    contact = forms.CharField(label="E-Mail oder Telefon", max_length=120, required=False)
    day = forms.DateField(label="Tag")
    starts_at = forms.TimeField(label="Von")
    ends_at = forms.TimeField(label="Bis")

    class Meta:
        model = ConsultationVisit
        fields = ["role", "organisation", "people", "day", "starts_at", "ends_at", "name"]
        widgets = {"role": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].required = False

    def clean_contact(self) -> tuple[str, str]:
        return contact_of(self.cleaned_data["contact"]) if self.cleaned_data["contact"].strip() else ("", "")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        self.instance.email, self.instance.phone = data.get("contact") or ("", "")
        self.instance.kinds = data.get("kinds", [])
        return data


class ReplyForm(Form):
    """What the house says to a request: yes, another time, or no with a proposal."""

    refused = "Das ist noch nicht gesendet"
    UNSPOKEN = ("step",)
    PLAUSIBLE = ("day",)
    LAYOUT = (Part(("step", "day")), HOURS, Part(("answer",)))
    STEPS = (("confirm", "Zusagen"), ("offer", "Anderen Termin vorschlagen"), ("decline", "Absagen"))
    NEEDED = {"day": "außer bei einer Absage", "starts_at": "", "ends_at": "", "answer": "für eine Absage nötig"}
    step = forms.ChoiceField(label="Was antworten Sie?", choices=STEPS, widget=forms.RadioSelect)
    day = forms.DateField(label="Tag", required=False)
    starts_at = forms.TimeField(label="Von", required=False)
    ends_at = forms.TimeField(label="Bis", required=False)
    answer = forms.CharField(
        label="Ihre Antwort", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Zum Beispiel, wo man klingelt oder welches Haus sonst passt. Geht an die Person, die anfragt.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        step = data.get("step")
        if step == "decline" and not data.get("answer", "").strip() and "answer" not in self.errors:
            self.add_error("answer", "Bitte schreiben Sie einen Satz dazu: warum nicht, oder was stattdessen geht.")
        if step in ("confirm", "offer"):
            for name in ("day", "starts_at", "ends_at"):
                if data.get(name) is None and name not in self.errors:
                    self.add_error(name, f"Bitte füllen Sie „{self.fields[name].label}“ aus.")
            if data.get("day") and data["day"] < self.request.access.today:
                self.add_error("day", "Dieser Tag ist schon vorbei.")
            if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
                self.add_error("ends_at", "Das Ende liegt vor dem Beginn.")
        return data


class RecordForm(ModelForm):
    """What a visit was about, in the words of the house."""

    AUDIENCE = {"notes": f"{INSIDE} Bitte keine Namen von Familien."}

    class Meta:
        model = ConsultationVisit
        fields = ["notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"notes": "Was gezeigt und gefragt wurde, was das Haus selbst mitnimmt."}


# Without an account -----------------------------------------------------------------------------------------------


class SearchForm(Form):
    """What the list of consultation sites is narrowed by (R071)."""

    NEEDED = dict.fromkeys(("q", "form", "county"), "")
    q = forms.CharField(label="Ort, Haus oder Thema", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    form = forms.ChoiceField(label="Organisationsform", required=False, choices=[("", "alle"), *OrganisationForm.choices])
    county = forms.ChoiceField(label="Landkreis", required=False)

    def __init__(self, *args: Any, counties: list[str], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["county"].choices = [("", "alle"), *((name, name) for name in counties)]


class AskForm(StrangerForm):
    """A request for a visit: who asks first, then what, when, and one way to be reached (R025, R211–R213)."""

    UNGUARDED = ("organisation", "name", "contact")
    LOOK = {"role": "chips", "kinds": "chips"}
    NEEDED = {"wished": "wenn oben keine Zeit passt", "organisation": ""}
    LAYOUT = (
        Part(("role", "kinds")),
        Part(("organisation", "people"), pair=True),
        Part(("slot", "wished", "question")),
        Part(("name", "contact"), pair=True),
    )
    role = forms.ChoiceField(label="Wer fragt an?", choices=ConsultationVisit.From, widget=forms.RadioSelect)
    kinds = forms.MultipleChoiceField(label="Was wünschen Sie sich?", choices=VisitKind, widget=forms.CheckboxSelectMultiple)
    organisation = forms.CharField(
        label="Einrichtung oder Stelle", max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    people = forms.IntegerField(label="Wie viele kommen?", min_value=1, max_value=60)
    slot = forms.ChoiceField(label="Wann passt es?")
    wished = forms.CharField(
        label="Ihr Vorschlag", max_length=120, required=False, help_text="Zum Beispiel: im März, am liebsten dienstags vormittags."
    )
    question = forms.CharField(
        label="Was möchten Sie wissen?", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Zwei Sätze reichen. Bitte keine Namen von Familien oder Kindern.",
    )  # fmt: skip
    name = forms.CharField(label="Ihr Name", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    contact = forms.CharField(label="E-Mail oder Telefon", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "email"}))

    def __init__(self, *args: Any, slots: list[Slot], kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        times = [(str(slot.pk), day_and_hours(slot.day, slot.starts_at, slot.ends_at)) for slot in slots]
        self.fields["slot"].choices = [("", "Bitte wählen"), *times, (OTHER, "anderer Vorschlag")] if times else [(OTHER, "anderer Vorschlag")]
        self.fields["slot"].error_messages["invalid_choice"] = "Diese Zeit ist inzwischen vergeben. Bitte wählen Sie eine andere."
        self.fields["kinds"].choices = [(value, label) for value, label in VisitKind.choices if value in kinds]
        self.fields["role"].error_messages["required"] = "Bitte sagen Sie, wer anfragt."
        self.fields["kinds"].error_messages["required"] = "Bitte wählen Sie mindestens eine Art des Besuchs."
        self.fields["contact"].error_messages["required"] = "Bitte schreiben Sie eine E-Mail-Adresse oder eine Telefonnummer."

    def clean_contact(self) -> tuple[str, str]:
        return contact_of(self.cleaned_data["contact"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("slot") == OTHER and not data.get("wished") and "wished" not in self.errors:
            self.add_error("wished", "Bitte schreiben Sie, wann es Ihnen passt.")
        if not data.get("organisation") and data.get("role") not in (None, ConsultationVisit.From.OTHER) and "organisation" not in self.errors:
            self.add_error("organisation", "Bitte schreiben Sie, für welche Einrichtung oder Stelle Sie anfragen.")
        return data


class RateForm(StrangerForm):
    """Three short questions after a visit (R212)."""

    LOOK = {"useful": "chips"}
    useful = forms.ChoiceField(label="Hat Ihnen der Besuch geholfen?", choices=ConsultationVisit.Useful, widget=forms.RadioSelect)
    took_along = forms.CharField(label="Was nehmen Sie mit?", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    missed = forms.CharField(label="Was hat Ihnen gefehlt?", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3}))
