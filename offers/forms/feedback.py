"""The form of quick feedback after a date."""

from django import forms
from django.utils.translation import gettext_lazy as _

from offers.models import SessionFeedback
from sites.core.forms import Form

FACES = [(str(face.value), face.label) for face in SessionFeedback.Face]


class FeedbackForm(Form):
    """Three faces and a line; `website` is left empty by people."""

    refused = _("Das ist noch nicht gesendet")
    face = forms.ChoiceField(label=_("Wie war es?"), choices=FACES, widget=forms.RadioSelect)
    words = forms.CharField(label=_("Ein Satz dazu"), max_length=200, required=False)
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    sheet = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["face"].error_messages["required"] = _("Bitte wählen Sie ein Gesicht.")
