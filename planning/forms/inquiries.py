"""Forms of inquiries: the first message and what follows."""

from django import forms

from planning.models import Inquiry, Term
from sites.core.forms import Form, ModelForm, Part

BOTH = "Sichtbar für Leitung und Koordination und für die Stelle, an die das Anliegen geht. Bitte keine Namen von Familien oder Kindern."
#: Kinds for which one has to know the day.
DATED = {Inquiry.Kind.SPEAKER}


class InquiryForm(ModelForm):
    """What a site asks; whom, follows from the kind."""

    HELP = {"kind": "support"}
    LAYOUT = (Part(("kind", "title", "text")), Part(("topic", "wanted_on"), pair=True))
    PLAUSIBLE = ("wanted_on",)
    NEEDED = {"topic": "nötig beim Themenwunsch", "wanted_on": "nötig beim Vortrag"}
    AUDIENCE = {"text": BOTH}
    text = forms.CharField(label="Worum geht es genau?", max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))

    class Meta:
        model = Inquiry
        fields = ["kind", "title", "topic", "wanted_on"]
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "kind": "Fragen und Unterstützung gehen an Ihren Landkreis oder Ihre Stadt, alle anderen an die Fachstelle ThEKiZ.",
            "wanted_on": "Ungefähr genügt.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        topics = Term.objects.on(self.request.access.today).filter(catalogue=Term.Catalogue.TRAINING_TOPIC)
        self.fields["topic"].queryset = topics

    def clean(self):
        """A wish for a topic names it, and who comes to speak must know when."""
        data = super().clean()
        if data.get("kind") == Inquiry.Kind.TOPIC and not data.get("topic") and "topic" not in self.errors:
            self.add_error("topic", "Bitte wählen Sie das Thema, das Sie sich wünschen.")
        if data.get("kind") in DATED and not data.get("wanted_on") and "wanted_on" not in self.errors:
            self.add_error("wanted_on", "Bitte nennen Sie den Tag, ungefähr genügt.")
        return data


class MessageForm(Form):
    """One more message of a thread."""

    AUDIENCE = {"text": BOTH}
    text = forms.CharField(label="Ihre Nachricht", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class InquiryFilter(Form):
    kind = forms.ChoiceField(label="Art", required=False, choices=[("", "alle"), *Inquiry.Kind.choices])
    state = forms.ChoiceField(label="Stand", required=False, choices=[("", "alle"), *Inquiry.State.choices])
