"""The forms of fundamental changes in a house and of the answers to what they propose."""

from django import forms

from processes.models import ChangeEvent
from sites.core.forms import Form, ModelForm, Part

WHO = "Bitte keine Namen. Sichtbar für Ämter, Träger, Leitung, Koordination und Prozessbegleitung."


class ChangeForm(ModelForm):
    """What changes in a house, since when and until when."""

    AUDIENCE = {"note": WHO}
    NEEDED = {"note": "nötig, wenn sich etwas anderes verändert"}
    PERIOD = ("starts", "ends")
    LAYOUT = (Part(("trigger",)), Part(("starts", "ends"), pair=True), Part(("note",)))

    class Meta:
        model = ChangeEvent
        fields = ["trigger", "starts", "ends", "note"]
        help_texts = {"ends": "Leer, solange die Veränderung andauert."}


class DeclineForm(Form):
    """Why a proposal is not taken up, in one sentence."""

    AUDIENCE = {"note": WHO}
    note = forms.CharField(label="Warum nicht?", max_length=300, help_text="Ein Satz genügt, zum Beispiel: erst nach der Einarbeitung.")
