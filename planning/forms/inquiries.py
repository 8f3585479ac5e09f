"""Forms of inquiries: the first message and what follows."""

from django import forms

from planning.models import Inquiry
from sites.core.forms import Form, ModelForm

BOTH = "Sichtbar für Leitung und Koordination und für die Stelle, an die das Anliegen geht. Bitte keine Namen von Familien oder Kindern."


class InquiryForm(ModelForm):
    """What a site asks; whom, follows from the kind."""

    HELP = {"kind": "support"}
    AUDIENCE = {"text": BOTH}
    text = forms.CharField(label="Worum geht es genau?", max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))

    class Meta:
        model = Inquiry
        fields = ["kind", "title"]
        widgets = {"kind": forms.RadioSelect}
        help_texts = {"kind": "Fragen und Unterstützung gehen an Ihren Landkreis oder Ihre Stadt, die drei anderen an die Fachstelle ThEKiZ."}


class MessageForm(Form):
    """One more message of a thread."""

    AUDIENCE = {"text": BOTH}
    text = forms.CharField(label="Ihre Nachricht", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class InquiryFilter(Form):
    state = forms.ChoiceField(label="Stand", required=False, choices=[("", "alle"), *Inquiry.State.choices])
