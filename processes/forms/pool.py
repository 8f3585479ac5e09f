"""The forms of the pool of facilitators and of what a county looks for."""

from django import forms
from django.db.models import Q

from processes.models import FacilitationRequest, Facilitator
from processes.rules.matching import Match
from sites.core.forms import Form, ModelForm, Part
from sites.models import Place, Provider, User

WHO = "Sichtbar für Fachstelle ThEKiZ, Sozialplanung und Jugendamt aller Landkreise."
ASKED = "Bitte keine Namen von Familien. Sichtbar für Fachstelle ThEKiZ und Ämter des Landkreises."


class PoolSearchForm(Form):
    """A word in name, region, languages or qualification."""

    q = forms.CharField(label="Name, Region oder Sprache", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))


class FacilitatorForm(ModelForm):
    """A person of the pool; with an account, agreed hours count against the possible ones."""

    AUDIENCE = {"name": WHO, "contact": WHO}
    UNGUARDED = ("name", "contact")
    ANY_YEAR = ("qualified_until",)
    PERIOD = ("course_starts", "course_ends")
    email = forms.EmailField(
        label="E-Mail-Adresse des Kontos", max_length=254, required=False, help_text="Damit zählen die vereinbarten Stunden mit."
    )
    LAYOUT = (
        Part(("name", "email", "contact", "region", "languages", "capacity")),
        Part(("qualification", "qualified_until"), title="Qualifikation"),
        Part(("course",)),
        Part(("course_starts", "course_ends"), pair=True),
        Part(("provider", "employer"), title="Wo die Person sonst arbeitet"),
    )

    class Meta:
        model = Facilitator
        fields = [
            "name", "contact", "qualification", "qualified_until", "course", "course_starts", "course_ends", "region", "languages", "capacity",
            "provider", "employer",
        ]  # fmt: skip
        localized_fields = ["capacity"]
        help_texts = {
            "region": "Zum Beispiel: Ilm-Kreis und Weimarer Land.",
            "languages": "Zum Beispiel: Deutsch, Arabisch.",
            "course": "Zum Beispiel: Grundkurs Prozessbegleitung ThEKiZ.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        entry = self.instance
        providers = Provider.objects.filter(merged_into=None)
        if entry.place.kind == Place.Kind.COUNTY:
            providers = providers.filter(Q(county=entry.place_id) | Q(kitas__county=entry.place_id) | Q(pk=entry.provider_id)).distinct()
        self.fields["provider"].queryset = providers.order_by("sort_key", "pk")
        self.fields["provider"].empty_label = "bei keinem Träger"
        self.initial.setdefault("email", entry.account.email if entry.account else "")

    def clean_email(self):
        email = self.cleaned_data["email"].strip().lower()
        user = User.objects.filter(email=email, is_active=True).first() if email else None
        if email and user is None:
            raise forms.ValidationError("Zu dieser E-Mail-Adresse gibt es noch kein Konto. Lassen Sie das Feld leer, bis es eines gibt.")
        if user and Facilitator.objects.filter(account=user).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Diese Person steht schon im Pool.")
        self.instance.account = user
        return email


class RequestForm(ModelForm):
    """What a county looks for: how many hours, from when, what matters."""

    AUDIENCE = {"wishes": ASKED}

    class Meta:
        model = FacilitationRequest
        fields = ["hours", "starts", "wishes"]
        localized_fields = "__all__"
        help_texts = {"wishes": "Zum Beispiel: Erfahrung mit Neugründungen, spricht Arabisch."}


class ProposeForm(Form):
    """Who of the pool is proposed, the best match first."""

    entry = forms.TypedChoiceField(label="Wer passt?", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, matches: list[Match], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entry"].choices = [(one.entry.pk, f"{one.entry.name}: {one.words}") for one in matches]
