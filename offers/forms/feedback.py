"""The form of quick feedback after a date."""

from django import forms

from offers.models import SessionFeedback
from sites.core.forms import Form


class FeedbackForm(Form):
    """Three faces and a line; `website` is left empty by people."""

    refused = "Das ist noch nicht gesendet"
    face = forms.ChoiceField(label="Wie war es?", choices=[(str(face.value), face.label) for face in SessionFeedback.Face], widget=forms.RadioSelect)
    words = forms.CharField(label="Ein Satz dazu", max_length=200, required=False)
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    sheet = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["face"].error_messages["required"] = "Bitte wählen Sie ein Gesicht."
        self.fields["words"].error_messages["max_length"] = "Höchstens 200 Zeichen sind möglich. Bitte kürzen Sie den Satz."
