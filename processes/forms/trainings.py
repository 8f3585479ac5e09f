"""The forms of trainings: what is planned, who comes, what was said."""

from typing import Any

from django import forms
from django.db.models import Q

from planning.models import Term
from processes.models import Training, TrainingDay, TrainingFeedback, TrainingRegistration
from sites.core.forms import Form, ModelForm, Part
from sites.core.roles import Role
from sites.core.strangers import StrangerForm
from sites.models import County

TO_ALL = "Sichtbar für alle, auch ohne Anmeldung."
TO_COMING = "Sichtbar für alle, die einen Platz haben."
TO_ORGANISER = "Sichtbar für die Stelle, die einlädt."
Group = TrainingRegistration.Group
#: As what somebody with a role usually comes.
GROUPS = {
    Role.COORDINATOR: Group.COORDINATOR,
    Role.HEAD: Group.HEAD,
    Role.PROFESSIONAL: Group.PROFESSIONAL,
    Role.FACILITATOR: Group.FACILITATOR,
    Role.PROVIDER: Group.PROVIDER,
    **dict.fromkeys((Role.SOCIAL_PLANNER, Role.YOUTH_WELFARE_OFFICE, Role.SPECIALIST_ADVISOR, Role.STATE_OFFICE, Role.MINISTRY), Group.OFFICE),
}


class SearchForm(Form):
    """A word of the title, and a topic."""

    q = forms.CharField(label="Titel oder Ort", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    topic = forms.ChoiceField(label="Thema", required=False)

    def __init__(self, *args: Any, topics: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", "alle"), *topics.items()]


class TrainingForm(ModelForm):
    """What a training is, for whom, where and until when one registers."""

    LOOK = {"audience": "chips"}
    UNSPOKEN = ("kind",)
    UNGUARDED = ("speaker", "venue")
    PLAUSIBLE: tuple[str, ...] = ("closes_on", "topics_until")
    NEEDED = {"venue": "nötig, wenn es vor Ort stattfindet"}
    AUDIENCE = {"title": TO_ALL, "text": TO_ALL, "link": TO_COMING, "materials": "Sichtbar für alle mit Konto, sobald der erste Tag da ist."}
    LAYOUT = (
        Part(("kind", "title", "summary", "text", "topic", "audience", "speaker")),
        Part(("channel", "venue", "county", "link"), "Wo"),
        Part(("capacity", "fee"), pair=True),
        Part(("fee_note",)),
        Part(("closes_on", "topics_until"), pair=True),
        Part(("materials",)),
    )
    audience = forms.MultipleChoiceField(label="Für wen", choices=Training.Audience, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Training
        fields = [
            "kind", "title", "summary", "text", "topic", "audience", "speaker", "channel", "venue", "county", "link", "capacity", "fee", "fee_note",
            "closes_on", "topics_until", "materials",
        ]  # fmt: skip
        localized_fields = "__all__"
        help_texts = {
            "text": "Je Zeile ein Punkt.",
            "county": "Leer bei digitalen Treffen und Veranstaltungen für das ganze Land.",
            "capacity": "Leer, wenn alle kommen können.",
            "fee": "Leer, wenn es nichts kostet.",
            "fee_note": "Zum Beispiel: Fahrt über das ThEKiZ-Budget.",
            "topics_until": "Wenn Teilnehmende vorher Themen vorschlagen können.",
            "materials": "Was am Ende herauskam, und Adressen von Unterlagen.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        training, today = self.instance, self.request.access.today
        valid = Q(pk__in=Term.objects.on(today)) | Q(pk=training.topic_id)
        self.fields["topic"].queryset = Term.objects.filter(valid, catalogue=Term.Catalogue.TRAINING_TOPIC)
        self.fields["county"].queryset = County.objects.order_by("sort_key")
        if training._state.adding:
            del self.fields["materials"]


class TrainingCreateForm(TrainingForm):
    """A new one, with its first day."""

    held_on = forms.DateField(label="Erster Tag", localize=True)
    starts_at = forms.TimeField(label="von")
    ends_at = forms.TimeField(label="bis")
    PLAUSIBLE = ("closes_on", "topics_until", "held_on")
    LAYOUT = (*TrainingForm.LAYOUT[:2], Part(("held_on", "starts_at", "ends_at"), "Wann", pair=True), *TrainingForm.LAYOUT[2:-1])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", "Das Ende liegt vor dem Beginn.")
        return data


class TrainingDayForm(ModelForm):
    """One day with its hours."""

    PLAUSIBLE = ("held_on",)
    LAYOUT = (Part(("held_on", "starts_at", "ends_at"), pair=True),)

    class Meta:
        model = TrainingDay
        fields = ["held_on", "starts_at", "ends_at"]
        localized_fields = ["held_on"]


class CancelForm(Form):
    """Why it falls out; those who come read it."""

    UNGUARDED = ("reason",)
    reason = forms.CharField(label="Warum fällt es aus?", max_length=300, widget=forms.Textarea)
    AUDIENCE = {"reason": "Steht in der E-Mail an alle, die kommen wollten oder warten."}


def counties() -> list[tuple[str, str]]:
    """All counties and, first, none."""
    return [("", "keine Angabe"), *((str(pk), name) for pk, name in County.objects.order_by("sort_key").values_list("pk", "name"))]


class RegisterForm(Form):
    """As what somebody comes, and from where."""

    role = forms.ChoiceField(label="Sie kommen als", choices=[("", "Bitte wählen"), *Group.choices])
    county = forms.TypedChoiceField(label="Aus welchem Landkreis?", coerce=int, empty_value=None, required=False)
    AUDIENCE = {"role": f"{TO_ORGANISER} Alle anderen sehen nur die Anzahl."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].choices = counties()


class OpenRegisterForm(StrangerForm, RegisterForm):
    """The same for people without an account."""

    UNGUARDED = ("name",)
    name = forms.CharField(label="Vor- und Nachname", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="E-Mail-Adresse", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="Dorthin schreiben wir, ob Sie einen Platz haben.",
    )  # fmt: skip
    AUDIENCE = {"name": f"{TO_ORGANISER} Ein halbes Jahr nach dem letzten Tag gelöscht."}
    field_order = ["name", "email", "role", "county"]


class PhonedRegisterForm(RegisterForm):
    """As the organiser fills it in for somebody who has called or written."""

    UNGUARDED = ("name",)
    name = forms.CharField(label="Vor- und Nachname", max_length=120)
    email = forms.EmailField(
        label="E-Mail-Adresse", max_length=254, help_text="Dorthin schreiben wir, ob die Person einen Platz hat und wie sie selbst absagen kann."
    )
    role = forms.ChoiceField(label="Die Person kommt als", choices=[("", "Bitte wählen"), *Group.choices])
    AUDIENCE = OpenRegisterForm.AUDIENCE
    field_order = ["name", "email", "role", "county"]


class TopicForm(Form):
    """What somebody would like to bring up."""

    text = forms.CharField(label="Worüber möchten Sie sprechen?", max_length=200)
    AUDIENCE = {"text": f"{TO_ORGANISER} Ohne Ihren Namen. Bitte keine Namen von Kindern oder Eltern."}


class FeedbackForm(Form):
    """Three questions; nobody sees who has answered what."""

    learned = forms.TypedChoiceField(label="Was nehmen Sie mit?", choices=TrainingFeedback.Degree, coerce=int, widget=forms.RadioSelect)
    usable = forms.TypedChoiceField(label="Was davon passt zu Ihrer Arbeit?", choices=TrainingFeedback.Degree, coerce=int, widget=forms.RadioSelect)
    words = forms.CharField(label="Was hat gefehlt?", max_length=400, required=False, widget=forms.Textarea)
    AUDIENCE = {"words": f"{TO_ORGANISER} Ohne Ihren Namen, und erst ab fünf Antworten."}


class AttendanceForm(Form):
    """Who was there: everybody with a place, each with a box."""

    present = forms.TypedMultipleChoiceField(label="Wer war da?", coerce=int, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = people
