"""The form of a piece of evidence: what it is, from when to when it holds, where it lies, and what it shows."""

from typing import Any

from django import forms

from offers.models import Evidence, Offer
from offers.rules.evidence import NO_FILE, WHAT_COUNTS
from planning.models import Goal, Meeting
from sites.core.access import rows
from sites.core.days import date_figures
from sites.core.forms import ModelForm, Part
from sites.forms.records import PaperField

PAPER = "Sichtbar für Ämter, Träger, Team und Prozessbegleitung, wie alle Dokumente des Standorts."


class EvidenceFilter(forms.Form):
    """Of which kind."""

    kind = forms.ChoiceField(label="Art", required=False, choices=[("", "alle"), *Evidence.Kind.choices])


class EvidenceForm(ModelForm):
    """Eight kinds, each with what counts; a file or the way to it; one piece may show several things."""

    UNSPOKEN = ("kind",)
    PAST = ("dated",)
    PLAUSIBLE = ("dated", "valid_until")
    AUDIENCE = {"upload": PAPER}
    LAYOUT = (
        Part(("kind", "title", "extent")),
        Part(("dated", "valid_until"), pair=True),
        Part(("upload", "where")),
        Part(("goals", "offers", "meetings"), "Was er zeigt"),
    )
    upload = PaperField(label="Datei", required=False)
    goals: Any = forms.ModelMultipleChoiceField(label="Ziele", queryset=None, required=False, widget=forms.CheckboxSelectMultiple)
    offers: Any = forms.ModelMultipleChoiceField(label="Angebote", queryset=None, required=False, widget=forms.CheckboxSelectMultiple)
    meetings: Any = forms.ModelMultipleChoiceField(label="Sitzungen", queryset=None, required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Evidence
        fields = ["kind", "title", "extent", "dated", "valid_until", "where"]
        localized_fields = "__all__"
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "title": "Zum Beispiel: Feedbackbogen Elterncafé Frühjahr.",
            "extent": "Zum Beispiel: 38 Antworten.",
            "valid_until": "Bis dahin fragt niemand noch einmal danach. Leer heißt: auf Dauer.",
            "where": "Wenn die Datei nicht hier liegt: Ordner, Regal oder Adresse.",
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        site = self.instance.site_id
        self.fields["kind"].choices = [(kind.value, f"{kind.label}: {WHAT_COUNTS[kind]}") for kind in Evidence.Kind]
        self.fields["goals"].queryset = rows(self.request, Goal).filter(site=site)
        self.fields["offers"].queryset = rows(self.request, Offer).filter(site=site)
        self.fields["meetings"].queryset = (
            rows(self.request, Meeting).filter(place=site, held_on__lte=self.request.access.today).select_related("body")
        )
        self.fields["meetings"].label_from_instance = lambda meeting: f"{meeting.body}, {date_figures(meeting.held_on)}"
        if self.instance.pk:
            for name in ("goals", "offers", "meetings"):
                of = name[:-1]
                self.initial[name] = list(self.instance.uses.exclude(**{of: None}).values_list(f"{of}_id", flat=True))
            if self.instance.document:
                self.fields["upload"].label = "Andere Datei"
                self.fields["upload"].help_text = f"Abgelegt ist: {self.instance.document.filename}. PDF, PNG oder JPEG."

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kind") == Evidence.Kind.PARTICIPANTS and (data.get("upload") or self.instance.document_id):  # guard: no-names -> if False:
            self.add_error("upload", NO_FILE)
        return data
