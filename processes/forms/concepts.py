"""The forms of the concept: a version, what the parents' council says to it, and its release."""

from django import forms

from processes.models import Concept
from sites.core.forms import ModelForm, Part
from sites.forms.records import PaperField

HOUSE_AND_PARENTS = "Die Elternvertretung liest es, sobald Sie ihr die Fassung vorlegen."


class ConceptForm(ModelForm):
    """A version in work: what changes comes first, because this is what is read."""

    HELP = {"changes": "concept-renewed", "philosophy": "concept", "participation": "anchored"}
    AUDIENCE = {"changes": HOUSE_AND_PARENTS, "upload": HOUSE_AND_PARENTS}
    PLAUSIBLE = ("heard_until",)
    AHEAD = 2
    NEEDED = {"coordination_reason": "nötig, wenn Stunden eingetragen sind"}
    LAYOUT = (
        Part(("changes", "philosophy", "participation")),
        Part(("coordination_hours", "coordination_reason"), "Koordination"),
        Part(("upload", "heard_until")),
    )

    upload = PaperField(label="Die ganze Konzeption", required=False)

    class Meta:
        model = Concept
        fields = ["changes", "philosophy", "participation", "coordination_hours", "coordination_reason", "heard_until"]
        localized_fields = ("coordination_hours",)
        widgets = {
            "changes": forms.Textarea(attrs={"rows": 4}),
            "philosophy": forms.Textarea(attrs={"rows": 6}),
            "participation": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "changes": "In wenigen Sätzen, so dass Eltern sie in fünf Minuten lesen. Zum Beispiel: Eltern planen mit, welche Angebote es gibt.",
            "coordination_hours": "Aufgaben und Umfang der Koordination richten sich nach den Zielen der Konzeption (2.5).",
            "heard_until": "Bis wann der Elternbeirat antworten soll; zwei Wochen sind üblich.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.document_id:
            self.fields["upload"].help_text = f"Liegt vor: {self.instance.document.filename}. Eine neue Datei tritt an ihre Stelle."


class ConceptHearForm(ModelForm):
    """What the parents' council says: given by itself, or written down on its behalf with the name of who said it."""

    UNSPOKEN = ("stance",)
    UNGUARDED = ("heard_from",)
    PAST = ("heard_on",)
    AUDIENCE = {"heard_words": "Sichtbar für Haus, Träger, Prozessbegleitung und Elternvertretung. Bitte keine Namen von Kindern oder Familien."}
    NEEDED = {"heard_words": "bei Bedenken bitte"}

    class Meta:
        model = Concept
        fields = ["stance", "heard_words", "heard_on", "heard_from"]
        widgets = {"stance": forms.RadioSelect, "heard_words": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"heard_from": "Name und Funktion, zum Beispiel: Nadine Fischer, Vorsitz."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stance"].choices = Concept.Stance.choices
        for name in ("stance", "heard_on", "heard_from"):
            self.fields[name].required = True


class ConceptReleaseForm(ModelForm):
    """The release; whoever was heard gets an answer."""

    AUDIENCE = {"reply": "Die Elternvertretung liest die Antwort."}

    class Meta:
        model = Concept
        fields = ["reply"]
        widgets = {"reply": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"reply": "Was haben Sie aufgenommen, was nicht, und warum?"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.stance:
            del self.fields["reply"]
