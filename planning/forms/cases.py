"""The forms of a case before its decision: dossier, statements, notes of steps, filters of the list."""

from django import forms

from planning.models import Application, Assessment, LocationReason, Party, Statement
from sites.core.access import rows
from sites.core.flow import NOTE_MISSING
from sites.core.forms import Form, ModelForm
from sites.core.roles import Role
from sites.forms.records import PaperField
from sites.models import Document, OrganisationForm

CASE = "Sichtbar für Sozialplanung, Jugendamt, Kita-Fachberatung, Träger, Leitung und Koordination."
VOICES = "Sichtbar für Ämter, Träger, Leitung, Koordination und Elternvertretung."


class DossierForm(ModelForm):
    """What a Kita writes into its application; the file number belongs to the planner."""

    HELP = {
        "assessment": "community",
        "needs_source": "cases-needs",
        "location_reasons": "reasons",
        "coordinator_fte": "post",
        "team_informed": "team",
    }
    PAST = ("team_informed",)
    NEEDED = {
        **dict.fromkeys(("needs_text", "location_reasons", "forms"), "für das Einreichen nötig"),
        **dict.fromkeys(("assessment", "needs_source"), "eine von beiden Angaben braucht die Entscheidung"),
    }
    AUDIENCE = {"needs_text": f"{CASE} Bitte keine Namen von Familien.", "reason_text": CASE}
    location_reasons = forms.MultipleChoiceField(
        label="Warum dieser Standort?", choices=LocationReason, required=False, widget=forms.CheckboxSelectMultiple
    )
    forms = forms.MultipleChoiceField(  # the model's name; from here on the class body no longer sees Django's module
        label="Gewünschte Organisationsform", choices=OrganisationForm, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Keine Form ist vorgeschrieben. Mehrere zusammen sind eine Mischform.",
    )  # fmt: skip

    class Meta:
        model = Application
        fields = [
            "needs_text", "assessment", "needs_source", "location_reasons", "reason_text", "forms", "coordinator_fte", "team_informed",
            "wanted_start", "file_number",
        ]  # fmt: skip
        localized_fields = "__all__"
        widgets = {"needs_text": forms.Textarea(attrs={"rows": 7}), "reason_text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "needs_source": "Wenn die Erhebung nicht in der Liste steht, zum Beispiel: Elternbefragung, Mai 2026.",
            "coordinator_fte": "Eine volle Stelle ist 1, eine halbe 0,5.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if Role.SOCIAL_PLANNER not in self.request.access.roles_at(self.instance):  # guard: file-number -> if False:
            del self.fields["file_number"]
        self._offer_assessments()

    def _offer_assessments(self):
        """What this person may read; a choice of the others that is not released yet stays as it is."""
        site, chosen = self.instance.site, self.instance.assessment_id
        found = rows(self.request, Assessment).filter(place__in=[site.pk, site.county_id])
        if chosen and not found.filter(pk=chosen).exists():
            del self.fields["assessment"]
        else:
            self.fields["assessment"].queryset = found
            self.fields["assessment"].empty_label = "keine aus dieser Anwendung"


class FileNumberForm(ModelForm):
    """The file number of the office; the planner gives and changes it at any time."""

    class Meta:
        model = Application
        fields = ["file_number"]

    def clean_file_number(self):
        return " ".join(self.cleaned_data["file_number"].split())


class StatementForm(ModelForm):
    """Readiness or hearing of a party; on somebody's behalf the paper is named."""

    UNGUARDED = ("spoken_by", "paper")
    AUDIENCE = {"text": VOICES}
    PAST = ("stated_on",)
    UNSPOKEN = ("stance",)
    document = forms.ModelChoiceField(Document.objects.none(), label="Dokument, das schon abgelegt ist", required=False, empty_label="keines")
    upload = PaperField(label="Oder ein neues Dokument dazu", required=False)

    class Meta:
        model = Statement
        fields = ["stance", "stated_on", "spoken_by", "votes_for", "votes_all", "text", "paper"]
        localized_fields = "__all__"
        widgets = {"stance": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 4})}
        labels = {
            "stance": "Wie lautet die Stellungnahme?", "spoken_by": "Wer hat gesprochen?", "votes_for": "Stimmen dafür", "votes_all": "von allen",
        }  # fmt: skip
        help_texts = {"paper": "Zum Beispiel: Schreiben vom 3.9.2026, Az. 12/2026."}

    def __init__(self, *args, voice: str, **kwargs):
        super().__init__(*args, **kwargs)
        party, self.voice = self.instance.party, voice
        said = ("given", "concerns", "refused", "silent") if party == Party.PARENTS else ("given", "refused")
        choices = [(value, "einverstanden" if value == "given" else Statement.Stance(value).label) for value in said]
        self.fields["stance"].choices = [*choices, ("not_needed", "nicht nötig")] if voice != "own" else choices
        self.quote("stance", {Party.PARENTS: "parents", Party.TEAM: "open-team"}.get(party, "ready"))
        if party != Party.TEAM:
            del self.fields["votes_for"], self.fields["votes_all"]
        if voice != "own":
            self.fields["paper"].required = True
            self.fields["paper"].error_messages["required"] = "Bitte nennen Sie das Schreiben oder Protokoll, auf dem die Stellungnahme beruht."
        # guard: job-file-choice -> documents = rows(self.request, Document).filter(place=self.instance.site_id)
        documents = rows(self.request, Document).filter(place=self.instance.site_id, owner__isnull=True)
        self.fields["document"].queryset = documents
        self.initial.setdefault("document", self.instance.document_id)
        if self.instance.site_id not in self.request.access.reach("documents.change").places:  # guard: parents-file -> if False:
            del self.fields["upload"]

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if {"votes_for", "votes_all"} <= set(self.fields) and (data.get("votes_for") is None) != (data.get("votes_all") is None):
            empty = "votes_for" if data.get("votes_for") is None else "votes_all"
            if empty not in self.errors:
                self.add_error(empty, "Bitte geben Sie beide Zahlen an oder keine, zum Beispiel 11 von 12.")
        self.instance.document = data.get("document")
        return data


class NoteForm(Form):
    """The reason of a step; its audience is printed under it."""

    note = forms.CharField(label="Was fehlt?", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    LABELS = {
        "hand_back": "Was fehlt?",
        "withdraw": "Warum ziehen Sie den Antrag zurück?",
        "take_back": "Warum holen Sie den Antrag zurück?",
        "take_back_return": "Warum nehmen Sie die Rückgabe zurück?",
    }
    AUDIENCE = {"note": CASE}

    def __init__(self, *args, step: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.step = step
        self.fields["note"].label = self.LABELS[step]
        self.fields["note"].error_messages["required"] = NOTE_MISSING


class ApplicationFilter(Form):
    """What narrows the list of applications."""

    q = forms.CharField(label="Name, Ort oder Aktenzeichen", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(label="Stand", required=False, choices=[("", "alle"), *Application.State.choices])
    show = forms.ChoiceField(label="Auswahl", required=False, choices=[("", "alle Anträge"), ("waiting", "wartet auf mich")])
