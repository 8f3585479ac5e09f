"""The forms of what the team brings in: the contribution, and what becomes of it."""

from django import forms

from planning.models import Contribution
from sites.core.forms import ModelForm

HOUSE = "Sichtbar für Team, Leitung und Koordination. Bitte keine Namen von Kindern oder Familien."


class ContributionForm(ModelForm):
    """What somebody has seen, thought about or would offer; short enough for a phone in the corridor."""

    UNSPOKEN = ("kind",)
    AUDIENCE = {"text": HOUSE}

    class Meta:
        model = Contribution
        fields = ["kind", "text"]
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"text": "Zum Beispiel: Beim Abholen bleiben viele stehen und reden. Es fehlt ein Platz dafür."}


class ContributionAnswerForm(ModelForm):
    """What becomes of it: whoever has written it reads it on the own start page."""

    AUDIENCE = {"answer": HOUSE}

    class Meta:
        model = Contribution
        fields = ["answer"]
        widgets = {"answer": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"answer": "Zum Beispiel: Wir nehmen es ins nächste Teamgespräch. Leer lassen, wenn noch nichts feststeht."}

    def validate_constraints(self) -> None:
        """The day of the answer comes with the saving."""
