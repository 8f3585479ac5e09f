"""The short form of a stage that an offer has reached."""

from django import forms

from offers.models import OfferStep
from sites.core.forms import ModelForm, Part


class StepForm(ModelForm):
    """Which stage, when, who had a part, and why; what is kept, adapted or ended needs a reason."""

    LOOK = {"stage": "chips", "involved": "chips"}
    LAYOUT = (Part(("stage",)), Part(("taken_on",)), Part(("involved",)), Part(("reason",)))
    PAST = ("taken_on",)
    PLAUSIBLE = ("taken_on",)
    UNSPOKEN = ("stage",)
    NEEDED = {"reason": "nötig bei beibehalten, angepasst und beendet"}
    AUDIENCE = {"reason": "Sichtbar für Team, Träger, Prozessbegleitung und Elternvertretung. Bitte keine Namen."}
    involved = forms.MultipleChoiceField(
        label="Wer war beteiligt?", choices=OfferStep.Group, required=False, widget=forms.CheckboxSelectMultiple, help_text="Gruppen, keine Namen."
    )

    class Meta:
        model = OfferStep
        fields = ["stage", "taken_on", "involved", "reason"]
        localized_fields = "__all__"
        widgets = {"stage": forms.RadioSelect, "reason": forms.Textarea(attrs={"rows": 2})}

    def clean(self):
        data = super().clean() or {}
        if data.get("stage") in OfferStep.REASONED and not data.get("reason", "").strip() and "reason" not in self.errors:
            self.add_error("reason", "Bitte sagen Sie in einem Satz, warum.")
        return data
